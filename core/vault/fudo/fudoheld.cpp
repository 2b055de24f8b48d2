// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudoheld.h"

#include <algorithm>
#include <utility>

namespace coffret {

namespace {

/// Timers stand still while the computer sleeps: look again at least this often.
constexpr std::chrono::milliseconds LongestWait{20'000};

bool runs(const CheckOut &checkOut)
{
    return checkOut.state == CheckOut::State::CheckedOut || checkOut.state == CheckOut::State::Approved;
}

} // namespace

FudoHeld::FudoHeld(std::shared_ptr<const Clock> clock) : m_clock(std::move(clock))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.callOnTimeout([this] { expire(); });
}

std::optional<CheckOut> FudoHeld::of(const QString &secretId) const
{
    const auto known = m_known.constFind(secretId);
    return known == m_known.constEnd() ? std::nullopt : std::optional(*known);
}

bool FudoHeld::isCheckedOut(const QString &secretId) const
{
    return m_known.value(secretId).state == CheckOut::State::CheckedOut;
}

std::vector<CheckOut> FudoHeld::checkedOut() const
{
    std::vector<CheckOut> all;
    for (const CheckOut &known : m_known) {
        if (known.state == CheckOut::State::CheckedOut)
            all.push_back(known);
    }
    std::sort(all.begin(), all.end(), [](const CheckOut &a, const CheckOut &b) {
        if (a.until.isValid() != b.until.isValid())
            return a.until.isValid();
        return a.until != b.until ? a.until < b.until : a.secretId < b.secretId;
    });
    return all;
}

FudoHeld::Moment FudoHeld::moment() const
{
    Moment moment;
    for (const CheckOut &known : m_known) {
        if (known.state == CheckOut::State::CheckedOut)
            moment.checkedOut.insert(known.secretId);
        if (known.state == CheckOut::State::Approved && sourceOf(known.secretId) == Source::GrantList)
            moment.granted.insert(known.secretId);
    }
    moment.changes = m_lastChange;
    return moment;
}

QSet<QString> FudoHeld::changedSince(const Moment &moment) const
{
    QSet<QString> ids;
    for (auto change = m_changes.begin(); change != m_changes.end(); ++change) {
        if (change.value() > moment.changes)
            ids.insert(change.key());
    }
    return ids;
}

void FudoHeld::put(CheckOut checkOut, Source source)
{
    const bool isNews = of(checkOut.secretId) != checkOut;
    note(checkOut, source);
    if (isNews && m_teller && !m_hasEnded)
        m_teller(checkOut);
}

void FudoHeld::note(CheckOut checkOut, Source source)
{
    if (m_hasEnded)
        return;
    const QString id = checkOut.secretId;
    if (of(id) != checkOut)
        m_changes.insert(id, ++m_lastChange);
    m_sources.remove(id);
    if (source != Source::Any)
        m_sources.insert(id, source);
    m_known.insert(id, std::move(checkOut));
    arm();
}

void FudoHeld::endEarly(const QString &secretId)
{
    const auto known = of(secretId);
    if (!known || !runs(*known))
        return;
    CheckOut ended = *known;
    ended.state = CheckOut::State::Expired;
    ended.takenBack = true;
    ended.until = now();
    ended.comment.clear();
    ended.fromHere = ended.leftOver = false;
    m_ours.remove(secretId);
    put(std::move(ended));
}

void FudoHeld::forget(const QString &secretId)
{
    m_known.remove(secretId);
    m_ours.remove(secretId);
    m_leftOvers->remove(secretId);
    m_changes.insert(secretId, ++m_lastChange);
    arm();
}

void FudoHeld::forgetHolder(const QString &secretId)
{
    if (m_known.value(secretId).state == CheckOut::State::HeldByAnother)
        m_known.remove(secretId);
}

void FudoHeld::claim(CheckOut &checkedOut)
{
    const auto left = m_leftOvers->constFind(checkedOut.secretId);
    if (left != m_leftOvers->constEnd()) {
        m_ours.insert(checkedOut.secretId);
        checkedOut.leftOver = *left;
        m_leftOvers->erase(left);
    }
    checkedOut.fromHere = isOurs(checkedOut.secretId);
}

void FudoHeld::onlyOut(const QSet<QString> &secretIds)
{
    m_leftOvers->removeIf([&secretIds](const auto &left) { return !secretIds.contains(left.key()); });
}

QSet<QString> FudoHeld::end()
{
    m_hasEnded = true;
    m_timer.stop();
    m_known.clear();
    return std::exchange(m_ours, {});
}

void FudoHeld::arm()
{
    QDateTime soonest;
    for (const CheckOut &known : std::as_const(m_known)) {
        if (runs(known) && known.until.isValid() && (soonest.isNull() || known.until < soonest))
            soonest = known.until;
    }
    if (soonest.isNull())
        return m_timer.stop();
    const std::chrono::milliseconds rest(std::max<qint64>(0, now().msecsTo(soonest)));
    m_timer.start(std::min(rest, LongestWait));
}

void FudoHeld::expire()
{
    const QDateTime time = now();
    std::vector<CheckOut> over;
    for (const CheckOut &known : std::as_const(m_known)) {
        if (runs(known) && known.until.isValid() && known.until <= time)
            over.push_back(known);
    }
    for (CheckOut &ended : over) {
        ended.state = CheckOut::State::Expired;
        ended.fromHere = ended.leftOver = false;
        m_ours.remove(ended.secretId); // the server has taken it back
        put(ended);
    }
    arm();
}

} // namespace coffret
