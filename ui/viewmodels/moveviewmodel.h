// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/viewmodels/placeviewmodel.h"

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
    Q_PROPERTY(coffret::PlaceViewModel *place READ place CONSTANT)
public:
    explicit MoveViewModel(JobViewModel &job, QObject *parent = nullptr);

    void ask(Session *session, SharePlan::Target target, const QString &id);
    void askMany(Session *session, const QStringList &secretIds);
    /// Without asking where, for example because it was dropped there. Nothing happens where it cannot go.
    void moveTo(Session *session, SharePlan::Target target, const QString &id, const QString &collectionId);
    void clear();

    [[nodiscard]] PlaceViewModel *place() { return &m_place; }

private:
    [[nodiscard]] bool setThing(Session *session, SharePlan::Target target, const QString &id);
    void askWhere();
    [[nodiscard]] bool fits(const QString &collectionId) const;
    void plan(const QString &collectionId);

    JobViewModel &m_job;
    QPointer<Session> m_session;
    PlaceViewModel m_place;
    SharePlan::Target m_target = SharePlan::Target::Secret;
    QStringList m_ids; ///< more than one: secrets
    QString m_name;
    std::optional<QString> m_parentId; ///< nothing: they lie in different ones
};

} // namespace coffret
