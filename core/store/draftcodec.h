// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secretdraft.h"

#include <optional>
#include <string_view>

namespace coffret {

constexpr quint32 MostDraftFields = 10'000;

/// A draft with its values as octets (octets.h), for whoever seals it. Of at most MostDraftFields.
[[nodiscard]] SecretBuffer encodeDraft(const SecretDraft &draft);
/// Nothing for anything that encodeDraft() does not make.
[[nodiscard]] std::optional<SecretDraft> decodeDraft(std::string_view bytes);

} // namespace coffret
