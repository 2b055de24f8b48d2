// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <QMetaType>
#include <QString>

#include <chrono>

namespace coffret {

/// What went wrong, as far as a caller can act on it. Words for people are chosen in ui/usermessages.cpp.
enum class ErrorKind {
    // The way to the server
    Unreachable,     ///< no route, refused, name not found, connection lost
    TimedOut,        ///< no answer within the request's time
    Cancelled,       ///< the caller asked to stop
    TlsUntrusted,    ///< certificate not trusted, expired, or for another host
    TlsPinMismatch,  ///< certificate differs from the one pinned at setup
    RedirectRefused, ///< the server pointed to another origin, or too often
    TooLarge,        ///< an answer or a plaintext beyond its limit
    // What the server said
    NotAuthenticated,   ///< no session, or it ended
    SecondFactorNeeded, ///< signed in, but a second factor is missing
    TooManyAttempts,    ///< too many wrong codes: the server has ended the session
    Forbidden,          ///< signed in, but not allowed (for CommandK: the token lacks the scope)
    AgainstRules,       ///< the server would not stop it, but its administrator does not want clients to do it
    NotFound,           ///< gone, or never visible to this user
    Conflict,           ///< somebody else changed it first
    RateLimited,        ///< asked to slow down
    ServerFault,        ///< 5xx or a failure the server names itself
    Malformed,          ///< an answer that does not follow the vendor's documents
    Unsupported,        ///< this server version or configuration cannot do it
    ApprovalNeeded,     ///< an approved request or a check-out is needed before the value is shown
    AccessEnded,        ///< a check-out or a grant has run out or was taken back: the value may not be shown any more
    HeldByAnother,      ///< somebody else has checked it out, and only one may at a time
    ClockSkew,          ///< local and server clocks are too far apart
    // OpenPGP
    NoOpenPgp, ///< gpg is missing or its home unusable
    WrongPassphrase,
    NoPinentry,         ///< gpg-agent cannot ask for the passphrase here
    NoSecretKey,        ///< none of the recipients' keys is ours
    KeyUnusable,        ///< key expired, revoked, or not able to do this
    NotEncrypted,       ///< not an OpenPGP message at all
    CorruptMessage,     ///< integrity check failed, truncated, or more than one message
    BadSignature,       ///< decrypted, but the signature does not fit: the plaintext was discarded
    ServerKeyChanged,   ///< the server's OpenPGP key is not the pinned one
    SharedKeyChanged,   ///< the key for what several persons can read is one the user has yet to accept; detail: its
                        ///< fingerprint
    SharedKeyMissing,   ///< nobody has given the user that key
    ReadersUnconfirmed, ///< a reader's key was never confirmed, or is another one than before; detail names who
    NotVouched,         ///< nobody vouches for a value that the user's signature would then be on
    TooLong,            ///< longer as a message than the server keeps
    // System keyring
    NoKeyring,     ///< none is running
    KeyringDenied, ///< access refused by the user or the keyring
    KeyringSilent, ///< it did not answer in time (usually a prompt nobody sees)
    NoCredential,  ///< nothing stored under this name
    // SSH agent
    NoSshAgent,      ///< none is running, or it hung up
    SshAgentRefused, ///< it does not do what it was asked
    SshAgentLocked,  ///< locked with a password (ssh-add -x)
    // Here
    InvalidInput, ///< what the user typed or chose cannot be used
    StorageFault, ///< a local file could not be read or written
    Internal,     ///< a programming mistake, reported instead of crashing
};

/// A failure as a value. detail is technical, untranslated, redacted (no secret, no token), and may be empty.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    QString detail;
    int httpStatus = 0;                 ///< 0 when no HTTP answer was involved
    std::chrono::seconds retryAfter{0}; ///< how long a busy server wants to be left alone; 0: it did not say

    friend bool operator==(const Error &, const Error &) = default;
};

template <typename T>
using Expected = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(ErrorKind kind, QString detail = {}, int httpStatus = 0)
{
    return tl::unexpected<Error>(Error{kind, std::move(detail), httpStatus});
}

/// Passes another result's error on.
template <typename T>
[[nodiscard]] tl::unexpected<Error> failure(const Expected<T> &result)
{
    return tl::unexpected<Error>(result.error());
}

} // namespace coffret

Q_DECLARE_METATYPE(coffret::Error)
