// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/gpgmeengine.h"
#include "core/openpgp/keydirectory.h"
#include "core/openpgp/privatehome.h"

namespace coffret {

/// What the blocking operations below share. Owned by GpgmeEngine; used on its worker threads.
struct GpgmeAccess
{
    GpgmeAccess(std::unique_ptr<PrivateHome> privateHome, PassphraseSource source, PassphraseCallback callback,
                StopToken quitToken);

    std::unique_ptr<PrivateHome> home;
    KeyDirectory directory;
    PassphraseSource passphraseSource;
    PassphraseCallback passphrase;
    StopToken quit;

    /// A context in the private home that asks for passphrases in the chosen way, once the user's agent is there.
    /// Unattended: one that asks for none.
    [[nodiscard]] Expected<std::unique_ptr<GpgmeContext>> context(Attendance attendance = Attendance::Attended) const;
};

// Blocking bodies of the OpenPgp members of the same meaning; see openpgp.h for what they promise.
[[nodiscard]] Expected<std::vector<KeyInfo>> listSecretKeys(GpgmeAccess &access);
[[nodiscard]] Expected<KeyInfo> importKey(GpgmeAccess &access, const QByteArray &armored);
[[nodiscard]] Expected<KeyInfo> keyInKeyring(GpgmeAccess &access, const QString &fingerprint);
[[nodiscard]] Expected<OpenedMessage> openMessage(GpgmeAccess &access, const OpenRequest &request);
[[nodiscard]] Expected<QByteArray> sealMessage(GpgmeAccess &access, const SecretBuffer &plaintext,
                                               const QStringList &recipients, const QString &signer,
                                               const StopToken &stop, Attendance attendance);

/// A public version 4 key without weak parts: InvalidInput, KeyUnusable.
[[nodiscard]] Expected<void> checkKey(const DirectoryKey &entry);

} // namespace coffret
