// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/portalshortcut.h"

#include "ui/desktop/portalbus.h"
#include "ui/desktop/portalrequest.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QList>

#include <xkbcommon/xkbcommon.h>

#include <array>
#include <utility>

namespace coffret {

/// (sa{sv}): a shortcut as the portal writes it.
struct PortalShortcutEntry
{
    QString id;
    QVariantMap about;
};

QDBusArgument &operator<<(QDBusArgument &to, const PortalShortcutEntry &entry)
{
    to.beginStructure();
    to << entry.id << entry.about;
    to.endStructure();
    return to;
}

const QDBusArgument &operator>>(const QDBusArgument &from, PortalShortcutEntry &entry)
{
    from.beginStructure();
    from >> entry.id >> entry.about;
    from.endStructure();
    return from;
}

namespace {

using Entries = QList<PortalShortcutEntry>;

constexpr QLatin1String Interface("org.freedesktop.portal.GlobalShortcuts");
constexpr QLatin1String SessionInterface("org.freedesktop.portal.Session");
const QString Id = QStringLiteral("quick-lookup");

QString nameOf(xkb_keysym_t symbol)
{
    std::array<char, 64> name{};
    return xkb_keysym_get_name(symbol, name.data(), name.size()) > 0 ? QString::fromLatin1(name.data()) : QString();
}

} // namespace

PortalShortcut::PortalShortcut(const QDBusConnection &bus, QObject *parent)
    : QObject(parent), m_bus(bus), m_watcher(PortalService, m_bus, QDBusServiceWatcher::WatchForOwnerChange)
{
    qDBusRegisterMetaType<PortalShortcutEntry>();
    qDBusRegisterMetaType<Entries>();
    m_bus.connect(PortalService, PortalPath, Interface, QStringLiteral("Activated"), this,
                  SLOT(onActivated(QDBusObjectPath, QString, qulonglong, QVariantMap)));
    m_bus.connect(PortalService, PortalPath, Interface, QStringLiteral("ShortcutsChanged"), this,
                  SLOT(onChanged(QDBusMessage)));
    connect(&m_watcher, &QDBusServiceWatcher::serviceUnregistered, this, &PortalShortcut::drop);
    onBreakOf(m_bus, this, SLOT(onDisconnected()));
    connect(&m_watcher, &QDBusServiceWatcher::serviceRegistered, this, [this] {
        if (m_wanted && m_session.isEmpty() && !m_request)
            begin();
    });
}

PortalShortcut::~PortalShortcut()
{
    release();
}

QString PortalShortcut::triggerFor(QKeyCombination keys)
{
    QString trigger;
    const Qt::KeyboardModifiers held = keys.keyboardModifiers();
    for (const auto &[modifier, name] : {std::pair(Qt::ControlModifier, "CTRL+"), std::pair(Qt::AltModifier, "ALT+"),
                                         std::pair(Qt::ShiftModifier, "SHIFT+"), std::pair(Qt::MetaModifier, "LOGO+")})
        trigger += held.testFlag(modifier) ? QString::fromLatin1(name) : QString();
    const Qt::Key key = keys.key();
    if (key >= Qt::Key_F1 && key <= Qt::Key_F35)
        return trigger + nameOf(XKB_KEY_F1 + static_cast<xkb_keysym_t>(key - Qt::Key_F1));
    // The numbers of Latin-1 are Qt's, too; the symbol of a letter is that of the small one.
    return trigger + nameOf(xkb_utf32_to_keysym(QChar(static_cast<char16_t>(key)).toLower().unicode()));
}

void PortalShortcut::take(QKeyCombination keys)
{
    release();
    m_wanted = true;
    m_keys = keys;
    begin();
}

void PortalShortcut::release()
{
    m_wanted = false;
    if (m_request) {
        m_request->close();
        delete m_request;
    }
    if (const QString session = forgetSession(); !session.isEmpty())
        closeAtPortal(m_bus, session, SessionInterface);
}

/// Returns its path; empty: there was none.
QString PortalShortcut::forgetSession()
{
    QString session = std::exchange(m_session, {});
    m_trigger.clear();
    if (!session.isEmpty())
        m_bus.disconnect(PortalService, session, SessionInterface, QStringLiteral("Closed"), this,
                         SLOT(onClosed(QDBusMessage)));
    return session;
}

void PortalShortcut::begin()
{
    const QString token = PortalRequest::newToken();
    const QString path = PortalRequest::pathOf(m_bus, "session", token);
    m_request = PortalRequest::ask(
        m_bus, {"GlobalShortcuts", "CreateSession", {}, {{QStringLiteral("session_handle_token"), token}}}, this,
        [this, path](PortalRequest::Outcome outcome, const QVariantMap &) {
            m_request = nullptr;
            if (outcome == PortalRequest::Outcome::Granted)
                bind(path);
            else
                settle(Outcome::NoPortal);
        });
}

void PortalShortcut::bind(const QString &session)
{
    m_session = session;
    m_bus.connect(PortalService, session, SessionInterface, QStringLiteral("Closed"), this,
                  SLOT(onClosed(QDBusMessage)));
    //: What a key does, in the dialog in which a desktop asks whether it may be used.
    const QVariantMap about{{QStringLiteral("description"), tr("Show Coffret's quick lookup")},
                            {QStringLiteral("preferred_trigger"), triggerFor(m_keys)}};
    const QVariantList arguments{QVariant::fromValue(QDBusObjectPath(session)),
                                 QVariant::fromValue(Entries{{Id, about}}), QString()};
    m_request = PortalRequest::ask(m_bus, {"GlobalShortcuts", "BindShortcuts", arguments, {}}, this,
                                   [this](PortalRequest::Outcome outcome, const QVariantMap &results) {
                                       m_request = nullptr;
                                       if (outcome == PortalRequest::Outcome::Granted)
                                           takeBound(results.value(QStringLiteral("shortcuts")));
                                       else
                                           settle(Outcome::Refused);
                                   });
}

/// Ours is missing where the user took it out.
void PortalShortcut::takeBound(const QVariant &shortcuts)
{
    for (const PortalShortcutEntry &entry : qdbus_cast<Entries>(shortcuts)) {
        if (entry.id != Id)
            continue;
        m_trigger = entry.about.value(QStringLiteral("trigger_description")).toString();
        return settle(Outcome::Held);
    }
    m_trigger.clear();
    settle(Outcome::Refused);
}

void PortalShortcut::onChanged(const QDBusMessage &message)
{
    const QVariantList said = message.arguments();
    if (said.size() == 2 && !m_session.isEmpty() && said[0].value<QDBusObjectPath>().path() == m_session)
        takeBound(said[1]);
}

void PortalShortcut::onClosed(const QDBusMessage &message)
{
    if (message.path() != m_session)
        return; // one that was given up
    forgetSession();
    settle(Outcome::Refused);
}

/// Nobody is there any more to answer or to close anything.
void PortalShortcut::drop()
{
    delete m_request;
    forgetSession();
    settle(Outcome::NoPortal);
}

void PortalShortcut::onDisconnected()
{
    drop();
    Q_EMIT disconnected();
}

void PortalShortcut::onActivated(const QDBusObjectPath &session, const QString &id, qulonglong,
                                 const QVariantMap &options)
{
    if (m_session.isEmpty() || session.path() != m_session || id != Id)
        return;
    // Qt asks a Wayland compositor for the keyboard with what it finds there, once.
    if (const QByteArray token = options.value(QStringLiteral("activation_token")).toString().toUtf8();
        !token.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", token);
    Q_EMIT pressed();
}

void PortalShortcut::settle(Outcome outcome)
{
    if (m_wanted)
        Q_EMIT settled(outcome);
}

} // namespace coffret
