// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/openpgp/ownkeys.h"

#include <functional>

namespace coffret {

/// OwnKeys through GPGME and gpg 2.2. Made after a GpgmeEngine, which sees to GPGME's environment; like there, GnuPG is
/// asked by the first operation. Operations under way when it is destroyed are cancelled.
class GpgmeOwnKeys final : public OwnKeys
{
public:
    /// userHome empty: GnuPG's default home.
    explicit GpgmeOwnKeys(QString userHome);
    ~GpgmeOwnKeys() override;

    Task<Expected<SecretBuffer>> readSigned(QByteArray message, QByteArray publicKey) override;
    Task<Expected<KeyInfo>> inspectPublic(QByteArray publicKey) override;
    Task<Expected<KeyFile>> inspect(SecretBuffer privateKey) override;
    Task<Expected<void>> import(SecretBuffer privateKey, QString fingerprint) override;
    Task<Expected<void>> remove(QString fingerprint) override;
    Task<Expected<QString>> create(QString name, QString email, StopToken stop) override;
    Task<Expected<std::vector<KeyInfo>>> otherKeys() override;
    Task<Expected<QByteArray>> publicKey(QString fingerprint) override;
    Task<Expected<SecretBuffer>> lockedKey(QString fingerprint, StopToken stop) override;

private:
    /// Runs operation(home of the user) on the worker.
    template <typename T>
    Task<Expected<T>> run(std::function<Expected<T>(const QString &userHome)> operation);

    QString m_userHome; ///< the worker's
    std::stop_source m_quit;
    WorkerPool m_worker{1}; ///< last: its work is done before anything else goes
};

} // namespace coffret
