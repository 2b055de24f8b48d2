// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgmeengine.h"

#include "core/openpgp/gpgmeoperations.h"

namespace coffret {

namespace {

Expected<std::unique_ptr<GpgmeAccess>> makeAccess(const GpgmeEngine::Options &options, StopToken quit)
{
    if (auto started = startGpgme(); !started)
        return failure(started);
    auto home = PrivateHome::create(options.privateHome, options.userHome);
    if (!home)
        return failure(home);
    return std::make_unique<GpgmeAccess>(std::move(*home), options.passphraseSource, options.passphrase,
                                         std::move(quit));
}

} // namespace

GpgmeEngine::GpgmeEngine(Options options) : m_options(std::move(options)), m_keyWorker(1), m_workers(m_options.threads)
{
    // GPGME reads this once, at its first call, and would then write all that passes through it to the file named
    // there.
    qunsetenv("GPGME_DEBUG");
}

Expected<std::unique_ptr<GpgmeEngine>> GpgmeEngine::create(Options options)
{
    auto engine = std::make_unique<GpgmeEngine>(std::move(options));
    if (const auto access = engine->access(); !access)
        return failure(access);
    return engine;
}

GpgmeEngine::~GpgmeEngine()
{
    m_quit.request_stop();
}

Expected<GpgmeAccess *> GpgmeEngine::access()
{
    std::call_once(m_setUp, [this] { m_access = makeAccess(m_options, m_quit.get_token()); });
    if (!m_access)
        return failure(m_access);
    return m_access->get();
}

template <typename T>
Task<Expected<T>> GpgmeEngine::run(WorkerPool &worker, std::function<Expected<T>(GpgmeAccess &)> operation)
{
    std::function<Expected<T>()> job = [this, operation = std::move(operation)]() -> Expected<T> {
        const Expected<GpgmeAccess *> ready = access();
        if (!ready)
            return failure(ready);
        return operation(**ready);
    };
    co_return co_await worker.run(std::move(job));
}

void GpgmeEngine::prepare()
{
    static_cast<void>(run<void>(m_keyWorker, [](GpgmeAccess &access) { return access.home->prepare(); }));
}

Task<Expected<std::vector<KeyInfo>>> GpgmeEngine::secretKeys()
{
    return run<std::vector<KeyInfo>>(m_keyWorker, listSecretKeys);
}

Task<Expected<KeyInfo>> GpgmeEngine::importPublicKey(QByteArray armored)
{
    return run<KeyInfo>(m_keyWorker,
                        [armored = std::move(armored)](GpgmeAccess &access) { return importKey(access, armored); });
}

Task<Expected<KeyInfo>> GpgmeEngine::findKey(QString fingerprint)
{
    return run<KeyInfo>(m_keyWorker, [fingerprint = std::move(fingerprint)](GpgmeAccess &access) {
        return keyInKeyring(access, fingerprint);
    });
}

Task<Expected<OpenedMessage>> GpgmeEngine::open(OpenRequest request)
{
    return run<OpenedMessage>(
        m_workers, [request = std::move(request)](GpgmeAccess &access) { return openMessage(access, request); });
}

Task<Expected<QByteArray>> GpgmeEngine::seal(SecretBuffer plaintext, QStringList recipientFingerprints,
                                             QString signerFingerprint, StopToken stop)
{
    return sealAs(Attendance::Attended, std::move(plaintext), std::move(recipientFingerprints),
                  std::move(signerFingerprint), std::move(stop));
}

Task<Expected<QByteArray>> GpgmeEngine::sealUnattended(SecretBuffer plaintext, QStringList recipientFingerprints,
                                                       QString signerFingerprint, StopToken stop)
{
    return sealAs(Attendance::Unattended, std::move(plaintext), std::move(recipientFingerprints),
                  std::move(signerFingerprint), std::move(stop));
}

Task<Expected<QByteArray>> GpgmeEngine::sealAs(Attendance attendance, SecretBuffer plaintext, QStringList recipients,
                                               QString signer, StopToken stop)
{
    auto secret = std::make_shared<const SecretBuffer>(std::move(plaintext)); // std::function wants copyable lambdas
    return run<QByteArray>(m_workers, [secret = std::move(secret), recipients = std::move(recipients),
                                       signer = std::move(signer), stop, attendance](GpgmeAccess &access) {
        return sealMessage(access, *secret, recipients, signer, stop, attendance);
    });
}

} // namespace coffret
