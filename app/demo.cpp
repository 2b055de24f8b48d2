// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTimer>

namespace coffret {

namespace {

constexpr QLatin1String Executable("coffret-demo-vault");
constexpr std::chrono::seconds StartTime{60}; // it makes RSA keys first
constexpr int StopTime = 3000;                // ms

SecretBuffer tokenOf(const QJsonValue &value)
{
    QByteArray text = value.toString().toUtf8();
    return SecretBuffer::takeFrom({text.data(), static_cast<std::size_t>(text.size())});
}

Account accountOf(Service service, const QString &name, const QJsonObject &described, const QByteArray &authority)
{
    Account account;
    account.id = QStringLiteral("demo-") + QString(name).toLower().replace(QLatin1Char(' '), QLatin1Char('-'));
    account.name = name;
    account.service = service;
    account.server = QUrl(described.value(QLatin1String("url")).toString());
    account.certificateAuthorities = authority;
    return account;
}

QString passboltName(const QString &mode)
{
    if (mode == QLatin1String("v5"))
        return QStringLiteral("Acme Passbolt");
    return QStringLiteral("Legacy Passbolt");
}

void addPassbolt(DemoWorld &world, const QJsonObject &server, const QByteArray &authority)
{
    const QJsonObject user = server.value(QLatin1String("users")).toArray().first().toObject();
    const QString mode = server.value(QLatin1String("mode")).toString();
    Account account = accountOf(Service::Passbolt, passboltName(mode), server, authority);
    account.keyFingerprint = user.value(QLatin1String("fingerprint")).toString();
    account.serverFingerprint = server.value(QLatin1String("server_fingerprint")).toString();
    world.gnupgHome = user.value(QLatin1String("gnupghome")).toString();
    if (mode == QLatin1String("v5"))
        world.accounts.prepend(account); // the one most people will have comes first
    else
        world.accounts.append(account);
}

void addFudo(DemoWorld &world, const QJsonObject &server, const QByteArray &authority)
{
    const Account account = accountOf(Service::FudoUag, QStringLiteral("Fudo Operations"), server, authority);
    const QJsonObject user = server.value(QLatin1String("users")).toArray().first().toObject();
    world.credentials->write(account.id + QStringLiteral("/token"), tokenOf(user.value(QLatin1String("token"))));
    world.accounts.append(account);
}

void addCommandK(DemoWorld &world, const QJsonObject &server, const QByteArray &authority)
{
    Account account = accountOf(Service::CommandK, QStringLiteral("CommandK Apps"), server, authority);
    for (const QJsonValue app : server.value(QLatin1String("apps")).toArray())
        account.appIds.append(app.toObject().value(QLatin1String("name")).toString());
    world.credentials->write(account.id + QStringLiteral("/read-token"),
                             tokenOf(server.value(QLatin1String("read_token"))));
    world.credentials->write(account.id + QStringLiteral("/write-token"),
                             tokenOf(server.value(QLatin1String("write_token"))));
    world.accounts.append(account);
}

DemoHandout handoutOf(const QJsonObject &server)
{
    const QJsonObject user = server.value(QLatin1String("users")).toArray().first().toObject();
    DemoHandout handout;
    handout.accountKit = user.value(QLatin1String("account_kit")).toString();
    handout.keyFile = user.value(QLatin1String("key_file")).toString();
    for (const QJsonValue invitation : server.value(QLatin1String("invitations")).toArray()) {
        if (invitation[QLatin1String("kind")] == QLatin1String("setup"))
            handout.link = invitation[QLatin1String("link")].toString();
    }
    return handout;
}

} // namespace

QString installedDemoVault()
{
    const QString here = QCoreApplication::applicationDirPath();
    return QStandardPaths::findExecutable(
        Executable, {here, here + QStringLiteral("/../libexec/coffret"), here + QStringLiteral("/../libexec")});
}

Demo::Demo(QString executable, QObject *parent)
    : QObject(parent)
    , m_executable(std::move(executable))
    , m_profile(QDir::tempPath() + QStringLiteral("/coffret-XXXXXX"))
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &Demo::readAnnouncement);
    connect(&m_process, &QProcess::errorOccurred, this, [this] { giveUp(m_process.errorString()); });
    connect(&m_process, &QProcess::finished, this, [this] { giveUp(QStringLiteral("it ended at once")); });
}

Demo::~Demo()
{
    m_settled = true;
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate(); // it removes its keys and ends
    if (!m_process.waitForFinished(StopTime))
        m_process.kill();
    m_process.waitForFinished(StopTime);
}

void Demo::start(bool withNewcomers)
{
    if (m_executable.isEmpty()) {
        QTimer::singleShot(0, this, [this] { giveUp(QStringLiteral("%1 is not installed").arg(Executable)); });
        return;
    }
    QTimer::singleShot(StartTime, this, [this] { giveUp(QStringLiteral("it did not start in time")); });
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QStringList arguments{QStringLiteral("--with-parent"), QStringLiteral("--quiet"), QStringLiteral("--pro"),
                          QStringLiteral("--revisions"), QStringLiteral("5")};
    if (withNewcomers)
        arguments.append(QStringLiteral("--newcomers"));
    m_process.start(m_executable, arguments);
}

void Demo::readAnnouncement()
{
    m_line += m_process.readAllStandardOutput();
    const qsizetype end = m_line.indexOf('\n');
    if (m_settled || end < 0)
        return;
    const QJsonObject described = QJsonDocument::fromJson(m_line.left(end)).object();
    QFile authority(described.value(QLatin1String("certificate")).toString());
    if (!authority.open(QIODevice::ReadOnly))
        return giveUp(QStringLiteral("it names no certificate"));
    const QByteArray pem = authority.readAll();

    m_world.credentials = std::make_unique<MemoryCredentialStore>();
    for (const QJsonValue server : described.value(QLatin1String("passbolt")).toArray()) {
        addPassbolt(m_world, server.toObject(), pem);
        if (server[QLatin1String("mode")] == QLatin1String("v5"))
            m_handout = handoutOf(server.toObject());
    }
    m_handout.authorityFile = authority.fileName();
    m_world.authority = pem;
    m_world.leaks = QUrl(described.value(QLatin1String("leaks")).toString());
    if (described.contains(QLatin1String("fudo")))
        addFudo(m_world, described.value(QLatin1String("fudo")).toObject(), pem);
    if (described.contains(QLatin1String("commandk")))
        addCommandK(m_world, described.value(QLatin1String("commandk")).toObject(), pem);
    m_settled = true;
    Q_EMIT ready();
}

void Demo::giveUp(const QString &detail)
{
    if (m_settled)
        return;
    m_settled = true;
    Q_EMIT failed(detail);
}

} // namespace coffret
