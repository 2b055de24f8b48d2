// SPDX-License-Identifier: GPL-3.0-or-later
// What a CheckOutViewModel shows of the state it is in.
#include "ui/viewmodels/checkoutviewmodel.h"

#include <algorithm>

namespace coffret {

namespace {

using State = CheckOut::State;

constexpr std::chrono::minutes EndingTime{5};

} // namespace

bool CheckOutViewModel::runsOut() const
{
    return (m_now.state == State::CheckedOut || m_now.state == State::Approved) && m_now.until.isValid();
}

bool CheckOutViewModel::isYetToOpen() const
{
    return m_now.state == State::Approved && m_now.from.isValid() && m_now.from > m_clock.now();
}

bool CheckOutViewModel::isShown() const
{
    return vault() && (m_now.state != State::NotNeeded || m_error);
}

CheckOutViewModel::Mood CheckOutViewModel::mood() const
{
    switch (m_now.state) {
    case State::NotNeeded:
    case State::Available:
    case State::Returned:
        break;
    case State::Requested:
    case State::HeldByAnother:
        return Waiting;
    case State::Approved:
        return isYetToOpen() ? Waiting : Mine;
    case State::CheckedOut:
        return Mine;
    case State::Refused:
    case State::Expired:
        return Over;
    }
    return Quiet;
}

QString CheckOutViewModel::symbol() const
{
    switch (m_now.state) {
    case State::NotNeeded:
        break;
    case State::Available:
        return m_now.needsRequest ? QStringLiteral("lock") : QStringLiteral("checkout");
    case State::Requested:
        return QStringLiteral("clock");
    case State::Approved:
        return mood() == Waiting ? QStringLiteral("calendar") : QStringLiteral("unlock");
    case State::Refused:
        return QStringLiteral("stop");
    case State::CheckedOut:
        return QStringLiteral("checkout");
    case State::Returned:
        return QStringLiteral("checkin");
    case State::Expired:
        return QStringLiteral("warning");
    case State::HeldByAnother:
        return QStringLiteral("user");
    }
    return QStringLiteral("info");
}

QString CheckOutViewModel::text() const
{
    return describe(m_now, m_clock.now()).text;
}

QString CheckOutViewModel::hint() const
{
    return describe(m_now, m_clock.now()).hint;
}

std::chrono::seconds CheckOutViewModel::left() const
{
    const qint64 seconds = m_now.until.isValid() ? m_clock.now().secsTo(m_now.until) : 0;
    return std::chrono::seconds(std::max<qint64>(seconds, 0));
}

bool CheckOutViewModel::isCounting() const
{
    return runsOut() && mood() == Mine && left().count() > 0;
}

QString CheckOutViewModel::leftText() const
{
    return isCounting() ? timeLeftText(m_now.until, m_clock.now()) : QString();
}

double CheckOutViewModel::remaining() const
{
    const std::chrono::seconds span = m_spans.value(m_now.secretId);
    if (!isCounting() || span.count() == 0)
        return 0;
    return std::clamp(static_cast<double>(left().count()) / static_cast<double>(span.count()), 0.0, 1.0);
}

bool CheckOutViewModel::isEnding() const
{
    return isCounting() && left() <= EndingTime;
}

bool CheckOutViewModel::canRequest() const
{
    return m_now.needsRequest && (m_now.state == State::Available || m_now.state == State::Refused ||
                                  m_now.state == State::Expired || m_now.state == State::Returned);
}

bool CheckOutViewModel::canCheckOut() const
{
    switch (m_now.state) {
    case State::Available:
    case State::Refused:
    case State::Expired:
        return !m_now.needsRequest;
    case State::Approved:
        return mood() == Mine;
    case State::Returned:
    case State::HeldByAnother:
        return true;
    case State::NotNeeded:
    case State::Requested:
    case State::CheckedOut:
        break;
    }
    return false;
}

UserMessage CheckOutViewModel::errorMessage() const
{
    if (!m_error)
        return {};
    return m_error->kind == ErrorKind::Unsupported ? describeMissingStep(m_failedStep) : describe(m_error->kind);
}

QString CheckOutViewModel::errorText() const
{
    return errorMessage().text;
}

QString CheckOutViewModel::errorHint() const
{
    return errorMessage().hint;
}

QString CheckOutViewModel::errorDetailsText() const
{
    return m_error ? errorDetails(*m_error) : QString();
}

QString CheckOutViewModel::webAddress() const
{
    if (!m_error || m_error->kind != ErrorKind::Unsupported || !vault())
        return {};
    const QUrl page = vault()->webPage();
    return page.scheme() == QLatin1String("https") || page.scheme() == QLatin1String("http")
               ? page.toString(QUrl::FullyEncoded)
               : QString();
}

} // namespace coffret
