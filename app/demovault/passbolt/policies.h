// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/passboltoptions.h"

#include <QJsonObject>
#include <QMap>

namespace coffret::demovault {

/// The settings documents of a server (what GET <name>/settings.json answers with); its behaviour follows them. At
/// first those of a fresh 5.12 community server, changed as the options ask.
class PassboltPolicies
{
public:
    PassboltPolicies(const QString &mode, const QString &adminId, const PassboltOptions &options);

    /// name as in the path: "metadata/types", "password-expiry"… undefined: the server does not have it.
    [[nodiscard]] QJsonValue document(const QString &name) const;
    [[nodiscard]] QStringList names() const { return m_documents.keys(); }
    [[nodiscard]] bool allows(const char *name, const char *key) const;
    [[nodiscard]] int number(const char *name, const char *key) const;

    /// Replaces the keys that are named; null in place of a document takes it away.
    void change(const QString &name, const QJsonValue &document);

private:
    QMap<QString, QJsonValue> m_documents;
};

} // namespace coffret::demovault
