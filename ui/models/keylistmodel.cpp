// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/keylistmodel.h"

#include "ui/viewmodels/texts.h"

#include <QLocale>

#include <algorithm>

namespace coffret {

namespace {
bool canOpenMessages(const KeyInfo &key)
{
    return key.canEncrypt && !key.expired && !key.revoked;
}
} // namespace

KeyListModel::KeyListModel(QObject *parent) : QAbstractListModel(parent) {}

void KeyListModel::setKeys(std::vector<KeyInfo> keys)
{
    beginResetModel(); // read once per setup, so nothing is gained by a finer change
    m_keys = std::move(keys);
    endResetModel();
    Q_EMIT countChanged();
}

bool KeyListModel::isUsable(const QString &fingerprint) const
{
    return std::any_of(m_keys.begin(), m_keys.end(),
                       [&](const KeyInfo &key) { return key.fingerprint == fingerprint && canOpenMessages(key); });
}

QString KeyListModel::firstUsable() const
{
    const auto key = std::find_if(m_keys.begin(), m_keys.end(), canOpenMessages);
    return key == m_keys.end() ? QString() : key->fingerprint;
}

int KeyListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_keys.size());
}

QVariant KeyListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const KeyInfo &key = m_keys[static_cast<std::size_t>(index.row())];
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
        return canOpenMessages(key);
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
    };
}

} // namespace coffret
