// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/setupprobes.h"

#include "core/net/httpclient.h"
#include "core/vault/passbolt/passboltenrolment.h"
#include "core/vault/passbolt/passboltvault.h"
#include "core/vault/support/tlspolicy.h"

namespace coffret {

namespace {

Expected<TlsPolicy> policyOf(const QUrl &server, const ServerTrust &trust)
{
    Account account;
    account.server = server;
    account.certificateAuthorities = trust.authorities;
    account.pinnedCertificate = trust.pinned;
    return tlsPolicyFor(account);
}

Task<Expected<ServerCertificate>> probeCertificate(QUrl server, QByteArray authorities)
{
    const Expected<TlsPolicy> policy = policyOf(server, {authorities, {}});
    if (!policy)
        co_return failure(policy);
    const Expected<QSslCertificate> leaf = co_await HttpClient::peerCertificate(server);
    if (!leaf)
        co_return failure(leaf);
    HttpClient client(*policy);
    HttpRequest request("HEAD", server);
    const Expected<HttpResponse> answer = co_await client.send(std::move(request));
    // Any answer at all, and a redirect elsewhere, came over a connection that was trusted.
    const bool trusted =
        answer || answer.error().kind == ErrorKind::RedirectRefused || answer.error().kind == ErrorKind::TooLarge;
    if (!trusted && answer.error().kind != ErrorKind::TlsUntrusted)
        co_return failure(answer);
    ServerCertificate certificate;
    certificate.sha256 = leaf->digest(QCryptographicHash::Sha256);
    certificate.subject = leaf->subjectDisplayName();
    certificate.trusted = trusted;
    co_return certificate;
}

Task<Expected<ServerKey>> probeServerKey(QUrl server, ServerTrust trust, const Clock *clock)
{
    const Expected<TlsPolicy> policy = policyOf(server, trust);
    if (!policy)
        co_return failure(policy);
    TlsPolicy accepted = *policy;
    const Expected<PassboltServerKey> key = co_await fetchPassboltServerKey(server, std::move(accepted));
    if (!key)
        co_return failure(key);
    ServerKey told;
    told.fingerprint = key->fingerprint;
    if (key->serverTime > 0)
        told.clockSkew = key->serverTime - clock->now().toSecsSinceEpoch();
    co_return told;
}

Task<Expected<PassboltInvitation>> openLink(PassboltLink link, ServerTrust trust, const Clock *clock)
{
    const Expected<TlsPolicy> policy = policyOf(link.server, trust);
    if (!policy)
        co_return failure(policy);
    Task<Expected<PassboltInvitation>> opening = openPassboltLink(link, *policy, clock);
    co_return co_await opening;
}

Task<Expected<void>> completeLink(PassboltLink link, ServerTrust trust, QByteArray publicKey)
{
    const Expected<TlsPolicy> policy = policyOf(link.server, trust);
    if (!policy)
        co_return failure(policy);
    // No language: the server has one of its own, and would not take every one of ours.
    Task<Expected<void>> completing = completePassboltLink(link, *policy, publicKey, {});
    co_return co_await completing;
}

} // namespace

SetupProbes networkProbes(OwnKeys &ownKeys, const Clock &clock)
{
    SetupProbes probes;
    probes.certificate = probeCertificate;
    probes.serverKey = [&clock](QUrl server, ServerTrust trust) {
        return probeServerKey(std::move(server), std::move(trust), &clock);
    };
    probes.readKit = [&ownKeys](QByteArray file) { return readPassboltKit(std::move(file), &ownKeys); };
    probes.openLink = [&clock](PassboltLink link, ServerTrust trust) {
        return openLink(std::move(link), std::move(trust), &clock);
    };
    probes.completeLink = completeLink;
    return probes;
}

} // namespace coffret
