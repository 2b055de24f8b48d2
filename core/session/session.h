// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/workerpool.h"
#include "core/model/catalog.h"
#include "core/model/catalogchange.h"
#include "core/model/catalogsteps.h"
#include "core/openpgp/openpgp.h"
#include "core/session/openedpayload.h"
#include "core/session/outbox.h"
#include "core/session/syncloop.h"
#include "core/session/turns.h"
#include "core/store/account.h"
#include "core/toolbox/onetimecode.h"
#include "core/vault/vault.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace coffret {

class OfflineCopy;

/// One account in use: ties vault, OpenPGP and catalog together and decides how long plaintext lives.
/// Owned by the composition root, which keeps openPgp, workers and clock alive longer; main thread. May be destroyed at
/// any time: what is under way is told to stop, its tasks return Cancelled.
class Session : public QObject
{
    Q_OBJECT
public:
    /// NeedsSecondFactor: the server knows the user's key and asks for more, at sign-in or in the middle of a session;
    /// what was loaded before stays. submitSecondFactor() goes on from there, close() gives up. Loading: for the first
    /// time; once there is a catalog, Open holds while it is read again.
    enum class State { Closed, SigningIn, NeedsSecondFactor, Loading, Open, Failed };
    Q_ENUM(State)

    /// How it stands with the server, beside the state: what goes on in the background changes this alone.
    enum class Contact {
        None,       ///< closed, or never opened
        Connecting, ///< signing in, the first time or again
        Syncing,    ///< the index is being read
        Online,     ///< all is as the server told last
        Waiting,    ///< the server was not reached, or is busy: it is tried again without anybody's doing
        Paused,     ///< somebody has to do something first; the next thing that is asked of the session goes on
    };
    Q_ENUM(Contact)

    /// holdTime: how long an opened payload is kept for a second look before it is wiped.
    Session(Account account, std::unique_ptr<Vault> vault, OpenPgp &openPgp, WorkerPool &workers, const Clock &clock,
            std::chrono::seconds holdTime = std::chrono::seconds(20));
    ~Session() override;

    [[nodiscard]] const Account &account() const { return m_account; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] Contact contact() const;
    /// When the server last answered with what it was asked for; null when closed.
    [[nodiscard]] QDateTime lastContact() const { return m_lastContact; }
    /// Why the last open() or refresh() failed, or what keeps the background from going on; empty again after one that
    /// did not fail, and while all there is to do is wait or enter a passphrase.
    [[nodiscard]] std::optional<Error> lastError() const { return m_lastError; }
    [[nodiscard]] Capabilities capabilities() const;
    [[nodiscard]] std::shared_ptr<const Catalog> catalog() const { return m_catalog; } ///< never null
    /// From the catalog before to this one; null where there is no way from the one to the other.
    [[nodiscard]] std::shared_ptr<const CatalogSteps> steps() const { return m_steps; }
    [[nodiscard]] ServerFacts serverFacts() const;
    /// As of when the catalog is; null: there is none.
    [[nodiscard]] QDateTime lastSync() const { return m_lastSync; }

    // What is kept for when the server cannot be asked (sessioncache.cpp). open() shows it before the server answers.
    /// To be called before open(), at most once. Without it nothing is kept.
    void keepOffline(std::unique_ptr<OfflineCopy> copy);
    /// What is to be kept, and how long, is another choice now.
    void followOfflineChoice();
    /// The catalog is what was kept, and the server has not been heard since.
    [[nodiscard]] bool isFromCache() const { return m_isFromCache; }
    /// The server says that a secret is gone, or not the user's any more: its row, what is held of it and what is kept
    /// of it go now.
    void noteGone(const QString &secretId);

    /// Signs in and loads the index. Called again while under way, or when open, it does nothing. SecondFactorNeeded:
    /// the state is NeedsSecondFactor, and answering goes on with loading.
    Task<Expected<void>> open();
    /// Loads the index again, because a person wants it or did something that only the whole index tells. When that
    /// fails the last catalog stays, and the state is Open with a lastError(). Does what open() does when the session
    /// was not open. One that is under way is waited for first: it may have read what has changed since.
    Task<Expected<void>> refresh();
    /// Once open, the session also refreshes by itself (SyncSchedule), asking nobody for a passphrase. There is a
    /// reason to do so sooner.
    void wake(SyncSchedule::Reason reason);
    /// Signs out; plaintext, tokens and catalog are gone when this returns its task, which ends when the server was
    /// told or could not be. Called again, it waits for the same.
    Task<void> close();

    // The second factor. Anything but NeedsSecondFactor makes the calls below InvalidInput; one answer at a time.
    /// Most recently used first; empty in other states.
    [[nodiscard]] std::vector<SecondFactor::Provider> secondFactorProviders() const;
    /// See SecondFactor::submit(). InvalidInput: a wrong code, ask again. TooManyAttempts: the session is over (state
    /// Failed). Success means answered and, where it was missing, loaded; the call that met the question is not
    /// repeated.
    Task<Expected<void>> submitSecondFactor(SecondFactor::Provider provider, SecretBuffer code, bool remember);
    /// Where to send the browser for Duo, and the address it ended at.
    Task<Expected<QUrl>> startSecondFactorInBrowser();
    Task<Expected<void>> finishSecondFactorInBrowser(QUrl address);

    [[nodiscard]] std::vector<FieldOutline> outline(const QString &secretId) const;

    struct Revealed
    {
        SecretBuffer value;
        Verdict verdict;
        FieldOutline field;  ///< whose value it is, without it: opening may tell that the secret is of another type
        QDateTime codeTurns; ///< of a one-time code: when it gives way to the next; null for anything else
        std::chrono::seconds codePeriod{0};
        QDateTime asOf{}; ///< when the server handed it out, where it could not be asked now; null: just now
    };
    /// What a value is wanted for: an administrator may allow the one and not the other. Write: to be saved again,
    /// without anybody seeing it.
    enum class Use { Show, Copy, Write };
    [[nodiscard]] bool allows(Use use) const;
    /// Somebody else may be looking at the screen: nothing is shown, whoever allows it. What is shown already stays.
    void setPresenting(bool presenting) { m_presenting = presenting; }
    [[nodiscard]] bool isPresenting() const { return m_presenting; }
    /// One field of one secret: fetched, decrypted, verified. Within holdTime a second field of the same secret costs
    /// no further request and no agent operation, and neither does asking again while the first request is under way.
    /// fieldKey: of the outline or of openDetails(); empty for the primary field of what the secret turns out to be.
    /// A one-time code yields the digits of this moment, never its seed; InvalidInput where the seed makes none.
    /// NotFound for an unknown id or key; AgainstRules, with nothing fetched, where allows() says no.
    Task<Expected<Revealed>> reveal(QString secretId, QString fieldKey, StopToken stop = {}, Use use = Use::Show);
    /// The one-time code that was last revealed to be shown, as it is now: its seed alone is kept until hideCode(),
    /// close() or a change of the secret, so that its turn costs no agent operation. NotFound when none is shown.
    [[nodiscard]] Expected<Revealed> shownCode() const;
    void hideCode() { m_shownCode.reset(); }
    /// Opens the secret and tells its type and fields (custom fields are only known then) and verdict, without values
    /// of protected fields. A type that the list did not know is remembered.
    struct Details
    {
        SecretType type = SecretType::Unknown;
        std::vector<FieldOutline> fields;
        Verdict verdict;
        QDateTime asOf{}; ///< see Revealed
    };
    Task<Expected<Details>> openDetails(QString secretId, StopToken stop = {});
    /// The same two for the values as they were at a Revision. One-time codes of that time are Unsupported.
    Task<Expected<Revealed>> revealRevision(QString secretId, QString revisionId, QString fieldKey, StopToken stop = {},
                                            Use use = Use::Show);
    Task<Expected<Details>> openRevision(QString secretId, QString revisionId, StopToken stop = {});
    /// Opens a secret for a job that nobody watches, checking nothing out, and lets look see it on a worker's thread.
    /// Nothing of it is kept afterwards; what somebody opened meanwhile stays held. Shows and copies nothing, so
    /// allows() is not asked.
    using Look = std::function<void(const OpenedPayload &)>;
    Task<Expected<void>> inspect(QString secretId, Look look, StopToken stop = {});
    /// What an environment holds, by name: see VaultEnvironments::values(). Values that are messages are opened.
    struct EnvironmentSecret
    {
        QString name;
        bool hasValue = false;
        std::optional<SecretBuffer> value; ///< nothing, too, where its message could not be opened
        Verdict verdict;
        std::optional<Error> error; ///< why not
        bool changeable = true;     ///< see EnvironmentValue
    };
    /// For exports and imports: whoever hands a value on asks allows() first. Unsupported without environments; fails
    /// as a whole with what concerns the user's key.
    Task<Expected<std::vector<EnvironmentSecret>>> environmentSecrets(QString environmentId, QStringList names,
                                                                      StopToken stop = {});
    /// Wipes held payloads now.
    void forgetPayloads();

    // Changing things (sessionwrite.cpp). What the vault refuses comes back as it is, and the session signs in again
    // once where it has ended. Afterwards only what was touched is fetched again, and the catalog changes by that much.

    /// Null where the vault cannot. For questions; changes go through the session.
    [[nodiscard]] const VaultWriting *writing() const;
    [[nodiscard]] VaultSharing *sharing() const;
    /// Whether secrets can go to another collection: planned by sharing() where there is one, else at once by move().
    [[nodiscard]] bool canMove() const;
    [[nodiscard]] VaultDiscussion *discussion() const;
    /// The session listens to it: markers of the catalog follow, and what may no longer be read is wiped. Questions and
    /// calls go through askInSession().
    [[nodiscard]] VaultCheckOut *checkOut() const;
    [[nodiscard]] VaultEnvironments *environments() const;
    [[nodiscard]] VaultSealing *sealing() const;
    /// How often signing in has succeeded, and signing in again unless that happened since: for askInSession().
    [[nodiscard]] quint64 signIns() const { return m_signIns; }
    Task<Expected<void>> renew(quint64 seenSignIns) { return signInAgain(seenSignIns); }

    /// What an editor begins with: the secret as the server has it now, every value in it. Whoever shows or copies one
    /// asks allows() first.
    struct Edit
    {
        SecretDraft draft;
        Verdict verdict;
        Markers markers; ///< what the words beside the values deserve
        /// How one of the draft's values came.
        struct Form
        {
            QString key;
            bool sealed = false;                   ///< as a message of its own
            std::optional<QStringList> recipients; ///< of that; see recipientKeyIds()
            Verdict verdict;
        };
        std::vector<Form> forms; ///< of the protected ones that hold something
    };
    /// Unattended: for a job that nobody watches. ApprovalNeeded instead of checking something out.
    enum class Reading { Attended, Unattended };
    Task<Expected<Edit>> edit(QString secretId, StopToken stop = {}, Reading reading = Reading::Attended);
    /// See VaultWriting::readers().
    Task<Expected<std::vector<ReaderKey>>> readers(QString secretId, QString collectionId, StopToken stop = {});
    /// Creates or updates; the id of the secret. The draft stays with the caller: after a Conflict, or any other
    /// failure, nothing typed is lost.
    Task<Expected<QString>> save(std::shared_ptr<const SecretDraft> draft, QStringList confirmedFingerprints,
                                 StopToken stop = {}, Reading reading = Reading::Attended);
    Task<Expected<void>> remove(QString secretId, StopToken stop = {});
    Task<Expected<void>> move(QString secretId, QString collectionId, StopToken stop = {});
    Task<Expected<void>> setFavourite(QString secretId, bool favourite, StopToken stop = {});
    Task<Expected<void>> setTags(QString secretId, QStringList tags, StopToken stop = {});
    Task<Expected<void>> setExpiry(QString secretId, QDateTime expires, StopToken stop = {});
    Task<Expected<QString>> createCollection(QString name, QString parentId, StopToken stop = {});
    Task<Expected<void>> renameCollection(QString collectionId, QString name, StopToken stop = {});
    Task<Expected<void>> removeCollection(QString collectionId, bool withContent, StopToken stop = {});
    /// See VaultWriting. planUpgrade() writes nothing.
    Task<Expected<UpgradePlan>> planUpgrade(QString secretId, StopToken stop = {});
    Task<Expected<JobReport>> upgrade(Progress progress, StopToken stop = {});
    Task<Expected<void>> upgradeOne(QString secretId, StopToken stop = {});
    /// Somebody changed these by another way (sharing, moving): they are fetched again. Many, or a vault that cannot
    /// tell one, or a collection nobody has seen yet, make a refresh(). A failure leaves the catalog as it was.
    Task<Expected<void>> touched(QStringList secretIds);

    // What was written while the server could not be asked (sessionoutbox.cpp). It goes with the next sync, in the
    // order it was written; what the server refuses waits for a person.
    /// To be called before open(), at most once. Without it nothing can wait.
    void keepOutbox(std::unique_ptr<Outbox> outbox);
    [[nodiscard]] std::vector<WaitingChange> waiting() const;
    /// The id of the change of this secret that waits; empty: none does.
    [[nodiscard]] QString waitingFor(const QString &secretId) const;
    /// Why what waits cannot be read, and another try.
    [[nodiscard]] std::optional<Error> waitingTrouble() const;
    Task<Expected<void>> openWaiting();
    /// Of the one that is on its way; empty: none.
    [[nodiscard]] const QString &sendingId() const { return m_sending; }
    /// Whether a draft that failed to be saved with this error may wait.
    [[nodiscard]] bool canPostpone(const Error &error) const;
    /// Why it did not go the last time, since this was opened; nothing: it has not been tried.
    [[nodiscard]] std::optional<ErrorKind> whyWaiting(const QString &changeId) const;
    /// Keeps a draft that save() could not bring to the server, in the place of another change where replaces names
    /// one. attempts: the saves that were not answered.
    Task<Expected<void>> postpone(std::shared_ptr<const SecretDraft> draft, Attempts attempts, QString replaces = {},
                                  StopToken stop = {});
    /// See Outbox::draft().
    Task<Expected<SecretDraft>> waitingDraft(QString changeId, StopToken stop = {});
    /// Sends one now; as save(), and Conflict while another is on its way, it is held, or a new one seems to have
    /// arrived before. What was refused before is tried again.
    Task<Expected<void>> sendWaiting(QString changeId, StopToken stop = {}, Reading reading = Reading::Attended);
    /// As save(), of a draft whose earlier saves were not answered: Conflict where a new one seems to have arrived, and
    /// done where a change has.
    Task<Expected<QString>> saveAgain(std::shared_ptr<const SecretDraft> draft, Attempts attempts,
                                      QStringList confirmedFingerprints, StopToken stop = {});
    /// As saveAgain(), of a draft that takes the place of one that waits, which goes when this is written. NotFound
    /// where that does not wait any more.
    Task<Expected<QString>> saveWaiting(QString changeId, std::shared_ptr<const SecretDraft> draft,
                                        QStringList confirmedFingerprints, StopToken stop = {});
    /// Somebody is at work on it: it is not sent until another is held, or none (empty).
    void holdWaiting(QString changeId);
    [[nodiscard]] const QString &heldWaiting() const { return m_heldWaiting; }
    Task<Expected<void>> dropWaiting(QString changeId); ///< Conflict while it is on its way
    /// What waits cannot be read: gives it up.
    Task<Expected<void>> dropAllWaiting();

Q_SIGNALS:
    void stateChanged();
    void waitingChanged(); ///< waiting(), waitingTrouble(), sendingId() or heldWaiting()
    void contactChanged(); ///< and whatever lastError() says
    void catalogChanged();
    void progressChanged(int secretsSoFar, int total);
    /// Something of its life as a check-out changed: VaultCheckOut::held() and the catalog's markers say what.
    void checkOutChanged(const QString &secretId);
    /// The time of a check-out or grant is over, it was given back or taken back: whatever shows or holds a value of
    /// this secret lets go of it now. The session's own copies are gone already, and what is being opened fails with
    /// AccessEnded.
    void accessEnded(const QString &secretId);
    /// What was listed cannot be kept or read again, for this reason; said once for each reason until close().
    void keepingFailed(const coffret::Error &error);

private:
    using Payload = std::shared_ptr<const OpenedPayload>;
    using Index = std::shared_ptr<const Catalog>;
    using Steps = std::shared_ptr<const CatalogSteps>;
    struct Opening;
    struct Joint;
    struct Pass;
    struct Batch;

    void setState(State state);
    void tellContact();
    [[nodiscard]] bool isUnderWay() const { return m_state == State::SigningIn || m_state == State::Loading; }
    // Unattended: nobody is there to be asked for a passphrase.
    Task<Expected<void>> signIn(Reading reading);
    Task<Expected<void>> signInAgain(quint64 seenSignIns, Reading reading = Reading::Attended);
    Task<Expected<void>> load(Reading reading);
    Task<Expected<Steps>> readIndex(Reading reading);
    Task<Expected<Steps>> stepsTo(Index catalog, std::shared_ptr<Pass> pass);
    [[nodiscard]] std::shared_ptr<Pass> passFor(Reading reading);
    Task<Expected<void>> getOver(Error error, int failures, bool maySignIn, quint64 signIns, Reading reading);
    Task<void> pause(std::chrono::milliseconds time);
    void endPause();
    void syncByItself();
    void noteSomebody();
    void takeCatalog(Steps steps);
    void publish(Steps steps);
    void forgetIfChanged();
    Task<void> patch(CatalogPatch patch);
    Task<void> patchWith(CatalogChange change);
    Task<void> showBatch();
    using Touch = std::function<void(SecretSummary &)>;
    Task<void> touchRow(const SecretSummary &before, Touch touch);
    [[nodiscard]] bool isKnownCollection(const QString &collectionId) const;
    template <typename T>
    Task<Expected<T>> write(std::function<Task<Expected<T>>(VaultWriting &, StopToken)> call, StopToken stop,
                            Reading reading = Reading::Attended);
    Task<Expected<void>> writeOne(QString secretId, Touch touch,
                                  std::function<Task<Expected<void>>(VaultWriting &, StopToken)> call, StopToken stop);
    void takeCheckOut(const CheckOut &checkOut);
    void endAccess(const CheckOut &checkOut);
    Error fail(Error error, Reading reading);
    // sessioncache.cpp
    Task<Expected<void>> showKept();
    void keepCatalog();
    void keepChange(const ChangedCatalog &changed, std::shared_ptr<const Catalog> before);
    void keepMessage(const SecretSummary &summary, const FetchedPayload &fetched, Reading reading);
    Task<Expected<FetchedPayload>> keptMessage(SecretSummary summary, Error reason);
    Task<void> fetchAhead();
    // sessionoutbox.cpp
    Task<void> sendWaiting();
    Task<Expected<void>> send(WaitingChange change, StopToken stop, Reading reading);
    /// What was tried before a draft is written again.
    struct Earlier
    {
        Attempts attempts;
        quint64 passes = 0;   ///< see Obstacle
        bool isMeant = false; ///< somebody was told that it may have arrived
    };
    [[nodiscard]] Earlier earlierOf(const WaitingChange &change) const;
    Task<Expected<QString>> writeAgain(std::shared_ptr<const SecretDraft> draft, Earlier earlier,
                                       QStringList confirmedFingerprints, StopToken stop, Reading reading);
    Task<Expected<void>> requireNoTwin(Earlier earlier, StopToken stop, Reading reading);
    Task<Expected<void>> finishWaiting(QString changeId, QString secretId, SecretType type);
    [[nodiscard]] bool isBusyWith(const QString &changeId) const;
    Task<void> judge(QString changeId, Error error);
    Task<Expected<bool>> isThere(std::shared_ptr<const SecretDraft> draft, StopToken stop, Reading reading);
    void askForSecondFactor();
    Task<Expected<void>> takeSecondFactor(Task<Expected<void>> answering);

    /// revisionId empty: as it is now.
    Task<Expected<Payload>> openPayload(QString secretId, StopToken stop, QString revisionId = {},
                                        Reading reading = Reading::Attended);
    Task<void> runOpening(std::shared_ptr<Opening> opening, SecretSummary summary);
    Task<Expected<FetchedPayload>> fetchPayload(SecretSummary summary, QString revisionId, Reading reading,
                                                StopToken stop);
    /// A field as it may leave the session; keeps the seed of a code that is to be shown.
    [[nodiscard]] Expected<Revealed> handOut(const QString &secretId, const OpenedPayload::Field &opened, Use use);
    [[nodiscard]] bool isShownCode(const QString &secretId, const QString &fieldKey) const;
    void markOpened(const QString &secretId, const OpenedPayload &payload);
    void learn(SecretSummary &summary, SecretType type);
    Task<Expected<QString>> writeDraft(std::shared_ptr<const SecretDraft> draft, QStringList confirmedFingerprints,
                                       StopToken stop, Reading reading);
    Task<void> showWritten(QString secretId, SecretType type);
    void forgetValuesOf(const QString &secretId);
    [[nodiscard]] Payload heldPayload(const QString &secretId, const QString &revisionId);
    void hold(const Opening &opening);
    void stopEverything();

    Account m_account;
    std::shared_ptr<Vault> m_vault; ///< shared with the tasks under way, so that it outlives them
    OpenPgp &m_openPgp;
    WorkerPool &m_workers;
    const Clock &m_clock;
    std::chrono::seconds m_holdTime;
    State m_state = State::Closed;
    std::optional<Error> m_lastError;
    std::shared_ptr<const Catalog> m_catalog;
    Steps m_steps;
    QDateTime m_lastSync;
    QDateTime m_lastContact;
    SyncLoop m_sync;
    Contact m_toldContact = Contact::None;
    Turns m_turns;                       ///< to make the next catalog from the one that is shown
    std::shared_ptr<Batch> m_batch;      ///< waits for its turn, or null
    std::shared_ptr<Pass> m_pass;        ///< through the index: under way, or broken off and still worth going on with
    std::shared_ptr<Joint> m_load;       ///< under way, or null
    std::shared_ptr<Bell> m_pause;       ///< until the same page is asked for again, or null
    std::unique_ptr<OfflineCopy> m_copy; ///< null: nothing is kept
    std::unique_ptr<Outbox> m_outbox;    ///< null: nothing can wait
    QString m_sending;                   ///< what of it is on its way
    QString m_heldWaiting;
    QString m_savingWaiting; ///< on its way by saveWaiting()
    struct Obstacle
    {
        std::optional<ErrorKind> last;
        int faults = 0;         ///< of a server that answers the others
        quint64 passes = 0;     ///< that had begun by the last attempt: they may not know of it
        bool isWritten = false; ///< but could not be taken out
    };
    std::map<QString, Obstacle> m_obstacles; ///< of what waits
    bool m_isFromCache = false;
    bool m_isFetchingAhead = false;

    /// The one opened payload that is kept: of an attended reading.
    struct Held
    {
        QString secretId;
        QString revisionId;
        qint64 modifiedMs = 0; ///< of the summary it was opened with
        Payload payload;
        QDateTime until;
    };
    Held m_held;
    QTimer m_holdTimer;

    struct ShownCode
    {
        QString secretId;
        qint64 modifiedMs = 0;
        FieldOutline field;
        Verdict verdict;
        OneTimeCode code;
        QDateTime asOf;
    };
    std::optional<ShownCode> m_shownCode; ///< while it is on the screen

    std::vector<std::shared_ptr<Opening>> m_openings; ///< under way, at most one per secret
    std::shared_ptr<Joint> m_signIn;                  ///< under way, or null
    bool m_answering = false;                         ///< a second factor is on its way
    bool m_presenting = false;
    bool m_loadInterrupted = false;  ///< by the question for a second factor
    std::shared_ptr<Bell> m_signOut; ///< under way, or null
    quint64 m_signIns = 0;           ///< how many succeeded
    quint64 m_passes = 0;            ///< how many have begun
    quint64 m_listedPass = 0;        ///< the one that the catalog is of
    quint64 m_generation = 0;        ///< counts close(): what was begun before it must not go on
    std::stop_source m_stop;
};

} // namespace coffret
