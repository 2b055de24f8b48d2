// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/openpgp/openpgp.h"

#include <functional>
#include <mutex>

namespace coffret {

struct GpgmeAccess;

/// Whether somebody is there to be asked for a passphrase.
enum class Attendance { Attended, Unattended };

/// How gpg-agent may ask for a passphrase.
enum class PassphraseSource {
    Pinentry, ///< the agent's own pinentry; Coffret never sees the passphrase
    Loopback, ///< a callback of ours (tests, the demo vault)
};

/// OpenPgp through GPGME and gpg 2.2. A private GnuPG home below privateHome (0700, short path) holds the public keys
/// and a minimal configuration; its agent socket points at the agent of userHome, where the secret keys stay.
/// Operations that are under way when the engine is destroyed are cancelled.
class GpgmeEngine final : public OpenPgp
{
public:
    struct Options
    {
        QString privateHome; ///< created when missing
        QString userHome;    ///< empty: GnuPG's default home
        PassphraseSource passphraseSource = PassphraseSource::Pinentry;
        /// For Loopback only; called on a worker thread with the key's user id hint. An empty buffer declines.
        std::function<SecretBuffer(const QString &hint)> passphrase;
        int threads = 2; ///< how many messages are worked on at a time
    };

    /// GnuPG is first asked by the first operation, on its worker: finding out where things are takes a tenth of a
    /// second. Every operation fails with the error of create() where that fails.
    explicit GpgmeEngine(Options options);
    /// The same, but asks at once. Errors: NoOpenPgp (gpg missing or too old), StorageFault (the home cannot be made
    /// private).
    [[nodiscard]] static Expected<std::unique_ptr<GpgmeEngine>> create(Options options);
    ~GpgmeEngine() override;

    /// Begins on a worker what the first operation would otherwise wait for: GnuPG is asked where things are, the
    /// user's agent is launched, and the private home gets the public halves of the user's keys. Asks nobody anything;
    /// what fails, fails again where it is needed.
    void prepare();

    Task<Expected<std::vector<KeyInfo>>> secretKeys() override;
    Task<Expected<KeyInfo>> importPublicKey(QByteArray armored) override;
    Task<Expected<KeyInfo>> findKey(QString fingerprint) override;
    Task<Expected<OpenedMessage>> open(OpenRequest request) override;
    Task<Expected<QByteArray>> seal(SecretBuffer plaintext, QStringList recipientFingerprints,
                                    QString signerFingerprint, StopToken stop = {}) override;
    Task<Expected<QByteArray>> sealUnattended(SecretBuffer plaintext, QStringList recipientFingerprints,
                                              QString signerFingerprint, StopToken stop = {}) override;

private:
    /// What operations work with, made by the first that comes here; any thread.
    [[nodiscard]] Expected<GpgmeAccess *> access();
    /// Runs operation(access) on a worker.
    template <typename T>
    Task<Expected<T>> run(WorkerPool &worker, std::function<Expected<T>(GpgmeAccess &)> operation);
    Task<Expected<QByteArray>> sealAs(Attendance attendance, SecretBuffer plaintext, QStringList recipients,
                                      QString signer, StopToken stop);

    Options m_options;
    std::stop_source m_quit;
    std::once_flag m_setUp;
    Expected<std::unique_ptr<GpgmeAccess>> m_access;
    // Last, so that the workers are done before anything they use goes. Keys have a worker of their own: a passphrase
    // that nobody enters must not hold up an import.
    WorkerPool m_keyWorker;
    WorkerPool m_workers;
};

} // namespace coffret
