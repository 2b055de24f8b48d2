// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using Call = FakeServer::Call;
using Step = CheckOut::State;

namespace {

const QString Acme = QStringLiteral("acme");
const QString Key = QStringLiteral("password");
constexpr int Minute = 60;

/// An account that lends its values, opened, with the first secret on the screen.
struct Lending : Bench
{
    Lending()
    {
        lenders[Acme] = lender;
        addAccount(Acme, QStringLiteral("Acme"));
        if (!openAll())
            qFatal("the account does not open");
        browse.selectSecret(Signed);
    }
    [[nodiscard]] CheckOutViewModel &card() { return *browse.checkOut(); }
    [[nodiscard]] CheckOut of(Step state, int secondsLeft = 0, const QString &secretId = Signed) const
    {
        CheckOut checkOut;
        checkOut.secretId = secretId;
        checkOut.state = state;
        if (secondsLeft != 0)
            checkOut.until = clock.now().addSecs(secondsLeft);
        return checkOut;
    }
    /// As the server says it now, and the card has heard.
    [[nodiscard]] bool show(const CheckOut &checkOut)
    {
        lender->becomes(checkOut);
        card().refresh();
        return QTest::qWaitFor([&] { return card().now() == checkOut; });
    }
    FakeServer &server() { return *servers.at(Acme); }
    EditorViewModel &editor() { return *browse.editor(); }
    [[nodiscard]] bool edit()
    {
        if (!server().facets)
            server().addFacets().writing.signer = AdasKey;
        browse.editSecret();
        return QTest::qWaitFor([this] { return editor().stage() == EditorViewModel::Writing; });
    }
    [[nodiscard]] SecretDocument &document(const QString &key) { return *editor().fields()->field(key)->document; }

    std::shared_ptr<FakeCheckOut> lender = std::make_shared<FakeCheckOut>();
};

} // namespace

class TestLending : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyStateHasItsStep_data();
    void everyStateHasItsStep();
    void elsewhereThereIsNothingToSay();
    void askingTakesAReason();
    void aStartIsReadAsItIsWritten();
    void checkingOutAndGivingBack();
    void aStepThatIsNotOfferedLeadsToThePage();
    void whoHasItIsSaid();
    void anApprovedWindowOpens();
    void anEndIsNotMissedWhileAsking();
    void theEndHidesAndClears();
    void anUntouchedEditorClosesAtTheEnd();
    void whatWasWrittenOutlivesTheEnd();
    void whatIsBackIsSavedWithTheRest();
    void takingBackIsSaidAsSuch();
    void anothersClipboardStays();
    void aClosedDoorLeadsToTheCard();
    void whatIsHeldHasAList();
    void grantsShowTheirEnd();
    void anEndIsRemindedOfOnce();
    void everythingIsGivenBack();
    void thePreferenceIsKept();
    void historySaysWhatBecameOfAChange();
    void lockingForgets();
};

void TestLending::everyStateHasItsStep_data()
{
    using Card = CheckOutViewModel;
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("needsRequest");
    QTest::addColumn<QString>("steps"); // request, take, give back
    QTest::addColumn<int>("mood");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, Step state, bool needsRequest, const char *steps, Card::Mood mood,
                        const char *word) {
        QTest::newRow(name) << static_cast<int>(state) << needsRequest << QString::fromLatin1(steps)
                            << static_cast<int>(mood) << QString::fromLatin1(word);
    };
    row("available", Step::Available, false, "t", Card::Quiet, "Available");
    row("to be approved", Step::Available, true, "r", Card::Quiet, "approved first");
    row("requested", Step::Requested, true, "", Card::Waiting, "requested");
    row("approved", Step::Approved, true, "t", Card::Mine, "Shared with you until");
    row("refused", Step::Refused, true, "r", Card::Over, "turned down");
    row("checked out", Step::CheckedOut, false, "g", Card::Mine, "Checked out by you until");
    row("returned", Step::Returned, false, "t", Card::Quiet, "gave it back");
    row("expired", Step::Expired, false, "t", Card::Over, "ended");
    row("expired, to be approved", Step::Expired, true, "r", Card::Over, "ended");
    row("held", Step::HeldByAnother, false, "t", Card::Waiting, "Somebody else");
}

void TestLending::everyStateHasItsStep()
{
    QFETCH(int, state);
    QFETCH(bool, needsRequest);
    QFETCH(QString, steps);
    QFETCH(int, mood);
    QFETCH(QString, word);
    Lending desk;
    CheckOut now = desk.of(static_cast<Step>(state), 600);
    now.needsRequest = needsRequest;
    QVERIFY(desk.show(now));
    const CheckOutViewModel &card = desk.card();
    QVERIFY(card.isShown());
    QVERIFY2(card.text().contains(word), qPrintable(card.text()));
    QCOMPARE(static_cast<int>(card.mood()), mood);
    QCOMPARE(card.canRequest(), steps.contains(QLatin1Char('r')));
    QCOMPARE(card.canCheckOut(), steps.contains(QLatin1Char('t')));
    QCOMPARE(card.canCheckIn(), steps.contains(QLatin1Char('g')));
    QCOMPARE(card.isCounting(), mood == CheckOutViewModel::Mine);
}

void TestLending::elsewhereThereIsNothingToSay()
{
    Bench bench;
    bench.addAccount(Acme, QStringLiteral("Acme"));
    QVERIFY(bench.openAll());
    bench.browse.selectSecret(Bench::Signed);
    QVERIFY(!bench.browse.checkOut()->isShown());
    QVERIFY(bench.browse.sidebar()->rowOf(QStringLiteral("checkedout")) < 0);
    QVERIFY(!bench.app.lends());
    Lending desk;
    QVERIFY(desk.show(desk.of(Step::NotNeeded)));
    QVERIFY(!desk.card().isShown());
}

void TestLending::askingTakesAReason()
{
    Lending desk;
    CheckOutViewModel &card = desk.card();
    CheckOut closed = desk.of(Step::Available);
    closed.needsRequest = true;
    QVERIFY(desk.show(closed));
    card.askForAccess();
    QVERIFY(card.isAsking());
    card.setReason(QStringLiteral("  "));
    card.sendRequest();
    QVERIFY(!card.reasonError().isEmpty());
    QVERIFY(desk.lender->log.isEmpty());
    card.setReason(QStringLiteral("disk is full "));
    QVERIFY(card.reasonError().isEmpty());
    card.setHours(99);
    QCOMPARE(card.hours(), AccessRequest::MostHours);
    desk.lender->failures = {ErrorKind::Unreachable};
    card.sendRequest();
    QTRY_VERIFY(!card.errorText().isEmpty());
    QVERIFY(card.isAsking()); // nothing that was written is lost
    card.sendRequest();
    QTRY_COMPARE(card.now().state, Step::Requested);
    QCOMPARE(card.now().reason, QStringLiteral("disk is full"));
    QVERIFY(!card.isAsking());
    QVERIFY(card.errorText().isEmpty());
    QVERIFY(card.hint().contains(QLatin1String("disk is full")));
}

void TestLending::aStartIsReadAsItIsWritten()
{
    Lending desk;
    CheckOutViewModel &card = desk.card();
    CheckOut closed = desk.of(Step::Available);
    closed.needsRequest = true;
    QVERIFY(desk.show(closed));
    card.askForAccess();
    card.setReason(QStringLiteral("a change tonight"));
    for (const char *wrong : {"soon", "2001-02-03 4:05"}) {
        card.setStartText(QString::fromLatin1(wrong));
        card.sendRequest();
        QVERIFY2(!card.startError().isEmpty(), wrong);
    }
    QVERIFY(desk.lender->log.isEmpty());
    card.setStartText(card.startExample());
    QVERIFY(card.startError().isEmpty());
    card.sendRequest();
    QTRY_COMPARE(card.now().state, Step::Requested);
    CheckOut later = desk.of(Step::Approved, 120 * Minute);
    later.from = desk.clock.now().addSecs(60 * Minute);
    QVERIFY(desk.show(later));
    QVERIFY(card.text().contains(QLatin1String("Approved from")));
    QVERIFY(!card.canCheckOut());
    QVERIFY(!card.isCounting());
}

void TestLending::checkingOutAndGivingBack()
{
    Lending desk;
    CheckOutViewModel &card = desk.card();
    desk.lender->lentUntil = desk.clock.now().addSecs(40 * Minute);
    QVERIFY(desk.show(desk.of(Step::Available)));
    card.checkOut();
    QTRY_VERIFY(card.canCheckIn());
    QCOMPARE(card.leftText(), QStringLiteral("40 min left"));
    QCOMPARE(card.remaining(), 1.0);
    QVERIFY(!card.isEnding());
    desk.clock.advance(std::chrono::minutes(30));
    QCOMPARE(card.remaining(), 0.25);
    desk.clock.advance(std::chrono::seconds(5 * Minute + 28));
    QCOMPARE(card.leftText(), QStringLiteral("4:32 left"));
    QVERIFY(card.isEnding());
    card.checkIn();
    QTRY_COMPARE(card.now().state, Step::Returned);
    QVERIFY(!card.isCounting());
    QCOMPARE(desk.lender->log, QStringList({QStringLiteral("checkOut s000000"), QStringLiteral("checkIn s000000")}));
    QVERIFY(desk.toast.text().contains(QLatin1String("given back")));
}

void TestLending::aStepThatIsNotOfferedLeadsToThePage()
{
    Lending desk;
    CheckOutViewModel &card = desk.card();
    QVERIFY(desk.show(desk.of(Step::Available)));
    desk.lender->failures = {ErrorKind::Unsupported, ErrorKind::ServerFault};
    card.checkOut();
    QTRY_VERIFY(card.errorText().contains(QLatin1String("checked out from here")));
    QCOMPARE(card.webAddress(), QStringLiteral("https://vault.example/"));
    card.checkOut();
    QTRY_VERIFY(card.errorText().contains(QLatin1String("server failed")));
    QVERIFY(card.webAddress().isEmpty());
    card.dismissError();
    QVERIFY(card.errorText().isEmpty());
    desk.server().failNext(Call::FetchPayload, ErrorKind::Unsupported);
    desk.browse.detail()->reveal(QStringLiteral("password"));
    QTRY_COMPARE(card.webAddress(), QStringLiteral("https://vault.example/"));
    QCOMPARE(card.now().state, Step::Available); // nothing else is claimed
}

void TestLending::whoHasItIsSaid()
{
    Lending desk;
    CheckOut held = desk.of(Step::HeldByAnother);
    held.holder = QStringLiteral("Betty");
    QVERIFY(desk.show(held));
    QCOMPARE(desk.card().text(), QStringLiteral("Betty has it"));
}

void TestLending::anApprovedWindowOpens()
{
    Lending desk;
    CheckOut later = desk.of(Step::Approved, 600);
    later.from = desk.clock.now().addSecs(30);
    QVERIFY(desk.show(later));
    QVERIFY(!desk.card().canCheckOut());
    QSignalSpy changed(&desk.card(), &CheckOutViewModel::changed);
    desk.clock.advance(std::chrono::seconds(31));
    QTRY_VERIFY(changed.count() > 0);
    QVERIFY(desk.card().canCheckOut());
    QCOMPARE(desk.card().mood(), CheckOutViewModel::Mine);
}

void TestLending::anEndIsNotMissedWhileAsking()
{
    Lending desk;
    QVERIFY(desk.show(desk.of(Step::CheckedOut, 600)));
    desk.lender->lookGate.close();
    desk.lender->notTold = ErrorKind::Unreachable;
    desk.card().refresh();
    desk.lender->becomes(desk.of(Step::Expired));
    QCOMPARE(desk.card().now().state, Step::CheckedOut);
    desk.lender->lookGate.open();
    QTRY_COMPARE(desk.card().now().state, Step::Expired);
}

void TestLending::theEndHidesAndClears()
{
    Lending desk;
    QVERIFY(desk.show(desk.of(Step::CheckedOut, 60)));
    DetailViewModel &detail = *desk.browse.detail();
    detail.reveal(QStringLiteral("password"));
    QTRY_VERIFY(detail.fields()->isRevealed(QStringLiteral("password")));
    detail.copy(QStringLiteral("password"));
    QTRY_COMPARE(Bench::clipboardText().toUtf8(), Bench::Password);
    desk.clock.advance(std::chrono::seconds(61));
    desk.lender->becomes(desk.of(Step::Expired, -1));
    QVERIFY(!detail.fields()->isRevealed(QStringLiteral("password")));
    QVERIFY(Bench::clipboardText().isEmpty());
    QVERIFY(desk.card().text().contains(QLatin1String("access ended")));
    QCOMPARE(desk.card().mood(), CheckOutViewModel::Over);
    QVERIFY(detail.hasSecret());
}

void TestLending::anUntouchedEditorClosesAtTheEnd()
{
    Lending desk;
    QVERIFY(desk.edit());
    desk.lender->becomes(desk.of(Step::Expired, 0, Bench::Unsigned)); // another secret's
    QVERIFY(desk.editor().isActive());
    desk.lender->becomes(desk.of(Step::Expired));
    QVERIFY(!desk.editor().isActive());
}

void TestLending::whatWasWrittenOutlivesTheEnd()
{
    Lending desk;
    QVERIFY(desk.edit());
    desk.document(Key).insert("!");
    desk.editor().setDescription(QStringLiteral("for the night shift"));
    desk.editor().addField(QStringLiteral("custom"));
    const QString own = desk.editor().fields()->fields().back().key;
    desk.document(own).insert("mine");
    QVERIFY(desk.editor().canReveal());
    desk.lender->becomes(desk.of(Step::Expired));
    QCOMPARE(desk.editor().stage(), EditorViewModel::Writing);
    QVERIFY(!desk.editor().canReveal());
    QVERIFY(!desk.editor().errorText().isEmpty());
    QCOMPARE(desk.editor().description(), QStringLiteral("for the night shift"));
    QVERIFY(desk.document(QStringLiteral("recovery")).isEmpty());
    const auto length = static_cast<std::size_t>(Bench::Password.size() + 1);
    QCOMPARE(desk.document(Key).value().size(), length);
    desk.document(Key).undo(); // not to what the server told
    QCOMPARE(desk.document(Key).value().size(), length);
    QVERIFY(desk.document(Key).isChanged());
    QCOMPARE(desk.document(own).value().view(), std::string_view("mine"));
}

void TestLending::whatIsBackIsSavedWithTheRest()
{
    Lending desk;
    QVERIFY(desk.edit());
    desk.document(Key).insert("!");
    desk.lender->becomes(desk.of(Step::Expired));
    desk.server().failNext(Call::FetchPayload, ErrorKind::ApprovalNeeded);
    desk.editor().save();
    QTRY_VERIFY(!desk.editor().isSaving());
    QCOMPARE(desk.editor().stage(), EditorViewModel::Writing);
    QVERIFY(!desk.editor().errorText().isEmpty());
    FakeWriting &writing = desk.server().facets->writing;
    QVERIFY(!writing.lastDraft); // nothing empty was written over what is there
    desk.editor().save();
    QTRY_VERIFY(writing.lastDraft);
    const auto sent = [&writing](const QString &key) {
        const SecretBuffer &value = writing.lastDraft->field(key)->value;
        return QByteArray(value.view().data(), static_cast<qsizetype>(value.size()));
    };
    QCOMPARE(sent(Key), Bench::Password + '!');
    QCOMPARE(sent(QStringLiteral("recovery")), Bench::OtherValue);
    QTRY_COMPARE(desk.editor().stage(), EditorViewModel::Closed);
}

void TestLending::takingBackIsSaidAsSuch()
{
    Lending desk;
    QVERIFY(desk.show(desk.of(Step::CheckedOut, 600)));
    CheckOut taken = desk.of(Step::Expired);
    taken.takenBack = true;
    taken.comment = QStringLiteral("Maintenance");
    desk.lender->becomes(taken);
    QCOMPARE(desk.card().text(), QStringLiteral("Your access was taken back"));
    QTRY_COMPARE(desk.card().hint(), QStringLiteral("Maintenance"));
}

void TestLending::anothersClipboardStays()
{
    Lending desk;
    desk.browse.selectSecret(Bench::Unsigned);
    DetailViewModel &detail = *desk.browse.detail();
    detail.copy(QStringLiteral("password"));
    QTRY_VERIFY(!detail.confirmCopyText().isEmpty());
    detail.confirmCopy();
    QTRY_COMPARE(Bench::clipboardText().toUtf8(), Bench::UnsignedPassword);
    desk.lender->becomes(desk.of(Step::Expired));
    QCOMPARE(Bench::clipboardText().toUtf8(), Bench::UnsignedPassword);
    desk.lender->becomes(desk.of(Step::Expired, 0, Bench::Unsigned));
    QVERIFY(Bench::clipboardText().isEmpty());
}

void TestLending::aClosedDoorLeadsToTheCard()
{
    Lending desk;
    QVERIFY(desk.show(desk.of(Step::NotNeeded)));
    CheckOut held = desk.of(Step::HeldByAnother);
    held.holder = QStringLiteral("Betty");
    desk.lender->known[Bench::Signed] = held;
    QSignalSpy wanted(&desk.card(), &CheckOutViewModel::attentionWanted);
    desk.server().failNext(Call::FetchPayload, ErrorKind::HeldByAnother);
    desk.browse.detail()->reveal(QStringLiteral("password"));
    QTRY_COMPARE(wanted.count(), 1);
    QVERIFY(desk.card().isShown());
    QTRY_COMPARE(desk.card().text(), QStringLiteral("Betty has it"));
    QVERIFY(desk.browse.detail()->errorText().isEmpty());
    for (const ErrorKind kind : {ErrorKind::ApprovalNeeded, ErrorKind::AccessEnded}) {
        CheckOut closed = desk.of(kind == ErrorKind::AccessEnded ? Step::Expired : Step::Available);
        closed.needsRequest = true;
        desk.lender->known[Bench::Signed] = closed;
        desk.server().failNext(Call::FetchPayload, kind);
        desk.browse.detail()->copy(QStringLiteral("password"));
        QTRY_VERIFY(desk.card().canRequest());
        QTRY_COMPARE(desk.card().now().state, closed.state);
    }
    QCOMPARE(wanted.count(), 3);
}

void TestLending::whatIsHeldHasAList()
{
    Lending desk;
    const QString node = QStringLiteral("checkedout");
    QVERIFY(desk.browse.sidebar()->rowOf(node) > 0);
    desk.lender->becomes(desk.of(Step::CheckedOut, 90 * Minute));
    desk.lender->becomes(desk.of(Step::CheckedOut, 20 * Minute, Bench::Unsigned));
    desk.browse.selectNode(node);
    QTRY_COMPARE(desk.browse.secrets()->rowCount(), 2);
    QTRY_COMPARE(desk.browse.secrets()->idAt(0), Bench::Unsigned);
    const auto textAt = [&desk](int row) {
        return desk.browse.secrets()->index(row).data(SecretListModel::LentTextRole).toString();
    };
    QCOMPARE(textAt(0), QStringLiteral("Checked out, 20 min left"));
    QCOMPARE(textAt(1), QStringLiteral("Checked out, 1 h 30 min left"));
    desk.lender->becomes(desk.of(Step::Returned, 0, Bench::Unsigned));
    QTRY_COMPARE(desk.browse.secrets()->rowCount(), 1);
    desk.lender->becomes(desk.of(Step::Returned));
    QTRY_COMPARE(desk.browse.secrets()->rowCount(), 0);
    QVERIFY(desk.browse.emptyText().contains(QLatin1String("nothing checked out")));
}

void TestLending::grantsShowTheirEnd()
{
    Lending desk;
    for (SecretSummary &secret : desk.server().secrets) {
        if (secret.id != Bench::Unsigned)
            continue;
        secret.markers |= Marker::Shared;
        secret.expires = desk.clock.now().addDays(2);
    }
    desk.app.syncAll();
    const SecretListModel &list = *desk.browse.secrets();
    const auto role = [&list](int which) { return list.index(list.rowOf(Bench::Unsigned)).data(which).toString(); };
    QTRY_VERIFY(role(SecretListModel::LentTextRole).startsWith(QLatin1String("Shared with you until")));
    desk.clock.advance(std::chrono::hours(72));
    QCOMPARE(role(SecretListModel::LentTextRole), QStringLiteral("No longer shared with you"));
}

void TestLending::anEndIsRemindedOfOnce()
{
    Lending desk;
    LentViewModel &lent = *desk.browse.lent();
    QSignalSpy reminders(&lent, &LentViewModel::endsSoon);
    desk.lender->becomes(desk.of(Step::CheckedOut, 60 * Minute));
    desk.lender->becomes(desk.of(Step::CheckedOut, 2 * Minute, Bench::Unsigned)); // whoever takes it sees that
    QCOMPARE(lent.count(), 2);
    QVERIFY(lent.summary().startsWith(QLatin1String("2 secret(s) checked out, the first until")));
    desk.lender->becomes(desk.of(Step::Expired, 0, Bench::Unsigned));
    QCOMPARE(lent.count(), 1);
    desk.clock.advance(std::chrono::minutes(56));
    desk.lender->becomes(desk.of(Step::Requested, 0, QStringLiteral("s000002"))); // it looks at the time again
    QTRY_COMPARE(reminders.count(), 1);
    const QString text = reminders.first().first().toString();
    QVERIFY(!text.contains(desk.browse.detail()->name()));
    QCOMPARE(desk.toast.text(), text);
    desk.lender->becomes(desk.of(Step::Refused, 0, QStringLiteral("s000002")));
    QCoreApplication::processEvents();
    QCOMPARE(reminders.count(), 1);
}

void TestLending::everythingIsGivenBack()
{
    Lending desk;
    LentViewModel &lent = *desk.browse.lent();
    QSignalSpy left(&lent, &LentViewModel::leftBehind);
    for (const QString &id : {Bench::Signed, Bench::Unsigned})
        desk.lender->becomes(desk.of(Step::CheckedOut, 0, id));
    desk.lender->failures = {ErrorKind::Unreachable};
    lent.returnAll();
    QTRY_COMPARE(left.count(), 1);
    QCOMPARE(lent.count(), 1);
    lent.returnAll();
    QTRY_COMPARE(lent.count(), 0);
    QTRY_VERIFY(desk.toast.text().contains(QLatin1String("given back")));
    QVERIFY(lent.summary().isEmpty());
    QCOMPARE(left.count(), 1);
}

void TestLending::thePreferenceIsKept()
{
    Lending desk;
    Account account = desk.session().account();
    QVERIFY(desk.settings.saveAccount(account));
    QVERIFY(desk.app.lends());
    QVERIFY(desk.app.givesBack());
    desk.app.setGivesBack(false);
    QVERIFY(!desk.lender->givesBack());
    Settings again(desk.folder.path());
    QVERIFY(again.load());
    QVERIFY(!again.accounts().first().givesBackCheckOuts);
}

void TestLending::historySaysWhatBecameOfAChange()
{
    Bench bench;
    bench.addAccount(Acme, QStringLiteral("Acme"));
    FakeFacets &facets = bench.servers.at(Acme)->addFacets();
    bench.servers.at(Acme)->capabilities |= Capability::History;
    const auto revision = [](const char *id, Revision::State state, bool readable) {
        Revision made;
        made.id = QString::fromLatin1(id);
        made.state = state;
        made.vendorState = QStringLiteral("odd");
        made.readable = readable;
        return made;
    };
    facets.discussion.earlier[Bench::Signed] = {
        revision("r1", Revision::State::Pending, true), revision("r2", Revision::State::Rejected, false),
        revision("r3", Revision::State::Confirmed, false), revision("r4", Revision::State::Other, false)};
    QVERIFY(bench.openAll());
    bench.browse.selectSecret(Bench::Signed);
    bench.browse.setTab(QStringLiteral("history"));
    HistoryViewModel &history = *bench.browse.history();
    QTRY_COMPARE(history.revisions()->rowCount(), 4);
    const auto remark = [&history](int row) {
        return history.revisions()->index(row).data(EventListModel::RemarkRole).toString();
    };
    QVERIFY(remark(0).contains(QLatin1String("Being changed")));
    QVERIFY(remark(1).contains(QLatin1String("Rejected")));
    QVERIFY(remark(2).contains(QLatin1String("Confirmed")));
    QCOMPARE(remark(3), QStringLiteral("odd"));
    history.open(QStringLiteral("r2")); // there is nothing to open
    QVERIFY(history.openId().isEmpty());
}

void TestLending::lockingForgets()
{
    Lending desk;
    QVERIFY(desk.show(desk.of(Step::CheckedOut, 60)));
    QCOMPARE(desk.browse.lent()->count(), 1);
    desk.app.lockAll();
    QVERIFY(!desk.card().isShown());
    QCOMPARE(desk.browse.lent()->count(), 0);
}

QTEST_MAIN(TestLending)
#include "tst_lending.moc"
