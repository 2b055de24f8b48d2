// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/manysecrets.h"

namespace coffret {

// Sealing the values of an account that were there before it sealed, and taking that back; see VaultSealing. A secret
// that is as wanted is left alone, so a job that was stopped goes on where it was. Main thread.

enum class SealingWork { Seal, Unseal };

/// What it comes to. Everything was read for it, nothing written.
struct SealingPlan
{
    SealingWork work = SealingWork::Seal;
    QStringList secretIds;                ///< to be done
    int already = 0;                      ///< secrets that are as wanted, or hold no value
    int readOnly = 0;                     ///< not the user's to change
    int withheld = 0;                     ///< not read: approval or a check-out would have to come first
    int tooLong = 0;                      ///< do not fit as messages
    int unvouched = 0;                    ///< hold a value that nobody vouches for, which the user would sign
    int unreadable = 0;                   ///< could not be opened, or not read
    std::vector<JobReport::Failure> left; ///< those of the last four, and why
    std::vector<ReaderKey> people;        ///< the others a message is for
};

/// Reads every secret, one after the other, without checking anything out. Errors: Unsupported where nothing can be
/// sealed, and what every other secret would meet too.
Task<Expected<SealingPlan>> planSealing(QPointer<Session> session, SealingWork work, Progress progress, StopToken stop);
/// The report names what the plan left, too.
Task<Expected<JobReport>> carryOutSealing(QPointer<Session> session, std::shared_ptr<const SealingPlan> plan,
                                          QStringList confirmedFingerprints, Progress progress, StopToken stop);

} // namespace coffret
