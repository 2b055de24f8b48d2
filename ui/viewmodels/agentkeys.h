// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/session/session.h"
#include "core/sshkey/sshagent.h"
#include "core/sshkey/sshkeylook.h"

#include <QObject>
#include <QTimer>

namespace coffret {

class SessionList;
class ToastViewModel;

/// The SSH keys that Coffret has put into the user's agent: of which secret, until when. Takes each out again when its
/// account locks or goes, access to its secret ends, or the program does. The agent is spoken to by one thread, in
/// order, so that what is taken out is not put in afterwards; keys are opened by another one, which takes its time, so
/// that taking out does not wait for that. Owned by BrowseViewModel, main thread.
class AgentKeys : public QObject
{
    Q_OBJECT
public:
    /// How long a key of "until locked" stays if nobody is left to take it out.
    static constexpr std::chrono::hours Longest{24};

    struct Owner
    {
        QString accountId;
        QString secretId;
        friend bool operator==(const Owner &, const Owner &) = default;
    };
    struct Wish
    {
        std::chrono::seconds lifetime = Longest;
        bool confirm = false;     ///< the agent asks before each use
        bool untilLocked = false; ///< lifetime is only what it may not outlive
    };
    struct Lent
    {
        Owner owner;
        QDateTime modified; ///< the secret, as it was then
        SshPublicKey key;
        QString comment;
        QDateTime since;
        QDateTime until;
        bool confirm = false;
        bool untilLocked = false;
    };
    struct Outcome
    {
        std::optional<SshPublicKey> key; ///< nothing when it could not be opened
        QString comment;
        std::optional<SshKeyProblem> problem; ///< with the key
        std::optional<Error> error;           ///< with the agent; Conflict: it has the key from somebody else
        bool mayBeThere = false;              ///< despite the error: the agent has been told
    };
    using Secret = std::shared_ptr<const SecretBuffer>;

    AgentKeys(SessionList &sessions, ToastViewModel &toast, const Clock &clock, QObject *parent = nullptr);
    ~AgentKeys() override; ///< takes everything out, and waits for it

    /// Opens the key and puts it into the agent. modified: when the secret was, as it is known here. Cancelled when it
    /// was to be taken out again meanwhile.
    Task<Outcome> add(Owner owner, Secret text, Secret passphrase, Wish wish, QDateTime modified = {});
    Task<std::shared_ptr<const SshKeyLook>> look(Secret text, Secret passphrase);
    [[nodiscard]] const Lent *of(const Owner &owner) const; ///< null: not in the agent
    void takeOut(const Owner &owner);
    void takeOutAll(const QString &accountId);
    void check(); ///< whether the agent still has them

Q_SIGNALS:
    void changed();
    void ticked(); ///< each second while there are any

private:
    struct Adding
    {
        Owner owner;
        QDateTime modified;
        bool cancelled = false;
        std::optional<SshPublicKey> added; ///< the worker's: it is in the agent, or may be
    };
    struct Opened
    {
        std::shared_ptr<const SshPrivateKey> key; ///< null: the outcome has a problem
        Outcome outcome;
    };
    using Concerned = std::function<bool(const Owner &)>;
    void watch(Session *session);
    void dropGone(const Session &session);
    [[nodiscard]] static Opened open(const SecretBuffer &text, const SecretBuffer &passphrase);
    [[nodiscard]] Task<Outcome> putIn(std::shared_ptr<Adding> adding, Opened opened, Wish wish);
    void take(const Adding &adding, Outcome &outcome, const Wish &wish);
    void lend(const Lent &lent);
    void takeOutIf(const Concerned &concerned);
    void remove(const Lent &lent, bool asked);
    [[nodiscard]] bool isLent(const SshPublicKey &key) const;
    void tick();
    void follow();

    SessionList &m_sessions;
    ToastViewModel &m_toast;
    const Clock &m_clock;
    std::vector<Lent> m_lent;
    std::vector<Lent> m_stuck; ///< to be taken out, which the agent did not do yet
    std::vector<std::shared_ptr<Adding>> m_adding;
    QTimer m_second;
    int m_seconds = 0;
    WorkerPool m_openers{1};
    std::unique_ptr<WorkerPool> m_agentWorker; ///< gone first, so that nothing is put in any more
};

} // namespace coffret
