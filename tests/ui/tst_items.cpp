// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakes.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/items/secretcells.h"
#include "ui/items/secrettext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QPainter>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickView>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace std::chrono_literals;

namespace {

/// What would be drawn: one line of text per line, cells joined.
QStringList drawn(std::string_view value, int columns, int maximumLines = 100)
{
    QStringList lines;
    layOutSecret(value, columns, maximumLines, [&](const SecretCell &cell) {
        while (lines.size() <= cell.line)
            lines.append(QString());
        lines[cell.line] +=
            QString(reinterpret_cast<const QChar *>(cell.text.data()), static_cast<qsizetype>(cell.text.size()));
    });
    return lines;
}

QString kinds(std::string_view value)
{
    QString letters;
    layOutSecret(value, 100, 10, [&](const SecretCell &cell) {
        letters += QLatin1Char(cell.kind == CellKind::Letter ? 'a' : cell.kind == CellKind::Digit ? '1' : '#');
    });
    return letters;
}

QString clipboardText()
{
    return QGuiApplication::clipboard()->text();
}

SecretBuffer secret(std::string_view text)
{
    return SecretBuffer::copyOf(text);
}

} // namespace

class TestItems : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wrapsByCharacter();
    void showsWhatWouldBeInvisible_data();
    void showsWhatWouldBeInvisible();
    void tellsDigitsAndSymbolsApart();
    void survivesBytesThatAreNoText();
    void countsLinesBeyondTheLimit();
    void drawsAndErases();
    void growsWithItsValue();
    void tellsAccessibilityNothing();

    void marksAndClearsTheClipboard();
    void noticesWhoHearsThatTheClipboardIsEmpty();
    void leavesForeignContentAlone();
    void clearsWhatAManagerTookOver();
    void neverTouchesTheSelection();
    void countsDown();
};

void TestItems::wrapsByCharacter()
{
    QCOMPARE(drawn("abcdefg", 3), (QStringList{QStringLiteral("abc"), QStringLiteral("def"), QStringLiteral("g")}));
    QCOMPARE(drawn("one\ntwo", 10), (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
    QCOMPARE(drawn("abc", 0), (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
    QCOMPARE(layOutSecret("", 10, 10, {}), 1);
    QCOMPARE(layOutSecret("abcdef", 3, 10, {}), 2); // full lines, but no empty one after them
}

void TestItems::showsWhatWouldBeInvisible_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("shown");
    QTest::newRow("space") << QByteArray("a b") << QStringLiteral("a␣b");
    QTest::newRow("final line break") << QByteArray("ab\n") << QStringLiteral("ab↵");
    QTest::newRow("tab") << QByteArray("a\tb") << QStringLiteral("a⇥b");
    QTest::newRow("escape") << QByteArray("a\x1b[0m") << QStringLiteral("a␛[0m");
    QTest::newRow("delete") << QByteArray("a\x7f") << QStringLiteral("a␡");
    QTest::newRow("nul") << QByteArray("a\0b", 3) << QStringLiteral("a␀b");
    QTest::newRow("right-to-left override") << QStringLiteral("a\u202eb").toUtf8() << QStringLiteral("a‹202E›b");
    QTest::newRow("zero width space") << QStringLiteral("a\u200bb").toUtf8() << QStringLiteral("a‹200B›b");
    QTest::newRow("no-break space") << QStringLiteral("a\u00a0b").toUtf8() << QStringLiteral("a‹00A0›b");
    QTest::newRow("hangul filler") << QStringLiteral("\u3164").toUtf8() << QStringLiteral("‹3164›");
    QTest::newRow("tag") << QByteArray("\xf3\xa0\x80\xa0") << QStringLiteral("‹0E0020›");
    QTest::newRow("private use") << QStringLiteral("\ue000").toUtf8() << QStringLiteral("‹E000›");
    QTest::newRow("grapheme joiner") << QStringLiteral("a\u034fb").toUtf8() << QStringLiteral("a‹034F›b");
    QTest::newRow("Khmer vowel") << QStringLiteral("\u1780\u17b4").toUtf8() << QStringLiteral("\u1780‹17B4›");
    QTest::newRow("variation selector") << QStringLiteral("a\ufe0f").toUtf8() << QStringLiteral("a‹FE0F›");
    QTest::newRow("variation selector beyond") << QByteArray("a\xf3\xa0\x84\x80") << QStringLiteral("a‹0E0100›");
    QTest::newRow("heart") << QStringLiteral("\u2764\ufe0f").toUtf8() << QStringLiteral("\u2764\ufe0f");
    QTest::newRow("key of a telephone") << QStringLiteral("1\ufe0f\u20e3").toUtf8() << QStringLiteral("1\ufe0f\u20e3");
    QTest::newRow("Arabic number sign") << QStringLiteral("\u06dd").toUtf8() << QStringLiteral("‹06DD›");
    QTest::newRow("lone mark") << QStringLiteral("\u0301").toUtf8() << QStringLiteral("\u25cc\u0301");
    QTest::newRow("mark on a letter") << QStringLiteral("e\u0301x").toUtf8() << QStringLiteral("e\u0301x");
}

void TestItems::showsWhatWouldBeInvisible()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, shown);
    QCOMPARE(drawn({value.constData(), static_cast<std::size_t>(value.size())}, 100), QStringList{shown});
}

void TestItems::tellsDigitsAndSymbolsApart()
{
    QCOMPARE(kinds("aZ09_!\xc3\xa9 "), QStringLiteral("aa11##a#"));
}

void TestItems::survivesBytesThatAreNoText()
{
    const QString bad = QStringLiteral("\ufffd");
    QCOMPARE(drawn("\xff"
                   "a\xc3",
                   9),
             QStringList{bad + QLatin1Char('a') + bad});
    QCOMPARE(drawn("\xc0\x80", 9), QStringList{bad + bad});                     // overlong
    QCOMPARE(drawn("\xed\xa0\x80", 9), QStringList{bad + bad + bad});           // a surrogate
    QCOMPARE(drawn("\xf4\x90\x80\x80", 9), QStringList{bad + bad + bad + bad}); // beyond Unicode
    QCOMPARE(drawn("\xf0\x9f\x94\x91", 9), QStringList{QString::fromUtf8("\xf0\x9f\x94\x91")});
}

void TestItems::countsLinesBeyondTheLimit()
{
    const std::string value(500, 'x');
    QCOMPARE(drawn(value, 10, 3).size(), 3);
    QCOMPARE(layOutSecret(value, 10, 3, {}), 50);
}

void TestItems::drawsAndErases()
{
    QQuickView view;
    view.resize(300, 100);
    view.setColor(Qt::white);
    auto *item = new SecretText(view.contentItem());
    item->setSize(QSizeF(280, 80));
    item->setColor(Qt::black);
    item->setDigitColor(Qt::blue);
    item->setSymbolColor(Qt::red);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const QImage blank = view.grabWindow();

    RevealedSecret revealed(secret("aaaa"));
    item->setSecret(&revealed);
    const QImage letters = view.grabWindow();
    QVERIFY(letters != blank);
    RevealedSecret other(secret("a1!a"));
    item->setSecret(&other);
    const QImage mixed = view.grabWindow();
    const auto has = [](const QImage &image, auto predicate) {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (predicate(image.pixelColor(x, y)))
                    return true;
            }
        }
        return false;
    };
    QVERIFY(has(mixed, [](const QColor &c) { return c.blue() > 150 && c.red() < 100; }));
    QVERIFY(has(mixed, [](const QColor &c) { return c.red() > 150 && c.blue() < 100; }));
    QVERIFY(!has(letters, [](const QColor &c) { return c.red() > 150 && c.blue() < 100; }));

    QCOMPARE(item->childItems().size(), 1);
    item->setVisible(false);
    other.wipe(); // gives the picture back although nothing is painted any more
    QVERIFY(item->childItems().isEmpty());
    item->setVisible(true);
    QVERIFY(view.grabWindow() == blank);
    QCOMPARE(item->implicitHeight(), 0.0);
}

void TestItems::growsWithItsValue()
{
    SecretText item;
    item.setWidth(200);
    QCOMPARE(item.implicitHeight(), 0.0);
    RevealedSecret shortOne(secret("abc"));
    item.setSecret(&shortOne);
    const double line = item.implicitHeight();
    QVERIFY(line > 0);
    RevealedSecret longOne(secret(std::string(400, 'x')));
    item.setSecret(&longOne);
    const double narrow = item.implicitHeight();
    QVERIFY(narrow > 2 * line);
    item.setWidth(400);
    QVERIFY(item.implicitHeight() < narrow);
    {
        RevealedSecret gone(secret("x"));
        item.setSecret(&gone);
    }
    QVERIFY(!item.secret());
    QCOMPARE(item.implicitHeight(), 0.0);

    RevealedSecret note(secret(std::string(5000, '\n') + "end"));
    QSignalSpy truncated(&item, &SecretText::truncatedChanged);
    item.setSecret(&note);
    QCOMPARE(truncated.count(), 1);
    QVERIFY(item.isTruncated());
    QCOMPARE(item.implicitHeight(), SecretText::MaximumLines * line);
}

void TestItems::tellsAccessibilityNothing()
{
    QQmlEngine engine;
    engine.addImportPath(QStringLiteral(":/qt/qml"));
    qmlRegisterType<SecretText>("Test", 1, 0, "SecretText");
    QQmlComponent component(&engine);
    component.setData("import QtQuick\nimport Test\nItem { property string said: inner.Accessible.name\n"
                      "SecretText { id: inner; objectName: \"inner\" } }",
                      QUrl());
    const std::unique_ptr<QObject> root(component.create());
    QVERIFY2(root, qPrintable(component.errorString()));
    QCOMPARE(root->property("said").toString(), QStringLiteral("Value shown on screen"));
    RevealedSecret revealed(secret("canary"));
    root->findChild<SecretText *>(QStringLiteral("inner"))->setSecret(&revealed);
    QCOMPARE(root->property("said").toString(), QStringLiteral("Value shown on screen"));
}

void TestItems::marksAndClearsTheClipboard()
{
    fakes::ManualClock clock;
    ClipboardGuard guard(*QGuiApplication::clipboard(), clock);
    QSignalSpy cleared(&guard, &ClipboardGuard::cleared);
    guard.copy(secret("gr\xc3\xbcn"), 20s);
    QCOMPARE(clipboardText(), QStringLiteral("grün"));
    QCOMPARE(QGuiApplication::clipboard()->mimeData()->data(QStringLiteral("x-kde-passwordManagerHint")),
             QByteArrayLiteral("secret"));
    clock.advance(19s);
    QSignalSpy ticked(&guard, &ClipboardGuard::ticked);
    QVERIFY(ticked.wait()); // nothing is due yet
    QCOMPARE(clipboardText(), QStringLiteral("grün"));
    QCOMPARE(guard.countdown().secondsLeft(), 1);
    clock.advance(1s);
    QTRY_COMPARE(cleared.count(), 1);
    QCOMPARE(clipboardText(), QString());
    QVERIFY(!guard.isHolding());

    guard.copy(secret("again"), 20s);
    guard.clearNow();
    QCOMPARE(clipboardText(), QString());
    {
        ClipboardGuard shortLived(*QGuiApplication::clipboard(), clock);
        shortLived.copy(secret("until the end"), 20s);
    }
    QCOMPARE(clipboardText(), QString());
}

/// So that the end of the program can wait for a clipboard manager.
void TestItems::noticesWhoHearsThatTheClipboardIsEmpty()
{
    fakes::ManualClock clock;
    ClipboardGuard guard(*QGuiApplication::clipboard(), clock);
    QSignalSpy heard(&guard, &ClipboardGuard::heard);
    guard.clearNow();
    QVERIFY(!guard.isUnheard()); // there was nothing to clear
    guard.copy(secret("ours"), 20s);
    QVERIFY(!guard.isUnheard());
    guard.clearNow();
    QVERIFY(guard.isUnheard());
    QCOMPARE(heard.count(), 0);
    QCOMPARE(clipboardText(), QString());
    QVERIFY(!guard.isUnheard());
    QVERIFY(heard.count() > 0);

    guard.copy(secret("again"), 20s);
    guard.clearNow();
    clock.advance(ClipboardGuard::HearingTime);
    QVERIFY(!guard.isUnheard()); // nobody is interested
}

void TestItems::leavesForeignContentAlone()
{
    fakes::ManualClock clock;
    ClipboardGuard guard(*QGuiApplication::clipboard(), clock);
    QSignalSpy cleared(&guard, &ClipboardGuard::cleared);
    guard.copy(secret("ours"), 20s);
    QGuiApplication::clipboard()->setText(QStringLiteral("theirs"));
    guard.clearNow();
    QCOMPARE(clipboardText(), QStringLiteral("theirs"));
    QCOMPARE(cleared.count(), 1); // told either way, so that the message goes
    guard.clearNow();
    QCOMPARE(clipboardText(), QStringLiteral("theirs"));
}

void TestItems::clearsWhatAManagerTookOver()
{
    fakes::ManualClock clock;
    ClipboardGuard guard(*QGuiApplication::clipboard(), clock);
    guard.copy(secret("ours"), 20s);
    // A clipboard manager owns the same text now.
    QSignalBlocker quiet(QGuiApplication::clipboard());
    QGuiApplication::clipboard()->setText(QStringLiteral("ours"));
    quiet.unblock();
    guard.clearNow();
    QCOMPARE(clipboardText(), QString());
}

void TestItems::neverTouchesTheSelection()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    QSignalSpy selection(clipboard, &QClipboard::selectionChanged);
    fakes::ManualClock clock;
    ClipboardGuard guard(*clipboard, clock);
    guard.copy(secret("ours"), 20s);
    guard.clearNow();
    QCOMPARE(selection.count(), 0);
}

void TestItems::countsDown()
{
    fakes::ManualClock clock;
    Countdown countdown(clock);
    QSignalSpy finished(&countdown, &Countdown::finished);
    QSignalSpy ticked(&countdown, &Countdown::ticked);
    QCOMPARE(countdown.remaining(), 0.0);
    countdown.start(10s);
    QCOMPARE(countdown.remaining(), 1.0);
    clock.advance(2500ms);
    QCOMPARE(countdown.remaining(), 0.75);
    QCOMPARE(countdown.secondsLeft(), 8);
    const auto before = ticked.count();
    QTRY_VERIFY(ticked.count() > before);
    QCOMPARE(finished.count(), 0);
    clock.advance(1h);
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(!countdown.isRunning());
    countdown.start(10s);
    countdown.stop();
    QCOMPARE(countdown.secondsLeft(), 0);
}

QTEST_MAIN(TestItems)
#include "tst_items.moc"
