// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/traypresence.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>

namespace coffret {

namespace {

// https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/
constexpr QLatin1String Watcher("org.kde.StatusNotifierWatcher");
constexpr QLatin1String WatcherPath("/StatusNotifierWatcher");

} // namespace

TrayPresence::TrayPresence(QObject *parent) : QObject(parent) {}

TrayPresence::~TrayPresence() = default;

void TrayPresence::start()
{
    m_display = X11TrayWatch::make();
    if (m_display)
        connect(m_display.get(), &X11TrayWatch::changed, this, &TrayPresence::changed);
    QDBusConnection bus = QDBusConnection::sessionBus();
    m_watcher = std::make_unique<QDBusServiceWatcher>(Watcher, bus, QDBusServiceWatcher::WatchForOwnerChange);
    connect(m_watcher.get(), &QDBusServiceWatcher::serviceOwnerChanged, this, &TrayPresence::askHost);
    for (const char *news : {"StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"})
        bus.connect(Watcher, WatcherPath, Watcher, QLatin1String(news), this, SLOT(askHost()));
    askHost();
}

void TrayPresence::askHost()
{
    if (!QDBusConnection::sessionBus().isConnected()) // then a call never ends
        return setHost(false);
    QDBusMessage question = QDBusMessage::createMethodCall(
        Watcher, WatcherPath, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    question << QString(Watcher) << QStringLiteral("IsStatusNotifierHostRegistered");
    question.setAutoStartService(false);
    auto *call = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, [this, call, asked = ++m_asked] {
        call->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *call;
        if (asked == m_asked)
            setHost(reply.isValid() && reply.value().variant().toBool());
    });
}

void TrayPresence::setHost(bool there)
{
    m_hasHost = there;
    Q_EMIT changed();
}

bool TrayPresence::has(Kind kind) const
{
    switch (kind) {
    case Kind::Notifier:
        return m_hasHost;
    case Kind::Embedded:
        return m_display && m_display->isThere();
    case Kind::None:
        break;
    }
    return false;
}

TrayPresence::Kind TrayPresence::best() const
{
    if (has(Kind::Notifier))
        return Kind::Notifier;
    return has(Kind::Embedded) ? Kind::Embedded : Kind::None;
}

} // namespace coffret
