// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QHash>
#include <QString>

namespace coffret {

/// Fingerprints of colleagues' keys as first seen, per account. A different one later stops the action that met it.
/// JSON file, 0600, atomic. Main thread.
class PinStore
{
public:
    explicit PinStore(QString file);
    [[nodiscard]] Expected<void> load();

    enum class Match { FirstSeen, Same, Changed };
    /// Compares, and remembers a fingerprint seen for the first time.
    [[nodiscard]] Expected<Match> check(const QString &accountId, const QString &subject, const QString &fingerprint);
    [[nodiscard]] QString pinned(const QString &accountId, const QString &subject) const;

private:
    [[nodiscard]] Expected<void> write() const;
    QString m_file;
    QHash<QString, QHash<QString, QString>> m_pins;
};

} // namespace coffret
