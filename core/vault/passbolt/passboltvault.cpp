// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltvault.h"

#include "core/vault/passbolt/passboltauth.h"
#include "core/vault/passbolt/passboltloader.h"
#include "core/vault/passbolt/passboltmetadataseal.h"
#include "core/vault/passbolt/passboltpayload.h"
#include "core/vault/passbolt/passboltreaders.h"
#include "core/vault/passbolt/passboltsecondfactor.h"
#include "core/vault/passbolt/passboltsharing.h"
#include "core/vault/support/tlspolicy.h"

namespace coffret {

/// Shared by the vault and its running tasks, so that a task may finish after the vault is gone.
struct PassboltVault::Private
{
    Private(Account accountOfVault, OpenPgp &pgp, WorkerPool &pool, PinStore &pins, const Clock &clock,
            CredentialStore *store)
        : account(std::move(accountOfVault))
        , api(account.server, tlsPolicyFor(account).value_or(TlsPolicy()), clock)
        , auth(account, api, pgp, clock)
        , secondFactor(account, api, store, clock, [this](StopToken stop) { return completeSignIn(std::move(stop)); })
        , directory(account, pgp, pins)
        , loader(account, api, pgp, pool, directory)
        , readers(account, api, pgp, pins, directory)
        , metadataSeal(account, api, pgp, loader)
        , sharing(account, api, pgp, pins, directory, readers, metadataSeal)
    {
    }

    const Account account;
    PassboltApi api;
    PassboltAuth auth;
    PassboltSecondFactor secondFactor;
    PassboltDirectory directory;
    PassboltLoader loader;
    PassboltReaders readers;
    PassboltMetadataSeal metadataSeal;
    PassboltSharingParts sharing;
    QString userId;

    using Self = std::shared_ptr<Private>;
    static Task<Expected<void>> signIn(Self self, StopToken stop);
    Task<Expected<void>> passSignIn(StopToken stop);
    Task<Expected<void>> completeSignIn(StopToken stop);
    static Task<Expected<void>> signOut(Self self);
    static Task<Expected<IndexPage>> fetchIndex(Self self, QString cursor, StopToken stop);
    static Task<Expected<FetchedPayload>> fetchPayload(Self self, SecretSummary summary, StopToken stop);
};

Task<Expected<void>> PassboltVault::Private::signIn(Self self, StopToken stop)
{
    const Expected<TlsPolicy> policy = tlsPolicyFor(self->account);
    if (!policy) // nothing was sent with the stand-in
        co_return failure(policy);
    self->secondFactor.keepQuiet(true);
    const Expected<void> done = co_await self->passSignIn(stop);
    self->secondFactor.keepQuiet(false);
    if (!done && done.error().kind == ErrorKind::SecondFactorNeeded)
        self->secondFactor.tell();
    else if (!done)
        co_await self->api.signOut(); // no session is left behind half way
    co_return done;
}

Task<Expected<void>> PassboltVault::Private::passSignIn(StopToken stop)
{
    const Expected<void> known = co_await auth.signIn(stop);
    if (!known && known.error().kind != ErrorKind::SecondFactorNeeded)
        co_return known;
    if (!known) {
        const bool remembered = co_await secondFactor.recall();
        if (!remembered)
            co_return known;
    }
    co_return co_await completeSignIn(stop);
}

/// Once the server knows for sure who we are.
Task<Expected<void>> PassboltVault::Private::completeSignIn(StopToken stop)
{
    userId = api.credentials().userId;
    directory.setOwnId(userId);
    const Expected<QJsonValue> settings = co_await api.fetch(QStringLiteral("/settings.json"), stop);
    if (!settings)
        co_return failure(settings);
    const QJsonValue plugins = (*settings)[QLatin1String("passbolt")][QLatin1String("plugins")];
    loader.setFeatures(isPassboltPluginOn(plugins, "folders"), isPassboltPluginOn(plugins, "metadata"));
    co_return {};
}

Task<Expected<void>> PassboltVault::Private::signOut(Self self)
{
    self->directory.clear();
    self->loader.clear();
    self->readers.clear();
    self->secondFactor.reset();
    co_return co_await self->api.signOut();
}

Task<Expected<IndexPage>> PassboltVault::Private::fetchIndex(Self self, QString cursor, StopToken stop)
{
    co_return co_await self->loader.page(std::move(cursor), std::move(stop));
}

Task<Expected<FetchedPayload>> PassboltVault::Private::fetchPayload(Self self, SecretSummary summary, StopToken stop)
{
    if (!isUuid(summary.id))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a resource id"));
    const Expected<QJsonValue> secret =
        co_await self->api.fetch(QStringLiteral("/secrets/resource/%1.json").arg(summary.id), stop);
    if (!secret)
        co_return failure(secret);
    if ((*secret)[QLatin1String("resource_id")].toString(summary.id).compare(summary.id, Qt::CaseInsensitive) != 0)
        co_return failure(ErrorKind::Malformed, QStringLiteral("the secret of another resource"));
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

PassboltVault::PassboltVault(Account account, OpenPgp &openPgp, WorkerPool &workers, PinStore &pins, const Clock &clock,
                             CredentialStore *credentials)
    : d(std::make_shared<Private>(std::move(account), openPgp, workers, pins, clock, credentials))
    , m_sharing(std::make_unique<PassboltSharing>(std::shared_ptr<PassboltSharingParts>(d, &d->sharing)))
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
    Capabilities capabilities = Capability::EndToEnd | Capability::Uris | Capability::Totp | Capability::Favourites |
                                Capability::Sharing | Capability::Groups;
    capabilities.setFlag(Capability::CollectionTree, d->loader.hasFolders());
    return capabilities;
}

SecondFactor *PassboltVault::secondFactor()
{
    return &d->secondFactor;
}

Task<Expected<IndexPage>> PassboltVault::fetchIndex(QString cursor, StopToken stop)
{
    return Private::fetchIndex(d, std::move(cursor), std::move(stop));
}

std::vector<FieldOutline> PassboltVault::outline(const SecretSummary &summary) const
{
    return passboltOutline(summary, d->loader.customFields(summary.id));
}

Task<Expected<FetchedPayload>> PassboltVault::fetchPayload(SecretSummary summary, StopToken stop)
{
    return Private::fetchPayload(d, std::move(summary), std::move(stop));
}

Expected<std::vector<SecretField>> PassboltVault::parsePlaintext(const SecretSummary &summary,
                                                                 const SecretBuffer &plaintext) const
{
    return parsePassboltSecret(summary, d->loader.customFields(summary.id), plaintext);
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
