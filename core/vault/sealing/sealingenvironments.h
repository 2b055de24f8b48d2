// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/environments.h"

#include <memory>

namespace coffret {

struct SealingParts;

/// The environments of a SealingVault: the vendor's, with a message of its own for each environment where the account
/// seals, and compared by what is in the messages. A value whose message cannot be opened is not compared.
class SealingEnvironments final : public VaultEnvironments
{
public:
    explicit SealingEnvironments(std::shared_ptr<SealingParts> parts) : d(std::move(parts)) {}

    [[nodiscard]] QString applicationOf(const QString &id) const override;
    [[nodiscard]] QString secretIdOf(const QString &environmentId, const QString &name) const override;
    [[nodiscard]] QString readScope() const override;
    [[nodiscard]] QString writeScope() const override;
    Task<Expected<std::vector<Environment>>> environments(QString applicationId, StopToken stop) override;
    /// Opens every message there is when values are compared; besides the vendor's errors those of the user's key.
    Task<Expected<EnvironmentTable>> compare(QString applicationId, std::vector<Environment> environments, Depth depth,
                                             StopToken stop) override;
    Task<Expected<std::vector<EnvironmentValue>>> values(QString environmentId, QStringList names,
                                                         StopToken stop) override;
    Task<Expected<void>> create(QString applicationId, QString name, SecretType type, StopToken stop) override;
    /// InvalidInput, too, where a value came as a message and would leave in the clear.
    Task<Expected<std::vector<EnvironmentResult>>> setValues(QString name, std::vector<ValueIn> values,
                                                             Progress progress, StopToken stop) override;

private:
    std::shared_ptr<SealingParts> d; ///< shared with calls under way
};

} // namespace coffret
