// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <QByteArray>

namespace coffret {

/// Tells whether values are the same without keeping them: 32 octets of keyed BLAKE2b. The key is made anew for each
/// object and wiped with it; from then on its digests say nothing about the values.
class KeyedDigest
{
public:
    KeyedDigest();
    [[nodiscard]] QByteArray of(std::string_view value) const;

private:
    SecretBuffer m_key;
};

} // namespace coffret
