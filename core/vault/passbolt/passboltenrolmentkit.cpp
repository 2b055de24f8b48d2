// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltenrolment.h"

#include "core/vault/passbolt/passboltjson.h"

namespace coffret {

namespace {

constexpr qsizetype MaximumKitBytes = 256 * 1024;

tl::unexpected<Error> notAKit()
{
    return failure(ErrorKind::InvalidInput, QStringLiteral("not an account kit"));
}

Expected<QByteArray> decoded(QByteArray file)
{
    if (file.size() > MaximumKitBytes)
        return failure(ErrorKind::TooLarge);
    for (const char space : {'\n', '\r', ' ', '\t'})
        file.replace(space, "");
    auto message = QByteArray::fromBase64Encoding(file, QByteArray::AbortOnBase64DecodingErrors);
    wipeBytes(file);
    if (!message || !(*message).startsWith("-----BEGIN PGP SIGNED MESSAGE-----"))
        return notAKit();
    return std::move(*message);
}

/// The text inside a message signed in the clear (RFC 4880 section 7), before anybody has checked the signature: only
/// to find the key to check it with.
SecretBuffer unverifiedText(const QByteArray &message)
{
    QByteArray lines = message;
    lines.replace("\r\n", "\n");
    const qsizetype begin = lines.indexOf("\n\n") + 2;
    const qsizetype end = lines.indexOf("\n-----BEGIN PGP SIGNATURE-----");
    if (begin < 2 || end < begin)
        return {};
    QByteArray text = lines.mid(begin, end - begin);
    text.replace("\n- ", "\n");
    if (text.startsWith("- "))
        text.remove(0, 2);
    wipeBytes(lines);
    return SecretBuffer::takeFrom({text.data(), static_cast<std::size_t>(text.size())});
}

Expected<PassboltAccountKit> describe(const std::vector<SecretJsonMember> &members)
{
    PassboltAccountKit kit;
    kit.server = QUrl(plainText(members, "domain"), QUrl::StrictMode);
    QString base = kit.server.path();
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    kit.server.setPath(base);
    kit.userId = plainText(members, "user_id").toLower();
    kit.username = plainText(members, "username");
    kit.name = (plainText(members, "first_name") + QLatin1Char(' ') + plainText(members, "last_name")).trimmed();
    const bool usable = kit.server.isValid() && kit.server.scheme() == QLatin1String("https") &&
                        !kit.server.host().isEmpty() && kit.server.userInfo().isEmpty() && !kit.server.hasQuery() &&
                        !kit.server.hasFragment();
    if (!usable || !isUuid(kit.userId))
        return notAKit();
    return kit;
}

Task<Expected<PassboltAccountKit>> readVerified(SecretBuffer text, QByteArray publicKey, OwnKeys *ownKeys)
{
    const auto members = splitSecretJson(text.view());
    if (!members)
        co_return notAKit();
    Expected<PassboltAccountKit> kit = describe(*members);
    if (!kit)
        co_return failure(kit);
    if (plainText(*members, "user_public_armored_key").toLatin1() != publicKey)
        co_return failure(ErrorKind::BadSignature, QStringLiteral("the kit names two public keys"));
    const QByteArray serverKey = plainText(*members, "server_public_armored_key").toLatin1();
    Expected<SecretBuffer> privateKey = secretText(*members, "user_private_armored_key");
    if (!privateKey)
        co_return notAKit();
    const Expected<KeyInfo> own = co_await ownKeys->inspectPublic(publicKey);
    if (!own)
        co_return failure(own);
    const Expected<KeyInfo> server = co_await ownKeys->inspectPublic(serverKey);
    if (!server)
        co_return failure(server);
    Expected<KeyFile> key = co_await ownKeys->inspect(std::move(*privateKey));
    if (!key)
        co_return failure(key);
    if (key->info.fingerprint != own->fingerprint)
        co_return failure(ErrorKind::BadSignature, QStringLiteral("the kit's private key is not its public key's"));
    kit->key = std::move(*key);
    kit->serverFingerprint = server->fingerprint;
    co_return kit;
}

} // namespace

Task<Expected<PassboltAccountKit>> readPassboltKit(QByteArray file, OwnKeys *ownKeys)
{
    Expected<QByteArray> message = decoded(std::move(file));
    if (!message)
        co_return failure(message);
    const SecretBuffer unverified = unverifiedText(*message);
    const auto members = splitSecretJson(unverified.view());
    if (!members)
        co_return notAKit();
    const QByteArray publicKey = plainText(*members, "user_public_armored_key").toLatin1();
    if (publicKey.isEmpty())
        co_return notAKit();
    Expected<SecretBuffer> text = co_await ownKeys->readSigned(*message, publicKey);
    wipeBytes(*message);
    if (!text)
        co_return failure(text);
    co_return co_await readVerified(std::move(*text), publicKey, ownKeys);
}

} // namespace coffret
