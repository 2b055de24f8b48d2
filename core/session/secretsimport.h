// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/keyeddigest.h"
#include "core/session/session.h"
#include "core/toolbox/dotenvreader.h"

#include <QPointer>

namespace coffret {

// A .env file on its way into one environment: first what each line comes to, then, once a person has agreed, the job.
// Main thread.

/// One line of the file. Its value stays in guarded memory until it is written.
struct ImportLine
{
    enum class Plan : quint8 {
        New,        ///< no such secret yet
        FirstValue, ///< the secret is there, without a value in this environment
        Changed,    ///< there with another value, or one that cannot be opened: that stays, and fails
        Same,       ///< there with this value: nothing to do
        Refused,    ///< not a line that can be imported: see refusal, or error where the value there must stay
    };
    enum class State : quint8 {
        Waiting,
        Made, ///< the new secret exists, its value does not
        Done,
        Failed,    ///< nothing of it was written; Conflict: somebody has changed the value since it was planned
        MayBeDone, ///< it was sent, and no answer came
    };
    int number = 0; ///< in the file, from 1
    QString name;   ///< empty where the line has none
    Plan plan = Plan::New;
    State state = State::Waiting;
    std::optional<Error> error; ///< why it is Refused, Made, Failed or MayBeDone
    DotEnvLine::State refusal = DotEnvLine::State::Taken;
    int overriddenBy = 0; ///< when refusal is Overridden: number of the line that counts

    /// What carryOut() would still write.
    [[nodiscard]] bool isPending() const { return plan != Plan::Same && plan != Plan::Refused && state != State::Done; }
};

/// What importing a file into an environment comes to, and how far that has got. Nothing here is shown but lines().
class SecretsImport
{
public:
    /// Reads the file and what the environment holds now, values and all; writes nothing. TooLarge, and what
    /// VaultEnvironments::values() fails with. Unsupported without environments.
    static Task<Expected<std::shared_ptr<SecretsImport>>>
    plan(QPointer<Session> session, QString environmentId, std::shared_ptr<const SecretBuffer> file, StopToken stop);

    /// Writes what is pending, line by line. A line that is refused does not stop the others; the connection does, and
    /// so does stop, after the line it is at: what is being written is never cut off. Called again, it goes on: what
    /// the environment holds is looked at first, so that nothing is written twice, not even a line whose answer was
    /// lost. Fails only when nothing was written.
    static Task<Expected<JobReport>> carryOut(QPointer<Session> session, std::shared_ptr<SecretsImport> import,
                                              Progress progress, StopToken stop);

    [[nodiscard]] const std::vector<ImportLine> &lines() const { return m_lines; }
    [[nodiscard]] QString environmentId() const { return m_environmentId; }
    [[nodiscard]] int count(ImportLine::Plan plan) const;
    [[nodiscard]] int pending() const;

private:
    using Values = std::vector<Session::EnvironmentSecret>;

    static Task<Expected<void>> write(QPointer<Session> session, std::shared_ptr<SecretsImport> import,
                                      std::size_t index);
    static Task<Expected<void>> make(QPointer<Session> session, std::shared_ptr<SecretsImport> import,
                                     std::size_t index);
    void compare(std::size_t index, const Session::EnvironmentSecret *now);
    void weigh(std::size_t index, const Values &now);

    QString m_environmentId;
    std::vector<ImportLine> m_lines;
    std::vector<SecretBuffer> m_values; ///< by line; empty once written
    std::vector<QByteArray> m_before;   ///< by line: digest of the value planned over; empty: none
    std::vector<bool> m_exists;         ///< by line: the environment lists the secret
    KeyedDigest m_digest;
};

} // namespace coffret
