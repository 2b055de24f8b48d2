// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

namespace coffret::test {

enum class KeyKind {
    Curve25519,
    Curve25519WithSigningSubkey,
    Rsa2048,
    Rsa3072,
    Rsa4096,
    NistP256,
    Rsa1024, ///< too weak
    Dsa1024, ///< too weak, and without an encryption subkey
};

struct KeyRequest
{
    QString userId;
    KeyKind kind = KeyKind::Curve25519;
    QByteArray passphrase; ///< empty: the key is not protected
    QDateTime created;     ///< null: now
    QDateTime expires;     ///< null: never
};

/// A GnuPG home below /tmp that lives as long as this object: real gpg, an agent of its own, and a pinentry that
/// answers as told. Nothing is cached by the agent, so every use of a protected key asks. Everything that fails ends
/// the test run.
class GpgHome
{
public:
    enum class Pinentry {
        Answers, ///< with setPinentry's passphrase
        Cancels,
        IsSilent, ///< shows its dialog, so to say, and waits for ever
        IsMissing,
    };

    GpgHome();
    ~GpgHome();
    GpgHome(const GpgHome &) = delete;
    GpgHome &operator=(const GpgHome &) = delete;

    [[nodiscard]] QString path() const { return m_path; }

    /// Returns the fingerprint of the primary key. Curve25519 takes some 50 ms, RSA up to a second.
    QString createKey(const KeyRequest &request);
    QString createKey(const QString &userId); ///< Curve25519 without passphrase
    void importKey(const QByteArray &armored);
    void revokeKey(const QString &fingerprint);
    void deleteSecretKey(const QString &fingerprint);
    [[nodiscard]] QByteArray publicKey(const QString &fingerprint) const;
    [[nodiscard]] QByteArray secretKey(const QString &fingerprint, const QByteArray &passphrase = {}) const;

    /// Encrypts and signs with what is in this home (see also extra gpg arguments); passphrase is for the signers.
    [[nodiscard]] QByteArray seal(const QByteArray &plaintext, const QStringList &recipients,
                                  const QStringList &signers = {}, const QStringList &extra = {},
                                  const QByteArray &passphrase = {}) const;
    [[nodiscard]] QByteArray open(const QByteArray &message, const QByteArray &passphrase = {}) const;
    /// The session key of a message to an unprotected key here (256 bits).
    [[nodiscard]] QByteArray sessionKey(const QByteArray &message) const;

    void setPinentry(Pinentry behaviour, const QByteArray &passphrase = {});
    /// How often the pinentry was asked for a passphrase since setPinentry().
    [[nodiscard]] int pinentryCalls() const;
    /// Whether a pinentry of this home is waiting right now.
    [[nodiscard]] bool pinentryWaits() const;

    /// Writes a configuration file, for instance a hostile gpg.conf. The helpers of this class ignore gpg.conf.
    void writeFile(const QString &name, const QByteArray &content) const;

    /// Runs gpg in this home; ends the test run unless it exits with 0.
    QByteArray gpg(const QStringList &arguments, const QByteArray &input = {}) const;
    void stopAgent() const;

private:
    QString m_path;
};

} // namespace coffret::test
