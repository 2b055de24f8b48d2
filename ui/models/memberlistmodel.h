// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/sharing.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace coffret {

/// Who is in a group, and what the user wants to change about it. Owned by GroupsViewModel, main thread.
class MemberListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Change { Unchanged, Added, Changed, Removed };
    Q_ENUM(Change)
    enum Role {
        PersonIdRole = Qt::UserRole + 1,
        NameRole,
        DetailRole,
        ManagerRole,
        ChangeRole,
        ChangeTextRole,
        LastManagerRole, ///< nobody else would manage the group any more
    };
    Q_ENUM(Role)

    explicit MemberListModel(QObject *parent = nullptr);

    void setMembers(std::vector<GroupMember> members); ///< managers first, then by name
    void add(const Grantee &person);
    bool setManager(int row, bool manager); ///< false: somebody has to manage it
    bool setPresent(int row, bool present); ///< the same
    void revert();

    [[nodiscard]] bool contains(const QString &personId) const;
    [[nodiscard]] std::vector<GroupChange> changes() const;
    [[nodiscard]] QStringList leaving() const; ///< names

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    struct Row
    {
        Grantee person;
        bool wasThere = true;
        bool wasManager = false;
        bool isThere = true;
        bool isManager = false;
    };
    [[nodiscard]] static Change changeOf(const Row &row);
    [[nodiscard]] static QString changeText(const Row &row);
    [[nodiscard]] bool isLastManager(int row) const;
    void touchAll();

    std::vector<Row> m_rows;
};

} // namespace coffret
