// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/search/listorder.h"
#include "core/search/searchrun.h"
#include "ui/models/choicelistmodel.h"
#include "ui/models/querychipmodel.h"
#include "ui/models/secretlistmodel.h"
#include "ui/models/sidebarmodel.h"
#include "ui/viewmodels/aboutviewmodel.h"
#include "ui/viewmodels/actionsviewmodel.h"
#include "ui/viewmodels/bulkviewmodel.h"
#include "ui/viewmodels/checkoutviewmodel.h"
#include "ui/viewmodels/detailviewmodel.h"
#include "ui/viewmodels/discussionviewmodel.h"
#include "ui/viewmodels/editorviewmodel.h"
#include "ui/viewmodels/environmentsviewmodel.h"
#include "ui/viewmodels/exportviewmodel.h"
#include "ui/viewmodels/foldersviewmodel.h"
#include "ui/viewmodels/groupsviewmodel.h"
#include "ui/viewmodels/historyviewmodel.h"
#include "ui/viewmodels/importviewmodel.h"
#include "ui/viewmodels/jobviewmodel.h"
#include "ui/viewmodels/lentviewmodel.h"
#include "ui/viewmodels/moveviewmodel.h"
#include "ui/viewmodels/outboxviewmodel.h"
#include "ui/viewmodels/sealingviewmodel.h"
#include "ui/viewmodels/sessionlist.h"
#include "ui/viewmodels/sharingviewmodel.h"
#include "ui/viewmodels/showcaseviewmodel.h"
#include "ui/viewmodels/sshkeycard.h"
#include "ui/viewmodels/typingviewmodel.h"

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// The three panes of the main window: which account, which list, which secret, and how the account is doing.
/// Owned by the composition root, main thread.
class BrowseViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(QString currentAccountId READ currentAccountId WRITE selectAccount NOTIFY accountChanged)
    Q_PROPERTY(coffret::SidebarModel *sidebar READ sidebar CONSTANT)
    Q_PROPERTY(coffret::SecretListModel *secrets READ secrets CONSTANT)
    Q_PROPERTY(coffret::DetailViewModel *detail READ detail CONSTANT)
    Q_PROPERTY(coffret::ShowcaseViewModel *showcase READ showcase CONSTANT)
    Q_PROPERTY(coffret::EditorViewModel *editor READ editor CONSTANT)
    Q_PROPERTY(bool canCreate READ canCreate NOTIFY statusChanged)
    Q_PROPERTY(QString createHint READ createHint NOTIFY statusChanged)
    Q_PROPERTY(QString duplicateHint READ duplicateHint NOTIFY duplicateHintChanged)
    Q_PROPERTY(bool hasGroups READ hasGroups NOTIFY statusChanged)
    Q_PROPERTY(QString groupsHint READ groupsHint NOTIFY statusChanged)
    Q_PROPERTY(bool canUpgrade READ canUpgrade NOTIFY statusChanged)
    Q_PROPERTY(QString upgradeHint READ upgradeHint NOTIFY statusChanged)
    Q_PROPERTY(coffret::ChoiceListModel *tabs READ tabs CONSTANT)
    Q_PROPERTY(QString tab READ tab WRITE setTab NOTIFY tabChanged)
    Q_PROPERTY(coffret::ActionsViewModel *actions READ actions CONSTANT)
    Q_PROPERTY(coffret::BulkViewModel *bulk READ bulk CONSTANT)
    Q_PROPERTY(coffret::CheckOutViewModel *checkOut READ checkOut CONSTANT)
    Q_PROPERTY(coffret::SshKeyCard *sshKey READ sshKey CONSTANT)
    Q_PROPERTY(coffret::LentViewModel *lent READ lent CONSTANT)
    Q_PROPERTY(coffret::OutboxViewModel *outbox READ outbox CONSTANT)
    Q_PROPERTY(coffret::SharingViewModel *sharing READ sharing CONSTANT)
    Q_PROPERTY(coffret::SharingViewModel *folderSharing READ folderSharing CONSTANT)
    Q_PROPERTY(coffret::DiscussionViewModel *discussion READ discussion CONSTANT)
    Q_PROPERTY(coffret::HistoryViewModel *history READ history CONSTANT)
    Q_PROPERTY(coffret::FoldersViewModel *folders READ folders CONSTANT)
    Q_PROPERTY(coffret::MoveViewModel *move READ move CONSTANT)
    Q_PROPERTY(coffret::GroupsViewModel *groups READ groups CONSTANT)
    Q_PROPERTY(coffret::EnvironmentsViewModel *environments READ environments CONSTANT)
    Q_PROPERTY(coffret::ImportViewModel *importing READ importing CONSTANT)
    Q_PROPERTY(coffret::ExportViewModel *exporting READ exporting CONSTANT)
    Q_PROPERTY(QString exportHint READ exportHint NOTIFY statusChanged)
    Q_PROPERTY(coffret::AboutViewModel *about READ about CONSTANT)
    Q_PROPERTY(coffret::SealingViewModel *sealing READ sealing CONSTANT)
    Q_PROPERTY(coffret::TypingViewModel *typing READ typing CONSTANT)
    Q_PROPERTY(QString typeHint READ typeHint NOTIFY statusChanged)
    Q_PROPERTY(QString sealingHint READ sealingHint NOTIFY statusChanged)
    Q_PROPERTY(coffret::JobViewModel *job READ job CONSTANT)
    Q_PROPERTY(QString searchText READ searchText WRITE setSearchText NOTIFY searchTextChanged)
    Q_PROPERTY(coffret::QueryChipModel *chips READ chips CONSTANT)
    Q_PROPERTY(coffret::ChoiceListModel *folderHits READ folderHits CONSTANT)
    Q_PROPERTY(QString typeFilter READ typeFilter WRITE setTypeFilter NOTIFY typeFilterChanged)
    Q_PROPERTY(QString order READ order WRITE setOrder NOTIFY orderChanged)
    Q_PROPERTY(coffret::ChoiceListModel *orders READ orders CONSTANT)
    Q_PROPERTY(bool ordered READ isOrdered NOTIFY listChanged)
    Q_PROPERTY(QString title READ title NOTIFY listChanged)
    Q_PROPERTY(QString currentNodeId READ currentNodeId WRITE selectNode NOTIFY nodeChanged)
    Q_PROPERTY(QString currentSecretId READ currentSecretId WRITE selectSecret NOTIFY currentSecretChanged)
    Q_PROPERTY(bool busy READ isBusy NOTIFY statusChanged)
    Q_PROPERTY(QString progressText READ progressText NOTIFY statusChanged)
    Q_PROPERTY(QString syncText READ syncText NOTIFY statusChanged)
    Q_PROPERTY(QString emptyText READ emptyText NOTIFY listChanged)
    Q_PROPERTY(QString emptyHint READ emptyHint NOTIFY listChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY statusChanged)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY statusChanged)
    Q_PROPERTY(QString errorDetails READ errorDetailsText NOTIFY statusChanged)
public:
    BrowseViewModel(SessionList &sessions, const Settings &settings, OpenPgp &openPgp, OwnKeys &ownKeys,
                    ClipboardGuard &clipboard, ToastViewModel &toast, const Clock &clock, QObject *parent = nullptr);
    ~BrowseViewModel() override;

    [[nodiscard]] QString currentAccountId() const;
    [[nodiscard]] SidebarModel *sidebar() { return &m_sidebar; }
    [[nodiscard]] SecretListModel *secrets() { return &m_secrets; }
    [[nodiscard]] DetailViewModel *detail() { return &m_detail; }
    [[nodiscard]] ShowcaseViewModel *showcase() { return &m_showcase; }
    [[nodiscard]] EditorViewModel *editor() { return &m_editor; }
    [[nodiscard]] bool canCreate() const { return createHint().isEmpty(); }
    [[nodiscard]] QString createHint() const; ///< why nothing can be written here; empty when it can
    [[nodiscard]] bool hasGroups() const { return groupsHint().isEmpty(); }
    [[nodiscard]] QString groupsHint() const; ///< why there are none; empty when there are
    [[nodiscard]] bool canUpgrade() const { return upgradeHint().isEmpty(); }
    [[nodiscard]] QString upgradeHint() const;                ///< why details cannot be encrypted; empty when they can
    [[nodiscard]] ChoiceListModel *tabs() { return &m_tabs; } ///< of the shown secret, as far as the account has them
    [[nodiscard]] QString tab() const { return m_tab; } ///< "details", "sharing", "comments", "history" or "activity"
    void setTab(const QString &tab);
    [[nodiscard]] ActionsViewModel *actions() { return &m_actions; }
    [[nodiscard]] BulkViewModel *bulk() { return &m_bulk; }
    [[nodiscard]] CheckOutViewModel *checkOut() { return &m_checkOut; }          ///< of the shown secret
    [[nodiscard]] SshKeyCard *sshKey() { return &m_sshKey; }                     ///< of the shown secret
    [[nodiscard]] LentViewModel *lent() { return &m_lent; }                      ///< of all accounts
    [[nodiscard]] OutboxViewModel *outbox() { return &m_outbox; }                ///< of all accounts
    [[nodiscard]] SharingViewModel *sharing() { return &m_sharing; }             ///< of the shown secret
    [[nodiscard]] SharingViewModel *folderSharing() { return &m_folderSharing; } ///< of the chosen folder
    [[nodiscard]] DiscussionViewModel *discussion() { return &m_discussion; }
    [[nodiscard]] HistoryViewModel *history() { return &m_history; }
    [[nodiscard]] FoldersViewModel *folders() { return &m_folders; }
    [[nodiscard]] MoveViewModel *move() { return &m_move; }
    [[nodiscard]] GroupsViewModel *groups() { return &m_groups; }
    [[nodiscard]] EnvironmentsViewModel *environments() { return &m_environments; }
    [[nodiscard]] ImportViewModel *importing() { return &m_importing; } ///< of another program's file
    [[nodiscard]] QString importHint() const { return ImportViewModel::hint(m_session); }
    [[nodiscard]] ExportViewModel *exporting() { return &m_exporting; }
    [[nodiscard]] QString exportHint() const; ///< why nothing can be exported; empty when something can
    [[nodiscard]] AboutViewModel *about() { return &m_about; }
    [[nodiscard]] SealingViewModel *sealing() { return &m_sealing; }
    [[nodiscard]] TypingViewModel *typing() { return &m_typing; } ///< into the windows of other programs
    [[nodiscard]] QString typeHint() const; ///< why a value of this account cannot be typed there; empty when it can
    [[nodiscard]] QString typeLoginHint() const; ///< the same for user name and password of the shown one
    [[nodiscard]] QString sealingHint() const;   ///< why values cannot be sealed; empty when they can
    [[nodiscard]] JobViewModel *job() { return &m_job; }
    [[nodiscard]] QString searchText() const { return m_searchText; }
    void setSearchText(const QString &text);
    [[nodiscard]] QueryChipModel *chips() { return &m_chips; } ///< what the search text asks for besides words
    [[nodiscard]] ChoiceListModel *folderHits() { return &m_folderHits; } ///< whose names fit it, by the ids of nodes
    [[nodiscard]] QString typeFilter() const { return m_typeFilter; }
    void setTypeFilter(const QString &type);
    [[nodiscard]] QString order() const { return toString(m_order); } ///< "usual", "changed", ...: a ListOrder
    void setOrder(const QString &order);
    [[nodiscard]] ChoiceListModel *orders() { return &m_orders; }
    /// The list is in the chosen order; otherwise the best comes first.
    [[nodiscard]] bool isOrdered() const { return !m_search || m_search->words().isEmpty(); }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString currentNodeId() const { return m_nodeId; }
    [[nodiscard]] QString currentSecretId() const { return m_detail.secretId(); }
    [[nodiscard]] bool isBusy() const;
    [[nodiscard]] QString progressText() const;
    [[nodiscard]] QString syncText() const;
    [[nodiscard]] QString emptyText() const;
    [[nodiscard]] QString emptyHint() const;
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;
    [[nodiscard]] QString errorDetailsText() const;

    /// The lists, collections and tags of an account, as the sidebar has them while it is in view.
    [[nodiscard]] std::vector<SidebarNode> placesOf(const Session &session) const;

    void hideValues(); ///< because they may not be shown any more

    Q_INVOKABLE void selectAccount(const QString &accountId);
    Q_INVOKABLE void selectNode(const QString &nodeId);
    Q_INVOKABLE void selectSecret(const QString &secretId);
    Q_INVOKABLE void removeChip(int row);                  ///< takes it out of the search text
    Q_INVOKABLE void openFolderHit(const QString &nodeId); ///< shows all of it: the search has done its work
    Q_INVOKABLE void moveSelection(int delta);
    Q_INVOKABLE void pick(const QString &secretId); ///< by pointer: with Ctrl one more, with Shift up to there
    Q_INVOKABLE void extendSelection(int delta);
    Q_INVOKABLE void selectAll();
    Q_INVOKABLE void moveChosen(); ///< asks where
    Q_INVOKABLE void newSecret();
    Q_INVOKABLE void editSecret();
    [[nodiscard]] QString duplicateHint() const; ///< why the shown one cannot be copied into a new one; empty: it can
    Q_INVOKABLE void duplicateSecret();
    Q_INVOKABLE void moveSecret(); ///< asks where
    Q_INVOKABLE void drop(const QString &secretId, const QString &nodeId);
    Q_INVOKABLE bool canDrop(const QString &nodeId) const;
    Q_INVOKABLE void chooseFolder(const QString &nodeId); ///< that its menu is about; the root for other nodes
    Q_INVOKABLE void shareFolder();
    Q_INVOKABLE void moveFolder();
    Q_INVOKABLE void showGroups();
    Q_INVOKABLE void showCheckedOut(); ///< of an account that has something checked out
    void importFile();                 ///< into the folder whose secrets are listed, if it can be there
    Q_INVOKABLE void showAbout();
    Q_INVOKABLE void showSealing();
    Q_INVOKABLE void exportSecrets(); ///< of the account, as far as nobody says otherwise
    Q_INVOKABLE void exportFolder();
    Q_INVOKABLE void exportChosen();
    Q_INVOKABLE void upgradeAll();    ///< says what it comes to first
    Q_INVOKABLE void upgradeSecret(); ///< the shown one
    Q_INVOKABLE void copyPrimary();
    Q_INVOKABLE void copyUsername();
    Q_INVOKABLE void copyAddress();
    Q_INVOKABLE void copyCode();
    Q_INVOKABLE void copyPrimaryWithCode();
    Q_INVOKABLE void typePrimary(); ///< asks where
    Q_INVOKABLE void typeLogin();   ///< asks where
    Q_INVOKABLE void retry();
    Q_INVOKABLE void dismissError();
    void heedErrors(); ///< one that was dismissed counts again: somebody wants to try once more

Q_SIGNALS:
    void accountChanged();
    void searchTextChanged();
    void typeFilterChanged();
    void orderChanged();
    void nodeChanged();
    void listChanged();
    void currentSecretChanged();
    void duplicateHintChanged();
    void tabChanged();
    void statusChanged();

private:
    void setSession(Session *session);
    void onSessionState();
    void onContact();
    void onCatalog();
    void onProgress(int secretsSoFar, int total);
    void updateList(bool sameSearch = false);
    void searchList(bool sameSearch);
    Task<void> findRest(std::shared_ptr<const SearchRun> run);
    void showFound(SearchResult found);
    void showFolderHits(const Catalog &catalog, const SearchQuery &query);
    void copyOfShown(void (DetailViewModel::*copy)());
    void chooseSeveral(const std::function<void()> &choose);
    void showSaved(const QString &secretId);
    void editWaiting(const QString &accountId, const QString &changeId);
    void offerTaken(const std::shared_ptr<const SecretDraft> &draft);
    void updateTabs();
    void followDetail();
    void openTab();
    void letGo(const QString &secretId);
    void onAccessRefused(ErrorKind kind);
    void updateLent();
    void sortByEnd(const Catalog &catalog, std::vector<Catalog::Row> &rows) const;
    void forgetAll();
    void beginExport(ExportViewModel::Scope scope);
    [[nodiscard]] SearchQuery listQuery(SearchQuery query) const;
    [[nodiscard]] bool hasOwnOrder() const;
    void putInOrder(const Catalog &catalog, std::vector<Catalog::Row> &rows) const;
    [[nodiscard]] SidebarOptions sidebarOptions(const Session *session) const;

    SessionList &m_sessions;
    const Clock &m_clock;
    QPointer<Session> m_session;
    SidebarModel m_sidebar;
    SecretListModel m_secrets;
    DetailViewModel m_detail;
    ShowcaseViewModel m_showcase;
    EditorViewModel m_editor;
    JobViewModel m_job;
    ActionsViewModel m_actions;
    BulkViewModel m_bulk;
    CheckOutViewModel m_checkOut;
    LentViewModel m_lent;
    OutboxViewModel m_outbox;
    AgentKeys m_agentKeys;
    SshKeyCard m_sshKey;
    SharingViewModel m_sharing;
    SharingViewModel m_folderSharing;
    DiscussionViewModel m_discussion;
    HistoryViewModel m_history;
    FoldersViewModel m_folders;
    MoveViewModel m_move;
    GroupsViewModel m_groups;
    EnvironmentsViewModel m_environments;
    ImportViewModel m_importing;
    ExportViewModel m_exporting;
    AboutViewModel m_about;
    SealingViewModel m_sealing;
    TypingViewModel m_typing;
    ChoiceListModel m_tabs;
    ChoiceListModel m_orders;
    QueryChipModel m_chips;
    ChoiceListModel m_folderHits;
    std::shared_ptr<const Catalog> m_listed;   ///< what the list is of
    std::shared_ptr<const SearchRun> m_search; ///< what the list shows
    SearchResult m_found;                      ///< by it, best first
    QString m_saved;                           ///< to be shown in it once all of it was found
    std::stop_source m_searching;
    WorkerPool m_searcher{1}; ///< finds what the window has no room for at first
    QString m_tab;
    QTimer m_minute; ///< keeps "2 min ago" true while an account is open
    QString m_searchText;
    QString m_typeFilter;
    QString m_nodeId;
    ListOrder m_order;
    int m_loaded = 0;
    int m_total = -1;
    bool m_errorDismissed = false;
};

} // namespace coffret
