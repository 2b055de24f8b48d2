// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/keylistmodel.h"

#include "ui/viewmodels/texts.h"

#include <QLocale>

#include <algorithm>

namespace coffret {

KeyListModel::KeyListModel(QObject *parent) : QAbstractListModel(parent) {}

void KeyListModel::setKeys(std::vector<KeyInfo> keys, const std::function<QString(const KeyInfo &)> &judge)
{
    beginResetModel(); // read once per setup, so nothing is gained by a finer change
    m_rows.clear();
    for (KeyInfo &key : keys) {
        const QString problem = judge ? judge(key) : QString();
        m_rows.push_back({std::move(key), problem});
    }
    endResetModel();
    Q_EMIT countChanged();
}

int KeyListModel::rowOf(const QString &fingerprint) const
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(),
                                  [&fingerprint](const Row &r) { return r.key.fingerprint == fingerprint; });
    return row == m_rows.end() ? -1 : static_cast<int>(row - m_rows.begin());
}

std::optional<KeyInfo> KeyListModel::find(const QString &fingerprint) const
{
    const int row = rowOf(fingerprint);
    return row < 0 ? std::nullopt : std::optional(m_rows[static_cast<std::size_t>(row)].key);
}

bool KeyListModel::isUsable(const QString &fingerprint) const
{
    const int row = rowOf(fingerprint);
    return row >= 0 && m_rows[static_cast<std::size_t>(row)].problem.isEmpty();
}

QString KeyListModel::firstUsable() const
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [](const Row &r) { return r.problem.isEmpty(); });
    return row == m_rows.end() ? QString() : row->key.fingerprint;
}

int KeyListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant KeyListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &[key, problem] = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case FingerprintRole:
        return key.fingerprint;
    case FingerprintTextRole:
        return groupedFingerprint(key.fingerprint);
    case UserIdRole:
    case Qt::DisplayRole:
        return key.userId;
    case AlgorithmRole:
        return key.algorithm;
    case CreatedTextRole:
        return QLocale().toString(key.created.toLocalTime().date(), QLocale::ShortFormat);
    case UsableRole:
        return problem.isEmpty();
    case ProblemRole:
        return problem;
    case OnCardRole:
        return key.onCard;
    default:
        return {};
    }
}

QHash<int, QByteArray> KeyListModel::roleNames() const
{
    return {
        {FingerprintRole, QByteArrayLiteral("fingerprint")},
        {FingerprintTextRole, QByteArrayLiteral("fingerprintText")},
        {UserIdRole, QByteArrayLiteral("userId")},
        {AlgorithmRole, QByteArrayLiteral("algorithm")},
        {CreatedTextRole, QByteArrayLiteral("createdText")},
        {UsableRole, QByteArrayLiteral("usable")},
        {ProblemRole, QByteArrayLiteral("problem")},
        {OnCardRole, QByteArrayLiteral("onCard")},
    };
}

} // namespace coffret
