// SPDX-License-Identifier: GPL-3.0-or-later
// What an administrator forbids at a Passbolt server of the demo vault, as far as a person sees it.
#include "core/openpgp/gpgmeengine.h"
#include "core/openpgp/gpgmeownkeys.h"
#include "core/store/settings.h"
#include "core/vault/passbolt/passboltvault.h"
#include "tests/integration/demovault/passboltguest.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/browseviewmodel.h"
#include "ui/viewmodels/toastviewmodel.h"

#include <QCoroTask>
#include <QFile>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

const QString Mode = QStringLiteral("v4");

/// Ada in front of the main window's view-models.
struct Seat
{
    explicit Seat(const DemoVaultProcess &demo)
        : guest(demo, Mode, false)
        , folder(QStringLiteral("/tmp/crXXXXXX"))
        , engine(engineIn(folder, guest.user().gnupgHome))
        , ownKeys(guest.user().gnupgHome)
    {
        QFile authority(demo.certificateFile());
        if (!authority.open(QIODevice::ReadOnly) || !pins.load() || !ledger.load() || !settings.load())
            qFatal("nothing to begin with");
        Account account;
        account.id = QStringLiteral("2c3d1b52-8a11-4a27-8f5c-0c6d4f9f1e11");
        account.name = QStringLiteral("Acme");
        account.server = guest.server().url;
        account.certificateAuthorities = authority.readAll();
        account.serverFingerprint = guest.server().serverFingerprint;
        account.keyFingerprint = guest.user().fingerprint;
        account.userId = guest.user().id;
        auto vault = std::make_unique<PassboltVault>(account, *engine, workers, pins, ledger, clock);
        session = sessions.adopt(std::make_unique<Session>(account, std::move(vault), *engine, workers, clock));
        const auto opened = QCoro::waitFor(session->open());
        if (!opened)
            qFatal("no session: %s", qPrintable(opened.error().detail));
        browse.selectNode(QStringLiteral("type:login"));
        browse.moveSelection(1);
    }
    [[nodiscard]] DetailViewModel &detail() { return *browse.detail(); }
    [[nodiscard]] static std::unique_ptr<GpgmeEngine> engineIn(const QTemporaryDir &folder, const QString &userHome)
    {
        GpgmeEngine::Options options;
        options.privateHome = folder.filePath(QStringLiteral("g"));
        options.userHome = userHome;
        auto created = GpgmeEngine::create(options);
        if (!created)
            qFatal("no OpenPGP: %s", qPrintable(created.error().detail));
        return std::move(*created);
    }

    const PassboltGuest guest;
    QTemporaryDir folder;
    std::unique_ptr<GpgmeEngine> engine;
    GpgmeOwnKeys ownKeys;
    WorkerPool workers{2};
    SystemClock clock;
    PinStore pins{folder.filePath(QStringLiteral("pins.json"))};
    TrustLedger ledger{folder.filePath(QStringLiteral("ledger.sqlite"))};
    Settings settings{folder.path()};
    SessionList sessions{[](const Account &) { return std::unique_ptr<Session>(); }};
    ClipboardGuard clipboard{*QGuiApplication::clipboard(), clock};
    ToastViewModel toast{clipboard, clock};
    BrowseViewModel browse{sessions, settings, *engine, ownKeys, clipboard, toast, clock};
    Session *session = nullptr;
};

} // namespace

class TestPassboltRulesDemo : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_demo;

    bool rule(const QJsonObject &rights) const
    {
        return m_demo->configurePassbolt(Mode, {{QStringLiteral("rights"), rights}});
    }
    [[nodiscard]] int payloads() const
    {
        int count = 0;
        for (const DemoVaultProcess::Request &request : m_demo->requests())
            count += request.path.contains(QLatin1String("/secrets/resource/")) ? 1 : 0;
        return count;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_demo = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), Mode});
        QVERIFY2(m_demo->isRunning(), qPrintable(m_demo->problem()));
    }

    void whatIsAllowedIsShown()
    {
        QVERIFY(rule({}));
        Seat seat(*m_demo);
        QVERIFY(seat.detail().hasSecret());
        QCOMPARE(seat.detail().revealHint(), QString());
        QCOMPARE(seat.detail().copyHint(), QString());
        seat.detail().togglePrimary();
        QTRY_VERIFY(seat.detail().fields()->isRevealed(QStringLiteral("password")));
        seat.browse.showAbout();
        QVERIFY(seat.browse.about()->user().contains(QLatin1Char('@')));
        QVERIFY(seat.browse.about()->service().contains(QLatin1Char('.'))); // a version
        QVERIFY(seat.browse.about()->sentences().join(QLatin1Char(' ')).contains(QStringLiteral("tags")));
    }

    void whatIsForbiddenIsNotFetchedAndSaysWhy()
    {
        QVERIFY(rule({{QStringLiteral("Secrets.preview"), QStringLiteral("Deny")},
                      {QStringLiteral("Secrets.copy"), QStringLiteral("Deny")},
                      {QStringLiteral("Folders.share"), QStringLiteral("Deny")}}));
        Seat seat(*m_demo);
        QVERIFY(seat.detail().revealHint().contains(QStringLiteral("administrator")));
        QVERIFY(seat.detail().copyHint().contains(QStringLiteral("administrator")));
        m_demo->clearRequests();
        seat.detail().togglePrimary();
        QCOMPARE(seat.toast.text(), seat.detail().revealHint());
        seat.browse.copyPrimary();
        QCOMPARE(seat.toast.text(), seat.detail().copyHint());
        const auto shown = QCoro::waitFor(seat.session->reveal(seat.detail().secretId(), QStringLiteral("password")));
        QVERIFY(!shown);
        QCOMPARE(shown.error().kind, ErrorKind::AgainstRules);
        QCOMPARE(payloads(), 0);
        // Editing goes on, with what was there masked.
        seat.browse.editSecret();
        QTRY_COMPARE(seat.browse.editor()->stage(), EditorViewModel::Writing);
        QVERIFY(!seat.browse.editor()->canReveal());
        QCOMPARE(payloads(), 1);
        seat.browse.editor()->close();
        const QString folder = seat.session->catalog()->collections().front().id;
        seat.browse.folders()->setTarget(seat.session, folder);
        QVERIFY(!seat.browse.folders()->canShare());
        QVERIFY(seat.browse.folders()->shareHint().contains(QStringLiteral("sharing folders")));
    }
};

QTEST_MAIN(TestPassboltRulesDemo)
#include "tst_passboltrulesdemo.moc"
