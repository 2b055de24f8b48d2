// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"
#include "ui/viewmodels/usermessages.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLocale>
#include <QMimeData>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using coffret::test::everythingVisible;
using Call = FakeServer::Call;
using Target = EnvironmentTargetModel::State;
using Format = EnvironmentsViewModel::Format;

namespace {

const QString Acme = QStringLiteral("acme");
const QString Production = QStringLiteral("shop/prod");
const QString Qa = QStringLiteral("shop/qa");
const QString Staging = QStringLiteral("shop/stage");

/// The account "acme" keeps one value for each environment, and is open.
struct EnvironmentBench : Bench
{
    explicit EnvironmentBench(const std::function<void(FakeServer &)> &before = {})
    {
        addAccount(Acme, QStringLiteral("Acme"));
        server().addFacets();
        addEnvironments(server());
        if (before)
            before(server());
        opened = openAll();
    }
    [[nodiscard]] FakeServer &server() { return *servers[Acme]; }
    [[nodiscard]] FakeEnvironments &shop() { return server().facets->environments; }
    [[nodiscard]] EnvironmentsViewModel &environments() { return *browse.environments(); }
    [[nodiscard]] ComparisonViewModel &comparison() { return *environments().comparison(); }
    [[nodiscard]] EnvironmentValueViewModel &setting() { return *environments().setting(); }
    [[nodiscard]] EnvironmentImportViewModel &importing() { return *environments().importing(); }
    [[nodiscard]] EnvironmentExportViewModel &exporting() { return *environments().exporting(); }

    bool compare(const QString &collectionId = QStringLiteral("shop"))
    {
        browse.chooseFolder(QStringLiteral("collection:") + collectionId);
        environments().compareFolder();
        return QTest::qWaitFor([this] { return !comparison().isBusy(); }) && comparison().isLoaded();
    }
    bool compareValues()
    {
        comparison().compareValues();
        return QTest::qWaitFor([this] { return !comparison().isBusy(); }) && comparison().areValuesCompared();
    }
    [[nodiscard]] int cellOf(const QString &name, const QString &environmentId)
    {
        const EnvironmentCellModel &cells = *comparison().cells();
        for (int cell = 0; cell < cells.rowCount(); ++cell) {
            if (cells.rowAt(cell)->name == name && cells.environmentAt(cell)->id == environmentId)
                return cell;
        }
        return -1;
    }
    [[nodiscard]] QString spoken(const QString &name, const QString &environmentId)
    {
        return comparison().cells()->spoken(cellOf(name, environmentId));
    }
    [[nodiscard]] QString words(const QString &name, const QString &environmentId)
    {
        const EnvironmentCellModel &cells = *comparison().cells();
        return cells.index(cellOf(name, environmentId)).data(EnvironmentCellModel::TextRole).toString();
    }
    bool beginNew(const QString &collectionId)
    {
        browse.chooseFolder(QStringLiteral("collection:") + collectionId);
        environments().newInFolder();
        return QTest::qWaitFor([this] { return setting().isOpen() && !setting().isBusy(); });
    }
    bool go()
    {
        setting().go();
        return QTest::qWaitFor([this] { return !setting().isBusy(); });
    }
    [[nodiscard]] QString writeFile(const QByteArray &contents)
    {
        QFile file(folder.filePath(QStringLiteral("some.env")));
        return file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size() ? file.fileName() : QString();
    }
    bool plan(const QByteArray &contents)
    {
        browse.chooseFolder(QStringLiteral("collection:") + Staging);
        environments().importFile();
        importing().choose(writeFile(contents));
        return QTest::qWaitFor([this] { return importing().stage() == EnvironmentImportViewModel::Review; });
    }
    [[nodiscard]] QString lineText(int row, int role) { return importing().lines()->index(row).data(role).toString(); }
    bool opened = false;
};

} // namespace

/// Vaults that keep one value for each environment of an application.
class TestEnvironments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesAreComparedWithoutValues();
    void valuesAreComparedWhenAsked();
    void differencesAndNamesAreFiltered();
    void whatCannotBeComparedIsNotTheSame();
    void whatCannotBeReadSaysWhy();
    void aFailureIsSaidAndTriedAgain();
    void aCellIsShownAndCopied();
    void anotherCellHidesTheValue();
    void nothingComparedIsReadable();
    void lockingForgetsAll();
    void aSecretsOwnRowIsBegunAt();

    void aValueIsSetInSeveral();
    void whatWasRefusedAndNotTriedIsSaid();
    void aNewSecretGoesWhereItIsWanted();
    void aTakenNameOffersTheSecret();
    void theEditorOffersWhatIsInTheWay();
    void readersOnlySetNothing();

    void copiesForOtherPrograms();
    void whatIsMissingIsNotCopied();
    void whyNothingIsCopiedIsSaid();

    void aFileIsPlannedBeforeItIsWritten();
    void anImportStopsAndGoesOn();
    void aLineWithoutAnAnswerMayBeWritten();
    void whatSomebodyMadeMeanwhileIsLeftAlone();
    void kindsOfValuesNobodyKnowsAreLeftAlone();
    void aFileThatCannotBeReadIsSaid();

    void anExportIsSealed();
    void anExportOfNothingMakesNoFile();
    void othersCanOpenAnExport();
    void aFileThatIsThereIsReplacedKnowingly();
    void theMissingScopeIsNamedEverywhere();
};

void TestEnvironments::namesAreComparedWithoutValues()
{
    EnvironmentBench bench;
    QAbstractItemModelTester tester(bench.comparison().cells(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    QVERIFY(bench.compare());
    QCOMPARE(bench.shop().log, QStringList{QStringLiteral("compare names")});
    QCOMPARE(bench.comparison().heading(), QStringLiteral("Environments of shop"));
    QCOMPARE(bench.comparison().environments()->rowCount(), 3);
    QCOMPARE(bench.comparison().names()->rowCount(), 4);
    QCOMPARE(bench.spoken(QStringLiteral("DB_PASSWORD"), Production),
             QStringLiteral("DB_PASSWORD in production: has value"));
    QCOMPARE(bench.words(QStringLiteral("MAIL_KEY"), Staging), QStringLiteral("No value"));
    QCOMPARE(bench.words(QStringLiteral("MAIL_KEY"), Qa), QStringLiteral("Not there"));
    QCOMPARE(bench.comparison().names()->choices()[2].hint, QStringLiteral("No value in 2 environment(s)"));
    QVERIFY(bench.comparison().summary().startsWith(QStringLiteral("2 name(s) have no value somewhere.")));
}

void TestEnvironments::valuesAreComparedWhenAsked()
{
    EnvironmentBench bench;
    QVERIFY(bench.compare());
    QVERIFY(bench.compareValues());
    QCOMPARE(bench.shop().log.last(), QStringLiteral("compare values"));
    QCOMPARE(bench.spoken(QStringLiteral("DB_PASSWORD"), Production),
             QStringLiteral("DB_PASSWORD in production: has value, same as ") +
                 QLocale().createSeparatedList({QStringLiteral("qa"), QStringLiteral("staging")}));
    QCOMPARE(bench.words(QStringLiteral("DB_PASSWORD"), Production), QStringLiteral("Same"));
    QCOMPARE(bench.words(QStringLiteral("API_TOKEN"), Production), QStringLiteral("Value A"));
    QCOMPARE(bench.words(QStringLiteral("API_TOKEN"), Staging), QStringLiteral("Value B"));
    QCOMPARE(bench.words(QStringLiteral("API_TOKEN"), Qa), QStringLiteral("Value B"));
    QCOMPARE(bench.spoken(QStringLiteral("API_TOKEN"), Qa),
             QStringLiteral("API_TOKEN in qa: has value, same as staging, different from production"));
    QCOMPARE(bench.words(QStringLiteral("ONLY_QA"), Qa), QStringLiteral("Has value"));
    QCOMPARE(bench.comparison().names()->choices().front().hint, QStringLiteral("Different values"));
    QCOMPARE(bench.comparison().summary(), QStringLiteral("3 name(s) differ."));
}

void TestEnvironments::differencesAndNamesAreFiltered()
{
    EnvironmentBench bench;
    QVERIFY(bench.compare() && bench.compareValues());
    bench.comparison().setOnlyDifferences(true);
    QCOMPARE(bench.comparison().names()->rowCount(), 3);
    QCOMPARE(bench.cellOf(QStringLiteral("DB_PASSWORD"), Production), -1);
    bench.comparison().setFilter(QStringLiteral("mail"));
    QCOMPARE(bench.comparison().cells()->rowCount(), 3);
    QCOMPARE(bench.comparison().currentHeading(), QStringLiteral("MAIL_KEY in production"));
    bench.comparison().setFilter(QStringLiteral("nowhere"));
    QCOMPARE(bench.comparison().emptyText(), QStringLiteral("No name contains “nowhere”."));
    QCOMPARE(bench.comparison().current(), -1);
    bench.comparison().setFilter({});
    bench.comparison().setOnlyDifferences(false);
    QCOMPARE(bench.comparison().names()->rowCount(), 4);
}

void TestEnvironments::whatCannotBeComparedIsNotTheSame()
{
    EnvironmentBench bench([](FakeServer &server) {
        FakeEnvironments &shop = server.facets->environments;
        for (auto &[environment, names] : shop.held)
            names = {{QStringLiteral("DB_PASSWORD"), QByteArray("canary-db")}};
        shop.publish();
        shop.uncomparable.insert(QStringLiteral("DB_PASSWORD"));
    });
    QVERIFY(bench.compare() && bench.compareValues());
    const auto hint = [&bench] { return bench.comparison().names()->choices().front().hint; };
    QCOMPARE(hint(), QStringLiteral("Same where it could be compared, 1 could not be"));
    QCOMPARE(bench.comparison().summary(),
             QStringLiteral("The values that could be compared are the same. 1 value(s) could not be compared."));
    QCOMPARE(bench.spoken(QStringLiteral("DB_PASSWORD"), Staging),
             QStringLiteral("DB_PASSWORD in staging: has value, which could not be compared"));
    bench.shop().uncomparable.clear();
    QVERIFY(bench.compareValues());
    QCOMPARE(hint(), QStringLiteral("Same everywhere"));
    QCOMPARE(bench.comparison().summary(), QStringLiteral("All values are the same."));
    bench.shop().unreadable.insert(Qa);
    QVERIFY(bench.compareValues());
    QCOMPARE(hint(), QStringLiteral("Same where it could be compared, 1 could not be"));
    QVERIFY(!bench.comparison().summary().startsWith(QStringLiteral("All")));
    QVERIFY(bench.compare());
    QVERIFY(
        bench.comparison().summary().startsWith(QStringLiteral("Every name has a value wherever that could be read.")));
}

void TestEnvironments::whatCannotBeReadSaysWhy()
{
    EnvironmentBench bench([](FakeServer &server) { server.facets->environments.unreadable.insert(Qa); });
    QVERIFY(bench.compare());
    QCOMPARE(bench.comparison().environments()->rowCount(), 3);
    QCOMPARE(bench.comparison().environments()->choices().back().hint, describe(ErrorKind::Forbidden).text);
    QCOMPARE(bench.words(QStringLiteral("API_TOKEN"), Qa), QStringLiteral("Not told"));
    bench.comparison().setCurrent(bench.cellOf(QStringLiteral("API_TOKEN"), Qa));
    QVERIFY(!bench.comparison().setHint().isEmpty());
    bench.comparison().toggle();
    QVERIFY(!bench.comparison().value()->isBusy());
    bench.shop().scope = QStringLiteral("Read");
    QVERIFY(bench.compare());
    QCOMPARE(bench.comparison().environments()->choices().back().hint,
             QStringLiteral("This token may not read secrets here: it lacks the scope Read."));
}

void TestEnvironments::aFailureIsSaidAndTriedAgain()
{
    EnvironmentBench bench;
    bench.server().failNext(Call::Compare, ErrorKind::Unreachable);
    QVERIFY(!bench.compare());
    QCOMPARE(bench.comparison().errorText(), describe(ErrorKind::Unreachable).text);
    bench.comparison().retry();
    QTRY_VERIFY(bench.comparison().isLoaded());
    QCOMPARE(bench.comparison().errorText(), QString());
    bench.server().expireSession();
    QVERIFY(bench.compareValues()); // signs in again by itself
}

void TestEnvironments::aCellIsShownAndCopied()
{
    EnvironmentBench bench;
    QVERIFY(bench.compare());
    bench.comparison().setCurrent(bench.cellOf(QStringLiteral("API_TOKEN"), Staging));
    bench.comparison().toggle();
    QTRY_VERIFY(bench.comparison().value()->isShown());
    QVERIFY(bench.comparison().value()->secret()->buffer().view() == "canary-stage-token");
    bench.comparison().value()->keep();
    QVERIFY(!bench.comparison().value()->isRunning());
    bench.comparison().toggle();
    QVERIFY(!bench.comparison().value()->isShown());
    bench.comparison().copy();
    QTRY_COMPARE(Bench::clipboardText(), QStringLiteral("canary-stage-token"));
    QVERIFY(bench.toast.text().contains(QStringLiteral("API_TOKEN in staging")));
    bench.comparison().setCurrent(bench.cellOf(QStringLiteral("MAIL_KEY"), Qa));
    bench.clipboard.clearNow();
    bench.comparison().copy();
    bench.comparison().toggle();
    QVERIFY(!bench.comparison().value()->isBusy());
}

void TestEnvironments::anotherCellHidesTheValue()
{
    EnvironmentBench bench;
    QVERIFY(bench.compare());
    bench.comparison().setCurrent(bench.cellOf(QStringLiteral("API_TOKEN"), Staging));
    bench.comparison().toggle();
    QTRY_VERIFY(bench.comparison().value()->isShown());
    bench.comparison().setCurrent(bench.cellOf(QStringLiteral("API_TOKEN"), Production));
    QVERIFY(!bench.comparison().value()->isShown());

    bench.server().gate(Call::FetchPayload).close();
    bench.comparison().toggle();
    QVERIFY(bench.comparison().value()->isBusy());
    bench.comparison().setCurrent(bench.cellOf(QStringLiteral("DB_PASSWORD"), Production));
    bench.server().gate(Call::FetchPayload).open();
    QCoreApplication::processEvents();
    QVERIFY(!bench.comparison().value()->isShown());
}

void TestEnvironments::nothingComparedIsReadable()
{
    EnvironmentBench bench;
    QVERIFY(bench.compare() && bench.compareValues());
    bench.comparison().setCurrent(bench.cellOf(QStringLiteral("API_TOKEN"), Staging));
    bench.comparison().toggle();
    QTRY_VERIFY(bench.comparison().value()->isShown());
    const QStringList texts = everythingVisible(bench.browse);
    QVERIFY(texts.contains(QStringLiteral("API_TOKEN in staging")));
    QVERIFY(texts.filter(QStringLiteral("canary")).isEmpty());
}

void TestEnvironments::lockingForgetsAll()
{
    EnvironmentBench bench;
    QVERIFY(bench.compare());
    QVERIFY(bench.beginNew(Staging));
    bench.setting().document()->replaceAll("canary-typed");
    bench.app.lockAll();
    QTRY_VERIFY(!bench.comparison().isOpen());
    QVERIFY(!bench.setting().isOpen());
    QVERIFY(bench.setting().document()->isEmpty());
    QCOMPARE(bench.comparison().cells()->rowCount(), 0);
}

void TestEnvironments::aSecretsOwnRowIsBegunAt()
{
    EnvironmentBench bench;
    QVERIFY(!bench.environments().isOffered());
    bench.browse.selectSecret(QStringLiteral("shop/qa/ONLY_QA"));
    QVERIFY(bench.environments().isOffered());
    bench.environments().compareSecret();
    QTRY_VERIFY(bench.comparison().isLoaded());
    QVERIFY(bench.comparison().currentHeading().startsWith(QStringLiteral("ONLY_QA in ")));
}

void TestEnvironments::aValueIsSetInSeveral()
{
    EnvironmentBench bench;
    bench.browse.selectSecret(QStringLiteral("shop/prod/API_TOKEN"));
    bench.environments().setValue();
    QTRY_COMPARE(bench.setting().targets()->rowCount(), 3);
    QCOMPARE(bench.setting().targets()->pending(), QStringList{Production});
    QCOMPARE(bench.setting().goHint(), QStringLiteral("It needs a value"));
    bench.setting().targets()->setChosen(0, false);
    bench.setting().document()->replaceAll("canary-new");
    QCOMPARE(bench.setting().goHint(), QStringLiteral("Choose an environment"));
    bench.setting().targets()->setChosen(0, true);
    bench.setting().targets()->setChosen(2, true);
    QVERIFY(bench.go());
    QCOMPARE(bench.shop().held[Production][QStringLiteral("API_TOKEN")], QByteArray("canary-new"));
    QCOMPARE(bench.shop().held[Qa][QStringLiteral("API_TOKEN")], QByteArray("canary-stage-token"));
    QCOMPARE(bench.setting().reportText(), QStringLiteral("Set in 2 environment(s)."));
    QVERIFY(bench.setting().document()->isEmpty()); // nothing is left to try
}

void TestEnvironments::whatWasRefusedAndNotTriedIsSaid()
{
    EnvironmentBench bench;
    bench.shop().unwritable[Production] = ErrorKind::Forbidden;
    bench.shop().connectionLostAt = Qa;
    bench.shop().scope = QStringLiteral("Write");
    bench.browse.selectSecret(QStringLiteral("shop/prod/API_TOKEN"));
    bench.environments().setValue();
    QTRY_COMPARE(bench.setting().targets()->rowCount(), 3);
    for (int row = 0; row < 3; ++row)
        bench.setting().targets()->setChosen(row, true);
    bench.setting().document()->replaceAll("canary-new");
    QVERIFY(bench.go());
    const auto state = [&bench](int row, int role) { return bench.setting().targets()->index(row).data(role); };
    QCOMPARE(state(0, EnvironmentTargetModel::StateRole).toInt(), int(Target::Failed));
    QCOMPARE(state(0, EnvironmentTargetModel::ReasonRole).toString(),
             QStringLiteral("This token may not write secrets here: it lacks the scope Write."));
    QCOMPARE(state(1, EnvironmentTargetModel::StateRole).toInt(), int(Target::MayBeSet));
    QCOMPARE(state(1, EnvironmentTargetModel::StateTextRole).toString(), QStringLiteral("May be set"));
    QCOMPARE(state(2, EnvironmentTargetModel::StateTextRole).toString(), QStringLiteral("Not tried"));
    QCOMPARE(
        bench.setting().reportText(),
        QStringLiteral("Set in 0 environment(s). 1 refused it. In 1 it may be set: no answer came. In 1 nothing was "
                       "tried."));
    QCOMPARE(bench.setting().goText(), QStringLiteral("Try the rest"));
    bench.shop().connectionLostAt.clear();
    bench.shop().log.clear();
    QVERIFY(bench.go());
    QCOMPARE(bench.setting().targets()->count(Target::Set), 2);
    bench.setting().targets()->setChosen(0, false); // given up there
    QCOMPARE(bench.setting().targets()->pending(), QStringList());
    QCOMPARE(bench.shop().log.filter(QStringLiteral("set ")).size(), 3);
}

void TestEnvironments::aNewSecretGoesWhereItIsWanted()
{
    EnvironmentBench bench;
    QVERIFY(bench.beginNew(Staging));
    QVERIFY(bench.setting().isCreating());
    QCOMPARE(bench.setting().goHint(), QStringLiteral("It needs a name"));
    bench.setting().setName(QStringLiteral(" NEW_KEY "));
    bench.setting().document()->replaceAll("canary-new");
    bench.setting().targets()->setChosen(0, true);
    QVERIFY(bench.go());
    QVERIFY(bench.shop().log.contains(QStringLiteral("create shop/NEW_KEY")));
    QCOMPARE(bench.shop().held[Staging][QStringLiteral("NEW_KEY")], QByteArray("canary-new"));
    QCOMPARE(bench.shop().held[Production][QStringLiteral("NEW_KEY")], QByteArray("canary-new"));
    QTRY_VERIFY(bench.session().catalog()->rowOf(QStringLiteral("shop/stage/NEW_KEY")) != Catalog::NoRow);
}

void TestEnvironments::aTakenNameOffersTheSecret()
{
    EnvironmentBench bench;
    QVERIFY(bench.beginNew(Staging));
    bench.setting().setName(QStringLiteral("ONLY_QA"));
    bench.setting().document()->replaceAll("canary-new");
    QVERIFY(bench.go());
    QCOMPARE(bench.setting().takenText(), QStringLiteral("There is a secret “ONLY_QA” already."));
    QVERIFY(bench.shop().log.filter(QStringLiteral("set ")).isEmpty());
    bench.setting().useTaken();
    QTRY_COMPARE(bench.shop().held[Staging][QStringLiteral("ONLY_QA")], QByteArray("canary-new"));
    QCOMPARE(bench.shop().held[Qa][QStringLiteral("ONLY_QA")], QByteArray("canary-qa"));

    QVERIFY(bench.beginNew(Production));
    bench.setting().setName(QStringLiteral("ONLY_QA"));
    bench.setting().document()->replaceAll("canary-other");
    QVERIFY(bench.go());
    bench.setting().openTaken();
    QVERIFY(!bench.setting().isOpen());
    QVERIFY(bench.browse.currentSecretId().endsWith(QStringLiteral("/ONLY_QA")));
}

void TestEnvironments::theEditorOffersWhatIsInTheWay()
{
    EnvironmentBench bench;
    bench.browse.selectNode(QStringLiteral("collection:") + Staging);
    bench.browse.newSecret();
    EditorViewModel &editor = *bench.browse.editor();
    editor.chooseType(QStringLiteral("apikey"));
    editor.setName(QStringLiteral("ONLY_QA"));
    for (const EditField &field : editor.fields()->fields()) {
        if (field.kind == FieldKind::Token)
            field.document->replaceAll("canary-typed");
    }
    bench.server().errorDetail = QStringLiteral("shop/stage/ONLY_QA");
    bench.server().failNext(Call::Write, ErrorKind::Conflict);
    editor.save();
    QTRY_VERIFY(editor.isTaken());
    QCOMPARE(editor.errorText(), QStringLiteral("There is a secret “ONLY_QA” already."));
    QVERIFY(!editor.canOpenTaken()); // staging has no value of it
    editor.useTaken();
    QTRY_COMPARE(bench.setting().targets()->rowCount(), 3);
    QCOMPARE(bench.setting().targets()->pending(), QStringList{Staging});
    QVERIFY(editor.isActive()); // keeps what was written until it is set
    QVERIFY(bench.go());
    QCOMPARE(bench.shop().held[Staging][QStringLiteral("ONLY_QA")], QByteArray("canary-typed"));
    QTRY_VERIFY(!editor.isActive());
    QCOMPARE(bench.browse.currentSecretId(), QStringLiteral("shop/stage/ONLY_QA"));
}

void TestEnvironments::readersOnlySetNothing()
{
    EnvironmentBench bench([](FakeServer &server) { server.capabilities.setFlag(Capability::Write, false); });
    bench.browse.selectSecret(QStringLiteral("shop/prod/API_TOKEN"));
    QVERIFY(!bench.environments().writeHint().isEmpty());
    bench.environments().setValue();
    QVERIFY(!bench.setting().isOpen());
    bench.browse.chooseFolder(QStringLiteral("collection:") + Staging);
    bench.environments().importFile();
    QCOMPARE(bench.importing().stage(), EnvironmentImportViewModel::Closed);
    QVERIFY(bench.compare());
    bench.comparison().set();
    QVERIFY(!bench.setting().isOpen());
}

void TestEnvironments::copiesForOtherPrograms()
{
    EnvironmentBench bench;
    bench.browse.selectSecret(QStringLiteral("shop/prod/DB_PASSWORD"));
    bench.environments().copyAs(Format::KeyValue);
    QTRY_COMPARE(Bench::clipboardText().trimmed(), QStringLiteral("DB_PASSWORD=canary-db"));
    QVERIFY(QGuiApplication::clipboard()->mimeData()->hasFormat(QStringLiteral("x-kde-passwordManagerHint")));
    bench.environments().copyAs(Format::ExportLine);
    QTRY_COMPARE(Bench::clipboardText().trimmed(), QStringLiteral("export DB_PASSWORD='canary-db'"));
    bench.environments().copyAs(Format::Json);
    QTRY_VERIFY(Bench::clipboardText().contains(QStringLiteral("\"DB_PASSWORD\"")));
    bench.clock.advance(std::chrono::seconds(60));
    QTRY_COMPARE(Bench::clipboardText(), QString());
}

void TestEnvironments::whatIsMissingIsNotCopied()
{
    EnvironmentBench bench;
    bench.browse.selectSecret(QStringLiteral("shop/stage/MAIL_KEY"));
    bench.environments().copyAs(Format::KeyValue);
    QTRY_VERIFY(bench.toast.text().contains(QStringLiteral("MAIL_KEY")));
    QVERIFY(bench.toast.text().contains(QStringLiteral("no value here")));
    QCOMPARE(Bench::clipboardText(), QString());
    bench.server().capabilities.setFlag(Capability::Copy, false);
    bench.environments().copyAs(Format::KeyValue);
    QVERIFY(bench.toast.text().contains(QStringLiteral("administrator")));
}

void TestEnvironments::whyNothingIsCopiedIsSaid()
{
    EnvironmentBench bench([](FakeServer &server) {
        FakeEnvironments &shop = server.facets->environments;
        shop.held[Staging][QStringLiteral("with-dash")] = "canary-dash";
        shop.held[Staging][QStringLiteral("SEALED")] = "-----BEGIN PGP MESSAGE-----\n\nnone\n";
        shop.publish();
    });
    bench.browse.selectSecret(QStringLiteral("shop/stage/with-dash"));
    bench.environments().copyAs(Format::ExportLine);
    QTRY_COMPARE(bench.toast.text(), QStringLiteral("“with-dash” cannot be written like that."));
    bench.openPgp.openErrors = {ErrorKind::NoSecretKey};
    bench.browse.selectSecret(QStringLiteral("shop/stage/SEALED"));
    bench.environments().copyAs(Format::KeyValue);
    QTRY_COMPARE(bench.toast.text(), QStringLiteral("The value of “SEALED” could not be decrypted."));
    QCOMPARE(Bench::clipboardText(), QString());
}

void TestEnvironments::aFileIsPlannedBeforeItIsWritten()
{
    EnvironmentBench bench;
    bench.browse.chooseFolder(QStringLiteral("collection:shop"));
    QVERIFY(!bench.environments().importHint().isEmpty()); // not into a whole application
    QVERIFY(bench.plan("# of staging\nNEW=canary-1\nAPI_TOKEN=canary-2\nDB_PASSWORD=canary-db\nMAIL_KEY=canary-3\n"
                       "not a line\nNEW='open\n"));
    QVERIFY(bench.importing().summary().endsWith(QStringLiteral("Nothing is written yet.")));
    QCOMPARE(bench.importing().lines()->rowCount(), 6);
    QCOMPARE(bench.lineText(0, ImportLineModel::WordsRole), QStringLiteral("New"));
    QCOMPARE(bench.lineText(0, ImportLineModel::NumberRole), QStringLiteral("2"));
    QCOMPARE(bench.lineText(1, ImportLineModel::WordsRole), QStringLiteral("Changes the value"));
    QCOMPARE(bench.lineText(2, ImportLineModel::WordsRole), QStringLiteral("Same value, nothing to do"));
    QCOMPARE(bench.lineText(3, ImportLineModel::WordsRole), QStringLiteral("First value here"));
    QCOMPARE(bench.lineText(4, ImportLineModel::ReasonRole), QStringLiteral("It is neither NAME=VALUE nor a comment."));
    QCOMPARE(bench.lineText(5, ImportLineModel::ReasonRole), QStringLiteral("A quotation mark is not closed."));
    QVERIFY(bench.shop().log.filter(QStringLiteral("set ")).isEmpty());
    QVERIFY(everythingVisible(bench.importing()).filter(QStringLiteral("canary")).isEmpty());
    QCOMPARE(bench.importing().goText(), QStringLiteral("Import 3 line(s)"));
    bench.importing().go();
    QTRY_COMPARE(bench.importing().stage(), EnvironmentImportViewModel::Report);
    QCOMPARE(bench.importing().summary(), QStringLiteral("3 line(s) written."));
    QVERIFY(!bench.importing().canGo());
    QCOMPARE(bench.lineText(0, ImportLineModel::WordsRole), QStringLiteral("Written"));
    QCOMPARE(bench.shop().held[Staging][QStringLiteral("NEW")], QByteArray("canary-1"));
    QCOMPARE(bench.shop().held[Staging][QStringLiteral("MAIL_KEY")], QByteArray("canary-3"));
}

void TestEnvironments::anImportStopsAndGoesOn()
{
    EnvironmentBench bench;
    QVERIFY(bench.plan("ONE=canary-1\nTWO=canary-2\nTHREE=canary-3\n"));
    EnvironmentImportViewModel &importing = bench.importing();
    const auto stopping = connect(&importing, &EnvironmentImportViewModel::changed, this, [&importing] {
        if (importing.done() == 1)
            importing.stop();
    });
    importing.go();
    QTRY_COMPARE(importing.stage(), EnvironmentImportViewModel::Report);
    disconnect(stopping);
    QCOMPARE(importing.summary(), QStringLiteral("Stopped. 1 line(s) written. 2 still to be written."));
    QCOMPARE(importing.goText(), QStringLiteral("Go on with 2 line(s)"));
    bench.shop().log.clear();
    importing.go();
    QTRY_COMPARE(importing.summary(), QStringLiteral("3 line(s) written."));
    QCOMPARE(bench.shop().log.filter(QStringLiteral("set ")).size(), 2);
}

void TestEnvironments::aLineWithoutAnAnswerMayBeWritten()
{
    EnvironmentBench bench;
    QVERIFY(bench.plan("NEW=canary-1\nDB_PASSWORD=canary-2\n"));
    bench.shop().connectionLostAt = Staging;
    SecretSummary made;
    made.id = QStringLiteral("shop/stage/NEW");
    made.collectionId = Staging;
    bench.server().secrets.push_back(made);
    bench.importing().go();
    QTRY_COMPARE(bench.importing().stage(), EnvironmentImportViewModel::Report);
    QCOMPARE(bench.lineText(0, ImportLineModel::WordsRole), QStringLiteral("May be written"));
    QCOMPARE(bench.lineText(1, ImportLineModel::WordsRole), QStringLiteral("Changes the value"));
    QCOMPARE(bench.importing().summary(),
             QStringLiteral("0 line(s) written. 1 may be written: no answer came. 1 still to be written."));
    QVERIFY(bench.session().catalog()->rowOf(made.id) != Catalog::NoRow); // the list shows it where it was
    bench.shop().connectionLostAt.clear();
    bench.shop().held[Staging][QStringLiteral("NEW")] = "canary-1"; // it was
    bench.shop().log.clear();
    bench.importing().go();
    QTRY_COMPARE(bench.importing().summary(), QStringLiteral("2 line(s) written."));
    QCOMPARE(bench.shop().log.filter(QStringLiteral("set ")),
             QStringList{QStringLiteral("set shop/stage/DB_PASSWORD")});
}

void TestEnvironments::whatSomebodyMadeMeanwhileIsLeftAlone()
{
    EnvironmentBench bench;
    QVERIFY(bench.plan("NEW=canary-mine\nSAME=canary-both\nMAIL_KEY=canary-3\nONLY_QA=canary-4\n"));
    bench.server().gate(Call::Write).close();
    bench.importing().go();
    QTRY_VERIFY(bench.shop().log.contains(QStringLiteral("create shop/NEW")));
    bench.shop().held[Staging][QStringLiteral("NEW")] = "canary-theirs";
    bench.shop().held[Staging][QStringLiteral("SAME")] = "canary-both";
    bench.server().gate(Call::Write).open();
    QTRY_COMPARE(bench.importing().stage(), EnvironmentImportViewModel::Report);
    QCOMPARE(bench.shop().held[Staging][QStringLiteral("NEW")], QByteArray("canary-theirs"));
    QCOMPARE(bench.lineText(0, ImportLineModel::WordsRole), QStringLiteral("Not written"));
    QCOMPARE(bench.lineText(1, ImportLineModel::WordsRole), QStringLiteral("Written"));
    QVERIFY(!bench.shop().log.contains(QStringLiteral("set shop/stage/SAME")));
    QCOMPARE(bench.shop().held[Staging][QStringLiteral("ONLY_QA")], QByteArray("canary-4")); // had none here
    QCOMPARE(bench.importing().summary(), QStringLiteral("3 line(s) written. 1 still to be written."));
}

void TestEnvironments::kindsOfValuesNobodyKnowsAreLeftAlone()
{
    EnvironmentBench bench;
    bench.shop().unknownKinds.insert(QStringLiteral("API_TOKEN"));
    QVERIFY(bench.plan("API_TOKEN=canary-1\nDB_PASSWORD=canary-2\n"));
    QCOMPARE(bench.lineText(0, ImportLineModel::WordsRole), QStringLiteral("Left out"));
    QCOMPARE(bench.lineText(0, ImportLineModel::ReasonRole),
             QStringLiteral("The value there is of a kind that Coffret does not know. It stays as it is."));
    bench.shop().unknownKinds.insert(QStringLiteral("DB_PASSWORD")); // since the plan
    bench.importing().go();
    QTRY_COMPARE(bench.importing().stage(), EnvironmentImportViewModel::Report);
    QCOMPARE(bench.lineText(1, ImportLineModel::WordsRole), QStringLiteral("Not written"));
    QVERIFY(bench.shop().log.filter(QStringLiteral("set ")).isEmpty());
}

void TestEnvironments::aFileThatCannotBeReadIsSaid()
{
    EnvironmentBench bench;
    bench.browse.chooseFolder(QStringLiteral("collection:") + Staging);
    bench.environments().importFile();
    bench.importing().choose(bench.folder.filePath(QStringLiteral("missing.env")));
    QCOMPARE(bench.importing().errorText(), describe(ErrorKind::StorageFault).text);
    bench.importing().choose(bench.writeFile(QByteArray(2 * 1024 * 1024, 'A')));
    QCOMPARE(bench.importing().errorText(), describe(ErrorKind::TooLarge).text);
    QCOMPARE(bench.importing().stage(), EnvironmentImportViewModel::Choosing);
    bench.importing().choose(QStringLiteral("file://") + bench.writeFile("A=1\n"));
    QTRY_COMPARE(bench.importing().stage(), EnvironmentImportViewModel::Review);
    QCOMPARE(bench.importing().errorText(), QString());
}

void TestEnvironments::anExportIsSealed()
{
    EnvironmentBench bench;
    bench.browse.chooseFolder(QStringLiteral("collection:") + Staging);
    bench.environments().exportFile();
    EnvironmentExportViewModel &exporting = bench.exporting();
    QTRY_COMPARE(exporting.ownKey(), Bench::AdasKey);
    QVERIFY(exporting.statement().contains(QStringLiteral("Ada Lovelace")));
    QCOMPARE(exporting.goHint(), QStringLiteral("Choose a file to write"));
    const QString path = bench.folder.filePath(QStringLiteral("staging.env.asc"));
    exporting.setPath(path);
    QCOMPARE(exporting.goHint(), QString());
    exporting.go();
    QTRY_VERIFY(exporting.isOver());
    QCOMPARE(bench.openPgp.sealedFor, QList<QStringList>{QStringList{Bench::AdasKey}});
    QVERIFY(exporting.report().startsWith(QStringLiteral("2 value(s) written, encrypted")));
    QVERIFY(exporting.leftOut().startsWith(QStringLiteral("Without a value: MAIL_KEY.")));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("-----BEGIN PGP MESSAGE-----"));
}

void TestEnvironments::anExportOfNothingMakesNoFile()
{
    EnvironmentBench bench([](FakeServer &server) {
        FakeEnvironments &shop = server.facets->environments;
        shop.held[Staging] = {{QStringLiteral("MAIL_KEY"), QByteArray()}};
        shop.publish();
    });
    bench.browse.chooseFolder(QStringLiteral("collection:") + Staging);
    bench.environments().exportFile();
    EnvironmentExportViewModel &exporting = bench.exporting();
    QTRY_COMPARE(exporting.ownKey(), Bench::AdasKey);
    const QString path = bench.folder.filePath(QStringLiteral("nothing.asc"));
    exporting.setPath(path);
    exporting.go();
    QTRY_VERIFY(exporting.isOver());
    QCOMPARE(exporting.report(), QStringLiteral("There was nothing to write: no file was made."));
    QCOMPARE(exporting.leftOut(), QStringLiteral("Without a value: MAIL_KEY."));
    QVERIFY(!QFile::exists(path));
}

void TestEnvironments::othersCanOpenAnExport()
{
    EnvironmentBench bench;
    bench.browse.chooseFolder(QStringLiteral("collection:") + Staging);
    bench.environments().exportFile();
    EnvironmentExportViewModel &exporting = bench.exporting();
    QTRY_COMPARE(exporting.ownKey(), Bench::AdasKey);
    bench.openPgp.brokenKeys = {QByteArray("broken")};
    exporting.addRecipient(bench.writeFile("broken"));
    QTRY_VERIFY(!exporting.isBusy());
    QVERIFY(!exporting.errorText().isEmpty());
    exporting.addRecipient(bench.writeFile("key of Betty"));
    QTRY_COMPARE(exporting.recipients()->rowCount(), 1);
    const QString betty = exporting.recipients()->keyAt(0);
    const QString path = bench.folder.filePath(QStringLiteral("out.asc"));
    exporting.setPath(path);
    QVERIFY(!exporting.replaces());
    exporting.go();
    QTRY_VERIFY(exporting.readers()->isAsking()); // whose key is that?
    QVERIFY(!exporting.readers()->canProceed());
    QVERIFY(!QFile::exists(path));
    exporting.readers()->confirmAll();
    exporting.readers()->proceed();
    QTRY_VERIFY(exporting.isOver());
    QCOMPARE(bench.openPgp.sealedFor.last(), (QStringList{Bench::AdasKey, betty}));
    exporting.close();
    QCOMPARE(exporting.recipients()->rowCount(), 0);
}

void TestEnvironments::aFileThatIsThereIsReplacedKnowingly()
{
    EnvironmentBench bench;
    bench.browse.chooseFolder(QStringLiteral("collection:") + Staging);
    bench.environments().exportFile();
    EnvironmentExportViewModel &exporting = bench.exporting();
    QTRY_COMPARE(exporting.ownKey(), Bench::AdasKey);
    const QString path = bench.writeFile("somebody's letters");
    const QString usual = exporting.goText();
    exporting.setPath(path);
    QVERIFY(exporting.replaces());
    QVERIFY(exporting.goText() != usual);
    exporting.choosePath(path); // the dialog has asked
    QVERIFY(!exporting.replaces());
    exporting.setPath(path + QStringLiteral(".new"));
    QVERIFY(!exporting.replaces());
    QCOMPARE(exporting.goText(), usual);
}

void TestEnvironments::theMissingScopeIsNamedEverywhere()
{
    EnvironmentBench bench;
    bench.shop().scope = QStringLiteral("Vault.All");
    bench.browse.selectSecret(bench.browse.secrets()->idAt(0));
    bench.server().failNext(FakeServer::Call::FetchPayload, ErrorKind::Forbidden);
    bench.browse.detail()->togglePrimary();
    QTRY_VERIFY2(bench.browse.detail()->errorText().contains(QStringLiteral("Vault.All")),
                 qPrintable(bench.browse.detail()->errorText()));
    bench.browse.editSecret();
    EditorViewModel &editor = *bench.browse.editor();
    QTRY_COMPARE(editor.stage(), EditorViewModel::Writing);
    editor.fields()->fields().front().document->insert("new");
    bench.server().failNext(FakeServer::Call::Write, ErrorKind::Forbidden);
    editor.save();
    QTRY_VERIFY2(editor.errorText().contains(QStringLiteral("Vault.All")), qPrintable(editor.errorText()));
}

QTEST_MAIN(TestEnvironments)
#include "tst_environments.moc"
