// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/models/accesslistmodel.h"
#include "ui/viewmodels/granteesearch.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QtQml/qqmlregistration.h>

namespace coffret {

class JobViewModel;
class SecretListModel;

/// Several secrets of the list chosen at once, and what can be done with all of them. Work goes through the
/// JobViewModel. Owned by BrowseViewModel, main thread.
class BulkViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool active READ isActive NOTIFY changed)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QString heading READ heading NOTIFY changed)
    Q_PROPERTY(QString leadId READ leadId NOTIFY changed)
    Q_PROPERTY(QString shareHint READ shareHint NOTIFY changed)
    Q_PROPERTY(QString writeHint READ writeHint NOTIFY changed)
    Q_PROPERTY(QString deleteHint READ deleteHint NOTIFY changed)
    Q_PROPERTY(bool canMove READ canMove NOTIFY changed)
    Q_PROPERTY(bool canFavourite READ canFavourite NOTIFY changed)
    Q_PROPERTY(bool sharing READ isSharing NOTIFY changed)
    Q_PROPERTY(bool hasWishes READ hasWishes NOTIFY changed)
    Q_PROPERTY(coffret::AccessListModel *wishes READ wishes CONSTANT)
    Q_PROPERTY(coffret::GranteeSearch *search READ search CONSTANT)
public:
    BulkViewModel(SecretListModel &list, JobViewModel &job, QObject *parent = nullptr);

    void setSession(Session *session);
    /// Chosen means more than one: a single secret is not this class's business.
    [[nodiscard]] bool isActive() const { return m_ids.size() > 1; }
    [[nodiscard]] int count() const { return static_cast<int>(m_ids.size()); }
    [[nodiscard]] QStringList ids() const;                  ///< as the list shows them
    [[nodiscard]] QString leadId() const { return m_lead; } ///< where the keyboard is; empty: nowhere
    [[nodiscard]] QString heading() const;

    void begin(const QString &secretId); ///< only this one, from which a range may reach
    void toggle(const QString &secretId);
    void extendTo(const QString &secretId);
    void chooseAll();
    void clear();
    void keepShown(); ///< what left the list is not chosen any more

    [[nodiscard]] QString shareHint() const; ///< why not; empty when they can be shared
    [[nodiscard]] QString writeHint() const; ///< why they cannot be changed
    [[nodiscard]] QString deleteHint() const;
    [[nodiscard]] bool canMove() const;
    [[nodiscard]] bool canFavourite() const;
    [[nodiscard]] bool isSharing() const { return m_sharing; }
    [[nodiscard]] bool hasWishes() const { return m_wishes.rowCount() > 0; }
    [[nodiscard]] AccessListModel *wishes() { return &m_wishes; } ///< who gets access to all of them
    [[nodiscard]] GranteeSearch *search() { return &m_search; }

    Q_INVOKABLE void askToShare();
    Q_INVOKABLE void add(int foundRow);
    Q_INVOKABLE void setRight(int row, int right);
    Q_INVOKABLE void reviewSharing(); ///< works out what it comes to
    Q_INVOKABLE void cancelSharing();
    Q_INVOKABLE void setFavourite(bool favourite);
    Q_INVOKABLE void askToDelete();

Q_SIGNALS:
    void changed();

private:
    void choose(QSet<QString> ids, const QString &lead);
    void showSharing();
    void followJob();

    SecretListModel &m_list;
    JobViewModel &m_job;
    QPointer<Session> m_session;
    QSet<QString> m_ids;
    QString m_anchor;
    QString m_lead;
    AccessListModel m_wishes;
    GranteeSearch m_search;
    bool m_sharing = false;
    bool m_reviewing = false; ///< what was wished for is with the job, and comes back unless that is carried out
};

} // namespace coffret
