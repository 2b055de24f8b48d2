// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/model/secret.h"

#include <QHash>

#include <memory>
#include <mutex>
#include <vector>

namespace coffret {

/// A message as it was opened: under which secret it came, and what its signature says.
struct Sighting
{
    enum class Part { Metadata, Value };

    QString secretId; ///< a UUID
    Part part = Part::Value;
    QByteArray message;    ///< messageDigest() of it
    bool verified = false; ///< signed by an expected person: only then do signer and signedAt say anything
    QString signer;        ///< fingerprint
    QDateTime signedAt;
    QDateTime modified; ///< of the secret, as the server says
};

/// What was seen of a server's messages. A signature tells who wrote a value, not where it belongs and not whether it
/// is the latest; so an older message, or another secret's, is noticed by having been seen before. Holds digests of
/// ciphertext and the types of some secrets, nobody's words. SQLite, 0600, one transaction a call. Thread-safe; calls
/// block and belong on a worker.
class TrustLedger
{
public:
    explicit TrustLedger(QString file);
    ~TrustLedger();

    /// A missing file is an empty ledger. Malformed: the file made no sense and now rests under the name in detail; the
    /// ledger is empty and usable, but what was seen before is forgotten. Unsupported: written by a newer version.
    /// After any error but Malformed nothing can be noted.
    [[nodiscard]] Expected<void> load();

    /// Notes messages and says of each, in order, whether it is out of order: seen under another secret before, or
    /// older than one seen here. What is out of order is not noted. StorageFault when nothing can be kept.
    [[nodiscard]] Expected<std::vector<bool>> note(const QString &accountId, const std::vector<Sighting> &sightings);

    /// Whether a verified message was noted for the values of a secret, and to forget all that was: its owner wrote
    /// them anew without one.
    [[nodiscard]] Expected<bool> hasVerified(const QString &accountId, const QString &secretId);
    [[nodiscard]] Expected<void> forgetValues(const QString &accountId, const QString &secretId);

    /// What the values deserved when they were last opened (SecretUnverified, OutOfOrder), by secret id; only secrets
    /// that deserve one.
    [[nodiscard]] Expected<QHash<QString, Markers>> valueMarkers(const QString &accountId);
    [[nodiscard]] Expected<void> setValueMarkers(const QString &accountId, const QString &secretId, Markers markers);

    /// Types that values turned out to have when they were last opened, by secret id; only where the server's own word
    /// for the type does not say it. Unknown forgets one.
    [[nodiscard]] Expected<QHash<QString, SecretType>> valueTypes(const QString &accountId);
    [[nodiscard]] Expected<void> setValueType(const QString &accountId, const QString &secretId, SecretType type);

    [[nodiscard]] Expected<void> forgetAccount(const QString &accountId);

private:
    struct Private;
    [[nodiscard]] Expected<void> setUp();

    const QString m_file;
    std::mutex m_mutex;
    std::unique_ptr<Private> d; ///< null: could not be loaded
};

} // namespace coffret
