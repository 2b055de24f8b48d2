// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmeownkeys.h"

#include "core/openpgp/armor.h"
#include "core/openpgp/gpgerrors.h"
#include "core/openpgp/gpgmeoperations.h"
#include "core/openpgp/keypackets.h"
#include "core/openpgp/secretsink.h"
#include "core/openpgp/throwawayhome.h"

#include <QRegularExpression>

#include <array>

namespace coffret {

namespace {

constexpr qsizetype MaximumKeyBytes = 64 * 1024;
constexpr qsizetype MaximumSignedBytes = 256 * 1024;
constexpr auto Algorithms = "future-default"; // of gpg 2.2: Ed25519 and Curve25519; by name it makes no subkey

int partsOf(gpgme_key_t key)
{
    int count = 0;
    for (gpgme_subkey_t part = key->subkeys; part != nullptr; part = part->next)
        ++count;
    return count;
}

Expected<GpgmeKey> findKey(gpgme_ctx_t context, const QString &fingerprint, bool secret)
{
    gpgme_key_t key = nullptr;
    const gpgme_error_t error = gpgme_get_key(context, fingerprint.toLatin1().constData(), &key, secret ? 1 : 0);
    if (error && gpgme_err_code(error) != GPG_ERR_EOF)
        return tl::unexpected(openPgpError(error, ErrorKind::NoOpenPgp));
    return GpgmeKey(key);
}

/// One signed text and nothing around it.
bool isOneSignedText(const QByteArray &message)
{
    const QByteArray text = message.trimmed();
    return text.startsWith("-----BEGIN PGP SIGNED MESSAGE-----") && text.endsWith("-----END PGP SIGNATURE-----") &&
           text.count("-----BEGIN PGP SIGNED MESSAGE-----") == 1 && text.count("-----END PGP SIGNATURE-----") == 1;
}

bool isOneGoodSignature(gpgme_verify_result_t result, const QString &fingerprint, KeyDirectory &directory)
{
    const gpgme_signature_t signature = result != nullptr ? result->signatures : nullptr;
    if (signature == nullptr || signature->next != nullptr || gpgme_err_code(signature->status) != GPG_ERR_NO_ERROR ||
        signature->hash_algo == GPGME_MD_SHA1 || signature->hash_algo == GPGME_MD_MD5)
        return false;
    const auto signer = directory.find(QString::fromLatin1(signature->fpr));
    return signer && *signer != nullptr && (*signer)->info.fingerprint == fingerprint;
}

Expected<SecretBuffer> readSignedBlocking(const QByteArray &message, const QByteArray &publicKey)
{
    if (message.size() > MaximumSignedBytes || publicKey.size() > MaximumKeyBytes)
        return failure(ErrorKind::TooLarge);
    const auto packets = dearmor(publicKey, "PUBLIC KEY BLOCK");
    if (!packets || !isOneSignedText(message))
        return failure(ErrorKind::InvalidInput, QStringLiteral("not a signed text, or not a key"));
    auto home = ThrowAwayHome::create();
    if (!home)
        return failure(home);
    const auto key = (*home)->import(*packets);
    if (!key)
        return failure(key);
    auto context = GpgmeContext::create((*home)->path());
    if (!context)
        return failure(context);
    gpgme_data_t data = nullptr;
    gpgme_error_t error =
        gpgme_data_new_from_mem(&data, message.constData(), static_cast<std::size_t>(message.size()), 0);
    const GpgmeData source(data);
    SecretSink sink(MaximumSignedBytes);
    if (!error)
        error = gpgme_op_verify((*context)->get(), data, nullptr, sink.data());
    if (sink.overflowed())
        return failure(ErrorKind::TooLarge);
    KeyDirectory directory((*home)->path());
    if (error || !isOneGoodSignature(gpgme_op_verify_result((*context)->get()), (*key)->info.fingerprint, directory))
        return failure(ErrorKind::BadSignature, QStringLiteral("not signed by the key that came with it"));
    return sink.take();
}

Expected<KeyInfo> inspectPublicBlocking(const QByteArray &publicKey)
{
    if (publicKey.size() > MaximumKeyBytes)
        return failure(ErrorKind::TooLarge);
    const auto packets = dearmor(publicKey, "PUBLIC KEY BLOCK");
    if (!packets)
        return failure(ErrorKind::InvalidInput, QStringLiteral("not an armored public key"));
    auto home = ThrowAwayHome::create();
    if (!home)
        return failure(home);
    const auto key = (*home)->import(*packets);
    if (!key)
        return failure(key);
    return (*key)->info;
}

Expected<KeyFile> inspectBlocking(const QString &userHome, SecretBuffer privateKey)
{
    if (static_cast<qsizetype>(privateKey.size()) > MaximumKeyBytes)
        return failure(ErrorKind::TooLarge);
    QByteArray text(privateKey.view().data(), static_cast<qsizetype>(privateKey.size()));
    auto packets = dearmor(text, "PRIVATE KEY BLOCK");
    wipeBytes(text);
    if (!packets)
        return failure(ErrorKind::InvalidInput, QStringLiteral("not an armored private key"));
    const auto parts = splitSecretKey({packets->constData(), static_cast<std::size_t>(packets->size())});
    wipeBytes(*packets);
    if (!parts)
        return failure(parts);
    auto home = ThrowAwayHome::create();
    if (!home)
        return failure(home);
    const auto key = (*home)->import(parts->publicPackets);
    if (!key)
        return failure(key);
    if (partsOf((*key)->key.get()) != parts->keys)
        return failure(ErrorKind::BadSignature, QStringLiteral("a part of the key is not certified by it"));
    auto context = GpgmeContext::create(userHome);
    if (!context)
        return failure(context);
    const auto own = findKey((*context)->get(), (*key)->info.fingerprint, true);
    if (!own)
        return failure(own);
    KeyFile file;
    file.info = (*key)->info;
    file.publicKey = armored(parts->publicPackets, "PUBLIC KEY BLOCK");
    file.privateKey = std::move(privateKey);
    file.locked = parts->locked;
    file.present = *own != nullptr;
    return file;
}

Expected<void> importBlocking(const QString &userHome, const SecretBuffer &privateKey, const QString &fingerprint,
                              const StopToken &quit)
{
    auto context = GpgmeContext::create(userHome);
    if (!context)
        return failure(context);
    gpgme_data_t data = nullptr;
    if (const gpgme_error_t error = gpgme_data_new_from_mem(&data, privateKey.view().data(), privateKey.size(), 0))
        return tl::unexpected(openPgpError(error, ErrorKind::Internal));
    const GpgmeData block(data);
    gpgme_data_set_flag(data, "sensitive", "1");
    const std::array stops{quit};
    const gpgme_error_t error =
        (*context)->run(stops, [&](gpgme_ctx_t ctx) { return gpgme_op_import_start(ctx, block.get()); });
    if (error)
        return tl::unexpected(openPgpError(error, ErrorKind::InvalidInput));
    const gpgme_import_result_t result = gpgme_op_import_result((*context)->get());
    if (result == nullptr || result->secret_read != 1 || result->secret_imported + result->secret_unchanged != 1 ||
        result->imports == nullptr || fingerprint != QString::fromLatin1(result->imports->fpr))
        return failure(ErrorKind::InvalidInput, QStringLiteral("gpg did not take the key"));
    return {};
}

Expected<void> removeBlocking(const QString &userHome, const QString &fingerprint, const StopToken &quit)
{
    auto context = GpgmeContext::create(userHome);
    if (!context)
        return failure(context);
    const auto key = findKey((*context)->get(), fingerprint, true);
    if (!key)
        return failure(key);
    if (*key == nullptr)
        return {};
    const std::array stops{quit};
    const gpgme_error_t error = (*context)->run(stops, [&](gpgme_ctx_t ctx) {
        return gpgme_op_delete_ext_start(ctx, key->get(), GPGME_DELETE_ALLOW_SECRET | GPGME_DELETE_FORCE);
    });
    if (error)
        return tl::unexpected(openPgpError(error, ErrorKind::StorageFault));
    return {};
}

/// A server told the name: nothing in it may look like another part of the user id.
QByteArray userIdFrom(QString name, const QString &email)
{
    static const QRegularExpression unwanted(QStringLiteral("[<>()\\p{C}]"));
    static const QRegularExpression address(QStringLiteral("\\A[^\\s<>()\\p{C}@]+@[^\\s<>()\\p{C}@]+\\z"));
    name = name.remove(unwanted).simplified().left(200);
    if (!address.match(email).hasMatch() || email.size() > 200)
        return {};
    return (name.isEmpty() ? email : name + QStringLiteral(" <") + email + QLatin1Char('>')).toUtf8();
}

Expected<QString> createBlocking(const QString &userHome, const QByteArray &userId,
                                 const std::array<StopToken, 2> &stops)
{
    auto context = GpgmeContext::create(userHome);
    if (!context)
        return failure(context);
    const auto flags = GPGME_CREATE_NOEXPIRE | GPGME_CREATE_FORCE; // another key may bear the same name
    const gpgme_error_t error = (*context)->run(stops, [&](gpgme_ctx_t ctx) {
        return gpgme_op_createkey_start(ctx, userId.constData(), Algorithms, 0, 0, nullptr, flags);
    });
    if (error)
        return tl::unexpected(openPgpError(error, ErrorKind::KeyUnusable));
    const gpgme_genkey_result_t result = gpgme_op_genkey_result((*context)->get());
    if (result == nullptr || result->fpr == nullptr)
        return failure(ErrorKind::Internal, QStringLiteral("gpg does not name the new key"));
    return QString::fromLatin1(result->fpr);
}

Expected<QByteArray> exportBlocking(const QString &userHome, const QString &fingerprint, const StopToken &quit)
{
    auto context = GpgmeContext::create(userHome);
    if (!context)
        return failure(context);
    gpgme_set_armor((*context)->get(), 0);
    gpgme_data_t data = nullptr;
    gpgme_data_new(&data);
    GpgmeData sink(data);
    const std::array stops{quit};
    const QByteArray pattern = fingerprint.toLatin1();
    const gpgme_error_t error = (*context)->run(stops, [&](gpgme_ctx_t ctx) {
        return gpgme_op_export_start(ctx, pattern.constData(), GPGME_EXPORT_MODE_MINIMAL, data);
    });
    if (error)
        return tl::unexpected(openPgpError(error, ErrorKind::NoSecretKey));
    std::size_t size = 0;
    char *bytes = gpgme_data_release_and_get_mem(sink.release(), &size);
    const QByteArray packets(bytes, static_cast<qsizetype>(size));
    gpgme_free(bytes);
    if (packets.isEmpty())
        return failure(ErrorKind::NoSecretKey, fingerprint);
    return armored(packets, "PUBLIC KEY BLOCK");
}

Expected<SecretBuffer> exportLockedBlocking(const QString &userHome, const QString &fingerprint,
                                            const std::array<StopToken, 2> &stops)
{
    auto context = GpgmeContext::create(userHome);
    if (!context)
        return failure(context);
    gpgme_set_armor((*context)->get(), 1);
    SecretSink sink(MaximumKeyBytes);
    const QByteArray pattern = fingerprint.toLatin1();
    const gpgme_error_t error = (*context)->run(stops, [&](gpgme_ctx_t ctx) {
        return gpgme_op_export_start(ctx, pattern.constData(), GPGME_EXPORT_MODE_SECRET, sink.data());
    });
    if (error)
        return tl::unexpected(openPgpError(error, ErrorKind::NoSecretKey));
    SecretBuffer key = sink.take();
    QByteArray text(key.view().data(), static_cast<qsizetype>(key.size()));
    auto packets = dearmor(text, "PRIVATE KEY BLOCK");
    wipeBytes(text);
    if (!packets) // gpg ends well and writes nothing when its agent did not get the passphrase
        return failure(ErrorKind::Cancelled);
    const auto parts = splitSecretKey({packets->constData(), static_cast<std::size_t>(packets->size())});
    wipeBytes(*packets);
    if (!parts)
        return failure(parts);
    if (!parts->locked)
        return failure(ErrorKind::KeyUnusable, QStringLiteral("the key has no passphrase"));
    return key;
}

} // namespace

GpgmeOwnKeys::GpgmeOwnKeys(QString userHome) : m_userHome(std::move(userHome)) {}

GpgmeOwnKeys::~GpgmeOwnKeys()
{
    m_quit.request_stop();
}

template <typename T>
Task<Expected<T>> GpgmeOwnKeys::run(std::function<Expected<T>(const QString &userHome)> operation)
{
    std::function<Expected<T>()> job = [this, operation = std::move(operation)]() -> Expected<T> {
        if (const auto started = startGpgme(); !started)
            return failure(started);
        if (m_userHome.isEmpty())
            m_userHome = QString::fromLocal8Bit(gpgme_get_dirinfo("homedir"));
        return operation(m_userHome);
    };
    co_return co_await m_worker.run(std::move(job));
}

Task<Expected<SecretBuffer>> GpgmeOwnKeys::readSigned(QByteArray message, QByteArray publicKey)
{
    return run<SecretBuffer>([message = std::move(message), publicKey = std::move(publicKey)](const QString &) {
        return readSignedBlocking(message, publicKey);
    });
}

Task<Expected<KeyInfo>> GpgmeOwnKeys::inspectPublic(QByteArray publicKey)
{
    return run<KeyInfo>(
        [publicKey = std::move(publicKey)](const QString &) { return inspectPublicBlocking(publicKey); });
}

Task<Expected<KeyFile>> GpgmeOwnKeys::inspect(SecretBuffer privateKey)
{
    auto secret = std::make_shared<SecretBuffer>(std::move(privateKey)); // std::function wants copyable lambdas
    return run<KeyFile>([secret](const QString &home) { return inspectBlocking(home, std::move(*secret)); });
}

Task<Expected<void>> GpgmeOwnKeys::import(SecretBuffer privateKey, QString fingerprint)
{
    auto secret = std::make_shared<const SecretBuffer>(std::move(privateKey));
    return run<void>([secret, fingerprint, quit = m_quit.get_token()](const QString &home) {
        return importBlocking(home, *secret, fingerprint, quit);
    });
}

Task<Expected<void>> GpgmeOwnKeys::remove(QString fingerprint)
{
    return run<void>([fingerprint, quit = m_quit.get_token()](const QString &home) {
        return removeBlocking(home, fingerprint, quit);
    });
}

Task<Expected<QString>> GpgmeOwnKeys::create(QString name, QString email, StopToken stop)
{
    const std::array<StopToken, 2> stops{stop, m_quit.get_token()};
    return run<QString>([userId = userIdFrom(std::move(name), email), stops](const QString &home) -> Expected<QString> {
        if (userId.isEmpty())
            return failure(ErrorKind::InvalidInput, QStringLiteral("not an e-mail address"));
        return createBlocking(home, userId, stops);
    });
}

Task<Expected<QByteArray>> GpgmeOwnKeys::publicKey(QString fingerprint)
{
    return run<QByteArray>([fingerprint, quit = m_quit.get_token()](const QString &home) {
        return exportBlocking(home, fingerprint, quit);
    });
}

Task<Expected<SecretBuffer>> GpgmeOwnKeys::lockedKey(QString fingerprint, StopToken stop)
{
    const std::array<StopToken, 2> stops{stop, m_quit.get_token()};
    return run<SecretBuffer>(
        [fingerprint, stops](const QString &home) { return exportLockedBlocking(home, fingerprint, stops); });
}

} // namespace coffret
