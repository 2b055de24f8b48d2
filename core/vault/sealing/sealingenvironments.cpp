// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/sealing/sealingenvironments.h"

#include "core/openpgp/encryptedmessage.h"
#include "core/secret/keyeddigest.h"
#include "core/vault/sealing/sealingparts.h"

namespace coffret {

namespace {

using Parts = std::shared_ptr<SealingParts>;
using Values = std::vector<EnvironmentValue>;
using Results = std::vector<EnvironmentResult>;

/// Every other message would meet it too.
bool isOfUsersKey(ErrorKind kind)
{
    return kind == ErrorKind::Cancelled || kind == ErrorKind::WrongPassphrase || kind == ErrorKind::NoPinentry ||
           kind == ErrorKind::NoOpenPgp;
}

/// Of what a value says, be it a message or not. Empty where its message cannot be opened.
Task<Expected<QByteArray>> digestOf(Parts parts, std::shared_ptr<const KeyedDigest> digest,
                                    std::shared_ptr<const SecretBuffer> value, StopToken stop)
{
    if (!looksSealed(value->view()))
        co_return digest->of(value->view());
    const QByteArray message(value->view().data(), static_cast<qsizetype>(value->size()));
    Task<Expected<OpenedMessage>> opening = parts->people->open(message, std::move(stop));
    const Expected<OpenedMessage> opened = co_await opening;
    if (!opened && isOfUsersKey(opened.error().kind))
        co_return failure(opened);
    if (!opened || opened->verdict.state == SignatureState::Bad)
        co_return QByteArray();
    co_return digest->of(opened->plaintext.view());
}

Task<Expected<EnvironmentColumn>> columnOf(Parts parts, QString environmentId,
                                           std::shared_ptr<const KeyedDigest> digest, StopToken stop)
{
    const QStringList everything;
    Task<Expected<Values>> asking = parts->vault->environments()->values(environmentId, everything, stop);
    Expected<Values> values = co_await asking;
    if (!values)
        co_return failure(values);
    EnvironmentColumn column;
    for (EnvironmentValue &in : *values) {
        EnvironmentColumn::Found found{in.value.has_value(), {}};
        if (in.value) {
            auto value = std::make_shared<const SecretBuffer>(*std::move(in.value));
            Task<Expected<QByteArray>> digesting = digestOf(parts, digest, std::move(value), stop);
            const Expected<QByteArray> taken = co_await digesting;
            if (!taken)
                co_return failure(taken);
            found.digest = *taken;
        }
        column.found.insert_or_assign(in.name, found);
    }
    co_return column;
}

Task<Expected<EnvironmentTable>> comparedValues(Parts parts, QString applicationId,
                                                std::vector<Environment> environments, StopToken stop)
{
    EnvironmentTable table;
    table.applicationId = applicationId;
    table.valuesCompared = true;
    const auto digest = std::make_shared<const KeyedDigest>(); // of this comparison alone
    std::vector<EnvironmentColumn> columns;
    for (const Environment &environment : environments) {
        if (parts->vault->environments()->applicationOf(environment.id) != applicationId)
            co_return failure(ErrorKind::InvalidInput, QStringLiteral("an environment of another application"));
        Task<Expected<EnvironmentColumn>> reading = columnOf(parts, environment.id, digest, stop);
        Expected<EnvironmentColumn> column = co_await reading;
        const bool isRefused =
            !column && (column.error().kind == ErrorKind::Forbidden || column.error().kind == ErrorKind::NotFound);
        if (!column && !isRefused)
            co_return failure(column);
        table.environments.push_back({environment, {}});
        if (!column)
            table.environments.back().error = column.error();
        columns.push_back(column ? *std::move(column) : EnvironmentColumn());
    }
    addRows(table, columns, *parts->vault->environments());
    co_return table;
}

Task<Expected<Values>> valuesWithSigners(Parts parts, QString environmentId, QStringList names, StopToken stop)
{
    VaultEnvironments *const vendor = parts->vault->environments();
    Task<Expected<Values>> asking = vendor->values(environmentId, std::move(names), std::move(stop));
    Expected<Values> values = co_await asking;
    if (!values)
        co_return values;
    for (EnvironmentValue &in : *values) {
        in.expectedSigners += parts->people->signers();
        const bool isSealed = in.value && looksSealed(in.value->view());
        const QString id = vendor->secretIdOf(environmentId, in.name);
        if (isSealed)
            parts->seen[id].sealed.insert(parts->valueKey({}));
        else if (const auto seen = parts->seen.find(id); seen != parts->seen.end())
            seen->sealed.clear();
    }
    co_return values;
}

/// One message for each environment: one that lies in the place of another is noticed.
Task<Expected<std::vector<ValueIn>>> sealed(Parts parts, std::vector<ValueIn> values, StopToken stop)
{
    Task<Expected<std::vector<ReaderKey>>> asking = parts->people->people(stop);
    const Expected<std::vector<ReaderKey>> readers = co_await asking;
    if (!readers)
        co_return failure(readers);
    const Expected<void> known = parts->people->requireConfirmed(*readers, QStringList());
    if (!known)
        co_return failure(known);
    for (ValueIn &in : values) {
        if (in.value.isEmpty())
            continue;
        if (stop.stop_requested())
            co_return failure(ErrorKind::Cancelled);
        Task<Expected<SecretBuffer>> sealing = parts->people->seal(std::move(in.value), *readers);
        Expected<SecretBuffer> message = co_await sealing;
        if (!message)
            co_return failure(message);
        in.value = *std::move(message);
    }
    co_return std::move(values);
}

/// Looks at what would be written over first. Of a place that cannot be read, what is known of it counts.
Task<Expected<bool>> isSealedThere(Parts parts, QString environmentId, QString name, StopToken stop)
{
    const QString id = parts->vault->environments()->secretIdOf(environmentId, name);
    const QStringList names{name};
    Task<Expected<Values>> reading = valuesWithSigners(parts, environmentId, names, std::move(stop));
    const Expected<Values> values = co_await reading;
    if (values)
        co_return std::any_of(values->begin(), values->end(), [&name](const EnvironmentValue &in) {
            return in.name == name && in.value && looksSealed(in.value->view());
        });
    if (values.error().kind != ErrorKind::Forbidden && values.error().kind != ErrorKind::NotFound)
        co_return failure(values);
    Task<Expected<bool>> asking = wasSealed(parts, id, QString());
    const Expected<bool> known = co_await asking;
    co_return known;
}

Task<Expected<void>> requireNothingSealed(Parts parts, QString name, QStringList environmentIds, StopToken stop)
{
    for (qsizetype i = 0; i < environmentIds.size(); ++i) {
        Task<Expected<bool>> looking = isSealedThere(parts, environmentIds[i], name, stop);
        const Expected<bool> sealed = co_await looking;
        if (!sealed)
            co_return failure(sealed);
        if (*sealed)
            co_return failure(ErrorKind::InvalidInput, QStringLiteral("it came sealed, and the account does not seal"));
    }
    co_return Expected<void>();
}

/// What noteSent() wants to know of values that leave like this.
std::vector<SentValue> sentBy(const SealingParts &parts, const QString &name, const std::vector<ValueIn> &values,
                              bool sealed)
{
    std::vector<SentValue> sent;
    for (const ValueIn &in : values) {
        const std::string_view value = in.value.view();
        sent.push_back({parts.vault->environments()->secretIdOf(in.environmentId, name),
                        {},
                        sealed ? QByteArray(value.data(), static_cast<qsizetype>(value.size())) : QByteArray()});
    }
    return sent;
}

/// The values as they may leave.
Task<Expected<std::vector<ValueIn>>> prepared(Parts parts, QString name, std::vector<ValueIn> values, bool seals,
                                              StopToken stop)
{
    if (seals) {
        Task<Expected<std::vector<ValueIn>>> sealing = sealed(parts, std::move(values), std::move(stop));
        Expected<std::vector<ValueIn>> messages = co_await sealing;
        co_return messages;
    }
    QStringList where;
    for (const ValueIn &in : values)
        where.append(in.environmentId);
    Task<Expected<void>> looking = requireNothingSealed(parts, std::move(name), std::move(where), std::move(stop));
    const Expected<void> clear = co_await looking;
    if (!clear)
        co_return failure(clear);
    co_return std::move(values);
}

Task<Expected<Results>> setAndNote(Parts parts, QString name, std::vector<ValueIn> values, Progress progress,
                                   StopToken stop)
{
    const bool seals = parts->people->setting().on;
    const QString signer = parts->people->setting().ownKey;
    const QDateTime since = QDateTime::currentDateTimeUtc();
    Task<Expected<std::vector<ValueIn>>> preparing = prepared(parts, name, std::move(values), seals, stop);
    Expected<std::vector<ValueIn>> ready = co_await preparing;
    if (!ready)
        co_return failure(ready);
    std::vector<SentValue> sent = sentBy(*parts, name, *ready, seals);
    VaultEnvironments *const vendor = parts->vault->environments();
    Task<Expected<Results>> setting = vendor->setValues(name, *std::move(ready), std::move(progress), std::move(stop));
    const Expected<Results> results = co_await setting;
    if (!results)
        co_return failure(results);
    QSet<QString> done;
    for (const EnvironmentResult &result : *results) {
        if (result.state == EnvironmentResult::State::Set)
            done.insert(vendor->secretIdOf(result.environmentId, name));
    }
    for (const QString &id : std::as_const(done))
        parts->seen.remove(id);
    std::erase_if(sent, [&done](const SentValue &value) { return !done.contains(value.secretId); });
    Task<void> noting = noteSent(parts, std::move(sent), signer, since);
    co_await noting;
    co_return results;
}

} // namespace

QString SealingEnvironments::applicationOf(const QString &id) const
{
    return d->vault->environments()->applicationOf(id);
}

QString SealingEnvironments::secretIdOf(const QString &environmentId, const QString &name) const
{
    return d->vault->environments()->secretIdOf(environmentId, name);
}

QString SealingEnvironments::readScope() const
{
    return d->vault->environments()->readScope();
}

QString SealingEnvironments::writeScope() const
{
    return d->vault->environments()->writeScope();
}

Task<Expected<std::vector<Environment>>> SealingEnvironments::environments(QString applicationId, StopToken stop)
{
    return d->vault->environments()->environments(std::move(applicationId), std::move(stop));
}

Task<Expected<EnvironmentTable>>
SealingEnvironments::compare(QString applicationId, std::vector<Environment> environments, Depth depth, StopToken stop)
{
    if (depth == Depth::Values)
        return comparedValues(d, std::move(applicationId), std::move(environments), std::move(stop));
    return d->vault->environments()->compare(std::move(applicationId), std::move(environments), depth, std::move(stop));
}

Task<Expected<std::vector<EnvironmentValue>>> SealingEnvironments::values(QString environmentId, QStringList names,
                                                                          StopToken stop)
{
    return valuesWithSigners(d, std::move(environmentId), std::move(names), std::move(stop));
}

Task<Expected<void>> SealingEnvironments::create(QString applicationId, QString name, SecretType type, StopToken stop)
{
    return d->vault->environments()->create(std::move(applicationId), std::move(name), type, std::move(stop));
}

Task<Expected<std::vector<EnvironmentResult>>> SealingEnvironments::setValues(QString name, std::vector<ValueIn> values,
                                                                              Progress progress, StopToken stop)
{
    return setAndNote(d, std::move(name), std::move(values), std::move(progress), std::move(stop));
}

} // namespace coffret
