// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/readersviewmodel.h"

#include "ui/viewmodels/peopletexts.h"
#include "ui/viewmodels/usermessages.h"

namespace coffret {

ReadersViewModel::ReadersViewModel(QObject *parent) : QObject(parent) {}

void ReadersViewModel::ask(std::vector<ReaderKey> readers, Accept accept, Blocked blocked)
{
    m_blocked = blocked;
    m_people.setReaders(std::move(readers));
    m_accept = std::move(accept);
    m_errorText.clear();
    m_asking = true;
    Q_EMIT changed();
}

void ReadersViewModel::clear()
{
    m_asking = false;
    m_accept = {};
    m_errorText.clear();
    m_people.setReaders({});
    Q_EMIT changed();
}

QString ReadersViewModel::heading() const
{
    if (!blockedText().isEmpty())
        //: Heading: somebody's key is another one than before.
        return tr("Somebody's key has changed");
    //: Heading: keys that were never compared with their owners.
    return tr("Whose keys are these?");
}

QString ReadersViewModel::blockedText() const
{
    const int changedKeys = m_people.countOf(ReaderKey::State::Changed);
    if (changedKeys > 0)
        //: A changed key may mean a new computer, or somebody who wants to read along. %n is the number of people.
        return tr("%n person(s) now show another key than the one you know. Nothing is encrypted for them until you "
                  "have asked them why.",
                  nullptr, changedKeys);
    if (const int unusable = m_people.countOf(ReaderKey::State::Unusable); unusable > 0)
        //: %n is the number of people.
        return tr("The keys of %n person(s) cannot be used. They need a new key, or have to lose access first.",
                  nullptr, unusable);
    return {};
}

QStringList ReadersViewModel::blockedNames() const
{
    QStringList names;
    for (const ReaderKey &reader : m_people.readers()) {
        if (isBlocked({reader}))
            names.append(reader.person.name);
    }
    return names;
}

QString ReadersViewModel::blockedHint() const
{
    if (m_blocked == Blocked::StopsAll || blockedText().isEmpty())
        return {};
    //: Below a warning that the keys of some people cannot be used.
    return tr("You can go on without them. A group they belong to may have to wait with them, because servers let a "
              "group in as a whole.");
}

QString ReadersViewModel::proceedText() const
{
    const QStringList left = m_blocked == Blocked::IsLeftOut ? blockedNames() : QStringList();
    if (left.isEmpty())
        //: Button: encrypts for the people whose keys were compared.
        return tr("Go on");
    //: Button: encrypts for the others. %1 are names of people.
    return tr("Go on without %1").arg(namesText(left));
}

QString ReadersViewModel::missingText() const
{
    if (m_blocked == Blocked::StopsAll && !blockedText().isEmpty())
        //: Beside a button that cannot be pressed yet.
        return tr("A key above is blocked.");
    if (const int missing = m_people.unconfirmed(); missing > 0)
        //: Beside a button that cannot be pressed yet. %n is a number of keys.
        return tr("%n key(s) still to compare.", nullptr, missing);
    return {};
}

bool ReadersViewModel::canProceed() const
{
    return m_asking && missingText().isEmpty();
}

void ReadersViewModel::setConfirmed(int row, bool confirmed)
{
    m_people.setConfirmed(row, confirmed);
    Q_EMIT changed();
}

void ReadersViewModel::confirmAll()
{
    for (int row = 0; row < m_people.rowCount(); ++row)
        m_people.setConfirmed(row, true);
    Q_EMIT changed();
}

void ReadersViewModel::acceptKey(int row)
{
    const ReaderKey *reader = m_people.reader(row);
    if (!reader || reader->state != ReaderKey::State::Changed || !m_accept)
        return;
    const Expected<void> accepted = m_accept(reader->person.id, reader->fingerprint);
    m_errorText = accepted ? QString() : describe(accepted.error().kind).text;
    if (accepted)
        m_people.accept(row);
    Q_EMIT changed();
}

void ReadersViewModel::proceed()
{
    if (!canProceed())
        return;
    const QStringList fingerprints = m_people.confirmedFingerprints();
    clear();
    Q_EMIT confirmed(fingerprints);
}

void ReadersViewModel::cancel()
{
    if (!m_asking)
        return;
    clear();
    Q_EMIT cancelled();
}

} // namespace coffret
