// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewmodels/sessionlist.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace coffret {

class ToastViewModel;

/// What the user wrote while a server could not be reached, of all open accounts: how it stands with each, and sending,
/// changing or giving it up. Rows show no values. Owned by BrowseViewModel, main thread.
class OutboxViewModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool open READ isOpen NOTIFY openChanged)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(bool needsPerson READ needsPerson NOTIFY changed)
    Q_PROPERTY(QString troubleText READ troubleText NOTIFY changed)
    Q_PROPERTY(QString troubleHint READ troubleHint NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorChanged)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY errorChanged)
    Q_PROPERTY(QString asked READ asked NOTIFY askedChanged)
    Q_PROPERTY(bool givingUp READ isGivingUp NOTIFY askedChanged)
public:
    enum Role {
        ChangeIdRole = Qt::UserRole + 1,
        NameRole,
        TypeRole,
        PlaceRole, ///< the account, and since when
        StateTextRole,
        RefusedRole,
        BusyRole, ///< being sent, or open in the form
    };

    OutboxViewModel(SessionList &sessions, ToastViewModel &toast, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QString summary() const; ///< names nothing; empty when nothing waits
    [[nodiscard]] bool needsPerson() const;
    [[nodiscard]] QString troubleText() const; ///< what waits in an account cannot be read
    [[nodiscard]] QString troubleHint() const;
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;
    [[nodiscard]] QString asked() const { return m_asked; } ///< the change that is about to be given up; empty: none
    [[nodiscard]] bool isGivingUp() const { return m_givingUp; } ///< what cannot be read

    Q_INVOKABLE void show();
    Q_INVOKABLE void close();
    Q_INVOKABLE void send(const QString &changeId);
    Q_INVOKABLE void edit(const QString &changeId);
    Q_INVOKABLE void askToDrop(const QString &changeId);
    Q_INVOKABLE void keep(); ///< after all
    Q_INVOKABLE void drop();
    Q_INVOKABLE void readAgain(); ///< what could not be read
    Q_INVOKABLE void askToDropUnreadable();
    Q_INVOKABLE void dropUnreadable();
    /// Whether a change of this secret waits.
    [[nodiscard]] Q_INVOKABLE bool holds(const QString &accountId, const QString &secretId) const;

Q_SIGNALS:
    void openChanged();
    void changed();
    void errorChanged();
    void askedChanged();
    void editWanted(const QString &accountId, const QString &changeId);

private:
    struct Row
    {
        QString accountId;
        QString accountName;
        WaitingChange change;
        bool isSending = false;
        bool isHeld = false; ///< by the form
        std::optional<ErrorKind> obstacle;
    };
    void watch(Session *session);
    void update();
    void setOpen(bool open);
    void setError(const Expected<void> &done);
    [[nodiscard]] const Row *find(const QString &changeId) const;
    [[nodiscard]] Session *unreadable() const;
    [[nodiscard]] QString placeText(const Row &row) const;
    [[nodiscard]] QString stateText(const Row &row) const;

    SessionList &m_sessions;
    ToastViewModel &m_toast;
    std::vector<Row> m_rows;
    std::optional<Error> m_error;
    QString m_asked;
    bool m_open = false;
    bool m_givingUp = false;
};

} // namespace coffret
