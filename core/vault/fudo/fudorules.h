// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secretdraft.h"
#include "core/secret/jsonwriter.h"
#include "core/vault/fudo/fudoattributes.h"

namespace coffret {

// What of a draft goes into the vendor's SecretModel, and what has no place there. Source: "UAG - Secret Management"
// (6.0): login and domain are for login, sshkey and apikey, secret_passphrase for sshkey and certificate, certificate
// for certificate. Its own sample secrets carry no domain, so only what no sample lacks has to be filled in.

/// Whether the attribute is for secrets of this type.
[[nodiscard]] bool fudoAppliesTo(const QString &attribute, SecretType type);
/// Nothing of it is asked of the server.
[[nodiscard]] std::vector<DraftIssue> fudoIssues(const SecretDraft &draft, const FudoAttributes &attributes);

/// Members of the open object: all that a new secret has.
void writeFudoSecret(SecretJsonWriter &json, const SecretDraft &draft, const FudoAttributes &attributes);
/// The whole object of what differs from the row; with values also the protected ones. Empty: nothing does.
[[nodiscard]] SecretBuffer fudoChanges(const SecretDraft &draft, const FudoSecret &row,
                                       const FudoAttributes &attributes, bool withValues);
/// The protected values of a draft, null where it names none.
[[nodiscard]] const SecretBuffer *fudoValueOf(const SecretDraft &draft);
[[nodiscard]] const SecretBuffer *fudoPassphraseOf(const SecretDraft &draft);

/// For a request's body; source is wiped by its owner as always.
[[nodiscard]] QByteArray fudoBody(const SecretBuffer &json);

} // namespace coffret
