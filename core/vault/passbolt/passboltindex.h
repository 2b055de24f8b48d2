// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"

#include <QByteArray>
#include <QHash>

#include <vector>

namespace coffret {

/// How the metadata of a row is encrypted. Empty message: the row carries clear text.
struct PassboltMetadata
{
    QByteArray message;
    QString keyId;
    bool sharedKey = false;
};

struct PassboltTag
{
    QString id;
    QString slug; ///< empty where metadata tells it
    PassboltMetadata metadata;
};

struct PassboltResource
{
    SecretSummary summary; ///< clear parts; vendorType is the slug
    QString typeId;
    QString createdBy;
    PassboltMetadata metadata;
    QByteArray modified; ///< as the server writes it, where there is such metadata
    std::vector<PassboltTag> tags;
};

struct PassboltResourcePage
{
    std::vector<PassboltResource> resources;
    int total = -1;
};

struct PassboltFolder
{
    Collection collection;
    QString createdBy;
    QString modifiedBy;
    PassboltMetadata metadata;
};

struct PassboltUser
{
    QString id;
    QString name; ///< first and last name
    QString email;
    QString fingerprint; ///< as the server says: not believed before it was pinned
    QByteArray armoredKey;
};

/// A shared metadata key and our copy of its private half.
struct PassboltMetadataKeyRow
{
    QString id;
    QString fingerprint;
    QByteArray armoredPublicKey;
    QDateTime created;
    QDateTime expires;            ///< null: never
    bool over = false;            ///< deleted, or expired at a time nobody can read
    QString privateKeyId;         ///< of our copy
    QByteArray privateKeyMessage; ///< empty: the administrator has not given us this key
    QString signedBy;             ///< user id; empty when the server made our copy

    /// New metadata may be encrypted for it.
    [[nodiscard]] bool isActive(const QDateTime &now) const { return !over && (!expires.isValid() || expires > now); }
};

// Readers of the server's lists; any thread. A row without a usable id is left out, since nothing could be done with
// it; everything else odd in a row becomes an empty value. Malformed when the whole is not a list in an envelope.
[[nodiscard]] Expected<PassboltResourcePage> parseResources(const QByteArray &json,
                                                            const QHash<QString, QString> &slugs);
/// The answer to a question for one resource.
[[nodiscard]] Expected<PassboltResource> parseResource(const QByteArray &json, const QHash<QString, QString> &slugs);
[[nodiscard]] Expected<std::vector<PassboltFolder>> parseFolders(const QByteArray &json);
[[nodiscard]] Expected<std::vector<PassboltUser>> parseUsers(const QByteArray &json);
[[nodiscard]] Expected<std::vector<PassboltMetadataKeyRow>> parseMetadataKeys(const QByteArray &json,
                                                                              const QString &userId);
/// Slugs by resource type id.
[[nodiscard]] Expected<QHash<QString, QString>> parseResourceTypes(const QByteArray &json);

} // namespace coffret
