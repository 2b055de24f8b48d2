// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/networkwatch.h"

#include <QNetworkInformation>

#include <utility>

namespace coffret {

void NetworkWatch::start()
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this, &NetworkWatch::follow);
    follow();
}

void NetworkWatch::follow()
{
    using Reachability = QNetworkInformation::Reachability;
    const Reachability now = QNetworkInformation::instance()->reachability();
    if (now == Reachability::Unknown)
        return;
    const bool isOnline = now != Reachability::Disconnected; // a vault may well be in the local network
    if (std::exchange(m_isOnline, isOnline) != isOnline && isOnline)
        Q_EMIT cameBack();
}

} // namespace coffret
