// SPDX-License-Identifier: GPL-3.0-or-later
// Keys taken from a real X display, pressed from outside as by a keyboard.
#include "ui/desktop/globalshortcut.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <xcb/xcb.h>
#include <xcb/xcb_keysyms.h>

#include <cstdlib>
#include <memory>

using namespace coffret;

namespace {

const QKeySequence Keys(QStringLiteral("Ctrl+Alt+Space"));

/// What xdotool is asked to do, as on its command line.
void press(const char *words)
{
    const QStringList arguments = QString::fromLatin1(words).split(QLatin1Char(' '));
    QCOMPARE(QProcess::execute(QStringLiteral("xdotool"), arguments), 0);
}

/// Another program that wants the same keys.
class Rival
{
public:
    Rival() : m_display(xcb_connect(nullptr, nullptr)) {}
    ~Rival() { xcb_disconnect(m_display); }
    Rival(const Rival &) = delete;
    Rival &operator=(const Rival &) = delete;

    bool takes(xcb_keysym_t symbol, quint16 modifiers)
    {
        const std::unique_ptr<xcb_key_symbols_t, void (*)(xcb_key_symbols_t *)> symbols(
            xcb_key_symbols_alloc(m_display), xcb_key_symbols_free);
        const std::unique_ptr<xcb_keycode_t, void (*)(void *)> codes(xcb_key_symbols_get_keycode(symbols.get(), symbol),
                                                                     std::free);
        const xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(m_display)).data->root;
        const std::unique_ptr<xcb_generic_error_t, void (*)(void *)> error(
            xcb_request_check(m_display, xcb_grab_key_checked(m_display, 1, root, modifiers, *codes,
                                                              XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC)),
            std::free);
        return !error;
    }

private:
    xcb_connection_t *m_display;
};

constexpr xcb_keysym_t SpaceSymbol = 0x20;
constexpr quint16 ControlAlt = XCB_MOD_MASK_CONTROL | XCB_MOD_MASK_1;

} // namespace

class TestGlobalShortcut : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyWhatNobodyTypes_data();
    void onlyWhatNobodyTypes();
    void isHeardWithoutAWindow();
    void isHeardWhateverIsLocked();
    void isHeardOnceHoweverLong();
    void saysWhoHasItAlready();
    void letsGo();
};

void TestGlobalShortcut::onlyWhatNobodyTypes_data()
{
    QTest::addColumn<QString>("keys");
    QTest::addColumn<bool>("suitable");
    QTest::newRow("none") << QString() << false;
    QTest::newRow("a letter") << QStringLiteral("K") << false;
    QTest::newRow("a capital") << QStringLiteral("Shift+K") << false;
    QTest::newRow("with Ctrl") << QStringLiteral("Ctrl+K") << true;
    QTest::newRow("with Meta") << QStringLiteral("Meta+Space") << true;
    QTest::newRow("a function key") << QStringLiteral("F9") << true;
    QTest::newRow("two in turn") << QStringLiteral("Ctrl+K, Ctrl+L") << false;
    QTest::newRow("Enter") << QStringLiteral("Ctrl+Return") << false;
    QTest::newRow("words") << QStringLiteral("nothing like it") << false;
}

void TestGlobalShortcut::onlyWhatNobodyTypes()
{
    QFETCH(QString, keys);
    QFETCH(bool, suitable);
    const QKeySequence sequence(keys, QKeySequence::PortableText);
    QCOMPARE(GlobalShortcut::isSuitable(sequence), suitable);
    GlobalShortcut shortcut;
    shortcut.setKeys(sequence);
    using State = GlobalShortcut::State;
    QCOMPARE(shortcut.state(), suitable ? State::Held : keys.isEmpty() ? State::Off : State::Unsuitable);
}

void TestGlobalShortcut::isHeardWithoutAWindow()
{
    GlobalShortcut shortcut;
    QSignalSpy pressed(&shortcut, &GlobalShortcut::pressed);
    shortcut.setKeys(Keys);
    QCOMPARE(shortcut.state(), GlobalShortcut::State::Held);
    press("key ctrl+alt+space");
    QTRY_COMPARE(pressed.count(), 1);
    press("key ctrl+alt+shift+space ctrl+space ctrl+alt+k"); // others
    press("key ctrl+alt+space");
    QTRY_COMPARE(pressed.count(), 2);
    shortcut.setKeys(QKeySequence(QStringLiteral("Meta+Shift+9")));
    QCOMPARE(shortcut.state(), GlobalShortcut::State::Held);
    press("key ctrl+alt+space super+shift+9");
    QTRY_COMPARE(pressed.count(), 3);
}

void TestGlobalShortcut::isHeardWhateverIsLocked()
{
    GlobalShortcut shortcut;
    QSignalSpy pressed(&shortcut, &GlobalShortcut::pressed);
    shortcut.setKeys(Keys);
    int expected = 0;
    for (const char *lock : {"key Num_Lock", "key Caps_Lock", "key Num_Lock", "key Caps_Lock"}) { // on, on, off, off
        ++expected;
        press(lock);
        press("key ctrl+alt+space");
        QTRY_COMPARE(pressed.count(), expected);
    }
}

void TestGlobalShortcut::isHeardOnceHoweverLong()
{
    GlobalShortcut shortcut;
    QSignalSpy pressed(&shortcut, &GlobalShortcut::pressed);
    shortcut.setKeys(QKeySequence(QStringLiteral("F9")));
    press("keydown F9 sleep 1.5 keyup F9"); // repeats itself after 0.66 s
    press("key F9");
    QTRY_COMPARE(pressed.count(), 2);
}

void TestGlobalShortcut::saysWhoHasItAlready()
{
    GlobalShortcut shortcut;
    QSignalSpy changed(&shortcut, &GlobalShortcut::stateChanged);
    {
        Rival rival;
        QVERIFY(
            rival.takes(SpaceSymbol, static_cast<quint16>(ControlAlt | XCB_MOD_MASK_2))); // one of four, with Num Lock
        shortcut.setKeys(Keys);
        QCOMPARE(shortcut.state(), GlobalShortcut::State::Taken);
        Rival third;
        QVERIFY2(third.takes(SpaceSymbol, ControlAlt), "what was not refused is not kept");
    }
    QTRY_VERIFY((shortcut.retry(), shortcut.state() == GlobalShortcut::State::Held)); // the display forgets them
    QCOMPARE(changed.count(), 2);
}

void TestGlobalShortcut::letsGo()
{
    Rival rival;
    {
        GlobalShortcut shortcut;
        shortcut.setKeys(Keys);
        QVERIFY(!rival.takes(SpaceSymbol, ControlAlt));
        shortcut.setKeys({});
        QCOMPARE(shortcut.state(), GlobalShortcut::State::Off);
        QVERIFY(rival.takes(SpaceSymbol, ControlAlt));
        shortcut.setKeys(QKeySequence(QStringLiteral("F9")));
        QCOMPARE(shortcut.state(), GlobalShortcut::State::Held);
    }
    QVERIFY(rival.takes(0xffc6, 0)); // F9: the end lets go, too
}

QTEST_MAIN(TestGlobalShortcut)
#include "tst_globalshortcut.moc"
