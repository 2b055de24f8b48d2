// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/readers.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <vector>

namespace coffret {

/// People and groups that a search found, and who of them is there already. Owned by a view-model, main thread.
class GranteeListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Role { GranteeIdRole = Qt::UserRole + 1, IsGroupRole, NameRole, DetailRole, PresentRole };
    Q_ENUM(Role)

    /// isPresent: whether somebody with this id is in the list that is searched for.
    explicit GranteeListModel(std::function<bool(const QString &)> isPresent, QObject *parent = nullptr);

    void setGrantees(std::vector<Grantee> grantees);
    void refreshPresence();
    [[nodiscard]] const Grantee *grantee(int row) const;
    /// The first row from there on, forwards or backwards (step 1 or -1), of somebody who is not there already; or -1.
    Q_INVOKABLE int absentRow(int from, int step) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    std::function<bool(const QString &)> m_isPresent;
    std::vector<Grantee> m_grantees;
};

} // namespace coffret
