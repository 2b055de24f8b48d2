// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/commandk/commandkparts.h"
#include "core/vault/environments.h"

namespace coffret {

/// CommandK's apps with their environments side by side. Tasks share the parts, so that they may finish after the vault
/// is gone. Main thread.
class CommandKEnvironments final : public VaultEnvironments
{
public:
    explicit CommandKEnvironments(std::shared_ptr<CommandKParts> parts) : m_parts(std::move(parts)) {}

    [[nodiscard]] QString applicationOf(const QString &id) const override;
    [[nodiscard]] QString secretIdOf(const QString &environmentId, const QString &name) const override;
    [[nodiscard]] QString readScope() const override;
    [[nodiscard]] QString writeScope() const override;
    Task<Expected<std::vector<Environment>>> environments(QString applicationId, StopToken stop) override;
    Task<Expected<EnvironmentTable>> compare(QString applicationId, std::vector<Environment> environments, Depth depth,
                                             StopToken stop) override;
    Task<Expected<std::vector<EnvironmentValue>>> values(QString environmentId, QStringList names,
                                                         StopToken stop) override;
    Task<Expected<void>> create(QString applicationId, QString name, SecretType type, StopToken stop) override;
    Task<Expected<std::vector<EnvironmentResult>>> setValues(QString name, std::vector<ValueIn> values,
                                                             Progress progress, StopToken stop) override;

private:
    std::shared_ptr<CommandKParts> m_parts;
};

} // namespace coffret
