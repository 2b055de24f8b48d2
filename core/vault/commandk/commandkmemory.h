// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/memory.h"

#include <memory>

namespace coffret {

struct CommandKParts;

/// What a CommandKVault remembers: whether there is a token to write with, but not the token. Its rows say everything
/// themselves.
class CommandKMemory final : public VaultMemory
{
public:
    explicit CommandKMemory(std::shared_ptr<CommandKParts> parts) : m_parts(std::move(parts)) {}

    [[nodiscard]] SecretBuffer surroundings() const override;
    [[nodiscard]] Extras extras() const override;
    [[nodiscard]] Expected<void> recall(const SecretBuffer &surroundings, QHash<QString, QByteArray> extras) override;

private:
    std::shared_ptr<CommandKParts> m_parts;
};

} // namespace coffret
