// SPDX-License-Identifier: GPL-3.0-or-later
// What a BrowseViewModel does about sharing, folders, groups, and the tabs of a secret.
#include "ui/models/sidebarnodes.h"
#include "ui/viewmodels/browseviewmodel.h"
#include "ui/viewmodels/upgradejob.h"

#include <QGuiApplication>

#include <algorithm>

namespace coffret {

namespace {
constexpr QLatin1String DetailsTab("details");
constexpr QLatin1String SharingTab("sharing");
constexpr QLatin1String CommentsTab("comments");
constexpr QLatin1String HistoryTab("history");
constexpr QLatin1String ActivityTab("activity");
} // namespace

QString BrowseViewModel::groupsHint() const
{
    if (!m_session || !m_session->lastSync().isValid())
        return tr("The account is not open");
    if (!m_session->sharing() || !m_session->capabilities().testFlag(Capability::Groups))
        //: Why there are no groups to look at.
        return tr("This account has no groups, or its administrator keeps them from you");
    return {};
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
    m_checkOut.show(m_session, m_detail.summary());
    m_sshKey.show(m_session);
    m_discussion.show(m_session, m_detail.secretId());
    m_history.show(m_session, m_detail.secretId());
    m_environments.setSecret(m_session, m_detail.summary());
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
    m_bulk.clear();
    m_job.clear();
    m_move.clear();
    m_groups.close();
    m_environments.clear();
    m_importing.close();
    m_exporting.close();
    m_about.close();
    m_sealing.close();
    m_folders.clear();
    m_folderSharing.clear();
    m_editor.close();
    m_detail.clear();
}

/// Nothing is shown of a secret while several are chosen, so that no key copies from one of them.
void BrowseViewModel::chooseSeveral(const std::function<void()> &choose)
{
    m_editor.leave([this, choose] {
        choose();
        if (m_bulk.isActive())
            m_detail.clear();
        else
            selectSecret(m_bulk.ids().value(0));
    });
}

void BrowseViewModel::pick(const QString &secretId)
{
    const Qt::KeyboardModifiers held = QGuiApplication::keyboardModifiers();
    if (held.testFlag(Qt::ShiftModifier))
        chooseSeveral([this, secretId] { m_bulk.extendTo(secretId); });
    else if (held.testFlag(Qt::ControlModifier))
        chooseSeveral([this, secretId] { m_bulk.toggle(secretId); });
    else
        selectSecret(secretId);
}

void BrowseViewModel::extendSelection(int delta)
{
    const int rows = m_secrets.rowCount();
    const int lead = m_secrets.rowOf(m_bulk.leadId());
    if (rows == 0 || lead < 0)
        return moveSelection(delta);
    const QString end = m_secrets.idAt(std::clamp(lead + delta, 0, rows - 1));
    chooseSeveral([this, end] { m_bulk.extendTo(end); });
}

void BrowseViewModel::selectAll()
{
    if (m_secrets.rowCount() > 0)
        chooseSeveral([this] { m_bulk.chooseAll(); });
}

void BrowseViewModel::moveChosen()
{
    if (m_bulk.isActive() && m_bulk.canMove())
        m_move.askMany(m_session, m_bulk.ids());
}

void BrowseViewModel::moveSecret()
{
    if (m_actions.canMove())
        m_move.ask(m_session, SharePlan::Target::Secret, m_detail.secretId());
}

QString BrowseViewModel::duplicateHint() const
{
    if (m_session && m_session->checkOut())
        //: Why a secret cannot be copied into a new one: it belongs to an account that lends its values.
        return tr("What is lent cannot be duplicated");
    const QStringList hints{createHint(), m_detail.copyHint(), m_detail.revealHint()}; // a new one shows what it holds
    const auto first = std::find_if(hints.begin(), hints.end(), [](const QString &hint) { return !hint.isEmpty(); });
    return first == hints.end() ? QString() : *first;
}

void BrowseViewModel::duplicateSecret()
{
    if (m_detail.hasSecret() && !m_editor.isActive() && duplicateHint().isEmpty())
        m_editor.duplicate(m_session, m_detail.secretId());
}

bool BrowseViewModel::canDrop(const QString &nodeId) const
{
    return m_session && m_session->canMove() && !collectionIdOf(nodeId).isEmpty();
}

void BrowseViewModel::drop(const QString &secretId, const QString &nodeId)
{
    if (canDrop(nodeId))
        m_move.moveTo(m_session, SharePlan::Target::Secret, secretId, collectionIdOf(nodeId));
}

/// The editor keeps what was written until it is set.
void BrowseViewModel::offerTaken(const std::shared_ptr<const SecretDraft> &draft)
{
    const SecretField *value = draft->field(primaryFieldKey(draft->type));
    m_environments.offerTaken(m_session, draft->collectionId, draft->name,
                              value ? value->value.clone() : SecretBuffer());
}

void BrowseViewModel::chooseFolder(const QString &nodeId)
{
    m_folders.setTarget(m_session, collectionIdOf(nodeId));
    m_environments.setFolder(m_session, collectionIdOf(nodeId));
}

void BrowseViewModel::shareFolder()
{
    if (m_folders.canShare())
        m_folderSharing.show(m_session, SharePlan::Target::Collection, m_folders.targetId());
}

void BrowseViewModel::moveFolder()
{
    if (m_folders.canMove())
        m_move.ask(m_session, SharePlan::Target::Collection, m_folders.targetId());
}

void BrowseViewModel::showGroups()
{
    if (hasGroups())
        m_groups.show(m_session);
}

void BrowseViewModel::showAbout()
{
    m_about.show(m_session);
}

QString BrowseViewModel::sealingHint() const
{
    if (!m_session || !m_session->lastSync().isValid())
        //: Why nothing can be done for a whole account.
        return tr("The account is not open");
    const Capabilities can = m_session->capabilities();
    if (can.testFlag(Capability::EndToEnd))
        //: Why values cannot be sealed, which means encrypted with OpenPGP.
        return tr("This account encrypts its values already");
    if (!m_session->sealing() || !m_session->writing() || !can.testFlag(Capability::Write))
        //: Why nothing can be done for a whole account.
        return tr("This account can only be read");
    return {};
}

void BrowseViewModel::showSealing()
{
    if (sealingHint().isEmpty())
        m_sealing.show(m_session);
}

QString BrowseViewModel::exportHint() const
{
    return ExportViewModel::hintFor(m_session);
}

void BrowseViewModel::exportSecrets()
{
    beginExport(ExportViewModel::Scope::Account);
}

void BrowseViewModel::exportFolder()
{
    beginExport(ExportViewModel::Scope::Folder);
}

void BrowseViewModel::exportChosen()
{
    beginExport(ExportViewModel::Scope::Chosen);
}

void BrowseViewModel::beginExport(ExportViewModel::Scope scope)
{
    QStringList chosen = m_bulk.ids();
    if (!m_bulk.isActive())
        chosen = m_detail.hasSecret() ? QStringList{m_detail.secretId()} : QStringList();
    m_exporting.begin(m_session, m_folders.targetId(), chosen, scope);
}

QString BrowseViewModel::upgradeHint() const
{
    if (!m_session || !m_session->lastSync().isValid())
        //: Why nothing can be done for a whole account.
        return tr("The account is not open");
    const VaultWriting *writing = m_session->writing();
    if (!writing || !m_session->capabilities().testFlag(Capability::Write))
        //: Why nothing can be done for a whole account.
        return tr("This account can only be read");
    //: Why the names of secrets cannot be encrypted after the fact.
    return writing->canUpgrade() ? QString() : tr("This server does not offer that, or its administrator keeps it off");
}

void BrowseViewModel::upgradeAll()
{
    if (canUpgrade())
        offerUpgrade(m_job, m_session, {}, {});
}

void BrowseViewModel::upgradeSecret()
{
    if (m_actions.canUpgrade())
        offerUpgrade(m_job, m_session, m_detail.secretId(), m_detail.name());
}

void BrowseViewModel::importFile()
{
    m_importing.begin(m_session, collectionIdOf(m_nodeId));
}

} // namespace coffret
