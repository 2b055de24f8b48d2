// SPDX-License-Identifier: GPL-3.0-or-later
// Other programs that want secrets: what they get, and what a person is asked before.
#include "tests/ui/bench.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace std::chrono_literals;
using coffret::test::Bench;
using Kind = ControlRequest::Kind;
using Status = ControlStatus;

namespace {

const QString Path = QStringLiteral("Acme/the signed one");
const QString UnsignedPath = QStringLiteral("Acme/the unsigned one");

ProgramIdentity program(pid_t number, const QString &executable = QStringLiteral("/usr/bin/bash"))
{
    return {{{number, 100, executable, 1, 2, {}}, {7, 50, QStringLiteral("/usr/bin/xterm"), 1, 3, {}}}};
}

/// An answer that came, or not yet.
struct Waiting
{
    std::optional<ControlReply> reply;
    quint64 number = 0;

    [[nodiscard]] Status status() const { return reply ? reply->status : Status::Misused; }
    [[nodiscard]] QByteArray value() const
    {
        if (!reply || reply->values.size() != 1)
            return "not one value";
        const std::string_view bytes = reply->values[0].view();
        return {bytes.data(), static_cast<qsizetype>(bytes.size())};
    }
};

/// One open account, two of whose secrets lie at the root.
struct Stage : Bench
{
    explicit Stage(bool opens = true)
    {
        addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
        for (SecretSummary &secret : server().secrets) {
            if (secret.id != Signed && secret.id != Unsigned)
                continue;
            secret.collectionId.clear();
            secret.name = secret.id == Signed ? QStringLiteral("the signed one") : QStringLiteral("the unsigned one");
            secret.username = QStringLiteral("ada");
        }
        if (opens && !openAll())
            qFatal("the account does not open");
    }
    [[nodiscard]] fakes::FakeServer &server() { return *servers.at(QStringLiteral("acme")); }

    std::shared_ptr<Waiting> ask(ControlRequest request, const ProgramIdentity &who = program(1))
    {
        auto asked = std::make_shared<Waiting>();
        asked->number = access.take(std::move(request), who, [asked](ControlReply reply) {
            if (asked->reply)
                qFatal("answered twice");
            asked->reply = std::move(reply);
        });
        return asked;
    }
    std::shared_ptr<Waiting> get(const QString &path, const QString &field = {},
                                 const ProgramIdentity &who = program(1))
    {
        ControlRequest request;
        request.kind = Kind::Get;
        request.wanted = {{path, field}};
        return ask(std::move(request), who);
    }
    void allow(bool untilLocked = false)
    {
        QTRY_VERIFY(access.isAsking());
        clock.advance(ProgramAccessViewModel::ReadingTime);
        untilLocked ? access.allowUntilLocked() : access.allowOnce();
    }
};

} // namespace

class TestProgramAccess : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksBeforeItGives();
    void onceIsOnce();
    void untilLockedIsForThisProgramAlone();
    void aPermissionEndsWithLocking();
    void refuses();
    void aLoopOfQuestionsIsNotShown();
    void nobodyAnswers();
    void nothingIsAllowedBeforeItWasRead();
    void oneQuestionAtATime();
    void whoeverGoesTakesTheQuestionAlong();
    void lockingAnswersEverybody();
    void whoIsUnknownIsAllowedOnce();
    void saysWhoAndWhatButNoValue();
    void givesFields();
    void givesCodes();
    void givesSeveralAtOnce();
    void listsNames();
    void tellsNothingUnasked();
    void saysWhatIsWrong();
    void valuesNobodyVouchesForAreRefused();
    void rulesAreKept();
    void presentingLetsAPipeThrough();
    void isLocked();
    void unlocksWhenAskedTo();
    void tooMany();
};

void TestProgramAccess::asksBeforeItGives()
{
    Stage stage;
    const int opened = stage.openPgp.opens;
    const auto waiting = stage.get(Path);
    QTRY_VERIFY(stage.access.isAsking());
    QVERIFY(!waiting->reply);
    QCOMPARE(stage.openPgp.opens, opened); // nothing is opened for a question
    stage.allow();
    QTRY_COMPARE(waiting->status(), Status::Ok);
    QCOMPARE(waiting->value(), Bench::Password);
    QCOMPARE(waiting->reply->entries[0].path, Path);
    QCOMPARE(waiting->reply->entries[0].field, QStringLiteral("password"));
    QVERIFY(!stage.access.isAsking());
}

void TestProgramAccess::onceIsOnce()
{
    Stage stage;
    const auto first = stage.get(Path);
    stage.allow();
    QTRY_COMPARE(first->status(), Status::Ok);
    const auto second = stage.get(Path);
    QTRY_VERIFY(stage.access.isAsking());
    QVERIFY(!second->reply);
}

void TestProgramAccess::untilLockedIsForThisProgramAlone()
{
    Stage stage;
    const auto first = stage.get(Path);
    stage.allow(true);
    QTRY_COMPARE(first->status(), Status::Ok);
    const auto second = stage.get(Path, QStringLiteral("username"));
    QTRY_COMPARE(second->status(), Status::Ok);
    QVERIFY(!stage.access.isAsking());
    ProgramIdentity later = program(1);
    later.chain[0].start = 101; // the number was used again
    for (const ProgramIdentity &other : {program(2), program(1, QStringLiteral("/usr/bin/zsh")), later}) {
        const auto third = stage.get(Path, {}, other);
        QTRY_VERIFY(stage.access.isAsking());
        stage.access.refuse();
        QTRY_COMPARE(third->status(), Status::Refused);
        stage.clock.advance(ProgramAccessViewModel::RefusalTime);
    }
}

void TestProgramAccess::aPermissionEndsWithLocking()
{
    Stage stage;
    const auto first = stage.get(Path);
    stage.allow(true);
    QTRY_COMPARE(first->status(), Status::Ok);
    stage.app.lockAll();
    QVERIFY(stage.openAll());
    const auto second = stage.get(Path);
    QTRY_VERIFY(stage.access.isAsking());
    QVERIFY(!second->reply);
}

void TestProgramAccess::refuses()
{
    Stage stage;
    const auto waiting = stage.get(Path);
    QTRY_VERIFY(stage.access.isAsking());
    stage.access.refuse(); // at once: that gives nothing
    QTRY_COMPARE(waiting->status(), Status::Refused);
    QVERIFY(waiting->reply->values.empty());
    QVERIFY(!waiting->reply->message.isEmpty());
}

void TestProgramAccess::aLoopOfQuestionsIsNotShown()
{
    Stage stage;
    const auto first = stage.get(Path);
    QTRY_VERIFY(stage.access.isAsking());
    stage.access.refuse();
    QTRY_COMPARE(first->status(), Status::Refused);
    const auto again = stage.get(Path);
    QTRY_COMPARE(again->status(), Status::Refused);
    const auto another = stage.get(Path, {}, program(2)); // the next run of the same
    QTRY_COMPARE(another->status(), Status::Refused);
    QVERIFY(!stage.access.isAsking());
    stage.app.lockAll(); // which any program can have
    QVERIFY(stage.openAll());
    const auto locked = stage.get(Path);
    QTRY_COMPARE(locked->status(), Status::Refused);
    stage.clock.advance(ProgramAccessViewModel::RefusalTime);
    const auto later = stage.get(Path);
    QTRY_VERIFY(stage.access.isAsking());
}

void TestProgramAccess::nobodyAnswers()
{
    Stage stage;
    const auto waiting = stage.get(Path);
    QTRY_VERIFY(stage.access.isAsking());
    QCOMPARE(stage.access.secondsLeft(), 60);
    stage.clock.advance(59s);
    QTRY_COMPARE(stage.access.secondsLeft(), 1);
    QVERIFY(!waiting->reply);
    stage.clock.advance(1s);
    QTRY_COMPARE(waiting->status(), Status::TimedOut);
    QVERIFY(!stage.access.isAsking());
    const auto again = stage.get(Path);
    QTRY_COMPARE(again->status(), Status::TimedOut);
    QVERIFY(!stage.access.isAsking());
}

/// A key press that was meant for another window, or for the question before.
void TestProgramAccess::nothingIsAllowedBeforeItWasRead()
{
    Stage stage;
    const auto waiting = stage.get(Path);
    QTRY_VERIFY(stage.access.isAsking());
    QVERIFY(!stage.access.isReady());
    stage.access.allowOnce();
    stage.access.allowUntilLocked();
    QVERIFY(stage.access.isAsking());
    const auto other = stage.get(Path, {}, program(2));
    stage.allow();
    QTRY_COMPARE(waiting->status(), Status::Ok);
    QVERIFY(stage.access.isAsking());
    QVERIFY(!stage.access.isReady()); // the next one begins anew
    stage.access.allowOnce();
    QVERIFY(!other->reply);
}

void TestProgramAccess::oneQuestionAtATime()
{
    Stage stage;
    const auto first = stage.get(Path, {}, program(1, QStringLiteral("/usr/bin/first")));
    const auto second = stage.get(Path, {}, program(2, QStringLiteral("/usr/bin/second")));
    const auto third = stage.get(UnsignedPath, {}, program(1, QStringLiteral("/usr/bin/first")));
    QTRY_COMPARE(stage.access.program(), QStringLiteral("first"));
    stage.allow(true); // whatever this program wants
    QTRY_COMPARE(first->status(), Status::Ok);
    QTRY_COMPARE(third->status(), Status::NotVouched);
    QCOMPARE(stage.access.program(), QStringLiteral("second"));
    QVERIFY(!second->reply);
    stage.access.refuse();
    QTRY_COMPARE(second->status(), Status::Refused);
}

void TestProgramAccess::whoeverGoesTakesTheQuestionAlong()
{
    Stage stage;
    const auto first = stage.get(Path, {}, program(1));
    const auto second = stage.get(Path, {}, program(2, QStringLiteral("/usr/bin/second")));
    QTRY_VERIFY(stage.access.isAsking());
    stage.access.withdraw(first->number);
    QTRY_COMPARE(stage.access.program(), QStringLiteral("second"));
    stage.access.withdraw(second->number);
    QVERIFY(!stage.access.isAsking());
    stage.access.withdraw(second->number); // again
    QCoreApplication::processEvents();
    QVERIFY(!first->reply && !second->reply);
    const auto again = stage.get(Path);
    QTRY_COMPARE(again->status(), Status::Busy); // no window that comes and goes
}

void TestProgramAccess::lockingAnswersEverybody()
{
    Stage stage;
    const auto asked = stage.get(Path);
    const auto queued = stage.get(Path, {}, program(2));
    QTRY_VERIFY(stage.access.isAsking());
    stage.app.lockAll();
    QVERIFY(!stage.access.isAsking());
    QTRY_COMPARE(asked->status(), Status::Locked);
    QTRY_COMPARE(queued->status(), Status::Locked);
}

void TestProgramAccess::whoIsUnknownIsAllowedOnce()
{
    Stage stage;
    const auto waiting = stage.get(Path, {}, ProgramIdentity());
    QTRY_VERIFY(stage.access.isAsking());
    QVERIFY(!stage.access.isKnown());
    QVERIFY(!stage.access.program().isEmpty());
    QCOMPARE(stage.access.facts(), QString());
    stage.clock.advance(ProgramAccessViewModel::ReadingTime);
    stage.access.allowUntilLocked();
    QVERIFY(stage.access.isAsking());
    stage.access.allowOnce();
    QTRY_COMPARE(waiting->status(), Status::Ok);
    const auto other = stage.get(Path, {}, ProgramIdentity());
    const auto queued = stage.get(Path, {}, ProgramIdentity());
    QTRY_VERIFY(stage.access.isAsking());
    stage.access.refuse(); // they are all alike
    QTRY_COMPARE(other->status(), Status::Refused);
    QTRY_COMPARE(queued->status(), Status::Refused);
    QVERIFY(!stage.access.isAsking());
}

void TestProgramAccess::saysWhoAndWhatButNoValue()
{
    Stage stage;
    ProgramIdentity who = program(4711, QStringLiteral("/tmp/evil\u202e\ntool"));
    const auto waiting = stage.get(Path, {}, who);
    QTRY_VERIFY(stage.access.isAsking());
    QCOMPARE(stage.access.program(), QStringLiteral("eviltool")); // must not turn round what is beside it
    QVERIFY(stage.access.facts().contains(QStringLiteral("4711")));
    QVERIFY(stage.access.facts().contains(QStringLiteral("xterm")));
    QCOMPARE(stage.access.wanted()->texts().size(), 1);
    QVERIFY(stage.access.wanted()->texts()[0].startsWith(Path));
    QVERIFY(stage.access.wanted()->texts()[0].endsWith(QStringLiteral("Main value")));
    for (const QString &text : coffret::test::everythingVisible(stage.access))
        QVERIFY2(!text.contains(QStringLiteral("canary")), qPrintable(text));
}

void TestProgramAccess::givesFields()
{
    Stage stage;
    const auto first = stage.get(Path);
    stage.allow(true);
    QTRY_COMPARE(first->status(), Status::Ok);
    const auto username = stage.get(Path, QStringLiteral("username"));
    QTRY_COMPARE(username->value(), QByteArray("ada"));
    const auto label = stage.get(Path, QStringLiteral("user NAME")); // as the window calls it
    QTRY_COMPARE(label->value(), QByteArray("ada"));
    const auto custom = stage.get(Path, QStringLiteral("recovery")); // known once it is opened
    QTRY_COMPARE(custom->value(), Bench::OtherValue);
    const auto none = stage.get(Path, QStringLiteral("colour"));
    QTRY_COMPARE(none->status(), Status::NotFound);
    QVERIFY(none->reply->message.contains(QStringLiteral("colour")));
}

void TestProgramAccess::givesCodes()
{
    Stage stage;
    ControlRequest request;
    request.kind = Kind::Otp;
    request.wanted = {{Path, {}}};
    const auto code = stage.ask(request);
    stage.allow(true);
    QTRY_VERIFY(code->reply);
    QCOMPARE(code->status(), Status::Ok);
    QCOMPARE(code->value().size(), 6);
    QVERIFY(code->reply->entries[0].turns.isValid());
    QVERIFY(!code->value().contains("CANARY")); // the seed stays inside
    QVERIFY(!stage.session().shownCode());
    request.wanted = {{UnsignedPath, {}}};
    const auto none = stage.ask(request);
    QTRY_COMPARE(none->status(), Status::NotFound);
}

void TestProgramAccess::givesSeveralAtOnce()
{
    Stage stage;
    ControlRequest request;
    request.kind = Kind::Exec;
    request.wanted = {{Path, {}}, {Path, QStringLiteral("username")}};
    const auto waiting = stage.ask(request);
    QTRY_VERIFY(stage.access.isAsking());
    QCOMPARE(stage.access.wanted()->texts().size(), 2);
    stage.allow();
    QTRY_COMPARE(waiting->status(), Status::Ok);
    QCOMPARE(waiting->reply->values.size(), 2U);
    QCOMPARE(waiting->reply->values[1].view(), std::string_view("ada"));
    request.wanted.push_back({QStringLiteral("nothing"), {}});
    const auto broken = stage.ask(request);
    stage.allow();
    QTRY_COMPARE(broken->status(), Status::NotFound);
    QVERIFY(broken->reply->values.empty());
}

void TestProgramAccess::listsNames()
{
    Stage stage;
    ControlRequest request;
    request.kind = Kind::List;
    request.wanted = {{}};
    const auto all = stage.ask(request);
    QTRY_VERIFY(stage.access.isAsking());
    QVERIFY(stage.access.wantsNames());
    stage.allow();
    QTRY_COMPARE(all->status(), Status::Ok);
    QCOMPARE(all->reply->entries.size(), 120U);
    QVERIFY(all->reply->values.empty());
    QCOMPARE(stage.openPgp.opens, 0);
    request.wanted = {{QStringLiteral("Acme/nowhere"), {}}};
    const auto none = stage.ask(request);
    stage.allow();
    QTRY_COMPARE(none->status(), Status::NotFound);
}

/// Neither that there is something nor that there is nothing, nor what it is called.
void TestProgramAccess::tellsNothingUnasked()
{
    Stage stage;
    const QString ending = QStringLiteral("the signed\u202e one");
    for (const QString &path : {QStringLiteral("Acme/nothing"), QStringLiteral("the signed one"), ending}) {
        const auto waiting = stage.get(path);
        QTRY_VERIFY(stage.access.isAsking());
        QVERIFY(!waiting->reply);
        const QString said = stage.access.wanted()->texts().value(0);
        QVERIFY(said.startsWith(path == ending ? QStringLiteral("the signed one") : path));
        QVERIFY(!said.contains(Path));
        stage.access.refuse();
        QTRY_COMPARE(waiting->status(), Status::Refused);
        QVERIFY(waiting->reply->entries.empty());
        stage.clock.advance(ProgramAccessViewModel::RefusalTime);
    }
    const auto endless = stage.get(QString(4000, QLatin1Char('a')) + QStringLiteral("/end"));
    QTRY_VERIFY(stage.access.isAsking());
    QVERIFY(stage.access.wanted()->texts().value(0).size() < 300);
    QVERIFY(stage.access.wanted()->texts().value(0).contains(QStringLiteral("/end")));
}

void TestProgramAccess::saysWhatIsWrong()
{
    Stage stage;
    const auto none = stage.get(QStringLiteral("Acme/nothing"));
    stage.allow(true);
    QTRY_COMPARE(none->status(), Status::NotFound);
    for (SecretSummary &secret : stage.server().secrets) {
        if (secret.id == Bench::Unsigned)
            secret.name = QStringLiteral("the signed one");
    }
    stage.app.syncAll();
    QTRY_VERIFY(stage.session().contact() == Session::Contact::Online);
    const auto several = stage.get(Path);
    QTRY_COMPARE(several->status(), Status::Ambiguous);
    QCOMPARE(several->reply->entries.size(), 2U);
    QCOMPARE(several->reply->entries[0].path, Path);
    const auto byId = stage.get(Bench::Signed);
    QTRY_COMPARE(byId->value(), Bench::Password);
}

void TestProgramAccess::valuesNobodyVouchesForAreRefused()
{
    Stage stage;
    const auto refused = stage.get(UnsignedPath);
    stage.allow(true);
    QTRY_COMPARE(refused->status(), Status::NotVouched);
    QVERIFY(refused->reply->values.empty());
    ControlRequest request;
    request.kind = Kind::Get;
    request.wanted = {{UnsignedPath, {}}};
    request.unverified = true;
    const auto taken = stage.ask(request);
    QTRY_COMPARE(taken->value(), Bench::UnsignedPassword);
}

void TestProgramAccess::rulesAreKept()
{
    Stage stage;
    stage.server().capabilities.setFlag(Capability::Copy, false);
    const auto refused = stage.get(Path);
    stage.allow(true);
    QTRY_COMPARE(refused->status(), Status::NotAllowed);
    ControlRequest request;
    request.kind = Kind::Get;
    request.wanted = {{Path, {}}};
    request.terminal = true; // showing is another right
    const auto shown = stage.ask(request);
    QTRY_COMPARE(shown->value(), Bench::Password);
    stage.server().capabilities.setFlag(Capability::Copy, true);
    stage.server().capabilities.setFlag(Capability::Reveal, false);
    const auto hidden = stage.ask(request);
    QTRY_COMPARE(hidden->status(), Status::NotAllowed);
}

void TestProgramAccess::presentingLetsAPipeThrough()
{
    Stage stage;
    stage.session().setPresenting(true);
    const auto piped = stage.get(Path);
    stage.allow(true);
    QTRY_COMPARE(piped->value(), Bench::Password);
    ControlRequest request;
    request.kind = Kind::Get;
    request.wanted = {{Path, {}}};
    request.terminal = true;
    const auto onScreen = stage.ask(request);
    QTRY_COMPARE(onScreen->status(), Status::NotAllowed);
}

void TestProgramAccess::isLocked()
{
    Stage stage(false);
    const auto waiting = stage.get(Path);
    QTRY_COMPARE(waiting->status(), Status::Locked);
    QCOMPARE(stage.server().calls(fakes::FakeServer::Call::SignIn), 0); // nobody is asked for a passphrase
    QVERIFY(!stage.access.isAsking());
}

void TestProgramAccess::unlocksWhenAskedTo()
{
    Stage stage;
    stage.app.lockAll();
    ControlRequest request;
    request.kind = Kind::Get;
    request.wanted = {{Path, {}}};
    request.unlock = true;
    const auto waiting = stage.ask(request);
    QTRY_VERIFY(stage.access.isAsking());
    QVERIFY(stage.app.isLocked());                      // not before somebody said yes
    QCOMPARE(stage.access.wanted()->texts().size(), 2); // the unlocking and the secret
    stage.access.refuse();
    QTRY_COMPARE(waiting->status(), Status::Refused);
    QVERIFY(stage.app.isLocked());
    const auto again = stage.ask(request);
    QTRY_COMPARE(again->status(), Status::Refused);
    QVERIFY(stage.app.isLocked());
    stage.clock.advance(ProgramAccessViewModel::RefusalTime);
    const auto allowed = stage.ask(request);
    stage.allow();
    QTRY_COMPARE(allowed->value(), Bench::Password);
    QVERIFY(!stage.app.isLocked());
}

void TestProgramAccess::tooMany()
{
    Stage stage;
    std::vector<std::shared_ptr<Waiting>> all;
    for (std::size_t i = 0; i < ProgramAccessViewModel::MostCalls; ++i)
        all.push_back(stage.get(Path, {}, program(static_cast<pid_t>(100 + i))));
    const auto more = stage.get(Path, {}, program(99));
    QTRY_COMPARE(more->status(), Status::Busy);
    for (const auto &one : all)
        QVERIFY(!one->reply);
}

QTEST_MAIN(TestProgramAccess)
#include "tst_programaccess.moc"
