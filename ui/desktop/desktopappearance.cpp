// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/desktopappearance.h"

#include "ui/desktop/portalbus.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

#include <utility>

namespace coffret {

namespace {

// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
constexpr QLatin1String Interface("org.freedesktop.portal.Settings");
constexpr QLatin1String Appearance("org.freedesktop.appearance");
constexpr QLatin1String Scheme("color-scheme");
constexpr QLatin1String Contrast("contrast");
constexpr QLatin1String Desktop("org.gnome.desktop.interface");
constexpr QLatin1String Animations("enable-animations");
constexpr uint PreferDark = 1;
constexpr uint PreferContrast = 1;
constexpr qint64 HelperLife = 10'000; // ms; one that ends sooner is not started again

/// The older Read method wraps its answer in a second variant.
QVariant unwrapped(const QVariant &value)
{
    return value.canConvert<QDBusVariant>() ? unwrapped(value.value<QDBusVariant>().variant()) : value;
}

} // namespace

DesktopAppearance::DesktopAppearance(QObject *parent) : QObject(parent) {}

void DesktopAppearance::start()
{
    QDBusConnection bus = portalBus();
    if (!bus.isConnected())
        return;
    m_sinceStart.start();
    onBreakOf(bus, this, SLOT(onDisconnected()));
    qRegisterMetaType<QDBusVariant>(); // by its name: without it the slot is not taken for one of such a signal
    bus.connect(PortalService, PortalPath, Interface, QStringLiteral("SettingChanged"), this,
                SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    ask(Appearance, Scheme);
    ask(Appearance, Contrast);
    ask(Desktop, Animations);
}

void DesktopAppearance::ask(const QString &group, const QString &key)
{
    QDBusMessage question =
        QDBusMessage::createMethodCall(PortalService, PortalPath, Interface, QStringLiteral("Read"));
    question << group << key;
    auto *watcher = new QDBusPendingCallWatcher(portalBus().asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, group, key] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            take(group, key, reply.value().variant());
    });
}

/// By a new helper, unless they end one after the other.
void DesktopAppearance::onDisconnected()
{
    if (m_sinceStart.hasExpired(HelperLife))
        QMetaObject::invokeMethod(this, &DesktopAppearance::start, Qt::QueuedConnection);
}

void DesktopAppearance::onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    take(group, key, value.variant());
}

void DesktopAppearance::take(const QString &group, const QString &key, const QVariant &value)
{
    const auto set = [this](bool &flag, bool now) {
        if (std::exchange(flag, now) != now)
            Q_EMIT changed();
    };
    if (group == Appearance && key == Scheme)
        set(m_dark, unwrapped(value).toUInt() == PreferDark);
    else if (group == Appearance && key == Contrast)
        set(m_highContrast, unwrapped(value).toUInt() == PreferContrast);
    else if (group == Desktop && key == Animations)
        set(m_reducedMotion, !unwrapped(value).toBool());
}

} // namespace coffret
