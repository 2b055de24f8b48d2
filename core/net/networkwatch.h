// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace coffret {

/// Says when the computer is on the network again, as far as the system tells (NetworkManager, or GLib's portal-aware
/// monitor in a sandbox). Main thread; silent where nothing tells.
class NetworkWatch : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    void start(); ///< loads what tells, which takes a moment

Q_SIGNALS:
    void cameBack();

private:
    void follow();

    bool m_isOnline = true; ///< until something else is told
};

} // namespace coffret
