// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltvault.h"

#include "core/base/logging.h"
#include "core/openpgp/displaytext.h"
#include "core/openpgp/encryptedmessage.h"
#include "core/vault/passbolt/passboltauth.h"
#include "core/vault/passbolt/passboltdiscussion.h"
#include "core/vault/passbolt/passboltloader.h"
#include "core/vault/passbolt/passboltmemory.h"
#include "core/vault/passbolt/passboltmetadataseal.h"
#include "core/vault/passbolt/passboltpayload.h"
#include "core/vault/passbolt/passboltpolicies.h"
#include "core/vault/passbolt/passboltreaders.h"
#include "core/vault/passbolt/passboltsecondfactor.h"
#include "core/vault/passbolt/passboltsharing.h"
#include "core/vault/passbolt/passboltwriter.h"
#include "core/vault/passbolt/unattendedpgp.h"
#include "core/vault/support/tlspolicy.h"

#include <QJsonArray>

namespace coffret {

/// Shared by the vault and its running tasks, so that a task may finish after the vault is gone.
struct PassboltVault::Private
{
    Private(Account accountOfVault, OpenPgp &pgp, WorkerPool &pool, PinStore &pins, TrustLedger &trustLedger,
            const Clock &clock, CredentialStore *store)
        : account(std::move(accountOfVault))
        , workers(pool)
        , ledger(trustLedger)
        , api(account.server, tlsPolicyFor(account).value_or(TlsPolicy()), clock)
        , reading(pgp)
        , auth(account, api, reading, clock)
        , secondFactor(account, api, store, clock, [this](StopToken stop) { return completeSignIn(std::move(stop)); })
        , directory(account, pgp, pins)
        , policies(api)
        , discussion{api, policies}
        , loader(account, api, reading, pool, directory, pins, trustLedger)
        , readers(account, api, pgp, pins, directory)
        , metadataSeal(account, api, pgp, loader)
        , sharing{account,   api,          pins,
                  directory, policies,     loader,
                  readers,   metadataSeal, PassboltSharingSource(account, api, pgp, pool, directory, trustLedger)}
        , writing(api, loader, policies, readers, metadataSeal, sharing.source)
        , memory{userId, facts, policies, directory, loader}
    {
    }

    const Account account;
    WorkerPool &workers;
    TrustLedger &ledger;
    PassboltApi api;
    UnattendedPgp reading; ///< for what goes on when nobody is there; a change is always somebody's
    PassboltAuth auth;
    PassboltSecondFactor secondFactor;
    PassboltDirectory directory;
    PassboltPolicies policies;
    PassboltDiscussionParts discussion;
    PassboltLoader loader;
    PassboltReaders readers;
    PassboltMetadataSeal metadataSeal;
    PassboltSharingParts sharing;
    PassboltWriterParts writing;
    QString userId;
    ServerFacts facts; ///< but for the user
    PassboltMemory::Parts memory;

    using Self = std::shared_ptr<Private>;
    static Task<Expected<void>> signIn(Self self, StopToken stop);
    Task<Expected<void>> passSignIn(StopToken stop);
    Task<Expected<void>> completeSignIn(StopToken stop);
    static Task<Expected<void>> signOut(Self self);
    static Task<Expected<IndexPage>> fetchIndex(Self self, QString cursor, StopToken stop);
    static Task<Expected<IndexPage>> fetchPage(Self self, QString cursor, StopToken stop);
    static Task<void> keepSessionKeys(Self self);
    Task<Expected<void>> knowUsers(StopToken stop);
    static Task<Expected<FetchedPayload>> fetchPayload(Self self, SecretSummary summary, StopToken stop);
    static Task<Expected<SecretSummary>> fetchSummary(Self self, QString secretId, StopToken stop);
    static Task<Expected<FetchedPayload>> fetchRevision(Self self, SecretSummary summary, QString revisionId,
                                                        StopToken stop);
    /// What to open, from a row of secrets; modifiedBy: who wrote it, where the row does not say.
    static Task<Expected<FetchedPayload>> payloadOf(Self self, QJsonValue secret, QString resourceId,
                                                    QString modifiedBy);
    static Task<Verdict> weigh(Self self, SecretSummary summary, QByteArray ciphertext, Verdict verdict);
    static Task<void> learn(Self self, SecretSummary summary, SecretType type);
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
    facts.version = displayText((*settings)[QLatin1String("app")][QLatin1String("version")][QLatin1String("number")]
                                    .toString()
                                    .toUtf8()
                                    .toStdString());
    facts.edition =
        displayText((*settings)[QLatin1String("passbolt")][QLatin1String("edition")].toString().toUtf8().toStdString());
    const QJsonValue plugins = (*settings)[QLatin1String("passbolt")][QLatin1String("plugins")];
    const Expected<void> loaded = co_await policies.load(plugins, stop);
    if (!loaded)
        co_return loaded;
    loader.setFeatures(passboltFeatures(policies));
    co_return {};
}

Task<Expected<void>> PassboltVault::Private::signOut(Self self)
{
    self->directory.clear();
    self->sharing.looks.forget();
    self->loader.clear();
    self->policies.clear();
    self->writing.forgetRules();
    self->readers.clear();
    self->secondFactor.reset();
    co_return co_await self->api.signOut();
}

Task<Expected<IndexPage>> PassboltVault::Private::fetchIndex(Self self, QString cursor, StopToken stop)
{
    Expected<IndexPage> page = co_await fetchPage(self, std::move(cursor), std::move(stop));
    if (page && page->nextCursor.isEmpty())
        static_cast<void>(keepSessionKeys(self)); // nobody waits for that
    co_return page;
}

Task<void> PassboltVault::Private::keepSessionKeys(Self self)
{
    co_await self->loader.keepSessionKeys();
}

Task<Expected<IndexPage>> PassboltVault::Private::fetchPage(Self self, QString cursor, StopToken stop)
{
    if (!cursor.isEmpty())
        co_return co_await self->loader.page(std::move(cursor), std::move(stop));
    Task<Expected<void>> asking = self->writing.loadRules(stop);
    Expected<IndexPage> page = co_await self->loader.page(std::move(cursor), std::move(stop));
    const Expected<void> rules = co_await asking;
    if (!rules) // reading goes on; a write asks again
        qCWarning(lcVault) << "what may be written is not known:" << rules.error().detail;
    self->writing.takeTypes(rules && page);
    co_return page;
}

/// A refusal of the list of users says nothing of the secret that is being fetched.
Task<Expected<void>> PassboltVault::Private::knowUsers(StopToken stop)
{
    Expected<void> known = co_await loader.knowUsers(std::move(stop));
    if (!known)
        known.error().httpStatus = 0;
    co_return known;
}

Task<Expected<FetchedPayload>> PassboltVault::Private::fetchPayload(Self self, SecretSummary summary, StopToken stop)
{
    if (!isUuid(summary.id))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a resource id"));
    const Expected<QJsonValue> secret =
        co_await self->api.fetch(QStringLiteral("/secrets/resource/%1.json").arg(summary.id), stop);
    if (!secret)
        co_return failure(secret);
    const Expected<void> known = co_await self->knowUsers(stop);
    if (!known)
        co_return failure(known);
    co_return co_await payloadOf(self, *secret, summary.id, summary.modifiedBy);
}

Task<Expected<FetchedPayload>> PassboltVault::Private::payloadOf(Self self, QJsonValue secret, QString resourceId,
                                                                 QString modifiedBy)
{
    if (secret[QLatin1String("resource_id")].toString(resourceId).compare(resourceId, Qt::CaseInsensitive) != 0)
        co_return failure(ErrorKind::Malformed, QStringLiteral("the secret of another resource"));
    FetchedPayload payload;
    payload.ciphertext = secret[QLatin1String("data")].toString().toLatin1();
    if (payload.ciphertext.isEmpty())
        co_return failure(ErrorKind::Malformed, QStringLiteral("no message in the answer"));
    QString signer = secret[QLatin1String("modified_by")].toString().toLower();
    if (signer.isEmpty()) // servers before 5.7 do not tell
        signer = modifiedBy;
    const QString fingerprint = co_await self->directory.importedFingerprintOf(signer);
    if (!fingerprint.isEmpty())
        payload.expectedSigners.append(fingerprint);
    co_return payload;
}

Task<Expected<SecretSummary>> PassboltVault::Private::fetchSummary(Self self, QString secretId, StopToken stop)
{
    co_return co_await self->loader.one(std::move(secretId), std::move(stop));
}

Task<Expected<FetchedPayload>> PassboltVault::Private::fetchRevision(Self self, SecretSummary summary,
                                                                     QString revisionId, StopToken stop)
{
    if (self->policies.maximumRevisions() <= 1)
        co_return failure(ErrorKind::Unsupported, QStringLiteral("this server keeps no earlier values"));
    if (!isUuid(summary.id) || !isUuid(revisionId))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not an id"));
    const QString path = QStringLiteral("/secret-revisions/resource/%1.json?contain[secret]=1").arg(summary.id);
    const Expected<QJsonValue> revisions = co_await self->api.fetch(path, stop);
    if (!revisions)
        co_return failure(revisions);
    const Expected<void> known = co_await self->knowUsers(stop);
    if (!known)
        co_return failure(known);
    for (const QJsonValue revision : revisions->toArray()) {
        if (revision[QLatin1String("id")].toString().compare(revisionId, Qt::CaseInsensitive) != 0)
            continue;
        const QString writer = revision[QLatin1String("modified_by")].toString().toLower();
        Expected<FetchedPayload> payload =
            co_await payloadOf(self, revision[QLatin1String("secrets")][0], summary.id, writer);
        if (payload)
            payload->vendorType = self->loader.slugOf(revision[QLatin1String("resource_type_id")].toString().toLower());
        co_return payload;
    }
    co_return failure(ErrorKind::NotFound, QStringLiteral("no such revision"));
}

Task<Verdict> PassboltVault::Private::weigh(Self self, SecretSummary summary, QByteArray ciphertext, Verdict verdict)
{
    std::function<Expected<bool>()> job = [self, summary, ciphertext, verdict]() -> Expected<bool> {
        Sighting sighting;
        sighting.secretId = summary.id;
        sighting.message = messageDigest(ciphertext);
        sighting.verified = verdict.state == SignatureState::Expected;
        sighting.signer = verdict.signerFingerprint;
        sighting.signedAt = verdict.signedAt;
        sighting.modified = summary.modified;
        const auto noted = self->ledger.note(self->account.id, {sighting});
        if (!noted)
            return failure(noted);
        Markers markers;
        markers.setFlag(Marker::SecretUnverified, !sighting.verified);
        markers.setFlag(Marker::OutOfOrder, noted->front());
        const auto kept = self->ledger.setValueMarkers(self->account.id, summary.id, markers);
        if (!kept)
            qCWarning(lcVault) << "what was opened cannot be marked:" << kept.error().detail;
        return noted->front();
    };
    const Expected<bool> outOfOrder = co_await self->workers.run(std::move(job));
    if (!outOfOrder)
        qCWarning(lcVault) << "what was opened cannot be noted:" << outOfOrder.error().detail;
    verdict.outOfOrder = outOfOrder.value_or(false);
    verdict.orderUnknown = !outOfOrder;
    co_return verdict;
}

Task<void> PassboltVault::Private::learn(Self self, SecretSummary summary, SecretType type)
{
    co_await self->loader.learn(std::move(summary), type);
}

PassboltVault::PassboltVault(Account account, OpenPgp &openPgp, WorkerPool &workers, PinStore &pins,
                             TrustLedger &ledger, const Clock &clock, CredentialStore *credentials)
    : d(std::make_shared<Private>(std::move(account), openPgp, workers, pins, ledger, clock, credentials))
    , m_writing(std::make_unique<PassboltWriter>(std::shared_ptr<PassboltWriterParts>(d, &d->writing)))
    , m_sharing(std::make_unique<PassboltSharing>(std::shared_ptr<PassboltSharingParts>(d, &d->sharing)))
    , m_discussion(std::make_unique<PassboltDiscussion>(std::shared_ptr<PassboltDiscussionParts>(d, &d->discussion)))
    , m_memory(std::make_unique<PassboltMemory>(std::shared_ptr<PassboltMemory::Parts>(d, &d->memory)))
{
}

PassboltVault::~PassboltVault()
{
    d->loader.stopKeeping();
}

Task<Expected<void>> PassboltVault::signIn(StopToken stop)
{
    return Private::signIn(d, std::move(stop));
}

Task<Expected<void>> PassboltVault::signOut()
{
    return Private::signOut(d);
}

void PassboltVault::setAttended(bool attended)
{
    d->reading.setAttended(attended);
}

Capabilities PassboltVault::capabilities() const
{
    return d->policies.capabilities() | Capability::EndToEnd | Capability::Uris | Capability::Totp |
           Capability::Favourites | Capability::Write;
}

ServerFacts PassboltVault::serverFacts() const
{
    ServerFacts facts = d->facts;
    const auto user = d->directory.users().constFind(d->userId);
    if (user != d->directory.users().cend())
        facts.user = user->email.isEmpty() ? user->name : user->name + QLatin1String(" <") + user->email + u'>';
    return facts;
}

const PassboltPolicies &PassboltVault::policies() const
{
    return d->policies;
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

Task<Expected<SecretSummary>> PassboltVault::fetchSummary(QString secretId, StopToken stop)
{
    return Private::fetchSummary(d, std::move(secretId), std::move(stop));
}

Task<Expected<FetchedPayload>> PassboltVault::fetchRevision(SecretSummary summary, QString revisionId, StopToken stop)
{
    return Private::fetchRevision(d, std::move(summary), std::move(revisionId), std::move(stop));
}

Task<Verdict> PassboltVault::weigh(SecretSummary summary, QByteArray ciphertext, Verdict verdict)
{
    return Private::weigh(d, std::move(summary), std::move(ciphertext), std::move(verdict));
}

Expected<ParsedSecret> PassboltVault::parsePlaintext(const SecretSummary &summary, const SecretBuffer &plaintext) const
{
    return parsePassboltSecret(summary, d->loader.customFields(summary.id), plaintext);
}

Task<void> PassboltVault::learn(SecretSummary summary, SecretType type)
{
    return Private::learn(d, std::move(summary), type);
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
