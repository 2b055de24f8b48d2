// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/sharing.h"

#include <algorithm>

namespace coffret {

namespace {

bool blocks(const std::vector<ReaderKey> &readers)
{
    return std::any_of(readers.begin(), readers.end(), [](const ReaderKey &reader) {
        return reader.state == ReaderKey::State::Changed || reader.state == ReaderKey::State::Unusable;
    });
}

} // namespace

bool SharePlan::isBlocked() const
{
    return blocks(newReaders);
}

bool GroupPlan::isBlocked() const
{
    return blocks(newReaders);
}

} // namespace coffret
