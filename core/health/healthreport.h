// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/model/secret.h"

#include <QDateTime>

#include <optional>
#include <vector>

namespace coffret {

/// What can be wrong with a secret, worst first.
enum class HealthKind {
    BadSignature, ///< the signature does not fit: the value was not looked at
    Breached,     ///< among passwords that were leaked somewhere
    Weak,         ///< a password with a score of 2 or less
    Expired,      ///< the secret, or its certificate
    Reused,       ///< the same value as in another secret
    Unvouched,    ///< unsigned, by an unexpected key, or older than what was there
    Unchecked,    ///< could not be opened
    Expiring,     ///< within 30 days
    Old,          ///< not changed for a year
    OnlyMine,     ///< nobody else has access, where the vault shares
};

enum class HealthSeverity { Serious, Warning, Info };
[[nodiscard]] HealthSeverity severityOf(HealthKind kind);

/// One thing about one secret. Says nothing of a value, nor of its length.
struct HealthFinding
{
    HealthKind kind = HealthKind::Unchecked;
    QString accountId;
    QString secretId;
    QString name;
    SecretType type = SecretType::Unknown;
    int score = 0;                ///< Weak: see PasswordStrength
    int group = -1;               ///< Reused: findings with the same number share a value
    QDateTime when;               ///< Expired, Expiring: the end; Old: the last change of the secret
    bool ofCertificate = false;   ///< Expired, Expiring: the certificate's end, not the secret's
    Verdict verdict;              ///< Unvouched
    std::optional<Error> error{}; ///< BadSignature, Unchecked
};

/// How a check ended. findings are sorted by kind, values they share, and name.
struct HealthReport
{
    std::vector<HealthFinding> findings;
    int total = 0;
    int opened = 0; ///< secrets that were opened and looked at
    int lent = 0;   ///< left alone: a check-out or an approval would have to come first
    bool cancelled = false;
    int asked = 0;                      ///< passwords held against the leaked ones
    std::optional<Error> breachError{}; ///< why that ended early

    void sort();
};

} // namespace coffret
