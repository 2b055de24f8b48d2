// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/outbox.h"

namespace coffret {

constexpr quint32 MostKeptChanges = 10'000;

/// A change and what shall be written.
struct KeptChange
{
    WaitingChange change;
    QString sealedBy;                          ///< fingerprint of the user's key; empty: the draft is no message
    std::shared_ptr<const SecretBuffer> draft; ///< encodeDraft(), or that as an OpenPGP message
};

/// Everything that waits, as one record (octets.h). At most MostKeptChanges.
[[nodiscard]] SecretBuffer encodeChanges(const std::vector<KeptChange> &all);
/// CorruptMessage for anything that encodeChanges() does not make.
[[nodiscard]] Expected<std::vector<KeptChange>> decodeChanges(const SecretBuffer &record);

} // namespace coffret
