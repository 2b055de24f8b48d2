// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/walkedprogram.h"

#include "app/fallbackcredentials.h"
#include "core/openpgp/gpgmeengine.h"

#include <QCoroTask>
#include <QGuiApplication>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTest>

Q_IMPORT_QML_PLUGIN(Coffret_UiPlugin)

namespace coffret::test {

WalkedProgram::WalkedProgram()
{
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    if (!m_vault.isRunning()) {
        m_problem = m_vault.problem();
        return;
    }
    qputenv("GNUPGHOME", QFile::encodeName(m_vault.passbolt(QStringLiteral("v5")).ada.gnupgHome));
    for (const auto &step : {&WalkedProgram::writeProfile, &WalkedProgram::writeTokens, &WalkedProgram::start}) {
        m_problem = (this->*step)();
        if (!m_problem.isEmpty())
            return;
    }
}

WalkedProgram::~WalkedProgram() = default;

QString WalkedProgram::writeProfile()
{
    QFile authority(m_vault.certificateFile());
    if (!authority.open(QIODevice::ReadOnly))
        return authority.errorString();
    QList<Account> accounts;
    const auto add = [&accounts, pem = authority.readAll()](const char *id, Service service, const QUrl &server) {
        Account account;
        account.id = QLatin1String(id);
        account.name = QStringLiteral("Account ") + account.id;
        account.service = service;
        account.server = server;
        account.certificateAuthorities = pem;
        accounts.append(account);
    };
    for (const char *mode : {"v5", "v4"}) {
        const DemoVaultProcess::Passbolt passbolt = m_vault.passbolt(QLatin1String(mode));
        add(mode, Service::Passbolt, passbolt.url);
        accounts.last().keyFingerprint = passbolt.ada.fingerprint;
        accounts.last().serverFingerprint = passbolt.serverFingerprint;
    }
    add("fudo", Service::FudoUag, m_vault.fudo().url);
    add("commandk", Service::CommandK, m_vault.commandK().url);
    const QList<DemoVaultProcess::Named> apps = m_vault.commandK().apps;
    for (const DemoVaultProcess::Named &app : apps)
        accounts.last().appIds.append(app.name);

    Settings settings(m_folder.path());
    Expected<void> saved = settings.load();
    for (const Account &account : accounts)
        saved = saved ? settings.saveAccount(account) : saved;
    return saved ? QString() : saved.error().detail;
}

QString WalkedProgram::writeTokens()
{
    QTemporaryDir home;
    GpgmeEngine::Options options;
    options.privateHome = home.filePath(QStringLiteral("g"));
    const Expected<std::unique_ptr<GpgmeEngine>> engine = GpgmeEngine::create(std::move(options));
    if (!engine)
        return engine.error().detail;
    FallbackCredentials credentials(**engine, m_folder.path() + QStringLiteral("/tokens"));
    const QList<std::pair<QString, QByteArray>> tokens{
        {QStringLiteral("fudo/token"), m_vault.fudo().adaToken},
        {QStringLiteral("commandk/read-token"), m_vault.commandK().readToken},
        {QStringLiteral("commandk/write-token"), m_vault.commandK().writeToken}};
    for (const auto &[key, token] : tokens) {
        const Expected<void> kept = QCoro::waitFor(credentials.write(key, SecretBuffer::copyOf(token.toStdString())));
        if (!kept)
            return kept.error().detail;
    }
    return {};
}

QString WalkedProgram::start()
{
    m_program = std::make_unique<Program>(Profile::in(m_folder.path()), nullptr);
    if (!m_program->load(false) || !m_program->lookupWindow() || !QTest::qWaitForWindowExposed(m_program->mainWindow()))
        return QStringLiteral("the windows do not show");
    m_program->openAccounts();
    AccountListModel &accounts = *app().accounts();
    for (int row = 0; row < accounts.rowCount(); ++row) {
        const QModelIndex account = accounts.index(row);
        const auto hasSettled = [&account] {
            const int state = account.data(AccountListModel::StateRole).toInt();
            return state == static_cast<int>(Session::State::Open) || state == static_cast<int>(Session::State::Failed);
        };
        const QString id = account.data(AccountListModel::AccountIdRole).toString();
        if (!QTest::qWaitFor(hasSettled, Patience))
            return QStringLiteral("%1 does not open").arg(id);
        browse().selectAccount(id);
        if (!browse().errorText().isEmpty())
            return id + QLatin1Char(' ') + browse().errorDetailsText();
    }
    return accounts.rowCount() == 4 ? QString() : QStringLiteral("not all accounts are there");
}

PropertyWalk WalkedProgram::walk()
{
    QQmlEngine *engine = qmlEngine(m_program->mainWindow());
    QList<QObject *> roots{m_program->mainWindow(), m_program->lookupWindow(), engine, m_program.get(), qApp};
    roots.append(engine->singletonInstance<QObject *>(qmlTypeId("Coffret.Controls", 1, 0, "Theme")));
    return PropertyWalk(roots);
}

QQuickItem *WalkedProgram::itemOf(const PropertyWalk &walk, const QString &type, const QString &name)
{
    for (QQuickItem *item : walk.all<QQuickItem>()) {
        const bool fits = QByteArrayView(item->metaObject()->className()).startsWith(type.toLatin1());
        if (fits && item->isVisible() && (name.isEmpty() || item->objectName() == name))
            return item;
    }
    return nullptr;
}

} // namespace coffret::test
