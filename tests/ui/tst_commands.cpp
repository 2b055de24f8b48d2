// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"
#include "ui/models/commandkeysmodel.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QKeySequence>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using Role = PaletteModel::Role;

namespace {

const QString Acme = QStringLiteral("acme");

/// Two accounts, open.
struct Desk : Bench
{
    Desk()
    {
        addAccount(Acme, QStringLiteral("Acme"));
        addAccount(QStringLiteral("umbrella"), QStringLiteral("Umbrella"));
        if (!openAll())
            qFatal("the accounts do not open");
    }
    [[nodiscard]] PaletteViewModel &palette() { return *app.palette(); }
    [[nodiscard]] Command &command(const char *id) { return *app.commands()->command(QLatin1String(id)); }
    [[nodiscard]] QString text(int row, int role = Role::NameRole)
    {
        return app.palette()->rows()->data(app.palette()->rows()->index(row), role).toString();
    }
    [[nodiscard]] QStringList texts(int role = Role::NameRole)
    {
        QStringList all;
        for (int row = 0; row < app.palette()->rows()->rowCount(); ++row)
            all.append(text(row, role));
        return all;
    }
    void makeTree(int count)
    {
        std::vector<Collection> &collections = servers.at(Acme)->collections;
        collections.clear();
        for (int i = 0; i < count; ++i)
            collections.push_back({QStringLiteral("c%1").arg(i),
                                   i < 10 ? QString() : QStringLiteral("c%1").arg(i / 10),
                                   QStringLiteral("Folder %1").arg(i),
                                   {},
                                   {}});
        QSignalSpy changed(&session(), &Session::catalogChanged);
        session().refresh();
        if (!QTest::qWaitFor([&] { return changed.count() > 0; }))
            qFatal("the account does not sync");
    }
};

} // namespace

class TestCommands : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCommandIsNamedOnce();
    void noKeyMeansTwoThings();
    void everySymbolIsThere();
    void saysWhyNot();
    void saysWhatItWillDo();
    void sortsTheList();
    void formsOfATokenAreForTokens();
    void keysOfTheAgentAreForSshKeys();
    void aKeyThatCannotSaysWhy();
    void sleepsWhileSomethingIsWritten();
    void opensTheFirstWebAddress();
    void copiesPasswordAndCodeInOne();
    void duplicatesASecret();
    void worksOnSeveral();
    void listsKeysByGroup();
    void paletteOffersCommandsAndPlaces();
    void paletteRanks();
    void whatCannotBeDoneComesLast();
    void paletteGoesToAPlaceOfAnotherAccount();
    void paletteRunsACommand();
    void paletteForgets();
    void paletteMoves();
    void paletteFindsOneOfTenThousandFolders();
};

void TestCommands::everyCommandIsNamedOnce()
{
    Desk desk;
    QSet<QString> ids;
    QSet<QString> names;
    for (const Command *command : desk.app.commands()->all()) {
        QVERIFY2(!command->name().isEmpty() && !command->group().isEmpty(), qPrintable(command->id()));
        QVERIFY2(!ids.contains(command->id()), qPrintable(command->id()));
        QVERIFY2(!names.contains(command->name()), qPrintable(command->name()));
        ids.insert(command->id());
        names.insert(command->name());
    }
    QVERIFY(ids.size() > 40);
}

void TestCommands::noKeyMeansTwoThings()
{
    Desk desk;
    QSet<QString> seen;
    for (int i = 1; i <= 9; ++i)
        seen.insert(QStringLiteral("Ctrl+%1").arg(i)); // the accounts
    for (const Command *command : desk.app.commands()->all()) {
        for (const QString &key : command->keys()) {
            QVERIFY2(!QKeySequence(key).isEmpty() && QKeySequence(key).toString() == key, qPrintable(key));
            QVERIFY2(!seen.contains(key), qPrintable(key));
            seen.insert(key);
        }
    }
    for (const char *key : {"Ctrl+K", "Ctrl+/", "Ctrl+,", "F1", "F2", "F3", "F6", "Ctrl+F", "Ctrl+L"})
        QVERIFY2(seen.contains(QLatin1String(key)), key);
}

void TestCommands::everySymbolIsThere()
{
    Desk desk;
    for (const Command *command : desk.app.commands()->all()) {
        const QString file = QStringLiteral(COFFRET_ICON_FOLDER "/%1.svg").arg(command->symbol());
        QVERIFY2(QFile::exists(file), qPrintable(file));
    }
}

void TestCommands::saysWhatItWillDo()
{
    Desk desk;
    Command &presenting = desk.command("presenting");
    QCOMPARE(presenting.name(), QStringLiteral("Turn presentation mode on"));
    QSignalSpy changed(&presenting, &Command::changed);
    presenting.run();
    QVERIFY(desk.app.settings()->isPresenting());
    QVERIFY(!changed.isEmpty());
    QCOMPARE(presenting.name(), QStringLiteral("Turn presentation mode off"));
    QCOMPARE(desk.app.toast()->text(), QStringLiteral("Values are not shown now"));
    presenting.run();
    QCOMPARE(desk.app.toast()->text(), QStringLiteral("Values can be shown again"));
    QCOMPARE(desk.command("givesBack").reason(), QStringLiteral("This account checks nothing out"));
}

void TestCommands::sortsTheList()
{
    Desk desk;
    for (const Choice &order : desk.browse.orders()->choices()) {
        const QByteArray id = QByteArrayLiteral("order_") + order.key.toLatin1();
        QVERIFY2(desk.command(id.constData()).name().contains(order.label), id.constData());
    }
    desk.command("order_changed").run();
    QCOMPARE(desk.browse.order(), QStringLiteral("changed"));
    QCOMPARE(desk.command("order_changed").reason(), QStringLiteral("This is how it is now"));
    QVERIFY(desk.command("order_usual").isAvailable());
}

void TestCommands::formsOfATokenAreForTokens()
{
    Desk desk;
    desk.browse.selectSecret(Bench::Signed);
    QVERIFY(desk.browse.detail()->type() != QLatin1String("apikey"));
    for (const char *id : {"copyExportLine", "copyJson"})
        QCOMPARE(desk.command(id).reason(), QStringLiteral("Only API keys can be copied so"));
    QCOMPARE(desk.command("copyKeyValue").reason(), QStringLiteral("This secret has one value only"));
    desk.browse.setTypeFilter(QStringLiteral("apikey"));
    QVERIFY(desk.browse.secrets()->rowCount() > 0);
    const QString key = desk.browse.secrets()->idAt(0);
    desk.servers.at(Acme)->setMessage(key, FakeOpenPgp::sealed("token=canary-51e0-token", Bench::AdasKey),
                                      {Bench::AdasKey});
    desk.browse.selectSecret(key);
    QVERIFY(desk.command("copyExportLine").isAvailable());
    desk.command("copyExportLine").run();
    QTRY_VERIFY(desk.clipboardText().startsWith(QLatin1String("export ")));
    QVERIFY(desk.clipboardText().endsWith(QLatin1String("canary-51e0-token'")));
}

void TestCommands::keysOfTheAgentAreForSshKeys()
{
    Desk desk;
    desk.browse.selectSecret(Bench::Signed);
    for (const char *id : {"copyPublicKey", "addToAgent", "takeOutOfAgent"})
        QCOMPARE(desk.command(id).reason(), QStringLiteral("This secret is not an SSH key"));
    desk.browse.setTypeFilter(QStringLiteral("sshkey"));
    QVERIFY(desk.browse.secrets()->rowCount() > 0);
    desk.browse.selectSecret(desk.browse.secrets()->idAt(0));
    QCOMPARE(desk.command("takeOutOfAgent").reason(), QStringLiteral("It is not in ssh-agent"));
    QVERIFY(desk.command("addToAgent").isAvailable());
    QSignalSpy wanted(desk.app.commands(), &CommandTable::placeWanted);
    desk.command("addToAgent").run();
    QCOMPARE(wanted.count(), 1); // where the question belongs
    QVERIFY(desk.browse.sshKey()->isAsking());
}

void TestCommands::saysWhyNot()
{
    Desk desk;
    QCOMPARE(desk.command("edit").reason(), QStringLiteral("No secret is chosen"));
    QSignalSpy changed(&desk.command("edit"), &Command::changed);
    desk.browse.selectSecret(Bench::Signed);
    QVERIFY(!changed.isEmpty());
    QCOMPARE(desk.command("edit").reason(), QStringLiteral("This account can only be read"));
    QVERIFY(desk.command("togglePrimary").isAvailable());
    desk.browse.selectAll();
    QCOMPARE(desk.command("togglePrimary").reason(), QStringLiteral("Several secrets are chosen"));
    desk.app.lockAll();
    for (const char *id : {"edit", "togglePrimary", "search", "settings", "lock"}) {
        QCOMPARE(desk.command(id).reason(), QStringLiteral("Coffret is locked"));
        QVERIFY(!desk.command(id).isAwake());
    }
    QVERIFY(desk.command("quit").isAvailable());
    desk.app.unlock();
    desk.app.addAccount();
    QCOMPARE(desk.command("search").reason(), QStringLiteral("An account is being set up"));
}

void TestCommands::aKeyThatCannotSaysWhy()
{
    Desk desk;
    desk.browse.selectSecret(Bench::Signed);
    QVERIFY(desk.command("edit").isAwake());
    desk.command("edit").run();
    QVERIFY(!desk.browse.editor()->isActive());
    QCOMPARE(desk.toast.text(), QStringLiteral("This account can only be read"));
}

void TestCommands::sleepsWhileSomethingIsWritten()
{
    Desk desk;
    desk.servers.at(Acme)->addFacets();
    desk.servers.at(Acme)->capabilities |= Capability::Write;
    QVERIFY(desk.command("copyPrimary").isAwake());
    desk.browse.newSecret();
    QVERIFY(desk.browse.editor()->isActive());
    QVERIFY(!desk.command("copyPrimary").isAwake()); // Ctrl+C belongs to what is written
    QVERIFY(desk.command("search").isAwake());
    desk.command("settings").run();
    QVERIFY(!desk.app.settings()->isOpen());
    desk.browse.editor()->close();
    QVERIFY(desk.command("copyPrimary").isAwake());
}

void TestCommands::opensTheFirstWebAddress()
{
    Desk desk;
    for (SecretSummary &secret : desk.servers.at(Acme)->secrets) {
        if (secret.id == Bench::Signed)
            secret.uris = {QStringLiteral("ssh://host"), QStringLiteral("file:///etc/passwd"),
                           QStringLiteral("https://one.example"), QStringLiteral("https://two.example")};
        if (secret.id == Bench::Unsigned)
            secret.uris = {QStringLiteral("javascript:alert(1)")};
    }
    QSignalSpy changed(&desk.session(), &Session::catalogChanged);
    desk.session().refresh();
    QTRY_VERIFY(!changed.isEmpty());
    QSignalSpy wanted(desk.browse.detail(), &DetailViewModel::browserWanted);
    QCOMPARE(desk.command("openAddress").keys(), QStringList{QStringLiteral("Ctrl+Shift+U")});
    desk.browse.selectSecret(Bench::Signed);
    desk.command("openAddress").run();
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.at(0).at(0).toString(), QStringLiteral("https://one.example"));
    for (const char *refused : {"file:///etc/passwd", "https://three.example"})
        desk.browse.detail()->openUri(QLatin1String(refused));
    desk.browse.selectSecret(Bench::Unsigned);
    QCOMPARE(desk.command("openAddress").reason(), QStringLiteral("It has no web address"));
    desk.command("openAddress").run();
    QCOMPARE(wanted.count(), 1);
}

void TestCommands::copiesPasswordAndCodeInOne()
{
    Desk desk;
    QCOMPARE(desk.command("copyWithCode").keys(), QStringList{QStringLiteral("Ctrl+Y")});
    desk.browse.selectSecret(Bench::Signed);
    desk.browse.copyPrimary(); // tells that there is a code
    QTRY_COMPARE(desk.clipboardText(), QString::fromUtf8(Bench::Password));
    desk.command("copyWithCode").run();
    const QRegularExpression both(QLatin1String("^") + QString::fromUtf8(Bench::Password) + QLatin1String("\\d{6}$"));
    QTRY_VERIFY2(both.match(desk.clipboardText()).hasMatch(), qPrintable(desk.clipboardText()));
    QVERIFY(desk.toast.text().contains(QLatin1String("Password with one-time code")));
    desk.browse.selectSecret(Bench::Unsigned); // has none, and nobody vouches for it
    desk.command("copyWithCode").run();
    QTRY_VERIFY(!desk.browse.detail()->confirmCopyText().isEmpty());
    desk.browse.detail()->confirmCopy();
    QTRY_COMPARE(desk.clipboardText(), QString::fromUtf8(Bench::UnsignedPassword));
}

void TestCommands::duplicatesASecret()
{
    Desk desk;
    desk.browse.selectSecret(Bench::Signed);
    QCOMPARE(desk.command("duplicate").reason(), QStringLiteral("This account can only be read"));
    FakeServer &server = *desk.servers.at(Acme);
    server.addFacets().writing.signer = Bench::AdasKey;
    server.capabilities |= Capability::Write;
    const QString name = desk.browse.detail()->name();
    QCOMPARE(desk.command("duplicate").keys(), QStringList{QStringLiteral("Ctrl+D")});
    desk.command("duplicate").run();
    EditorViewModel &editor = *desk.browse.editor();
    QTRY_COMPARE(editor.stage(), EditorViewModel::Writing);
    QVERIFY(editor.isCreating() && editor.isChanged() && editor.canSave());
    QCOMPARE(editor.name(), QStringLiteral("Copy of ") + name);
    QSignalSpy saved(&editor, &EditorViewModel::saved);
    editor.save();
    QTRY_COMPARE(saved.count(), 1);
    const SecretDraft &draft = *server.facets->writing.lastDraft;
    QVERIFY(draft.id.isEmpty());
    QCOMPARE(draft.name, QStringLiteral("Copy of ") + name);
    const SecretField *password = draft.field(fieldKey(FieldKind::Password));
    QVERIFY(password && password->value.equals(SecretBuffer::copyOf(Bench::Password.toStdString())));
    desk.browse.selectSecret(Bench::Signed);
    server.capabilities.setFlag(Capability::Reveal, false); // a new secret shows what it holds
    QSignalSpy changed(&desk.session(), &Session::catalogChanged);
    desk.session().refresh();
    QTRY_VERIFY(!changed.isEmpty());
    QVERIFY(!desk.browse.duplicateHint().isEmpty());
    desk.browse.duplicateSecret();
    QVERIFY(!editor.isActive());
}

void TestCommands::worksOnSeveral()
{
    Desk desk;
    FakeServer &server = *desk.servers.at(Acme);
    server.addFacets().writing.signer = Bench::AdasKey;
    server.capabilities |= Capability::Write;
    QCOMPARE(desk.command("deleteSeveral").reason(), QStringLiteral("Fewer than two secrets are chosen"));
    desk.command("chooseAll").run();
    QVERIFY(desk.browse.bulk()->isActive());
    QCOMPARE(desk.command("shareSeveral").reason(), desk.browse.bulk()->shareHint());
    QCOMPARE(desk.command("deleteSeveral").reason(), QString());
    desk.command("deleteSeveral").run();
    QVERIFY(desk.browse.job()->isActive());
    desk.browse.setSearchText(QStringLiteral("qqqqqq"));
    QCOMPARE(desk.command("chooseAll").reason(), QStringLiteral("The list is empty"));
}

void TestCommands::listsKeysByGroup()
{
    Desk desk;
    CommandKeysModel keys;
    const QAbstractItemModelTester tester(&keys, QAbstractItemModelTester::FailureReportingMode::Fatal);
    keys.setTable(desk.app.commands());
    QVERIFY(keys.rowCount() > 20);
    for (int row = 0; row < keys.rowCount(); ++row)
        QVERIFY(!keys.data(keys.index(row, 0), CommandTable::KeysRole).toString().isEmpty());
    keys.setText(QStringLiteral("copy"));
    QCOMPARE(keys.rowCount(), 6);
    QCOMPARE(keys.data(keys.index(1, 0), CommandKeysModel::NameMarksRole).value<QList<int>>(), (QList<int>{0, 4}));
    keys.setText(QStringLiteral("ctrl+/"));
    QCOMPARE(keys.rowCount(), 1);
    keys.setText({});
    keys.setGroup(desk.app.commands()->groups().first());
    QVERIFY(keys.rowCount() > 3 && keys.rowCount() < 20);
}

void TestCommands::paletteOffersCommandsAndPlaces()
{
    Desk desk;
    const QAbstractItemModelTester tester(desk.palette().rows(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    desk.palette().show();
    const QStringList all = desk.texts();
    QVERIFY(all.contains(QStringLiteral("Lock")) && all.contains(QStringLiteral("Keyboard shortcuts")));
    QVERIFY(!all.contains(QStringLiteral("Command palette")) && !all.contains(QStringLiteral("Clear, then back")));
    QVERIFY(all.contains(QStringLiteral("Switch to Umbrella")));
    QCOMPARE(all.count(QStringLiteral("Go to All secrets")), 2);
    for (const Collection &collection : desk.session().catalog()->collections())
        QVERIFY(all.contains(QStringLiteral("Go to ") + collection.name));
    const auto row = static_cast<int>(all.indexOf(QStringLiteral("Lock")));
    QCOMPARE(desk.text(row, Role::KeysRole), QStringLiteral("Ctrl+L"));
}

void TestCommands::paletteRanks()
{
    Desk desk;
    desk.makeTree(60);
    desk.palette().show();
    desk.palette().setQuery(QStringLiteral("folder 5"));
    QCOMPARE(desk.text(0), QStringLiteral("Go to Folder 5")); // exactly that
    QVERIFY(desk.text(1).startsWith(QStringLiteral("Go to Folder 5")));
    const auto marks = desk.app.palette()->rows()->index(0).data(Role::NameMarksRole).value<QList<int>>();
    QCOMPARE(marks, (QList<int>{6, 6, 13, 1})); // both words
    QCOMPARE(desk.palette().currentIndex(), 0);
    desk.palette().setQuery(QStringLiteral("lock"));
    QCOMPARE(desk.text(0), QStringLiteral("Lock"));
    desk.palette().setQuery(QStringLiteral("folder 57"));
    QCOMPARE(desk.palette().rows()->rowCount(), 1);
    QCOMPARE(desk.text(0, Role::DetailRole), QStringLiteral("Acme / Folder 5"));
    desk.palette().setQuery(QStringLiteral("go to folder 57"));
    QCOMPARE(desk.palette().rows()->rowCount(), 1);
    desk.palette().setQuery(QStringLiteral("qqqq"));
    QCOMPARE(desk.palette().rows()->rowCount(), 0);
    QVERIFY(!desk.palette().statusText().isEmpty());
}

void TestCommands::whatCannotBeDoneComesLast()
{
    Desk desk;
    desk.palette().show();
    const QStringList reasons = desk.texts(Role::ReasonRole);
    const auto first =
        std::find_if(reasons.begin(), reasons.end(), [](const QString &reason) { return !reason.isEmpty(); });
    QVERIFY(first != reasons.end());
    QVERIFY(std::none_of(first, reasons.end(), [](const QString &reason) { return reason.isEmpty(); }));
    desk.palette().setQuery(QStringLiteral("edit"));
    const auto row = static_cast<int>(desk.texts().indexOf(QStringLiteral("Edit")));
    QCOMPARE(desk.text(row, Role::ReasonRole), QStringLiteral("No secret is chosen"));
    desk.palette().activateAt(row);
    QVERIFY(desk.palette().isActive()); // nothing happens
    QVERIFY(desk.palette().currentText().contains(QStringLiteral("No secret is chosen")));
}

void TestCommands::paletteGoesToAPlaceOfAnotherAccount()
{
    Desk desk;
    desk.browse.setSearchText(QStringLiteral("grafana"));
    QSignalSpy went(&desk.palette(), &PaletteViewModel::wentToPlace);
    const Collection target = desk.session(QStringLiteral("umbrella")).catalog()->collections().front();
    desk.palette().show();
    desk.palette().setQuery(target.name + QStringLiteral(" umbrella"));
    QVERIFY(desk.palette().rows()->rowCount() > 0);
    desk.palette().activate();
    QCOMPARE(went.count(), 1);
    QVERIFY(!desk.palette().isActive());
    QCOMPARE(desk.browse.currentAccountId(), QStringLiteral("umbrella"));
    QCOMPARE(desk.browse.title(), target.name);
    QVERIFY(desk.browse.searchText().isEmpty());
}

void TestCommands::paletteRunsACommand()
{
    Desk desk;
    QSignalSpy keys(desk.app.commands(), &CommandTable::keysWanted);
    desk.command("palette").run();
    QVERIFY(desk.palette().isActive());
    desk.palette().setQuery(QStringLiteral("keyboard"));
    desk.palette().activate();
    QCOMPARE(keys.count(), 1);
    QVERIFY(!desk.palette().isActive());
}

void TestCommands::paletteForgets()
{
    Desk desk;
    desk.palette().show();
    desk.palette().setQuery(QStringLiteral("lo"));
    desk.palette().hide();
    QCOMPARE(desk.palette().query(), QString());
    QCOMPARE(desk.palette().rows()->rowCount(), 0);
    desk.palette().show();
    desk.app.lockAll();
    QVERIFY(!desk.palette().isActive());
    QCOMPARE(desk.texts(), QStringList());
}

void TestCommands::paletteMoves()
{
    Desk desk;
    desk.palette().show();
    const int last = desk.palette().rows()->rowCount() - 1;
    desk.palette().move(-1);
    QCOMPARE(desk.palette().currentIndex(), last);
    desk.palette().move(1);
    QCOMPARE(desk.palette().currentIndex(), 0);
    desk.palette().move(last * 2);
    QCOMPARE(desk.palette().currentIndex(), last);
    desk.palette().move(-11);
    QCOMPARE(desk.palette().currentIndex(), last - 11);
    desk.palette().move(-last * 2);
    QCOMPARE(desk.palette().currentIndex(), 0);
}

void TestCommands::paletteFindsOneOfTenThousandFolders()
{
    Desk desk;
    desk.makeTree(10000);
    desk.palette().show();
    QVERIFY(desk.palette().rows()->rowCount() > 10000);
    desk.palette().setQuery(QStringLiteral("folder 9999"));
    QCOMPARE(desk.palette().rows()->rowCount(), 1);
}

QTEST_MAIN(TestCommands)
#include "tst_commands.moc"
