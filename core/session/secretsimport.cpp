// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/secretsimport.h"

#include <algorithm>

namespace coffret {

namespace {

using Plan = ImportLine::Plan;
using State = ImportLine::State;
using Secret = Session::EnvironmentSecret;
using Values = std::vector<Secret>;

Task<Expected<Values>> valuesOf(QPointer<Session> session, QString environmentId, QStringList names, StopToken stop)
{
    if (!session)
        co_return failure(ErrorKind::Cancelled);
    Task<Expected<Values>> asking = session->environmentSecrets(environmentId, names, std::move(stop));
    Expected<Values> values = co_await asking;
    co_return std::move(values);
}

const Secret *find(const Values &values, const QString &name)
{
    const auto it =
        std::find_if(values.begin(), values.end(), [&name](const Secret &secret) { return secret.name == name; });
    return it == values.end() ? nullptr : &*it;
}

} // namespace

int SecretsImport::count(Plan plan) const
{
    return static_cast<int>(
        std::count_if(m_lines.begin(), m_lines.end(), [plan](const ImportLine &line) { return line.plan == plan; }));
}

int SecretsImport::pending() const
{
    return static_cast<int>(
        std::count_if(m_lines.begin(), m_lines.end(), [](const ImportLine &line) { return line.isPending(); }));
}

void SecretsImport::compare(std::size_t index, const Secret *now)
{
    ImportLine &line = m_lines[index];
    m_exists[index] = now != nullptr;
    if (now == nullptr) {
        line.plan = Plan::New;
    } else if (!now->changeable) {
        line.plan = Plan::Refused;
        line.error = Error{ErrorKind::Unsupported, QStringLiteral("a kind of value that is not known"), 0};
    } else if (!now->hasValue) {
        line.plan = Plan::FirstValue;
    } else if (!now->value) {
        line.plan = Plan::Changed;
        line.state = State::Failed;
        line.error = now->error;
    } else {
        m_before[index] = m_digest.of(now->value->view());
        line.plan = now->value->equals(m_values[index]) ? Plan::Same : Plan::Changed;
    }
}

Task<Expected<std::shared_ptr<SecretsImport>>> SecretsImport::plan(QPointer<Session> session, QString environmentId,
                                                                   std::shared_ptr<const SecretBuffer> file,
                                                                   StopToken stop)
{
    auto lines = readDotEnv(*file);
    if (!lines)
        co_return failure(lines);
    const QStringList everything;
    Task<Expected<Values>> asking = valuesOf(session, environmentId, everything, stop);
    const Expected<Values> now = co_await asking;
    if (!now)
        co_return failure(now);
    const auto import = std::make_shared<SecretsImport>();
    import->m_environmentId = environmentId;
    import->m_before.resize(lines->size());
    import->m_exists.resize(lines->size());
    for (std::size_t i = 0; i < lines->size(); ++i) {
        DotEnvLine &read = (*lines)[i];
        ImportLine line;
        line.number = read.number;
        line.name = read.name;
        line.refusal = read.state;
        line.overriddenBy = read.overriddenBy;
        line.plan = Plan::Refused;
        import->m_lines.push_back(line);
        import->m_values.push_back(std::move(read.value));
        if (read.state == DotEnvLine::State::Taken)
            import->compare(i, find(*now, read.name));
    }
    co_return import;
}

/// What the environment holds may have changed since the plan, by others and by a write whose answer was lost.
void SecretsImport::weigh(std::size_t index, const Values &now)
{
    ImportLine &line = m_lines[index];
    const Secret *found = find(now, line.name);
    m_exists[index] = found != nullptr;
    line.error.reset();
    if (line.state == State::Failed || line.state == State::MayBeDone)
        line.state = State::Waiting;
    if (found == nullptr || !found->hasValue)
        return;
    if (!found->changeable) {
        line.error = Error{ErrorKind::Unsupported, QStringLiteral("a kind of value that is not known"), 0};
    } else if (!found->value) {
        line.error = found->error;
    } else if (found->value->equals(m_values[index])) {
        line.state = State::Done;
        m_values[index].wipe();
    } else if (m_digest.of(found->value->view()) != m_before[index]) {
        line.error = Error{ErrorKind::Conflict, QStringLiteral("the value has changed since it was planned"), 0};
    }
    if (line.error)
        line.state = State::Failed;
}

/// A name that is taken is either one that has no value in this environment, which does not list it then, or one that
/// somebody has made since the environment was looked at: that is weighed like any other.
Task<Expected<void>> SecretsImport::make(QPointer<Session> session, std::shared_ptr<SecretsImport> import,
                                         std::size_t index)
{
    const QString environmentId = import->m_environmentId;
    const QString name = import->m_lines[index].name; // no line is added any more
    const StopToken toTheEnd;
    VaultEnvironments *environments = session->environments();
    Task<Expected<void>> making =
        environments->create(environments->applicationOf(environmentId), name, SecretType::Note, toTheEnd);
    const Expected<void> made = co_await making;
    if (!made && mayBeDone(made.error()))
        import->m_lines[index].state = State::MayBeDone;
    if (!made && made.error().kind != ErrorKind::Conflict)
        co_return failure(made);
    if (made) {
        import->m_lines[index].state = State::Made;
        co_return Expected<void>();
    }
    const QStringList names{name};
    Task<Expected<Values>> asking = valuesOf(session, environmentId, names, toTheEnd);
    const Expected<Values> now = co_await asking;
    if (!now)
        co_return failure(now);
    import->weigh(index, *now);
    const ImportLine &line = import->m_lines[index];
    if (line.error)
        co_return tl::unexpected<Error>(*line.error);
    co_return Expected<void>();
}

Task<Expected<void>> SecretsImport::write(QPointer<Session> session, std::shared_ptr<SecretsImport> import,
                                          std::size_t index)
{
    ImportLine &line = import->m_lines[index]; // no line is added any more
    if (!import->m_exists[index] && line.state != State::Made) {
        Task<Expected<void>> making = make(session, import, index);
        const Expected<void> made = co_await making;
        if (!made)
            co_return failure(made);
        if (line.state == State::Done)
            co_return Expected<void>();
        if (!session)
            co_return failure(ErrorKind::Cancelled);
    }
    const QStringList where{import->m_environmentId};
    const StopToken toTheEnd;
    Task<Expected<std::vector<EnvironmentResult>>> setting =
        session->environments()->setValue(line.name, where, import->m_values[index].clone(), Progress(), toTheEnd);
    const auto set = co_await setting;
    if (!set)
        co_return failure(set);
    if (isSetEverywhere(*set))
        co_return Expected<void>();
    if (set->front().state == EnvironmentResult::State::MayBeSet)
        line.state = State::MayBeDone;
    co_return tl::unexpected<Error>(set->front().error.value_or(Error{ErrorKind::Cancelled, {}, 0}));
}

Task<Expected<JobReport>> SecretsImport::carryOut(QPointer<Session> session, std::shared_ptr<SecretsImport> import,
                                                  Progress progress, StopToken stop)
{
    QStringList names;
    for (const ImportLine &line : import->m_lines) {
        if (line.isPending())
            names.append(line.name);
    }
    JobReport report;
    if (names.isEmpty())
        co_return report;
    Task<Expected<Values>> asking = valuesOf(session, import->m_environmentId, names, stop);
    const Expected<Values> now = co_await asking;
    if (!now)
        co_return failure(now);
    for (std::size_t i = 0; i < import->m_lines.size(); ++i) {
        if (import->m_lines[i].isPending())
            import->weigh(i, *now);
    }
    QStringList touched;
    int tried = 0;
    for (std::size_t i = 0; i < import->m_lines.size(); ++i) {
        ImportLine &line = import->m_lines[i];
        if (!line.isPending())
            continue;
        if (!session || stop.stop_requested()) {
            report.cancelled = true;
            break;
        }
        const QString id = session->environments()->secretIdOf(import->m_environmentId, line.name);
        if (line.state != State::Failed) { // weigh() found a conflict
            Task<Expected<void>> writing = write(session, import, i);
            const Expected<void> written = co_await writing;
            if (written) {
                line.state = State::Done;
                import->m_values[i].wipe();
                ++report.done;
            } else {
                const bool isOpen = line.state == State::Made || line.state == State::MayBeDone;
                line.state = isOpen ? line.state : State::Failed;
                line.error = written.error();
            }
            if (line.state != State::Failed)
                touched.append(id);
        }
        if (line.error)
            report.failures.push_back({id, line.name, *line.error, line.state == State::MayBeDone});
        if (progress)
            progress(++tried, static_cast<int>(names.size()));
        if (line.error && !concernsOneEnvironment(*line.error))
            break;
    }
    if (session && !touched.isEmpty()) {
        Task<Expected<void>> refreshing = session->touched(touched);
        co_await refreshing; // written it is, whatever comes of this
    }
    co_return report;
}

} // namespace coffret
