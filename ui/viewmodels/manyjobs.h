// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/manysecrets.h"
#include "ui/viewmodels/jobviewmodel.h"

namespace coffret {

// Work on many secrets: planned first where there is something to plan, then offered to the JobViewModel.

void offerSharing(JobViewModel &job, const QPointer<Session> &session, const QStringList &secretIds,
                  const std::vector<AccessEntry> &wanted);
/// collectionId empty: to the root; path: that of the collection, in words.
void offerMove(JobViewModel &job, const QPointer<Session> &session, const QStringList &secretIds,
               const QString &collectionId, const QString &path);
void offerFavourites(JobViewModel &job, const QPointer<Session> &session, const QStringList &secretIds, bool favourite);
void offerDeletion(JobViewModel &job, const QPointer<Session> &session, const QStringList &secretIds);

} // namespace coffret
