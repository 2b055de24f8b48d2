// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/models/choicelistmodel.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace coffret {

class JobViewModel;

/// Where to move a secret or a collection: the places it can go to, and the plan of what that comes to, which the
/// JobViewModel asks about when access changes. Owned by BrowseViewModel, main thread.
class MoveViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(QString heading READ heading NOTIFY changed)
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY changed)
    Q_PROPERTY(coffret::ChoiceListModel *places READ places CONSTANT)
public:
    explicit MoveViewModel(JobViewModel &job, QObject *parent = nullptr);

    void ask(Session *session, SharePlan::Target target, const QString &id);
    void askMany(Session *session, const QStringList &secretIds);
    /// Without asking where, for example because it was dropped there. Nothing happens where it cannot go.
    void moveTo(Session *session, SharePlan::Target target, const QString &id, const QString &collectionId);
    void clear();

    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] QString heading() const;
    [[nodiscard]] QString filter() const { return m_filter; }
    void setFilter(const QString &text);
    [[nodiscard]] ChoiceListModel *places() { return &m_places; }

    Q_INVOKABLE void choose(const QString &collectionId); ///< empty: at the root
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] bool setThing(Session *session, SharePlan::Target target, const QString &id);
    [[nodiscard]] std::vector<Choice> possible() const;
    void plan(const QString &collectionId);

    JobViewModel &m_job;
    QPointer<Session> m_session;
    ChoiceListModel m_places;
    SharePlan::Target m_target = SharePlan::Target::Secret;
    QStringList m_ids; ///< more than one: secrets
    QString m_name;
    std::optional<QString> m_parentId; ///< nothing: they lie in different ones
    QString m_filter;
    bool m_asking = false;
};

} // namespace coffret
