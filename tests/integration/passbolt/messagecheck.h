// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/passbolt/liveguest.h"

namespace coffret::test {

/// What is wrong with a message's armor (lines, checksum); empty for none.
[[nodiscard]] QString armorProblem(const QByteArray &message);
/// What is wrong with the form of a message, as gpg lists it without opening it: armor, one recipient, MDC, no AEAD.
[[nodiscard]] QString formProblem(const GpgHome &home, const QString &message);
/// What is wrong with a message for this user by that signer (a fingerprint): form, AES-256, signature.
[[nodiscard]] QString messageProblem(const LiveGuest &reader, const QString &message, const QString &signer);

/// Metadata under the shared key: that key is fetched by hand as the reader, and used with gpg in a home of its own.
/// Plaintext and gpg's status lines (with the session key), mixed; empty when the reader has no such key.
[[nodiscard]] QByteArray openSharedMetadata(const LiveGuest &reader, const QString &message);

} // namespace coffret::test
