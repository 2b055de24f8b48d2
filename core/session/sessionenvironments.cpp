// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/askinsession.h"
#include "core/session/joinedstop.h"
#include "core/session/manysecrets.h"
#include "core/session/sessionparts.h"

namespace coffret {

namespace {

using Secret = Session::EnvironmentSecret;
using Values = std::vector<EnvironmentValue>;

/// One of the values, opened and weighed like any other. Fails with what every other one would meet too.
Task<Expected<Secret>> openValue(std::shared_ptr<Vault> vault, OpenPgp *openPgp, SecretSummary summary,
                                 std::shared_ptr<EnvironmentValue> in, StopToken stop)
{
    Secret secret;
    secret.name = in->name;
    secret.hasValue = in->value.has_value();
    secret.changeable = in->changeable;
    if (!secret.hasValue)
        co_return std::move(secret);
    FetchedPayload fetched;
    fetched.expectedSigners = in->expectedSigners;
    SecretField field;
    field.key = primaryFieldOf(summary.type, vault->outline(summary));
    field.isProtected = true;
    field.value = *std::move(in->value);
    fetched.fields.push_back(std::move(field));
    Task<Expected<std::shared_ptr<const OpenedPayload>>> opening =
        openFetched(vault, openPgp, std::move(summary), std::move(fetched), true, false, std::move(stop));
    const auto opened = co_await opening;
    if (!opened)
        co_return failure(opened);
    const OpenedPayload::Field &found = (*opened)->fields.front();
    if (found.error && concernsAll(found.error->kind))
        co_return tl::unexpected<Error>(*found.error);
    secret.verdict = found.verdict;
    secret.error = found.error;
    if (!found.error)
        secret.value = found.field.value.clone();
    co_return std::move(secret);
}

} // namespace

VaultEnvironments *Session::environments() const
{
    return m_vault->environments();
}

Task<Expected<std::vector<Session::EnvironmentSecret>>> Session::environmentSecrets(QString environmentId,
                                                                                    QStringList names, StopToken stop)
{
    const QPointer<Session> self(this);
    const auto vault = m_vault;
    OpenPgp *const openPgp = &m_openPgp;
    const quint64 generation = m_generation;
    if (vault->environments() == nullptr)
        co_return failure(ErrorKind::Unsupported);
    const JoinedStop either(stop, m_stop.get_token());
    std::function<Task<Expected<Values>>(StopToken)> call = [vault, environmentId, names](StopToken token) {
        return vault->environments()->values(environmentId, names, std::move(token));
    };
    Task<Expected<Values>> asking = askInSession<Values>(self, std::move(call), either.token());
    Expected<Values> values = co_await asking;
    if (!values)
        co_return failure(values);
    std::vector<EnvironmentSecret> secrets;
    for (EnvironmentValue &value : *values) {
        if (!self || m_generation != generation || either.token().stop_requested())
            co_return failure(ErrorKind::Cancelled);
        SecretSummary summary;
        summary.id = vault->environments()->secretIdOf(environmentId, value.name);
        summary.name = value.name;
        if (const Catalog::Row row = m_catalog->rowOf(summary.id); row != Catalog::NoRow)
            summary = m_catalog->summary(row);
        auto in = std::make_shared<EnvironmentValue>(std::move(value));
        Task<Expected<Secret>> opening = openValue(vault, openPgp, std::move(summary), std::move(in), either.token());
        Expected<Secret> secret = co_await opening;
        if (!secret)
            co_return failure(secret);
        secrets.push_back(*std::move(secret));
    }
    co_return std::move(secrets);
}

} // namespace coffret
