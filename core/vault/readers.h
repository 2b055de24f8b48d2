// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"
#include "core/model/secret.h"
#include "core/store/pinstore.h"

namespace coffret {

/// A person or a group that can be given access.
struct Grantee
{
    enum class Kind { Person, Group };
    Kind kind = Kind::Person;
    QString id;
    QString name;           ///< as the server tells it, control and bidi characters removed
    QString email;          ///< persons only
    int members = 0;        ///< groups only; 0 if not told
    bool lookAlike = false; ///< of one that was searched for: can be mistaken for another person or group

    /// By what identifies and is told: what is thought of its name depends on who else is known.
    friend bool operator==(const Grantee &one, const Grantee &other)
    {
        return one.kind == other.kind && one.id == other.id && one.name == other.name && one.email == other.email &&
               one.members == other.members;
    }
};

/// A person who would get to read something, and what is known of the key it would be encrypted for.
struct ReaderKey
{
    enum class State {
        Known,     ///< confirmed by the user before, unchanged
        FirstSeen, ///< pinned at most, never confirmed: the user has to compare the fingerprint
        Changed,   ///< another one than the pinned: blocked until the user accepts it (acceptKey)
        Unusable,  ///< expired, revoked, weak, or not readable: blocked
    };
    Grantee person;
    State state = State::Known;
    QString fingerprint;       ///< as the server shows it now
    QString pinnedFingerprint; ///< only when Changed
    bool lookAlike = false;    ///< the name or address can be mistaken for another person's
};

/// A key among them is Changed or Unusable: nothing may be encrypted for its owner.
[[nodiscard]] bool isBlocked(const std::vector<ReaderKey> &readers);
/// ReadersUnconfirmed, naming who, when a key is blocked or neither confirmed before nor among confirmedFingerprints;
/// otherwise these keys are confirmed from now on.
[[nodiscard]] Expected<void> requireConfirmed(PinStore &pins, const QString &accountId,
                                              const std::vector<ReaderKey> &readers,
                                              const QStringList &confirmedFingerprints);
/// Their addresses, for the details of an error.
[[nodiscard]] QString namesOf(const std::vector<Grantee> &persons);

} // namespace coffret
