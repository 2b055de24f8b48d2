// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/autolock.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QEvent>

namespace coffret {

namespace {

// https://www.freedesktop.org/software/systemd/man/org.freedesktop.login1.html
constexpr QLatin1String LoginService("org.freedesktop.login1");
constexpr QLatin1String LoginPath("/org/freedesktop/login1");
constexpr QLatin1String LoginInterface("org.freedesktop.login1.Manager");

// GNOME and KDE do not agree on where this lives; both send it when the screen is locked or blank.
constexpr QLatin1String ScreenSavers[] = {QLatin1String("org.freedesktop.ScreenSaver"),
                                          QLatin1String("org.gnome.ScreenSaver")};

bool isUse(QEvent::Type type)
{
    return type == QEvent::KeyPress || type == QEvent::MouseButtonPress || type == QEvent::Wheel ||
           type == QEvent::TouchBegin || type == QEvent::InputMethod;
}

} // namespace

AutoLock::AutoLock(QObject *parent) : QObject(parent)
{
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &AutoLock::lockRequested);
}

void AutoLock::setIdleTime(std::chrono::milliseconds time)
{
    m_idle.setInterval(time);
    if (time.count() > 0)
        m_idle.start();
    else
        m_idle.stop();
}

void AutoLock::start()
{
    QCoreApplication::instance()->installEventFilter(this);
    QDBusConnection::systemBus().connect(LoginService, LoginPath, LoginInterface, QStringLiteral("PrepareForSleep"),
                                         this, SLOT(onSleep(bool)));
    for (const QLatin1String name : ScreenSavers)
        QDBusConnection::sessionBus().connect(QString(), QString(), name, QStringLiteral("ActiveChanged"), this,
                                              SLOT(onScreenSaver(bool)));
}

bool AutoLock::eventFilter(QObject *watched, QEvent *event)
{
    if (isUse(event->type()) && m_idle.interval() > 0)
        m_idle.start();
    return QObject::eventFilter(watched, event);
}

void AutoLock::onSleep(bool begins)
{
    if (begins && m_onSuspend)
        Q_EMIT lockRequested();
}

void AutoLock::onScreenSaver(bool active)
{
    if (active && m_withScreen)
        Q_EMIT lockRequested();
}

} // namespace coffret
