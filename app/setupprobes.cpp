// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/setupprobes.h"

#include "core/net/httpclient.h"
#include "core/vault/passbolt/passboltvault.h"
#include "core/vault/support/tlspolicy.h"

namespace coffret {

namespace {

Expected<TlsPolicy> policyOf(const QUrl &server, const QByteArray &authorities, const QByteArray &pinned = {})
{
    Account account;
    account.server = server;
    account.certificateAuthorities = authorities;
    account.pinnedCertificate = pinned;
    return tlsPolicyFor(account);
}

Task<Expected<ServerCertificate>> probeCertificate(QUrl server, QByteArray authorities)
{
    const Expected<TlsPolicy> policy = policyOf(server, authorities);
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

Task<Expected<QString>> probeServerKey(QUrl server, QByteArray authorities, QByteArray pinned)
{
    const Expected<TlsPolicy> policy = policyOf(server, authorities, pinned);
    if (!policy)
        co_return failure(policy);
    TlsPolicy accepted = *policy;
    const Expected<PassboltServerKey> key = co_await fetchPassboltServerKey(server, std::move(accepted));
    if (!key)
        co_return failure(key);
    co_return key->fingerprint;
}

} // namespace

SetupProbes networkProbes()
{
    return {probeCertificate, probeServerKey};
}

} // namespace coffret
