// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// What a server in wrong hands could do to its answers, on request and all in this one place. Each lie is an object
/// {"lie": name, "of": [ids], …}; "server": "v4" or "v5" keeps it to one of the two.
///
///   swap_secrets       the two resources serve each other's secret
///   swap_metadata      the two resources serve each other's encrypted metadata
///   older              the resources serve the message they had before the last change; "part": secret or metadata
///   unsigned           … a message without a signature; "part" as above, here and below
///   foreign_signature  … one that a stranger has signed
///   bad_signature      … one whose signature does not fit its text
///   broken             … one that was tampered with: its integrity check fails
///   substitute         … the armored "message" of the request
///   two_signatures     … one that a stranger has signed besides
///   expired_key        the users' keys are shown as ones that have expired, and what they signed with them
///   revoked_key        … as revoked
///   user_key           the users get another public key
///   server_key         the server answers and signs with another key
///   metadata_key       a new shared key takes the place of the present one, which has expired
///   metadata_public_key  only the public half of the shared key is another one
///   extra_reader       somebody else can read the resources
///   vanished           the resources are gone, for as long as the lie lasts
///   no_metadata_key    the users never got the shared key
///   extra_member       somebody else is in the groups
///   reword             the "member" of the rows says "to": of folders, tags, comments, groups, whatever has an id
///   challenge          signing in goes wrong "how": other_echo, other_domain, other_version, odd_token, expired_token,
///                      others_token, unsigned, foreign_signature, replay (the answer to the sign-in before)
class PassboltLies
{
public:
    explicit PassboltLies(PassboltContext &context);

    /// Tells these lies and no others; the objects of other servers are skipped.
    void tell(const QJsonArray &lies);
    /// The body of an answer as the lies have it.
    [[nodiscard]] QJsonValue retold(const QJsonValue &body);

private:
    struct Told
    {
        QString lie;
        QString part; ///< "secret" or "metadata"
        QByteArray message;
    };

    void begin(const QJsonObject &lie);
    void end();
    void addReader(const QString &resourceId);
    void addMember(const QString &groupId);
    [[nodiscard]] QString stranger();
    [[nodiscard]] QJsonObject retoldObject(QJsonObject object);
    void retellSecret(QJsonObject &row);
    void retellMetadata(QJsonObject &row);
    void retellKey(QJsonObject &row);
    [[nodiscard]] QByteArray altered(const QByteArray &message, const QByteArray &older, const Told &told);
    [[nodiscard]] const DemoKey &impostor(const QString &id);

    PassboltContext &m_context;
    QHash<QString, QString> m_secretOf;     ///< resource -> resource whose secret it serves
    QHash<QString, QString> m_metadataOf;   ///< the same for metadata
    QHash<QString, Told> m_messages;        ///< resource and part -> how its message is altered
    QSet<QString> m_changedKeys;            ///< users, and ids of metadata keys
    QHash<QString, DemoKey> m_impostors;    ///< whose key -> the other one; kept for the whole run
    QHash<QString, QByteArray> m_endedKeys; ///< user -> the armored key as it is shown
    QHash<QString, std::vector<std::pair<QString, QJsonValue>>> m_words; ///< id -> member and what it says
    QStringList m_extraMembers;
    std::optional<DemoKey> m_ownServerKey;
    QStringList m_extraPermissions;
    bool m_active = false;
};

} // namespace coffret::demovault
