// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/checkoutviewmodel.h"

#include "core/session/askinsession.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/toastviewmodel.h"

#include <algorithm>

namespace coffret {

namespace {

using State = CheckOut::State;

constexpr std::chrono::milliseconds GlanceTime{250};

} // namespace

CheckOutViewModel::CheckOutViewModel(ToastViewModel &toast, const Clock &clock, QObject *parent)
    : QObject(parent), m_toast(toast), m_clock(clock)
{
    m_now.state = State::NotNeeded;
    m_glance.setSingleShot(true);
    m_glance.setInterval(GlanceTime);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_glance, &QTimer::timeout, this, &CheckOutViewModel::refresh);
    connect(&m_second, &QTimer::timeout, this, &CheckOutViewModel::tick);
}

CheckOutViewModel::~CheckOutViewModel()
{
    m_stop.request_stop();
}

VaultCheckOut *CheckOutViewModel::vault() const
{
    return m_session && !m_summary.id.isEmpty() ? m_session->checkOut() : nullptr;
}

void CheckOutViewModel::show(Session *session, const SecretSummary &summary)
{
    const bool isSame = session == m_session && summary.id == m_summary.id;
    m_summary = summary;
    if (isSame)
        return Q_EMIT changed();
    if (m_session && session != m_session) {
        disconnect(m_session, nullptr, this, nullptr);
        m_spans.clear();
    }
    if (session && session != m_session) {
        connect(session, &Session::checkOutChanged, this, &CheckOutViewModel::follow);
        connect(session, &Session::accessEnded, this, &CheckOutViewModel::endHere);
        connect(session, &Session::contactChanged, this, [this] { // a sync: what was decided meanwhile shows
            if (vault() && m_session->contact() == Session::Contact::Online)
                m_glance.start();
        });
    }
    m_session = session;
    stopAll(m_stop);
    ++m_generation;
    m_glance.stop();
    m_underWay = m_asking = m_endedMeanwhile = false;
    m_error.reset();
    assume();
    if (vault())
        m_glance.start();
}

/// What the list and this session know, until the server was asked.
void CheckOutViewModel::assume()
{
    CheckOut known;
    known.secretId = m_summary.id;
    known.state = State::NotNeeded;
    const Markers markers = m_summary.markers;
    if (vault() && markers.testFlag(Marker::NeedsApproval)) {
        known.state = State::Available;
        known.needsRequest = true;
    }
    if (vault() && markers.testFlag(Marker::CheckedOutByMe))
        known.state = State::CheckedOut;
    if (const VaultCheckOut *lender = vault()) {
        for (const CheckOut &held : lender->held()) {
            if (held.secretId == m_summary.id)
                known = held;
        }
    }
    become(known);
}

void CheckOutViewModel::become(const CheckOut &checkOut)
{
    m_now = checkOut;
    m_wasYetToOpen = isYetToOpen();
    if (runsOut()) {
        std::chrono::seconds &span = m_spans[m_now.secretId];
        span = std::max(span, left());
    } else {
        m_spans.remove(m_now.secretId);
    }
    runsOut() || m_wasYetToOpen ? m_second.start() : m_second.stop();
    Q_EMIT changed();
    Q_EMIT ticked();
}

void CheckOutViewModel::tick()
{
    const bool hasOpened = m_wasYetToOpen && !isYetToOpen();
    m_wasYetToOpen = isYetToOpen();
    if (hasOpened)
        Q_EMIT changed();
    Q_EMIT ticked();
}

/// Whatever is done here comes back as the answer; this is about the rest.
void CheckOutViewModel::follow(const QString &secretId)
{
    if (secretId == m_summary.id && !m_underWay)
        m_glance.start();
}

void CheckOutViewModel::endHere(const QString &secretId)
{
    if (secretId != m_summary.id)
        return;
    m_endedMeanwhile = m_underWay; // the answer tells, unless there is none
    if (m_underWay)
        return;
    CheckOut ended = m_now;
    if (runsOut() || m_now.state == State::CheckedOut) {
        ended.state = State::Expired;
        ended.takenBack = !m_now.until.isValid() || left() > std::chrono::seconds(1);
    }
    become(ended);
    refresh();
}

void CheckOutViewModel::refresh()
{
    VaultCheckOut *lender = vault();
    if (!lender || m_underWay)
        return;
    m_glance.stop();
    run(LendingStep::Look, [lender, id = m_summary.id](StopToken stop) { return lender->state(id, stop); });
}

void CheckOutViewModel::checkOut()
{
    if (VaultCheckOut *lender = vault(); lender && !isBusy() && canCheckOut())
        run(LendingStep::CheckOut, [lender, id = m_summary.id](StopToken stop) { return lender->checkOut(id, stop); });
}

void CheckOutViewModel::checkIn()
{
    if (VaultCheckOut *lender = vault(); lender && !isBusy() && canCheckIn())
        run(LendingStep::CheckIn, [lender, id = m_summary.id](StopToken stop) { return lender->checkIn(id, stop); });
}

void CheckOutViewModel::run(LendingStep step, Call call)
{
    if (m_underWay) { // only looking gives way
        stopAll(m_stop);
        ++m_generation;
    }
    m_underWay = true;
    m_step = step;
    if (step != LendingStep::Look)
        m_error.reset();
    Q_EMIT changed();
    const quint64 generation = m_generation;
    QCoro::connect(askInSession(m_session, std::move(call), m_stop.get_token()), this,
                   [this, step, generation](const Expected<CheckOut> &answer) {
                       if (generation == m_generation)
                           take(step, answer);
                   });
}

void CheckOutViewModel::take(LendingStep step, const Expected<CheckOut> &answer)
{
    m_underWay = false;
    const bool ended = std::exchange(m_endedMeanwhile, false);
    if (answer) {
        m_asking = m_asking && step != LendingStep::Request;
        if (step == LendingStep::CheckIn)
            //: Short message at the foot of the window. %1 is a secret's name.
            m_toast.showMessage(tr("%1 was given back").arg(name()));
        return become(*answer);
    }
    const ErrorKind kind = answer.error().kind;
    if (kind != ErrorKind::Cancelled && step != LendingStep::Look) {
        m_error = answer.error();
        m_failedStep = step;
    }
    Q_EMIT changed();
    if (isAboutLending(kind) && step != LendingStep::Look)
        explain(kind);
    else if (ended)
        endHere(m_summary.id);
}

void CheckOutViewModel::explain(ErrorKind kind)
{
    if (!vault())
        return;
    if (kind == ErrorKind::Unsupported) { // only the web page is left; what is known of the access stays
        m_error = Error{kind, {}, 0};
        m_failedStep = LendingStep::CheckOut;
        Q_EMIT changed();
        return Q_EMIT attentionWanted();
    }
    CheckOut met = m_now;
    if (kind == ErrorKind::HeldByAnother) {
        met.state = State::HeldByAnother;
        met.exclusive = true;
    } else if (kind == ErrorKind::AccessEnded) {
        met.state = State::Expired;
    } else if (met.state == State::NotNeeded || met.state == State::Approved || met.state == State::CheckedOut) {
        met.state = State::Available;
        met.needsRequest = true;
    }
    m_error.reset();
    become(met);
    refresh();
    Q_EMIT attentionWanted();
}

void CheckOutViewModel::dismissError()
{
    m_error.reset();
    Q_EMIT changed();
}

} // namespace coffret
