// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"

#include <QByteArray>
#include <QSet>

#include <optional>
#include <vector>

namespace coffret {

// Answers of the vendor's API v2, turned into values. Pure functions; every one fails with Malformed when the answer is
// not what the documents show, and with ServerFault when it says itself that it is none. Sources: the vendor's pages
// "UAG - Secret Management" (6.0) and "Collection".

/// A row of /secret (or of /secret/shared), without any protected value.
struct FudoSecret
{
    QString id; ///< unique among secrets only
    QString collectionId;
    QString collectionName; ///< only where it was asked for
    QString name;
    QString type; ///< as it came
    QString login;
    QString domain;
    QString description;
    QString certificate;
    QString accessPolicy; ///< open: view_on_request, view, full_edit, none, ...
    QString myCheckoutId;
    std::optional<bool> hasValue;
    QDateTime created;
    QDateTime modified;
    QDateTime validUntil; ///< shared secrets only: the end of the grant
    bool removed = false; ///< softly deleted
};

struct FudoCollection
{
    QString id; ///< unique among collections only
    QString parentId;
    QString accessibleParentId; ///< nearest ancestor this user can see
    QString name;
    bool personal = false;
    AccessRight right = AccessRight::None;
    bool removed = false;
};

struct FudoUri
{
    QString id;
    QString secretId;
    QString uri;
    bool removed = false;
};

/// One page of a list. Rows without identity are left out of rows but count as received.
template <typename Row>
struct FudoPage
{
    std::vector<Row> rows;
    int received = 0;
};

/// The attributes a server version knows for a type, from /objspec/<type>.
[[nodiscard]] Expected<QSet<QString>> fudoAttributes(const QByteArray &answer, const QString &type);
/// key: "secret" or "secret_shared".
[[nodiscard]] Expected<FudoPage<FudoSecret>> fudoSecrets(const QByteArray &answer, const QString &key);
[[nodiscard]] Expected<FudoPage<FudoCollection>> fudoCollections(const QByteArray &answer);
[[nodiscard]] Expected<FudoPage<FudoUri>> fudoUris(const QByteArray &answer);

/// What one secret's GET with protected fields says. Texts that are absent or null are empty.
struct FudoValues
{
    std::optional<SecretBuffer> secret;
    std::optional<SecretBuffer> passphrase;
    QString certificate;
    QString certificateFingerprint;
    QString publicKey;
    QString publicKeyFingerprint;
};
/// Malformed also when the answer is about another secret than id.
[[nodiscard]] Expected<FudoValues> fudoValues(const SecretBuffer &answer, const QString &id);
/// The same from a list of shared secrets; NotFound when it does not hold id.
[[nodiscard]] Expected<FudoValues> fudoSharedValues(const SecretBuffer &answer, const QString &id);

/// Where the answer says "result":"success". Errors: ServerFault with the server's words, Malformed.
[[nodiscard]] Expected<void> fudoSuccess(const QByteArray &answer);

} // namespace coffret
