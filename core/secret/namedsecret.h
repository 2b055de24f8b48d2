// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <QString>

namespace coffret {

/// A name and its value, as programs take them from their environment.
struct NamedSecret
{
    QString name;
    SecretBuffer value;
};

} // namespace coffret
