// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/toolbox/generatoroptions.h"
#include "core/vault/passbolt/passboltpolicies.h"

namespace coffret {

/// What a generator should make by a server's policy. Numbers beyond what the server itself lets an administrator
/// choose are brought back into that range, so that no server asks for a password that can be guessed; a policy with no
/// character set that is known here has the vendor's usual ones.
[[nodiscard]] GeneratorOptions passboltGeneratorOptions(const PassboltPasswordPolicy &policy);
/// With the sets and the ranges that the server lets choose from. Nothing where it has no such policy.
[[nodiscard]] std::optional<GeneratorPolicy> passboltGeneratorPolicy(const PassboltPasswordPolicy &policy);

} // namespace coffret
