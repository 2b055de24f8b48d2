// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/portalrequest.h"

#include "ui/desktop/portalbus.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QUuid>

#include <utility>

namespace coffret {

namespace {

constexpr QLatin1String Interface("org.freedesktop.portal.Request");
constexpr uint Granted = 0;
constexpr uint Declined = 1;

} // namespace

QString PortalRequest::newToken()
{
    return QStringLiteral("coffret_") + QUuid::createUuid().toString(QUuid::Id128);
}

QString PortalRequest::pathOf(const QDBusConnection &bus, const char *kind, const QString &token)
{
    QString sender = bus.baseService().mid(1);
    sender.replace(QLatin1Char('.'), QLatin1Char('_'));
    return QStringLiteral("%1/%2/%3/%4").arg(PortalPath, QLatin1String(kind), sender, token);
}

PortalRequest::PortalRequest(const QDBusConnection &bus, QString path, QObject *parent, Answer answer)
    : QObject(parent)
    , m_bus(bus)
    , m_watcher(PortalService, bus, QDBusServiceWatcher::WatchForUnregistration)
    , m_path(std::move(path))
    , m_answer(std::move(answer))
{
    connect(&m_watcher, &QDBusServiceWatcher::serviceUnregistered, this, &PortalRequest::onGone);
    onBreakOf(m_bus, this, SLOT(onGone()));
    m_bus.connect(PortalService, m_path, Interface, QStringLiteral("Response"), this,
                  SLOT(onResponse(uint, QVariantMap)));
}

PortalRequest *PortalRequest::ask(const QDBusConnection &bus, const Question &question, QObject *parent, Answer answer)
{
    const QString token = newToken();
    auto *request = new PortalRequest(bus, pathOf(bus, "request", token), parent, std::move(answer));
    QVariantMap options = question.options;
    options.insert(QStringLiteral("handle_token"), token);
    QDBusMessage call = QDBusMessage::createMethodCall(
        PortalService, PortalPath, QStringLiteral("org.freedesktop.portal.") + QLatin1String(question.interface),
        QLatin1String(question.method));
    call.setArguments(question.arguments + QVariantList{options});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), request);
    connect(watcher, &QDBusPendingCallWatcher::finished, request, [request, watcher] {
        if (watcher->isError())
            request->finish(Outcome::Failed, {});
    });
    return request;
}

void PortalRequest::close()
{
    closeAtPortal(m_bus, m_path, Interface);
}

void PortalRequest::onResponse(uint response, const QVariantMap &results)
{
    finish(response == Granted    ? Outcome::Granted
           : response == Declined ? Outcome::Declined
                                  : Outcome::Failed,
           results);
}

/// The portal, or the helper on the way to it.
void PortalRequest::onGone()
{
    finish(Outcome::Failed, {});
}

void PortalRequest::finish(Outcome outcome, const QVariantMap &results)
{
    const Answer answer = std::exchange(m_answer, {});
    deleteLater();
    if (answer)
        answer(outcome, results);
}

} // namespace coffret
