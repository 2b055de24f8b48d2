// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/demovaultprocess.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslCertificate>

namespace coffret::test {
namespace {

constexpr int startMilliseconds = 60'000;
constexpr int stopMilliseconds = 10'000;

QJsonObject objectAt(const QJsonArray &array, const char *key, const QString &value)
{
    for (const QJsonValue &item : array) {
        if (item[QLatin1String(key)].toString() == value)
            return item.toObject();
    }
    return {};
}

DemoVaultProcess::User userOf(const QJsonObject &row)
{
    return {row[QLatin1String("id")].toString(),
            row[QLatin1String("name")].toString(),
            row[QLatin1String("email")].toString(),
            row[QLatin1String("fingerprint")].toString(),
            row[QLatin1String("gnupghome")].toString(),
            row[QLatin1String("passphrase")].toString(),
            row[QLatin1String("key_file")].toString(),
            row[QLatin1String("account_kit")].toString(),
            row[QLatin1String("second_factor")][QLatin1String("totp_seed")].toString(),
            row[QLatin1String("second_factor")][QLatin1String("yubikey")].toString()};
}

QList<DemoVaultProcess::Named> namedOf(const QJsonValue &rows)
{
    QList<DemoVaultProcess::Named> result;
    const QJsonArray array = rows.toArray();
    for (const QJsonValue &row : array)
        result.append({row[QLatin1String("id")].toString(), row[QLatin1String("name")].toString(),
                       row[QLatin1String("slug")].toString()});
    return result;
}

} // namespace

DemoVaultProcess::DemoVaultProcess(const QStringList &arguments)
{
    // The end of the standard input ends the vault, even when this process is killed.
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    m_process.start(executable(), QStringList{QStringLiteral("--until-eof")} + arguments);
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(startMilliseconds)) {
            m_problem =
                m_process.errorString() + QLatin1Char('\n') + QString::fromUtf8(m_process.readAllStandardError());
            return;
        }
    }
    m_description = QJsonDocument::fromJson(m_process.readLine()).object();
}

DemoVaultProcess::~DemoVaultProcess()
{
    m_process.closeWriteChannel();
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(stopMilliseconds)) {
        m_process.kill();
        m_process.waitForFinished(stopMilliseconds);
    }
}

QString DemoVaultProcess::executable()
{
    return QStringLiteral(COFFRET_DEMO_VAULT_PATH);
}

QString DemoVaultProcess::certificateFile() const
{
    return m_description[QLatin1String("certificate")].toString();
}

QSslConfiguration DemoVaultProcess::tls() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromPath(certificateFile()));
    return configuration;
}

DemoVaultProcess::Passbolt DemoVaultProcess::passbolt(const QString &mode) const
{
    const QJsonObject row = objectAt(m_description[QLatin1String("passbolt")].toArray(), "mode", mode);
    const QJsonArray users = row[QLatin1String("users")].toArray();
    return {mode, QUrl(row[QLatin1String("url")].toString()), row[QLatin1String("server_fingerprint")].toString(),
            userOf(users[0].toObject()), userOf(users[1].toObject())};
}

DemoVaultProcess::Invitation DemoVaultProcess::invitation(const QString &mode, const QString &kind) const
{
    const QJsonObject server = objectAt(m_description[QLatin1String("passbolt")].toArray(), "mode", mode);
    const QJsonObject row = objectAt(server[QLatin1String("invitations")].toArray(), "kind", kind);
    return {row[QLatin1String("user_id")].toString(), row[QLatin1String("email")].toString(),
            row[QLatin1String("name")].toString(), QUrl(row[QLatin1String("link")].toString())};
}

DemoVaultProcess::Fudo DemoVaultProcess::fudo() const
{
    const QJsonObject row = m_description[QLatin1String("fudo")].toObject();
    const QJsonArray users = row[QLatin1String("users")].toArray();
    const auto textOf = [&users](const char *name, const char *key) {
        return objectAt(users, "name", QLatin1String(name))[QLatin1String(key)].toString().toLatin1();
    };
    return {QUrl(row[QLatin1String("url")].toString()), textOf("ada", "token"), textOf("betty", "token"),
            textOf("ada", "password")};
}

DemoVaultProcess::CommandK DemoVaultProcess::commandK() const
{
    const QJsonObject row = m_description[QLatin1String("commandk")].toObject();
    return {QUrl(row[QLatin1String("url")].toString()),
            row[QLatin1String("read_token")].toString().toLatin1(),
            row[QLatin1String("write_token")].toString().toLatin1(),
            row[QLatin1String("restricted_read_token")].toString().toLatin1(),
            row[QLatin1String("restricted_write_token")].toString().toLatin1(),
            namedOf(row[QLatin1String("apps")]),
            namedOf(row[QLatin1String("environments")])};
}

QList<DemoVaultProcess::Request> DemoVaultProcess::requests() const
{
    const QUrl url(m_description[QLatin1String("control")].toString() + QStringLiteral("/requests"));
    QList<Request> result;
    const QJsonArray rows = ask("GET", url).json()[QLatin1String("requests")].toArray();
    for (const QJsonValue &row : rows)
        result.append({row[QLatin1String("method")].toString().toLatin1(), row[QLatin1String("path")].toString(),
                       row[QLatin1String("query")].toString(), row[QLatin1String("status")].toInt()});
    return result;
}

void DemoVaultProcess::clearRequests() const
{
    (void)ask("DELETE", QUrl(m_description[QLatin1String("control")].toString() + QStringLiteral("/requests")));
}

QList<QByteArray> DemoVaultProcess::canaries() const
{
    const QUrl url(m_description[QLatin1String("control")].toString() + QStringLiteral("/canaries"));
    QList<QByteArray> result;
    const QJsonArray rows = ask("GET", url).json()[QLatin1String("canaries")].toArray();
    for (const QJsonValue &row : rows)
        result.append(row.toString().toLatin1());
    return result;
}

bool DemoVaultProcess::setFaults(const QJsonObject &faults) const
{
    const QUrl url(m_description[QLatin1String("control")].toString() + QStringLiteral("/faults"));
    const QByteArray body = QJsonDocument(faults).toJson(QJsonDocument::Compact);
    return ask("POST", url, body, {{"Content-Type", "application/json"}}).status == 200;
}

bool DemoVaultProcess::setLie(const QString &lie, const QStringList &ids, const QString &part) const
{
    QJsonObject told{{QStringLiteral("lie"), lie}, {QStringLiteral("of"), QJsonArray::fromStringList(ids)}};
    if (!part.isEmpty())
        told[QLatin1String("part")] = part;
    return setFaults({{QStringLiteral("lies"), QJsonArray{told}}});
}

bool DemoVaultProcess::configurePassbolt(const QString &mode, QJsonObject changes) const
{
    const QUrl url(m_description[QLatin1String("control")].toString() + QStringLiteral("/passbolt"));
    changes[QLatin1String("mode")] = mode;
    return ask("POST", url, QJsonDocument(changes).toJson(), {{"Content-Type", "application/json"}}).status == 200;
}

bool DemoVaultProcess::configureFudo(const QJsonObject &changes) const
{
    const QUrl url(m_description[QLatin1String("control")].toString() + QStringLiteral("/fudo"));
    return ask("POST", url, QJsonDocument(changes).toJson(), {{"Content-Type", "application/json"}}).status == 200;
}

QByteArray DemoVaultProcess::Answer::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QJsonObject DemoVaultProcess::Answer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

DemoVaultProcess::Answer DemoVaultProcess::ask(const QByteArray &method, const QUrl &url, const QByteArray &body,
                                               const QList<QPair<QByteArray, QByteArray>> &headers) const
{
    QNetworkAccessManager network;
    QNetworkRequest request(url);
    request.setSslConfiguration(tls());
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    QNetworkReply *reply = network.sendCustomRequest(request, method, body);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    Answer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.headers = reply->rawHeaderPairs();
    answer.body = reply->readAll();
    return answer;
}

} // namespace coffret::test
