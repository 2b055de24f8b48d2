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
    QString ownerId;      ///< only where it was asked for: of the personal vault it lies in
    QString accessPolicy; ///< open: view_on_request, view, full_edit, none, ...
    QString checkoutMode; ///< open: simple, exclusive; only where it was asked for
    QString myCheckoutId;
    std::optional<bool> hasValue;
    QDateTime created;
    QDateTime modified;
    QString modifiedText; ///< as it came, with all digits of its fraction: what versions are told apart by
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
    AccessRight right = AccessRight::None; ///< None: not told
    int secrets = 0;                       ///< in it and below; only where it was asked for
    int subcollections = 0;
    bool removed = false;
};

struct FudoUri
{
    QString id;
    QString secretId;
    QString uri;
    bool removed = false;
};

/// A version of a secret's value.
struct FudoHistory
{
    QString id;
    QString secretId;
    bool current = false;
    QString state; ///< of the password changer: pending, confirmed, rejected
    QDateTime created;
    QDateTime modified;
    bool removed = false;
};

/// One page of a list. Rows without identity are left out of rows but count as received.
template <typename Row>
struct FudoPage
{
    std::vector<Row> rows;
    int received = 0;
};

/// The attributes a server version knows for a type. No names: it does not tell.
struct FudoSpec
{
    QSet<QString> names;
    QSet<QString> required;
    QSet<QString> readOnly;
};
/// From /objspec/<type>.
[[nodiscard]] Expected<FudoSpec> fudoSpec(const QByteArray &answer, const QString &type);
/// key: "secret" or "secret_shared".
[[nodiscard]] Expected<FudoPage<FudoSecret>> fudoSecrets(const QByteArray &answer, const QString &key);
[[nodiscard]] Expected<FudoPage<FudoCollection>> fudoCollections(const QByteArray &answer);
[[nodiscard]] Expected<FudoPage<FudoUri>> fudoUris(const QByteArray &answer);
[[nodiscard]] Expected<FudoPage<FudoHistory>> fudoHistory(const QByteArray &answer);
/// One secret. Malformed also when it is another than id, NotFound when it was removed.
[[nodiscard]] Expected<FudoSecret> fudoSecret(const QByteArray &answer, const QString &id);
[[nodiscard]] Expected<FudoCollection> fudoCollection(const QByteArray &answer);
/// Of {"result":"success","<type>":{"id":"..."}}.
[[nodiscard]] Expected<QString> fudoCreatedId(const QByteArray &answer, const QString &type);

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

/// The token in the answer to a portal login.
[[nodiscard]] Expected<SecretBuffer> fudoSessionId(const SecretBuffer &answer);

/// Where the answer says "result":"success". Errors: ServerFault with the server's words, Malformed.
[[nodiscard]] Expected<void> fudoSuccess(const QByteArray &answer);

} // namespace coffret
