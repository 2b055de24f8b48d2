// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/rnphandles.h"
#include "core/secret/secretbuffer.h"

#include "core/base/error.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace coffret {

// Keys in librnp's memory. One thread at a time.

[[nodiscard]] Expected<RnpFfi> makeRnpKeyring();
[[nodiscard]] bool importRnpKeys(rnp_ffi_t ffi, std::string_view armored, std::uint32_t flags);
/// Armored public keys whose signatures are to be recognised. One that cannot be read is passed over.
void importSigners(rnp_ffi_t ffi, const QList<QByteArray> &signerKeys);
/// The fingerprints of all keys and subkeys.
[[nodiscard]] QStringList rnpFingerprints(rnp_ffi_t ffi);
/// The packets of an unprotected secret key or subkey; of a subkey, its primary key's come first. Empty when librnp
/// does not hand them out.
[[nodiscard]] SecretBuffer exportRnpSecret(rnp_key_handle_t key);

} // namespace coffret
