// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/models/choicelistmodel.h"
#include "ui/models/memberlistmodel.h"
#include "ui/viewmodels/granteesearch.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace coffret {

class JobViewModel;

/// The groups of an account, who is in them, and the changes a manager puts together before anything is written.
/// Owned by BrowseViewModel, main thread.
class GroupsViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed)
    Q_PROPERTY(coffret::ChoiceListModel *groups READ groups CONSTANT)
    Q_PROPERTY(QString currentId READ currentId NOTIFY changed)
    Q_PROPERTY(QString currentName READ currentName NOTIFY changed)
    Q_PROPERTY(bool managed READ isManaged NOTIFY changed)
    Q_PROPERTY(coffret::MemberListModel *members READ members CONSTANT)
    Q_PROPERTY(coffret::GranteeSearch *search READ search CONSTANT)
    Q_PROPERTY(bool hasChanges READ hasChanges NOTIFY changed)
    Q_PROPERTY(QString changesText READ changesText NOTIFY changed)
    Q_PROPERTY(QString notice READ notice NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
public:
    explicit GroupsViewModel(JobViewModel &job, QObject *parent = nullptr);
    ~GroupsViewModel() override;

    void show(Session *session);

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] ChoiceListModel *groups() { return &m_groups; } ///< those the user manages first
    [[nodiscard]] QString currentId() const { return m_currentId; }
    [[nodiscard]] QString currentName() const;
    [[nodiscard]] bool isManaged() const;
    [[nodiscard]] MemberListModel *members() { return &m_members; }
    [[nodiscard]] GranteeSearch *search() { return &m_search; }
    [[nodiscard]] bool hasChanges() const { return !m_members.changes().empty(); }
    [[nodiscard]] QString changesText() const;
    [[nodiscard]] QString notice() const { return m_notice; } ///< why the last change was refused
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;

    Q_INVOKABLE void choose(const QString &groupId); ///< gives up changes to another one
    Q_INVOKABLE void add(int foundRow);
    Q_INVOKABLE void setManager(int row, bool manager);
    Q_INVOKABLE void setPresent(int row, bool present);
    Q_INVOKABLE void revert();
    Q_INVOKABLE void review();
    Q_INVOKABLE void retry();
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();

private:
    void load();
    void take(std::vector<GroupDetails> groups);
    [[nodiscard]] const GroupDetails *current() const;
    void setNotice(const QString &notice);

    JobViewModel &m_job;
    QPointer<Session> m_session;
    ChoiceListModel m_groups;
    MemberListModel m_members;
    GranteeSearch m_search;
    std::vector<GroupDetails> m_details;
    QString m_currentId;
    QString m_notice;
    std::optional<Error> m_error;
    bool m_open = false;
    bool m_loading = false;
    quint64 m_generation = 0;
    std::stop_source m_stop;
};

} // namespace coffret
