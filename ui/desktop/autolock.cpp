// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/autolock.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QEvent>

#include <algorithm>

namespace coffret {

namespace {

// https://www.freedesktop.org/software/systemd/man/org.freedesktop.login1.html
constexpr QLatin1String LoginService("org.freedesktop.login1");
constexpr QLatin1String LoginPath("/org/freedesktop/login1");
constexpr QLatin1String LoginManager("org.freedesktop.login1.Manager");
constexpr QLatin1String LoginSession("org.freedesktop.login1.Session");
constexpr QLatin1String Properties("org.freedesktop.DBus.Properties");

// The desktops do not agree on where this lives; all send it when the screen is locked or blank.
constexpr QLatin1String ScreenSavers[] = {QLatin1String("org.freedesktop.ScreenSaver"),
                                          QLatin1String("org.gnome.ScreenSaver"),
                                          QLatin1String("org.cinnamon.ScreenSaver"),
                                          QLatin1String("org.mate.ScreenSaver"), QLatin1String("org.xfce.ScreenSaver")};

bool isUse(QEvent::Type type)
{
    return type == QEvent::KeyPress || type == QEvent::MouseButtonPress || type == QEvent::Wheel ||
           type == QEvent::TouchBegin || type == QEvent::InputMethod;
}

} // namespace

AutoLock::AutoLock(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock)
{
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &AutoLock::lockRequested);
    connect(&m_sleep, &SleepDelay::aboutToSleep, this, [this] {
        Q_EMIT aboutToSleep();
        if (m_onSuspend)
            Q_EMIT lockRequested();
    });
    connect(&m_sleep, &SleepDelay::woken, this, &AutoLock::lockIfOverdue);
}

void AutoLock::setIdleTime(std::chrono::milliseconds time)
{
    if (m_idleTime == time) // whoever changes another setting does not begin anew
        return;
    m_idleTime = time;
    beginIdleTime();
}

void AutoLock::setOnSuspend(bool on)
{
    m_onSuspend = on;
    m_sleep.setWanted(on);
}

void AutoLock::setLocked(bool locked)
{
    m_locked = locked;
    beginIdleTime();
}

void AutoLock::setDone()
{
    m_sleep.release();
}

void AutoLock::start()
{
    QCoreApplication::instance()->installEventFilter(this);
    m_sleep.start();
    for (const QLatin1String name : ScreenSavers)
        QDBusConnection::sessionBus().connect(QString(), QString(), name, QStringLiteral("ActiveChanged"), this,
                                              SLOT(onScreenSaver(bool)));
    followLoginSession();
}

/// Only of the session this program is seen in: another person may be at the same computer.
void AutoLock::followLoginSession()
{
    QDBusMessage question =
        QDBusMessage::createMethodCall(LoginService, LoginPath, LoginManager, QStringLiteral("GetSession"));
    question << qEnvironmentVariable("XDG_SESSION_ID", QStringLiteral("auto"));
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusObjectPath> reply = *watcher;
        if (!reply.isValid())
            return;
        const QString path = reply.value().path();
        QDBusConnection bus = QDBusConnection::systemBus();
        bus.connect(LoginService, path, LoginSession, QStringLiteral("Lock"), this, SLOT(onSessionLock()));
        bus.connect(LoginService, path, Properties, QStringLiteral("PropertiesChanged"), this,
                    SLOT(onSessionChanged(QString, QVariantMap)));
    });
}

bool AutoLock::eventFilter(QObject *watched, QEvent *event)
{
    if (isUse(event->type())) {
        lockIfOverdue();
        beginIdleTime();
    }
    return QObject::eventFilter(watched, event);
}

void AutoLock::beginIdleTime()
{
    m_lastUse = m_clock.now();
    if (m_locked || m_idleTime.count() == 0)
        m_idle.stop();
    else
        m_idle.start(m_idleTime);
}

/// The timer stands still while the computer sleeps.
void AutoLock::lockIfOverdue()
{
    if (!m_idle.isActive())
        return;
    const std::chrono::milliseconds unused(m_lastUse.msecsTo(m_clock.now()));
    if (unused < m_idleTime)
        return m_idle.start(std::min(m_idleTime - unused, m_idle.remainingTimeAsDuration()));
    m_idle.stop();
    Q_EMIT lockRequested();
}

void AutoLock::onScreenSaver(bool active)
{
    if (active && m_withScreen)
        Q_EMIT lockRequested();
}

void AutoLock::onSessionLock()
{
    onScreenSaver(true);
}

void AutoLock::onSessionChanged(const QString &interface, const QVariantMap &values)
{
    if (interface == LoginSession)
        onScreenSaver(values.value(QStringLiteral("LockedHint")).toBool());
}

} // namespace coffret
