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
// https://upower.freedesktop.org/docs/UPower.html; logind knows the lid, too, but does not say when it moves
constexpr QLatin1String Power("org.freedesktop.UPower");
constexpr QLatin1String PowerPath("/org/freedesktop/UPower");

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
    connect(&m_idle, &QTimer::timeout, this, &AutoLock::onTimeOver);
    connect(&m_sleep, &SleepDelay::aboutToSleep, this, &AutoLock::onAboutToSleep);
    connect(&m_sleep, &SleepDelay::woken, this, &AutoLock::lockIfOverdue);
    connect(&m_sleep, &SleepDelay::woken, this, &AutoLock::woken);
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
    QDBusConnection::systemBus().connect(Power, PowerPath, Properties, QStringLiteral("PropertiesChanged"), this,
                                         SLOT(onPowerChanged(QString, QVariantMap)));
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

/// Nobody has used the program for that long; perhaps somebody has used another one.
void AutoLock::onTimeOver()
{
    if (!m_countsOtherUse)
        return Q_EMIT lockRequested();
    m_session.ask([this, since = m_lastUse](SessionIdle::Time sinceUse) {
        if (m_lastUse != since || m_idle.isActive()) // the program was used, or the setting changed, meanwhile
            return;
        if (!sinceUse || *sinceUse >= m_idleTime)
            return Q_EMIT lockRequested();
        noteUse(sinceUse);
        m_idle.start(m_idleTime - *sinceUse);
    });
}

void AutoLock::onAboutToSleep()
{
    Q_EMIT aboutToSleep();
    if (m_onSuspend)
        return Q_EMIT lockRequested();
    if (m_countsOtherUse) // nobody tells when it wakes: what counts the time stands still meanwhile
        m_session.ask([this](SessionIdle::Time sinceUse) { noteUse(sinceUse); });
}

void AutoLock::noteUse(SessionIdle::Time sinceUse)
{
    if (sinceUse)
        m_lastUse = std::max(m_lastUse, m_clock.now().addDuration(-*sinceUse));
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
    if (interface != LoginSession)
        return;
    onScreenSaver(values.value(QStringLiteral("LockedHint")).toBool());
    if (m_onSwitch && !values.value(QStringLiteral("Active"), true).toBool())
        Q_EMIT lockRequested();
}

void AutoLock::onPowerChanged(const QString &interface, const QVariantMap &values)
{
    if (m_withLid && interface == Power && values.value(QStringLiteral("LidIsClosed")).toBool())
        Q_EMIT lockRequested();
}

} // namespace coffret
