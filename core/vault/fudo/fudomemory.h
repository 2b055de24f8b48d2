// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/fudo/fudofields.h"
#include "core/vault/memory.h"

#include <memory>

namespace coffret {

struct FudoParts;

/// What a FudoVault remembers: what rows told beyond their summaries. Everything else is learnt by signing in, and no
/// use without it.
class FudoMemory final : public VaultMemory
{
public:
    explicit FudoMemory(std::shared_ptr<FudoParts> parts) : m_parts(std::move(parts)) {}

    [[nodiscard]] SecretBuffer surroundings() const override;
    [[nodiscard]] Extras extras() const override;
    [[nodiscard]] Expected<void> recall(const SecretBuffer &surroundings, QHash<QString, QByteArray> extras) override;

private:
    std::shared_ptr<FudoParts> m_parts;
};

[[nodiscard]] QByteArray fudoExtra(const FudoExtras &extras);
/// None for bytes that make no sense or are too many.
[[nodiscard]] FudoExtras fudoExtrasIn(const QByteArray &extra);

} // namespace coffret
