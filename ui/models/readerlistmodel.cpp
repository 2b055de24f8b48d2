// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/readerlistmodel.h"

#include "ui/viewmodels/peopletexts.h"
#include "ui/viewmodels/texts.h"

#include <algorithm>

namespace coffret {

namespace {

/// What stops everything comes first, then what has to be compared.
int rank(ReaderKey::State state)
{
    switch (state) {
    case ReaderKey::State::Changed:
        return 0;
    case ReaderKey::State::Unusable:
        return 1;
    case ReaderKey::State::FirstSeen:
        return 2;
    case ReaderKey::State::Known:
        break;
    }
    return 3;
}

} // namespace

ReaderListModel::ReaderListModel(QObject *parent) : QAbstractListModel(parent) {}

void ReaderListModel::setReaders(std::vector<ReaderKey> readers)
{
    beginResetModel();
    m_confirmed.clear();
    m_readers = std::move(readers);
    std::stable_sort(m_readers.begin(), m_readers.end(), [](const ReaderKey &a, const ReaderKey &b) {
        return std::make_pair(rank(a.state), a.person.name.toCaseFolded()) <
               std::make_pair(rank(b.state), b.person.name.toCaseFolded());
    });
    endResetModel();
    Q_EMIT countChanged();
}

const ReaderKey *ReaderListModel::reader(int row) const
{
    return row >= 0 && row < rowCount() ? &m_readers[static_cast<std::size_t>(row)] : nullptr;
}

bool ReaderListModel::isConfirmed(int row) const
{
    const ReaderKey *key = reader(row);
    return key && key->state == ReaderKey::State::FirstSeen && m_confirmed.contains(key->fingerprint);
}

void ReaderListModel::setConfirmed(int row, bool confirmed)
{
    const ReaderKey *key = reader(row);
    if (!key || key->state != ReaderKey::State::FirstSeen || isConfirmed(row) == confirmed)
        return;
    if (confirmed)
        m_confirmed.insert(key->fingerprint);
    else
        m_confirmed.remove(key->fingerprint);
    touch(row);
}

void ReaderListModel::accept(int row)
{
    const ReaderKey *key = reader(row);
    if (!key || key->state != ReaderKey::State::Changed)
        return;
    ReaderKey &accepted = m_readers[static_cast<std::size_t>(row)];
    accepted.state = ReaderKey::State::Known;
    accepted.pinnedFingerprint.clear();
    touch(row);
}

void ReaderListModel::touch(int row)
{
    Q_EMIT dataChanged(index(row), index(row));
}

QStringList ReaderListModel::confirmedFingerprints() const
{
    return m_confirmed.values();
}

int ReaderListModel::countOf(ReaderKey::State state) const
{
    return static_cast<int>(std::count_if(m_readers.begin(), m_readers.end(),
                                          [state](const ReaderKey &reader) { return reader.state == state; }));
}

int ReaderListModel::unconfirmed() const
{
    return static_cast<int>(std::count_if(m_readers.begin(), m_readers.end(), [this](const ReaderKey &reader) {
        return reader.state == ReaderKey::State::FirstSeen && !m_confirmed.contains(reader.fingerprint);
    }));
}

int ReaderListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_readers.size());
}

QVariant ReaderListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ReaderKey &reader = m_readers[static_cast<std::size_t>(index.row())];
    switch (role) {
    case PersonIdRole:
        return reader.person.id;
    case NameRole:
    case Qt::DisplayRole:
        return reader.person.name;
    case EmailRole:
        return reader.person.email;
    case StateRole:
        return static_cast<int>(reader.state);
    case StateTextRole:
        return readerStateText(reader.state);
    case FingerprintRole:
        return groupedFingerprint(reader.fingerprint);
    case PinnedFingerprintRole:
        return groupedFingerprint(reader.pinnedFingerprint);
    case LookAlikeRole:
        return reader.lookAlike;
    case ConfirmedRole:
        return isConfirmed(index.row());
    default:
        return {};
    }
}

QHash<int, QByteArray> ReaderListModel::roleNames() const
{
    return {
        {PersonIdRole, QByteArrayLiteral("personId")},
        {NameRole, QByteArrayLiteral("name")},
        {EmailRole, QByteArrayLiteral("email")},
        {StateRole, QByteArrayLiteral("state")},
        {StateTextRole, QByteArrayLiteral("stateText")},
        {FingerprintRole, QByteArrayLiteral("fingerprint")},
        {PinnedFingerprintRole, QByteArrayLiteral("pinnedFingerprint")},
        {LookAlikeRole, QByteArrayLiteral("lookAlike")},
        {ConfirmedRole, QByteArrayLiteral("confirmed")},
    };
}

} // namespace coffret
