// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <optional>
#include <vector>

namespace coffret {

/// The user's own OpenPGP keys to choose from at setup. Owned by OwnKeysViewModel, main thread.
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
        ProblemRole, ///< why it is not
        OnCardRole,
    };
    Q_ENUM(Role)

    explicit KeyListModel(QObject *parent = nullptr);

    /// judge: why a key cannot be chosen, in words; empty when it can.
    void setKeys(std::vector<KeyInfo> keys, const std::function<QString(const KeyInfo &)> &judge = {});
    [[nodiscard]] std::optional<KeyInfo> find(const QString &fingerprint) const;
    [[nodiscard]] bool isUsable(const QString &fingerprint) const;
    [[nodiscard]] QString firstUsable() const;               ///< empty if none
    Q_INVOKABLE int rowOf(const QString &fingerprint) const; ///< -1 if none

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    struct Row
    {
        KeyInfo key;
        QString problem;
    };
    std::vector<Row> m_rows;
};

} // namespace coffret
