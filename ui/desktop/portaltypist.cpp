// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/portaltypist.h"

#include "ui/desktop/portalbus.h"
#include "ui/desktop/portalrequest.h"

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QGuiApplication>

#include <chrono>
#include <utility>

namespace coffret {

namespace {

using namespace std::chrono_literals;

constexpr QLatin1String Interface("org.freedesktop.portal.RemoteDesktop");
constexpr QLatin1String SessionInterface("org.freedesktop.portal.Session");
constexpr uint Keyboard = 1;
constexpr uint WhileRunning = 1; ///< how long a permission holds: no longer than this program
constexpr std::chrono::milliseconds Pace = 8ms;
constexpr std::chrono::milliseconds LookTime = 50ms;
constexpr std::chrono::seconds Patience = 5s; ///< for our windows to be out of the way

QDBusMessage callOf(QLatin1String interface, const char *method)
{
    return QDBusMessage::createMethodCall(PortalService, PortalPath, interface, QLatin1String(method));
}

} // namespace

PortalTypist::PortalTypist(const QDBusConnection &bus, QObject *parent, std::chrono::milliseconds askingTime)
    : Typist(parent), m_bus(bus)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PortalTypist::advance);
    m_asking.setSingleShot(true);
    m_asking.setInterval(askingTime);
    connect(&m_asking, &QTimer::timeout, this, [this] { end(Result::Refused); });
    m_watcher.setWatchMode(QDBusServiceWatcher::WatchForOwnerChange);
    m_watcher.addWatchedService(PortalService);
    connect(&m_watcher, &QDBusServiceWatcher::serviceUnregistered, this, &PortalTypist::onGone);
    connect(&m_watcher, &QDBusServiceWatcher::serviceRegistered, this, &PortalTypist::lookForKeyboard);
    join(bus);
}

PortalTypist::~PortalTypist()
{
    stop();
}

void PortalTypist::join(const QDBusConnection &bus)
{
    m_bus = bus;
    m_watcher.setConnection(bus);
    onBreakOf(bus, this, SLOT(onGone()));
    lookForKeyboard();
}

void PortalTypist::lookForKeyboard()
{
    QDBusMessage question = callOf(QLatin1String("org.freedesktop.DBus.Properties"), "Get");
    question << QString(Interface) << QStringLiteral("AvailableDeviceTypes");
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (!m_bus.isConnected())
            return; // nothing is known of the portal
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        const bool has = reply.isValid() && (reply.value().variant().toUInt() & Keyboard) != 0;
        m_obstacle = has ? Obstacle::None : Obstacle::NoPortal;
    });
}

Typist::Target PortalTypist::aim()
{
    stop();
    if (!m_bus.isConnected()) // the helper ended
        join(portalBus());
    return {};
}

void PortalTypist::type(SecretBuffer text)
{
    stop();
    m_text = TypedText(std::move(text));
    if (!m_text.isTypable())
        return endSoon(Result::NoKey);
    if (!m_bus.isConnected())
        return endSoon(Result::Failed);
    m_asking.start();
    createSession();
}

void PortalTypist::stop()
{
    m_timer.stop();
    m_asking.stop();
    m_text = {};
    m_started = false;
    if (m_request) {
        m_request->close();
        delete m_request;
    }
    if (const QString session = std::exchange(m_session, {}); !session.isEmpty()) {
        m_bus.disconnect(PortalService, session, SessionInterface, QStringLiteral("Closed"), this,
                         SLOT(onClosed(QDBusMessage)));
        closeAtPortal(m_bus, session, SessionInterface);
    }
}

void PortalTypist::askFor(const char *method, QVariantList arguments, QVariantMap options, Next next)
{
    m_request = PortalRequest::ask(
        m_bus, {"RemoteDesktop", method, std::move(arguments), std::move(options)}, this,
        [this, next](PortalRequest::Outcome outcome, const QVariantMap &results) {
            m_request = nullptr;
            if (outcome != PortalRequest::Outcome::Granted)
                return end(outcome == PortalRequest::Outcome::Declined ? Result::Refused : Result::Failed);
            if (const QString token = results.value(QStringLiteral("restore_token")).toString(); !token.isEmpty())
                m_restoreToken = token;
            (this->*next)();
        });
}

void PortalTypist::createSession()
{
    const QString token = PortalRequest::newToken();
    m_session = PortalRequest::pathOf(m_bus, "session", token);
    m_bus.connect(PortalService, m_session, SessionInterface, QStringLiteral("Closed"), this,
                  SLOT(onClosed(QDBusMessage)));
    askFor("CreateSession", {}, {{QStringLiteral("session_handle_token"), token}}, &PortalTypist::selectKeyboard);
}

void PortalTypist::selectKeyboard()
{
    QVariantMap options{{QStringLiteral("types"), Keyboard}, {QStringLiteral("persist_mode"), WhileRunning}};
    if (!m_restoreToken.isEmpty())
        options.insert(QStringLiteral("restore_token"), std::exchange(m_restoreToken, {})); // good for once
    askFor("SelectDevices", {QVariant::fromValue(QDBusObjectPath(m_session))}, options, &PortalTypist::startSession);
}

void PortalTypist::startSession()
{
    askFor("Start", {QVariant::fromValue(QDBusObjectPath(m_session)), QString()}, {}, &PortalTypist::await);
}

void PortalTypist::await()
{
    m_asking.stop();
    m_limit = QDeadlineTimer(Patience);
    m_timer.start(LookTime); // the desktop's own question is still going
}

void PortalTypist::advance()
{
    const bool oursInFront = QGuiApplication::focusWindow() != nullptr;
    if (oursInFront && m_started)
        return end(Result::FocusLeft);
    if (!oursInFront) {
        m_started = true;
        return typeNext();
    }
    if (m_limit.hasExpired())
        return end(Result::NotInFront);
    m_timer.start(LookTime);
}

void PortalTypist::typeNext()
{
    if (m_text.isAtEnd())
        return end(Result::Typed);
    const quint32 symbol = TypedText::symbolOf(m_text.next());
    m_text.skip();
    press(symbol, true);
}

/// One after the other: the portal deals with each call in a thread of its own, and would mix those that do not wait.
void PortalTypist::press(quint32 symbol, bool down)
{
    QDBusMessage key = callOf(Interface, "NotifyKeyboardKeysym");
    key << QVariant::fromValue(QDBusObjectPath(m_session)) << QVariantMap() << static_cast<int>(symbol)
        << (down ? 1U : 0U);
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(key), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, symbol, down, session = m_session] {
        watcher->deleteLater();
        if (session != m_session)
            return; // stopped meanwhile
        if (watcher->isError())
            return end(Result::Failed);
        if (down)
            return press(symbol, false);
        m_timer.start(Pace);
    });
}

void PortalTypist::onClosed(const QDBusMessage &message)
{
    if (!m_session.isEmpty() && message.path() == m_session)
        end(m_started ? Result::FocusLeft : Result::Refused);
}

/// The portal, or the helper on the way to it.
void PortalTypist::onGone()
{
    if (!m_bus.isConnected())
        m_obstacle = Obstacle::None; // as far as is known: the next one who aims asks by a new way
    if (!m_session.isEmpty())
        end(Result::Failed);
}

void PortalTypist::endSoon(Result result)
{
    QMetaObject::invokeMethod(
        this, [this, result] { end(result); }, Qt::QueuedConnection);
}

void PortalTypist::end(Result result)
{
    stop();
    Q_EMIT finished(result);
}

} // namespace coffret
