// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/openpgp/ownkeys.h"

namespace coffret {

/// OwnKeys through GPGME and gpg 2.2. Made after GpgmeEngine::create(), which starts GPGME. Operations under way when
/// it is destroyed are cancelled.
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
    Task<Expected<QByteArray>> publicKey(QString fingerprint) override;

private:
    QString m_userHome;
    std::stop_source m_quit;
    WorkerPool m_worker{1}; ///< last: its work is done before anything else goes
};

} // namespace coffret
