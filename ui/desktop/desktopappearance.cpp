// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/desktopappearance.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace coffret {

namespace {

// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
constexpr QLatin1String Service("org.freedesktop.portal.Desktop");
constexpr QLatin1String Path("/org/freedesktop/portal/desktop");
constexpr QLatin1String Interface("org.freedesktop.portal.Settings");
constexpr QLatin1String Group("org.freedesktop.appearance");
constexpr QLatin1String Key("color-scheme");
constexpr uint PreferDark = 1;

/// The older Read method wraps its answer in a second variant.
uint schemeFrom(const QVariant &value)
{
    if (value.canConvert<QDBusVariant>())
        return schemeFrom(value.value<QDBusVariant>().variant());
    return value.toUInt();
}

} // namespace

DesktopAppearance::DesktopAppearance(QObject *parent) : QObject(parent) {}

void DesktopAppearance::start()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(Service, Path, Interface, QStringLiteral("SettingChanged"), this,
                SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(Service, Path, Interface, QStringLiteral("Read"));
    question << QString(Group) << QString(Key);
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            setDark(schemeFrom(reply.value().variant()) == PreferDark);
    });
}

void DesktopAppearance::onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == Group && key == Key)
        setDark(schemeFrom(value.variant()) == PreferDark);
}

void DesktopAppearance::setDark(bool dark)
{
    if (m_dark == dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
}

} // namespace coffret
