// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"
#include "ui/items/secretinput.h"
#include "ui/viewmodels/editorform.h"
#include "ui/viewmodels/onetimecode.h"
#include "ui/viewmodels/usermessages.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QQuickView>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using Call = FakeServer::Call;

namespace {

const QString Acme = QStringLiteral("acme");
const QString PasswordKey = QStringLiteral("password");

QByteArray text(const SecretBuffer &buffer)
{
    return {buffer.view().data(), static_cast<qsizetype>(buffer.size())};
}

QByteArray text(const SecretDocument &document)
{
    return text(document.value());
}

SecretBuffer secret(std::string_view text)
{
    return SecretBuffer::copyOf(text);
}

/// A window with one input on one document.
struct Desk
{
    explicit Desk(std::string_view value = {}, bool multiline = false)
        : document(secret(value)), input(new SecretInput(view.contentItem()))
    {
        view.resize(400, 200);
        input->setSize(QSizeF(300, 100));
        input->setMultiline(multiline);
        input->setDocument(&document);
        view.show();
        shown = QTest::qWaitForWindowExposed(&view);
        view.requestActivate();
        input->forceActiveFocus();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(&view, key, modifiers);
    }
    void type(const char *letters)
    {
        for (; *letters; ++letters)
            QTest::keyClick(&view, *letters);
    }
    SecretDocument document;
    QQuickView view;
    SecretInput *input; ///< owned by the view
    bool shown = false;
};

/// A bench whose account "acme" can be written to and is open.
struct WritingBench : Bench
{
    WritingBench()
    {
        QGuiApplication::clipboard()->setText(QString());
        addAccount(Acme, QStringLiteral("Acme"));
        writing().signer = AdasKey;
        opened = openAll();
    }
    [[nodiscard]] FakeServer &server() { return *servers[Acme]; }
    [[nodiscard]] FakeWriting &writing() { return (server().facets ? *server().facets : server().addFacets()).writing; }
    [[nodiscard]] EditorViewModel &editor() { return *browse.editor(); }
    [[nodiscard]] SecretDocument &document(const QString &key) { return *editor().fields()->field(key)->document; }
    [[nodiscard]] SecretSummary &onServer(const QString &id)
    {
        return *std::find_if(server().secrets.begin(), server().secrets.end(),
                             [&](const SecretSummary &s) { return s.id == id; });
    }
    bool edit(const QString &id)
    {
        browse.selectSecret(id);
        browse.editSecret();
        return QTest::qWaitFor([this] { return editor().stage() == EditorViewModel::Writing; });
    }
    bool opened = false;
};

ReaderKey reader(const QString &name, ReaderKey::State state)
{
    ReaderKey key;
    key.person = {Grantee::Kind::Person, name.toLower(), name, name.toLower() + QStringLiteral("@example.org"), 0};
    key.state = state;
    key.fingerprint = QString(40, name.front().toUpper());
    if (state == ReaderKey::State::Changed)
        key.pinnedFingerprint = QString(40, QLatin1Char('0'));
    return key;
}

} // namespace

class TestEditing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void documentsKeepWhatIsWritten();
    void documentsUndoInSteps();
    void documentsForgetEverything();
    void gridsKnowWhereTheCaretStands();
    void typesMovesAndErases();
    void selectsAndCopies();
    void pastesOneLineIntoOneLine();
    void movesThroughLines();
    void masksWithoutGivingAway();
    void growsAndScrolls();
    void keysThatWriteAreNoShortcuts();
    void readsOneTimeCodes_data();
    void readsOneTimeCodes();
    void readsDays();

    void offersTheTypesThatCanBeMade();
    void createsALogin();
    void createsInTheChosenCollection();
    void theFolderIsChosenInTheForm();
    void editsALogin();
    void leavesUntouchedValuesAlone();
    void saysWhatIsWrongUnderItsField();
    void saysThatASecretNeedsAFolder();
    void offersFieldsThatHaveAPlace();
    void symbolsAreChosenWhereTheyHaveAPlace();
    void anUntouchedSymbolIsLeftToTheServer();
    void saysWhatAFieldOfOnesOwnHolds();
    void aValueOutlivesAnotherKind();
    void saveSaysWhyItDoesNot();
    void leavingAsksOnceSomethingIsWritten();
    void aFailedSaveKeepsEverything();
    void aStoppedSaveKeepsEverything();
    void aConflictShowsBothAndKeepsMine();
    void aConflictShowsTheSymbols();
    void aConflictCanBeGivenUp();
    void keysHaveToBeCompared();
    void changedKeysBlock();
    void warnsBeforeVouchingForOthers();
    void t01_wordsNobodyVouchesForWarnToo();
    void openingMayFail();
    void lockingWipesTheForm();
    void nothingWrittenIsVisible();
};

void TestEditing::documentsKeepWhatIsWritten()
{
    SecretDocument document(secret("abc"));
    QVERIFY(!document.isChanged());
    QCOMPARE(document.caret(), std::size_t(3));
    document.moveTo(1, false);
    document.insert("XY");
    QCOMPARE(text(document), "aXYbc");
    QCOMPARE(document.caret(), std::size_t(3));
    QVERIFY(document.isChanged());
    document.moveTo(1, false);
    document.moveTo(3, true);
    QCOMPARE(text(document.selected()), "XY");
    document.insert({});
    QCOMPARE(text(document), "abc");
    QVERIFY(!document.isChanged());
    const std::string large(SecretDocument::MaximumSize, 'x');
    document.insert(large); // more than fits: nothing happens
    QCOMPARE(text(document), "abc");
}

void TestEditing::documentsUndoInSteps()
{
    SecretDocument document(secret("one"));
    document.insert(" ");
    document.insert("t");
    document.insert("wo");
    document.moveTo(0, false);
    document.insert("0");
    QCOMPARE(text(document), "0one two");
    document.undo();
    QCOMPARE(text(document), "one two");
    document.undo();
    QCOMPARE(text(document), "one");
    document.undo();
    QCOMPARE(text(document), "one");
    document.redo();
    QCOMPARE(text(document), "one two");
    document.moveTo(7, false);
    document.insert("!");
    document.redo(); // what was undone is gone once something new is written
    QCOMPARE(text(document), "one two!");
}

void TestEditing::documentsForgetEverything()
{
    SecretDocument document(secret("one"));
    document.insert("two");
    document.wipe();
    QVERIFY(document.isEmpty());
    QVERIFY(!document.isChanged());
    document.undo();
    QVERIFY(document.isEmpty());
}

void TestEditing::gridsKnowWhereTheCaretStands()
{
    const SecretGrid grid("ab\ncdefg\n", {3, true, false});
    QCOMPARE(grid.lines(), 4); // ab | cde | fg | and the line after the last break
    QCOMPARE(grid.at(3).line, 1);
    QCOMPARE(grid.at(6).line, 2);
    QCOMPARE(grid.at(6).column, 0);
    QCOMPARE(grid.lineEnd(0), std::size_t(2));
    QCOMPARE(grid.lineStart(1), std::size_t(3));
    QCOMPARE(grid.nearest(0, 9), std::size_t(2));
    QCOMPARE(grid.nearest(3, 1), std::size_t(9));
    QCOMPARE(grid.previous(3), std::size_t(2));
    const SecretGrid wide("a\xc3\xa9\xcc\x81z", {10, false, true}); // a letter of two bytes with a mark is one stop
    QCOMPARE(wide.next(1), std::size_t(5));
    QCOMPARE(wide.previous(5), std::size_t(1));
    QCOMPARE(SecretGrid("", {10, true, false}).lines(), 1);
    QCOMPARE(SecretGrid("abc", {3, false, false}).lines(), 2); // the caret needs a place after a full line
}

void TestEditing::typesMovesAndErases()
{
    Desk desk("abc");
    QVERIFY(desk.shown);
    desk.type("d1");
    QCOMPARE(text(desk.document), "abcd1");
    desk.press(Qt::Key_Home);
    desk.press(Qt::Key_Right);
    desk.press(Qt::Key_Delete);
    QCOMPARE(text(desk.document), "acd1");
    desk.press(Qt::Key_End);
    desk.press(Qt::Key_Backspace);
    QCOMPARE(text(desk.document), "acd");
    desk.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(text(desk.document), "acd1");
    desk.document.setValue(secret("one two"));
    desk.press(Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(desk.document.caret(), std::size_t(4));
    desk.press(Qt::Key_Backspace, Qt::ControlModifier);
    QCOMPARE(text(desk.document), "two");
    QSignalSpy accepted(desk.input, &SecretInput::accepted);
    desk.press(Qt::Key_Return);
    QCOMPARE(accepted.count(), 1);
    QCOMPARE(text(desk.document), "two");
}

void TestEditing::selectsAndCopies()
{
    Desk desk("abcdef");
    QSignalSpy copies(&desk.document, &SecretDocument::copyRequested);
    desk.press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copies.count(), 0); // nothing is selected
    desk.press(Qt::Key_Left, Qt::ShiftModifier);
    desk.press(Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(text(desk.document.selected()), "ef");
    desk.press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copies.count(), 1);
    desk.press(Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(text(desk.document), "abcd");
    desk.press(Qt::Key_A, Qt::ControlModifier);
    desk.type("z");
    QCOMPARE(text(desk.document), "z");
    QTest::mouseDClick(&desk.view, Qt::LeftButton, {}, QPoint(4, 8));
    QCOMPARE(text(desk.document.selected()), "z");
}

void TestEditing::pastesOneLineIntoOneLine()
{
    QGuiApplication::clipboard()->setText(QStringLiteral("pass\u00e9\r\n"));
    Desk desk;
    desk.press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(text(desk.document), QStringLiteral("pass\u00e9").toUtf8());
    Desk lines({}, true);
    lines.press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(text(lines.document), QStringLiteral("pass\u00e9\n").toUtf8());
    QGuiApplication::clipboard()->setText(QString());
}

void TestEditing::movesThroughLines()
{
    Desk desk("first\nsecond\nx", true);
    desk.press(Qt::Key_Home, Qt::ControlModifier);
    desk.press(Qt::Key_End);
    desk.press(Qt::Key_Down);
    QCOMPARE(desk.document.caret(), std::size_t(11)); // column 5 of "second"
    desk.press(Qt::Key_Down);
    QCOMPARE(desk.document.caret(), std::size_t(14)); // a shorter line
    desk.press(Qt::Key_Up);
    QCOMPARE(desk.document.caret(), std::size_t(11)); // and back to the column one came from
    desk.press(Qt::Key_Return);
    QCOMPARE(text(desk.document), "first\nsecon\nd\nx");
}

void TestEditing::masksWithoutGivingAway()
{
    Desk desk("abcdef");
    const QImage plain = desk.view.grabWindow();
    desk.input->setMasked(true);
    QVERIFY(desk.view.grabWindow() != plain);
    QSignalSpy copies(&desk.document, &SecretDocument::copyRequested);
    desk.press(Qt::Key_A, Qt::ControlModifier);
    desk.press(Qt::Key_C, Qt::ControlModifier);
    desk.press(Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(copies.count(), 0);
    QCOMPARE(text(desk.document), "abcdef");
    desk.document.setValue(secret("one two"));
    desk.press(Qt::Key_Left, Qt::ControlModifier); // words would tell where the spaces are
    QCOMPARE(desk.document.caret(), std::size_t(0));
    const QVariant surrounding = desk.input->inputMethodQuery(Qt::ImSurroundingText);
    QVERIFY(!surrounding.toString().contains(QStringLiteral("one")));
}

void TestEditing::growsAndScrolls()
{
    Desk desk({}, true);
    desk.input->setMaximumLines(4);
    const double line = desk.input->implicitHeight();
    desk.document.replaceAll("1\n2\n3");
    QCOMPARE(desk.input->implicitHeight(), 3 * line);
    QCOMPARE(desk.input->pageSize(), 1.0);
    desk.document.replaceAll("1\n2\n3\n4\n5\n6\n7\n8");
    QCOMPARE(desk.input->implicitHeight(), 4 * line);
    QCOMPARE(desk.input->pageSize(), 0.5);
    QCOMPARE(desk.input->pagePosition(), 0.5); // the caret is kept in view
    desk.press(Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(desk.input->pagePosition(), 0.0);
}

void TestEditing::keysThatWriteAreNoShortcuts()
{
    Desk desk("abc");
    const auto taken = [&desk](Qt::Key key, Qt::KeyboardModifiers modifiers, const QString &letters = {}) {
        QKeyEvent event(QEvent::ShortcutOverride, key, modifiers, letters);
        event.ignore();
        QCoreApplication::sendEvent(desk.input, &event);
        return event.isAccepted();
    };
    QVERIFY(taken(Qt::Key_Slash, Qt::NoModifier, QStringLiteral("/")));
    QVERIFY(taken(Qt::Key_C, Qt::ControlModifier));
    QVERIFY(taken(Qt::Key_Delete, Qt::NoModifier));
    QVERIFY(!taken(Qt::Key_S, Qt::ControlModifier));
    QVERIFY(!taken(Qt::Key_F1, Qt::NoModifier));
    QVERIFY(!taken(Qt::Key_Escape, Qt::NoModifier));
}

void TestEditing::readsOneTimeCodes_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("uri"); // empty: refused
    const QByteArray made = "otpauth://totp/My%20mail?secret=JBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30";
    QTest::newRow("base32") << QByteArray("JBSWY3DPEHPK3PXP") << made;
    QTest::newRow("in groups") << QByteArray(" jbsw y3dp ehpk-3pxp\n") << made;
    QTest::newRow("padded") << QByteArray("JBSWY3DPEHPK3PXP====") << made;
    QTest::newRow("address") << QByteArray("otpauth://totp/x?secret=ABC") << QByteArray("otpauth://totp/x?secret=ABC");
    QTest::newRow("address in capitals") << QByteArray("OTPAUTH://totp/x?secret=ABC")
                                         << QByteArray("OTPAUTH://totp/x?secret=ABC");
    QTest::newRow("code instead of key") << QByteArray("123456") << QByteArray();
    QTest::newRow("other letters") << QByteArray("JBSWY3DPEHPK3PX1") << QByteArray();
    QTest::newRow("nothing") << QByteArray("  ") << QByteArray();
}

void TestEditing::readsOneTimeCodes()
{
    QFETCH(QByteArray, typed);
    QFETCH(QByteArray, uri);
    const auto made =
        oneTimeCodeUri({typed.constData(), static_cast<std::size_t>(typed.size())}, QStringLiteral("My mail"));
    QCOMPARE(made.has_value(), !uri.isEmpty());
    if (made)
        QCOMPARE(text(*made), uri);
}

void TestEditing::readsDays()
{
    QCOMPARE(dayText(dayFromText(QStringLiteral(" 2027-03-31 "))), QStringLiteral("2027-03-31"));
    QVERIFY(dayFromText(QStringLiteral("soon")).isNull());
    QVERIFY(dayFromText(QStringLiteral("2027-02-30")).isNull());
    QVERIFY(dayFromText({}).isNull());
}

void TestEditing::offersTheTypesThatCanBeMade()
{
    WritingBench bench;
    QVERIFY(bench.opened);
    bench.writing().creatable = {SecretType::Login, SecretType::Note};
    QVERIFY(bench.browse.canCreate());
    bench.browse.newSecret();
    QCOMPARE(bench.editor().stage(), EditorViewModel::Choosing);
    ChoiceListModel &types = *bench.editor().types();
    const QAbstractItemModelTester tester(&types, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(types.rowCount(), 2);
    QCOMPARE(types.keyAt(1), QStringLiteral("note"));
    bench.editor().chooseType(QStringLiteral("sshkey")); // not offered
    QCOMPARE(bench.editor().stage(), EditorViewModel::Choosing);
    bench.editor().chooseLetter(QStringLiteral("n"));
    QCOMPARE(bench.editor().stage(), EditorViewModel::Writing);
    QCOMPARE(bench.editor().type(), QStringLiteral("note"));
    bench.writing().creatable.clear();
    QVERIFY(!bench.browse.canCreate());
}

void TestEditing::createsALogin()
{
    WritingBench bench;
    EditFieldModel &fields = *bench.editor().fields();
    const QAbstractItemModelTester tester(&fields, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QAbstractItemModelTester urisTester(bench.editor().uris(),
                                              QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy saved(&bench.editor(), &EditorViewModel::saved);
    bench.browse.newSecret();
    bench.editor().chooseType(QStringLiteral("login"));
    bench.editor().setName(QStringLiteral(" Postgres "));
    bench.editor().setUsername(QStringLiteral("admin"));
    bench.editor().uris()->setText(0, QStringLiteral("https://db.example.org"));
    bench.editor().uris()->add(QStringLiteral("  "));
    bench.document(PasswordKey).insert("s3cret");
    bench.editor().addField(QStringLiteral("totp"));
    bench.document(QStringLiteral("totp")).insert("JBSW Y3DP EHPK 3PXP");
    bench.editor().addField(QStringLiteral("custom"));
    const int custom = fields.rowCount() - 1;
    fields.setLabel(custom, QStringLiteral("Port"));
    fields.fields()[static_cast<std::size_t>(custom)].document->insert("5432");
    bench.editor().setExpires(QStringLiteral("2031-01-02"));
    bench.editor().save();
    QTRY_COMPARE(saved.count(), 1);
    const SecretDraft &draft = *bench.writing().lastDraft;
    QCOMPARE(draft.name, QStringLiteral("Postgres"));
    QCOMPARE(draft.username, QStringLiteral("admin"));
    QCOMPARE(draft.uris, QStringList{QStringLiteral("https://db.example.org")});
    QCOMPARE(text(draft.field(PasswordKey)->value), "s3cret");
    QCOMPARE(text(draft.field(QStringLiteral("totp"))->value),
             "otpauth://totp/Postgres?secret=JBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30");
    QCOMPARE(draft.fields.back().label, QStringLiteral("Port"));
    QCOMPARE(draft.expires.toLocalTime().date(), QDate(2031, 1, 2));
    QCOMPARE(bench.editor().stage(), EditorViewModel::Closed);
    QCOMPARE(bench.browse.currentSecretId(), saved.front().front().toString());
    QCOMPARE(bench.browse.detail()->name(), QStringLiteral("Postgres"));
    QCOMPARE(fields.rowCount(), 0); // nothing is kept
}

void TestEditing::theFolderIsChosenInTheForm()
{
    WritingBench bench;
    EditorViewModel &editor = bench.editor();
    QSignalSpy saved(&editor, &EditorViewModel::saved);
    bench.server().collections.at(1).right = AccessRight::Read;
    bench.app.syncAll();
    QTRY_COMPARE(bench.session().contact(), Session::Contact::Online);
    const QString readOnly = bench.server().collections.at(1).id;
    const QString wanted = bench.server().collections.at(0).id;
    bench.browse.newSecret();
    editor.chooseType(QStringLiteral("note"));
    editor.setName(QStringLiteral("kept"));
    QVERIFY(editor.canChoosePlace());
    QCOMPARE(editor.place(), QString());
    editor.choosePlace();
    PlaceViewModel &placing = *editor.placing();
    QVERIFY(placing.isAsking());
    QVERIFY(placing.places()->contains(QString()));
    QVERIFY(!placing.places()->contains(readOnly));
    placing.choose(readOnly);
    QVERIFY(placing.isAsking());
    placing.choose(wanted);
    QVERIFY(!placing.isAsking());
    QCOMPARE(editor.place(), bench.session().catalog()->collectionPath(wanted));
    QCOMPARE(editor.name(), QStringLiteral("kept"));
    bench.document(fieldKey(FieldKind::NoteText)).insert("text");
    editor.save();
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(bench.writing().lastDraft->collectionId, wanted);
    QVERIFY(bench.edit(saved.front().front().toString()));
    QVERIFY(!editor.canChoosePlace()); // what is there is moved
    editor.choosePlace();
    QVERIFY(!placing.isAsking());
}

void TestEditing::createsInTheChosenCollection()
{
    WritingBench bench;
    const Collection collection = bench.session().catalog()->collections().front();
    bench.browse.selectNode(QStringLiteral("collection:") + collection.id);
    bench.browse.newSecret();
    QCOMPARE(bench.editor().place(), collection.name);
    bench.editor().chooseType(QStringLiteral("note"));
    bench.editor().setName(QStringLiteral("x"));
    bench.document(QStringLiteral("note")).insert("y");
    bench.editor().save();
    QTRY_VERIFY(bench.writing().lastDraft);
    QCOMPARE(bench.writing().lastDraft->collectionId, collection.id);
}

void TestEditing::editsALogin()
{
    WritingBench bench;
    QVERIFY(bench.edit(Bench::Signed));
    QCOMPARE(bench.editor().name(), bench.onServer(Bench::Signed).name);
    QCOMPARE(text(bench.document(PasswordKey)), Bench::Password);
    QVERIFY(!bench.editor().isChanged());
    bench.document(PasswordKey).insert("!");
    QVERIFY(bench.editor().isChanged());
    bench.editor().save();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Closed);
    const SecretDraft &draft = *bench.writing().lastDraft;
    QCOMPARE(draft.id, Bench::Signed);
    QVERIFY(draft.valuesChanged);
    QCOMPARE(text(draft.field(PasswordKey)->value), Bench::Password + '!');
    QCOMPARE(text(draft.field(QStringLiteral("recovery"))->value), Bench::OtherValue);
    QCOMPARE(text(draft.field(QStringLiteral("totp"))->value), "otpauth://totp/x?secret=CANARYAA"); // as it was
    QCOMPARE(bench.browse.currentSecretId(), Bench::Signed);
}

void TestEditing::leavesUntouchedValuesAlone()
{
    WritingBench bench;
    QVERIFY(bench.edit(Bench::Signed));
    bench.editor().setDescription(QStringLiteral("for the night shift"));
    bench.editor().save();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Closed);
    QVERIFY(!bench.writing().lastDraft->valuesChanged);
    QVERIFY(bench.writing().lastDraft->fields.empty());
    QCOMPARE(bench.browse.detail()->description(), QStringLiteral("for the night shift"));
}

void TestEditing::saysWhatIsWrongUnderItsField()
{
    WritingBench bench;
    QSignalSpy problem(&bench.editor(), &EditorViewModel::problemFound);
    bench.browse.newSecret();
    bench.editor().chooseType(QStringLiteral("login"));
    bench.editor().setExpires(QStringLiteral("tomorrow"));
    bench.editor().addField(QStringLiteral("totp"));
    bench.document(QStringLiteral("totp")).insert("123456");
    bench.editor().addField(QStringLiteral("custom"));
    bench.editor().fields()->fields().back().document->insert("nameless");
    bench.editor().save();
    QCOMPARE(bench.editor().stage(), EditorViewModel::Writing);
    QVERIFY(bench.writing().log.isEmpty());
    QCOMPARE(problem.count(), 1);
    QCOMPARE(problem.front().front().toString(), QStringLiteral("name"));
    QVERIFY(!bench.editor().nameError().isEmpty());
    QVERIFY(!bench.editor().expiresError().isEmpty());
    QVERIFY(bench.editor().usernameError().isEmpty());
    for (const EditField &field : bench.editor().fields()->fields())
        QVERIFY2(!field.error.isEmpty(), qPrintable(field.key));
    bench.editor().setName(QString(300, QLatin1Char('x')));
    bench.document(PasswordKey).insert("x");
    bench.editor().save();
    QVERIFY(bench.editor().nameError().contains(QStringLiteral("255")));
    QVERIFY(bench.editor().fields()->field(PasswordKey)->error.isEmpty()); // mended
}

void TestEditing::saysThatASecretNeedsAFolder()
{
    WritingBench bench;
    bench.writing().needsCollection = true;
    bench.server().collections.clear();
    QVERIFY(QCoro::waitFor(bench.session().refresh()));
    bench.browse.newSecret();
    bench.editor().chooseType(QStringLiteral("login"));
    bench.editor().setName(QStringLiteral("Mail"));
    bench.document(PasswordKey).insert("x");
    bench.editor().save();
    QVERIFY2(bench.editor().errorText().contains(QStringLiteral("folder")), qPrintable(bench.editor().errorText()));
    QVERIFY(bench.editor().errorHint().isEmpty());
    QCOMPARE(bench.editor().stage(), EditorViewModel::Writing);
}

void TestEditing::offersFieldsThatHaveAPlace()
{
    WritingBench bench;
    bench.writing().impossible = {QStringLiteral("totp"), QStringLiteral("uris")};
    bench.browse.newSecret();
    bench.editor().chooseType(QStringLiteral("login"));
    QVERIFY(!bench.editor().addable()->contains(QStringLiteral("totp")));
    QVERIFY(bench.editor().addable()->contains(QStringLiteral("note")));
    QVERIFY(!bench.editor().hasUris());
    QVERIFY(bench.editor().hasUsername());
    bench.editor().addField(QStringLiteral("note"));
    QVERIFY(!bench.editor().addable()->contains(QStringLiteral("note"))); // once is enough
    QCOMPARE(bench.editor().fields()->rowCount(), 2);
    bench.editor().removeField(0); // the password belongs to a login
    bench.editor().removeField(1);
    QCOMPARE(bench.editor().fields()->rowCount(), 1);
    QVERIFY(bench.editor().addable()->contains(QStringLiteral("note")));
}

void TestEditing::symbolsAreChosenWhereTheyHaveAPlace()
{
    WritingBench bench;
    bench.onServer(Bench::Signed).icon = {16, 0xe64626ff};
    QVERIFY(bench.edit(Bench::Signed));
    IconChoice &icon = *bench.editor().icon();
    QVERIFY(icon.isAvailable());
    QCOMPARE(icon.symbol(), QStringLiteral("globe"));
    QCOMPARE(icon.ground(), QStringLiteral("#ffe64626"));
    icon.chooseSymbol(QStringLiteral("mail"));
    QVERIFY(bench.editor().isChanged());
    icon.chooseSymbol(QStringLiteral("globe")); // another number than before looks the same
    icon.chooseSymbol(QStringLiteral("no such symbol"));
    QCOMPARE(icon.symbol(), QStringLiteral("globe"));
    icon.chooseColour({});
    bench.editor().save();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Closed);
    QVERIFY((bench.writing().lastDraft->icon == SecretIcon{1, 0}));
    QVERIFY(!bench.writing().lastDraft->valuesChanged);
    QCOMPARE(bench.browse.detail()->symbol(), QStringLiteral("globe"));
    QVERIFY(bench.browse.detail()->ground().isEmpty());

    bench.writing().impossible = {QStringLiteral("icon")};
    QVERIFY(bench.edit(Bench::Signed));
    QVERIFY(!icon.isAvailable());
    icon.chooseSymbol(QStringLiteral("mail"));
    QVERIFY(!bench.editor().isChanged());
}

void TestEditing::anUntouchedSymbolIsLeftToTheServer()
{
    WritingBench bench;
    bench.onServer(Bench::Signed).icon = {16, 0xe64626ff};
    QVERIFY(bench.edit(Bench::Signed));
    IconChoice &icon = *bench.editor().icon();
    icon.chooseSymbol(QStringLiteral("mail"));
    icon.chooseColour(QStringLiteral("#ff3f5bb5"));
    icon.chooseSymbol({});
    QVERIFY(bench.editor().isChanged());
    bench.browse.editor()->discard();
    QVERIFY(bench.edit(Bench::Signed));
    QCOMPARE(icon.symbol(), QStringLiteral("globe"));
    bench.editor().setName(QStringLiteral("Renamed"));
    bench.editor().save();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Closed);
    QVERIFY(!bench.writing().lastDraft->icon);
    QVERIFY((bench.onServer(Bench::Signed).icon == SecretIcon{16, 0xe64626ff}));
}

void TestEditing::saysWhatAFieldOfOnesOwnHolds()
{
    WritingBench bench;
    bench.browse.newSecret();
    bench.editor().chooseType(QStringLiteral("login"));
    bench.editor().setName(QStringLiteral("x"));
    bench.document(PasswordKey).insert("p");
    EditFieldModel &fields = *bench.editor().fields();
    const auto value = [&fields](int row, int role) { return fields.index(row).data(role); };
    QVERIFY(!value(0, EditFieldModel::KindsRole).toBool());
    fields.setCustomKind(0, QStringLiteral("number")); // the password is one
    for (const char *kind : {"text", "number", "boolean", "password"}) {
        bench.editor().addField(QStringLiteral("custom"));
        const int row = fields.rowCount() - 1;
        fields.setLabel(row, QLatin1String(kind));
        QCOMPARE(value(row, EditFieldModel::CustomKindRole).toString(), QStringLiteral("password"));
        fields.setProtected(row, false); // not a password
        QVERIFY(value(row, EditFieldModel::IsProtectedRole).toBool());
        fields.setCustomKind(row, QLatin1String(kind));
        QCOMPARE(value(row, EditFieldModel::CustomKindRole).toString(), QLatin1String(kind));
        fields.setCustomKind(row, QStringLiteral("no such kind"));
    }
    fields.fields()[1].document->insert("seen by all");
    fields.setProtected(1, false);
    fields.fields()[2].document->insert("12");
    QVERIFY(!value(3, EditFieldModel::FlagRole).toBool());
    fields.setFlag(3, true);
    QVERIFY(value(3, EditFieldModel::FlagRole).toBool());
    fields.setFlag(2, true); // a number
    fields.fields()[4].document->insert("hidden");
    bench.editor().save();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Closed);
    const std::vector<SecretField> &written = bench.writing().lastDraft->fields;
    QCOMPARE(written.size(), 5u);
    QVERIFY(!written[0].customKind);
    const CustomKind kinds[]{CustomKind::Text, CustomKind::Number, CustomKind::Boolean, CustomKind::Password};
    const QByteArray values[]{"seen by all", "12", "true", "hidden"};
    for (std::size_t i = 1; i < written.size(); ++i) {
        QVERIFY(written[i].customKind == kinds[i - 1]);
        QCOMPARE(text(written[i].value), values[i - 1]);
        QCOMPARE(written[i].isProtected, i != 1);
    }
}

void TestEditing::aValueOutlivesAnotherKind()
{
    WritingBench bench;
    bench.browse.newSecret();
    bench.editor().chooseType(QStringLiteral("login"));
    EditFieldModel &fields = *bench.editor().fields();
    for (int row : {1, 2}) {
        bench.editor().addField(QStringLiteral("custom"));
        QCOMPARE(fields.rowCount(), row + 1);
    }
    const auto written = [&fields](int row) {
        return text(fields.fields()[static_cast<std::size_t>(row)].document->value());
    };
    fields.fields()[1].document->insert("typed");
    for (int row : {1, 2}) {
        fields.setCustomKind(row, QStringLiteral("boolean"));
        QCOMPARE(written(row), QByteArray("false"));
        fields.setFlag(row, true);
        fields.setCustomKind(row, QStringLiteral("password"));
    }
    QCOMPARE(written(1), QByteArray("typed"));
    QCOMPARE(written(2), QByteArray()); // nothing was
    fields.setCustomKind(1, QStringLiteral("text"));
    QCOMPARE(written(1), QByteArray("typed"));
    fields.setCustomKind(1, QStringLiteral("boolean"));
    QVERIFY(!fields.index(1).data(EditFieldModel::FlagRole).toBool());
}

void TestEditing::saveSaysWhyItDoesNot()
{
    WritingBench bench;
    bool told = bench.editor().canSave(); // what a screen knows
    connect(&bench.editor(), &EditorViewModel::saveHintChanged, this, [&] { told = bench.editor().canSave(); });
    QVERIFY(bench.edit(Bench::Signed));
    QVERIFY(!bench.editor().canSave());
    QVERIFY(!told);
    QVERIFY(!bench.editor().saveHint().isEmpty());
    bench.editor().setName(bench.editor().name() + QLatin1Char('x'));
    QVERIFY(bench.editor().canSave());
    QVERIFY(bench.editor().saveHint().isEmpty());
    bench.editor().setName(bench.onServer(Bench::Signed).name);
    QVERIFY(!bench.editor().canSave()); // back to what it was
    bench.editor().setName(bench.editor().name() + QLatin1Char('x'));
    bench.editor().discard();
    QVERIFY(bench.edit(Bench::Signed));
    QVERIFY(!told);
    bench.editor().setName(bench.editor().name() + QLatin1Char('x'));
    QVERIFY(told); // whatever was written in a form before

    SecretSummary &readOnly = bench.onServer(Bench::Unsigned);
    readOnly.right = AccessRight::Read;
    bench.editor().close();
    bench.app.syncAll();
    QTRY_COMPARE(bench.session().contact(), Session::Contact::Online);
    bench.browse.selectSecret(Bench::Unsigned);
    QVERIFY(!bench.browse.detail()->canEdit());
    QVERIFY(!bench.browse.detail()->editHint().isEmpty());
    bench.browse.editSecret();
    QVERIFY(!bench.editor().isActive());
}

void TestEditing::leavingAsksOnceSomethingIsWritten()
{
    WritingBench bench;
    QVERIFY(bench.edit(Bench::Signed));
    bench.browse.selectSecret(Bench::Unsigned); // nothing written: no question
    QVERIFY(!bench.editor().isActive());
    QCOMPARE(bench.browse.currentSecretId(), Bench::Unsigned);

    QVERIFY(bench.edit(Bench::Signed));
    bench.document(PasswordKey).insert("!");
    bench.browse.selectSecret(Bench::Unsigned);
    QVERIFY(bench.editor().isAsking());
    QCOMPARE(bench.browse.currentSecretId(), Bench::Signed);
    bench.editor().keepWriting();
    QVERIFY(!bench.editor().isAsking());
    QCOMPARE(text(bench.document(PasswordKey)), Bench::Password + '!');
    bench.browse.setSearchText(QStringLiteral("a")); // looking something up meanwhile is no leaving
    QVERIFY(!bench.editor().isAsking());
    bench.browse.selectSecret(Bench::Unsigned);
    bench.editor().discard();
    QVERIFY(!bench.editor().isActive());
    QCOMPARE(bench.browse.currentSecretId(), Bench::Unsigned);
    QVERIFY(bench.writing().log.isEmpty());
}

void TestEditing::aFailedSaveKeepsEverything()
{
    WritingBench bench;
    QVERIFY(bench.edit(Bench::Signed));
    bench.document(PasswordKey).insert("!");
    bench.server().failNext(Call::Write, ErrorKind::Unreachable);
    bench.editor().save();
    QTRY_COMPARE(bench.editor().errorText(), describe(ErrorKind::Unreachable).text);
    QCOMPARE(bench.editor().stage(), EditorViewModel::Writing);
    QCOMPARE(text(bench.document(PasswordKey)), Bench::Password + '!');
    bench.editor().save();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Closed);
}

void TestEditing::aStoppedSaveKeepsEverything()
{
    WritingBench bench;
    QVERIFY(bench.edit(Bench::Signed));
    bench.document(PasswordKey).insert("!");
    bench.server().gate(Call::Write).close();
    bench.editor().save();
    QTRY_COMPARE(bench.server().gate(Call::Write).waiting(), 1);
    QVERIFY(bench.editor().isSaving());
    QVERIFY(!bench.editor().canSave());
    bench.editor().stopSaving();
    QTRY_VERIFY(!bench.editor().isSaving());
    QCOMPARE(bench.editor().stage(), EditorViewModel::Writing);
    QCOMPARE(bench.editor().errorText(), QString());
    bench.server().gate(Call::Write).open();
    bench.editor().save();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Closed);
}

void TestEditing::aConflictShowsBothAndKeepsMine()
{
    WritingBench bench;
    ConflictListModel &conflict = *bench.editor().conflict();
    const QAbstractItemModelTester tester(&conflict, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QVERIFY(bench.edit(Bench::Signed));
    bench.document(PasswordKey).replaceAll("mine");
    SecretSummary &summary = bench.onServer(Bench::Signed);
    summary.name = QStringLiteral("Theirs");
    summary.modified = summary.modified.addSecs(5);
    bench.server().setMessage(Bench::Signed,
                              FakeOpenPgp::sealed("password=theirs\nrecovery=" + Bench::OtherValue +
                                                      "\ntotp=otpauth://totp/x?secret=CANARYAA",
                                                  Bench::AdasKey),
                              {Bench::AdasKey});
    bench.editor().save();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Conflicted);
    QCOMPARE(conflict.rowCount(), 2); // name and password; what is the same is left out
    QCOMPARE(conflict.index(0).data(ConflictListModel::TheirsTextRole).toString(), QStringLiteral("Theirs"));
    const QModelIndex password = conflict.index(1);
    QVERIFY(!password.data(ConflictListModel::RevealedRole).toBool());
    QVERIFY(!test::everythingVisible(bench.editor()).join(QLatin1Char(' ')).contains(QStringLiteral("theirs")));
    conflict.toggle(1);
    QCOMPARE(text(password.data(ConflictListModel::MineSecretRole).value<RevealedSecret *>()->buffer()), "mine");
    QCOMPARE(text(password.data(ConflictListModel::TheirsSecretRole).value<RevealedSecret *>()->buffer()), "theirs");
    conflict.toggle(1);
    QVERIFY(!password.data(ConflictListModel::RevealedRole).toBool());
    bench.editor().backToWriting();
    QCOMPARE(bench.editor().stage(), EditorViewModel::Writing);
    QCOMPARE(text(bench.document(PasswordKey)), "mine");
    bench.editor().save();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Conflicted);
    bench.editor().keepMine();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Closed);
    QCOMPARE(text(bench.writing().lastDraft->field(PasswordKey)->value), "mine");
    QVERIFY(bench.onServer(Bench::Signed).name != QStringLiteral("Theirs"));
}

void TestEditing::aConflictShowsTheSymbols()
{
    WritingBench bench;
    SecretSummary &summary = bench.onServer(Bench::Signed);
    QVERIFY(bench.edit(Bench::Signed));
    bench.editor().icon()->chooseSymbol(QStringLiteral("mail"));
    bench.editor().icon()->chooseColour(QStringLiteral("#ff3f5bb5"));
    summary.icon = {37, 0x123456ff};
    summary.modified = summary.modified.addSecs(5);
    bench.editor().save();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Conflicted);
    const ConflictListModel &conflict = *bench.editor().conflict();
    QCOMPARE(conflict.rowCount(), 1);
    const QModelIndex symbol = conflict.index(0);
    QCOMPARE(symbol.data(ConflictListModel::LabelRole).toString(), QStringLiteral("Symbol"));
    QCOMPARE(symbol.data(ConflictListModel::MineTextRole).toString(), QStringLiteral("Envelope, Blue"));
    QCOMPARE(symbol.data(ConflictListModel::TheirsTextRole).toString(), QStringLiteral("Bank, #ff123456"));
    bench.editor().backToWriting();
    bench.editor().icon()->chooseSymbol({});
    bench.editor().icon()->chooseColour({});
    bench.editor().setName(QStringLiteral("Mine"));
    bench.editor().save();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Conflicted);
    QCOMPARE(conflict.rowCount(), 1); // a symbol nobody touched here is theirs to change
    QCOMPARE(conflict.index(0).data(ConflictListModel::LabelRole).toString(), QStringLiteral("Name"));
}

void TestEditing::aConflictCanBeGivenUp()
{
    WritingBench bench;
    QVERIFY(bench.edit(Bench::Signed));
    bench.editor().setName(QStringLiteral("Mine"));
    SecretSummary &summary = bench.onServer(Bench::Signed);
    summary.name = QStringLiteral("Theirs");
    summary.modified = summary.modified.addSecs(5);
    bench.editor().save();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Conflicted);
    QCOMPARE(bench.editor().conflict()->rowCount(), 1); // values that were not touched are not spoken of
    bench.editor().takeTheirs();
    QCOMPARE(bench.editor().stage(), EditorViewModel::Closed);
    QCOMPARE(bench.browse.detail()->name(), QStringLiteral("Theirs"));
    QCOMPARE(summary.name, QStringLiteral("Theirs"));
}

void TestEditing::keysHaveToBeCompared()
{
    WritingBench bench;
    ReadersViewModel &readers = *bench.editor().readers();
    const QAbstractItemModelTester tester(readers.people(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    bench.writing().otherReaders = {reader(QStringLiteral("Carol"), ReaderKey::State::Known),
                                    reader(QStringLiteral("Betty"), ReaderKey::State::FirstSeen),
                                    reader(QStringLiteral("Dame"), ReaderKey::State::FirstSeen)};
    QVERIFY(bench.edit(Bench::Signed));
    bench.document(PasswordKey).insert("!");
    bench.editor().save();
    QTRY_VERIFY(readers.isAsking());
    QCOMPARE(readers.people()->rowCount(), 3);
    QCOMPARE(readers.people()->index(0).data(ReaderListModel::NameRole).toString(), QStringLiteral("Betty"));
    QCOMPARE(readers.people()->index(0).data(ReaderListModel::FingerprintRole).toString().left(9),
             QStringLiteral("BBBB BBBB"));
    QVERIFY(!readers.canProceed());
    QVERIFY(readers.missingText().contains(QLatin1Char('2')));
    readers.setConfirmed(0, true);
    readers.setConfirmed(0, false);
    readers.setConfirmed(2, true); // is known anyway
    QVERIFY(!readers.canProceed());
    readers.cancel();
    QCOMPARE(bench.editor().stage(), EditorViewModel::Writing);
    QCOMPARE(text(bench.document(PasswordKey)), Bench::Password + '!');
    bench.editor().save();
    QTRY_VERIFY(readers.isAsking());
    readers.confirmAll();
    QVERIFY(readers.canProceed());
    readers.proceed();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Closed);
    QStringList confirmed = bench.writing().lastConfirmed;
    confirmed.sort();
    QCOMPARE(confirmed, (QStringList{QString(40, QLatin1Char('B')), QString(40, QLatin1Char('D'))}));
}

void TestEditing::changedKeysBlock()
{
    WritingBench bench;
    ReadersViewModel &readers = *bench.editor().readers();
    bench.writing().otherReaders = {reader(QStringLiteral("Betty"), ReaderKey::State::Changed)};
    QVERIFY(bench.edit(Bench::Signed));
    bench.document(PasswordKey).insert("!");
    bench.editor().save();
    QTRY_VERIFY(readers.isAsking());
    QVERIFY(!readers.blockedText().isEmpty());
    QVERIFY(!readers.people()->index(0).data(ReaderListModel::PinnedFingerprintRole).toString().isEmpty());
    readers.confirmAll(); // says nothing about a changed key
    QVERIFY(!readers.canProceed());
    readers.proceed();
    QVERIFY(readers.isAsking());
    bench.writing().otherReaders = {reader(QStringLiteral("Betty"), ReaderKey::State::Known)};
    readers.acceptKey(0);
    QCOMPARE(bench.server().facets->sharing.log,
             QStringList{QStringLiteral("accept betty ") + QString(40, QLatin1Char('B'))});
    QVERIFY(readers.canProceed());
    readers.proceed();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Closed);
}

void TestEditing::warnsBeforeVouchingForOthers()
{
    WritingBench bench;
    QVERIFY(bench.edit(Bench::Signed));
    QCOMPARE(bench.editor().warning(), QString());
    bench.document(PasswordKey).insert("!");
    bench.editor().save();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Closed);
    QVERIFY(!bench.writing().lastDraft->vouchesForOthers);
    QVERIFY(bench.edit(Bench::Unsigned));
    QVERIFY(!bench.editor().warning().isEmpty());
    bench.document(PasswordKey).insert("!");
    bench.editor().save();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Closed);
    QVERIFY(bench.writing().lastDraft->vouchesForOthers);
}

void TestEditing::t01_wordsNobodyVouchesForWarnToo()
{
    WritingBench bench;
    for (const Marker marker : {Marker::MetadataUnverified, Marker::OutOfOrder}) {
        bench.onServer(Bench::Signed).markers = marker;
        QVERIFY(bench.edit(Bench::Signed));
        QVERIFY(!bench.editor().warning().isEmpty());
        bench.editor().close();
    }
    bench.onServer(Bench::Signed).markers = Marker::Favourite;
    QVERIFY(bench.edit(Bench::Signed));
    QCOMPARE(bench.editor().warning(), QString());

    // Put in its place while the user was writing: it is refused, and the other version comes with a warning.
    bench.document(PasswordKey).insert("!");
    bench.onServer(Bench::Signed).markers = Marker::MetadataUnverified;
    bench.server().failNext(Call::Write, ErrorKind::Conflict);
    bench.editor().save();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Conflicted);
    QVERIFY(!bench.editor().warning().isEmpty());
    bench.editor().keepMine();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Closed);
    QVERIFY(bench.writing().lastDraft->vouchesForOthers);
}

void TestEditing::openingMayFail()
{
    WritingBench bench;
    bench.server().failNext(Call::FetchPayload, ErrorKind::TimedOut);
    bench.browse.selectSecret(Bench::Signed);
    bench.browse.editSecret();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Failed);
    QCOMPARE(bench.editor().errorText(), describe(ErrorKind::TimedOut).text);
    bench.editor().retry();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Writing);
    QCOMPARE(bench.editor().errorText(), QString());
}

void TestEditing::lockingWipesTheForm()
{
    WritingBench bench;
    QVERIFY(bench.edit(Bench::Signed));
    bench.document(PasswordKey).insert("!");
    bench.editor().setName(QStringLiteral("Geheim"));
    bench.app.lockAll();
    QTRY_COMPARE(bench.editor().stage(), EditorViewModel::Closed);
    QCOMPARE(bench.editor().name(), QString());
    QCOMPARE(bench.editor().fields()->rowCount(), 0);
}

void TestEditing::nothingWrittenIsVisible()
{
    WritingBench bench;
    QVERIFY(bench.edit(Bench::Signed));
    bench.document(PasswordKey).replaceAll("canary-typed");
    for (const QString &seen : test::everythingVisible(bench.browse))
        QVERIFY2(!seen.contains(QStringLiteral("canary")), qPrintable(seen));
}

QTEST_MAIN(TestEditing)
#include "tst_editing.moc"
