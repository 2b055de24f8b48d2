// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/memory.h"
#include "core/vault/passbolt/passbolttypes.h"
#include "core/vault/vault.h"

#include <memory>

namespace coffret {

class PassboltDirectory;
class PassboltLoader;
class PassboltPolicies;

/// What a PassboltVault remembers: plugins, the administrator's rules, who the user and the colleagues are (without
/// their keys, which Coffret's own keyring has), what resource types are called, and labels of custom fields. Never a
/// metadata key, a session key or a token.
class PassboltMemory final : public VaultMemory
{
public:
    /// Those whose knowledge it is.
    struct Parts
    {
        QString &userId;
        ServerFacts &facts;
        PassboltPolicies &policies;
        PassboltDirectory &directory;
        PassboltLoader &loader;
    };
    explicit PassboltMemory(std::shared_ptr<Parts> parts) : d(std::move(parts)) {}

    [[nodiscard]] SecretBuffer surroundings() const override;
    [[nodiscard]] Extras extras() const override;
    [[nodiscard]] Expected<void> recall(const SecretBuffer &surroundings, QHash<QString, QByteArray> extras) override;

private:
    std::shared_ptr<Parts> d;
};

/// Custom fields as an extra, and back; none for bytes that make no sense or are too many.
[[nodiscard]] QByteArray passboltExtra(const QList<PassboltCustomField> &fields);
[[nodiscard]] QList<PassboltCustomField> passboltCustomFieldsIn(const QByteArray &extra);

} // namespace coffret
