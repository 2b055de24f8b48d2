// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/vaultimport.h"
#include "tests/core/interchange/items.h"
#include "tests/core/session/sessionbench.h"

#include <QRegularExpression>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::readBytes;

namespace {

using Plan = ImportRow::Plan;
using State = ImportRow::State;

const QByteArray Csv = "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,"
                       "login_totp\n"
                       "Work/Mail,1,login,Mail,keep,PIN: 12,0,https://mail.example.org,ada,one,\n"
                       "Work,,login,Web,,,0,https://web.example.org,bob,two,\n"
                       ",,note,Door,4711,,0,,,,\n"
                       "Work,,card,,,,0,,,,\n"
                       "Work/Mail,1,login,Mail,keep,PIN: 12,0,https://mail.example.org,ada,one,\n";

QString wordsOf(FieldKind kind, const QString &label)
{
    return label.isEmpty() ? fieldKey(kind) : label;
}

/// An open session with an account that can be written to, and a file.
struct ImportBench : Bench
{
    explicit ImportBench(const QByteArray &file = Csv, const std::function<void(FakeWriting &)> &before = {})
    {
        server->addFacets();
        if (before)
            before(writing());
        if (!open())
            qFatal("not open");
        Expected<ForeignFile> read = readBytes(file);
        if (!read)
            qFatal("no file");
        import = std::make_shared<VaultImport>(*std::move(read), wordsOf);
    }
    [[nodiscard]] FakeWriting &writing() const { return server->facets->writing; }
    Expected<void> plan(const VaultImport::Choices &choices = {}) const
    {
        return QCoro::waitFor(VaultImport::plan(session.get(), import, choices, {}));
    }
    Expected<JobReport> carryOut(const QStringList &confirmed = {}, const Progress &progress = {}) const
    {
        return QCoro::waitFor(VaultImport::carryOut(session.get(), import, confirmed, progress, stop.get_token()));
    }
    [[nodiscard]] std::vector<Plan> plans() const
    {
        std::vector<Plan> all;
        for (const ImportRow &row : import->rows())
            all.push_back(row.plan);
        return all;
    }
    [[nodiscard]] std::vector<State> states() const
    {
        std::vector<State> all;
        for (const ImportRow &row : import->rows())
            all.push_back(row.state);
        return all;
    }
    /// What is listed of a name: "type|path|username".
    [[nodiscard]] QStringList listed(const QString &name) const
    {
        QStringList all;
        const auto catalog = session->catalog();
        for (Catalog::Row row = 0; row < catalog->size(); ++row) {
            if (catalog->name(row) == name)
                all.append(QStringList{toString(catalog->type(row)), catalog->path(row), catalog->username(row)}.join(
                    QLatin1Char('|')));
        }
        return all;
    }
    /// Of the secret that was written last.
    [[nodiscard]] QByteArray written(const QString &key) const
    {
        const SecretField *const field = writing().lastDraft ? writing().lastDraft->field(key) : nullptr;
        return field ? QByteArray(field->value.view().data(), static_cast<qsizetype>(field->value.size()))
                     : QByteArray("none");
    }
    [[nodiscard]] QStringList made() const
    {
        return writing().log.filter(QRegularExpression(QStringLiteral("^create ")));
    }

    std::shared_ptr<VaultImport> import;
    std::stop_source stop;
};

} // namespace

class TestVaultImport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatItComesTo();
    void planWritesNothing();
    void makesEverything();
    void foldersThatAreThere();
    void withoutFolders();
    void whatIsThereIsLeftAlone();
    void whatHasNoPlaceGoesIntoTheNote();
    void orIntoANoteBesideIt();
    void typesTheVaultDoesNotMake();
    void whatCannotBeKept();
    void oneThatIsRefusedStopsNoOther();
    void theConnectionDoes();
    void goesOnAfterAStop();
    void anAnswerThatIsLost();
    void readersAreAskedAbout();
    void tagsAndStars();
    void notesThatAreFields();
    void withoutATree();
    void aFolderWhoseAnswerIsLost();
    void aSecondPlanEndsTheFirst();
    void nobodyToWriteFor();
};

void TestVaultImport::saysWhatItComesTo()
{
    const ImportBench bench;
    QVERIFY(bench.plan());
    QCOMPARE(bench.plans(), (std::vector<Plan>{Plan::New, Plan::New, Plan::New, Plan::Refused, Plan::Double}));
    const auto &rows = bench.import->rows();
    QCOMPARE(rows[0].folder, (QStringList{QStringLiteral("Work"), QStringLiteral("Mail")}));
    QVERIFY(rows[2].type == SecretType::Note);
    QCOMPARE(rows[3].number, 5);
    QCOMPARE(rows[3].refusal, ForeignRefusal::Why::Nothing);
    QCOMPARE(bench.import->pending(), 3);
    const ImportBench twice("name,url,username,password\nMail,,ada,one\nMail,,ada,one\nMail,,ada,two\n");
    QVERIFY(twice.plan());
    QCOMPARE(twice.plans(), (std::vector<Plan>{Plan::New, Plan::Double, Plan::New}));
}

void TestVaultImport::planWritesNothing()
{
    const ImportBench bench;
    QVERIFY(bench.plan());
    QVERIFY(bench.plan({{}, false, true}));
    QCOMPARE(bench.import->pending(), 3);
    QCOMPARE(bench.writing().log, QStringList());
    QCOMPARE(bench.server->calls(Call::Write), 0);
}

void TestVaultImport::makesEverything()
{
    const ImportBench bench;
    QVERIFY(bench.plan());
    std::vector<std::pair<int, int>> progress;
    const Expected<JobReport> report =
        bench.carryOut({}, [&progress](int done, int total) { progress.emplace_back(done, total); });
    QVERIFY(report);
    QCOMPARE(report->done, 3);
    QVERIFY(report->failures.empty() && !report->cancelled);
    QCOMPARE(progress, (std::vector<std::pair<int, int>>{{1, 3}, {2, 3}, {3, 3}}));
    QCOMPARE(bench.made(),
             (QStringList{QStringLiteral("create folder Work in "), QStringLiteral("create folder Mail in folder-1"),
                          QStringLiteral("create Mail"), QStringLiteral("create Web"), QStringLiteral("create Door")}));
    QCOMPARE(bench.listed(QStringLiteral("Mail")), QStringList(QStringLiteral("login|Work / Mail|ada")));
    QCOMPARE(bench.listed(QStringLiteral("Web")), QStringList(QStringLiteral("login|Work|bob")));
    QCOMPARE(bench.listed(QStringLiteral("Door")), QStringList(QStringLiteral("note||")));
    QCOMPARE(bench.written(fieldKey(FieldKind::NoteText)), QByteArray("4711"));
    QCOMPARE(bench.import->pending(), 0);
    QVERIFY(bench.carryOut()); // and once more there is nothing to do
    QCOMPARE(bench.made().size(), 5);
}

void TestVaultImport::foldersThatAreThere()
{
    const ImportBench bench;
    bench.server->collections.push_back({QStringLiteral("w"), {}, QStringLiteral("Work"), AccessRight::Own, false});
    QVERIFY(QCoro::waitFor(bench.session->refresh()));
    QVERIFY(bench.plan());
    QVERIFY(bench.carryOut());
    QCOMPARE(bench.made().first(2),
             (QStringList{QStringLiteral("create folder Mail in w"), QStringLiteral("create Mail")}));
    // A second import of the same file finds everything.
    QVERIFY(bench.plan());
    QCOMPARE(bench.import->count(Plan::Twin), 3);
    QCOMPARE(bench.import->pending(), 0);
}

void TestVaultImport::withoutFolders()
{
    const ImportBench bench;
    const QString place = bench.server->collections.front().id;
    QVERIFY(bench.plan({place, false, false}));
    QVERIFY(bench.carryOut());
    QVERIFY(bench.made().filter(QStringLiteral("folder")).isEmpty());
    QCOMPARE(bench.writing().lastDraft->collectionId, place);
}

void TestVaultImport::whatIsThereIsLeftAlone()
{
    const ImportBench bench;
    SecretSummary there;
    there.id = QStringLiteral("there");
    there.name = QStringLiteral("WÉB"); // as it is searched for
    there.username = QStringLiteral("bob");
    there.uris = QStringList(QStringLiteral("https://web.example.org/login"));
    there.type = SecretType::Login;
    bench.server->secrets.push_back(there);
    QVERIFY(QCoro::waitFor(bench.session->refresh()));
    QVERIFY(bench.plan());
    QCOMPARE(bench.plans()[1], Plan::Twin);
    there.username = QStringLiteral("carol");
    bench.server->secrets.back() = there;
    QVERIFY(QCoro::waitFor(bench.session->refresh()));
    QVERIFY(bench.plan());
    QCOMPARE(bench.plans()[1], Plan::New);
    there.username = QStringLiteral("bob");
    bench.server->secrets.back() = there;
    QVERIFY(QCoro::waitFor(bench.session->refresh()));
    QVERIFY(bench.plan({{}, true, true}));
    QCOMPARE(bench.plans()[1], Plan::Twin);
    QVERIFY(bench.carryOut());
    QCOMPARE(bench.listed(QStringLiteral("Web")).size(), 1); // beside the other
}

void TestVaultImport::whatHasNoPlaceGoesIntoTheNote()
{
    const ImportBench bench("name,url,username,password,note,Recovery\nMail,https://m.example.org,ada,one,keep,abc\n",
                            [](FakeWriting &writing) { writing.impossible = {QStringLiteral("uris")}; });
    QVERIFY(bench.plan());
    QCOMPARE(bench.import->rows()[0].moved, QStringList(QStringLiteral("uris")));
    QVERIFY(!bench.import->rows()[0].hasNote);
    QVERIFY(bench.carryOut());
    QCOMPARE(bench.written(fieldKey(FieldKind::NoteText)), QByteArray("keep\n\nuri: https://m.example.org"));
    QCOMPARE(bench.written(fieldKey(FieldKind::Password)), QByteArray("one"));
    QVERIFY(bench.writing().lastDraft->uris.isEmpty());
}

void TestVaultImport::orIntoANoteBesideIt()
{
    const ImportBench bench("name,url,username,password,note,totp\nMail,,ada,one,keep,JBSWY3DPEHPK3PXP\n",
                            [](FakeWriting &writing) {
                                writing.impossible = {fieldKey(FieldKind::Totp), QStringLiteral("username")};
                            });
    // A login of this vault has no note, its notes do.
    bench.writing().impossibleIn[SecretType::Login] = {fieldKey(FieldKind::NoteText)};
    QVERIFY(bench.plan());
    QVERIFY(bench.import->rows()[0].hasNote);
    QVERIFY(bench.carryOut());
    QCOMPARE(bench.made(), (QStringList{QStringLiteral("create Mail"), QStringLiteral("create Mail")}));
    QCOMPARE(bench.listed(QStringLiteral("Mail")), (QStringList{QStringLiteral("login||"), QStringLiteral("note||")}));
    const QByteArray note = bench.written(fieldKey(FieldKind::NoteText));
    QVERIFY2(note.contains("username: ada") && note.contains("note: keep") && note.contains("totp: otpauth://"),
             note.constData());
    QCOMPARE(bench.states(), std::vector<State>{State::Done});
}

void TestVaultImport::typesTheVaultDoesNotMake()
{
    const ImportBench bench(Csv, [](FakeWriting &writing) { writing.creatable = {SecretType::Note}; });
    QVERIFY(bench.plan());
    QVERIFY(bench.import->rows()[0].becomesNote);
    QVERIFY(!bench.import->rows()[2].becomesNote);
    QVERIFY(bench.plan({{}, false, false}));
    QVERIFY(bench.carryOut());
    QCOMPARE(bench.listed(QStringLiteral("Mail")), QStringList(QStringLiteral("note||")));
}

void TestVaultImport::whatCannotBeKept()
{
    const ImportBench bench("name,password\n" + QByteArray(300, 'n') + ",one\nWeb,two\nEmpty,\n");
    QVERIFY(bench.plan());
    QCOMPARE(bench.plans(), (std::vector<Plan>{Plan::Refused, Plan::New, Plan::New}));
    QCOMPARE(bench.import->rows()[0].issue, (DraftIssue{DraftIssue::Kind::TooLong, QStringLiteral("name"), 255}));
}

void TestVaultImport::oneThatIsRefusedStopsNoOther()
{
    const ImportBench bench;
    QVERIFY(bench.plan({{}, false, false}));
    bench.server->passNext(Call::Write);
    bench.server->failNext(Call::Write, ErrorKind::Forbidden); // the star of the first
    bench.server->failNext(Call::Write, ErrorKind::Forbidden); // the second
    const Expected<JobReport> report = bench.carryOut();
    QVERIFY(report);
    QCOMPARE(report->done, 2);
    QCOMPARE(report->failures.size(), 2U);
    QVERIFY(!report->failures[1].mayBeDone);
    QCOMPARE(bench.states()[0], State::Done); // all but its star
    QCOMPARE(bench.import->rows()[0].error->kind, ErrorKind::Forbidden);
    QCOMPARE(bench.states()[1], State::Failed);
    QCOMPARE(bench.states()[2], State::Done);
    QCOMPARE(bench.carryOut()->done, 1); // once more for what was refused
}

void TestVaultImport::theConnectionDoes()
{
    const ImportBench bench;
    QVERIFY(bench.plan());
    bench.server->failNext(Call::Write, ErrorKind::Unreachable); // the first folder
    const Expected<JobReport> report = bench.carryOut();
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Unreachable);
    QCOMPARE(bench.states()[0], State::Failed); // nothing of it was sent
    QCOMPARE(bench.import->pending(), 3);
    const Expected<JobReport> again = bench.carryOut();
    QVERIFY(again);
    QCOMPARE(again->done, 3);
}

void TestVaultImport::goesOnAfterAStop()
{
    ImportBench bench;
    QVERIFY(bench.plan());
    const Expected<JobReport> report = bench.carryOut({}, [&bench](int, int) { bench.stop.request_stop(); });
    QVERIFY(report);
    QVERIFY(report->cancelled);
    QCOMPARE(report->done, 1);
    QCOMPARE(bench.import->pending(), 2);
    bench.stop = {};
    QCOMPARE(bench.carryOut()->done, 2);
    QCOMPARE(bench.listed(QStringLiteral("Mail")).size(), 1);
}

void TestVaultImport::anAnswerThatIsLost()
{
    const ImportBench bench("name,password\nOne,1\nTwo,2\n");
    QVERIFY(bench.plan());
    bench.writing().losesAnswers = true;
    QVERIFY(!bench.carryOut());
    QCOMPARE(bench.states()[0], State::MayBeDone);
    bench.writing().losesAnswers = false;
    QCOMPARE(bench.carryOut()->done, 1); // the other one
    QVERIFY(QCoro::waitFor(bench.session->refresh()));
    QCOMPARE(bench.listed(QStringLiteral("One")).size(), 1);
    QVERIFY(bench.plan());
    QCOMPARE(bench.import->pending(), 0); // and the list tells that it is there
}

void TestVaultImport::readersAreAskedAbout()
{
    const ImportBench bench;
    ReaderKey betty;
    betty.person = {Grantee::Kind::Person, QStringLiteral("betty"), QStringLiteral("Betty"), QString(), 0};
    betty.fingerprint = QStringLiteral("BE77");
    betty.state = ReaderKey::State::FirstSeen;
    bench.writing().otherReaders = {betty};
    bench.server->collections.push_back({QStringLiteral("w"), {}, QStringLiteral("Work"), AccessRight::Own, true});
    QVERIFY(QCoro::waitFor(bench.session->refresh()));
    QVERIFY(bench.plan());
    const auto readers = QCoro::waitFor(VaultImport::readers(bench.session.get(), bench.import, {}));
    QVERIFY(readers);
    QCOMPARE(readers->size(), 1U); // once, though she reads in both places
    QCOMPARE(bench.writing().log, (QStringList{QStringLiteral("readers  w"), QStringLiteral("readers  ")}));
    const Expected<JobReport> refused = bench.carryOut();
    QVERIFY(refused);
    QCOMPARE(refused->done, 0);
    QCOMPARE(refused->failures[0].error.kind, ErrorKind::ReadersUnconfirmed);
    QCOMPARE(bench.carryOut({betty.fingerprint})->done, 3);
}

void TestVaultImport::tagsAndStars()
{
    const ImportBench bench("Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\n"
                            "Mail,,ada,x,,true,false,a;b,\n");
    QVERIFY(bench.plan());
    QVERIFY(bench.carryOut());
    QCOMPARE(bench.writing().log.filter(QRegularExpression(QStringLiteral("^(tags|favourite)"))),
             (QStringList{QStringLiteral("tags new-1 a,b"), QStringLiteral("favourite new-1 1")}));
    // Not where the account has none.
    const ImportBench plain("Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\n"
                            "Mail,,ada,x,,true,false,a;b,\n");
    plain.server->capabilities &= ~(Capability::Tags | Capability::Favourites);
    QVERIFY(plain.plan());
    QVERIFY(plain.carryOut());
    QVERIFY(plain.writing().log.filter(QStringLiteral("tags")).isEmpty());
}

void TestVaultImport::notesThatAreFields()
{
    const ImportBench bench("name,password,type,number,code\nCard,,card,4111,123\n");
    QVERIFY(bench.plan());
    QCOMPARE(bench.plans(), std::vector<Plan>{Plan::New});
    QVERIFY(bench.carryOut());
    QCOMPARE(bench.written(fieldKey(FieldKind::NoteText)), QByteArray("number: 4111\ncode: 123"));
}

void TestVaultImport::withoutATree()
{
    const ImportBench bench;
    bench.server->capabilities &= ~Capabilities(Capability::CollectionTree);
    QVERIFY(bench.plan());
    QVERIFY(bench.import->rows()[0].folder.isEmpty());
    QVERIFY(bench.carryOut());
    QVERIFY(bench.made().filter(QStringLiteral("folder")).isEmpty());
}

void TestVaultImport::aFolderWhoseAnswerIsLost()
{
    const ImportBench bench;
    QVERIFY(bench.plan());
    bench.server->failNext(Call::Write, ErrorKind::TimedOut); // of the first folder
    QVERIFY(!bench.carryOut());
    // It had arrived all the same.
    bench.server->collections.push_back({QStringLiteral("w"), {}, QStringLiteral("Work"), AccessRight::Own, false});
    QCOMPARE(bench.carryOut()->done, 3);
    QCOMPARE(bench.made().filter(QStringLiteral("folder Work")).size(), 1);
    QVERIFY(bench.made().contains(QStringLiteral("create folder Mail in w")));
}

void TestVaultImport::aSecondPlanEndsTheFirst()
{
    QByteArray csv = "name,password\n";
    for (int i = 0; i < 20'000; ++i)
        csv += "n" + QByteArray::number(i) + ",x\n";
    const ImportBench bench(csv);
    std::stop_source stop;
    auto first = VaultImport::plan(bench.session.get(), bench.import, {}, stop.get_token());
    stop.request_stop();
    QVERIFY(bench.plan());
    QCOMPARE(QCoro::waitFor(std::move(first)).error().kind, ErrorKind::Cancelled);
    QCOMPARE(bench.import->rows().size(), 20'000U);
}

void TestVaultImport::nobodyToWriteFor()
{
    ImportBench bench;
    QVERIFY(bench.plan());
    QCoro::waitFor(bench.session->close());
    const Expected<JobReport> report = bench.carryOut();
    QVERIFY(!report || report->done == 0);
    QCOMPARE(bench.import->pending(), 3); // nothing of it was sent
    bench.session.reset();
    QVERIFY(bench.carryOut()->cancelled);
    QCOMPARE(bench.plan().error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestVaultImport)
#include "tst_vaultimport.moc"
