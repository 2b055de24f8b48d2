// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/revealedsecret.h"

namespace coffret {

RevealedSecret::RevealedSecret(SecretBuffer value, QObject *parent) : QObject(parent), m_value(std::move(value)) {}

RevealedSecret::~RevealedSecret()
{
    wipe();
}

void RevealedSecret::wipe()
{
    m_value.wipe();
    Q_EMIT wiped();
}

} // namespace coffret
