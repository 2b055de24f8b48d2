// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/models/accesslistmodel.h"
#include "ui/viewmodels/granteesearch.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace coffret {

class JobViewModel;

/// Who can do what with one secret or collection, and the changes the user puts together before anything is written.
/// Carried out by the JobViewModel. Owned by BrowseViewModel, main thread.
class SharingViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(Stage stage READ stage NOTIFY changed)
    Q_PROPERTY(QString targetName READ targetName NOTIFY changed)
    Q_PROPERTY(bool ofCollection READ isOfCollection NOTIFY changed)
    Q_PROPERTY(bool canShare READ canShare NOTIFY changed)
    Q_PROPERTY(QString shareHint READ shareHint NOTIFY changed)
    Q_PROPERTY(QString notice READ notice NOTIFY changed)
    Q_PROPERTY(bool hasChanges READ hasChanges NOTIFY changed)
    Q_PROPERTY(QString changesText READ changesText NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
    Q_PROPERTY(QString errorDetails READ errorDetailsText NOTIFY changed)
    Q_PROPERTY(coffret::AccessListModel *entries READ entries CONSTANT)
    Q_PROPERTY(coffret::GranteeSearch *search READ search CONSTANT)
public:
    enum Stage { Closed, Loading, Shown, Failed };
    Q_ENUM(Stage)

    explicit SharingViewModel(JobViewModel &job, QObject *parent = nullptr);
    ~SharingViewModel() override;

    /// Fetches the list unless it is shown already. Changes that were put together for another target are forgotten.
    void show(Session *session, SharePlan::Target target, const QString &targetId);
    Q_INVOKABLE void clear();

    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] QString targetId() const { return m_targetId; }
    [[nodiscard]] QString targetName() const { return m_targetName; }
    [[nodiscard]] bool isOfCollection() const { return m_target == SharePlan::Target::Collection; }
    [[nodiscard]] bool canShare() const { return m_stage == Shown && shareHint().isEmpty(); }
    [[nodiscard]] QString shareHint() const;                  ///< why not; empty when it can be shared
    [[nodiscard]] QString notice() const { return m_notice; } ///< why the last change was refused
    [[nodiscard]] bool hasChanges() const { return !m_entries.changes().empty(); }
    [[nodiscard]] QString changesText() const;
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;
    [[nodiscard]] QString errorDetailsText() const;
    [[nodiscard]] AccessListModel *entries() { return &m_entries; }
    [[nodiscard]] GranteeSearch *search() { return &m_search; }

    Q_INVOKABLE void add(int foundRow);
    Q_INVOKABLE void setRight(int row, int right); ///< 0 takes access away
    Q_INVOKABLE void revert();
    Q_INVOKABLE void review(); ///< works out what the changes come to
    Q_INVOKABLE void reload();

Q_SIGNALS:
    void changed();

private:
    void load();
    void setNotice(const QString &notice);
    void afterJob();

    JobViewModel &m_job;
    QPointer<Session> m_session;
    AccessListModel m_entries;
    GranteeSearch m_search;
    Stage m_stage = Closed;
    SharePlan::Target m_target = SharePlan::Target::Secret;
    QString m_targetId;
    QString m_targetName;
    AccessRight m_right = AccessRight::None; ///< the user's own
    QString m_notice;
    std::optional<Error> m_error;
    quint64 m_generation = 0; ///< answers about an earlier target are dropped
    std::stop_source m_stop;
};

} // namespace coffret
