// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"
#include "ui/viewmodels/enrolmenttexts.h"
#include "ui/viewmodels/texts.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using Step = FirstRunViewModel::Step;
using Kind = PassboltLink::Kind;

namespace {

const QString DanasKey = QStringLiteral("DA7ADA7ADA7ADA7ADA7ADA7ADA7ADA7ADA7ADA7A");
const QByteArray Armored = "-----BEGIN PGP PRIVATE KEY BLOCK-----\n";

KeyInfo keyOf(const QString &fingerprint)
{
    KeyInfo key;
    key.fingerprint = fingerprint;
    key.userId = QStringLiteral("Dana Barrett <dana@example.org>");
    key.algorithm = QStringLiteral("ed25519");
    key.canEncrypt = true;
    key.canSign = true;
    return key;
}

/// The bench with files to choose and somebody to invite.
struct Desk : Bench
{
    Desk()
    {
        ownKeys.nextKey = keyOf(DanasKey);
        ownKeys.madeKey = keyOf(DanasKey);
        ownKeys.madeKey.created = clock.now();
        enrolment.kitKey = keyOf(DanasKey);
        enrolment.kitServerKey = AdasKey;
        enrolment.invitation.username = QStringLiteral("dana@example.org");
        enrolment.invitation.name = QStringLiteral("Dana Barrett");
    }
    QString file(const char *name, const QByteArray &contents)
    {
        QFile made(folder.filePath(QLatin1String(name)));
        if (!made.open(QIODevice::WriteOnly) || made.write(contents) != contents.size())
            qFatal("no file");
        return made.fileName();
    }
    FirstRunViewModel &openKit()
    {
        firstRun.openFile(file("kit.passbolt", "S0lU"));
        return firstRun;
    }
    FirstRunViewModel &openLink(Kind kind)
    {
        firstRun.chooseLink();
        firstRun.setAddress(enrolment.link(kind));
        firstRun.next();
        return firstRun;
    }
    /// Up to the list of keys.
    FirstRunViewModel &walkToKeys(Kind kind)
    {
        openLink(kind);
        if (!QTest::qWaitFor([this] { return firstRun.step() == Step::TrustStep && !firstRun.isBusy(); }))
            qFatal("no trust step: %s", qPrintable(firstRun.errorText()));
        firstRun.next();
        if (!QTest::qWaitFor([this] { return firstRun.step() == Step::KeyStep && !firstRun.isBusy(); }))
            qFatal("no key step: %s", qPrintable(firstRun.errorText()));
        return firstRun;
    }
};

} // namespace

/// Account kits, key files and links from e-mails, as somebody uses them.
class TestEnrolment : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signsInWithAKit();
    void aKitOfAnotherServerKeyIsRefused();
    void saysWhatIsWrongWithAKit_data();
    void saysWhatIsWrongWithAKit();
    void aKitIsTakenOnAnyScreen();
    void aKitsKeyNobodyUnlocksCanBeTriedAgain();
    void anotherFileOfTheKitsNameIsLeftAlone();
    void importsAKeyFile();
    void aKeyFileThatIsNoneChangesNothing();
    void keysSayWhyTheyWillNotDo();
    void setsAnAccountUpWithANewKey();
    void aLinkIsRecognisedInTheAddressField();
    void aLinkGoesWhenTheAddressDoes();
    void halfALinkIsRefused();
    void saysWhenALinkIsGone();
    void aRefusedKeyLeavesTheLinkUsable();
    void aLinkIsUsedOnce();
    void recoversWithTheKeyOnRecord();
    void goingBackStopsMakingAKey();
    void goingBackStopsImportingAKey();
    void goingBackStopsImportingTheKitsKey();
    void saysHowFarTheClockIsOff_data();
    void saysHowFarTheClockIsOff();
    void waitsForTheServersClock();
    void noTokenIsShown();
};

void TestEnrolment::signsInWithAKit()
{
    Desk desk;
    FirstRunViewModel &setup = desk.openKit();
    QSignalSpy finished(&setup, &FirstRunViewModel::finished);
    QTRY_COMPARE(setup.step(), Step::KitStep);
    QCOMPARE(setup.enrolment()->personName(), QStringLiteral("Ada Lovelace"));
    QCOMPARE(setup.enrolment()->kitKey(), groupedFingerprint(DanasKey));
    QCOMPARE(setup.stepCount(), 5);
    setup.next();
    QTRY_COMPARE(setup.step(), Step::TrustStep);
    QVERIFY(!setup.server()->isKeyRefused());
    setup.next();
    QCOMPARE(setup.step(), Step::FinishStep);
    QVERIFY(desk.ownKeys.imported.isEmpty()); // not before it is asked for
    setup.next();
    QTRY_COMPARE(setup.step(), Step::DoneStep);
    QCOMPARE(desk.ownKeys.imported, QStringList(DanasKey));
    QCOMPARE(desk.app.page(), AppViewModel::FirstRunPage);
    QVERIFY(!setup.canGoBack());
    const Account account = desk.settings.accounts().first();
    QCOMPARE(account.userId, desk.enrolment.userId); // so that it signs in by token at once
    QCOMPARE(account.keyFingerprint, DanasKey);
    QCOMPARE(account.server, desk.enrolment.server);

    const QString kit = setup.enrolment()->kitFile();
    QVERIFY(QFile::exists(kit));
    setup.enrolment()->deleteKit();
    QVERIFY(!QFile::exists(kit));
    QVERIFY(setup.enrolment()->isKitDeleted());
    QCOMPARE(finished.count(), 0);
    setup.next();
    QCOMPARE(finished.count(), 1);
    QCOMPARE(desk.app.page(), AppViewModel::BrowsePage);
    QCOMPARE(desk.browse.currentAccountId(), account.id);
}

void TestEnrolment::aKitOfAnotherServerKeyIsRefused()
{
    Desk desk;
    desk.enrolment.kitServerKey = DanasKey;
    FirstRunViewModel &setup = desk.openKit();
    QTRY_COMPARE(setup.step(), Step::KitStep);
    setup.next();
    QTRY_COMPARE(setup.step(), Step::TrustStep);
    QVERIFY(setup.server()->isKeyRefused());
    QCOMPARE(setup.server()->keyFingerprint(), groupedFingerprint(Bench::AdasKey)); // both, to be compared
    QCOMPARE(setup.server()->expectedKey(), groupedFingerprint(DanasKey));
    const QString refusal = setup.errorText();
    QVERIFY(refusal.contains(QStringLiteral("not the one in the account kit")));
    setup.next();
    QCOMPARE(setup.step(), Step::TrustStep);
    QCOMPARE(setup.errorText(), refusal);
    QVERIFY(desk.ownKeys.imported.isEmpty());
}

void TestEnrolment::saysWhatIsWrongWithAKit_data()
{
    QTest::addColumn<int>("kind");
    for (const ErrorKind kind : {ErrorKind::InvalidInput, ErrorKind::TooLarge, ErrorKind::BadSignature,
                                 ErrorKind::KeyUnusable, ErrorKind::NoOpenPgp})
        QTest::addRow("%d", static_cast<int>(kind)) << static_cast<int>(kind);
}

void TestEnrolment::saysWhatIsWrongWithAKit()
{
    QFETCH(int, kind);
    Desk desk;
    desk.enrolment.kitRefusal = static_cast<ErrorKind>(kind);
    desk.firstRun.chooseKit();
    desk.firstRun.next();
    QVERIFY(desk.firstRun.errorText().contains(QStringLiteral("No account kit")));
    desk.openKit();
    const UserMessage message = describeKitFailure({static_cast<ErrorKind>(kind), {}, 0});
    QTRY_COMPARE(desk.firstRun.errorText(), message.text);
    QVERIFY(!message.hint.isEmpty());
    QCOMPARE(desk.firstRun.step(), Step::KitStep);
    QVERIFY(!desk.firstRun.enrolment()->hasKit());
    desk.enrolment.kitRefusal.reset(); // another file is as good as before
    desk.openKit();
    QTRY_VERIFY(desk.firstRun.enrolment()->hasKit());
    QCOMPARE(desk.firstRun.errorText(), QString());
    desk.firstRun.openFile(desk.folder.filePath(QStringLiteral("nothing-here")));
    QVERIFY(desk.firstRun.errorText().contains(QStringLiteral("cannot be read")));
    desk.firstRun.openFile(desk.file("large", QByteArray(300 * 1024, 'a')));
    QCOMPARE(desk.firstRun.errorText(), describeKitFailure({ErrorKind::TooLarge, {}, 0}).text);
    QVERIFY(desk.firstRun.enrolment()->hasKit()); // the one before stays
}

void TestEnrolment::aKitIsTakenOnAnyScreen()
{
    Desk desk;
    FirstRunViewModel &setup = desk.firstRun;
    setup.chooseService(QStringLiteral("fudo"));
    setup.setAddress(QStringLiteral("https://elsewhere.example.com"));
    setup.openFile(desk.file("ca.pem", "-----BEGIN CERTIFICATE-----\n"));
    QVERIFY(setup.server()->authorityFile().endsWith(QStringLiteral("ca.pem")));
    setup.openFile(desk.file("key.asc", Armored));
    QVERIFY(setup.errorText().contains(QStringLiteral("not an account kit")));
    QCOMPARE(setup.step(), Step::ServerStep);
    desk.openKit();
    QTRY_COMPARE(setup.step(), Step::KitStep);
    QCOMPARE(setup.service(), QStringLiteral("passbolt"));
    QCOMPARE(setup.server()->url(), desk.enrolment.server.toString());
    QVERIFY(setup.server()->authorityFile().endsWith(QStringLiteral("ca.pem"))); // nothing typed is lost
    setup.back();
    setup.chooseService(QStringLiteral("passbolt"));
    QVERIFY(!setup.enrolment()->hasKit());
    QCOMPARE(setup.server()->expectedKey(), QString());
}

void TestEnrolment::aKitsKeyNobodyUnlocksCanBeTriedAgain()
{
    Desk desk;
    FirstRunViewModel &setup = desk.openKit();
    QTRY_COMPARE(setup.step(), Step::KitStep);
    setup.next();
    QTRY_COMPARE(setup.step(), Step::TrustStep);
    setup.next();
    desk.openPgp.openErrors = {ErrorKind::Cancelled};
    setup.next();
    QTRY_COMPARE(setup.errorText(), describeKeyFileFailure({ErrorKind::Cancelled, {}, 0}).text);
    QCOMPARE(setup.step(), Step::FinishStep);
    QVERIFY(desk.settings.accounts().isEmpty());
    QCOMPARE(desk.openPgp.keys.size(), std::size_t(1)); // Ada's; the other was taken out again
    setup.next();
    QTRY_COMPARE(setup.step(), Step::DoneStep);
    QCOMPARE(desk.ownKeys.imported.size(), 2); // the key was asked for again, not taken for granted
}

void TestEnrolment::anotherFileOfTheKitsNameIsLeftAlone()
{
    Desk desk;
    FirstRunViewModel &setup = desk.openKit();
    QTRY_COMPARE(setup.step(), Step::KitStep);
    const QString other = desk.file("kit.passbolt", "something else");
    setup.enrolment()->deleteKit();
    QVERIFY(QFile::exists(other));
    QVERIFY(!setup.enrolment()->isKitDeleted());
    QVERIFY(setup.errorText().contains(QStringLiteral("not the account kit any more")));
    QVERIFY(QFile::remove(other));
    setup.enrolment()->deleteKit();
    QVERIFY(setup.errorText().contains(QStringLiteral("could not be deleted")));
}

void TestEnrolment::importsAKeyFile()
{
    Desk desk;
    desk.openPgp.keys.clear();
    FirstRunViewModel &setup = desk.firstRun;
    setup.chooseService(QStringLiteral("passbolt"));
    setup.setAddress(QStringLiteral("https://vault.example.com"));
    setup.next();
    QTRY_COMPARE(setup.step(), Step::TrustStep);
    setup.next();
    QTRY_VERIFY(setup.errorText().contains(QStringLiteral("no OpenPGP key")));
    setup.openFile(desk.file("recovery.asc", Armored));
    OwnKeysViewModel &keys = *setup.ownKeys();
    QTRY_VERIFY(keys.hasFile());
    QCOMPARE(setup.errorText(), QString());
    QCOMPARE(keys.fileOwner(), QStringLiteral("Dana Barrett <dana@example.org>"));
    QCOMPARE(keys.fileFingerprint(), groupedFingerprint(DanasKey));
    QVERIFY(keys.fileNote().contains(QStringLiteral("passphrase")));
    QVERIFY(desk.ownKeys.imported.isEmpty());
    keys.importFile();
    QTRY_COMPARE(keys.selected(), DanasKey);
    QTRY_COMPARE(keys.keys()->rowCount(), 1);
    QVERIFY(!keys.hasFile());
    setup.next();
    QCOMPARE(setup.step(), Step::FinishStep);
    setup.next();
    QTRY_COMPARE(desk.settings.accounts().size(), 1);
    QCOMPARE(desk.settings.accounts().first().keyFingerprint, DanasKey);
}

void TestEnrolment::aKeyFileThatIsNoneChangesNothing()
{
    Desk desk;
    FirstRunViewModel &setup = desk.walkToKeys(Kind::Setup);
    OwnKeysViewModel &keys = *setup.ownKeys();
    keys.openFile(desk.file("a.txt", "no key"));
    QTRY_COMPARE(setup.errorText(), describeKeyFileFailure({ErrorKind::InvalidInput, {}, 0}).text);
    keys.openFile(desk.file("b.txt", QByteArray(65 * 1024, '-')));
    QCOMPARE(setup.errorText(), describeKeyFileFailure({ErrorKind::TooLarge, {}, 0}).text);
    QVERIFY(!keys.hasFile());
    QCOMPARE(keys.selected(), Bench::AdasKey);
    keys.openFile(desk.file("c.asc", Armored));
    QTRY_VERIFY(keys.hasFile());
    desk.ownKeys.refusal = ErrorKind::BadSignature;
    keys.importFile();
    QTRY_COMPARE(setup.errorText(), describeKeyFileFailure({ErrorKind::BadSignature, {}, 0}).text);
    QVERIFY(keys.hasFile()); // to try again
    QCOMPARE(keys.selected(), Bench::AdasKey);
}

void TestEnrolment::keysSayWhyTheyWillNotDo()
{
    Desk desk;
    KeyInfo expiring = keyOf(QString(40, QLatin1Char('1')));
    expiring.expires = desk.clock.now().addYears(1);
    KeyInfo weak = keyOf(QString(40, QLatin1Char('2')));
    weak.algorithm = QStringLiteral("rsa2048");
    KeyInfo revoked = keyOf(QString(40, QLatin1Char('3')));
    revoked.revoked = true;
    KeyInfo card = keyOf(QString(40, QLatin1Char('4')));
    card.onCard = true;
    desk.openPgp.keys = {expiring, weak, revoked, card};
    FirstRunViewModel &setup = desk.walkToKeys(Kind::Setup);
    const KeyListModel &keys = *setup.ownKeys()->keys();
    const auto problem = [&](int row) { return keys.index(row).data(KeyListModel::ProblemRole).toString(); };
    QCOMPARE(problem(0), flawText(PassboltKeyFlaw::Expires));
    QCOMPARE(problem(1), flawText(PassboltKeyFlaw::WeakAlgorithm));
    QVERIFY(!problem(2).isEmpty());
    QCOMPARE(problem(3), QString());
    QVERIFY(keys.index(3).data(KeyListModel::OnCardRole).toBool());
    QCOMPARE(setup.ownKeys()->selected(), card.fingerprint);
    setup.ownKeys()->setSelected(weak.fingerprint);
    setup.next();
    QCOMPARE(setup.step(), Step::KeyStep);
    QVERIFY(!setup.errorText().isEmpty());
}

void TestEnrolment::setsAnAccountUpWithANewKey()
{
    Desk desk;
    desk.openPgp.keys.clear();
    FirstRunViewModel &setup = desk.walkToKeys(Kind::Setup);
    QCOMPARE(setup.errorText(), QString()); // no key is no mistake here
    QCOMPARE(setup.enrolment()->personEmail(), QStringLiteral("dana@example.org"));
    OwnKeysViewModel &keys = *setup.ownKeys();
    QVERIFY(keys.canCreate() && !keys.needsBackup());
    QCOMPARE(keys.newOwner(), QStringLiteral("Dana Barrett <dana@example.org>"));
    keys.create();
    QTRY_COMPARE(keys.selected(), DanasKey);
    QTRY_COMPARE(keys.keys()->rowCount(), 1);
    QCOMPARE(desk.ownKeys.created, QStringList(QStringLiteral("Dana Barrett <dana@example.org>")));
    QVERIFY(keys.needsBackup());
    setup.next();
    QCOMPARE(setup.step(), Step::FinishStep);

    const QString backup = desk.folder.filePath(QStringLiteral("kit.asc"));
    desk.file("kit.asc", "mine");
    keys.saveBackup(backup);
    QVERIFY(setup.errorText().contains(QStringLiteral("already"))); // nothing is overwritten
    QVERIFY(QFile::remove(backup));
    desk.ownKeys.refusal = ErrorKind::KeyUnusable;
    keys.saveBackup(backup);
    QTRY_VERIFY(setup.errorText().contains(QStringLiteral("no passphrase")));
    QVERIFY(!QFile::exists(backup));
    keys.saveBackup(backup);
    QTRY_COMPARE(keys.backupFile(), backup);
    QCOMPARE(QFile::permissions(backup) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

    setup.next();
    QTRY_COMPARE(desk.settings.accounts().size(), 1);
    QCOMPARE(desk.enrolment.completed, (QByteArrayList{"public " + DanasKey.toLatin1()}));
    QCOMPARE(desk.settings.accounts().first().userId, desk.enrolment.userId);
    QCOMPARE(desk.app.page(), AppViewModel::BrowsePage);
    QVERIFY(!setup.enrolment()->hasLink());
}

void TestEnrolment::aLinkIsRecognisedInTheAddressField()
{
    Desk desk;
    FirstRunViewModel &setup = desk.firstRun;
    setup.chooseService(QStringLiteral("passbolt"));
    setup.setAddress(desk.enrolment.link(Kind::Recover) + QLatin1Char('\n'));
    QVERIFY(setup.enrolment()->hasLink() && setup.enrolment()->isRecovering());
    QCOMPARE(setup.server()->url(), desk.enrolment.server.toString());
    setup.forgetLink();
    QVERIFY(!setup.enrolment()->hasLink());
    QCOMPARE(setup.server()->url(), QString());
    setup.chooseService(QStringLiteral("fudo")); // has no such links
    setup.setAddress(desk.enrolment.link(Kind::Recover));
    QVERIFY(!setup.enrolment()->hasLink());
}

void TestEnrolment::aLinkGoesWhenTheAddressDoes()
{
    Desk desk;
    FirstRunViewModel &setup = desk.firstRun;
    setup.chooseService(QStringLiteral("passbolt"));
    setup.setAddress(desk.enrolment.link(Kind::Setup));
    setup.setAddress(QStringLiteral("https://elsewhere.example.com"));
    QVERIFY(!setup.enrolment()->hasLink()); // its token is not for this one
    setup.next();
    QTRY_COMPARE(setup.step(), Step::TrustStep);
    QCOMPARE(desk.enrolment.lastLink.token, QString());
}

void TestEnrolment::halfALinkIsRefused()
{
    Desk desk;
    FirstRunViewModel &setup = desk.firstRun;
    for (const bool asked : {true, false}) {
        asked ? setup.chooseLink() : setup.chooseService(QStringLiteral("passbolt"));
        QCOMPARE(setup.wantsLink(), asked);
        setup.setAddress(desk.enrolment.link(Kind::Setup).chopped(3));
        setup.next();
        QCOMPARE(setup.step(), Step::ServerStep);
        QCOMPARE(setup.errorText(), describeLinkFailure({ErrorKind::InvalidInput, {}, 0}).text);
    }
}

void TestEnrolment::saysWhenALinkIsGone()
{
    Desk desk;
    desk.enrolment.linkRefusal = Error{ErrorKind::NotFound, {}, 400};
    FirstRunViewModel &setup = desk.openLink(Kind::Setup);
    QTRY_VERIFY(setup.errorText().contains(QStringLiteral("used already")));
    QVERIFY(!setup.errorHint().isEmpty());
    QCOMPARE(setup.step(), Step::ServerStep);
    desk.enrolment.linkRefusal = Error{ErrorKind::ClockSkew, QStringLiteral("-400"), 0};
    setup.next();
    QTRY_COMPARE(setup.errorText(), clockText(-400));
    desk.enrolment.linkRefusal.reset();
    setup.next();
    QTRY_COMPARE(setup.step(), Step::TrustStep);
}

void TestEnrolment::aRefusedKeyLeavesTheLinkUsable()
{
    Desk desk;
    FirstRunViewModel &setup = desk.walkToKeys(Kind::Setup);
    setup.next();
    desk.enrolment.keyRefusal = ErrorKind::InvalidInput;
    setup.next();
    QTRY_VERIFY(setup.errorText().contains(QStringLiteral("refused this key")));
    QCOMPARE(setup.step(), Step::FinishStep);
    QVERIFY(desk.settings.accounts().isEmpty());
    desk.enrolment.keyRefusal.reset();
    setup.back();
    QTRY_COMPARE(setup.ownKeys()->keys()->rowCount(), 1);
    setup.ownKeys()->create();
    QTRY_COMPARE(setup.ownKeys()->selected(), DanasKey);
    QTRY_VERIFY(!setup.isBusy());
    setup.next();
    setup.next();
    QTRY_COMPARE(desk.settings.accounts().size(), 1);
    QCOMPARE(desk.enrolment.completed, (QByteArrayList{"public " + DanasKey.toLatin1()}));
}

/// The server knows the key, but signing in failed: only that is done again.
void TestEnrolment::aLinkIsUsedOnce()
{
    Desk desk;
    FirstRunViewModel &setup = desk.walkToKeys(Kind::Setup);
    setup.next();
    auto server = std::make_shared<FakeServer>();
    server->failNext(FakeServer::Call::SignIn, ErrorKind::Unreachable);
    desk.nextServer = server;
    setup.next();
    QTRY_COMPARE(setup.errorText(), describe(ErrorKind::Unreachable).text);
    QCOMPARE(desk.enrolment.completed.size(), 1);
    desk.openPgp.keys.push_back(keyOf(DanasKey));
    setup.back();
    QTRY_COMPARE(setup.ownKeys()->keys()->rowCount(), 2);
    QCOMPARE(setup.ownKeys()->demanded(), groupedFingerprint(Bench::AdasKey)); // no other will do any more
    QVERIFY(!setup.ownKeys()->canCreate());
    setup.ownKeys()->setSelected(DanasKey);
    setup.next();
    QCOMPARE(setup.step(), Step::KeyStep);
    setup.ownKeys()->setSelected(Bench::AdasKey);
    setup.next();
    setup.next();
    QTRY_COMPARE(desk.settings.accounts().size(), 1);
    QCOMPARE(desk.enrolment.completed.size(), 1);
}

void TestEnrolment::recoversWithTheKeyOnRecord()
{
    Desk desk;
    desk.enrolment.invitation.fingerprint = DanasKey;
    FirstRunViewModel &setup = desk.walkToKeys(Kind::Recover);
    OwnKeysViewModel &keys = *setup.ownKeys();
    QCOMPARE(keys.demanded(), groupedFingerprint(DanasKey));
    QVERIFY(!keys.canCreate());
    QCOMPARE(keys.selected(), QString()); // Ada's will not do
    QVERIFY(setup.errorText().contains(QStringLiteral("not on this computer")));
    setup.next();
    QCOMPARE(setup.step(), Step::KeyStep);
    desk.ownKeys.nextKey.fingerprint = QString(40, QLatin1Char('5'));
    keys.openFile(desk.file("wrong.asc", Armored));
    QTRY_VERIFY(keys.hasFile());
    QVERIFY(keys.fileNote().contains(QStringLiteral("Not the key")));
    desk.ownKeys.nextKey.fingerprint = DanasKey;
    keys.openFile(desk.file("right.asc", Armored));
    QTRY_VERIFY(keys.hasFile());
    keys.importFile();
    QTRY_COMPARE(keys.selected(), DanasKey);
    QTRY_VERIFY(!setup.isBusy());
    setup.next();
    desk.enrolment.keyRefusal = ErrorKind::InvalidInput;
    setup.next();
    QTRY_VERIFY(setup.errorText().contains(QStringLiteral("another key")));
    desk.enrolment.keyRefusal.reset();
    setup.next();
    QTRY_COMPARE(desk.settings.accounts().size(), 1);
    QCOMPARE(desk.enrolment.lastLink.kind, Kind::Recover);
}

void TestEnrolment::goingBackStopsMakingAKey()
{
    Desk desk;
    FirstRunViewModel &setup = desk.walkToKeys(Kind::Setup);
    desk.ownKeys.gate.close();
    setup.ownKeys()->create();
    QTRY_COMPARE(desk.ownKeys.gate.waiting(), 1);
    QVERIFY(setup.isBusy());
    setup.back();
    QVERIFY(!setup.isBusy());
    QTRY_COMPARE(desk.ownKeys.gate.waiting(), 0);
    QVERIFY(desk.ownKeys.created.isEmpty());
    QCOMPARE(setup.step(), Step::TrustStep);
}

void TestEnrolment::goingBackStopsImportingAKey()
{
    Desk desk;
    FirstRunViewModel &setup = desk.walkToKeys(Kind::Setup);
    setup.ownKeys()->openFile(desk.file("key.asc", Armored));
    QTRY_VERIFY(setup.ownKeys()->hasFile());
    desk.openPgp.gate.close(); // gpg asks for the passphrase
    setup.ownKeys()->importFile();
    QTRY_COMPARE(desk.openPgp.gate.waiting(), 1);
    QVERIFY(setup.isBusy());
    setup.back();
    QVERIFY(!setup.isBusy());
    QTRY_COMPARE(desk.openPgp.gate.waiting(), 0);
    QTRY_COMPARE(desk.openPgp.keys.size(), std::size_t(1)); // it was taken out again
    QCOMPARE(setup.errorText(), QString());
}

void TestEnrolment::goingBackStopsImportingTheKitsKey()
{
    Desk desk;
    FirstRunViewModel &setup = desk.firstRun;
    setup.openFile(desk.file("kit.passbolt", "S0lU"));
    for (const Step step : {Step::KitStep, Step::TrustStep}) {
        QTRY_VERIFY(setup.step() == step && !setup.isBusy());
        setup.next();
    }
    QTRY_VERIFY(setup.step() == Step::FinishStep && !setup.isBusy());
    desk.openPgp.gate.close();
    setup.next();
    QTRY_COMPARE(desk.openPgp.gate.waiting(), 1);
    setup.back();
    QVERIFY(!setup.isBusy());
    QTRY_COMPARE(desk.openPgp.gate.waiting(), 0);
    QTRY_COMPARE(desk.openPgp.keys.size(), std::size_t(1));
    QCOMPARE(setup.step(), Step::TrustStep);
    desk.openPgp.gate.open();
    setup.next();
    setup.next();
    QTRY_COMPARE(setup.step(), Step::DoneStep);
}

void TestEnrolment::saysHowFarTheClockIsOff_data()
{
    QTest::addColumn<qint64>("skew");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("stops");
    QTest::newRow("10 s") << qint64(10) << QString() << false;
    QTest::newRow("11 s") << qint64(11) << QStringLiteral("11 s behind") << false;
    QTest::newRow("-200 s") << qint64(-200) << QStringLiteral("3 min ahead") << false;
    QTest::newRow("301 s") << qint64(301) << QStringLiteral("5 min behind") << true;
    QTest::newRow("-3 h") << qint64(-10'800) << QStringLiteral("3 h ahead") << true;
    QTest::newRow("2 years") << qint64(63'072'000) << QStringLiteral("730 days behind") << true;
}

void TestEnrolment::saysHowFarTheClockIsOff()
{
    QFETCH(qint64, skew);
    QFETCH(QString, text);
    QFETCH(bool, stops);
    Desk desk;
    desk.serverKey = ServerKey{Bench::AdasKey, skew};
    FirstRunViewModel &setup = desk.openKit();
    QTRY_COMPARE(setup.step(), Step::KitStep);
    setup.next();
    QTRY_VERIFY(!setup.isBusy());
    QCOMPARE(setup.step(), stops ? Step::KitStep : Step::TrustStep);
    const QString said = stops ? setup.errorText() : setup.server()->clockWarning();
    QVERIFY2(said.contains(text) && said.isEmpty() == text.isEmpty(), qPrintable(said));
    QCOMPARE(setup.errorHint().isEmpty(), !stops);
}

void TestEnrolment::waitsForTheServersClock()
{
    Desk desk;
    desk.serverKey = ServerKey{Bench::AdasKey, -30};
    FirstRunViewModel &setup = desk.walkToKeys(Kind::Setup);
    setup.ownKeys()->create();
    QTRY_COMPARE(setup.ownKeys()->selected(), DanasKey);
    QTRY_VERIFY(!setup.isBusy());
    setup.next();
    QCOMPARE(setup.step(), Step::KeyStep);
    QVERIFY(setup.errorText().contains(QStringLiteral("not made yet")));
    desk.clock.advance(std::chrono::seconds(31));
    setup.next();
    QCOMPARE(setup.step(), Step::FinishStep);
}

void TestEnrolment::noTokenIsShown()
{
    Desk desk;
    desk.walkToKeys(Kind::Setup);
    const QString token = desk.enrolment.lastLink.token;
    QVERIFY(!token.isEmpty());
    const QStringList texts = coffret::test::everythingVisible(desk.app);
    QVERIFY(texts.size() > 50);
    for (const QString &text : texts)
        QVERIFY2(!text.contains(token), qPrintable(text));
}

QTEST_MAIN(TestEnrolment)
#include "tst_enrolment.moc"
