// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltwriterupgrade.h"

#include "core/vault/passbolt/passboltwriterupdate.h"

#include <QSet>

namespace coffret {

namespace {

using Parts = std::shared_ptr<PassboltWriterParts>;

constexpr int PageSize = 500;
constexpr qsizetype MaximumSecrets = 2'000'000;

struct Candidate
{
    QString id;
    QString name;
};

/// All of them before the first is written: writing moves rows about in the list.
Task<Expected<std::vector<Candidate>>> candidates(Parts parts, StopToken stop)
{
    std::vector<Candidate> found;
    QSet<QString> seen;
    for (int page = 1;; ++page) {
        const QString path = QStringLiteral("/resources.json?contain[permission]=1&limit=%1&page=%2"
                                            "&sort=Resources.modified&direction=desc")
                                 .arg(PageSize)
                                 .arg(page);
        const Expected<QJsonValue> rows = co_await parts->api.fetch(path, stop);
        if (!rows && rows.error().kind == ErrorKind::NotFound && page > 1)
            co_return found;
        if (!rows)
            co_return failure(rows);
        const qsizetype before = seen.size();
        for (const QJsonValue row : rows->toArray()) {
            const PassboltType *const type =
                passboltType(parts->loader.slugOf(row[QLatin1String("resource_type_id")].toString().toLower()));
            const int right = row[QLatin1String("permission")][QLatin1String("type")].toInt();
            const QString id = row[QLatin1String("id")].toString().toLower();
            if (seen.contains(id)) // rows move about while others write
                continue;
            seen.insert(id);
            if (type != nullptr && !type->encryptedMetadata && passboltRight(right) >= AccessRight::Update &&
                isUuid(id))
                found.push_back({id, row[QLatin1String("name")].toString()});
        }
        if (rows->toArray().size() < PageSize || seen.size() == before) // some servers begin again
            co_return found;
        if (seen.size() > MaximumSecrets)
            co_return failure(ErrorKind::TooLarge, QStringLiteral("more secrets than anybody has"));
    }
}

/// Failures that every other secret would meet too.
bool concernsAll(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unreachable:
    case ErrorKind::TimedOut:
    case ErrorKind::TlsUntrusted:
    case ErrorKind::TlsPinMismatch:
    case ErrorKind::RedirectRefused:
    case ErrorKind::NotAuthenticated:
    case ErrorKind::SecondFactorNeeded:
    case ErrorKind::RateLimited:
        return true;
    default:
        return endsEverything(kind);
    }
}

Task<Expected<void>> requireAllowed(Parts parts, StopToken stop)
{
    const Expected<void> ruled = co_await parts->knowRules(stop); // its keys, too
    if (!ruled)
        co_return failure(ruled);
    const Expected<void> known = co_await parts->loadRules(std::move(stop)); // as they are now
    if (!known)
        co_return failure(known);
    if (!parts->rules.upgrades)
        co_return failure(ErrorKind::Unsupported, QStringLiteral("the administrator does not allow it"));
    co_return Expected<void>();
}

} // namespace

Task<Expected<UpgradePlan>> planPassboltUpgrade(Parts parts, QString secretId, StopToken stop)
{
    const Expected<void> allowed = co_await requireAllowed(parts, stop);
    if (!allowed)
        co_return failure(allowed);
    UpgradePlan plan;
    if (secretId.isEmpty()) {
        const Expected<std::vector<Candidate>> all = co_await candidates(parts, stop);
        if (!all)
            co_return failure(all);
        plan.secrets = static_cast<int>(all->size());
    } else {
        const Expected<PassboltRow> row = co_await parts->writableRow(secretId, stop);
        if (!row)
            co_return failure(row);
        plan.secrets = row->type->encryptedMetadata ? 0 : 1;
    }
    const Expected<QJsonValue> keys =
        co_await parts->api.fetch(QStringLiteral("/metadata/keys/settings.json"), std::move(stop));
    if (!keys && keys.error().kind != ErrorKind::NotFound)
        co_return failure(keys);
    const QJsonValue settings = keys.value_or(QJsonValue());
    plan.serverHasKey = !settings[QLatin1String("zero_knowledge_key_share")].toBool(false);
    plan.personalKeys = settings[QLatin1String("allow_usage_of_personal_keys")].toBool(true);
    co_return plan;
}

Task<Expected<JobReport>> upgradePassboltSecrets(Parts parts, Progress progress, StopToken stop)
{
    const Expected<void> allowed = co_await requireAllowed(parts, stop);
    if (!allowed)
        co_return failure(allowed);
    const Expected<std::vector<Candidate>> all = co_await candidates(parts, stop);
    if (!all)
        co_return failure(all);
    JobReport report;
    for (std::size_t i = 0; i < all->size(); ++i) {
        const Candidate candidate = (*all)[i];
        Expected<void> done = failure(ErrorKind::Cancelled);
        if (!stop.stop_requested())
            done = co_await upgradePassboltSecret(parts, candidate.id, stop);
        if (!done && done.error().kind == ErrorKind::Cancelled) {
            report.cancelled = true;
            co_return report;
        }
        if (!done && report.done == 0 && concernsAll(done.error().kind))
            co_return failure(done);
        if (done)
            ++report.done;
        else
            report.failures.push_back({candidate.id, candidate.name, done.error()});
        if (progress)
            progress(static_cast<int>(i) + 1, static_cast<int>(all->size()));
        if (done || !concernsAll(done.error().kind))
            continue;
        for (++i; i < all->size(); ++i)
            report.failures.push_back({(*all)[i].id, (*all)[i].name, done.error()});
    }
    co_return report;
}

} // namespace coffret
