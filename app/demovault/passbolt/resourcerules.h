// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/complaints.h"
#include "app/demovault/passbolt/context.h"

namespace coffret::demovault {

/// A resource as a client wants it written, and everything the server asks of it before it writes.
class ResourceWish
{
public:
    /// resource: the one that is to be changed; nullptr for a new one.
    ResourceWish(const PassboltContext &context, const QJsonObject &body, const PassboltUser &user,
                 const Resource *resource);

    /// The first refusal there is. Of a change this is asked after whether the user may make it.
    [[nodiscard]] std::optional<Reply> refusal() const;
    /// Fields that contradict one another, whatever the resource. Asked before anything else.
    [[nodiscard]] std::optional<Reply> mixedFields() const;

    [[nodiscard]] bool isEncrypted() const { return m_encrypted; }
    [[nodiscard]] const QString &typeSlug() const { return m_typeSlug; }
    [[nodiscard]] QString metadataKeyId() const { return m_body[QLatin1String("metadata_key_id")].toString(); }

private:
    [[nodiscard]] std::optional<Reply> forbiddenGeneration() const;
    void checkClearFields(Complaints &complaints) const;
    void checkMetadataFields(Complaints &complaints) const;
    void checkType(Complaints &complaints) const;
    void checkExpiry(Complaints &complaints) const;
    void checkFolder(Complaints &complaints) const;
    void checkMetadataRules(Complaints &complaints) const;
    /// The fingerprint of the key that the metadata names; empty: there is no such key.
    [[nodiscard]] QString metadataKeyFingerprint() const;

    const PassboltContext &m_context;
    const PassboltUser &m_user;
    const Resource *m_resource;
    QJsonObject m_body;
    bool m_encrypted = false;
    QString m_typeSlug;
};

} // namespace coffret::demovault
