// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/shownvalue.h"

#include "core/store/settings.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/toastviewmodel.h"
#include "ui/viewmodels/usermessages.h"

namespace coffret {

ShownValue::ShownValue(const Settings &settings, ClipboardGuard &clipboard, ToastViewModel &toast, const Clock &clock,
                       QObject *parent)
    : QObject(parent), m_settings(settings), m_clipboard(clipboard), m_toast(toast), m_countdown(clock)
{
    connect(&m_countdown, &Countdown::ticked, this, &ShownValue::ticked);
    connect(&m_countdown, &Countdown::finished, this, &ShownValue::hide);
}

ShownValue::~ShownValue()
{
    m_stop.request_stop();
}

void ShownValue::fetch(Session *session, const QString &secretId, Session::Use use,
                       std::function<void(Session::Revealed)> then)
{
    clear();
    if (const QString hint = useHint(session, use); !session || !hint.isEmpty()) {
        if (session)
            m_toast.showMessage(hint);
        return;
    }
    m_busy = true;
    Q_EMIT changed();
    const quint64 generation = m_generation;
    QCoro::connect(session->reveal(secretId, {}, m_stop.get_token(), use), this,
                   [this, generation, then = std::move(then)](Expected<Session::Revealed> revealed) {
                       if (generation != m_generation)
                           return; // another value is wanted by now; this one is wiped with the answer
                       m_busy = false;
                       if (revealed)
                           then(std::move(*revealed));
                       else if (revealed.error().kind != ErrorKind::Cancelled)
                           m_error = revealed.error();
                       Q_EMIT changed();
                   });
}

void ShownValue::show(Session *session, const QString &secretId)
{
    fetch(session, secretId, Session::Use::Show, [this](Session::Revealed revealed) {
        m_secret = std::make_unique<RevealedSecret>(std::move(revealed.value));
        m_countdown.start(std::chrono::seconds(m_settings.preferences().revealSeconds));
    });
}

void ShownValue::copy(Session *session, const QString &secretId, const QString &label)
{
    fetch(session, secretId, Session::Use::Copy, [this, label](Session::Revealed revealed) {
        if (!isVouched(revealed.verdict)) {
            //: Message instead of copying. %1 is a sentence about the signature of a value.
            m_toast.showMessage(tr("%1 Open the secret to copy it all the same.").arg(verdictText(revealed.verdict)));
            return;
        }
        const bool breaksOff = endsALine(revealed.field.kind, revealed.value);
        m_clipboard.copy(std::move(revealed.value), std::chrono::seconds(m_settings.preferences().clipboardSeconds));
        m_toast.showCopied(label, breaksOff);
    });
}

void ShownValue::hide()
{
    m_countdown.stop();
    m_secret.reset();
    Q_EMIT changed();
}

void ShownValue::keep()
{
    m_countdown.stop();
    Q_EMIT changed();
}

void ShownValue::clear()
{
    ++m_generation;
    stopAll(m_stop);
    m_busy = false;
    m_error.reset();
    hide();
}

QString ShownValue::errorText() const
{
    return m_error ? describe(m_error->kind).text : QString();
}

QString ShownValue::errorHint() const
{
    return m_error ? describe(m_error->kind).hint : QString();
}

} // namespace coffret
