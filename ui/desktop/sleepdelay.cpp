// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/sleepdelay.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusUnixFileDescriptor>

namespace coffret {

namespace {

// https://www.freedesktop.org/software/systemd/man/org.freedesktop.login1.html
constexpr QLatin1String Service("org.freedesktop.login1");
constexpr QLatin1String Path("/org/freedesktop/login1");
constexpr QLatin1String Interface("org.freedesktop.login1.Manager");

constexpr std::chrono::milliseconds LongestDelay{4000}; // logind itself waits for five seconds

} // namespace

SleepDelay::SleepDelay(QObject *parent) : QObject(parent)
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(LongestDelay);
    connect(&m_limit, &QTimer::timeout, this, &SleepDelay::drop);
}

SleepDelay::~SleepDelay() = default;

void SleepDelay::start()
{
    m_listening = QDBusConnection::systemBus().connect(Service, Path, Interface, QStringLiteral("PrepareForSleep"),
                                                       this, SLOT(onSleep(bool)));
    hold();
}

void SleepDelay::setWanted(bool on)
{
    if (m_wanted == on)
        return;
    m_wanted = on;
    if (on)
        hold();
    else
        drop();
}

void SleepDelay::release()
{
    if (m_asleep)
        drop();
}

void SleepDelay::drop()
{
    m_limit.stop();
    ++m_asked;
    m_lock.reset();
}

void SleepDelay::hold()
{
    if (!m_listening || !m_wanted || m_asleep)
        return;
    QDBusMessage question = QDBusMessage::createMethodCall(Service, Path, Interface, QStringLiteral("Inhibit"));
    // What `systemd-inhibit` lists as the reason why the computer waits a moment before it sleeps.
    //: A setting.
    const QString why = QCoreApplication::translate("coffret::SettingsViewModel", "Lock when the computer sleeps");
    question << QStringLiteral("sleep") << QCoreApplication::applicationName() << why << QStringLiteral("delay");
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, asked = ++m_asked] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *watcher;
        if (asked == m_asked && reply.isValid())
            m_lock = std::make_unique<QDBusUnixFileDescriptor>(reply.value());
    });
}

void SleepDelay::onSleep(bool begins)
{
    if (m_asleep == begins)
        return;
    m_asleep = begins;
    if (begins) {
        m_limit.start();
        Q_EMIT aboutToSleep();
    } else {
        drop();
        hold();
        Q_EMIT woken();
    }
}

} // namespace coffret
