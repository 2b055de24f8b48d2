// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <QPointer>

#include <functional>
#include <vector>

namespace coffret {

// The same done to many secrets, one after the other: what fails is named and the next one follows, unless every other
// one would meet the same; told to stop, a job ends after the secret it is at. Main thread.

/// Plans for many secrets, and what they come to together.
struct ManyPlan
{
    std::vector<SharePlan> plans;             ///< of those where anything changes
    SharePlan together;                       ///< no target; skipped: not the user's to share or move
    int unchanged = 0;                        ///< secrets that are as wanted already
    std::vector<JobReport::Failure> failures; ///< of planning
};

/// Of the connection, the account or the user's key: every other secret would meet it too.
[[nodiscard]] bool concernsAll(ErrorKind kind);

/// Adds those that are not among them yet: of one person each key once.
void addReaders(std::vector<ReaderKey> &all, const std::vector<ReaderKey> &more);

using SecretCall = std::function<Task<Expected<void>>(Session &, QString secretId, StopToken)>;
/// Fails only where nothing was done.
Task<Expected<JobReport>> forManySecrets(QPointer<Session> session, QStringList secretIds, SecretCall call,
                                         Progress progress, StopToken stop);

/// Everybody in wanted gets at least that right; nobody loses one. Secrets that are not the user's to share are
/// skipped.
Task<Expected<ManyPlan>> planAccessToMany(QPointer<Session> session, QStringList secretIds,
                                          std::vector<AccessEntry> wanted, Progress progress, StopToken stop);
/// collectionId empty: to the root.
Task<Expected<ManyPlan>> planMoveOfMany(QPointer<Session> session, QStringList secretIds, QString collectionId,
                                        Progress progress, StopToken stop);
/// See VaultSharing::carryOut(). Persons who are left out everywhere are named once.
Task<Expected<JobReport>> carryOutMany(QPointer<Session> session, std::shared_ptr<const ManyPlan> plan,
                                       QStringList confirmedFingerprints, Progress progress, StopToken stop);

} // namespace coffret
