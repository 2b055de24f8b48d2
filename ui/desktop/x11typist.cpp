// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/x11typist.h"

#include "ui/desktop/x11keyboard.h"
#include "ui/desktop/x11windows.h"

#include <xcb/xcb.h>
#include <xcb/xtest.h>

#include <chrono>
#include <utility>

namespace coffret {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds Pace = 8ms;      ///< between two keys: what programs keep up with
constexpr std::chrono::milliseconds LookTime = 20ms; ///< between two looks at who has the keyboard
constexpr std::chrono::seconds Patience = 5s;        ///< for the window, and for a finger on a key
/// A program looks up what a key means when it gets round to it. Most say when they have; the others get this long.
constexpr std::chrono::milliseconds Settling = 1500ms;
constexpr std::chrono::seconds LongestSilence = 10s;

} // namespace

X11Typist::X11Typist(QObject *parent) : Typist(parent), m_display(xcb_connect(nullptr, nullptr), xcb_disconnect)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &X11Typist::advance);
    if (xcb_connection_has_error(m_display.get()))
        return;
    const xcb_query_extension_reply_t *const test = xcb_get_extension_data(m_display.get(), &xcb_test_id);
    m_hasTest = test && test->present;
    const quint32 root = xcb_setup_roots_iterator(xcb_get_setup(m_display.get())).data->root;
    m_windows = std::make_unique<X11Windows>(m_display.get(), root);
    connect(
        m_windows.get(), &X11Windows::answered, this,
        [this] {
            if (m_step == Step::MakingRoom || m_step == Step::GivingBack)
                m_timer.start(0ms);
        },
        Qt::QueuedConnection);
}

X11Typist::~X11Typist() = default;

Typist::Obstacle X11Typist::obstacle() const
{
    return m_hasTest ? Obstacle::None : Obstacle::NoTest;
}

Typist::Target X11Typist::aim()
{
    stop();
    m_target = m_windows ? m_windows->lastForeign() : 0;
    if (m_target == 0)
        return {};
    return {true, m_windows->titleOf(m_target), m_windows->programOf(m_target)};
}

void X11Typist::type(SecretBuffer text)
{
    stop();
    m_text = TypedText(std::move(text));
    if (!m_text.isTypable())
        return end(Result::NoKey);
    if (m_target == 0 || !m_hasTest)
        return end(Result::NotInFront);
    m_windows->activate(m_target);
    m_limit = QDeadlineTimer(Patience);
    m_step = Step::Waiting;
    m_timer.start(LookTime);
}

void X11Typist::stop()
{
    m_timer.stop();
    m_keyboard.reset();
    m_text = {};
    m_step = Step::Idle;
}

void X11Typist::advance()
{
    switch (m_step) {
    case Step::Idle:
        return;
    case Step::Waiting:
        return await();
    case Step::Typing:
        return typeNext();
    case Step::MakingRoom:
        m_keyboard = std::make_unique<X11Keyboard>(m_display.get()); // which gives back what was lent
        m_step = Step::Typing;
        m_madeRoom = true;
        return m_keyboard->read() ? typeNext() : end(Result::Changed);
    case Step::GivingBack:
        m_keyboard.reset();
        m_step = Step::Idle;
        Q_EMIT finished(m_result);
        return;
    }
}

/// For the window to have the keyboard, and for every key to be up: a finger on Ctrl would make commands of letters.
void X11Typist::await()
{
    if (!m_keyboard)
        m_keyboard = std::make_unique<X11Keyboard>(m_display.get());
    const bool inFront = m_windows->hasKeyboard(m_target);
    if (inFront && !m_keyboard->isAnyKeyDown()) {
        m_step = Step::Typing;
        return m_keyboard->read() ? typeNext() : end(Result::Failed);
    }
    if (m_limit.hasExpired())
        return end(inFront ? Result::KeyHeld : Result::NotInFront);
    m_timer.start(LookTime);
}

/// Sees to a key for what comes next; nothing: there is one.
std::optional<X11Typist::Lack> X11Typist::lackOfNext()
{
    const quint32 symbol = TypedText::symbolOf(m_text.next());
    if (m_keyboard->chordOf(symbol))
        return std::nullopt;
    if (!m_keyboard->lend(symbol))
        return m_keyboard->hasLent() && !m_madeRoom ? Lack::Room : Lack::Key;
    return m_keyboard->chordOf(symbol) ? std::nullopt : std::optional(Lack::Key);
}

void X11Typist::typeNext()
{
    if (m_text.isAtEnd())
        return end(Result::Typed);
    if (!m_keyboard->isAsRead())
        return end(Result::Changed);
    if (const std::optional<Lack> lack = lackOfNext()) {
        if (*lack == Lack::Key)
            return end(Result::NoKey);
        m_step = Step::MakingRoom;
        return settle();
    }
    xcb_grab_server(m_display.get());
    const std::optional<Result> fault = pressNext();
    xcb_ungrab_server(m_display.get());
    xcb_flush(m_display.get());
    if (fault)
        return end(*fault);
    m_timer.start(Pace);
}

/// While the display stands still. A key that somebody holds is waited for, a while.
std::optional<Typist::Result> X11Typist::pressNext()
{
    if (!m_windows->hasKeyboard(m_target))
        return Result::FocusLeft;
    if (m_keyboard->isAnyKeyDown())
        return m_limit.hasExpired() ? std::optional(Result::KeyHeld) : std::nullopt;
    m_limit = QDeadlineTimer(Patience);
    m_keyboard->press(*m_keyboard->chordOf(TypedText::symbolOf(m_text.next())));
    m_text.skip();
    m_madeRoom = false;
    return std::nullopt;
}

void X11Typist::end(Result result)
{
    m_text = {};
    m_result = result;
    m_step = Step::GivingBack; // also where nothing was lent: answers come later than questions
    if (m_keyboard && m_keyboard->hasLent())
        settle();
    else
        m_timer.start(0ms);
}

/// Before a key that was lent means nothing again.
void X11Typist::settle()
{
    m_timer.start(m_windows->ping(m_target) ? std::chrono::milliseconds(LongestSilence) : Settling);
}

} // namespace coffret
