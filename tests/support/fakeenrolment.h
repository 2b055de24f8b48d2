// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakes.h"
#include "ui/viewmodels/setupprobes.h"

namespace coffret::fakes {

/// The user's keyring as setup changes it. A private key is the text "key of FINGERPRINT"; anything else is none.
class FakeOwnKeys final : public OwnKeys
{
public:
    explicit FakeOwnKeys(FakeOpenPgp &openPgp) : m_openPgp(openPgp) {}

    KeyInfo nextKey;                  ///< what inspect() finds in a file
    bool locked = true;               ///< and whether it has a passphrase
    std::optional<ErrorKind> refusal; ///< of the next inspect(), import(), create() or lockedKey()
    QStringList imported;
    QStringList created; ///< "name <email>"
    Gate gate;           ///< of create()
    KeyInfo madeKey;     ///< what create() makes

    Task<Expected<SecretBuffer>> readSigned(QByteArray, QByteArray) override;
    Task<Expected<KeyInfo>> inspectPublic(QByteArray) override;
    Task<Expected<KeyFile>> inspect(SecretBuffer privateKey) override;
    Task<Expected<void>> import(SecretBuffer privateKey, QString fingerprint) override;
    Task<Expected<void>> remove(QString fingerprint) override;
    Task<Expected<QString>> create(QString name, QString email, StopToken stop) override;
    std::vector<KeyInfo> others; ///< of other people, in the same keyring
    Task<Expected<std::vector<KeyInfo>>> otherKeys() override { co_return std::as_const(others); }
    Task<Expected<QByteArray>> publicKey(QString fingerprint) override;
    Task<Expected<SecretBuffer>> lockedKey(QString fingerprint, StopToken stop) override;

private:
    [[nodiscard]] std::optional<Error> refused();

    FakeOpenPgp &m_openPgp;
};

/// A Passbolt server's answers about kits and links.
struct FakeEnrolment
{
    QUrl server{QStringLiteral("https://vault.example.com")};
    QString userId = QStringLiteral("11111111-2222-4333-8444-555555555555");
    QString kitServerKey; ///< fingerprint
    KeyInfo kitKey;
    std::optional<ErrorKind> kitRefusal; ///< instead of a kit
    std::optional<Error> linkRefusal;    ///< when it is opened
    std::optional<ErrorKind> keyRefusal; ///< when it is completed
    PassboltInvitation invitation;
    QByteArrayList completed; ///< public keys
    PassboltLink lastLink;

    void answer(SetupProbes &probes);
    [[nodiscard]] QString link(PassboltLink::Kind kind) const;
};

} // namespace coffret::fakes
