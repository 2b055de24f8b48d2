// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>
#include <QUuid>

#include <string_view>
#include <vector>

namespace coffret {

/// Session keys of metadata, by what it belongs to and when that was changed. They lie side by side in one
/// SecretBuffer: thousands of guarded pages would be more than a process may lock. Not thread-safe.
class PassboltSessionKeyBundle
{
public:
    /// The plaintext that Passbolt's clients keep on the server (object type PASSBOLT_SESSION_KEYS). Entries that make
    /// no sense or are not for AES-256 are passed over; Malformed when the whole is something else.
    [[nodiscard]] static Expected<PassboltSessionKeyBundle> parse(const SecretBuffer &plaintext);
    [[nodiscard]] SecretBuffer toJson() const;
    [[nodiscard]] PassboltSessionKeyBundle clone() const;

    [[nodiscard]] qsizetype size() const { return m_entries.size(); }
    /// SessionKeySize octets, good until something is added; empty when none is known for that state of the resource.
    /// modified: as the server writes it.
    [[nodiscard]] std::string_view find(const QString &resourceId, const QByteArray &modified) const;
    /// True when that was not known before, and there was room for it: no more is written than Passbolt's clients take.
    bool set(const QString &resourceId, const QByteArray &modified, std::string_view key);
    /// What other has and this has not.
    void addMissing(const PassboltSessionKeyBundle &other);
    /// Forgets the resources that are not there; what else other clients keep here stays. Returns how many.
    qsizetype keepOnly(const QSet<QUuid> &resourceIds);

private:
    struct Entry
    {
        QByteArray modified;
        std::size_t offset = 0; ///< in m_keys
    };
    [[nodiscard]] std::string_view keyOf(const Entry &entry) const;
    [[nodiscard]] static qsizetype sizeOf(const QByteArray &owner, const Entry &entry);
    bool insert(const QByteArray &owner, const QByteArray &modified, std::string_view key);

    QHash<QByteArray, Entry> m_entries; ///< by "Resource/" and the id in lower case
    SecretBuffer m_keys;                ///< what was replaced stays until the whole goes
    qsizetype m_jsonSize = 0;           ///< of the entries
};

/// A bundle as it lies on the server.
struct PassboltSessionKeyRow
{
    QString id;
    QString modified; ///< as the server writes it
    QByteArray message;
};
/// Reads the server's list of them, or the answer about one; newest first. Malformed when it is neither.
[[nodiscard]] Expected<std::vector<PassboltSessionKeyRow>> parseSessionKeyRows(const QByteArray &json);

} // namespace coffret
