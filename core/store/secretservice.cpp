// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/secretservice.h"

#include <QCoroDBusPendingReply>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace coffret {

namespace {

QDBusMessage call(const QString &path, const char *interface, const char *method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"), path,
                                                          QLatin1String(interface), QLatin1String(method));
    message.setArguments(arguments);
    message.setAutoStartService(false);
    return message;
}

} // namespace

Task<bool> isDefaultCollectionLocked(std::chrono::milliseconds timeout)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    const int milliseconds = static_cast<int>(timeout.count());
    const QDBusMessage aliasCall = call(QStringLiteral("/org/freedesktop/secrets"), "org.freedesktop.Secret.Service",
                                        "ReadAlias", {QStringLiteral("default")});
    const QDBusPendingReply<QDBusObjectPath> alias = bus.asyncCall(aliasCall, milliseconds);
    co_await alias;
    if (alias.isError())
        co_return false;
    const QDBusMessage lockedCall =
        call(alias.value().path(), "org.freedesktop.DBus.Properties", "Get",
             {QStringLiteral("org.freedesktop.Secret.Collection"), QStringLiteral("Locked")});
    const QDBusPendingReply<QDBusVariant> locked = bus.asyncCall(lockedCall, milliseconds);
    co_await locked;
    co_return !locked.isError() && locked.value().variant().toBool();
}

} // namespace coffret
