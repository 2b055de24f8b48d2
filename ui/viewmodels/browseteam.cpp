// SPDX-License-Identifier: GPL-3.0-or-later
// What a BrowseViewModel does about sharing, folders, groups, and the tabs of a secret.
#include "ui/models/sidebarnodes.h"
#include "ui/viewmodels/browseviewmodel.h"

namespace coffret {

namespace {
constexpr QLatin1String DetailsTab("details");
constexpr QLatin1String SharingTab("sharing");
constexpr QLatin1String CommentsTab("comments");
constexpr QLatin1String HistoryTab("history");
constexpr QLatin1String ActivityTab("activity");
} // namespace

bool BrowseViewModel::hasGroups() const
{
    return m_session && m_session->sharing() && m_session->lastSync().isValid() &&
           m_session->capabilities().testFlag(Capability::Groups);
}

void BrowseViewModel::updateTabs()
{
    //: Tabs of a secret.
    std::vector<Choice> tabs{{DetailsTab, tr("Details"), {}, {}}};
    if (m_session && m_session->lastSync().isValid()) {
        const Capabilities can = m_session->capabilities();
        if (can.testFlag(Capability::Sharing) && m_session->sharing())
            tabs.push_back({SharingTab, tr("Sharing"), {}, {}});
        if (can.testFlag(Capability::Comments) && m_session->discussion())
            tabs.push_back({CommentsTab, tr("Comments"), {}, {}});
        if (can.testFlag(Capability::History) && m_session->discussion())
            tabs.push_back({HistoryTab, tr("History"), {}, {}});
        if (can.testFlag(Capability::Activity) && m_session->discussion())
            tabs.push_back({ActivityTab, tr("Activity"), {}, {}});
    }
    m_tabs.setChoices(std::move(tabs));
    if (!m_tabs.contains(m_tab))
        setTab(DetailsTab);
}

void BrowseViewModel::setTab(const QString &tab)
{
    if (m_tab == tab || !m_tabs.contains(tab))
        return;
    m_detail.hideAll();
    m_tab = tab;
    Q_EMIT tabChanged();
    openTab();
}

void BrowseViewModel::followDetail()
{
    m_actions.show(m_session, m_detail.summary());
    m_discussion.show(m_session, m_detail.secretId());
    m_history.show(m_session, m_detail.secretId());
    if (m_sharing.targetId() != m_detail.secretId())
        m_sharing.clear();
    openTab();
    Q_EMIT currentSecretChanged();
}

/// Asks the server for what is looked at, and for nothing else.
void BrowseViewModel::openTab()
{
    if (!m_detail.hasSecret())
        return;
    if (m_tab == SharingTab)
        m_sharing.show(m_session, SharePlan::Target::Secret, m_detail.secretId());
    else if (m_tab == CommentsTab)
        m_discussion.wantComments();
    else if (m_tab == HistoryTab)
        m_history.wantRevisions();
    else if (m_tab == ActivityTab)
        m_discussion.wantActivity();
}

void BrowseViewModel::forgetAll()
{
    m_job.clear();
    m_move.clear();
    m_groups.close();
    m_folders.clear();
    m_folderSharing.clear();
    m_editor.close();
    m_detail.clear();
}

void BrowseViewModel::moveSecret()
{
    if (m_actions.canMove())
        m_move.ask(m_session, SharePlan::Target::Secret, m_detail.secretId());
}

bool BrowseViewModel::canDrop(const QString &nodeId) const
{
    return m_session && m_session->sharing() && m_session->capabilities().testFlag(Capability::Write) &&
           !collectionIdOf(nodeId).isEmpty();
}

void BrowseViewModel::drop(const QString &secretId, const QString &nodeId)
{
    if (canDrop(nodeId))
        m_move.moveTo(m_session, SharePlan::Target::Secret, secretId, collectionIdOf(nodeId));
}

void BrowseViewModel::chooseFolder(const QString &nodeId)
{
    m_folders.setTarget(m_session, collectionIdOf(nodeId));
}

void BrowseViewModel::shareFolder()
{
    if (m_folders.canShare())
        m_folderSharing.show(m_session, SharePlan::Target::Collection, m_folders.targetId());
}

void BrowseViewModel::moveFolder()
{
    if (m_folders.canChange())
        m_move.ask(m_session, SharePlan::Target::Collection, m_folders.targetId());
}

void BrowseViewModel::showGroups()
{
    if (hasGroups())
        m_groups.show(m_session);
}

} // namespace coffret
