// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/gpgmeengine.h"

#include "tests/support/gpghome.h"

#include <QTemporaryDir>

namespace coffret::test {

/// Who appears in the OpenPGP tests. Ada is the user; everybody else lives in a second home, which knows her.
struct People
{
    People();

    GpgHome user;
    GpgHome others;
    QString ada;     ///< Curve25519
    QString betty;   ///< known; the expected signer
    QString carol;   ///< known, but not expected
    QString dora;    ///< known; signs with a subkey
    QString erin;    ///< known; her key has expired
    QString fay;     ///< known; her signing subkey has expired, her key has not
    QString rita;    ///< known; her key was revoked after she signed
    QString mallory; ///< unknown to the engine
    QByteArray messageFromErin;
    QByteArray messageFromFay;
    QByteArray messageFromRita;

    /// To Ada, from these signers.
    [[nodiscard]] QByteArray toAda(const QByteArray &plaintext, const QStringList &signers,
                                   const QStringList &extra = {}) const;
    /// The public keys of everybody who is known.
    [[nodiscard]] QList<QByteArray> knownKeys() const;
};

/// An engine with a private home of its own.
struct EngineInHome
{
    EngineInHome() { home.setAutoRemove(false); }
    ~EngineInHome();
    QTemporaryDir home{QStringLiteral("/tmp/cpXXXXXX")};
    std::unique_ptr<GpgmeEngine> engine;
};
[[nodiscard]] std::unique_ptr<EngineInHome> makeEngine(const GpgHome &user,
                                                       std::function<SecretBuffer(const QString &)> passphrase = {});

/// Why a result is none, for QVERIFY2.
template <typename T>
[[nodiscard]] QByteArray reason(const Expected<T> &result)
{
    return result ? QByteArray()
                  : "error " + QByteArray::number(static_cast<int>(result.error().kind)) + ": " +
                        result.error().detail.toUtf8();
}

constexpr char MessageText[] = "correct horse battery staple";

} // namespace coffret::test
