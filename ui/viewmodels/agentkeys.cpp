// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/agentkeys.h"

#include "ui/viewmodels/checkouttexts.h"
#include "ui/viewmodels/sessionlist.h"
#include "ui/viewmodels/sshkeytexts.h"
#include "ui/viewmodels/toastviewmodel.h"

#include <algorithm>

namespace coffret {

namespace {

constexpr int SecondsBetweenChecks = 10;

Expected<void> removeFromAgent(const SshPublicKey &key)
{
    const Expected<SshAgent> agent = SshAgent::fromEnvironment();
    if (!agent)
        return failure(agent);
    Expected<void> removed = agent->remove(key);
    if (!removed && removed.error().kind == ErrorKind::NotFound)
        return {}; // by itself, or somebody else did
    return removed;
}

/// Of an agent that was told to take a key and did not say that it does.
bool leavesOpen(ErrorKind kind)
{
    return kind == ErrorKind::TimedOut || kind == ErrorKind::Malformed || kind == ErrorKind::NoSshAgent;
}

/// known: keys that Coffret has put in before, which may get other limits.
void addToAgent(const SshPrivateKey &key, const AgentKeys::Wish &wish, const QByteArrayList &known,
                AgentKeys::Outcome &outcome)
{
    const Expected<SshAgent> agent = SshAgent::fromEnvironment();
    const auto held = agent ? agent->identities() : Expected<std::vector<SshAgentIdentity>>(failure(agent));
    if (!held) {
        outcome.error = held.error();
        return;
    }
    const QByteArray &blob = key.publicKey().blob();
    const bool isThere = std::any_of(held->begin(), held->end(), [&](const auto &one) { return one.blob == blob; });
    if (isThere && !known.contains(blob)) { // what others have put in is theirs to limit and to take out
        outcome.error = Error{ErrorKind::Conflict, {}, 0};
        return;
    }
    if (const Expected<void> added = agent->add(key, {wish.lifetime, wish.confirm}); !added) {
        outcome.error = added.error();
        outcome.mayBeThere = leavesOpen(added.error().kind);
    }
}

} // namespace

AgentKeys::AgentKeys(SessionList &sessions, ToastViewModel &toast, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_sessions(sessions)
    , m_toast(toast)
    , m_clock(clock)
    , m_agentWorker(std::make_unique<WorkerPool>(1))
{
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &AgentKeys::tick);
    connect(&m_sessions, &SessionList::added, this, &AgentKeys::watch);
    connect(&m_sessions, &SessionList::aboutToRemove, this, [this](Session *session) {
        disconnect(session, nullptr, this, nullptr);
        takeOutAll(session->account().id);
    });
    for (const auto &session : m_sessions.all())
        watch(session.get());
}

AgentKeys::~AgentKeys()
{
    m_agentWorker.reset();
    std::vector<SshPublicKey> left;
    for (const std::vector<Lent> *list : {&m_lent, &m_stuck})
        std::transform(list->begin(), list->end(), std::back_inserter(left), [](const Lent &lent) { return lent.key; });
    for (const auto &adding : m_adding) {
        if (adding->added)
            left.push_back(*adding->added);
    }
    for (const SshPublicKey &key : left) {
        const Expected<void> removed = removeFromAgent(key);
        if (!removed && (removed.error().kind == ErrorKind::TimedOut || removed.error().kind == ErrorKind::NoSshAgent))
            return; // it will not do better with the next; each has its end
    }
}

void AgentKeys::watch(Session *session)
{
    connect(session, &Session::stateChanged, this, [this, session] {
        if (session->state() == Session::State::Closed)
            takeOutAll(session->account().id);
    });
    connect(session, &Session::catalogChanged, this, [this, session] { dropGone(*session); });
    connect(session, &Session::accessEnded, this, [this, session](const QString &secretId) {
        takeOut({session->account().id, secretId});
    });
}

/// A key whose secret was deleted, or is not shared with the user any more, is of no more use here.
void AgentKeys::dropGone(const Session &session)
{
    if (session.state() != Session::State::Open || session.isFromCache())
        return;
    const auto catalog = session.catalog();
    takeOutIf([&session, catalog](const Owner &owner) {
        return owner.accountId == session.account().id && catalog->rowOf(owner.secretId) == Catalog::NoRow;
    });
}

Task<AgentKeys::Outcome> AgentKeys::add(Owner owner, Secret text, Secret passphrase, Wish wish, QDateTime modified)
{
    const QPointer<AgentKeys> self(this);
    const auto adding = std::make_shared<Adding>();
    adding->owner = owner;
    adding->modified = std::move(modified);
    m_adding.push_back(adding);
    std::function<Opened()> job = [text, passphrase] { return open(*text, *passphrase); };
    text.reset();
    passphrase.reset();
    Task<Opened> opening = m_openers.run<Opened>(std::move(job));
    Opened opened = co_await opening;
    Outcome outcome = opened.outcome;
    if (self && opened.key && !adding->cancelled) {
        Task<Outcome> putting = putIn(adding, std::move(opened), wish);
        outcome = co_await putting;
    }
    if (self)
        take(*adding, outcome, wish);
    co_return outcome;
}

AgentKeys::Opened AgentKeys::open(const SecretBuffer &text, const SecretBuffer &passphrase)
{
    Opened opened;
    Expected<SshPrivateKey> key = openSshKey(text, passphrase);
    if (!key) {
        opened.outcome.problem = sshKeyProblem(text.view(), key.error(), !passphrase.isEmpty());
        return opened;
    }
    opened.outcome.key = key->publicKey();
    opened.outcome.comment = key->comment();
    opened.key = std::make_shared<const SshPrivateKey>(*std::move(key));
    return opened;
}

Task<AgentKeys::Outcome> AgentKeys::putIn(std::shared_ptr<Adding> adding, Opened opened, Wish wish)
{
    QByteArrayList known;
    for (const std::vector<Lent> *list : {&m_lent, &m_stuck}) {
        for (const Lent &lent : *list)
            known.append(lent.key.blob());
    }
    std::function<Outcome()> job = [adding, opened = std::move(opened), wish, known] {
        Outcome outcome = opened.outcome;
        addToAgent(*opened.key, wish, known, outcome);
        if (!outcome.error || outcome.mayBeThere)
            adding->added = opened.key->publicKey();
        return outcome;
    };
    return m_agentWorker->run<Outcome>(std::move(job));
}

void AgentKeys::take(const Adding &adding, Outcome &outcome, const Wish &wish)
{
    std::erase_if(m_adding, [&adding](const auto &one) { return one.get() == &adding; });
    const bool isWanted = !adding.cancelled && !outcome.error;
    if (adding.cancelled)
        outcome.error = Error{ErrorKind::Cancelled, {}, 0};
    if (!adding.added)
        return;
    const QDateTime now = m_clock.now();
    const QDateTime until = now.addMSecs(std::chrono::milliseconds(wish.lifetime).count());
    const Lent lent{adding.owner, adding.modified, *adding.added, outcome.comment,
                    now,          until,           wish.confirm,  wish.untilLocked};
    if (isWanted)
        lend(lent);
    else if (!isLent(lent.key)) // to another secret with the same key, or to this one before
        remove(lent, adding.cancelled);
}

/// Another key that the secret had before goes.
void AgentKeys::lend(const Lent &lent)
{
    const auto kept = std::stable_partition(m_lent.begin(), m_lent.end(),
                                            [&lent](const Lent &one) { return !(one.owner == lent.owner); });
    const std::vector<Lent> before(std::make_move_iterator(kept), std::make_move_iterator(m_lent.end()));
    m_lent.erase(kept, m_lent.end());
    m_lent.push_back(lent);
    std::erase_if(m_stuck, [&lent](const Lent &one) { return one.key == lent.key; });
    for (const Lent &one : before) {
        if (!isLent(one.key))
            remove(one, true);
    }
    follow();
}

Task<std::shared_ptr<const SshKeyLook>> AgentKeys::look(Secret text, Secret passphrase)
{
    using Look = std::shared_ptr<const SshKeyLook>;
    std::function<Look()> job = [text, passphrase] {
        return std::make_shared<const SshKeyLook>(lookAtSshKey(*text, *passphrase));
    };
    return m_openers.run<Look>(std::move(job));
}

const AgentKeys::Lent *AgentKeys::of(const Owner &owner) const
{
    const auto found =
        std::find_if(m_lent.begin(), m_lent.end(), [&owner](const Lent &lent) { return lent.owner == owner; });
    return found == m_lent.end() ? nullptr : &*found;
}

bool AgentKeys::isLent(const SshPublicKey &key) const
{
    return std::any_of(m_lent.begin(), m_lent.end(), [&key](const Lent &lent) { return lent.key == key; });
}

void AgentKeys::takeOut(const Owner &owner)
{
    takeOutIf([&owner](const Owner &other) { return other == owner; });
}

void AgentKeys::takeOutAll(const QString &accountId)
{
    takeOutIf([&accountId](const Owner &owner) { return owner.accountId == accountId; });
}

void AgentKeys::takeOutIf(const Concerned &concerned)
{
    for (const auto &adding : m_adding) {
        if (concerned(adding->owner))
            adding->cancelled = true; // it is taken out as soon as it was put in, if it ever is
    }
    const auto kept =
        std::stable_partition(m_lent.begin(), m_lent.end(), [&](const Lent &lent) { return !concerned(lent.owner); });
    const std::vector<Lent> gone(std::make_move_iterator(kept), std::make_move_iterator(m_lent.end()));
    m_lent.erase(kept, m_lent.end());
    for (const Lent &lent : gone) {
        if (!isLent(lent.key)) // of another secret with the same key
            remove(lent, true);
    }
    if (!gone.empty())
        follow();
}

/// asked: say so when it does not work, and try again later.
void AgentKeys::remove(const Lent &lent, bool asked)
{
    std::function<Expected<void>()> job = [key = lent.key] { return removeFromAgent(key); };
    QCoro::connect(m_agentWorker->run<Expected<void>>(std::move(job)), this,
                   [this, lent, asked](const Expected<void> &removed) {
                       if (removed || removed.error().kind == ErrorKind::NoSshAgent || isLent(lent.key))
                           return; // an agent that has gone took its keys with it
                       m_stuck.push_back(lent);
                       follow();
                       if (!asked)
                           return;
                       const QString until = momentText(lent.until, m_clock.now());
                       //: A key could not be taken out of the SSH agent. %1 says why, %2 is a moment.
                       m_toast.showMessage(tr("%1 The key stays in it until %2 at the latest.")
                                               .arg(describeAgentError(removed.error(), false).text, until));
                   });
}

void AgentKeys::check()
{
    for (const Lent &lent : std::vector(m_lent)) { // of which some may go at once
        std::function<Expected<bool>()> job = [key = lent.key]() -> Expected<bool> {
            const Expected<SshAgent> agent = SshAgent::fromEnvironment();
            if (!agent)
                return failure(agent);
            return agent->holds(key);
        };
        QCoro::connect(m_agentWorker->run<Expected<bool>>(std::move(job)), this,
                       [this, owner = lent.owner, since = lent.since](const Expected<bool> &holds) {
                           const bool gone = holds ? !*holds : holds.error().kind == ErrorKind::NoSshAgent;
                           if (!gone) // of a locked agent nobody knows
                               return;
                           std::erase_if(m_lent, [&](const Lent &one) {
                               return one.owner == owner && one.since == since; // not one that was put in again
                           });
                           follow();
                       });
    }
}

void AgentKeys::tick()
{
    const QDateTime now = m_clock.now();
    const auto isOver = [&now](const Lent &lent) { return lent.until <= now; };
    std::erase_if(m_stuck, isOver);
    const bool ended = std::erase_if(m_lent, isOver) > 0;
    if (++m_seconds % SecondsBetweenChecks == 0) {
        check();
        for (const Lent &lent : std::exchange(m_stuck, {}))
            remove(lent, false);
    }
    if (ended)
        follow();
    Q_EMIT ticked();
}

void AgentKeys::follow()
{
    if (m_lent.empty() && m_stuck.empty())
        m_second.stop();
    else if (!m_second.isActive())
        m_second.start();
    Q_EMIT changed();
}

} // namespace coffret
