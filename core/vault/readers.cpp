// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/readers.h"

#include <algorithm>

namespace coffret {

bool isBlocked(const std::vector<ReaderKey> &readers)
{
    return std::any_of(readers.begin(), readers.end(), [](const ReaderKey &reader) {
        return reader.state == ReaderKey::State::Changed || reader.state == ReaderKey::State::Unusable;
    });
}

Expected<void> requireConfirmed(PinStore &pins, const QString &accountId, const std::vector<ReaderKey> &readers,
                                const QStringList &confirmedFingerprints)
{
    std::vector<Grantee> missing;
    for (const ReaderKey &reader : readers) {
        const bool compared = reader.state == ReaderKey::State::FirstSeen &&
                              confirmedFingerprints.contains(reader.fingerprint, Qt::CaseInsensitive);
        if (reader.state != ReaderKey::State::Known && !compared)
            missing.push_back(reader.person);
    }
    if (!missing.empty())
        return failure(ErrorKind::ReadersUnconfirmed, namesOf(missing));
    for (const ReaderKey &reader : readers) {
        const Expected<void> kept = pins.accept(accountId, reader.person.id, reader.fingerprint);
        if (!kept)
            return kept;
    }
    return {};
}

QString namesOf(const std::vector<Grantee> &persons)
{
    QStringList names;
    for (const Grantee &person : persons)
        names.append(person.email.isEmpty() ? person.name : person.email);
    return names.join(QLatin1String(", "));
}

} // namespace coffret
