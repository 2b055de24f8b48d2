// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/typist.h"

#include "ui/desktop/portalbus.h"
#include "ui/desktop/portaltypist.h"
#include "ui/desktop/x11typist.h"

#include <QGuiApplication>

namespace coffret {

std::unique_ptr<Typist> Typist::make()
{
    const QString platform = QGuiApplication::platformName();
    if (platform == QLatin1String("xcb"))
        return std::make_unique<X11Typist>();
    if (!platform.startsWith(QLatin1String("wayland")))
        return nullptr;
    const QDBusConnection bus = portalBus();
    return bus.isConnected() ? std::make_unique<PortalTypist>(bus) : nullptr;
}

} // namespace coffret
