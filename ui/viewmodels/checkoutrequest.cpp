// SPDX-License-Identifier: GPL-3.0-or-later
// The form with which a CheckOutViewModel asks for access.
#include "ui/viewmodels/checkoutviewmodel.h"

#include <QLocale>

#include <algorithm>

namespace coffret {

namespace {

/// As the user's language writes a time of day: then the next one, today or tomorrow. Or a day and a time.
QDateTime startFrom(const QString &text, const QDateTime &now)
{
    const QLocale locale;
    const QDateTime local = now.toLocalTime();
    QTime time = locale.toTime(text, QLocale::ShortFormat);
    if (!time.isValid())
        time = QTime::fromString(text, QStringLiteral("H:mm"));
    if (time.isValid()) {
        const QDateTime today(local.date(), time);
        return (today > local ? today : today.addDays(1)).toUTC();
    }
    return QDateTime::fromString(text, QStringLiteral("yyyy-MM-dd H:mm")).toUTC();
}

} // namespace

void CheckOutViewModel::askForAccess()
{
    if (!vault() || !canRequest() || m_asking)
        return;
    m_asking = true;
    m_reason.clear();
    m_reasonError.clear();
    m_startText.clear();
    m_startError.clear();
    m_hours = 1;
    m_error.reset();
    Q_EMIT changed();
}

void CheckOutViewModel::cancelRequest()
{
    m_asking = false; // what was sent is not taken back: its answer still comes
    Q_EMIT changed();
}

void CheckOutViewModel::setReason(const QString &reason)
{
    if (m_reason == reason)
        return;
    m_reason = reason;
    m_reasonError.clear();
    Q_EMIT changed();
}

void CheckOutViewModel::setHours(int hours)
{
    const int possible = std::clamp(hours, 1, AccessRequest::MostHours);
    if (m_hours == possible)
        return;
    m_hours = possible;
    Q_EMIT changed();
}

void CheckOutViewModel::setStartText(const QString &text)
{
    if (m_startText == text)
        return;
    m_startText = text;
    m_startError.clear();
    Q_EMIT changed();
}

QString CheckOutViewModel::startExample() const
{
    return m_clock.now().toLocalTime().addSecs(60 * 60).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

bool CheckOutViewModel::takesForm(AccessRequest &request)
{
    request.reason = m_reason.trimmed();
    request.hours = m_hours;
    const QString start = m_startText.trimmed();
    request.from = start.isEmpty() ? QDateTime() : startFrom(start, m_clock.now());
    if (request.reason.isEmpty())
        //: Under a field of the form that asks for access.
        m_reasonError = tr("Say why you need it: whoever decides reads this.");
    if (!start.isEmpty() && !request.from.isValid())
        //: Under a field of the form that asks for access. %1 is a moment as it can be written.
        m_startError = tr("Write a time, or a day and a time, as in %1.").arg(startExample());
    else if (request.from.isValid() && request.from < m_clock.now())
        //: Under a field of the form that asks for access.
        m_startError = tr("That is over already.");
    Q_EMIT changed();
    return m_reasonError.isEmpty() && m_startError.isEmpty();
}

void CheckOutViewModel::sendRequest()
{
    AccessRequest request;
    VaultCheckOut *lender = vault();
    if (!lender || !m_asking || isBusy() || !takesForm(request))
        return;
    run(LendingStep::Request,
        [lender, id = m_summary.id, request](StopToken stop) { return lender->request(id, request, stop); });
}

} // namespace coffret
