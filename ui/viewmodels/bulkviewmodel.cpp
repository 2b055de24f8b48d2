// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/bulkviewmodel.h"

#include "ui/models/secretlistmodel.h"
#include "ui/viewmodels/manyjobs.h"

#include <QMap>

#include <algorithm>

namespace coffret {

namespace {
constexpr qsizetype FewIds = 64;
} // namespace

BulkViewModel::BulkViewModel(SecretListModel &list, JobViewModel &job, QObject *parent)
    : QObject(parent)
    , m_list(list)
    , m_job(job)
    , m_search([this](const QString &id) { return m_wishes.contains(id); }, false)
{
    connect(&m_wishes, &AccessListModel::dataChanged, this, &BulkViewModel::changed);
    connect(&m_wishes, &AccessListModel::countChanged, this, [this] {
        m_search.found()->refreshPresence();
        Q_EMIT changed();
    });
    connect(&m_job, &JobViewModel::finished, this, [this] {
        if (m_reviewing)
            cancelSharing();
    });
    connect(&m_job, &JobViewModel::changed, this, &BulkViewModel::followJob);
}

void BulkViewModel::setSession(Session *session)
{
    clear();
    m_session = session;
}

QStringList BulkViewModel::ids() const
{
    QStringList ids;
    if (m_ids.size() > FewIds) {
        for (int row = 0; row < m_list.rowCount(); ++row) {
            if (const QString id = m_list.idAt(row); m_ids.contains(id))
                ids.append(id);
        }
        return ids;
    }
    QMap<int, QString> byRow; // asking for each row's id takes longer, where there are many rows
    for (const QString &id : m_ids)
        byRow.insert(m_list.rowOf(id), id);
    byRow.remove(-1);
    return byRow.values();
}

QString BulkViewModel::heading() const
{
    //: Heading in place of a secret's details. %n is how many are chosen.
    return tr("%n secret(s) chosen", nullptr, count());
}

void BulkViewModel::choose(QSet<QString> ids, const QString &lead)
{
    m_ids = std::move(ids);
    m_lead = lead;
    m_list.setChosen(isActive() ? m_ids : QSet<QString>());
    if (!isActive())
        cancelSharing();
    Q_EMIT changed();
}

void BulkViewModel::begin(const QString &secretId)
{
    m_anchor = secretId;
    choose(secretId.isEmpty() ? QSet<QString>() : QSet<QString>{secretId}, secretId);
}

void BulkViewModel::toggle(const QString &secretId)
{
    if (m_list.rowOf(secretId) < 0)
        return;
    QSet<QString> ids = m_ids;
    if (!ids.remove(secretId))
        ids.insert(secretId);
    m_anchor = secretId;
    const QString lead = ids.contains(secretId) || ids.isEmpty() ? secretId : *ids.cbegin();
    choose(std::move(ids), lead);
}

void BulkViewModel::extendTo(const QString &secretId)
{
    const int end = m_list.rowOf(secretId);
    if (end < 0)
        return;
    const int start = std::max(0, m_list.rowOf(m_anchor));
    QSet<QString> ids;
    for (int row = std::min(start, end); row <= std::max(start, end); ++row)
        ids.insert(m_list.idAt(row));
    choose(std::move(ids), secretId);
}

void BulkViewModel::chooseAll()
{
    QSet<QString> ids;
    for (int row = 0; row < m_list.rowCount(); ++row)
        ids.insert(m_list.idAt(row));
    const QString lead = ids.contains(m_lead) ? m_lead : m_list.idAt(0);
    m_anchor = lead;
    choose(std::move(ids), lead);
}

void BulkViewModel::clear()
{
    begin({});
}

void BulkViewModel::keepShown()
{
    const QStringList shown = ids();
    if (shown.size() == m_ids.size())
        return;
    const QString lead = shown.contains(m_lead) ? m_lead : shown.value(0);
    choose(QSet<QString>(shown.cbegin(), shown.cend()), lead);
}

QString BulkViewModel::writeHint() const
{
    if (!m_session || !m_session->writing() || !m_session->capabilities().testFlag(Capability::Write))
        //: Why several secrets cannot be changed.
        return tr("This account can only be read");
    return {};
}

QString BulkViewModel::deleteHint() const
{
    const QString hint = writeHint();
    if (hint.isEmpty() && !m_session->writing()->canRemove())
        //: Why several secrets cannot be deleted.
        return tr("Deleting is done on the server's own page");
    return hint;
}

QString BulkViewModel::shareHint() const
{
    if (!m_session || !m_session->sharing() || !m_session->capabilities().testFlag(Capability::Sharing))
        //: Why several secrets cannot be shared.
        return tr("This account has no sharing, or its administrator keeps it from you");
    return {};
}

bool BulkViewModel::canMove() const
{
    return writeHint().isEmpty() && m_session->canMove();
}

bool BulkViewModel::canFavourite() const
{
    return m_session && m_session->writing() && m_session->capabilities().testFlag(Capability::Favourites);
}

void BulkViewModel::askToShare()
{
    if (!isActive() || !shareHint().isEmpty())
        return;
    showSharing();
}

void BulkViewModel::showSharing()
{
    m_reviewing = false;
    m_sharing = true;
    m_search.setSession(m_session);
    Q_EMIT changed();
}

/// What was given up, or could not be done at all, can be wished for again.
void BulkViewModel::followJob()
{
    if (m_reviewing && !m_job.isActive())
        showSharing();
}

void BulkViewModel::cancelSharing()
{
    m_sharing = false;
    m_reviewing = false;
    m_search.setSession(nullptr);
    m_wishes.setEntries({});
    Q_EMIT changed();
}

void BulkViewModel::add(int foundRow)
{
    const Grantee *grantee = m_search.found()->grantee(foundRow);
    if (!grantee || !m_sharing)
        return;
    m_wishes.add(*grantee, AccessRight::Read);
    m_search.found()->refreshPresence();
}

void BulkViewModel::setRight(int row, int right)
{
    if (right >= 0 && right <= static_cast<int>(AccessRight::Own))
        m_wishes.setRight(row, static_cast<AccessRight>(right));
}

void BulkViewModel::reviewSharing()
{
    if (!m_sharing || !hasWishes())
        return;
    std::vector<AccessEntry> wanted;
    for (const AccessChange &change : m_wishes.changes())
        wanted.push_back({change.grantee, change.after});
    m_sharing = false;
    m_search.setSession(nullptr);
    offerSharing(m_job, m_session, ids(), wanted);
    m_reviewing = true;
    followJob(); // it may be over already
    Q_EMIT changed();
}

void BulkViewModel::setFavourite(bool favourite)
{
    if (isActive() && canFavourite())
        offerFavourites(m_job, m_session, ids(), favourite);
}

void BulkViewModel::askToDelete()
{
    if (isActive() && deleteHint().isEmpty())
        offerDeletion(m_job, m_session, ids());
}

} // namespace coffret
