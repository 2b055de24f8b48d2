// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace coffret {

/// The user's own OpenPGP keys to choose from at setup. Owned by FirstRunViewModel, main thread.
class KeyListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Role {
        FingerprintRole = Qt::UserRole + 1,
        FingerprintTextRole,
        UserIdRole,
        AlgorithmRole,
        CreatedTextRole,
        UsableRole,
    };
    Q_ENUM(Role)

    explicit KeyListModel(QObject *parent = nullptr);

    void setKeys(std::vector<KeyInfo> keys);
    [[nodiscard]] bool isUsable(const QString &fingerprint) const;
    [[nodiscard]] QString firstUsable() const; ///< empty if none

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    std::vector<KeyInfo> m_keys;
};

} // namespace coffret
