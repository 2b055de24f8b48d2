// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmeengine.h"

#include "core/openpgp/gpgmeoperations.h"

#include <QVersionNumber>

namespace coffret {

namespace {

/// GPGME reads GPGME_DEBUG once, at its first call, and would then write all that passes through it to the file named
/// there. So the variable goes before that call.
Expected<void> startGpgme()
{
    qunsetenv("GPGME_DEBUG");
    gpgme_check_version(nullptr);
    gpgme_engine_info_t info = nullptr;
    if (gpgme_engine_check_version(GPGME_PROTOCOL_OpenPGP) != 0 || gpgme_get_engine_info(&info) != 0)
        return failure(ErrorKind::NoOpenPgp, QStringLiteral("gpg is missing or not usable"));
    while (info != nullptr && info->protocol != GPGME_PROTOCOL_OpenPGP)
        info = info->next;
    const auto version = QVersionNumber::fromString(QString::fromLatin1(info != nullptr ? info->version : ""));
    if (version < QVersionNumber(2, 2))
        return failure(ErrorKind::NoOpenPgp, QStringLiteral("gpg %1 is too old").arg(version.toString()));
    return {};
}

} // namespace

Expected<std::unique_ptr<GpgmeEngine>> GpgmeEngine::create(Options options)
{
    if (auto started = startGpgme(); !started)
        return failure(started);
    auto home = PrivateHome::create(options.privateHome, options.userHome);
    if (!home)
        return failure(home);
    std::stop_source quit;
    auto access = std::make_unique<GpgmeAccess>(std::move(*home), options.passphraseSource,
                                                std::move(options.passphrase), quit.get_token());
    return std::unique_ptr<GpgmeEngine>(new GpgmeEngine(std::move(access), std::move(quit), options.threads));
}

GpgmeEngine::GpgmeEngine(std::unique_ptr<GpgmeAccess> access, std::stop_source quit, int threads)
    : m_access(std::move(access)), m_quit(std::move(quit)), m_keyWorker(1), m_workers(threads)
{
}

GpgmeEngine::~GpgmeEngine()
{
    m_quit.request_stop();
}

Task<Expected<std::vector<KeyInfo>>> GpgmeEngine::secretKeys()
{
    std::function<Expected<std::vector<KeyInfo>>()> job = [access = m_access.get()] { return listSecretKeys(*access); };
    co_return co_await m_keyWorker.run(std::move(job));
}

Task<Expected<KeyInfo>> GpgmeEngine::importPublicKey(QByteArray armored)
{
    std::function<Expected<KeyInfo>()> job = [access = m_access.get(), armored = std::move(armored)] {
        return importKey(*access, armored);
    };
    co_return co_await m_keyWorker.run(std::move(job));
}

Task<Expected<OpenedMessage>> GpgmeEngine::open(OpenRequest request)
{
    std::function<Expected<OpenedMessage>()> job = [access = m_access.get(), request = std::move(request)] {
        return openMessage(*access, request);
    };
    co_return co_await m_workers.run(std::move(job));
}

Task<Expected<QByteArray>> GpgmeEngine::seal(SecretBuffer plaintext, QStringList recipientFingerprints,
                                             QString signerFingerprint)
{
    auto secret = std::make_shared<const SecretBuffer>(std::move(plaintext)); // std::function wants copyable lambdas
    std::function<Expected<QByteArray>()> job =
        [access = m_access.get(), secret = std::move(secret), recipients = std::move(recipientFingerprints),
         signer = std::move(signerFingerprint)] { return sealMessage(*access, *secret, recipients, signer); };
    co_return co_await m_workers.run(std::move(job));
}

} // namespace coffret
