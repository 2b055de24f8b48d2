// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QString>

namespace coffret {

/// Where the desktop's portal is on the bus. https://flatpak.github.io/xdg-desktop-portal/docs/
inline constexpr QLatin1String PortalService("org.freedesktop.portal.Desktop");
inline constexpr QLatin1String PortalPath("/org/freedesktop/portal/desktop");

/// Where coffret-desktop was installed with this program; empty if it was not.
[[nodiscard]] QString installedDesktopHelper();

/// The session bus for questions to the portal, which refuses a process that does not let itself be looked into, as
/// this one does not. So it goes through a helper that holds nothing and ends with the connection, which is made at
/// first need and again if it broke. helper: empty speaks to the bus directly. Main thread.
[[nodiscard]] QDBusConnection portalBus(const QString &helper = installedDesktopHelper());

/// Takes back a request or closes a session of the portal's. Starts no portal that has gone.
void closeAtPortal(const QDBusConnection &bus, const QString &path, QLatin1String interface);

/// Calls a slot without arguments once this connection breaks, as it does when the helper ends.
void onBreakOf(QDBusConnection bus, QObject *object, const char *slot);

} // namespace coffret
