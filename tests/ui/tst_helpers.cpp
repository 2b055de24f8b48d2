// SPDX-License-Identifier: GPL-3.0-or-later
// What helps while a secret is written or looked at: generator, strength, keys of one-time codes, API keys, large type.
#include "core/toolbox/passphrasegenerator.h"
#include "core/toolbox/passwordgenerator.h"
#include "core/toolbox/qrcode.h"
#include "tests/ui/bench.h"
#include "ui/desktop/heldkeys.h"
#include "ui/desktop/qrpictures.h"
#include "ui/items/passwordmeter.h"
#include "ui/items/secretqr.h"
#include "ui/items/secrettext.h"
#include "ui/items/tokenhint.h"
#include "ui/viewmodels/strengthtexts.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QMimeData>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using Call = FakeServer::Call;

namespace {

const QString Acme = QStringLiteral("acme");
const QString PasswordKey = QStringLiteral("password");
const QByteArray KeyUri = "otpauth://totp/ACME%20Co:ada@example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                          "&issuer=ACME%20Co&algorithm=SHA256&digits=8&period=60";

SecretBuffer secret(std::string_view text)
{
    return SecretBuffer::copyOf(text);
}

QByteArray text(const SecretBuffer &buffer)
{
    return {buffer.view().data(), static_cast<qsizetype>(buffer.size())};
}

QByteArray text(const RevealedSecret *revealed)
{
    return revealed ? text(revealed->buffer()) : QByteArray("nothing");
}

struct HelpBench : Bench
{
    HelpBench()
    {
        QGuiApplication::clipboard()->setText(QString());
        addAccount(Acme, QStringLiteral("Acme"));
        writing().signer = AdasKey;
        opened = openAll();
    }
    [[nodiscard]] FakeServer &server() { return *servers[Acme]; }
    [[nodiscard]] FakeWriting &writing() { return (server().facets ? *server().facets : server().addFacets()).writing; }
    [[nodiscard]] EditorViewModel &editor() { return *browse.editor(); }
    [[nodiscard]] GeneratorViewModel &generator() { return *editor().generator(); }
    [[nodiscard]] CodeEntryViewModel &entry() { return *editor().codeEntry(); }
    [[nodiscard]] ShowcaseViewModel &showcase() { return *browse.showcase(); }
    [[nodiscard]] DetailViewModel &detail() { return *browse.detail(); }
    [[nodiscard]] SecretDocument &document(const QString &key) { return *editor().fields()->field(key)->document; }
    void begin(const char *type)
    {
        browse.newSecret();
        editor().chooseType(QString::fromLatin1(type));
    }
    void generate()
    {
        begin("login");
        generator().openFor(&document(PasswordKey), QStringLiteral("Password"));
    }
    bool opened = false;
};

GeneratorPolicy policyOf(int length, bool isChosen)
{
    GeneratorPolicy policy;
    policy.offered = {{LowerLetters, 0}, {UpperLetters, 0}, {Digits, 0}, {QStringLiteral(".,:;"), 0}};
    policy.options.password.length = length;
    policy.options.password.sets = {{LowerLetters, 1}, {Digits, 1}};
    policy.options.passphrase.words = 5;
    policy.shortest = 12;
    policy.longest = 64;
    policy.fewestWords = 4;
    policy.mostWords = 9;
    policy.isChosen = isChosen;
    return policy;
}

QImage pictureOf(const QByteArrayList &texts, bool transparent = false)
{
    constexpr int Square = 4;
    QImage picture(900, 400, QImage::Format_ARGB32);
    picture.fill(transparent ? Qt::transparent : Qt::white);
    QPainter painter(&picture);
    int left = 10;
    for (const QByteArray &words : texts) {
        const Expected<QrCode> code = QrCode::of(SecretBuffer::copyOf({words.constData(), std::size_t(words.size())}));
        for (int y = 0; y < code->side(); ++y) {
            for (int x = 0; x < code->side(); ++x) {
                if (code->isDark(x, y))
                    painter.fillRect(left + (x + 4) * Square, (y + 4) * Square, Square, Square, Qt::black);
            }
        }
        left += (code->side() + 8) * Square;
    }
    return picture;
}

void putOnClipboard(const QImage &picture)
{
    QGuiApplication::clipboard()->setImage(picture);
}

} // namespace

class TestHelpers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void makesWhatIsChosen();
    void saysWhyNothingIsMade();
    void usesAndForgets();
    void remembersChoices();
    void followsTheServer();
    void aChosenPolicyIsNotOverruled();
    void aProposalMayBeOverruled();
    void setsAreAModel();
    void generatedIsNotVisible();
    void measuresWhatIsWritten();
    void measuresOncePerTurn();
    void knowsWhatWasGenerated();
    void saysHowLongGuessingTakes_data();
    void saysHowLongGuessingTakes();
    void judgesKeysOfCodes_data();
    void judgesKeysOfCodes();
    void showsTheCodeOfTheMoment();
    void leavesHiddenKeysAlone();
    void readsQrCodesFromPictures();
    void refusesOtherQrCodes_data();
    void refusesOtherQrCodes();
    void picturesThatAreNone();
    void showsInLargeType();
    void anEndedRevealClosesLargeType();
    void whatWasShownStaysShown();
    void leavingTheWindowClosesLargeType();
    void aWishThatWasGivenUpOpensNothing();
    void aValueThatDoesNotComeOpensNothing();
    void peeksAsLongAsHeld();
    void holdsTwoKeys();
    void drawsAQrCodeFromTheBuffer();
    void numbersCharacters();
    void knowsTokens();
    void copiesTokensForPrograms();
    void anUnsignedTokenIsAskedAboutInItsForm();
};

void TestHelpers::makesWhatIsChosen()
{
    HelpBench bench;
    bench.generate();
    GeneratorViewModel &generator = bench.generator();
    QVERIFY(generator.isOpen() && generator.secret());
    QCOMPARE(generator.target(), QStringLiteral("Password"));
    QCOMPARE(text(generator.secret()).size(), 20);
    generator.setLength(33);
    QCOMPARE(text(generator.secret()).size(), 33);
    const QByteArray before = text(generator.secret());
    generator.again();
    QVERIFY(text(generator.secret()) != before);
    for (int row = 0; row < 4; ++row) {
        if (row != 2)
            generator.toggleSet(row);
    }
    for (const char c : text(generator.secret()))
        QVERIFY(c >= '0' && c <= '9');
    QCOMPARE(generator.entropyWords(), entropyText(33 * std::log2(10.0)));
    QVERIFY(generator.entropyWords().startsWith(QStringLiteral("109.6 bits")));
    generator.setLength(100000);
    QCOMPARE(generator.length(), 128);

    QVERIFY(generator.hasWords());
    generator.setUsesWords(true);
    generator.setWords(4);
    generator.setSeparator(QStringLiteral("+"));
    generator.setWordCase(QStringLiteral("upper"));
    QCOMPARE(text(generator.secret()).count('+'), 3);
    QCOMPARE(text(generator.secret()).toUpper(), text(generator.secret()));
    QCOMPARE(generator.entropyWords(), entropyText(4 * std::log2(7776.0)));
    generator.setHasDigit(true);
    QCOMPARE(generator.entropyWords(), entropyText(4 * std::log2(7776.0) + std::log2(4 * 10.0)));
}

void TestHelpers::saysWhyNothingIsMade()
{
    HelpBench bench;
    bench.generate();
    for (int row = 0; row < 4; ++row)
        bench.generator().toggleSet(row);
    QVERIFY(!bench.generator().secret());
    QVERIFY(bench.generator().problem().contains(QStringLiteral("kind of characters")));
    bench.generator().use();
    QVERIFY(bench.generator().isOpen());
    QVERIFY(bench.document(PasswordKey).isEmpty());
    bench.generator().toggleSet(1);
    QVERIFY(bench.generator().secret() && bench.generator().problem().isEmpty());
}

void TestHelpers::usesAndForgets()
{
    HelpBench bench;
    bench.generate();
    const QByteArray made = text(bench.generator().secret());
    bench.generator().copy();
    QCOMPARE(Bench::clipboardText().toUtf8(), made);
    QVERIFY(bench.clipboard.isHolding());
    bench.generator().use();
    QVERIFY(!bench.generator().isOpen() && !bench.generator().secret());
    QCOMPARE(text(bench.document(PasswordKey).value()), made);
    QVERIFY(bench.editor().isChanged());
    bench.document(PasswordKey).undo();
    QVERIFY(bench.document(PasswordKey).isEmpty());

    bench.generator().openFor(&bench.document(PasswordKey), QStringLiteral("Password"));
    bench.editor().discard(); // the form goes
    QVERIFY(!bench.generator().isOpen() && !bench.generator().secret());
}

void TestHelpers::remembersChoices()
{
    HelpBench bench;
    bench.generate();
    bench.generator().setLength(27);
    bench.generator().toggleSet(3);
    bench.generator().setExcludesLookAlikes(true);
    bench.generator().close(); // not used: not remembered
    QVERIFY(!bench.settings.preferences().generator);
    bench.generate();
    bench.generator().setLength(27);
    bench.generator().toggleSet(3);
    bench.generator().setExcludesLookAlikes(true);
    bench.generator().use();
    QCOMPARE(bench.settings.preferences().generator->length, 27);
    bench.editor().discard();

    Settings again(bench.folder.path());
    QVERIFY(again.load());
    GeneratorViewModel generator(again, bench.clipboard, bench.toast);
    SecretDocument document;
    generator.openFor(&document, QStringLiteral("x"));
    QCOMPARE(generator.length(), 27);
    QVERIFY(generator.excludesLookAlikes());
    for (const char c : text(generator.secret()))
        QVERIFY(std::isalnum(static_cast<unsigned char>(c)));
}

void TestHelpers::followsTheServer()
{
    HelpBench bench;
    bench.writing().policy = policyOf(16, true);
    bench.generate();
    GeneratorViewModel &generator = bench.generator();
    QCOMPARE(generator.length(), 16);
    QVERIFY(generator.isAsAsked() && generator.problem().isEmpty());
    QVERIFY(!generator.policyText().isEmpty());
    QCOMPARE(generator.lengthHint(), QStringLiteral("Your server allows 12 to 64 and suggests 16."));
    QCOMPARE(generator.wordsHint(), QStringLiteral("Your server allows 4 to 9 and suggests 5."));
    for (const char c : text(generator.secret()))
        QVERIFY((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
    generator.setLength(3);
    QCOMPARE(generator.length(), 12);
    QVERIFY(!generator.isAsAsked());
    QVERIFY2(generator.problem().startsWith(QStringLiteral("Weaker than what your server asks for: 82.")),
             qPrintable(generator.problem()));
    generator.setLength(100);
    QCOMPARE(generator.length(), 64);
    QVERIFY(generator.problem().isEmpty());
    generator.followServer();
    QVERIFY(generator.isAsAsked() && generator.length() == 16);
    generator.toggleSet(1);
    QVERIFY(!generator.isAsAsked());
    generator.close();
    bench.writing().policy.reset();
    bench.editor().discard();
    bench.generate();
    QVERIFY(generator.policyText().isEmpty() && generator.lengthHint().isEmpty() && generator.isAsAsked());
}

void TestHelpers::aChosenPolicyIsNotOverruled()
{
    HelpBench bench;
    Preferences preferences;
    preferences.generator = GeneratorChoices();
    preferences.generator->length = 50;
    QVERIFY(bench.settings.savePreferences(preferences));
    bench.writing().policy = policyOf(16, true);
    bench.generate();
    QCOMPARE(bench.generator().length(), 16);
    bench.generator().setLength(40);
    bench.generator().use();
    QCOMPARE(bench.settings.preferences().generator->length, 50);
}

void TestHelpers::aProposalMayBeOverruled()
{
    HelpBench bench;
    Preferences preferences;
    preferences.generator = GeneratorChoices();
    preferences.generator->length = 90;
    preferences.generator->characters = QString(UpperLetters) + QLatin1Char('.');
    QVERIFY(bench.settings.savePreferences(preferences));
    bench.writing().policy = policyOf(16, false);
    bench.generate();
    QCOMPARE(bench.generator().length(), 64); // within what the server allows
    const CharacterSetModel &sets = *bench.generator().sets();
    QStringList on;
    for (int row = 0; row < sets.rowCount(); ++row) {
        if (sets.data(sets.index(row), CharacterSetModel::ChosenRole).toBool())
            on.append(sets.data(sets.index(row), CharacterSetModel::LabelRole).toString());
    }
    QCOMPARE(on, (QStringList{QStringLiteral("A–Z"), QStringLiteral(".,:;")}));
    bench.generator().setLength(30);
    bench.generator().use();
    QCOMPARE(bench.settings.preferences().generator->length, 30);
}

void TestHelpers::setsAreAModel()
{
    CharacterSetModel sets;
    const QAbstractItemModelTester tester(&sets, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const char32_t faces[] = {0x1F600, 0x1F601};
    sets.setSets({{LowerLetters, 0}, {QStringLiteral("{([|])}"), 0}, {QString::fromUcs4(faces, 2), 0}},
                 {{LowerLetters, 0}});
    QCOMPARE(sets.chosen().size(), std::size_t(1));
    sets.toggle(1);
    sets.toggle(99);
    QCOMPARE(sets.chosen().size(), std::size_t(2));
    QCOMPARE(sets.data(sets.index(2), CharacterSetModel::LabelRole).toString(), QStringLiteral("Emoticons"));
    QCOMPARE(sets.data(sets.index(1), CharacterSetModel::SpokenRole).toString(),
             QStringLiteral("Symbols { ( [ | ] ) }"));
    const char32_t other = 0x1F680; // shares half of its units with the faces
    sets.choose(QString::fromUcs4(&other, 1));
    QVERIFY(sets.chosen().empty());
}

void TestHelpers::generatedIsNotVisible()
{
    HelpBench bench;
    bench.generate();
    const QString made = QString::fromUtf8(text(bench.generator().secret()));
    QVERIFY(!test::everythingVisible(bench.browse).join(QLatin1Char('\n')).contains(made));
    bench.generator().use();
    QVERIFY(!test::everythingVisible(bench.browse).join(QLatin1Char('\n')).contains(made));
}

void TestHelpers::measuresWhatIsWritten()
{
    SecretDocument document;
    PasswordMeter meter;
    meter.setDocument(&document);
    QTRY_VERIFY(!meter.isMeasured());
    document.insert("password");
    QTRY_COMPARE(meter.level(), 0);
    QCOMPARE(meter.word(), QStringLiteral("Very weak"));
    document.replaceAll("quxbazwik7Ty");
    QTRY_COMPARE(meter.level(), 4);
    meter.setKnownWords({QStringLiteral("Quxbazwik")});
    QTRY_VERIFY(meter.level() < 3);
    document.replaceAll({});
    QTRY_VERIFY(!meter.isMeasured());
    document.insert("abc");
    QTRY_VERIFY(meter.isMeasured());
    meter.setDocument(nullptr);
    QTRY_VERIFY(!meter.isMeasured() && meter.sentence().isEmpty());
}

void TestHelpers::measuresOncePerTurn()
{
    SecretDocument document;
    PasswordMeter meter;
    QSignalSpy measured(&meter, &PasswordMeter::measuredChanged);
    meter.setDocument(&document);
    for (const char c : std::string_view("correct horse"))
        document.insert({&c, 1});
    QCOMPARE(measured.size(), 0);
    QTRY_VERIFY(meter.isMeasured());
    QCOMPARE(measured.size(), 1);
}

void TestHelpers::knowsWhatWasGenerated()
{
    HelpBench bench;
    bench.generate();
    SecretDocument &document = bench.document(PasswordKey);
    PasswordMeter meter;
    meter.setDocument(&document);
    const QString words = bench.generator().entropyWords();
    bench.generator().use();
    QVERIFY(document.madeEntropy());
    QCOMPARE(entropyText(*document.madeEntropy()), words);
    QTRY_VERIFY(meter.sentence().startsWith(QStringLiteral("Generated, ") + words));
    document.erase(0, 1); // theirs now
    QVERIFY(!document.madeEntropy());
    QTRY_VERIFY(!meter.sentence().startsWith(QStringLiteral("Generated")));
    document.replaceWithMade("abc", 3);
    document.undo();
    QVERIFY(!document.madeEntropy());
}

void TestHelpers::saysHowLongGuessingTakes_data()
{
    QTest::addColumn<double>("guesses");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("sentence");
    const auto row = [](double guesses, const char *word, const char *words) {
        QTest::addRow("%g", guesses) << guesses << QString::fromLatin1(word) << QString::fromLatin1(words);
    };
    row(10, "Very weak", "Guessed at once from a stolen copy.");
    row(3e4, "Very weak", "Guessing it from a stolen copy takes about 3 second(s).");
    row(1.2e6, "Weak", "Guessing it from a stolen copy takes about 2 minute(s).");
    row(6e7, "Weak", "Guessing it from a stolen copy takes about 2 hour(s).");
    row(1.1e8, "Fair", "Guessing it from a stolen copy takes about 3 hour(s).");
    row(7.6e8, "Fair", "Guessing it from a stolen copy takes about 21 hour(s).");
    row(1.04e10, "Fair", "Guessing it from a stolen copy takes about 12 day(s).");
    row(1.4e11, "Fair", "Guessing it from a stolen copy takes about 5 month(s).");
    row(1.9e12, "Strong", "Guessing it from a stolen copy takes about 6 year(s).");
    row(1e20, "Very strong", "Guessing it from a stolen copy takes centuries.");
}

void TestHelpers::saysHowLongGuessingTakes()
{
    QFETCH(double, guesses);
    const PasswordStrength strength = PasswordStrength::ofEntropy(std::log2(guesses));
    QTEST(strengthWord(strengthLevel(strength)), "word");
    QTEST(guessingText(strength), "sentence");
}

void TestHelpers::judgesKeysOfCodes_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<bool>("valid");
    QTest::addColumn<QString>("issuer");
    QTest::addColumn<QString>("account");
    QTest::addColumn<QString>("words"); // of the manner or the problem
    QTest::newRow("address") << KeyUri << true << QStringLiteral("ACME Co") << QStringLiteral("ada@example.org")
                             << QStringLiteral("8 digits, a new code every 60 seconds, SHA-256");
    QTest::newRow("account alone") << QByteArray("otpauth://totp/ada?secret=JBSWY3DPEHPK3PXP") << true << QString()
                                   << QStringLiteral("ada")
                                   << QStringLiteral("6 digits, a new code every 30 seconds, SHA-1");
    QTest::newRow("issuer in the label") << QByteArray("otpauth://totp/ACME:%20ada?secret=JBSWY3DPEHPK3PXP") << true
                                         << QStringLiteral("ACME") << QStringLiteral("ada") << QStringLiteral("SHA-1");
    QTest::newRow("hostile names") << QByteArray(
                                          "otpauth://totp/a%E2%80%AEda?secret=JBSWY3DPEHPK3PXP&issuer=A%0AC%E2%80%8BME")
                                   << true << QStringLiteral("ACME") << QStringLiteral("ada")
                                   << QStringLiteral("SHA-1");
    QTest::newRow("seed") << QByteArray("jbsw y3dp ehpk 3pxp") << true << QString() << QString()
                          << QStringLiteral("6 digits");
    QTest::newRow("other letters") << QByteArray("18903-JBSW") << false << QString() << QString()
                                   << QStringLiteral("A to Z");
    QTest::newRow("too short") << QByteArray("JBSW") << false << QString() << QString() << QStringLiteral("too short");
    QTest::newRow("cut off") << QByteArray("JBSWY3DPEHPK3PXPA") << false << QString() << QString()
                             << QStringLiteral("end of the key");
    QTest::newRow("counted") << QByteArray("otpauth://hotp/ada?secret=JBSWY3DPEHPK3PXP&counter=1") << false << QString()
                             << QString() << QStringLiteral("counted");
    QTest::newRow("without a secret") << QByteArray("otpauth://totp/ada?digits=6") << false << QString() << QString()
                                      << QStringLiteral("makes no codes");
    QTest::newRow("odd digits") << QByteArray("otpauth://totp/ada?secret=JBSWY3DPEHPK3PXP&digits=40") << false
                                << QString() << QString() << QStringLiteral("digits");
    QTest::newRow("from phone to phone") << QByteArray("otpauth-migration://offline?data=abc") << false << QString()
                                         << QString() << QStringLiteral("several accounts");
}

void TestHelpers::judgesKeysOfCodes()
{
    QFETCH(QByteArray, typed);
    QFETCH(bool, valid);
    const ManualClock clock;
    CodeEntryViewModel entry(clock);
    SecretDocument document;
    entry.watch(&document, true);
    QVERIFY(!entry.isValid() && entry.problem().isEmpty());
    document.insert({typed.constData(), std::size_t(typed.size())});
    QCOMPARE(entry.isValid(), valid);
    QTEST(entry.issuer(), "issuer");
    QTEST(entry.account(), "account");
    QFETCH(QString, words);
    QVERIFY2((valid ? entry.manner() : entry.problem()).contains(words),
             qPrintable(entry.manner() + QLatin1Char('|') + entry.problem()));
    document.replaceAll({});
    QVERIFY(!entry.isValid() && entry.problem().isEmpty() && entry.manner().isEmpty());
}

void TestHelpers::showsTheCodeOfTheMoment()
{
    ManualClock clock;
    CodeEntryViewModel entry(clock);
    SecretDocument document;
    entry.watch(&document, true);
    document.insert("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    const Expected<OneTimeCode> code = OneTimeCode::from(document.value());
    const auto expected = [&] {
        const QByteArray digits = text(*code->at(clock.now()));
        return digits.left(3) + ' ' + digits.mid(3);
    };
    const QByteArray first = expected();
    QCOMPARE(text(entry.secret()), first);
    QVERIFY(entry.remaining() > 0);
    clock.advance(std::chrono::seconds(30));
    QVERIFY(expected() != first);
    QTRY_COMPARE(text(entry.secret()), expected());
    entry.leave(&document);
    QVERIFY(!entry.secret() && !entry.isWatching());
}

void TestHelpers::leavesHiddenKeysAlone()
{
    const ManualClock clock;
    CodeEntryViewModel entry(clock);
    SecretDocument document(secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    entry.watch(&document, false);
    QVERIFY(!entry.isValid() && !entry.secret());
    document.replaceAll("JBSWY3DPEHPK3PXP"); // what the user writes is theirs
    QVERIFY(entry.isValid() && entry.secret());
}

void TestHelpers::readsQrCodesFromPictures()
{
    const ManualClock clock;
    CodeEntryViewModel entry(clock);
    SecretDocument document;
    entry.watch(&document, true);
    const QTemporaryDir folder;
    for (const char *format : {"png", "jpg", "bmp"}) {
        const QString file = folder.filePath(QStringLiteral("qr.") + QLatin1String(format));
        QVERIFY(pictureOf({KeyUri}).save(file));
        document.replaceAll({});
        entry.readFile(QUrl::fromLocalFile(file).toString());
        QCOMPARE(text(document.value()), KeyUri);
        QVERIFY(entry.isValid());
    }
    document.replaceAll({});
    putOnClipboard(pictureOf({"https://example.org", KeyUri}, true)); // another code beside it, on nothing
    entry.readClipboard();
    QCOMPARE(text(document.value()), KeyUri);
    QVERIFY(entry.problem().isEmpty());
}

void TestHelpers::refusesOtherQrCodes_data()
{
    QTest::addColumn<QByteArrayList>("texts");
    QTest::addColumn<QString>("words");
    QTest::newRow("none") << QByteArrayList() << QStringLiteral("No QR code");
    QTest::newRow("an address") << QByteArrayList{"https://example.org/otpauth://"} << QStringLiteral("something else");
    QTest::newRow("a seed alone") << QByteArrayList{"JBSWY3DPEHPK3PXP"} << QStringLiteral("something else");
    QTest::newRow("several keys") << QByteArrayList{KeyUri, "otpauth://totp/b?secret=JBSWY3DPEHPK3PXP"}
                                  << QStringLiteral("several keys");
    QTest::newRow("counted") << QByteArrayList{"otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP"} << QStringLiteral("counted");
    QTest::newRow("many accounts") << QByteArrayList{"otpauth-migration://offline?data=abc"}
                                   << QStringLiteral("several accounts");
}

void TestHelpers::refusesOtherQrCodes()
{
    QFETCH(QByteArrayList, texts);
    QFETCH(QString, words);
    const ManualClock clock;
    CodeEntryViewModel entry(clock);
    SecretDocument document(secret("JBSWY3DPEHPK3PXP"));
    entry.watch(&document, true);
    putOnClipboard(pictureOf(texts));
    entry.readClipboard();
    QVERIFY2(entry.problem().contains(words), qPrintable(entry.problem()));
    QCOMPARE(text(document.value()), "JBSWY3DPEHPK3PXP");
    document.insert("AAAAAAAA");
    QVERIFY(entry.problem().isEmpty()); // written on: said enough
}

void TestHelpers::picturesThatAreNone()
{
    const ManualClock clock;
    CodeEntryViewModel entry(clock);
    SecretDocument document;
    entry.watch(&document, true);
    QGuiApplication::clipboard()->setText(QStringLiteral("words"));
    entry.readClipboard();
    QVERIFY(entry.problem().contains(QStringLiteral("no picture on the clipboard")));
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("not.png"));
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly) && out.write("\x89PNG\r\n\x1a\nnothing") > 0);
    out.close();
    QCOMPARE(pictureFromFile(file).error().kind, ErrorKind::Malformed);
    QVERIFY(out.open(QIODevice::WriteOnly) && out.resize(33 * 1024 * 1024)); // sparse
    out.close();
    QCOMPARE(pictureFromFile(file).error().kind, ErrorKind::TooLarge);
    QCOMPARE(pictureFromFile(folder.filePath(QStringLiteral("absent"))).error().kind, ErrorKind::NotFound);
    entry.readFile(file);
    QVERIFY(entry.problem().contains(QStringLiteral("no picture")));
    QCOMPARE(qrCodesIn(QImage()).error().kind, ErrorKind::InvalidInput);
}

void TestHelpers::showsInLargeType()
{
    HelpBench bench;
    bench.browse.selectSecret(Bench::Signed);
    bench.showcase().showPrimary(ShowcaseViewModel::LargeType);
    QTRY_COMPARE(bench.showcase().manner(), ShowcaseViewModel::LargeType);
    QCOMPARE(text(bench.showcase().secret()), Bench::Password);
    QCOMPARE(bench.showcase().label(), QStringLiteral("Password"));
    QCOMPARE(bench.showcase().name(), bench.detail().name());
    QVERIFY(bench.showcase().isRunning());
    QVERIFY(
        !test::everythingVisible(bench.browse).join(QLatin1Char('\n')).contains(QString::fromUtf8(Bench::Password)));
    bench.showcase().close();
    QVERIFY(!bench.detail().fields()->isRevealed(PasswordKey)); // opened for this, and gone with it
    QVERIFY(!bench.showcase().secret());
    bench.showcase().show(PasswordKey, ShowcaseViewModel::QrCode);
    QTRY_COMPARE(bench.showcase().manner(), ShowcaseViewModel::QrCode);
    bench.browse.selectSecret(Bench::Unsigned);
    QCOMPARE(bench.showcase().manner(), ShowcaseViewModel::Closed);
    bench.showcase().show(QStringLiteral("no such field"), ShowcaseViewModel::QrCode);
    QCOMPARE(bench.showcase().manner(), ShowcaseViewModel::Closed);
}

void TestHelpers::anEndedRevealClosesLargeType()
{
    HelpBench bench;
    bench.browse.selectSecret(Bench::Signed);
    bench.showcase().showPrimary(ShowcaseViewModel::LargeType);
    QTRY_COMPARE(bench.showcase().manner(), ShowcaseViewModel::LargeType);
    bench.clock.advance(std::chrono::seconds(21));
    QTRY_COMPARE(bench.showcase().manner(), ShowcaseViewModel::Closed);
    bench.showcase().showPrimary(ShowcaseViewModel::LargeType);
    QTRY_COMPARE(bench.showcase().manner(), ShowcaseViewModel::LargeType);
    bench.app.lockAll();
    QCOMPARE(bench.showcase().manner(), ShowcaseViewModel::Closed);
    QVERIFY(!bench.showcase().secret());
}

void TestHelpers::whatWasShownStaysShown()
{
    HelpBench bench;
    bench.browse.selectSecret(Bench::Signed);
    bench.detail().reveal(PasswordKey);
    QTRY_VERIFY(bench.detail().fields()->isRevealed(PasswordKey));
    bench.showcase().show(PasswordKey, ShowcaseViewModel::QrCode);
    QCOMPARE(bench.showcase().manner(), ShowcaseViewModel::QrCode);
    bench.showcase().keep();
    QVERIFY(!bench.showcase().isRunning());
    bench.showcase().close();
    QVERIFY(bench.detail().fields()->isRevealed(PasswordKey));
}

void TestHelpers::leavingTheWindowClosesLargeType()
{
    HelpBench bench;
    QWindow window;
    window.show();
    window.requestActivate();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    bench.browse.selectSecret(Bench::Signed);
    bench.showcase().showPrimary(ShowcaseViewModel::LargeType);
    QTRY_COMPARE(bench.showcase().manner(), ShowcaseViewModel::LargeType);
    QWindow other;
    other.show();
    other.requestActivate();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    QCOMPARE(bench.showcase().manner(), ShowcaseViewModel::Closed);
    QVERIFY(!bench.detail().fields()->isRevealed(PasswordKey));
}

void TestHelpers::aWishThatWasGivenUpOpensNothing()
{
    HelpBench bench;
    bench.browse.selectSecret(Bench::Signed);
    bench.server().failNext(Call::FetchPayload, ErrorKind::Cancelled); // no PIN was given, and nothing is said of it
    bench.showcase().showPrimary(ShowcaseViewModel::LargeType);
    QTRY_VERIFY(!bench.detail().isBusy());
    bench.detail().reveal(PasswordKey);
    QTRY_VERIFY(bench.detail().fields()->isRevealed(PasswordKey));
    QCOMPARE(bench.showcase().manner(), ShowcaseViewModel::Closed);
}

void TestHelpers::aValueThatDoesNotComeOpensNothing()
{
    HelpBench bench;
    bench.browse.selectSecret(Bench::Signed);
    bench.server().failNext(Call::FetchPayload, ErrorKind::Unreachable);
    bench.showcase().showPrimary(ShowcaseViewModel::LargeType);
    QTRY_VERIFY(!bench.detail().errorText().isEmpty());
    bench.detail().reveal(PasswordKey); // later, for the card alone
    QTRY_VERIFY(bench.detail().fields()->isRevealed(PasswordKey));
    QCOMPARE(bench.showcase().manner(), ShowcaseViewModel::Closed);

    bench.browse.selectSecret(Bench::Unsigned);
    bench.server().failNext(Call::FetchPayload, ErrorKind::Unreachable);
    bench.showcase().peek({});
    bench.showcase().peekOver();
    QTRY_VERIFY(!bench.detail().errorText().isEmpty());
    bench.detail().reveal(PasswordKey); // no peek any more: it stays
    QTRY_VERIFY(bench.detail().fields()->isRevealed(PasswordKey));
}

void TestHelpers::peeksAsLongAsHeld()
{
    HelpBench bench;
    bench.browse.selectSecret(Bench::Signed);
    bench.showcase().peek({});
    QTRY_VERIFY(bench.detail().fields()->isRevealed(PasswordKey));
    bench.showcase().peekOver();
    QVERIFY(!bench.detail().fields()->isRevealed(PasswordKey));

    QSignalSpy revealed(&bench.detail(), &DetailViewModel::fieldRevealed);
    bench.showcase().peek(PasswordKey);
    bench.showcase().peekOver(); // let go of before it came
    if (revealed.isEmpty())
        QVERIFY(revealed.wait());
    QVERIFY(!bench.detail().fields()->isRevealed(PasswordKey));

    bench.detail().reveal(PasswordKey);
    QTRY_VERIFY(bench.detail().fields()->isRevealed(PasswordKey));
    bench.showcase().peek({});
    bench.showcase().peekOver();
    QVERIFY(bench.detail().fields()->isRevealed(PasswordKey));
}

void TestHelpers::holdsTwoKeys()
{
    QWindow window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    HeldKeys keys;
    QSignalSpy changes(&keys, &HeldKeys::heldChanged);
    keys.setEnabled(true);
    QTest::keyPress(&window, Qt::Key_Control, Qt::ControlModifier);
    QTest::keyPress(&window, Qt::Key_Alt, Qt::ControlModifier | Qt::AltModifier);
    QTRY_VERIFY(keys.isHeld());
    QTest::keyRelease(&window, Qt::Key_Alt, Qt::ControlModifier);
    QVERIFY(!keys.isHeld());
    QCOMPARE(changes.size(), 2);

    QTest::keyPress(&window, Qt::Key_Alt, Qt::ControlModifier | Qt::AltModifier);
    QTest::keyPress(&window, Qt::Key_T, Qt::ControlModifier | Qt::AltModifier); // somebody's shortcut
    QVERIFY(!changes.wait(500));
    keys.setEnabled(false);
    QTest::keyPress(&window, Qt::Key_Alt, Qt::ControlModifier | Qt::AltModifier);
    QVERIFY(!changes.wait(500));
}

void TestHelpers::drawsAQrCodeFromTheBuffer()
{
    RevealedSecret value(secret("correct horse"));
    SecretQr item;
    item.setSize(QSizeF(300, 300));
    item.setColor(Qt::black);
    item.setGround(Qt::white);
    item.setSecret(&value);
    QImage picture(300, 300, QImage::Format_ARGB32);
    picture.fill(Qt::darkGray);
    QPainter painter(&picture);
    item.paint(painter);
    painter.end();
    const auto read = qrCodesIn(picture);
    QVERIFY(read && read->size() == 1);
    QCOMPARE(text(read->front()), "correct horse");
    QCOMPARE(item.childItems().size(), 1);
    value.wipe();
    QVERIFY(item.childItems().isEmpty());

    RevealedSecret longer(secret(std::string(3000, 'x')));
    item.setSecret(&longer);
    QVERIFY(item.isTooLong() && item.childItems().isEmpty());
}

void TestHelpers::numbersCharacters()
{
    RevealedSecret value(secret("aaa"));
    SecretText item;
    item.setWidth(400);
    item.setPixelSize(30);
    item.setColor(Qt::black);
    item.setSecret(&value);
    const double plain = item.implicitHeight();
    item.setNumberColor(Qt::red);
    item.setNumbered(true);
    QVERIFY(item.implicitHeight() > plain);
    QImage picture(400, 200, QImage::Format_ARGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    item.paint(painter);
    painter.end();
    const auto redIn = [&picture](int from, int to) {
        int red = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = from; x < to; ++x)
                red += qRed(picture.pixel(x, y)) > 150 && qGreen(picture.pixel(x, y)) < 120 ? 1 : 0;
        }
        return red;
    };
    const int cell = static_cast<int>(QFontMetricsF([] {
                                          QFont font(QStringLiteral("monospace"));
                                          font.setPixelSize(30);
                                          return font;
                                      }())
                                          .horizontalAdvance(QLatin1Char('0')));
    QVERIFY(redIn(0, cell) > 0 && redIn(cell, 2 * cell) > 0 && redIn(2 * cell, 3 * cell) > 0);
    QCOMPARE(redIn(4 * cell, 400), 0);
}

void TestHelpers::knowsTokens()
{
    const QByteArray token = "ghp_" + QByteArray(36, 'a');
    SecretDocument document;
    TokenHint hint;
    hint.setDocument(&document);
    document.insert({token.constData(), std::size_t(token.size())});
    QCOMPARE(hint.text(), QStringLiteral("Looks like a key of GitHub"));
    document.erase(0, 1);
    QVERIFY(hint.text().isEmpty());
    hint.setDocument(nullptr);
    RevealedSecret shown(SecretBuffer::copyOf({token.constData(), std::size_t(token.size())}));
    hint.setSecret(&shown);
    QCOMPARE(hint.text(), QStringLiteral("Looks like a key of GitHub"));
    shown.wipe();
    QVERIFY(hint.text().isEmpty());
}

void TestHelpers::copiesTokensForPrograms()
{
    HelpBench bench;
    bench.browse.selectSecret(Bench::Signed);
    const QString name = bench.detail().name();
    bench.detail().copyInForm(PasswordKey, DetailViewModel::Header);
    QTRY_COMPARE(Bench::clipboardText(),
                 QStringLiteral("Authorization: Bearer %1").arg(QString::fromUtf8(Bench::Password)));
    QVERIFY(bench.clipboard.isHolding());
    bench.detail().copyPrimaryInForm(DetailViewModel::ExportLine);
    QTRY_VERIFY(Bench::clipboardText().startsWith(QStringLiteral("export ")));
    QVERIFY(Bench::clipboardText().contains(QStringLiteral("='%1'").arg(QString::fromUtf8(Bench::Password))));
    bench.detail().copyInForm(PasswordKey, DetailViewModel::Json);
    QTRY_VERIFY(Bench::clipboardText().startsWith(QLatin1Char('{')));
    bench.detail().copy(PasswordKey); // as it is again
    QTRY_COMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::Password));
}

void TestHelpers::anUnsignedTokenIsAskedAboutInItsForm()
{
    HelpBench bench;
    bench.browse.selectSecret(Bench::Unsigned);
    bench.detail().copyInForm(PasswordKey, DetailViewModel::Header);
    QTRY_VERIFY(!bench.detail().confirmCopyText().isEmpty());
    QVERIFY(Bench::clipboardText().isEmpty());
    bench.detail().confirmCopy();
    QTRY_COMPARE(Bench::clipboardText(),
                 QStringLiteral("Authorization: Bearer %1").arg(QString::fromUtf8(Bench::UnsignedPassword)));
}

QTEST_MAIN(TestHelpers)
#include "tst_helpers.moc"
