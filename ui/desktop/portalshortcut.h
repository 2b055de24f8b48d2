// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QKeySequence>
#include <QObject>
#include <QPointer>
#include <QVariantMap>

class QDBusMessage;
class QDBusObjectPath;

namespace coffret {

class PortalRequest;

/// Keys that a desktop with a portal is asked for: it decides which ones they are, and may ask the user.
/// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.GlobalShortcuts.html
/// Owned by GlobalShortcut, main thread.
class PortalShortcut : public QObject
{
    Q_OBJECT
public:
    enum class Outcome {
        Held,     ///< trigger() says by what
        Refused,  ///< by the desktop or the user, or taken back later
        NoPortal, ///< this desktop's has no shortcuts, or there is none
    };

    explicit PortalShortcut(const QDBusConnection &bus, QObject *parent = nullptr);
    ~PortalShortcut() override;

    void take(QKeyCombination keys); ///< settled() follows
    void release();
    /// What the desktop chose, in its own words and unchecked; empty before, and where it does not say.
    [[nodiscard]] QString trigger() const { return m_trigger; }
    /// False once and for all when the way to the portal broke: whoever still wants keys makes another one.
    [[nodiscard]] bool isConnected() const { return m_bus.isConnected(); }
    /// "CTRL+ALT+space". https://specifications.freedesktop.org/shortcuts-spec/latest/
    [[nodiscard]] static QString triggerFor(QKeyCombination keys);

Q_SIGNALS:
    void settled(coffret::PortalShortcut::Outcome outcome); ///< again whenever the desktop changes it
    void pressed();
    void disconnected(); ///< after settled()

private Q_SLOTS:
    void onActivated(const QDBusObjectPath &session, const QString &id, qulonglong time, const QVariantMap &options);
    void onChanged(const QDBusMessage &message);
    void onClosed(const QDBusMessage &message);
    void onDisconnected();

private:
    void drop();
    QString forgetSession();
    void begin();
    void bind(const QString &session);
    void takeBound(const QVariant &shortcuts);
    void settle(Outcome outcome);

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher; ///< the portal itself may go and come
    QKeyCombination m_keys;
    QString m_session; ///< its path; empty: none
    QString m_trigger;
    QPointer<PortalRequest> m_request; ///< under way
    bool m_wanted = false;
};

} // namespace coffret
