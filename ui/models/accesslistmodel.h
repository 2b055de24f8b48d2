// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/sharing.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace coffret {

/// Who can do what with a secret or a collection, and what the user wants to change about it. Nobody leaves the list
/// before that is done: who loses access stays, marked. Owned by SharingViewModel, main thread.
class AccessListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Change { Unchanged, Added, Changed, Removed };
    Q_ENUM(Change)
    enum Role {
        GranteeIdRole = Qt::UserRole + 1,
        IsGroupRole,
        NameRole,
        DetailRole,
        RightRole, ///< 1 to read, 2 to change, 3 to own: AccessRight
        RightTextRole,
        ChangeRole,
        ChangeTextRole, ///< what will change, in words
        LastOwnerRole,  ///< nobody else would own it any more
    };
    Q_ENUM(Role)

    explicit AccessListModel(QObject *parent = nullptr);

    void setEntries(std::vector<AccessEntry> entries); ///< owners first, then by name
    void add(const Grantee &grantee, AccessRight right);
    /// None takes access away. Refused (false) when nobody would own it any more.
    bool setRight(int row, AccessRight right);
    void revert();

    [[nodiscard]] bool contains(const QString &granteeId) const;
    [[nodiscard]] std::vector<AccessChange> changes() const;
    [[nodiscard]] bool isLastOwner(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    struct Row
    {
        Grantee grantee;
        AccessRight before = AccessRight::None;
        AccessRight after = AccessRight::None;
    };
    [[nodiscard]] static Change changeOf(const Row &row);
    void touchAll();

    std::vector<Row> m_rows;
};

} // namespace coffret
