// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

namespace coffret {

enum class Service { Passbolt, FudoUag, CommandK };

/// Which messages are kept for when the server cannot be asked; each includes the one before. Those beyond Used are
/// fetched without anybody opening them, which the server notes as reading.
enum class KeepsOffline { Nothing, Used, Favourites, Everything };

/// Somebody else whom values are sealed for.
struct SealingPerson
{
    QString name;        ///< user id of the key, as it may be shown
    QString fingerprint; ///< 40 hex digits, upper case

    friend bool operator==(const SealingPerson &, const SealingPerson &) = default;
};

/// What settings keep about an account. No secret is in here: tokens are in the CredentialStore.
struct Account
{
    QString id;   ///< UUID without braces, made at setup
    QString name; ///< shown to the user; defaults to the host
    Service service = Service::Passbolt;
    QUrl server;                       ///< base URL, with sub-path, without trailing slash
    QByteArray certificateAuthorities; ///< PEM, trusted for this account only; may be empty
    QByteArray pinnedCertificate;      ///< SHA-256 of the server's leaf certificate; empty: not pinned
    // Passbolt
    QString userId;            ///< empty until the first sign-in told it
    QString keyFingerprint;    ///< the user's own OpenPGP key; of any vault, where values are sealed with it
    QString serverFingerprint; ///< pinned at setup
    // Fudo
    QString portalUser;             ///< signs in on the portal with "<id>/password"; empty: with the token
    bool givesBackCheckOuts = true; ///< when the session ends
    QStringList switchedOff;        ///< steps no document of the vendor shows, that this server is not to be asked for
    // CommandK: the apps the user added, in order
    QStringList appIds;
    KeepsOffline keepsOffline = KeepsOffline::Used; ///< of vaults that are end-to-end encrypted
    // Vaults that are not end-to-end encrypted
    bool seals = false;             ///< values are written as OpenPGP messages
    QList<SealingPerson> sealedFor; ///< besides the user
};

/// Every key under which the CredentialStore may hold something of an account.
[[nodiscard]] QStringList credentialKeys(const QString &accountId);

[[nodiscard]] QString toString(Service service);
[[nodiscard]] Expected<Service> serviceFromString(const QString &name);
[[nodiscard]] QString toString(KeepsOffline choice);
[[nodiscard]] KeepsOffline keepsOfflineFromString(const QString &word); ///< Used for one that is not known

} // namespace coffret
