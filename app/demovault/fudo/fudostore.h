// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/seed/seed.h"
#include "app/demovault/seed/values.h"

#include <QHash>
#include <QJsonObject>

#include <deque>
#include <vector>

namespace coffret::demovault {

struct FudoUser
{
    QString id;
    QString name;
    QByteArray token;
    QString password; ///< of the portal
};

struct FudoCheckout
{
    QString id;
    QDateTime until; ///< null: no end
};

/// A request that was granted.
struct FudoGrant
{
    QString secretId;
    QString userId;
    QDateTime until;
};

struct FudoCollection
{
    QString id;
    QString name;
    QString parentId; ///< empty at the top
    QString ownerId;  ///< empty: organization vault
    QString createdAt;
    QString modifiedAt;
    bool readOnly = false; ///< its secrets can be seen but not changed
};

struct FudoSecret
{
    QString id;
    int seedIndex = -1; ///< -1: made through the interface, values are in the fields below
    QString name;
    QString collectionId;
    QString type;
    QString description;
    QString login;
    QString domain;
    QString certificate;
    QString secret;
    QString passphrase;
    QString policy;       ///< access_policy
    QString checkoutMode; ///< simple or exclusive
    QString createdAt;
    QString modifiedAt;
    bool needsApproval = false;
    bool removed = false;                   ///< softly
    QHash<QString, FudoCheckout> checkouts; ///< by user id
};

struct FudoHistory
{
    QString id;
    QString secretId;
    bool current = true;
    QString createdAt;
    QString state = QStringLiteral("confirmed"); ///< of the password changer
};

struct FudoUri
{
    QString id;
    QString secretId;
    QString uri;
    QString createdAt;
    QString modifiedAt;
};

/// Everything the Fudo server remembers. Ids count up from the same 19-digit number for each object type.
class FudoStore
{
public:
    FudoStore(const Seed &seed, Values &values);

    std::deque<FudoUser> users;
    std::deque<FudoCollection> collections;
    std::deque<FudoSecret> secrets;
    std::deque<FudoHistory> history;
    std::deque<FudoUri> uris;
    std::deque<FudoGrant> grants;

    [[nodiscard]] const FudoUser *userByToken(const QByteArray &token) const;
    [[nodiscard]] const FudoUser *userByName(const QString &name) const;
    /// Null when there is none, or its time is over.
    [[nodiscard]] const FudoGrant *grant(const QString &secretId, const QString &userId) const;
    /// Check-outs whose time is over are none any more.
    void dropExpired();
    [[nodiscard]] FudoCollection *collection(const QString &id);
    [[nodiscard]] FudoSecret *secret(const QString &id);
    FudoSecret &insertSecret(FudoSecret secret);
    FudoCollection &insertCollection(FudoCollection collection);
    /// With its history and its URIs.
    void removeSecret(const QString &id);
    void removeCollection(const QString &id);

    /// What a batch that fails goes back to. Users, grants and check-outs of other calls are none of its business.
    struct Snapshot
    {
        std::deque<FudoCollection> collections;
        std::deque<FudoSecret> secrets;
        std::deque<FudoHistory> history;
        std::deque<FudoUri> uris;
    };
    [[nodiscard]] Snapshot snapshot() const { return {collections, secrets, history, uris}; }
    void restore(const Snapshot &snapshot);
    [[nodiscard]] bool mayUse(const FudoCollection &collection, const FudoUser &user) const;
    [[nodiscard]] bool mayUse(const FudoSecret &secret, const FudoUser &user);

    /// How much of a secret is worked out. Keys and certificates take time, values are nobody's business in a list.
    enum class Detail { Plain, Keys, Values };
    [[nodiscard]] QJsonObject secretRow(FudoSecret &secret, const FudoUser &user, Detail detail);
    [[nodiscard]] QJsonObject uriRow(const FudoUri &uri, const FudoUser &user);

    [[nodiscard]] QString nextId(const QString &type);
    /// "2026-04-17 06:34:37.91632-07": trailing zeros of the fraction are dropped.
    [[nodiscard]] static QString timeText(const QDateTime &time, int microseconds);
    [[nodiscard]] static QString now();

private:
    void indexAgain();
    void addKeysAndValues(const FudoSecret &secret, Detail detail, QJsonObject &row);
    void addCollections();
    void addSecrets();
    void addSecret(int index, const SeedSecret &seeded);

    const Seed &m_seed;
    Values &m_values;
    QHash<QString, qint64> m_lastIds;
    QHash<QString, FudoSecret *> m_secretById;
    QHash<QString, FudoCollection *> m_collectionById;
};

} // namespace coffret::demovault
