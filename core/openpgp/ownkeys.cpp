// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/ownkeys.h"

#include <algorithm>

namespace coffret {

namespace {

constexpr std::string_view Proof = "Coffret proves that this key works.";

Task<Expected<KeyInfo>> findOwn(OpenPgp *openPgp, QString fingerprint)
{
    const Expected<std::vector<KeyInfo>> keys = co_await openPgp->secretKeys();
    if (!keys)
        co_return failure(keys);
    const auto found =
        std::find_if(keys->begin(), keys->end(), [&](const KeyInfo &key) { return key.fingerprint == fingerprint; });
    if (found == keys->end())
        co_return failure(ErrorKind::KeyUnusable, QStringLiteral("gpg does not offer the key for decryption"));
    co_return *found;
}

Task<Expected<void>> prove(OpenPgp *openPgp, QString fingerprint, StopToken stop)
{
    const auto broken = failure(ErrorKind::BadSignature, QStringLiteral("the two halves of the key do not fit"));
    const QStringList self(fingerprint);
    SecretBuffer text = SecretBuffer::copyOf(Proof);
    const Expected<QByteArray> sealed = co_await openPgp->seal(std::move(text), self, fingerprint, stop);
    if (!sealed && (sealed.error().kind == ErrorKind::KeyUnusable || sealed.error().kind == ErrorKind::Internal))
        co_return broken;
    if (!sealed)
        co_return failure(sealed);
    OpenRequest request(*sealed, self);
    request.stop = stop;
    const Expected<OpenedMessage> opened = co_await openPgp->open(std::move(request));
    if (!opened) {
        const ErrorKind kind = opened.error().kind;
        const bool undecided = kind == ErrorKind::Cancelled || kind == ErrorKind::WrongPassphrase ||
                               kind == ErrorKind::NoPinentry || kind == ErrorKind::TimedOut;
        if (undecided)
            co_return failure(opened);
        co_return broken;
    }
    if (opened->verdict.state != SignatureState::Expected || opened->plaintext.view() != Proof)
        co_return broken;
    co_return Expected<void>();
}

} // namespace

Task<Expected<KeyInfo>> adoptKey(OwnKeys *ownKeys, OpenPgp *openPgp, KeyFile file, StopToken stop)
{
    const QString fingerprint = file.info.fingerprint;
    const bool present = file.present;
    const Expected<void> imported = co_await ownKeys->import(std::move(file.privateKey), fingerprint);
    if (!imported)
        co_return failure(imported);
    Expected<KeyInfo> key = co_await findOwn(openPgp, fingerprint);
    if (key) {
        const Expected<void> proved = co_await prove(openPgp, fingerprint, stop);
        if (!proved)
            key = failure(proved);
    }
    if (!key && !present)
        co_await ownKeys->remove(fingerprint);
    co_return key;
}

} // namespace coffret
