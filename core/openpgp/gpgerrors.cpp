// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgerrors.h"

namespace coffret {

namespace {

ErrorKind kindOf(gpg_err_code_t code, ErrorKind otherwise)
{
    switch (code) {
    case GPG_ERR_CANCELED:
    case GPG_ERR_FULLY_CANCELED:
        return ErrorKind::Cancelled;
    case GPG_ERR_BAD_PASSPHRASE:
    case GPG_ERR_NO_PASSPHRASE:
    case GPG_ERR_BAD_PIN:
    case GPG_ERR_PIN_BLOCKED:
        return ErrorKind::WrongPassphrase;
    case GPG_ERR_NO_PIN_ENTRY:
        return ErrorKind::NoPinentry;
    case GPG_ERR_TIMEOUT: // the pinentry gave up, or another one was on the screen for too long
        return ErrorKind::TimedOut;
    case GPG_ERR_NO_SECKEY:
        return ErrorKind::NoSecretKey;
    case GPG_ERR_UNUSABLE_PUBKEY:
    case GPG_ERR_UNUSABLE_SECKEY:
    case GPG_ERR_KEY_EXPIRED:
    case GPG_ERR_CERT_REVOKED:
    case GPG_ERR_WRONG_KEY_USAGE:
    case GPG_ERR_NO_PUBKEY:
    case GPG_ERR_UNSUPPORTED_ALGORITHM:
    case GPG_ERR_PUBKEY_ALGO:
    case GPG_ERR_CARD:
    case GPG_ERR_CARD_NOT_PRESENT:
    case GPG_ERR_CARD_REMOVED:
    case GPG_ERR_WRONG_CARD:
    case GPG_ERR_NO_SCDAEMON:
        return ErrorKind::KeyUnusable;
    case GPG_ERR_NO_AGENT:
    case GPG_ERR_ASS_CONNECT_FAILED:
    case GPG_ERR_INV_ENGINE:
        return ErrorKind::NoOpenPgp;
    default:
        return otherwise;
    }
}

} // namespace

Error openPgpError(gpgme_error_t error, ErrorKind otherwise)
{
    const gpg_err_code_t code = gpgme_err_code(error);
    if ((code & GPG_ERR_SYSTEM_ERROR) != 0)
        otherwise = ErrorKind::Internal; // out of memory or descriptors: says nothing about the message
    return {kindOf(code, otherwise), QString::fromUtf8(gpgme_strerror(error)), 0};
}

} // namespace coffret
