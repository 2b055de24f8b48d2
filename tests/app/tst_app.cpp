// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "app/controlexec.h"
#include "app/demo.h"
#include "app/program.h"
#include "app/singleinstance.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <future>

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
    void namesProfiles();
    void putsValuesIntoAnEnvironment();
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
    QVERIFY(!parsed({QStringLiteral("--profile"), QStringLiteral("..")}, exitCode));
    QCOMPARE(exitCode, 2);
    const auto lock = parsed({QStringLiteral("--lock"), QStringLiteral("--profile=work")}, exitCode);
    QVERIFY(lock && lock->lock && lock->profile == QStringLiteral("work"));
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

/// There is no session bus here: the socket alone decides. test_instance.py has both.
void TestApp::aSecondStartSpeaksToTheFirst()
{
    QTemporaryDir folder;
    qputenv("XDG_RUNTIME_DIR", folder.path().toUtf8());
    const Profile profile = Profile::in(folder.path());
    const Wish quick{Wish::Kind::Quick, QStringLiteral("token")};
    SingleInstance first(profile);
    QCOMPARE(first.tell(quick), SingleInstance::Told::NobodyThere);
    QCOMPARE(first.begin({}), SingleInstance::Outcome::First);
    QList<Wish> received;
    connect(&first, &SingleInstance::wished, this, [&](const Wish &wish) { received.append(wish); });
    auto second = std::async(std::launch::async, [&] { return SingleInstance(profile).begin(quick); });
    QTRY_COMPARE(received.size(), 1);
    QCOMPARE(received.first(), quick);
    QTRY_VERIFY(second.wait_for(std::chrono::seconds(0)) == std::future_status::ready);
    QCOMPARE(second.get(), SingleInstance::Outcome::HandedOver);
    SingleInstance elsewhere(Profile::in(folder.path() + QStringLiteral("/other")));
    QCOMPARE(elsewhere.tell(quick), SingleInstance::Told::NobodyThere);
}

void TestApp::namesProfiles()
{
    const Profile own = Profile::ofUser();
    QCOMPARE(own.busName(), QStringLiteral("org.coffret.Coffret"));
    QCOMPARE(Profile::named({})->config, own.config);
    const std::optional<Profile> work = Profile::named(QStringLiteral("work"));
    QVERIFY(work);
    QCOMPARE(work->config, own.config + QStringLiteral("/profiles/work"));
    QCOMPARE(work->data, own.data + QStringLiteral("/profiles/work"));
    static const QRegularExpression suffixed(QStringLiteral("^org\\.coffret\\.Coffret\\.p[0-9a-f]{16}$"));
    QVERIFY(suffixed.match(work->busName()).hasMatch());
    QVERIFY(work->busName() != Profile::named(QStringLiteral("home"))->busName());
    QVERIFY(work->socketPath() != own.socketPath());
    QCOMPARE(Profile::named(QStringLiteral("/tmp/x"))->config, QStringLiteral("/tmp/x"));
    QCOMPARE(Profile::named(QStringLiteral("./x"))->config, QDir::currentPath() + QStringLiteral("/x"));
    for (const QString &word : {QStringLiteral(".."), QStringLiteral(".hidden"), QStringLiteral("a b"),
                                QStringLiteral("-x"), QString(65, QLatin1Char('x'))})
        QVERIFY2(!Profile::named(word), qPrintable(word));
}

void TestApp::putsValuesIntoAnEnvironment()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("env")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("# a comment\nA='coffret://Acme/from file/'\nPLAIN=1\n");
    file.close();
    const char *const inherited[] = {"A=coffret://overridden/x", "B=coffret://Acme/a%20b/user%2Fname", "C=plain",
                                     nullptr};
    ChildEnvironment environment(inherited);
    QVERIFY(environment.addFile(file.fileName()));
    const auto wanted = environment.wanted();
    QVERIFY(wanted);
    QCOMPARE(wanted->size(), 2U);
    QCOMPARE((*wanted)[0].path, QStringLiteral("Acme/a b"));
    QCOMPARE((*wanted)[0].field, QStringLiteral("user/name"));
    QCOMPARE((*wanted)[1].path, QStringLiteral("Acme/from file"));
    QCOMPARE((*wanted)[1].field, QString());
    std::vector<SecretBuffer> values;
    values.push_back(SecretBuffer::copyOf("one"));
    QVERIFY(!ChildEnvironment(inherited).fill({})); // too few
    values.push_back(SecretBuffer::copyOf(std::string_view("tw\0o", 4)));
    QVERIFY(!environment.fill(std::move(values))); // a null ends a variable
    const char *const broken[] = {"A=coffret://nothing", nullptr};
    const auto refused = ChildEnvironment(broken).wanted();
    QVERIFY(!refused);
    QCOMPARE(refused.error().detail, QStringLiteral("A"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("A=1\nno assignment\n");
    file.close();
    const Expected<void> unread = environment.addFile(file.fileName());
    QVERIFY(!unread);
    QCOMPARE(unread.error().detail, QStringLiteral("2"));
    QCOMPARE(environment.addFile(folder.filePath(QStringLiteral("none"))).error().kind, ErrorKind::StorageFault);
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
