// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltvault.h"

#include "core/vault/passbolt/passboltauth.h"
#include "core/vault/passbolt/passboltdirectory.h"
#include "core/vault/passbolt/passboltpayload.h"
#include "core/vault/support/tlspolicy.h"

namespace coffret {

namespace {

constexpr int PageSize = 500;

} // namespace

/// Shared by the vault and its running tasks, so that a task may finish after the vault is gone.
struct PassboltVault::Private
{
    Private(Account accountOfVault, OpenPgp &pgp, WorkerPool &pool, PinStore &pins, const Clock &clock)
        : account(std::move(accountOfVault))
        , openPgp(pgp)
        , workers(pool)
        , api(account.server, tlsPolicyFor(account).value_or(TlsPolicy()), clock)
        , auth(account, api, openPgp, clock)
        , directory(account, openPgp, pins)
    {
    }

    const Account account;
    OpenPgp &openPgp;
    WorkerPool &workers;
    PassboltApi api;
    PassboltAuth auth;
    PassboltDirectory directory;
    QHash<QString, QString> slugs = builtInPassboltSlugs();
    QHash<QString, QList<PassboltCustomField>> customFields; ///< labels by resource id
    QString userId;
    bool hasFolders = false;
    bool hasMetadata = false;

    using Self = std::shared_ptr<Private>;
    static Task<Expected<void>> signIn(Self self, StopToken stop);
    static Task<Expected<void>> signOut(Self self);
    static Task<Expected<std::vector<Collection>>> fetchSurroundings(Self self, StopToken stop);
    static Task<Expected<std::vector<Collection>>> fetchFolders(Self self, StopToken stop);
    static Task<Expected<void>> fetchUsers(Self self, StopToken stop);
    static Task<Expected<void>> fetchTypes(Self self, StopToken stop);
    static Task<Expected<PassboltResourcePage>> fetchResources(Self self, int page, StopToken stop);
    static Task<Expected<IndexPage>> fetchIndex(Self self, QString cursor, StopToken stop);
    static Task<Expected<FetchedPayload>> fetchPayload(Self self, SecretSummary summary, StopToken stop);
};

Task<Expected<void>> PassboltVault::Private::signIn(Self self, StopToken stop)
{
    const Expected<TlsPolicy> policy = tlsPolicyFor(self->account);
    if (!policy) // nothing was sent with the stand-in
        co_return failure(policy);
    const Expected<void> done = co_await self->auth.signIn(stop);
    if (!done)
        co_return done;
    self->userId = self->api.credentials().userId;
    self->directory.setOwnId(self->userId);
    const Expected<QJsonValue> settings = co_await self->api.fetch(QStringLiteral("/settings.json"), stop);
    if (!settings)
        co_return failure(settings);
    const QJsonValue plugins = (*settings)[QLatin1String("passbolt")][QLatin1String("plugins")];
    self->hasFolders = isPassboltPluginOn(plugins, "folders");
    self->hasMetadata = isPassboltPluginOn(plugins, "metadata");
    co_return {};
}

Task<Expected<void>> PassboltVault::Private::signOut(Self self)
{
    self->directory.clear();
    self->customFields.clear();
    co_return co_await self->api.signOut();
}

Task<Expected<std::vector<Collection>>> PassboltVault::Private::fetchFolders(Self self, StopToken stop)
{
    const Expected<HttpResponse> response =
        co_await self->api.call("GET", QStringLiteral("/folders.json?contain[permission]=1"), {}, stop);
    if (!response)
        co_return failure(response);
    const QByteArray json = response->body;
    std::function<Expected<std::vector<PassboltFolder>>()> job = [json] { return parseFolders(json); };
    const Expected<std::vector<PassboltFolder>> folders = co_await self->workers.run(std::move(job));
    if (!folders)
        co_return failure(folders);
    std::vector<Collection> collections;
    for (const PassboltFolder &folder : *folders)
        collections.push_back(folder.collection);
    co_return collections;
}

Task<Expected<void>> PassboltVault::Private::fetchUsers(Self self, StopToken stop)
{
    const Expected<HttpResponse> response = co_await self->api.call("GET", QStringLiteral("/users.json"), {}, stop);
    if (!response)
        co_return failure(response);
    const QByteArray json = response->body;
    std::function<Expected<std::vector<PassboltUser>>()> job = [json] { return parseUsers(json); };
    Expected<std::vector<PassboltUser>> users = co_await self->workers.run(std::move(job));
    if (!users)
        co_return failure(users);
    self->directory.setUsers(std::move(*users));
    co_return {};
}

Task<Expected<void>> PassboltVault::Private::fetchTypes(Self self, StopToken stop)
{
    const Expected<HttpResponse> response =
        co_await self->api.call("GET", QStringLiteral("/resource-types.json"), {}, stop);
    if (!response && response.error().kind == ErrorKind::NotFound)
        co_return {}; // the built-in list serves
    if (!response)
        co_return failure(response);
    const auto slugs = parseResourceTypes(response->body);
    if (!slugs)
        co_return failure(slugs);
    self->slugs = *slugs;
    co_return {};
}

/// What rows refer to, asked for side by side.
Task<Expected<std::vector<Collection>>> PassboltVault::Private::fetchSurroundings(Self self, StopToken stop)
{
    auto typesTask = fetchTypes(self, stop);
    auto usersTask = fetchUsers(self, stop);
    Expected<std::vector<Collection>> collections;
    if (self->hasFolders)
        collections = co_await fetchFolders(self, stop);
    const Expected<void> types = co_await typesTask;
    const Expected<void> users = co_await usersTask;
    if (!types)
        co_return failure(types);
    if (!users)
        co_return failure(users);
    co_return collections;
}

Task<Expected<PassboltResourcePage>> PassboltVault::Private::fetchResources(Self self, int page, StopToken stop)
{
    const QString path = QStringLiteral("/resources.json?contain[permission]=1&contain[favorite]=1&limit=%1&page=%2"
                                        "&sort=Resources.modified&direction=desc")
                             .arg(PageSize)
                             .arg(page);
    const Expected<HttpResponse> response = co_await self->api.call("GET", path, {}, stop);
    if (!response && response.error().kind == ErrorKind::NotFound && page > 1)
        co_return PassboltResourcePage(); // past the end: rows were deleted meanwhile
    if (!response)
        co_return failure(response);
    const QByteArray json = response->body;
    const QHash<QString, QString> slugs = self->slugs;
    std::function<Expected<PassboltResourcePage>()> job = [json, slugs] { return parseResources(json, slugs); };
    co_return co_await self->workers.run(std::move(job));
}

Task<Expected<IndexPage>> PassboltVault::Private::fetchIndex(Self self, QString cursor, StopToken stop)
{
    IndexPage out;
    const int page = cursor.isEmpty() ? 1 : cursor.toInt();
    if (page < 1)
        co_return failure(ErrorKind::Internal, QStringLiteral("not a cursor of this vault"));
    if (page == 1) {
        Expected<std::vector<Collection>> collections = co_await fetchSurroundings(self, stop);
        if (!collections)
            co_return failure(collections);
        out.collections = std::move(*collections);
    }
    Expected<PassboltResourcePage> resources = co_await fetchResources(self, page, stop);
    if (!resources)
        co_return failure(resources);
    for (PassboltResource &resource : resources->resources)
        out.secrets.push_back(std::move(resource.summary));
    out.total = resources->total;
    if (!out.secrets.empty() && page * PageSize < resources->total)
        out.nextCursor = QString::number(page + 1);
    co_return out;
}

Task<Expected<FetchedPayload>> PassboltVault::Private::fetchPayload(Self self, SecretSummary summary, StopToken stop)
{
    if (!isUuid(summary.id))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a resource id"));
    const Expected<QJsonValue> secret =
        co_await self->api.fetch(QStringLiteral("/secrets/resource/%1.json").arg(summary.id), stop);
    if (!secret)
        co_return failure(secret);
    FetchedPayload payload;
    payload.ciphertext = (*secret)[QLatin1String("data")].toString().toLatin1();
    if (payload.ciphertext.isEmpty())
        co_return failure(ErrorKind::Malformed, QStringLiteral("no message in the answer"));
    QString signer = (*secret)[QLatin1String("modified_by")].toString().toLower();
    if (signer.isEmpty()) // servers before 5.7 do not tell
        signer = summary.modifiedBy;
    const QString fingerprint = co_await self->directory.importedFingerprintOf(signer);
    if (!fingerprint.isEmpty())
        payload.expectedSigners.append(fingerprint);
    co_return payload;
}

PassboltVault::PassboltVault(Account account, OpenPgp &openPgp, WorkerPool &workers, PinStore &pins, const Clock &clock)
    : d(std::make_shared<Private>(std::move(account), openPgp, workers, pins, clock))
{
}

PassboltVault::~PassboltVault() = default;

Task<Expected<void>> PassboltVault::signIn(StopToken stop)
{
    return Private::signIn(d, std::move(stop));
}

Task<Expected<void>> PassboltVault::signOut()
{
    return Private::signOut(d);
}

Capabilities PassboltVault::capabilities() const
{
    Capabilities capabilities = Capability::EndToEnd | Capability::Uris | Capability::Totp | Capability::Favourites;
    capabilities.setFlag(Capability::CollectionTree, d->hasFolders);
    return capabilities;
}

Task<Expected<IndexPage>> PassboltVault::fetchIndex(QString cursor, StopToken stop)
{
    return Private::fetchIndex(d, std::move(cursor), std::move(stop));
}

std::vector<FieldOutline> PassboltVault::outline(const SecretSummary &summary) const
{
    return passboltOutline(summary, d->customFields.value(summary.id));
}

Task<Expected<FetchedPayload>> PassboltVault::fetchPayload(SecretSummary summary, StopToken stop)
{
    return Private::fetchPayload(d, std::move(summary), std::move(stop));
}

Expected<std::vector<SecretField>> PassboltVault::parsePlaintext(const SecretSummary &summary,
                                                                 const SecretBuffer &plaintext) const
{
    return parsePassboltSecret(summary, d->customFields.value(summary.id), plaintext);
}

QString PassboltVault::userId() const
{
    return d->userId;
}

Task<Expected<PassboltServerKey>> fetchPassboltServerKey(QUrl server, TlsPolicy policy)
{
    const SystemClock clock;
    PassboltApi api(server, std::move(policy), clock);
    const Expected<HttpResponse> response = co_await api.callGuest("GET", QStringLiteral("/auth/verify.json"), {}, {});
    if (!response)
        co_return failure(response);
    const Expected<void> status = checkStatus(*response);
    if (!status)
        co_return failure(status);
    const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
    if (!envelope)
        co_return failure(envelope);
    co_return parseServerKey(*envelope);
}

} // namespace coffret
