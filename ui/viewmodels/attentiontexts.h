// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"
#include "ui/models/choicelistmodel.h"

namespace coffret {

/// Every reason for a second look: what is wrong (label), and what to do about it (hint). Empty when there is none.
[[nodiscard]] std::vector<Choice> attentionReasons(Markers markers);

/// Why a collection's name deserves a second look, in one sentence. Empty when it does not.
[[nodiscard]] QString collectionReason(Markers markers);

} // namespace coffret
