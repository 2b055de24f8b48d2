// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/browseviewmodel.h"

#include "core/search/search.h"
#include "core/store/settings.h"
#include "ui/models/sidebarnodes.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QLocale>

#include <algorithm>

namespace coffret {

namespace {
constexpr std::size_t RecentLimit = 50;
constexpr QLatin1String AllNode("all");
constexpr QLatin1String FavouritesNode("favourites");
constexpr QLatin1String RecentNode("recent");
constexpr QLatin1String AttentionNode("attention");
constexpr QLatin1String SharedNode("shared");
constexpr QLatin1String ExpiringNode("expiring");
constexpr QLatin1String CheckedOutNode("checkedout");
constexpr QLatin1String TypePrefix("type:");
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
    , m_agentKeys(sessions, toast, clock)
    , m_sshKey(m_detail, m_agentKeys, settings, clipboard, toast, clock)
    , m_sharing(m_job)
    , m_folderSharing(m_job)
    , m_discussion(clock)
    , m_history(settings, m_editor, clock)
    , m_move(m_job)
    , m_groups(m_job)
    , m_environments(settings, clipboard, toast, openPgp, clock)
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
    connect(&m_folders, &FoldersViewModel::created, this,
            [this](const QString &id) { selectNode(collectionNodeId(id)); });
    connect(&m_editor, &EditorViewModel::saved, this, &BrowseViewModel::showSaved);
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

BrowseViewModel::~BrowseViewModel() = default;

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

void BrowseViewModel::onCatalog()
{
    const std::shared_ptr<const Catalog> catalog = m_session ? m_session->catalog() : Catalog::empty();
    m_sidebar.setCatalog(catalog, sidebarOptions(m_session));
    if (!m_sidebar.contains(m_nodeId))
        selectNode(AllNode);
    m_detail.refresh();
    updateLent();
    updateList();
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
    options.recentCount =
        session ? static_cast<int>(std::min<std::size_t>(session->catalog()->size(), RecentLimit)) : 0;
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

void BrowseViewModel::setSearchText(const QString &text)
{
    if (m_searchText == text)
        return;
    m_searchText = text;
    Q_EMIT searchTextChanged();
    updateList();
    if (!m_searchText.isEmpty() && !m_editor.isActive())
        selectSecret(m_secrets.idAt(0)); // what a key copies from here is the best hit, never what was shown before
}

void BrowseViewModel::setTypeFilter(const QString &type)
{
    if (m_typeFilter == type)
        return;
    m_typeFilter = type;
    Q_EMIT typeFilterChanged();
    updateList();
}

void BrowseViewModel::setOrder(const QString &order)
{
    const ListOrder chosen = listOrderFromString(order);
    if (m_order == chosen)
        return;
    m_order = chosen;
    Q_EMIT orderChanged();
    updateList();
}

void BrowseViewModel::selectNode(const QString &nodeId)
{
    if (m_nodeId == nodeId || !m_sidebar.contains(nodeId))
        return;
    m_nodeId = nodeId;
    m_sidebar.setSelected(nodeId);
    Q_EMIT nodeChanged();
    updateList();
}

std::vector<Catalog::Row> BrowseViewModel::matchingRows(const Catalog &catalog) const
{
    SearchQuery query;
    query.text = m_searchText;
    query.collectionId = collectionIdOf(m_nodeId);
    if (m_nodeId.startsWith(TypePrefix))
        query.types.push_back(secretTypeFromString(m_nodeId.mid(TypePrefix.size())));
    else if (!m_typeFilter.isEmpty())
        query.types.push_back(secretTypeFromString(m_typeFilter));
    if (m_nodeId == FavouritesNode)
        query.required = Marker::Favourite;
    if (m_nodeId == CheckedOutNode)
        query.required = Marker::CheckedOutByMe;
    query.tag = tagOf(m_nodeId);
    std::vector<Catalog::Row> rows = search(catalog, query);
    keepOfSmartList(catalog, rows);
    sortRows(catalog, m_order, rows);
    return rows;
}

void BrowseViewModel::keepOfSmartList(const Catalog &catalog, std::vector<Catalog::Row> &rows) const
{
    if (m_nodeId == AttentionNode)
        std::erase_if(rows, [&](Catalog::Row row) { return !needsAttention(catalog.markers(row)); });
    if (m_nodeId == CheckedOutNode)
        sortByEnd(catalog, rows);
    if (m_nodeId == SharedNode)
        std::erase_if(rows, [&](Catalog::Row row) { return !isSharedWithMe(catalog, row); });
    if (m_nodeId == ExpiringNode) {
        const QDateTime now = m_clock.now();
        std::erase_if(rows, [&](Catalog::Row row) { return !isExpiring(catalog.expiresMs(row), now); });
        std::stable_sort(rows.begin(), rows.end(),
                         [&](Catalog::Row a, Catalog::Row b) { return catalog.expiresMs(a) < catalog.expiresMs(b); });
    }
    if (m_nodeId == RecentNode) {
        const auto later = [&](Catalog::Row a, Catalog::Row b) {
            return std::make_pair(-catalog.modifiedMs(a), a) < std::make_pair(-catalog.modifiedMs(b), b);
        };
        const std::size_t kept = std::min(rows.size(), RecentLimit);
        std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(kept), rows.end(), later);
        rows.resize(kept);
    }
}

void BrowseViewModel::updateList()
{
    const std::shared_ptr<const Catalog> catalog = m_session ? m_session->catalog() : Catalog::empty();
    m_secrets.show(catalog, matchingRows(*catalog), m_searchText);
    const bool wereSeveral = m_bulk.isActive();
    m_bulk.keepShown();
    if (wereSeveral && m_bulk.count() == 1) { // which is then selected like any other
        const QString left = m_bulk.leadId();
        m_bulk.begin(left);
        m_detail.show(m_session, left);
    }
    Q_EMIT listChanged();
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
void BrowseViewModel::showSaved(const QString &secretId)
{
    if (m_secrets.rowOf(secretId) < 0) {
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

QString BrowseViewModel::title() const
{
    return m_sidebar.labelOf(m_nodeId);
}

bool BrowseViewModel::isBusy() const
{
    return m_session &&
           (m_session->state() == Session::State::SigningIn || m_session->state() == Session::State::Loading);
}

QString BrowseViewModel::progressText() const
{
    if (!isBusy())
        return {};
    const QLocale locale;
    if (m_session->state() == Session::State::SigningIn || m_loaded == 0)
        return stateLabel(m_session->state());
    if (m_total < 0)
        //: Progress of loading. %1 is a number.
        return tr("%1 secrets loaded").arg(locale.toString(m_loaded));
    //: Progress of loading. %1 and %2 are numbers.
    return tr("%1 of %2 secrets loaded").arg(locale.toString(m_loaded), locale.toString(m_total));
}

QString BrowseViewModel::syncText() const
{
    if (!m_session)
        return {};
    if (isBusy())
        return stateLabel(m_session->state());
    const QString when = relativeTime(m_session->lastSync(), m_clock.now());
    if (when.isEmpty())
        return stateLabel(m_session->state());
    if (m_session->lastError())
        //: Foot of the sidebar: the last sync failed. %1 is a moment, for example "yesterday 18:02".
        return tr("Not up to date, showing %1").arg(when);
    //: Foot of the sidebar. %1 is a moment, for example "2 min ago".
    return tr("Synced %1").arg(when);
}

QString BrowseViewModel::emptyText() const
{
    if (m_secrets.rowCount() > 0 || isBusy() || !m_session)
        return {};
    if (m_session->state() == Session::State::Closed)
        //: In place of the list.
        return tr("This account is locked.");
    if (m_session->state() == Session::State::Failed)
        //: In place of the list.
        return tr("This account could not be opened.");
    if (!m_searchText.isEmpty())
        //: In place of the list. %1 is what the user searched for.
        return tr("Nothing matches “%1”.").arg(m_searchText);
    if (m_nodeId == FavouritesNode)
        //: In place of the list.
        return tr("No favourites yet.");
    if (m_nodeId == CheckedOutNode)
        //: In place of the list: the user has borrowed no secret.
        return tr("You have nothing checked out.");
    if (m_nodeId == AttentionNode)
        //: In place of the list: no secret has a problem.
        return tr("Nothing needs your attention.");
    if (m_nodeId == ExpiringNode)
        //: In place of the list.
        return tr("Nothing expires soon.");
    if (m_nodeId == SharedNode)
        //: In place of the list: nobody else's secret can be read.
        return tr("Nothing is shared with you.");
    if (m_session->catalog()->size() == 0)
        //: In place of the list.
        return tr("No secret is shared with you yet.");
    //: In place of the list.
    return tr("No secrets here.");
}

QString BrowseViewModel::emptyHint() const
{
    if (emptyText().isEmpty())
        return {};
    if (m_session->state() == Session::State::Closed)
        return tr("Unlock to see its secrets.");
    if (m_session->state() == Session::State::Failed)
        return tr("The message above says why. Try again when it is solved.");
    if (!m_searchText.isEmpty())
        return m_nodeId == AllNode && m_typeFilter.isEmpty()
                   ? tr("Try fewer letters, or part of a user name, address or folder.")
                   : tr("Only this list was searched. Choose “All secrets” to search everywhere.");
    if (m_nodeId == FavouritesNode)
        return tr("Secrets marked with a star in the vault are shown here.");
    if (m_nodeId == CheckedOutNode)
        return tr("Secrets that you check out are listed here until you give them back or their time is over.");
    if (m_nodeId == AttentionNode)
        return tr("Secrets with an unverified signature, an unknown type or no value would be listed here.");
    if (m_nodeId == ExpiringNode)
        return tr("Secrets that have expired, or do within 30 days, would be listed here.");
    if (m_nodeId == SharedNode)
        return tr("Secrets that belong to somebody else would be listed here.");
    if (m_session->catalog()->size() == 0)
        return tr("Ask a colleague to share one, then sync.");
    return tr("Choose another list or clear the type filter.");
}

QString BrowseViewModel::errorText() const
{
    const std::optional<Error> error = m_session ? m_session->lastError() : std::nullopt;
    const bool shown = error && !m_errorDismissed && error->kind != ErrorKind::Cancelled;
    return shown ? describe(error->kind).text : QString();
}

QString BrowseViewModel::errorHint() const
{
    return errorText().isEmpty() ? QString() : describe(m_session->lastError()->kind).hint;
}

QString BrowseViewModel::errorDetailsText() const
{
    return errorText().isEmpty() ? QString() : errorDetails(*m_session->lastError());
}

} // namespace coffret
