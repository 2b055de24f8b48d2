// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/readers.h"

#include <algorithm>

namespace coffret {

bool isBlocked(const std::vector<ReaderKey> &readers)
{
    return std::any_of(readers.begin(), readers.end(), [](const ReaderKey &reader) {
        return reader.state == ReaderKey::State::Changed || reader.state == ReaderKey::State::Unusable;
    });
}

} // namespace coffret
