// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/portalbus.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusServiceWatcher>
#include <QGuiApplication>
#include <QPointer>
#include <QStandardPaths>

namespace coffret {

namespace {

const QString Name = QStringLiteral("coffret-portal");

/// libdbus starts it and speaks to its standard input and output.
QString addressOf(const QString &helper)
{
    const QByteArray path = helper.toLocal8Bit().toPercentEncoding("/", "~"); // the rest as D-Bus addresses have it
    return QStringLiteral("unixexec:path=") + QString::fromLatin1(path);
}

/// Newer portals know a program that no sandbox names by what it says before anything else; older ones do not mind.
void introduce(const QDBusConnection &bus)
{
    QDBusMessage introduction = QDBusMessage::createMethodCall(
        PortalService, PortalPath, QStringLiteral("org.freedesktop.host.portal.Registry"), QStringLiteral("Register"));
    bus.send(introduction << QGuiApplication::desktopFileName() << QVariantMap());
}

} // namespace

QString installedDesktopHelper()
{
    const QString here = QCoreApplication::applicationDirPath();
    return QStandardPaths::findExecutable(
        QStringLiteral("coffret-desktop"),
        {here, here + QStringLiteral("/../libexec/coffret"), here + QStringLiteral("/../libexec")});
}

QDBusConnection portalBus(const QString &helper)
{
    QDBusConnection known(Name);
    if (known.isConnected())
        return known;
    if (helper.isEmpty())
        return QDBusConnection::sessionBus();
    QDBusConnection::disconnectFromBus(Name);
    QDBusConnection made = QDBusConnection::connectToBus(addressOf(helper), Name);
    if (made.isConnected()) {
        introduce(made);
        static QPointer<QDBusServiceWatcher> returning; // a portal that was restarted has forgotten who we are
        delete returning;
        returning = new QDBusServiceWatcher(PortalService, made, QDBusServiceWatcher::WatchForRegistration,
                                            QCoreApplication::instance());
        QObject::connect(returning, &QDBusServiceWatcher::serviceRegistered, returning, [made] { introduce(made); });
    }
    return made;
}

void closeAtPortal(const QDBusConnection &bus, const QString &path, QLatin1String interface)
{
    QDBusMessage close = QDBusMessage::createMethodCall(PortalService, path, interface, QStringLiteral("Close"));
    close.setAutoStartService(false);
    bus.send(close);
}

// https://dbus.freedesktop.org/doc/api/html/group__DBusConnection.html: libdbus says it itself.
void onBreakOf(QDBusConnection bus, QObject *object, const char *slot)
{
    bus.connect(QString(), QStringLiteral("/org/freedesktop/DBus/Local"), QStringLiteral("org.freedesktop.DBus.Local"),
                QStringLiteral("Disconnected"), object, slot);
}

} // namespace coffret
