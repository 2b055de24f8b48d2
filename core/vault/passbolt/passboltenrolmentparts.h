// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/ownkeys.h"

#include <QUrl>

namespace coffret {

/// A link from an e-mail of the server's: to set an account up for the first time, or to sign in on another computer
/// with the key one has.
struct PassboltLink
{
    enum class Kind { Setup, Recover };
    Kind kind = Kind::Setup;
    QUrl server; ///< base address, without trailing slash
    QString userId;
    QString token; ///< whoever has it can set the account up: not logged, not kept
};
/// https://host/base/setup/start/<user>/<token> or .../setup/recover/start/..., and their older forms. InvalidInput
/// for anything else.
[[nodiscard]] Expected<PassboltLink> parsePassboltLink(const QString &text);

/// What an account kit holds, once it has been checked.
struct PassboltAccountKit
{
    QUrl server;
    QString userId;
    QString username;
    QString name;
    KeyFile key;
    QString serverFingerprint; ///< of the server's key in the kit: to be the one the server shows
};
/// Whom the link is for.
struct PassboltInvitation
{
    QString username; ///< an e-mail address
    QString name;
    QString fingerprint;  ///< of the key on record, when the server tells (Recover); else empty
    qint64 clockSkew = 0; ///< how far the server's clock is ahead, in seconds
};

/// Why a server would refuse a key at first setup; it knows these rules, and we know them before it is bothered.
enum class PassboltKeyFlaw {
    None,
    Revoked,
    Expires,       ///< it has an expiry date, whether it has passed or not
    FromTheFuture, ///< by the server's clock
    WeakAlgorithm, ///< not RSA with 3072 or 4096 bits, and not an elliptic curve
    CannotDecrypt, ///< no part of it can be encrypted to, or it cannot sign
};
[[nodiscard]] PassboltKeyFlaw flawOfPassboltKey(const KeyInfo &key, const QDateTime &serverNow);

} // namespace coffret
