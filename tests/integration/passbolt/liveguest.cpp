// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/passbolt/liveguest.h"

#include <QCoroNetworkReply>
#include <QCoroTask>
#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QNetworkProxy>
#include <QProcess>
#include <QUuid>

namespace coffret::test {

namespace {

constexpr qint64 SignInAgainMs = 200'000; ///< tokens are good for five minutes

QString textAt(const QJsonValue &value, const char *key)
{
    return value[QLatin1String(key)].toString();
}

} // namespace

QByteArray contentsOfFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

LiveGuest::LiveGuest(const QJsonObject &instance, const QString &handle) : m_instance(instance)
{
    for (const QJsonValue user : instance[QLatin1String("users")].toArray()) {
        if (textAt(user, "handle") == handle)
            m_user = user.toObject();
        else
            m_home.importKey(contentsOfFile(textAt(user, "public_key")));
    }
    if (m_user.isEmpty())
        qFatal("no such user: %s", qPrintable(handle));
    m_home.importKey(contentsOfFile(text("private_key")));
    m_home.setPinentry(GpgHome::Pinentry::Answers, text("passphrase").toUtf8());
    m_network.setProxy(QNetworkProxy::NoProxy); // what a test does with the program's way is not for this one
    m_tls = QSslConfiguration::defaultConfiguration();
    m_tls.setCaCertificates(QSslCertificate::fromPath(textAt(instance, "ca")));
    m_home.importKey(textAt(get(QStringLiteral("/auth/verify.json")).body, "keydata").toLatin1());
    signIn();
}

void LiveGuest::signIn() const
{
    m_token.clear();
    m_signedIn.start();
    const QJsonObject challenge{{QStringLiteral("version"), QStringLiteral("1.0.0")},
                                {QStringLiteral("domain"), textAt(m_instance, "url")},
                                {QStringLiteral("verify_token"), QUuid::createUuid().toString(QUuid::WithoutBraces)},
                                {QStringLiteral("verify_token_expiry"), QDateTime::currentSecsSinceEpoch() + 120}};
    const Answer answer = ask("POST", QStringLiteral("/auth/jwt/login.json"),
                              {{QStringLiteral("user_id"), id()},
                               {QStringLiteral("challenge"),
                                seal(QJsonDocument(challenge).toJson(), {textAt(m_instance, "server_fingerprint")})}});
    const QByteArray reply = m_home.open(textAt(answer.body, "challenge").toLatin1(), text("passphrase").toUtf8());
    m_token = QJsonDocument::fromJson(reply)[QLatin1String("access_token")].toString().toLatin1();
    if (m_token.isEmpty())
        qFatal("%s cannot sign in: HTTP %d", qPrintable(text("handle")), answer.status);
}

LiveGuest::Answer LiveGuest::ask(const QByteArray &method, const QString &path, const QJsonObject &body) const
{
    if (!m_token.isEmpty() && m_signedIn.hasExpired(SignInAgainMs))
        signIn();
    QNetworkRequest request(QUrl(textAt(m_instance, "url") + path));
    request.setSslConfiguration(m_tls);
    request.setRawHeader("Accept", "application/json");
    request.setRawHeader("Content-Type", "application/json");
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token);
    const QByteArray sent = method == "GET" ? QByteArray() : QJsonDocument(body).toJson();
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, sent));
    QCoro::waitFor(qCoro(reply.get()).waitForFinished());
    Answer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.body = QJsonDocument::fromJson(reply->readAll())[QLatin1String("body")];
    return answer;
}

QString LiveGuest::seal(const QByteArray &plaintext, const QStringList &recipients, bool isSigned) const
{
    const QStringList signers = isSigned ? QStringList{fingerprint()} : QStringList();
    return QString::fromLatin1(m_home.seal(plaintext, recipients, signers, {}, text("passphrase").toUtf8()));
}

QByteArrayList LiveGuest::publicKeys() const
{
    QByteArrayList keys;
    for (const QJsonValue user : m_instance[QLatin1String("users")].toArray())
        keys.append(contentsOfFile(textAt(user, "public_key")));
    return keys;
}

QByteArray LiveGuest::open(const QString &message) const
{
    QProcess gpg;
    gpg.start(QStringLiteral("gpg"), {QStringLiteral("--homedir"), m_home.path(), QStringLiteral("--no-options"),
                                      QStringLiteral("--batch"), QStringLiteral("--status-fd"), QStringLiteral("1"),
                                      QStringLiteral("--show-session-key"), QStringLiteral("--decrypt")});
    gpg.write(message.toLatin1());
    gpg.closeWriteChannel();
    gpg.waitForFinished();
    const QByteArray output = gpg.readAllStandardOutput();
    return output.contains("DECRYPTION_OKAY") ? output : QByteArray();
}

} // namespace coffret::test
