// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/demovault/passboltguest.h"
#include "tests/integration/demovault/shapes.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSet>
#include <QSslCertificate>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace coffret::test;

namespace {

constexpr int patience = 15'000;

/// Processes whose command line names this path: agents of a GnuPG home, for instance.
int processesNaming(const QString &path)
{
    int count = 0;
    const QStringList processes = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (const QString &process : processes) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(process));
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(path.toLocal8Bit()))
            ++count;
    }
    return count;
}

QString homeOf(const QJsonObject &description)
{
    return QFileInfo(description[QLatin1String("certificate")].toString()).absolutePath();
}

struct Opened
{
    QString name;
    QByteArray plaintext;
    QString status;
};

} // namespace

/// The demo vault as a program: what it starts with, what it holds, what can go wrong on request, and how it ends.
class DemoVaultRunTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_vault;
    std::unique_ptr<PassboltGuest> m_ada;

    [[nodiscard]] QJsonArray resources(const PassboltGuest &guest) const
    {
        return PassboltGuest::bodyOf(guest.get(QStringLiteral("/resources.json"))).toArray();
    }
    [[nodiscard]] Opened opened(const PassboltGuest &guest, const QJsonValue &resource) const
    {
        const QString path = QStringLiteral("/secrets/resource/%1.json").arg(resource[QLatin1String("id")].toString());
        const QByteArray message = PassboltGuest::bodyOf(guest.get(path))[QLatin1String("data")].toString().toLatin1();
        const auto result = guest.open(message);
        return {resource[QLatin1String("name")].toString(), result.plaintext, result.status};
    }
    [[nodiscard]] Opened openedByName(const QString &name) const
    {
        const QJsonArray rows = resources(*m_ada);
        for (const QJsonValue &row : rows) {
            if (row[QLatin1String("name")] == name)
                return opened(*m_ada, row);
        }
        return {};
    }
    [[nodiscard]] int statusOf(const QString &path) const { return m_ada->get(path).status; }

private Q_SLOTS:
    void initTestCase()
    {
        m_vault = std::make_unique<DemoVaultProcess>();
        QVERIFY2(m_vault->isRunning(), qPrintable(m_vault->problem()));
        m_ada = std::make_unique<PassboltGuest>(*m_vault, QStringLiteral("v4"));
        m_ada->signIn();
    }

    void cleanup() { QVERIFY(m_vault->setFaults({})); }

    void theLineSaysWhereEverythingIs()
    {
        const QJsonObject description = m_vault->description();
        QCOMPARE(shapeProblem(description,
                              QStringLiteral("certificate:text control:text leaks:text passbolt:array fudo:object "
                                             "commandk:object")),
                 QString());
        QCOMPARE(shapeProblem(description[QLatin1String("passbolt")][0],
                              QStringLiteral("mode:text url:text server_fingerprint:text users:array")),
                 QString());
        QCOMPARE(shapeProblem(description[QLatin1String("passbolt")][0][QLatin1String("users")][0],
                              QStringLiteral("id:uuid name:text email:text fingerprint:text gnupghome:text "
                                             "passphrase:text key_file:text account_kit:text")),
                 QString());
        QCOMPARE(shapeProblem(description[QLatin1String("fudo")], QStringLiteral("url:text users:array")), QString());
        QCOMPARE(shapeProblem(description[QLatin1String("commandk")],
                              QStringLiteral("url:text read_token:text write_token:text restricted_read_token:text "
                                             "restricted_write_token:text apps:array environments:array")),
                 QString());
    }

    void itsDirectoriesArePrivate()
    {
        for (const QString &path :
             {homeOf(m_vault->description()), m_vault->passbolt(QStringLiteral("v5")).ada.gnupgHome})
            QCOMPARE(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup |
                                                      QFile::ReadOther | QFile::WriteOther | QFile::ExeOther),
                     QFile::Permissions());
    }

    void nobodyElseVouchesForItsCertificate()
    {
        QSslSocket socket;
        const QUrl url = m_vault->fudo().url;
        socket.connectToHostEncrypted(url.host(), static_cast<quint16>(url.port()));
        QVERIFY(!socket.waitForEncrypted(patience));
        QSslSocket trusting;
        trusting.setSslConfiguration(m_vault->tls());
        trusting.connectToHostEncrypted(url.host(), static_cast<quint16>(url.port()));
        QVERIFY(trusting.waitForEncrypted(patience));
    }

    void everySecretHoldsATokenOfItsOwn()
    {
        const QList<QByteArray> canaries = m_vault->canaries();
        const QSet<QByteArray> distinct(canaries.begin(), canaries.end());
        QCOMPARE(distinct.size(), canaries.size());
        QVERIFY(canaries.size() > 300);
        QSet<QByteArray> seen;
        int notReadable = 0;
        const QJsonArray rows = resources(*m_ada);
        for (const QJsonValue &row : rows) {
            const Opened secret = opened(*m_ada, row);
            if (!secret.status.contains(QLatin1String("DECRYPTION_OKAY"))) {
                ++notReadable;
                continue;
            }
            bool found = false;
            for (const QByteArray &canary : canaries) {
                if (secret.plaintext.contains(canary)) {
                    QVERIFY2(!seen.contains(canary), qPrintable(secret.name));
                    seen.insert(canary);
                    found = true;
                }
            }
            QVERIFY2(found, qPrintable(secret.name));
        }
        QCOMPARE(notReadable, 2);
    }

    void someMessagesAreNotWhatTheyShouldBe()
    {
        QVERIFY(openedByName(QStringLiteral("PostgreSQL primary")).status.contains(m_ada->user().fingerprint));
        const Opened bettys = openedByName(QStringLiteral("Cluster admin token"));
        QVERIFY(bettys.status.contains(QLatin1String("VALIDSIG")) &&
                bettys.status.contains(m_ada->server().betty.fingerprint));
        const Opened unsignedOne = openedByName(QStringLiteral("Unsigned entry"));
        QVERIFY(unsignedOne.status.contains(QLatin1String("DECRYPTION_OKAY")) &&
                !unsignedOne.status.contains(QLatin1String("SIG")));
        QVERIFY(openedByName(QStringLiteral("Signed by a stranger")).status.contains(QLatin1String("NO_PUBKEY")));
        QVERIFY(openedByName(QStringLiteral("Encrypted for somebody else"))
                    .status.contains(QLatin1String("No secret key")));
        QVERIFY(openedByName(QStringLiteral("Damaged entry")).status.contains(QLatin1String("DECRYPTION_FAILED")));
    }

    void namesComeInManyScripts()
    {
        QStringList names;
        qsizetype longest = 0;
        const QJsonArray rows = resources(*m_ada);
        for (const QJsonValue &row : rows) {
            names.append(row[QLatin1String("name")].toString());
            longest = qMax(longest, names.last().size());
        }
        QCOMPARE(longest, 255);
        const QString all = names.join(QLatin1Char('\n'));
        for (const char *part : {"Straße", "Поштовий", "Δρομολογητής", "كلمة", "סיסמת", "办公室", "東京", "🔐",
                                 "<img src=x", "\xE2\x80\xAE", "DROP TABLE", "=cmd"})
            QVERIFY2(all.contains(QString::fromUtf8(part)), part);
    }

    void keysAndCertificatesAreReal()
    {
        const QJsonObject key = QJsonDocument::fromJson(openedByName(QStringLiteral("deploy@web1")).plaintext).object();
        QTemporaryDir directory;
        QFile file(directory.filePath(QStringLiteral("key")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(key[QLatin1String("password")].toString().toUtf8());
        file.close();
        QProcess keygen;
        keygen.start(QStringLiteral("ssh-keygen"), {QStringLiteral("-y"), QStringLiteral("-f"), file.fileName()});
        QVERIFY(keygen.waitForFinished(patience));
        QCOMPARE(QString::fromUtf8(keygen.readAllStandardOutput()).trimmed(),
                 key[QLatin1String("description")].toString());

        const QJsonObject certificate =
            QJsonDocument::fromJson(openedByName(QStringLiteral("Ingress wildcard certificate")).plaintext).object();
        const auto parsed = QSslCertificate::fromData(certificate[QLatin1String("description")].toString().toLatin1());
        QCOMPARE(parsed.size(), 2); // and whoever issued it
        QCOMPARE(parsed.first().subjectInfo(QSslCertificate::CommonName).first(),
                 QStringLiteral("Ingress wildcard certificate"));
    }

    void v5MarksTheTypesPassboltDoesNotHave()
    {
        PassboltGuest ada(*m_vault, QStringLiteral("v5"));
        ada.signIn();
        QSet<QString> markers;
        const QJsonValue key =
            PassboltGuest::bodyOf(ada.get(QStringLiteral("/metadata/keys.json?contain[metadata_private_keys]=1")))[0];
        const QByteArray sealedKey =
            key[QLatin1String("metadata_private_keys")][0][QLatin1String("data")].toString().toLatin1();
        ada.importKey(
            QJsonDocument::fromJson(ada.open(sealedKey).plaintext)[QLatin1String("armored_key")].toString().toLatin1());
        const QJsonArray rows = resources(ada);
        for (const QJsonValue &row : rows) {
            const auto metadata = ada.open(row[QLatin1String("metadata")].toString().toLatin1());
            QVERIFY(metadata.whole());
            const QJsonObject plain = QJsonDocument::fromJson(metadata.plaintext).object();
            QCOMPARE(plain[QLatin1String("resource_type_id")], row[QLatin1String("resource_type_id")]);
            if (plain.contains(QLatin1String("custom_fields")))
                markers.insert(plain[QLatin1String("custom_fields")][0][QLatin1String("metadata_value")].toString());
        }
        QCOMPARE(markers,
                 (QSet<QString>{QStringLiteral("sshkey"), QStringLiteral("apikey"), QStringLiteral("certificate")}));
    }

    void everyRunHoldsTheSameData()
    {
        DemoVaultProcess other;
        QVERIFY2(other.isRunning(), qPrintable(other.problem()));
        QCOMPARE(other.canaries(), m_vault->canaries());
        PassboltGuest ada(other, QStringLiteral("v4"));
        ada.signIn();
        QCOMPARE(resources(ada), resources(*m_ada));
        QVERIFY(ada.user().fingerprint != m_ada->user().fingerprint);
    }

    void anySizeIsPossible()
    {
        DemoVaultProcess large(
            {QStringLiteral("--secrets"), QStringLiteral("3000"), QStringLiteral("--mode"), QStringLiteral("v4,fudo")});
        QVERIFY2(large.isRunning(), qPrintable(large.problem()));
        QVERIFY(!large.description().contains(QLatin1String("commandk")));
        PassboltGuest ada(large, QStringLiteral("v4"));
        ada.signIn();
        const auto page = ada.get(QStringLiteral("/resources.json?limit=500&page=5"));
        QCOMPARE(PassboltGuest::bodyOf(page).toArray().size(), 500);
        QVERIFY(PassboltGuest::headerOf(page)[QLatin1String("pagination")][QLatin1String("count")].toInt() > 2800);
    }

    void aPassphraseGuardsTheKey()
    {
        DemoVaultProcess guarded({QStringLiteral("--passphrase"), QStringLiteral("open sesame"),
                                  QStringLiteral("--mode"), QStringLiteral("v4")});
        QVERIFY2(guarded.isRunning(), qPrintable(guarded.problem()));
        const DemoVaultProcess::User ada = guarded.passbolt(QStringLiteral("v4")).ada;
        QCOMPARE(ada.passphrase, QStringLiteral("open sesame"));
        const auto signsWith = [&ada](const QString &passphrase) {
            QProcess::execute(QStringLiteral("gpgconf"), {QStringLiteral("--homedir"), ada.gnupgHome,
                                                          QStringLiteral("--reload"), QStringLiteral("gpg-agent")});
            QProcess gpg;
            gpg.start(QStringLiteral("gpg"), {QStringLiteral("--homedir"), ada.gnupgHome, QStringLiteral("--batch"),
                                              QStringLiteral("--pinentry-mode"), QStringLiteral("loopback"),
                                              QStringLiteral("--passphrase"), passphrase, QStringLiteral("--sign")});
            gpg.closeWriteChannel();
            return gpg.waitForFinished(patience) && gpg.exitCode() == 0;
        };
        QVERIFY(!signsWith(QStringLiteral("wrong")));
        QVERIFY(signsWith(ada.passphrase));
    }

    // Faults

    void requestsAreRecordedWithoutBodies()
    {
        m_vault->clearRequests();
        (void)m_ada->get(QStringLiteral("/resources.json?limit=1"));
        (void)m_ada->post(QStringLiteral("/folders.json"),
                          {{QStringLiteral("name"), QStringLiteral("do not record me")}});
        const auto requests = m_vault->requests();
        QCOMPARE(requests.size(), 2);
        QCOMPARE(requests[0].method, QByteArray("GET"));
        QCOMPARE(requests[0].path, QStringLiteral("/v4/resources.json"));
        QCOMPARE(requests[0].query, QStringLiteral("limit=1"));
        QCOMPARE(requests[1].status, 200);
        const QUrl url(m_vault->description()[QLatin1String("control")].toString() + QStringLiteral("/requests"));
        QVERIFY(!m_vault->ask("GET", url).body.contains("do not record me"));
    }

    void aStatusCanBeForcedSoManyTimes()
    {
        const QJsonObject rule{{QStringLiteral("path"), QStringLiteral("/v4/users")},
                               {QStringLiteral("status"), 503},
                               {QStringLiteral("times"), 2}};
        QVERIFY(m_vault->setFaults({{QStringLiteral("rules"), QJsonArray{rule}}}));
        QCOMPARE(statusOf(QStringLiteral("/roles.json")), 200);
        QCOMPARE(statusOf(QStringLiteral("/users.json")), 503);
        QCOMPARE(statusOf(QStringLiteral("/users/me.json")), 503);
        QCOMPARE(statusOf(QStringLiteral("/users.json")), 200);
    }

    void answersCanBeSlow()
    {
        QVERIFY(m_vault->setFaults({{QStringLiteral("latency"), 300}}));
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(statusOf(QStringLiteral("/roles.json")), 200);
        QVERIFY(timer.elapsed() >= 300);
    }

    void bodiesCanBeCutShort()
    {
        const QJsonObject rule{{QStringLiteral("path"), QStringLiteral("/v4/roles")}, {QStringLiteral("truncate"), 20}};
        QVERIFY(m_vault->setFaults({{QStringLiteral("rules"), QJsonArray{rule}}}));
        const auto answer = m_ada->get(QStringLiteral("/roles.json"));
        QVERIFY(answer.body.size() <= 20 && answer.json().isEmpty());
    }

    void typesCanBeWrong()
    {
        const QJsonObject rule{{QStringLiteral("path"), QStringLiteral("/v4/roles")},
                               {QStringLiteral("wrong_types"), true}};
        QVERIFY(m_vault->setFaults({{QStringLiteral("rules"), QJsonArray{rule}}}));
        const auto answer = m_ada->get(QStringLiteral("/roles.json"));
        QVERIFY(PassboltGuest::headerOf(answer)[QLatin1String("code")].isString());
        QVERIFY(PassboltGuest::bodyOf(answer)[0][QLatin1String("name")].isDouble());
    }

    void anAnswerCanSendElsewhere()
    {
        const QJsonObject away{{QStringLiteral("path"), QStringLiteral("/v4/roles")},
                               {QStringLiteral("redirect"), QStringLiteral("https://elsewhere.example/roles.json")},
                               {QStringLiteral("times"), 1}};
        const QJsonObject busy{{QStringLiteral("path"), QStringLiteral("/v4/users")},
                               {QStringLiteral("status"), 429},
                               {QStringLiteral("retry_after"), QStringLiteral("1")},
                               {QStringLiteral("times"), 2}};
        QVERIFY(m_vault->setFaults({{QStringLiteral("rules"), QJsonArray{away, busy}}}));
        const auto sent = m_ada->get(QStringLiteral("/roles.json"));
        QCOMPARE(sent.status, 302);
        QCOMPARE(sent.header("Location"), QByteArray("https://elsewhere.example/roles.json"));
        QCOMPARE(m_ada->get(QStringLiteral("/roles.json")).status, 200);
        QCOMPARE(m_ada->get(QStringLiteral("/users.json")).header("Retry-After"), QByteArray("1"));
        QCOMPARE(m_ada->get(QStringLiteral("/users/me.json")).status, 429);
        QCOMPARE(m_ada->get(QStringLiteral("/users.json")).status, 200);
    }

    void tokensCanEnd()
    {
        DemoVaultProcess vault({QStringLiteral("--mode"), QStringLiteral("v5,fudo,commandk")});
        PassboltGuest ada(vault, QStringLiteral("v5"));
        ada.signIn();
        QVERIFY(vault.setFaults({{QStringLiteral("expire_access_tokens"), true}}));
        QCOMPARE(ada.get(QStringLiteral("/users/me.json")).status, 401);
        const QJsonObject renewal{{QStringLiteral("user_id"), ada.user().id},
                                  {QStringLiteral("refresh_token"), ada.tokens()[QLatin1String("refresh_token")]}};
        QCOMPARE(ada.askAs({}, "POST", QStringLiteral("/auth/jwt/refresh.json"), renewal).status, 200);
        ada.signIn();
        QVERIFY(vault.setFaults({{QStringLiteral("expire_tokens"), true}}));
        QCOMPARE(ada.get(QStringLiteral("/users/me.json")).status, 401);
        QCOMPARE(vault
                     .ask("GET", QUrl(vault.fudo().url.toString() + QStringLiteral("/api/v2/secret")), {},
                          {{"Authorization", vault.fudo().adaToken}})
                     .status,
                 401);
        QCOMPARE(vault
                     .ask("GET", QUrl(vault.commandK().url.toString() + QStringLiteral("/environments")), {},
                          {{"Authorization", "Bearer " + vault.commandK().readToken}})
                     .status,
                 401);
    }

    // The end

    void nothingIsLeftBehind_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("end of input") << 0;
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void nothingIsLeftBehind()
    {
        QFETCH(int, signal);
        auto vault = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), QStringLiteral("v4")});
        QVERIFY2(vault->isRunning(), qPrintable(vault->problem()));
        PassboltGuest ada(*vault, QStringLiteral("v4"));
        ada.signIn(); // so that an agent runs
        const QString home = homeOf(vault->description());
        QVERIFY(QFileInfo::exists(home) && processesNaming(home) > 0);
        if (signal == 0)
            vault.reset();
        else
            ::kill(static_cast<pid_t>(vault->processId()), signal);
        QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(home), patience);
        QTRY_COMPARE_WITH_TIMEOUT(processesNaming(home), 0, patience);
    }

    void itEndsWithTheProcessThatStartedIt()
    {
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"),
                    {QStringLiteral("-c"), QStringLiteral("\"$0\" --with-parent --quiet --mode commandk & wait"),
                     DemoVaultProcess::executable()});
        QTRY_VERIFY_WITH_TIMEOUT(shell.canReadLine(), patience);
        const QString home = homeOf(QJsonDocument::fromJson(shell.readLine()).object());
        QVERIFY(QFileInfo::exists(home));
        shell.kill();
        QVERIFY(shell.waitForFinished(patience));
        QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(home), patience);
    }

    void badCommandLinesAreRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("size") << QStringList{QStringLiteral("--secrets"), QStringLiteral("many")};
        QTest::newRow("mode") << QStringList{QStringLiteral("--mode"), QStringLiteral("v6")};
        QTest::newRow("second factor") << QStringList{QStringLiteral("--second-factor"), QStringLiteral("duo")};
        QTest::newRow("port") << QStringList{QStringLiteral("--port"), QStringLiteral("99999")};
    }
    void badCommandLinesAreRefused()
    {
        QFETCH(QStringList, arguments);
        const DemoVaultProcess vault(arguments);
        QVERIFY(!vault.isRunning());
        QVERIFY(vault.problem().contains(QLatin1String("coffret-demo-vault: --")));
    }
};

QTEST_GUILESS_MAIN(DemoVaultRunTest)
#include "tst_demovaultrun.moc"
