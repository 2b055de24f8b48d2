// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/keyeddigest.h"
#include "core/session/openedpayload.h"

#include <QDateTime>

#include <optional>
#include <vector>

namespace coffret {

/// What was seen of an opened secret that outlives its values: nothing a value could be read from, nor its length.
struct ValueJudgement
{
    struct Value
    {
        QByteArray digest;        ///< the same for the same value, while the key lives
        std::optional<int> score; ///< PasswordStrength::score; nothing where strength means nothing
        SecretBuffer sha1;        ///< 40 hex digits, only where it was asked for
    };
    SecretType type = SecretType::Unknown;
    Verdict verdict;
    std::vector<Value> values;           ///< of those that are compared
    std::optional<QDateTime> validUntil; ///< of its certificate
    std::optional<Error> unopened;       ///< of the first value that could not be opened

    [[nodiscard]] std::optional<int> worstScore() const;
};

/// Passwords and passphrases are weighed and compared, tokens compared, everything else is left alone: one-time codes,
/// private keys, notes and PINs. forBreaches: passwords get their SHA-1. For a worker.
[[nodiscard]] ValueJudgement judgeValues(const OpenedPayload &payload, const SecretSummary &summary,
                                         const KeyedDigest &digests, bool forBreaches);

} // namespace coffret
