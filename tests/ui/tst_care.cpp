// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using Call = FakeServer::Call;
using State = Session::State;

namespace {

const QString Acme = QStringLiteral("acme");
const QString Beta = QStringLiteral("beta");
const QString OldKey(40, QLatin1Char('A'));
const QString NewKey = QStringLiteral("0123456789ABCDEF0123456789ABCDEF01234567");
const QString SwappedKey = QStringLiteral("FEDCBA9876543210FEDCBA9876543210FEDCBA98");

/// Two accounts that were set up, with something kept of each.
struct Kept : Bench
{
    Kept()
    {
        for (const QString &id : {Acme, Beta}) {
            addAccount(id, id == Acme ? QStringLiteral("Acme") : QStringLiteral("Beta"));
            Account account = session(id).account();
            account.serverFingerprint = OldKey;
            sessions.replace(sessions.make(account));
            const bool saved = settings.saveAccount(account) && pins.check(id, QStringLiteral("betty"), OldKey) &&
                               ledger.setValueMarkers(id, QStringLiteral("00000000-0000-4000-8000-000000000000"),
                                                      Marker::SecretUnverified);
            if (!saved)
                qFatal("nothing is kept");
            for (const char *name : {"token", "read-token", "write-token", "mfa"})
                QCoro::waitFor(
                    credentials.write(id + QLatin1Char('/') + QLatin1String(name), SecretBuffer::copyOf("t")));
        }
    }
    [[nodiscard]] QString pin(const QString &id) const { return pins.pinned(id, QStringLiteral("betty")); }
    [[nodiscard]] bool hasSights(const QString &id)
    {
        const auto markers = ledger.valueMarkers(id);
        return markers && !markers->isEmpty();
    }
    FakeServer &server(const QString &id = Acme) { return *servers.at(id); }
};

SharedKeyChange newSharedKey()
{
    SharedKeyChange change;
    change.key.person.id = QStringLiteral("shared");
    change.key.person.name = QStringLiteral("Vault <vault@example.org>");
    change.key.fingerprint = NewKey;
    change.key.pinnedFingerprint = OldKey;
    change.giver = SharedKeyChange::Giver::Person;
    change.giverName = QStringLiteral("Betty");
    return change;
}

} // namespace

class TestCare : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void removingForgetsOneAccount();
    void removingTheLastAccountLeadsToSetup();
    void removingNeedsConsent();
    void aSilentServerKeepsNobodyWaiting();
    void settingsThatCannotBeWrittenKeepTheAccount();
    void aKeyringThatRefusesIsTold();
    void removingAsksAboutWhatIsBeingWritten();
    void lockingEndsEveryQuestion();
    void aChangedKeyStopsUntilItWasCompared();
    void aChangedCertificateIsThePin();
    void anotherErrorIsNotAboutIdentity();
    void theAccountKeepsItsPlace();
    void aDemonstrationIsNotKept();
    void aNewSharedKeyIsCompared();
    void aSharedKeySwappedMeanwhileIsNotAccepted();
    void givenBy_data();
    void givenBy();
    void secretsWaitForTheKey();
};

void TestCare::removingForgetsOneAccount()
{
    Kept bench;
    QVERIFY(bench.openAll());
    AccountRemovalViewModel &removal = *bench.app.removal();
    QSignalSpy removed(&removal, &AccountRemovalViewModel::removed);
    removal.ask(Acme);
    QVERIFY(removal.isAsking());
    QCOMPARE(removal.accountName(), QStringLiteral("Acme"));
    removal.confirm();
    QTRY_COMPARE(removed.count(), 1);
    QVERIFY(!removal.isAsking() && !removal.isBusy());
    QCOMPARE(bench.server().calls(Call::SignOut), 1);
    QVERIFY(!bench.server().signedIn);
    QCOMPARE(bench.sessions.find(Acme), nullptr);
    QCOMPARE(bench.settings.accounts().size(), 1);
    QCOMPARE(bench.settings.accounts().first().id, Beta);
    QCOMPARE(bench.pin(Acme), QString());
    QVERIFY(!bench.hasSights(Acme));
    QCOMPARE(bench.credentials.size(), 4); // the other one's
    QVERIFY(!QCoro::waitFor(bench.credentials.read(QStringLiteral("acme/mfa"))));
    QVERIFY(QCoro::waitFor(bench.credentials.read(QStringLiteral("beta/mfa"))));
    QCOMPARE(bench.pin(Beta), OldKey);
    QVERIFY(bench.hasSights(Beta));
    QCOMPARE(bench.session(Beta).state(), State::Open);
    QCOMPARE(bench.app.page(), AppViewModel::BrowsePage);
    QCOMPARE(bench.browse.currentAccountId(), Beta);
    QCOMPARE(bench.app.accounts()->rowCount(), 1);
}

void TestCare::removingTheLastAccountLeadsToSetup()
{
    Kept bench;
    QVERIFY(bench.openAll());
    for (const QString &id : {Acme, Beta}) {
        QSignalSpy removed(bench.app.removal(), &AccountRemovalViewModel::removed);
        bench.app.removal()->ask(id);
        bench.app.removal()->confirm();
        QTRY_COMPARE(removed.count(), 1);
    }
    QCOMPARE(bench.app.page(), AppViewModel::FirstRunPage);
    QCOMPARE(bench.firstRun.step(), FirstRunViewModel::ChooseService);
    QCOMPARE(bench.browse.currentAccountId(), QString());
    QCOMPARE(bench.credentials.size(), 0);
    QVERIFY(!bench.app.isSigningOut());
}

void TestCare::removingNeedsConsent()
{
    Kept bench;
    bench.app.removal()->ask(QStringLiteral("nobody"));
    QVERIFY(!bench.app.removal()->isAsking());
    bench.app.removal()->ask(Acme);
    bench.app.removal()->cancel();
    bench.app.removal()->confirm();
    QVERIFY(!bench.app.removal()->isBusy());
    QCOMPARE(bench.settings.accounts().size(), 2);
}

void TestCare::aSilentServerKeepsNobodyWaiting()
{
    Kept bench;
    QVERIFY(bench.openAll());
    bench.server().gate(Call::SignOut).close();
    QSignalSpy removed(bench.app.removal(), &AccountRemovalViewModel::removed);
    bench.app.removal()->ask(Acme);
    bench.app.removal()->confirm();
    QVERIFY(bench.app.removal()->isBusy());
    bench.app.removal()->cancel(); // too late
    QVERIFY(bench.app.removal()->isAsking());
    QTRY_COMPARE(removed.count(), 1);
    QCOMPARE(bench.sessions.find(Acme), nullptr);
    QVERIFY(bench.app.isSigningOut()); // it is still being told, and the end of the program waits for that
    bench.server().gate(Call::SignOut).open();
    QTRY_VERIFY(!bench.app.isSigningOut());
}

void TestCare::settingsThatCannotBeWrittenKeepTheAccount()
{
    Kept bench;
    QVERIFY(bench.openAll());
    const QString file = bench.folder.filePath(QStringLiteral("settings.json"));
    QVERIFY(QFile::remove(file) && QDir().mkpath(file + QStringLiteral("/in the way")));
    bench.app.removal()->ask(Acme);
    bench.app.removal()->confirm();
    QCOMPARE(bench.app.removal()->errorText(), describe(ErrorKind::StorageFault).text);
    QVERIFY(bench.app.removal()->isAsking() && !bench.app.removal()->isBusy());
    QCOMPARE(bench.session().state(), State::Open);
    QCOMPARE(bench.credentials.size(), 8);
    QCOMPARE(bench.pin(Acme), OldKey);
}

void TestCare::aKeyringThatRefusesIsTold()
{
    Kept bench;
    QVERIFY(bench.openAll());
    bench.credentials.kept = QStringLiteral("acme/mfa");
    QSignalSpy removed(bench.app.removal(), &AccountRemovalViewModel::removed);
    bench.app.removal()->ask(Acme);
    bench.app.removal()->confirm();
    QTRY_COMPARE(removed.count(), 1);
    QCOMPARE(bench.sessions.find(Acme), nullptr);
    QCOMPARE(bench.credentials.size(), 5); // all the others were taken out
    QVERIFY(bench.toast.text().contains(describe(ErrorKind::KeyringDenied).text));
}

void TestCare::removingAsksAboutWhatIsBeingWritten()
{
    Kept bench;
    bench.server().addFacets().writing.signer = Bench::AdasKey;
    QVERIFY(bench.openAll());
    AccountRemovalViewModel &removal = *bench.app.removal();
    EditorViewModel &editor = *bench.browse.editor();
    bench.browse.selectSecret(Bench::Signed);
    bench.browse.editSecret();
    QTRY_COMPARE(editor.stage(), EditorViewModel::Writing);
    editor.setName(QStringLiteral("not saved yet"));
    bench.app.askToRemove(Beta); // nothing is written there
    QVERIFY(removal.isAsking() && !editor.isAsking());
    removal.cancel();
    bench.app.askToRemove(Acme);
    QVERIFY(editor.isAsking() && !removal.isAsking());
    editor.keepWriting();
    QVERIFY(!removal.isAsking());
    QCOMPARE(editor.name(), QStringLiteral("not saved yet"));
    bench.app.askToRemove(Acme);
    editor.discard();
    QVERIFY(!editor.isActive());
    QVERIFY(removal.isAsking());
    QCOMPARE(removal.accountName(), QStringLiteral("Acme"));
}

void TestCare::lockingEndsEveryQuestion()
{
    Kept bench;
    FakeSharing &sharing = bench.server().addFacets().sharing;
    sharing.keyChange = newSharedKey();
    QVERIFY(bench.openAll());
    bench.app.removal()->ask(Beta);
    bench.app.sharedKey()->ask();
    bench.app.lockAll();
    QVERIFY(!bench.app.removal()->isAsking());
    bench.app.removal()->confirm();
    QVERIFY(!bench.app.removal()->isBusy());
    QCOMPARE(bench.settings.accounts().size(), 2);
    const auto unlockWithAnotherKey = [&bench] {
        bench.server().errorDetail = NewKey;
        bench.server().failNext(Call::SignIn, ErrorKind::ServerKeyChanged);
        return bench.openAll() && bench.app.identity()->isDifferent();
    };
    QVERIFY(unlockWithAnotherKey());
    QVERIFY(!bench.app.sharedKey()->isAsking());
    bench.app.identity()->ask();
    QVERIFY(bench.app.identity()->isAsking());
    bench.app.lockAll();
    QVERIFY(unlockWithAnotherKey());
    QVERIFY(!bench.app.identity()->isAsking()); // not by itself
}

void TestCare::aChangedKeyStopsUntilItWasCompared()
{
    Kept bench;
    ServerIdentityViewModel &identity = *bench.app.identity();
    bench.server().errorDetail = NewKey;
    bench.server().failNext(Call::SignIn, ErrorKind::ServerKeyChanged);
    QVERIFY(bench.openAll());
    QCOMPARE(bench.session().state(), State::Failed);
    QVERIFY(identity.isDifferent() && !identity.isAsking());
    QVERIFY(!identity.isCertificate());
    identity.accept(NewKey); // nobody asked
    QVERIFY(identity.isDifferent());
    identity.ask();
    QVERIFY(identity.isAsking());
    QCOMPARE(identity.accountName(), QStringLiteral("Acme"));
    QCOMPARE(identity.acceptedFingerprint(), groupedFingerprint(OldKey));
    QCOMPARE(identity.shownFingerprint(), groupedFingerprint(NewKey));
    const int signIns = bench.server().calls(Call::SignIn);
    for (const QString &typed : {QString(), OldKey, NewKey.left(39), QStringLiteral("yes")}) {
        identity.accept(typed);
        QVERIFY(!identity.errorText().isEmpty() && !identity.errorHint().isEmpty());
        QVERIFY(identity.isAsking());
    }
    QCOMPARE(bench.settings.accounts().first().serverFingerprint, OldKey);
    QCOMPARE(bench.server().calls(Call::SignIn), signIns); // nothing is sent meanwhile

    QSignalSpy accepted(&identity, &ServerIdentityViewModel::accepted);
    identity.accept(QStringLiteral(" 0123 4567 89ab cdef 0123  4567 89ab cdef 0123 4567\n"));
    QCOMPARE(accepted.count(), 1);
    QVERIFY(!identity.isAsking() && !identity.isDifferent());
    QCOMPARE(bench.settings.accounts().first().serverFingerprint, NewKey);
    QCOMPARE(bench.session().account().serverFingerprint, NewKey);
    QTRY_COMPARE(bench.session().state(), State::Open);
    QCOMPARE(bench.browse.currentAccountId(), Acme);
    QTRY_COMPARE(bench.browse.secrets()->rowCount(), 120);
}

void TestCare::aChangedCertificateIsThePin()
{
    Kept bench;
    const QByteArray digest(32, '\x2b');
    bench.server().errorDetail = QString::fromLatin1(digest.toHex());
    bench.server().failNext(Call::SignIn, ErrorKind::TlsPinMismatch);
    QVERIFY(bench.openAll());
    ServerIdentityViewModel &identity = *bench.app.identity();
    identity.ask();
    QVERIFY(identity.isAsking() && identity.isCertificate());
    identity.accept(QString::fromLatin1(QByteArray(32, '\x2a').toHex(':')));
    QVERIFY(!identity.errorText().isEmpty());
    identity.accept(QString::fromLatin1(digest.toHex(':').toUpper()));
    QCOMPARE(bench.settings.accounts().first().pinnedCertificate, digest);
    QCOMPARE(bench.settings.accounts().first().serverFingerprint, OldKey);
    QTRY_COMPARE(bench.session().state(), State::Open);
}

void TestCare::anotherErrorIsNotAboutIdentity()
{
    Kept bench;
    bench.server().errorDetail = NewKey;
    bench.server().failNext(Call::SignIn, ErrorKind::Unreachable);
    QVERIFY(bench.openAll());
    bench.app.identity()->ask();
    QVERIFY(!bench.app.identity()->isDifferent() && !bench.app.identity()->isAsking());
    bench.server().errorDetail = QStringLiteral("no fingerprint");
    bench.server().failNext(Call::SignIn, ErrorKind::ServerKeyChanged);
    bench.browse.retry();
    QTRY_COMPARE(bench.session().lastError()->kind, ErrorKind::ServerKeyChanged);
    QVERIFY(!bench.app.identity()->isDifferent());
    bench.server().errorDetail = NewKey;
    bench.server().failNext(Call::SignIn, ErrorKind::ServerKeyChanged);
    bench.browse.retry();
    QTRY_VERIFY(bench.app.identity()->isDifferent());
    QVERIFY(!bench.app.identity()->isAsking()); // what was asked above was about nothing
}

void TestCare::theAccountKeepsItsPlace()
{
    Kept bench;
    bench.server().errorDetail = NewKey;
    bench.server().failNext(Call::SignIn, ErrorKind::ServerKeyChanged);
    QVERIFY(bench.openAll());
    bench.app.identity()->ask();
    bench.app.identity()->accept(NewKey);
    QCOMPARE(bench.sessions.all().size(), std::size_t(2));
    QCOMPARE(bench.sessions.all().front()->account().id, Acme);
    const AccountListModel &accounts = *bench.app.accounts();
    QCOMPARE(accounts.rowCount(), 2);
    QCOMPARE(accounts.index(0).data(AccountListModel::AccountIdRole).toString(), Acme);
    QCOMPARE(accounts.currentRow(), 0);
}

void TestCare::aDemonstrationIsNotKept()
{
    Kept bench;
    QVERIFY(bench.settings.removeAccount(Acme));
    bench.server().errorDetail = NewKey;
    bench.server().failNext(Call::SignIn, ErrorKind::ServerKeyChanged);
    QVERIFY(bench.openAll());
    bench.app.identity()->ask();
    bench.app.identity()->accept(NewKey);
    QCOMPARE(bench.session().account().serverFingerprint, NewKey);
    QTRY_COMPARE(bench.session().state(), State::Open);
    QCOMPARE(bench.settings.accounts().size(), 1);
    QCOMPARE(bench.settings.accounts().first().id, Beta);
}

void TestCare::aNewSharedKeyIsCompared()
{
    Kept bench;
    SharedKeyViewModel &key = *bench.app.sharedKey();
    FakeSharing &sharing = bench.server().addFacets().sharing;
    sharing.keyChange = newSharedKey();
    QVERIFY(!key.isDifferent());
    QVERIFY(bench.openAll());
    QVERIFY(key.isDifferent() && !key.isAsking());
    key.accept(key.fingerprint()); // nobody asked
    QCOMPARE(sharing.log, QStringList());
    key.ask();
    QVERIFY(key.isAsking());
    QCOMPARE(key.acceptedFingerprint(), groupedFingerprint(OldKey));
    QCOMPARE(key.fingerprint(), groupedFingerprint(NewKey));
    QCOMPARE(key.keyName(), QStringLiteral("Vault <vault@example.org>"));
    bench.browse.selectAccount(Beta); // whose key is the one it was
    QVERIFY(!key.isDifferent() && !key.isAsking());
    bench.browse.selectAccount(Acme);
    key.ask();
    const int syncs = bench.server().calls(Call::FetchIndex);
    key.accept({}); // nothing was compared
    QCOMPARE(sharing.log, QStringList());
    QVERIFY(key.isAsking());
    key.accept(key.fingerprint());
    QCOMPARE(sharing.log, QStringList{QStringLiteral("accept shared ") + NewKey});
    QVERIFY(!key.isAsking() && !key.isDifferent());
    QTRY_COMPARE(bench.session().state(), State::Open);
    QVERIFY(bench.server().calls(Call::FetchIndex) > syncs); // what it encrypts is judged anew
}

void TestCare::aSharedKeySwappedMeanwhileIsNotAccepted()
{
    Kept bench;
    SharedKeyViewModel &key = *bench.app.sharedKey();
    FakeSharing &sharing = bench.server().addFacets().sharing;
    sharing.keyChange = newSharedKey();
    QVERIFY(bench.openAll());
    key.ask();
    const QString compared = key.fingerprint();
    QVERIFY(key.errorText().isEmpty());
    sharing.keyChange->key.fingerprint = SwappedKey;
    bench.app.syncAll();
    QTRY_COMPARE(key.fingerprint(), groupedFingerprint(SwappedKey));
    QVERIFY(key.isAsking());
    QVERIFY(!key.errorText().isEmpty());
    key.accept(compared);
    QCOMPARE(sharing.log, QStringList());
    QVERIFY(key.isAsking() && key.isDifferent());
    key.accept(key.fingerprint());
    QCOMPARE(sharing.log, QStringList{QStringLiteral("accept shared ") + SwappedKey});
    QVERIFY(!key.isAsking());
}

void TestCare::givenBy_data()
{
    QTest::addColumn<int>("giver");
    QTest::addColumn<QString>("word");
    QTest::newRow("person") << static_cast<int>(SharedKeyChange::Giver::Person)
                            << QStringLiteral("Betty handed it out");
    QTest::newRow("server") << static_cast<int>(SharedKeyChange::Giver::Server) << QStringLiteral("server itself");
    QTest::newRow("nobody") << static_cast<int>(SharedKeyChange::Giver::Nobody) << QStringLiteral("Do not accept");
}

void TestCare::givenBy()
{
    QFETCH(int, giver);
    QFETCH(QString, word);
    Kept bench;
    SharedKeyChange change = newSharedKey();
    change.giver = static_cast<SharedKeyChange::Giver>(giver);
    bench.server().addFacets().sharing.keyChange = change;
    QVERIFY(bench.openAll());
    QVERIFY2(bench.app.sharedKey()->givenBy().contains(word), qPrintable(bench.app.sharedKey()->givenBy()));
}

void TestCare::secretsWaitForTheKey()
{
    Kept bench;
    for (std::size_t i = 0; i < 3; ++i)
        bench.server().secrets[i].markers |= Marker::MetadataUnreadable | Markers(Marker::KeyMissing);
    QCOMPARE(bench.app.sharedKey()->missingText(), QString());
    QVERIFY(bench.openAll());
    QVERIFY(bench.app.sharedKey()->missingText().startsWith(QLatin1Char('3')));
    QVERIFY(!bench.app.sharedKey()->isDifferent());
    for (std::size_t i = 0; i < 3; ++i)
        bench.server().secrets[i].markers = {};
    bench.app.syncAll();
    QTRY_COMPARE(bench.app.sharedKey()->missingText(), QString());
}

QTEST_MAIN(TestCare)
#include "tst_care.moc"
