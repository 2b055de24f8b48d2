// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/toastviewmodel.h"

namespace coffret {

namespace {
constexpr std::chrono::seconds MessageTime{6};
}

ToastViewModel::ToastViewModel(ClipboardGuard &clipboard, const Clock &clock, QObject *parent)
    : QObject(parent), m_clipboard(clipboard), m_countdown(clock)
{
    connect(&m_clipboard, &ClipboardGuard::ticked, this, &ToastViewModel::ticked);
    connect(&m_clipboard, &ClipboardGuard::cleared, this, [this] {
        if (m_aboutClipboard)
            dismiss();
    });
    connect(&m_countdown, &Countdown::ticked, this, &ToastViewModel::ticked);
    connect(&m_countdown, &Countdown::finished, this, &ToastViewModel::dismiss);
}

int ToastViewModel::secondsLeft() const
{
    return m_aboutClipboard ? m_clipboard.countdown().secondsLeft() : m_countdown.secondsLeft();
}

double ToastViewModel::remaining() const
{
    return m_aboutClipboard ? m_clipboard.countdown().remaining() : m_countdown.remaining();
}

void ToastViewModel::showCopied(const QString &label, bool endsALine)
{
    m_countdown.stop();
    if (endsALine)
        //: Message after copying a value that has a line end in it. %1 is the label of a field, for example "Password".
        return show(
            tr("%1 copied. It has a line end in it: pasted into a terminal, what stands before it runs at once.")
                .arg(label),
            true);
    //: Message after copying. %1 is the label of a field, for example "Password".
    show(tr("%1 copied").arg(label), true);
}

void ToastViewModel::showMessage(const QString &text)
{
    m_countdown.start(MessageTime);
    show(text, false);
}

void ToastViewModel::show(const QString &text, bool aboutClipboard)
{
    m_text = text;
    m_aboutClipboard = aboutClipboard;
    m_visible = true;
    Q_EMIT changed();
    Q_EMIT ticked();
}

void ToastViewModel::clearNow()
{
    if (m_aboutClipboard)
        m_clipboard.clearNow();
}

void ToastViewModel::dismiss()
{
    m_countdown.stop();
    if (!m_visible)
        return;
    m_visible = false;
    Q_EMIT changed();
}

} // namespace coffret
