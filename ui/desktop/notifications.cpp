// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/notifications.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace coffret {

namespace {

// https://specifications.freedesktop.org/notification-spec/latest/
constexpr QLatin1String Service("org.freedesktop.Notifications");
constexpr QLatin1String Path("/org/freedesktop/Notifications");
const QString DefaultAction = QStringLiteral("default"); ///< a click on the whole notification
const QString OpenAction = QStringLiteral("open");
constexpr int AsTheDesktopLikes = -1; // how long it stays

QDBusMessage method(const char *name)
{
    return QDBusMessage::createMethodCall(Service, Path, Service, QLatin1String(name));
}

} // namespace

Notifications::Notifications(QObject *parent) : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(Service, Path, Service, QStringLiteral("ActionInvoked"), this, SLOT(onAction(uint, QString)));
    bus.connect(Service, Path, Service, QStringLiteral("NotificationClosed"), this, SLOT(onClosed(uint, uint)));
}

void Notifications::show(const QString &topic, const Notice &notice)
{
    if (!QDBusConnection::sessionBus().isConnected()) // then a call never ends
        return Q_EMIT undelivered(notice);
    Shown &shown = m_shown[topic];
    shown.asked = ++m_asked;
    auto *call = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(method("GetCapabilities")), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, [this, call, topic, notice, asked = shown.asked] {
        call->deleteLater();
        if (m_shown.value(topic).asked != asked) // withdrawn, or another one took its place
            return;
        const QDBusPendingReply<QStringList> reply = *call;
        if (reply.isValid())
            return send(topic, notice, reply.value().contains(QStringLiteral("body-markup")));
        m_shown.remove(topic);
        Q_EMIT undelivered(notice);
    });
}

void Notifications::send(const QString &topic, const Notice &notice, bool takesMarkup)
{
    const Shown shown = m_shown.value(topic);
    QDBusMessage call = method("Notify");
    //: On a notification: brings the window to what it is about.
    const QStringList actions{DefaultAction, tr("Open"), OpenAction, tr("Open")};
    call << QStringLiteral("Coffret") << shown.id << QStringLiteral("org.coffret.Coffret") << notice.title
         << (takesMarkup ? notice.text.toHtmlEscaped() : notice.text) << actions
         << QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("org.coffret.Coffret")}} << AsTheDesktopLikes;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, topic, notice, asked = shown.asked] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isValid())
            return take(topic, asked, reply.value());
        if (m_shown.value(topic).asked == asked)
            m_shown.remove(topic);
        Q_EMIT undelivered(notice);
    });
}

/// What was withdrawn before it had a number goes now.
void Notifications::take(const QString &topic, quint64 asked, uint id)
{
    const auto shown = m_shown.find(topic);
    if (shown == m_shown.end())
        return close(id);
    if (shown->asked == asked || shown->id == 0)
        shown->id = id;
    else if (shown->id != id)
        close(id);
}

void Notifications::withdraw(const QString &topic)
{
    if (const uint id = m_shown.take(topic).id; id != 0)
        close(id);
}

void Notifications::withdrawAll()
{
    const QStringList topics = m_shown.keys();
    for (const QString &topic : topics)
        withdraw(topic);
}

void Notifications::close(uint id)
{
    QDBusMessage call = method("CloseNotification");
    call.setAutoStartService(false);
    QDBusConnection::sessionBus().asyncCall(call << id);
}

void Notifications::onAction(uint id, const QString &action)
{
    if (action != DefaultAction && action != OpenAction)
        return;
    for (auto shown = m_shown.cbegin(); shown != m_shown.cend(); ++shown) {
        if (shown->id == id && id != 0) {
            const QString topic = shown.key(); // what is done about it may withdraw it
            withdraw(topic);
            return Q_EMIT chosen(topic);
        }
    }
}

void Notifications::onClosed(uint id, uint)
{
    m_shown.removeIf([id](const auto &shown) { return shown->id == id && id != 0; });
}

} // namespace coffret
