// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/browseviewmodel.h"

#include "core/store/settings.h"
#include "ui/models/sidebarnodes.h"

#include <algorithm>

namespace coffret {

namespace {
constexpr QLatin1String DetailsTab("details");

std::vector<Choice> listOrders()
{
    std::vector<Choice> choices;
    for (const ListOrder order :
         {ListOrder::Usual, ListOrder::Type, ListOrder::Changed, ListOrder::Created, ListOrder::Expires})
        choices.push_back({toString(order), listOrderLabel(order), {}, {}});
    return choices;
}

} // namespace

BrowseViewModel::BrowseViewModel(SessionList &sessions, const Settings &settings, OpenPgp &openPgp, OwnKeys &ownKeys,
                                 ClipboardGuard &clipboard, ToastViewModel &toast, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_sessions(sessions)
    , m_clock(clock)
    , m_secrets(clock)
    , m_detail(settings, clipboard, toast, clock)
    , m_showcase(m_detail)
    , m_editor(settings, clipboard, toast, clock)
    , m_actions(toast, clock)
    , m_bulk(m_secrets, m_job)
    , m_checkOut(toast, clock)
    , m_lent(sessions, clipboard, toast, clock)
    , m_outbox(sessions, toast)
    , m_agentKeys(sessions, toast, clock)
    , m_sshKey(m_detail, m_agentKeys, settings, clipboard, toast, clock)
    , m_sharing(m_job)
    , m_folderSharing(m_job)
    , m_discussion(clock)
    , m_history(settings, m_editor, clock)
    , m_move(m_job)
    , m_groups(m_job)
    , m_environments(settings, clipboard, toast, openPgp, clock)
    , m_importing(openPgp)
    , m_exporting(openPgp, clock)
    , m_sealing(openPgp, ownKeys, m_job)
    , m_tab(DetailsTab)
    , m_nodeId(AllNode)
    , m_order(listOrderFromString(settings.preferences().listOrder))
{
    m_orders.setChoices(listOrders());
    m_minute.setInterval(std::chrono::minutes(1));
    m_sidebar.setSelected(m_nodeId);
    connect(&m_minute, &QTimer::timeout, this, &BrowseViewModel::statusChanged);
    connect(&m_minute, &QTimer::timeout, &m_secrets, &SecretListModel::tick);
    connect(&m_detail, &DetailViewModel::accessRefused, this, &BrowseViewModel::onAccessRefused);
    connect(&m_sshKey, &SshKeyCard::accessRefused, this, &BrowseViewModel::onAccessRefused);
    connect(&m_detail, &DetailViewModel::secretChanged, this, &BrowseViewModel::followDetail);
    connect(&m_detail, &DetailViewModel::secretChanged, this, &BrowseViewModel::duplicateHintChanged);
    connect(this, &BrowseViewModel::statusChanged, this, &BrowseViewModel::duplicateHintChanged);
    connect(&m_folders, &FoldersViewModel::created, this,
            [this](const QString &id) { selectNode(collectionNodeId(id)); });
    connect(&m_editor, &EditorViewModel::saved, this, &BrowseViewModel::showSaved);
    connect(&m_outbox, &OutboxViewModel::editWanted, this, &BrowseViewModel::editWaiting);
    connect(&m_editor, &EditorViewModel::valueWanted, this, &BrowseViewModel::offerTaken);
    connect(&m_environments, &EnvironmentsViewModel::secretWanted, this, &BrowseViewModel::showSaved);
    connect(m_environments.setting(), &EnvironmentValueViewModel::written, &m_editor, &EditorViewModel::closeTaken);
    connect(&m_sessions, &SessionList::added, this, [this](Session *session) {
        if (!m_session)
            setSession(session);
    });
    connect(&m_sessions, &SessionList::aboutToRemove, this, [this](Session *session) {
        if (m_session == session)
            setSession(nullptr);
    });
    connect(&m_sessions, &SessionList::removed, this, [this] {
        if (!m_session && !m_sessions.isEmpty())
            setSession(m_sessions.all().front().get());
    });
    setSession(m_sessions.isEmpty() ? nullptr : m_sessions.all().front().get());
}

BrowseViewModel::~BrowseViewModel()
{
    m_searching.request_stop(); // which the worker would otherwise do to its end
}

QString BrowseViewModel::currentAccountId() const
{
    return m_session ? m_session->account().id : QString();
}

void BrowseViewModel::selectAccount(const QString &accountId)
{
    const QPointer<Session> session = m_sessions.find(accountId);
    if (!session || session == m_session)
        return;
    m_editor.leave([this, session] {
        if (session)
            setSession(session);
    });
}

void BrowseViewModel::setSession(Session *session)
{
    if (m_session)
        disconnect(m_session, nullptr, this, nullptr);
    forgetAll();
    m_session = session;
    m_bulk.setSession(session);
    m_nodeId = AllNode;
    m_sidebar.setSelected(m_nodeId);
    if (m_session) {
        connect(m_session, &Session::stateChanged, this, &BrowseViewModel::onSessionState);
        connect(m_session, &Session::contactChanged, this, &BrowseViewModel::onContact);
        connect(m_session, &Session::catalogChanged, this, &BrowseViewModel::onCatalog);
        connect(m_session, &Session::progressChanged, this, &BrowseViewModel::onProgress);
        connect(m_session, &Session::checkOutChanged, this, [this] {
            updateLent();
            if (m_nodeId == CheckedOutNode)
                updateList();
        });
        connect(m_session, &Session::accessEnded, this, &BrowseViewModel::letGo);
    }
    setSearchText({});
    setTypeFilter({});
    onCatalog();
    onSessionState();
    Q_EMIT nodeChanged();
    Q_EMIT accountChanged();
}

void BrowseViewModel::onSessionState()
{
    m_errorDismissed = false;
    const bool open = m_session && m_session->state() == Session::State::Open;
    if (m_session && m_session->state() == Session::State::Closed)
        forgetAll(); // nothing stays readable behind a lock
    updateTabs();
    if (open)
        m_minute.start();
    else
        m_minute.stop();
    m_loaded = 0;
    m_total = -1;
    Q_EMIT statusChanged();
    Q_EMIT listChanged();
}

/// A sync that goes on in the background moves nothing but the foot of the sidebar.
void BrowseViewModel::onContact()
{
    if (!m_session->lastError())
        m_errorDismissed = false; // the next one is another one
    Q_EMIT statusChanged();
}

void BrowseViewModel::heedErrors()
{
    m_errorDismissed = false;
    Q_EMIT statusChanged();
}

void BrowseViewModel::onCatalog()
{
    const std::shared_ptr<const Catalog> catalog = m_session ? m_session->catalog() : Catalog::empty();
    updateTabs(); // what the vault can do may be another thing than before
    m_sidebar.setCatalog(catalog, sidebarOptions(m_session));
    if (!m_sidebar.contains(m_nodeId))
        selectNode(AllNode);
    m_detail.follow();
    openTab(); // asks again for what could not be fetched
    updateLent();
    updateList(true);
    Q_EMIT statusChanged();
}

std::vector<SidebarNode> BrowseViewModel::placesOf(const Session &session) const
{
    return sidebarNodes(*session.catalog(), sidebarOptions(&session));
}

SidebarOptions BrowseViewModel::sidebarOptions(const Session *session) const
{
    const bool known = session && session->lastSync().isValid();
    const Capabilities can = known ? session->capabilities() : Capabilities();
    SidebarOptions options;
    options.recentCount = session ? static_cast<int>(std::min<std::size_t>(session->catalog()->size(), MostRecent)) : 0;
    options.expiry = can.testFlag(Capability::Expiry);
    options.sharing = can.testFlag(Capability::Sharing);
    options.tags = can.testFlag(Capability::Tags);
    options.lending = can.testFlag(Capability::CheckOut);
    options.now = m_clock.now();
    return options;
}

void BrowseViewModel::onProgress(int secretsSoFar, int total)
{
    m_loaded = secretsSoFar;
    m_total = total;
    Q_EMIT statusChanged();
}

void BrowseViewModel::selectSecret(const QString &secretId)
{
    m_editor.leave([this, secretId] {
        m_bulk.begin(secretId);
        m_detail.show(m_session, secretId);
    });
}

QString BrowseViewModel::createHint() const
{
    if (!m_session || !m_session->lastSync().isValid())
        //: Why no secret can be written.
        return tr("The account is not open");
    const VaultWriting *writing = m_session->writing();
    if (!writing || !m_session->capabilities().testFlag(Capability::Write) || writing->creatableTypes().empty())
        //: Why no secret can be written.
        return tr("This account can only be read");
    return {};
}

void BrowseViewModel::newSecret()
{
    if (canCreate())
        m_editor.leave([this] { m_editor.begin(m_session, collectionIdOf(m_nodeId)); });
}

void BrowseViewModel::editSecret()
{
    if (m_detail.canEdit() && !m_editor.isActive())
        m_editor.edit(m_session, m_detail.secretId());
}

/// A list that would not show it gives way to the one of all secrets.
void BrowseViewModel::editWaiting(const QString &accountId, const QString &changeId)
{
    const QPointer<Session> session = m_sessions.find(accountId);
    m_editor.leave([this, session, changeId] {
        if (session && session != m_session)
            setSession(session);
        m_editor.editWaiting(session, changeId);
    });
}

void BrowseViewModel::showSaved(const QString &secretId)
{
    const bool isMissing = m_secrets.rowOf(secretId) < 0;
    if (isMissing && !m_found.whole) {
        m_saved = secretId; // it may be among what is still to be found
    } else if (isMissing) {
        setSearchText({});
        setTypeFilter({});
        if (m_secrets.rowOf(secretId) < 0)
            selectNode(AllNode);
    }
    selectSecret(secretId);
}

void BrowseViewModel::moveSelection(int delta)
{
    const int rows = m_secrets.rowCount();
    if (rows == 0)
        return;
    const int current = m_secrets.rowOf(m_bulk.isActive() ? m_bulk.leadId() : currentSecretId());
    const int next = current < 0 ? (delta < 0 ? rows - 1 : 0) : std::clamp(current + delta, 0, rows - 1);
    selectSecret(m_secrets.idAt(next));
}

void BrowseViewModel::copyOfShown(void (DetailViewModel::*copy)())
{
    if (m_bulk.isActive())
        return; // several have no one value
    if (!m_detail.hasSecret())
        moveSelection(1); // the first hit is what a search meant
    (m_detail.*copy)();
}

void BrowseViewModel::copyPrimary()
{
    copyOfShown(&DetailViewModel::copyPrimary);
}

void BrowseViewModel::copyUsername()
{
    copyOfShown(&DetailViewModel::copyUsername);
}

void BrowseViewModel::copyAddress()
{
    copyOfShown(&DetailViewModel::copyAddress);
}

void BrowseViewModel::copyCode()
{
    copyOfShown(&DetailViewModel::copyCode);
}

void BrowseViewModel::copyPrimaryWithCode()
{
    copyOfShown(&DetailViewModel::copyPrimaryWithCode);
}

void BrowseViewModel::hideValues()
{
    m_detail.hideAll();
    m_detail.refresh(); // says why not
    m_history.hideAll();
    m_editor.hideValues();
    m_environments.hideValues();
}

void BrowseViewModel::retry()
{
    if (!m_session)
        return;
    heedErrors();
    // Both report through the session's state and lastError.
    if (m_session->state() == Session::State::Open)
        m_session->refresh();
    else
        m_session->open();
}

void BrowseViewModel::dismissError()
{
    m_errorDismissed = true;
    Q_EMIT statusChanged();
}

bool BrowseViewModel::isBusy() const
{
    return m_session &&
           (m_session->state() == Session::State::SigningIn || m_session->state() == Session::State::Loading);
}

} // namespace coffret
