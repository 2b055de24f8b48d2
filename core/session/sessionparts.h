// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/logging.h"
#include "core/session/session.h"
#include "core/sync/indexsync.h"

namespace coffret {

/// One secret on its way to being opened, and everybody who waits for it.
struct Session::Opening
{
    QString secretId;
    QString revisionId; ///< empty: as it is now
    Reading reading = Reading::Attended;
    qint64 modifiedMs = 0;
    int waiting = 0;
    bool accessEnded = false; ///< while it was under way
    std::stop_source stop;    ///< requested when the last one has given up
    Bell bell;
    Expected<Payload> result = failure(ErrorKind::Cancelled); ///< until the bell rings
};

/// One way through the index. One that broke off is gone on with where it stands by the same session at the server.
struct Session::Pass
{
    Pass(Vault &vault, WorkerPool &workers, Index known, quint64 signInsThen, quint64 itsNumber)
        : index(vault, workers, std::move(known)), signIns(signInsThen), number(itsNumber)
    {
    }
    IndexPass index;
    const quint64 signIns;
    const quint64 number;               ///< counts them
    std::chrono::milliseconds heard{0}; ///< when it was last under way, monotonic
    std::vector<CatalogChange> changes; ///< made since it began, which it may not know of
};

/// Changes that are shown together, and everybody who waits for that.
struct Session::Batch
{
    std::vector<CatalogChange> changes;
    Bell shown;
};

/// A sign-in or a sync under way, and everybody who waits for it.
struct Session::Joint
{
    Reading reading = Reading::Attended;
    Bell bell;
    Expected<void> result = failure(ErrorKind::Cancelled); ///< until the bell rings
    std::shared_ptr<Pass> pass;                            ///< of a sync: the one that it is on
};

/// Whether a server could not be asked, so that what was kept may serve in its place.
[[nodiscard]] bool isOutOfReach(const Error &error);
/// Whether a server said itself that a secret is not there, or not for this user.
[[nodiscard]] bool isGone(const Error &error);

/// The row of that version of a secret; NoRow when it is gone, or another version by now. modifiedMs: as
/// Catalog::modifiedMs().
[[nodiscard]] Catalog::Row listedRow(const Catalog &catalog, const QString &secretId, qint64 modifiedMs);
[[nodiscard]] Catalog::Row listedRow(const Catalog &catalog, const QString &secretId, const QDateTime &modified);

} // namespace coffret
