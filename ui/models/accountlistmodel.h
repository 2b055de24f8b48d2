// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace coffret {

class Session;
class SessionList;

/// The accounts in the order they were added, with what each is doing. Owned by AppViewModel, main thread.
class AccountListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
public:
    enum Role {
        AccountIdRole = Qt::UserRole + 1,
        NameRole,
        InitialsRole,
        BadgeRole,
        ServiceNameRole,
        StateRole,
        StateTextRole,
        ErrorTextRole,
        CurrentRole,
    };
    Q_ENUM(Role)

    explicit AccountListModel(const SessionList &sessions, QObject *parent = nullptr);

    void setCurrent(const QString &accountId);
    Q_INVOKABLE int currentRow() const; ///< -1 when there is none

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    /// Which of the eight badge colours an account shows: its place in the list.
    [[nodiscard]] static int badgeOf(const SessionList &sessions, const QString &accountId);

private:
    void insert(Session *session);
    void drop(const Session *session);
    void touch(const Session *session);

    const SessionList &m_sessions;
    std::vector<Session *> m_rows; ///< in the order of m_sessions
    QString m_currentId;
};

} // namespace coffret
