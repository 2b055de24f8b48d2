// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "app/demo.h"
#include "app/program.h"
#include "app/singleinstance.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;

namespace {

const QString DemoVault = QStringLiteral(COFFRET_DEMO_VAULT_PATH);
constexpr int Patience = 60'000; // ms: the demo vault makes keys first

std::optional<CommandLine> parsed(const QStringList &arguments, int &exitCode)
{
    return parseCommandLine(QStringList{QStringLiteral("coffret")} + arguments, exitCode);
}

QString firstProtected(const DetailViewModel &detail)
{
    for (const FieldOutline &field : const_cast<DetailViewModel &>(detail).fields()->fields()) {
        if (field.isProtected)
            return field.key;
    }
    return {};
}

} // namespace

class TestApp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsTheCommandLine();
    void needsNoDisplayForItsVersion();
    void aSecondStartSpeaksToTheFirst();
    void saysWhenThereIsNoDemoVault();
    void opensEveryDemoAccount();
};

void TestApp::readsTheCommandLine()
{
    int exitCode = -1;
    const auto line =
        parsed({QStringLiteral("--demo"), QStringLiteral("--profile"), QStringLiteral("/p"),
                QStringLiteral("--minimized"), QStringLiteral("--screenshots=/s"), QStringLiteral("--gallery")},
               exitCode);
    QVERIFY(line);
    QVERIFY(line->demo && line->minimized && line->gallery && !line->quick);
    QCOMPARE(line->profile, QStringLiteral("/p"));
    QCOMPARE(line->screenshots, QStringLiteral("/s"));
    QVERIFY(!parsed({QStringLiteral("--what")}, exitCode));
    QCOMPARE(exitCode, 2);
    QVERIFY(!parsed({QStringLiteral("stray")}, exitCode));
    QCOMPARE(exitCode, 2);
    QVERIFY(!parsed({QStringLiteral("--version")}, exitCode));
    QCOMPARE(exitCode, 0);
}

void TestApp::needsNoDisplayForItsVersion()
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
    environment.remove(QStringLiteral("DISPLAY"));
    environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(COFFRET_PATH), {QStringLiteral("--version")});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(process.readAllStandardOutput().startsWith("coffret "));
}

void TestApp::aSecondStartSpeaksToTheFirst()
{
    QTemporaryDir folder;
    SingleInstance first(folder.path());
    QVERIFY(!first.handOver("show")); // nobody is there yet
    first.listen();
    QSignalSpy received(&first, &SingleInstance::received);
    SingleInstance second(folder.path());
    QVERIFY(second.handOver("quick"));
    QTRY_COMPARE(received.count(), 1);
    QCOMPARE(received.first().first().toString(), QStringLiteral("quick"));
    SingleInstance elsewhere(folder.path() + QStringLiteral("/other"));
    QVERIFY(!elsewhere.handOver("show"));
}

void TestApp::saysWhenThereIsNoDemoVault()
{
    for (const QString &executable : {QString(), QStringLiteral("/nonexistent/vault"), QStringLiteral("/bin/true")}) {
        Demo demo(executable);
        QSignalSpy failed(&demo, &Demo::failed);
        demo.start();
        QTRY_COMPARE(failed.count(), 1);
    }
}

void TestApp::opensEveryDemoAccount()
{
    QString folder;
    QString gnupgHome;
    {
        auto demo = std::make_unique<Demo>(DemoVault);
        QSignalSpy ready(demo.get(), &Demo::ready);
        demo->start();
        QVERIFY(ready.wait(Patience));
        folder = demo->profileFolder();
        Program program(Profile::in(folder), std::move(demo));
        gnupgHome = program.demoGnupgHome();
        QVERIFY(QFileInfo::exists(gnupgHome));
        program.openAccounts();
        AppViewModel &app = program.app();
        AccountListModel &accounts = *app.accounts();
        QCOMPARE(accounts.rowCount(), 4);
        for (int row = 0; row < accounts.rowCount(); ++row) {
            const QModelIndex account = accounts.index(row);
            QTRY_COMPARE_WITH_TIMEOUT(account.data(AccountListModel::StateRole).toInt(),
                                      static_cast<int>(Session::State::Open), Patience);
            app.browse()->selectAccount(account.data(AccountListModel::AccountIdRole).toString());
            const QByteArray name = account.data(AccountListModel::NameRole).toString().toUtf8();
            QVERIFY2(app.browse()->secrets()->rowCount() > 10, name.constData());
            DetailViewModel &detail = *app.browse()->detail();
            for (int secret = 0; secret < 3; ++secret) {
                app.browse()->moveSelection(1);
                const QString key = firstProtected(detail);
                QVERIFY2(!key.isEmpty(), name.constData());
                detail.reveal(key);
                QTRY_VERIFY2_WITH_TIMEOUT(detail.fields()->isRevealed(key) || !detail.errorText().isEmpty(),
                                          name.constData(), Patience);
                QVERIFY2(detail.fields()->isRevealed(key),
                         (name + ": " + detail.name().toUtf8() + ": " + detail.errorText().toUtf8()).constData());
            }
        }
        app.browse()->selectAccount(QStringLiteral("demo-acme-passbolt"));
        app.browse()->setTypeFilter(QStringLiteral("login"));
        app.browse()->detail()->closeDetail();
        app.browse()->copyPrimary();
        QTRY_VERIFY(app.toast()->isVisible());
        QVERIFY(!QGuiApplication::clipboard()->text().isEmpty());
    }
    QCOMPARE(QGuiApplication::clipboard()->text(), QString());
    QVERIFY(!QFileInfo::exists(gnupgHome));
    QVERIFY(!QFileInfo::exists(folder));
}

QTEST_MAIN(TestApp)
#include "tst_app.moc"
