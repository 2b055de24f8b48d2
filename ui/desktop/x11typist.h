// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/desktop/typedtext.h"
#include "ui/desktop/typist.h"

#include <QDeadlineTimer>
#include <QTimer>

#include <memory>

struct xcb_connection_t;

namespace coffret {

class X11Keyboard;
class X11Windows;

/// Types on an X display by its XTEST extension. Before every key the display stands still for a moment: who has the
/// keyboard is asked, and the key goes to no other. Main thread.
class X11Typist : public Typist
{
    Q_OBJECT
public:
    explicit X11Typist(QObject *parent = nullptr);
    ~X11Typist() override;

    [[nodiscard]] Obstacle obstacle() const override;
    [[nodiscard]] bool knowsWindows() const override { return true; }
    Target aim() override;
    void type(SecretBuffer text) override;
    void stop() override;

private:
    enum class Step { Idle, Waiting, Typing, MakingRoom, GivingBack };
    enum class Lack { Room, Key };
    void advance();
    void await();
    void typeNext();
    [[nodiscard]] std::optional<Lack> lackOfNext();
    [[nodiscard]] std::optional<Result> pressNext();
    void settle();
    void end(Result result);

    std::unique_ptr<xcb_connection_t, void (*)(xcb_connection_t *)> m_display; ///< not Qt's: its events are ours
    std::unique_ptr<X11Windows> m_windows;
    std::unique_ptr<X11Keyboard> m_keyboard; ///< while something is typed
    bool m_hasTest = false;
    quint32 m_target = 0;
    TypedText m_text;
    Step m_step = Step::Idle;
    bool m_madeRoom = false;         ///< by giving back what was lent, for the key that comes next
    Result m_result = Result::Typed; ///< to be said once keys are given back
    QDeadlineTimer m_limit;
    QTimer m_timer;
};

} // namespace coffret
