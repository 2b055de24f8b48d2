// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/session/sessionbench.h"
#include "tests/core/session/writingvault.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;

namespace {

struct WriteBench
{
    WriteBench()
    {
        SampleIndex index = sampleIndex(250);
        server->collections = std::move(index.collections);
        server->secrets = std::move(index.secrets);
        server->setMessage(Ada, FakeOpenPgp::sealed("password=alpha\nnote=beta", AdasKey), {AdasKey});
        session =
            std::make_unique<Session>(Account(), std::make_unique<WritingVault>(server, log), openPgp, workers, clock);
    }
    void open() const { QVERIFY(QCoro::waitFor(session->open())); }
    [[nodiscard]] SecretSummary summary(const QString &id) const
    {
        const Catalog::Row row = session->catalog()->rowOf(id);
        return row == Catalog::NoRow ? SecretSummary() : session->catalog()->summary(row);
    }
    [[nodiscard]] std::shared_ptr<SecretDraft> draft(const QString &id) const
    {
        auto edit = QCoro::waitFor(session->edit(id));
        return edit ? std::make_shared<SecretDraft>(std::move(edit->draft)) : nullptr;
    }
    [[nodiscard]] SecretSummary &onServer(const QString &id) const
    {
        return *std::find_if(server->secrets.begin(), server->secrets.end(),
                             [&](const SecretSummary &secret) { return secret.id == id; });
    }

    std::shared_ptr<FakeServer> server = std::make_shared<FakeServer>();
    std::shared_ptr<WritingVault::Log> log = std::make_shared<WritingVault::Log>();
    FakeOpenPgp openPgp;
    WorkerPool workers{1};
    ManualClock clock;
    std::unique_ptr<Session> session;
};

template <typename T>
ErrorKind kindOf(const Expected<T> &result)
{
    return result ? ErrorKind::Internal : result.error().kind;
}

} // namespace

class TestSessionWrite : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEditBeginsWithWhatTheServerHasNow()
    {
        WriteBench bench;
        bench.open();
        SecretSummary &changed = bench.onServer(Ada);
        changed.name = QStringLiteral("renamed by somebody else");
        changed.modified = changed.modified.addSecs(5);
        const auto edit = QCoro::waitFor(bench.session->edit(Ada));
        QVERIFY(edit);
        QCOMPARE(edit->verdict.state, SignatureState::Expected);
        QCOMPARE(edit->draft.id, Ada);
        QCOMPARE(edit->draft.name, changed.name);
        QCOMPARE(edit->draft.baseModified, changed.modified);
        QCOMPARE(edit->draft.uris, changed.uris);
        QVERIFY(edit->draft.valuesChanged);
        QCOMPARE(edit->draft.field(Password)->value.view(), std::string_view("alpha"));
        QCOMPARE(edit->draft.field(QStringLiteral("note"))->value.view(), std::string_view("beta"));
        const SecretField *const open = edit->draft.field(fieldKey(FieldKind::PublicKey));
        QVERIFY(open != nullptr && !open->isProtected);
        QCOMPARE(open->value.view(), std::string_view("in the open"));
        QCOMPARE(bench.summary(Ada).name, changed.name); // and the list knows by now
        QCOMPARE(bench.server->calls(Call::FetchIndex), 3);
    }

    void anEditOfWhatIsGoneIsNotFound()
    {
        WriteBench bench;
        bench.open();
        std::erase_if(bench.server->secrets, [](const SecretSummary &secret) { return secret.id == Ada; });
        QCOMPARE(kindOf(QCoro::waitFor(bench.session->edit(Ada))), ErrorKind::NotFound);
    }

    void onlyTheTouchedSecretIsFetchedAgain()
    {
        WriteBench bench;
        bench.open();
        const auto draft = bench.draft(Ada);
        QVERIFY(draft);
        draft->name = QStringLiteral("Zebra");
        QSignalSpy catalogs(bench.session.get(), &Session::catalogChanged);
        bench.log->summaries = 0;
        const auto saved = QCoro::waitFor(bench.session->save(draft, {}));
        QVERIFY(saved);
        QCOMPARE(*saved, Ada);
        QCOMPARE(bench.summary(Ada).name, QStringLiteral("Zebra"));
        QCOMPARE(bench.log->summaries, 1);
        QCOMPARE(catalogs.size(), 1);
        QCOMPARE(bench.server->calls(Call::FetchIndex), 3); // the three pages of the beginning
        QCOMPARE(bench.session->state(), Session::State::Open);

        const auto fresh = std::make_shared<SecretDraft>();
        fresh->name = QStringLiteral("Brand new");
        const auto created = QCoro::waitFor(bench.session->save(fresh, {}));
        QVERIFY(created);
        QCOMPARE(bench.summary(*created).name, QStringLiteral("Brand new"));
        QCOMPARE(bench.session->catalog()->size(), 251u);

        QVERIFY(QCoro::waitFor(bench.session->setFavourite(*created, true)));
        QVERIFY(bench.summary(*created).markers.testFlag(Marker::Favourite));
        QVERIFY(QCoro::waitFor(bench.session->setTags(*created, {QStringLiteral("a")})));
        QCOMPARE(bench.summary(*created).tags, QStringList{QStringLiteral("a")});
        const QDateTime soon = bench.clock.now().addDays(3);
        QVERIFY(QCoro::waitFor(bench.session->setExpiry(*created, soon)));
        QCOMPARE(bench.summary(*created).expires, soon);
        QVERIFY(QCoro::waitFor(bench.session->remove(*created)));
        QCOMPARE(bench.session->catalog()->size(), 250u);
        QCOMPARE(bench.server->calls(Call::FetchIndex), 3);
    }

    void collectionActions()
    {
        WriteBench bench;
        bench.open();
        const QString parent = bench.session->catalog()->collections().front().id;
        const auto made = QCoro::waitFor(bench.session->createCollection(QStringLiteral("Made"), parent));
        QVERIFY(made);
        const auto find = [&]() -> const Collection * {
            for (const Collection &collection : bench.session->catalog()->collections()) {
                if (collection.id == *made)
                    return &collection;
            }
            return nullptr;
        };
        QVERIFY(find() != nullptr);
        QCOMPARE(find()->parentId, parent);
        QCOMPARE(find()->right, AccessRight::Own);
        QVERIFY(QCoro::waitFor(bench.session->renameCollection(*made, QStringLiteral("Other"))));
        QCOMPARE(find()->name, QStringLiteral("Other"));
        QCOMPARE(bench.server->calls(Call::FetchIndex), 3);
        QVERIFY(QCoro::waitFor(bench.session->removeCollection(*made, true)));
        QVERIFY(find() == nullptr);
        QCOMPARE(bench.server->calls(Call::FetchIndex), 6); // what became of its content is the server's to say
    }

    void aConflictLeavesTheDraft()
    {
        WriteBench bench;
        bench.open();
        const auto draft = bench.draft(Ada);
        draft->name = QStringLiteral("mine");
        bench.onServer(Ada).modified = bench.onServer(Ada).modified.addSecs(5);
        QCOMPARE(kindOf(QCoro::waitFor(bench.session->save(draft, {}))), ErrorKind::Conflict);
        QCOMPARE(draft->name, QStringLiteral("mine"));
        QCOMPARE(draft->field(Password)->value.view(), std::string_view("alpha"));
        QVERIFY(bench.summary(Ada).name != QStringLiteral("mine"));
    }

    void signsInAgainOnceAndNeverWritesTwiceBlindly()
    {
        WriteBench bench;
        bench.open();
        bench.server->expireSession();
        const auto draft = std::make_shared<SecretDraft>();
        QVERIFY(QCoro::waitFor(bench.session->save(draft, {})));
        QCOMPARE(bench.log->calls, (QStringList{QStringLiteral("create"), QStringLiteral("create")}));
        QCOMPARE(bench.server->calls(Call::SignIn), 2);
        for (const ErrorKind kind : {ErrorKind::TimedOut, ErrorKind::Unreachable, ErrorKind::ServerFault,
                                     ErrorKind::Forbidden, ErrorKind::InvalidInput, ErrorKind::Conflict}) {
            bench.log->calls.clear();
            bench.log->failures = {kind};
            QCOMPARE(kindOf(QCoro::waitFor(bench.session->save(draft, {}))), kind);
            QCOMPARE(bench.log->calls.size(), 1);
        }
        bench.log->failures = {ErrorKind::NotAuthenticated, ErrorKind::NotAuthenticated};
        bench.log->calls.clear();
        QCOMPARE(kindOf(QCoro::waitFor(bench.session->save(draft, {}))), ErrorKind::NotAuthenticated);
        QCOMPARE(bench.log->calls.size(), 2);
    }

    void nothingIsWrittenBeforeOpening()
    {
        WriteBench bench;
        QCOMPARE(kindOf(QCoro::waitFor(bench.session->remove(Ada))), ErrorKind::NotAuthenticated);
        QVERIFY(bench.log->calls.isEmpty());
        QCOMPARE(bench.server->calls(Call::SignIn), 0);
    }

    void aVaultThatCannotTellOneIsReadWhole()
    {
        WriteBench bench;
        bench.open();
        bench.log->tellsSummaries = false;
        const auto draft = bench.draft(Ada);
        QVERIFY(draft);
        QCOMPARE(bench.server->calls(Call::FetchIndex), 3);
        draft->name = QStringLiteral("Zebra");
        QVERIFY(QCoro::waitFor(bench.session->save(draft, {})));
        QCOMPARE(bench.summary(Ada).name, QStringLiteral("Zebra"));
        QCOMPARE(bench.server->calls(Call::FetchIndex), 6);
    }

    void aCollectionNobodyHasSeenMakesARefresh()
    {
        WriteBench bench;
        bench.open();
        bench.server->collections.push_back({QStringLiteral("fresh"), {}, QStringLiteral("Fresh")});
        bench.onServer(Ada).collectionId = QStringLiteral("fresh");
        QVERIFY(QCoro::waitFor(bench.session->touched({Ada})));
        QCOMPARE(bench.summary(Ada).collectionId, QStringLiteral("fresh"));
        QCOMPARE(bench.server->calls(Call::FetchIndex), 6);
    }

    void anIndexReadMeanwhileDoesNotUndoAWrite()
    {
        WriteBench bench;
        bench.open();
        auto refreshing = bench.session->refresh();
        bench.server->gate(Call::FetchIndex).close(); // after its first page, which holds Ada
        QTRY_COMPARE(bench.server->gate(Call::FetchIndex).waiting(), 1);
        QVERIFY(QCoro::waitFor(bench.session->remove(Ada)));
        QVERIFY(QCoro::waitFor(bench.session->setFavourite(Bob, true)));
        QCOMPARE(bench.session->contact(), Session::Contact::Syncing);
        QCOMPARE(bench.session->catalog()->rowOf(Ada), Catalog::NoRow);
        bench.server->gate(Call::FetchIndex).open();
        QVERIFY(QCoro::waitFor(refreshing));
        QCOMPARE(bench.session->state(), Session::State::Open);
        QCOMPARE(bench.session->catalog()->rowOf(Ada), Catalog::NoRow);
        QVERIFY(bench.summary(Bob).markers.testFlag(Marker::Favourite));
    }

    void writesSideBySideAllArrive()
    {
        WriteBench bench;
        bench.open();
        auto one = bench.session->setFavourite(Ada, true);
        auto other = bench.session->setTags(Bob, {QStringLiteral("x")});
        QVERIFY(QCoro::waitFor(one));
        QVERIFY(QCoro::waitFor(other));
        QVERIFY(bench.summary(Ada).markers.testFlag(Marker::Favourite));
        QCOMPARE(bench.summary(Bob).tags, QStringList{QStringLiteral("x")});
    }

    void showsAtOnceAndTakesBackWhatDidNotComeAbout_data()
    {
        QTest::addColumn<bool>("fails");
        QTest::newRow("done") << false;
        QTest::newRow("refused") << true;
    }
    void showsAtOnceAndTakesBackWhatDidNotComeAbout()
    {
        QFETCH(bool, fails);
        WriteBench bench;
        bench.open();
        bench.log->gate.close();
        if (fails)
            bench.log->failures = {ErrorKind::Forbidden};
        auto starring = bench.session->setFavourite(Ada, true);
        QTRY_COMPARE(bench.log->gate.waiting(), 1);
        QTRY_VERIFY(bench.summary(Ada).markers.testFlag(Marker::Favourite)); // before the server has said anything
        bench.log->gate.open();
        QCOMPARE(QCoro::waitFor(starring).has_value(), !fails);
        QCOMPARE(bench.summary(Ada).markers.testFlag(Marker::Favourite), !fails);
    }

    void manyChangesAtATimeMakeFewCatalogs()
    {
        WriteBench bench;
        bench.open();
        QSignalSpy catalogs(bench.session.get(), &Session::catalogChanged);
        std::vector<Task<Expected<void>>> starring;
        for (int i = 0; i < 100; ++i)
            starring.push_back(bench.session->setFavourite(bench.server->secrets[std::size_t(i)].id, true));
        for (auto &task : starring)
            QVERIFY(QCoro::waitFor(task));
        QVERIFY2(catalogs.size() <= 10, qPrintable(QString::number(catalogs.size())));
        for (int i = 0; i < 100; ++i)
            QVERIFY(bench.summary(bench.server->secrets[std::size_t(i)].id).markers.testFlag(Marker::Favourite));
    }

    void changesKeepTheirOrderWhileAnIndexComesAndGoes()
    {
        WriteBench bench;
        bench.open();
        auto refreshing = bench.session->refresh();
        std::vector<Task<Expected<void>>> tagging;
        for (int i = 0; i < 20; ++i)
            tagging.push_back(bench.session->setTags(Bob, {QString::number(i)}));
        auto again = bench.session->refresh();
        for (auto &task : tagging)
            QVERIFY(QCoro::waitFor(task));
        QVERIFY(QCoro::waitFor(refreshing));
        QVERIFY(QCoro::waitFor(again));
        QCOMPARE(bench.summary(Bob).tags, bench.onServer(Bob).tags);
        QCOMPARE(bench.summary(Bob).tags, QStringList{QStringLiteral("19")});
    }

    void aSavedSecretIsOpenedAgain()
    {
        WriteBench bench;
        bench.open();
        const auto draft = bench.draft(Ada);
        const int before = bench.server->calls(Call::FetchPayload);
        QVERIFY(QCoro::waitFor(bench.session->save(draft, {}))); // within the same second, for all the server tells
        QVERIFY(QCoro::waitFor(bench.session->reveal(Ada, Password)));
        QCOMPARE(bench.server->calls(Call::FetchPayload), before + 1);
    }

    void survivesBeingDestroyed_data()
    {
        QTest::addColumn<bool>("closed");
        QTest::newRow("destroyed") << false;
        QTest::newRow("closed") << true;
    }
    void survivesBeingDestroyed()
    {
        QFETCH(bool, closed);
        WriteBench bench;
        bench.open();
        bench.log->gate.close();
        std::optional<ErrorKind> outcome;
        bench.session->save(std::make_shared<SecretDraft>(), {}).then([&](const Expected<QString> &result) {
            outcome = kindOf(result);
        });
        QTRY_COMPARE(bench.log->gate.waiting(), 1);
        if (closed)
            QCoro::waitFor(bench.session->close());
        else
            bench.session.reset();
        QTRY_COMPARE(outcome, ErrorKind::Cancelled);
        bench.session.reset();
        QTRY_COMPARE(bench.server.use_count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSessionWrite)
#include "tst_sessionwrite.moc"
