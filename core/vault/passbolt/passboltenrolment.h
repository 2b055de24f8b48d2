// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/net/httpclient.h"
#include "core/vault/passbolt/passboltenrolmentparts.h"

namespace coffret {

/// Reads an account kit: base64 of JSON that the user's key signed in the clear. The signature must be by the public
/// key inside, and the private key inside must be the same one, unaltered. Source: the vendor's desktop client.
/// Errors: InvalidInput (not a kit), TooLarge, BadSignature (altered), KeyUnusable.
Task<Expected<PassboltAccountKit>> readPassboltKit(QByteArray file, OwnKeys *ownKeys);

/// Asks the server what the link is about. Errors: NotFound (used, or run out), ClockSkew, and those of the network.
Task<Expected<PassboltInvitation>> openPassboltLink(PassboltLink link, TlsPolicy policy, const Clock *clock);
/// Tells the server the user's public key, which ends the link. Errors: InvalidInput (the server refused the key: for
/// Recover because it is another one), NotFound (used, or run out), and those of the network.
Task<Expected<void>> completePassboltLink(PassboltLink link, TlsPolicy policy, QByteArray publicKey, QString locale);

} // namespace coffret
