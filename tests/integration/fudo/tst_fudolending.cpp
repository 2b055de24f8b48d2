// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/openpgp/gpgmeownkeys.h"
#include "core/store/memorycredentialstore.h"
#include "core/store/settings.h"
#include "core/vault/fudo/fudovault.h"
#include "tests/support/demovaultprocess.h"
#include "tests/support/fakes.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/browseviewmodel.h"
#include "ui/viewmodels/toastviewmodel.h"

#include <QClipboard>
#include <QCoroTask>
#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

using Lent = CheckOut::State;

/// The browser's view-models on the real client and the demo vault: lending as somebody at the screen meets it, and the
/// editor's way to the server.
class FudoLendingTest : public QObject
{
    Q_OBJECT

    struct Desk
    {
        Desk(const Account &account, MemoryCredentialStore &credentials)
            : sessions([this, &credentials](const Account &wanted) {
                return std::make_unique<Session>(wanted, std::make_unique<FudoVault>(wanted, credentials), openPgp,
                                                 workers, clock);
            })
        {
            if (!settings.load())
                qFatal("no settings");
            sessions.adopt(sessions.make(account));
            const auto opened = QCoro::waitFor(session().open());
            if (!opened)
                qFatal("not opened: %s", qPrintable(opened.error().detail));
        }
        [[nodiscard]] Session &session() const { return *sessions.all().front(); }
        [[nodiscard]] CheckOutViewModel &card() { return *browse.checkOut(); }
        [[nodiscard]] DetailViewModel &detail() { return *browse.detail(); }

        QTemporaryDir folder;
        SystemClock clock;
        fakes::FakeOpenPgp openPgp;
        GpgmeOwnKeys ownKeys{folder.filePath(QStringLiteral("gnupg"))};
        WorkerPool workers{1};
        Settings settings{folder.path()};
        SessionList sessions;
        ClipboardGuard clipboard{*QGuiApplication::clipboard(), clock};
        ToastViewModel toast{clipboard, clock};
        BrowseViewModel browse{sessions, settings, openPgp, ownKeys, clipboard, toast, clock};
    };

    std::unique_ptr<DemoVaultProcess> m_demo;
    MemoryCredentialStore m_credentials;
    Account m_account;
    std::unique_ptr<Desk> m_desk;

    [[nodiscard]] QJsonArray rows(const QString &path) const
    {
        return m_demo
            ->ask("GET", QUrl(m_demo->fudo().url.toString() + QStringLiteral("/api/v2") + path), {},
                  {{"Authorization", m_demo->fudo().adaToken}})
            .json()[QLatin1String("secret")]
            .toArray();
    }
    [[nodiscard]] QString secretOnRequest() const
    {
        const QString path =
            QStringLiteral("/secret?filter=type.in(login),access_policy.in(view_on_request),checkout_mode.in(simple)");
        const QString id = rows(path).at(0)[QLatin1String("id")].toString();
        if (id.isEmpty())
            qFatal("no such secret in the demo vault");
        return id;
    }
    void decide(const QString &id, const QString &status) const
    {
        QVERIFY(m_demo->configureFudo(
            {{QStringLiteral("decide"), QJsonObject{{QStringLiteral("secret"), id},
                                                    {QStringLiteral("user"), QStringLiteral("ada")},
                                                    {QStringLiteral("status"), status},
                                                    {QStringLiteral("seconds"), 3600},
                                                    {QStringLiteral("reason"), QStringLiteral("not on a Friday")}}}}));
    }
    void request(const char *reason)
    {
        m_desk->card().askForAccess();
        QVERIFY(m_desk->card().isAsking());
        m_desk->card().setReason(QString::fromLatin1(reason));
        m_desk->card().sendRequest();
        QTRY_COMPARE(m_desk->card().now().state, Lent::Requested);
    }
    void write(int row, const char *text)
    {
        const QModelIndex field = m_desk->browse.editor()->fields()->index(row);
        auto *document = field.data(EditFieldModel::DocumentRole).value<SecretDocument *>();
        QVERIFY(document);
        document->replaceAll(text);
    }

private Q_SLOTS:
    void init()
    {
        m_demo = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), QStringLiteral("fudo"),
                                                                QStringLiteral("--secrets"), QStringLiteral("200")});
        QVERIFY2(m_demo->isRunning(), qPrintable(m_demo->problem()));
        QVERIFY(m_demo->configureFudo({{QStringLiteral("auto_approve"), false}}));
        QFile authority(m_demo->certificateFile());
        QVERIFY(authority.open(QIODevice::ReadOnly));
        m_account.id = QStringLiteral("account");
        m_account.service = Service::FudoUag;
        m_account.server = m_demo->fudo().url;
        m_account.certificateAuthorities = authority.readAll();
        const QByteArray token = m_demo->fudo().adaToken;
        QVERIFY(QCoro::waitFor(
            m_credentials.write(QStringLiteral("account/token"), SecretBuffer::copyOf(token.toStdString()))));
        m_desk = std::make_unique<Desk>(m_account, m_credentials);
    }
    void cleanup()
    {
        m_desk.reset();
        m_demo.reset();
    }

    void aRequestLeadsToAValueUntilItsTimeIsOver()
    {
        const QString id = secretOnRequest();
        QVERIFY(
            m_demo->configureFudo({{QStringLiteral("secret"), QJsonObject{{QStringLiteral("id"), id},
                                                                          {QStringLiteral("needs_approval"), true}}}}));
        m_desk->browse.selectSecret(id);
        const QString key = QStringLiteral("password");
        QSignalSpy wanted(&m_desk->card(), &CheckOutViewModel::attentionWanted);
        m_desk->detail().reveal(key);
        QTRY_COMPARE(wanted.size(), 1);
        QTRY_VERIFY(m_desk->card().canRequest());
        request("outage");
        decide(id, QStringLiteral("rejected"));
        m_desk->card().refresh();
        QTRY_COMPARE(m_desk->card().hint(), QStringLiteral("not on a Friday"));
        request("still an outage");
        decide(id, QStringLiteral("granted"));
        m_desk->card().refresh();
        QTRY_VERIFY(m_desk->card().canCheckOut());

        QVERIFY(m_demo->configureFudo({{QStringLiteral("checkout_seconds"), 3}}));
        m_desk->card().checkOut();
        QTRY_VERIFY(m_desk->card().canCheckIn());
        QCOMPARE(m_desk->browse.lent()->count(), 1);
        m_desk->detail().reveal(key);
        QTRY_VERIFY(m_desk->detail().fields()->isRevealed(key));
        m_desk->detail().copy(key);
        QTRY_VERIFY(!QGuiApplication::clipboard()->text().isEmpty());
        QVERIFY(m_desk->detail().fields()->isRevealed(key));
        QTRY_VERIFY(!m_desk->detail().fields()->isRevealed(key)); // long before it would hide by itself
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
        QCOMPARE(m_desk->browse.lent()->count(), 0);
    }

    void aRevealWithoutCheckOutLeadsToTheWebPage()
    {
        const QString id = secretOnRequest();
        Account limited = m_account;
        limited.switchedOff = QStringList{QStringLiteral("check-out")};
        m_desk = std::make_unique<Desk>(limited, m_credentials);
        m_desk->browse.selectSecret(id);
        QSignalSpy wanted(&m_desk->card(), &CheckOutViewModel::attentionWanted);
        m_desk->detail().reveal(QStringLiteral("password"));
        QTRY_COMPARE(wanted.size(), 1);
        QVERIFY(m_desk->card().isShown());
        QVERIFY(m_desk->card().errorText().contains(QLatin1String("checked out from here")));
        QCOMPARE(QUrl(m_desk->card().webAddress()).host(), m_demo->fudo().url.host());
    }

    void whatCouldNotBeGivenBackIsSaid()
    {
        const QString id = secretOnRequest();
        QVERIFY(m_demo->configureFudo(
            {{QStringLiteral("secret"),
              QJsonObject{{QStringLiteral("id"), id}, {QStringLiteral("needs_approval"), false}}}}));
        const auto out = QCoro::waitFor(m_desk->session().checkOut()->checkOut(id, {}));
        QVERIFY2(out, qPrintable(out ? QString() : out.error().detail));
        const QJsonObject gone{{QStringLiteral("method"), QStringLiteral("POST")},
                               {QStringLiteral("path"), QStringLiteral("/api/v2/secret/%1/checkin").arg(id)},
                               {QStringLiteral("gone"), true}};
        QVERIFY(m_demo->setFaults({{QStringLiteral("rules"), QJsonArray{gone}}}));
        QCoro::waitFor(m_desk->session().close());
        QVERIFY(m_demo->setFaults({{QStringLiteral("rules"), QJsonArray()}}));
        QVERIFY(QCoro::waitFor(m_desk->session().open()));
        m_desk->browse.selectSecret(id);
        QTRY_VERIFY(m_desk->card().canCheckIn());
        QVERIFY2(m_desk->card().hint().contains(QLatin1String("could not be given back")),
                 qPrintable(m_desk->card().hint()));
        m_desk->card().checkIn();
        QTRY_COMPARE(m_desk->card().now().state, Lent::Returned);
    }

    void anEditedSecretComesToTheServer()
    {
        EditorViewModel &editor = *m_desk->browse.editor();
        m_desk->browse.newSecret(); // at the root, where the server takes none
        editor.chooseType(QStringLiteral("login"));
        QVERIFY(!editor.place().isEmpty());
        QVERIFY(editor.hasUsername() && editor.hasUris() && editor.hasDescription());
        QVERIFY(!editor.hasExpiry());
        QVERIFY(editor.addable()->contains(QStringLiteral("domain")));
        QVERIFY(!editor.addable()->contains(QStringLiteral("totp")));
        QVERIFY(!editor.addable()->contains(QStringLiteral("custom")));
        editor.setName(QStringLiteral("made-here"));
        write(0, "pw");
        editor.save();
        QVERIFY(!editor.usernameError().isEmpty()); // the server wants one
        editor.setUsername(QStringLiteral("root"));
        editor.uris()->setTexts({QStringLiteral("https://a.example")});
        editor.addField(QStringLiteral("domain"));
        write(1, "corp");
        editor.save();
        QTRY_VERIFY2(!editor.isActive(), qPrintable(editor.errorText() + editor.errorDetailsText()));
        QTRY_COMPARE(m_desk->detail().name(), QStringLiteral("made-here"));
        QCOMPARE(m_desk->detail().uris(), QStringList(QStringLiteral("https://a.example")));
        const QJsonArray made = rows(QStringLiteral("/secret?filter=name.in(made-here)"));
        QCOMPARE(made.size(), 1);
        QCOMPARE(made[0][QLatin1String("domain")].toString(), QStringLiteral("corp"));

        m_desk->browse.editSecret();
        QTRY_COMPARE(editor.stage(), EditorViewModel::Writing);
        editor.uris()->setTexts({QStringLiteral("https://b.example")});
        editor.save();
        QTRY_VERIFY2(!editor.isActive(), qPrintable(editor.errorText() + editor.errorDetailsText()));
        QTRY_COMPARE(m_desk->detail().uris(), QStringList(QStringLiteral("https://b.example")));
    }

    void aNewKeyHasNoFieldTheServerFillsIn()
    {
        EditorViewModel &editor = *m_desk->browse.editor();
        m_desk->browse.newSecret();
        editor.chooseType(QStringLiteral("sshkey"));
        QStringList keys;
        for (const EditField &field : editor.fields()->fields())
            keys.append(field.key);
        QVERIFY(keys.contains(QStringLiteral("passphrase")));
        QVERIFY(!keys.contains(fieldKey(FieldKind::PublicKey)));
        QVERIFY(!editor.addable()->contains(fieldKey(FieldKind::PublicKey)));
    }
};

QTEST_MAIN(FudoLendingTest)
#include "tst_fudolending.moc"
