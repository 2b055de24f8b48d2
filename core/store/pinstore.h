// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QHash>
#include <QString>

#include <optional>

class QJsonObject;

namespace coffret {

/// Fingerprints of colleagues' keys as first seen, per account. A different one later stops the action that met it.
/// JSON file, 0600, atomic. Main thread.
class PinStore
{
public:
    explicit PinStore(QString file);
    /// A missing file is an empty store. Malformed: the file made no sense and now rests under the name in detail; the
    /// store is empty and usable, but the user must know that every key counts as new. Unsupported: written by a newer
    /// version. After any error but Malformed nothing can be checked.
    [[nodiscard]] Expected<void> load();

    enum class Match { FirstSeen, Same, Changed };
    /// Compares, and remembers a fingerprint seen for the first time. StorageFault when it cannot be kept, or when the
    /// store could not be loaded.
    [[nodiscard]] Expected<Match> check(const QString &accountId, const QString &subject, const QString &fingerprint);
    /// The same for many, by subject: those seen for the first time are remembered in one write.
    [[nodiscard]] Expected<QHash<QString, Match>> check(const QString &accountId,
                                                        const QHash<QString, QString> &fingerprints);
    [[nodiscard]] QString pinned(const QString &accountId, const QString &subject) const;
    /// The user compared the pinned fingerprint with its owner's; false for another fingerprint.
    [[nodiscard]] bool isConfirmed(const QString &accountId, const QString &subject, const QString &fingerprint) const;
    /// The user compared this fingerprint, be it new or another one than before: pinned and confirmed from now on.
    [[nodiscard]] Expected<void> accept(const QString &accountId, const QString &subject, const QString &fingerprint);
    [[nodiscard]] Expected<void> forgetAccount(const QString &accountId);

private:
    struct Pin
    {
        QString fingerprint;
        bool confirmed = false;
    };
    using Pins = QHash<QString, QHash<QString, Pin>>;
    [[nodiscard]] Expected<void> keep(const QString &accountId, const QString &subject, const Pin &pin);
    /// Writes pins and only then believes in them.
    [[nodiscard]] Expected<void> replace(Pins pins);
    [[nodiscard]] static std::optional<Pins> pinsFromJson(const QJsonObject &root);

    QString m_file;
    bool m_loaded = false;
    Pins m_pins;
};

} // namespace coffret
