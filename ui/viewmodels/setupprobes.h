// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"
#include "core/vault/passbolt/passboltenrolmentparts.h"

#include <QUrl>

#include <functional>

namespace coffret {

/// What a server shows before anything is sent to it.
struct ServerCertificate
{
    QByteArray sha256;
    QString subject;
    bool trusted = false; ///< by the system's or the given authorities, and valid for this host
};

/// A Passbolt server's OpenPGP key, and how far its clock is ahead of ours.
struct ServerKey
{
    QString fingerprint;
    qint64 clockSkew = 0; ///< seconds
};

/// Which certificates a connection accepts.
struct ServerTrust
{
    QByteArray authorities; ///< PEM, besides the system's; may be empty
    QByteArray pinned;      ///< SHA-256 of the one certificate accepted; may be empty
};

/// Questions to a server that has no account yet, and to the files it hands out. Only the composition root knows who
/// answers.
struct SetupProbes
{
    std::function<Task<Expected<ServerCertificate>>(QUrl server, QByteArray authorities)> certificate;
    // Passbolt alone
    std::function<Task<Expected<ServerKey>>(QUrl server, ServerTrust trust)> serverKey;
    /// See readPassboltKit(), openPassboltLink() and completePassboltLink().
    std::function<Task<Expected<PassboltAccountKit>>(QByteArray file)> readKit;
    std::function<Task<Expected<PassboltInvitation>>(PassboltLink link, ServerTrust trust)> openLink;
    std::function<Task<Expected<void>>(PassboltLink link, ServerTrust trust, QByteArray publicKey)> completeLink;
};

} // namespace coffret
