// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/support/tlspolicy.h"

namespace coffret {

Expected<TlsPolicy> tlsPolicyFor(const Account &account)
{
    TlsPolicy policy;
    policy.pinnedSha256 = account.pinnedCertificate;
    if (account.certificateAuthorities.trimmed().isEmpty())
        return policy;
    policy.privateAuthorities = QSslCertificate::fromData(account.certificateAuthorities, QSsl::Pem);
    if (policy.privateAuthorities.isEmpty())
        return failure(ErrorKind::InvalidInput, QStringLiteral("no certificate in the account's authorities"));
    return policy;
}

Expected<QUrl> baseAddressOf(const Account &account)
{
    QUrl address = account.server;
    if (!address.toEncoded().contains("://")) // "api.example.org:8443/sub" otherwise reads as a scheme or a path
        address = QUrl::fromEncoded("https://" + address.toEncoded(), QUrl::StrictMode);
    // "https://vault?example.org" reads like another name than it has. Behind a path such things are only cut off.
    if (address.path().isEmpty() && (address.hasQuery() || address.hasFragment()))
        return failure(ErrorKind::InvalidInput, QStringLiteral("not the address of a server"));
    QString path = address.path(QUrl::FullyEncoded);
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    address.setPath(path, QUrl::StrictMode);
    address.setQuery(QString());
    address.setFragment(QString());
    if (address.scheme() != QLatin1String("https") || address.host().isEmpty() || !address.userInfo().isEmpty())
        return failure(ErrorKind::InvalidInput, QStringLiteral("not an https address"));
    return address;
}

} // namespace coffret
