// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmeownkeys.h"

#include "core/openpgp/armor.h"
#include "core/openpgp/gpgerrors.h"
#include "core/openpgp/gpgmeoperations.h"
#include "core/openpgp/keyinspection.h"
#include "core/openpgp/keypackets.h"
#include "core/openpgp/secretsink.h"

#include <QRegularExpression>

#include <array>

namespace coffret {

namespace {

constexpr qsizetype MaximumKeyBytes = 64 * 1024;
constexpr auto Algorithms = "future-default"; // of gpg 2.2: Ed25519 and Curve25519; by name it makes no subkey

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
    const auto key = findOwnKey((*context)->get(), fingerprint, true);
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
        return readSignedText(message, publicKey);
    });
}

Task<Expected<KeyInfo>> GpgmeOwnKeys::inspectPublic(QByteArray publicKey)
{
    return run<KeyInfo>([publicKey = std::move(publicKey)](const QString &) { return inspectPublicKey(publicKey); });
}

Task<Expected<KeyFile>> GpgmeOwnKeys::inspect(SecretBuffer privateKey)
{
    auto secret = std::make_shared<SecretBuffer>(std::move(privateKey)); // std::function wants copyable lambdas
    return run<KeyFile>([secret](const QString &home) { return inspectKeyFile(home, std::move(*secret)); });
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

Task<Expected<std::vector<KeyInfo>>> GpgmeOwnKeys::otherKeys()
{
    return run<std::vector<KeyInfo>>([](const QString &home) -> Expected<std::vector<KeyInfo>> {
        const auto all = KeyDirectory::allKeys(home);
        if (!all)
            return failure(all);
        std::vector<KeyInfo> keys;
        for (const DirectoryKeyPtr &key : *all) {
            if (!key->hasSecret && key->info.canReceive())
                keys.push_back(key->info);
        }
        return keys;
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
