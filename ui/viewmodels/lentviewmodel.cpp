// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/lentviewmodel.h"

#include "core/base/displaytext.h"
#include "core/session/askinsession.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/checkouttexts.h"
#include "ui/viewmodels/toastviewmodel.h"

#include <algorithm>

namespace coffret {

namespace {
constexpr std::chrono::milliseconds LongestWait{30'000}; // timers stand still while the computer sleeps
} // namespace

LentViewModel::LentViewModel(SessionList &sessions, ClipboardGuard &clipboard, ToastViewModel &toast,
                             const Clock &clock, QObject *parent)
    : QObject(parent), m_sessions(sessions), m_clipboard(clipboard), m_toast(toast), m_clock(clock)
{
    m_reminder.setSingleShot(true);
    connect(&m_reminder, &QTimer::timeout, this, &LentViewModel::remind);
    connect(&m_sessions, &SessionList::added, this, &LentViewModel::watch);
    connect(&m_sessions, &SessionList::removed, this, &LentViewModel::update);
    for (const auto &session : m_sessions.all())
        watch(session.get());
}

LentViewModel::~LentViewModel() = default;

void LentViewModel::watch(Session *session)
{
    connect(session, &Session::stateChanged, this, &LentViewModel::update);
    connect(session, &Session::catalogChanged, this, &LentViewModel::update);
    connect(session, &Session::checkOutChanged, this, &LentViewModel::update);
    connect(session, &Session::accessEnded, this, [this, session](const QString &secretId) {
        m_clipboard.clearOf(clipboardOrigin(session->account().id, secretId));
        update();
    });
    update();
}

void LentViewModel::update()
{
    const QDateTime now = m_clock.now();
    QHash<QString, QDateTime> held;
    QDateTime soonest;
    for (const auto &session : m_sessions.all()) {
        const VaultCheckOut *vault = session->checkOut();
        if (!vault || session->state() == Session::State::Closed)
            continue;
        for (const CheckOut &checkOut : vault->held()) {
            held.insert(clipboardOrigin(session->account().id, checkOut.secretId), checkOut.until);
            if (checkOut.until.isValid() && (soonest.isNull() || checkOut.until < soonest))
                soonest = checkOut.until;
        }
    }
    m_waiting.removeIf([&held](const auto &waiting) { return held.value(waiting.key()) != waiting.value(); });
    for (auto it = held.cbegin(); it != held.cend(); ++it) {
        // Whoever takes something for less time than that sees its countdown.
        if (m_seen.value(it.key()) != it.value() && it.value().isValid() && it.value() > now.addDuration(ReminderTime))
            m_waiting.insert(it.key(), it.value());
    }
    const bool hadReminded = !m_reminded.isEmpty();
    m_reminded.removeIf([&held, this](const QString &one) { return held.value(one) != m_seen.value(one); });
    if (hadReminded && m_reminded.isEmpty())
        Q_EMIT nothingEndsSoon();
    const bool isNews = m_seen != held || m_soonest != soonest;
    m_seen = held;
    m_soonest = soonest;
    plan();
    if (isNews)
        Q_EMIT changed();
}

void LentViewModel::plan()
{
    if (m_waiting.isEmpty())
        return m_reminder.stop();
    const QDateTime first = *std::min_element(m_waiting.cbegin(), m_waiting.cend());
    const QDateTime moment = first.addDuration(-ReminderTime);
    const std::chrono::milliseconds rest(std::max<qint64>(0, m_clock.now().msecsTo(moment)));
    m_reminder.start(std::min(rest, LongestWait));
}

void LentViewModel::remind()
{
    const QDateTime now = m_clock.now();
    QStringList names;
    int due = 0;
    m_waiting.removeIf([&](const auto &waiting) {
        const bool isDue = waiting.value() <= now.addDuration(ReminderTime);
        if (isDue) {
            ++due;
            names.append(nameOf(waiting.key()));
            m_reminded.insert(waiting.key());
        }
        return isDue;
    });
    plan();
    if (due == 0)
        return;
    //: Reminder. %n is how many secrets; the time is counted down where they are shown.
    const QString text = tr("%n checked-out secret(s) will be taken back within 5 minutes", nullptr, due);
    m_toast.showMessage(text);
    Q_EMIT endsSoon(text, names);
}

QString LentViewModel::nameOf(const QString &held) const
{
    for (const auto &session : m_sessions.all()) {
        const QString begin = clipboardOrigin(session->account().id, {});
        const Catalog::Row row =
            held.startsWith(begin) ? session->catalog()->rowOf(held.mid(begin.size())) : Catalog::NoRow;
        if (row != Catalog::NoRow)
            return visibleText(session->catalog()->name(row));
    }
    return {};
}

QString LentViewModel::summary() const
{
    return m_seen.isEmpty() ? QString() : heldSummary(count(), m_soonest, m_clock.now());
}

void LentViewModel::returnAll()
{
    if (m_returning > 0)
        return;
    m_returned = m_failed = 0;
    std::vector<Task<Expected<CheckOut>>> calls;
    for (const auto &session : m_sessions.all()) {
        VaultCheckOut *vault = session->checkOut();
        if (!vault)
            continue;
        for (const CheckOut &checkOut : vault->held()) {
            std::function<Task<Expected<CheckOut>>(StopToken)> call = [vault, id = checkOut.secretId](StopToken stop) {
                return vault->checkIn(id, stop);
            };
            ++m_returning; // before the first of them is answered
            calls.push_back(askInSession(QPointer<Session>(session.get()), std::move(call), {}));
        }
    }
    Q_EMIT changed();
    for (Task<Expected<CheckOut>> &call : calls)
        QCoro::connect(std::move(call), this,
                       [this](const Expected<CheckOut> &answer) { onReturned(answer.has_value()); });
}

void LentViewModel::onReturned(bool done)
{
    ++(done ? m_returned : m_failed);
    if (--m_returning > 0)
        return;
    Q_EMIT changed();
    if (m_failed == 0)
        //: Short message at the foot of the window.
        return m_toast.showMessage(tr("%n secret(s) given back", nullptr, m_returned));
    //: Short message at the foot of the window.
    m_toast.showMessage(tr("%n secret(s) could not be given back. Open them to see why.", nullptr, m_failed));
    Q_EMIT leftBehind();
}

} // namespace coffret
