// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudoattributes.h"

#include "core/vault/fudo/fudoanswers.h"

namespace coffret {

namespace {

/// Those of wanted (comma separated) that are known; all of them when nothing is known.
QStringList knownOf(const char *wanted, const QSet<QString> &known)
{
    QStringList names = QString::fromLatin1(wanted).split(QLatin1Char(','));
    if (!known.isEmpty())
        names.removeIf([&known](const QString &name) { return !known.contains(name); });
    return names;
}

/// Empty where the server does not offer the page.
Task<Expected<QSet<QString>>> fetchObjspec(std::shared_ptr<FudoApi> api, QString type, StopToken stop)
{
    const QUrlQuery query;
    const auto answer = co_await api->get(QStringLiteral("/objspec/") + type, query, stop);
    if (!answer && isNotOffered(answer.error()))
        co_return QSet<QString>();
    if (!answer)
        co_return failure(answer);
    co_return fudoAttributes(*answer, type);
}

/// Whether the server accepts the token, when objspec told nothing.
Task<Expected<void>> probe(std::shared_ptr<FudoApi> api, StopToken stop)
{
    QUrlQuery query = fudoFields({QStringLiteral("id")});
    query.addQueryItem(QStringLiteral("limit"), QStringLiteral("1"));
    const auto answer = co_await api->get(QStringLiteral("/secret"), query, stop);
    if (!answer)
        co_return failure(answer);
    co_return fudoSuccess(*answer);
}

} // namespace

FudoAttributes::FudoAttributes(QSet<QString> ofSecret, QSet<QString> ofCollection, QSet<QString> ofShared)
    : m_secret(std::move(ofSecret)), m_collection(std::move(ofCollection)), m_shared(std::move(ofShared))
{
}

QStringList FudoAttributes::forList(bool withCollectionNames) const
{
    QStringList names = knownOf("id,name,collection_id,type,login,domain,description,certificate,has_secret,"
                                "access_policy,my_checkout_id,created_at,modified_at,removed",
                                m_secret);
    if (withCollectionNames)
        names += knownOf("collection_name", m_secret);
    return names;
}

QStringList FudoAttributes::forCollections() const
{
    return knownOf("id,name,parent_id,accessible_parent_id,vault,rights,removed", m_collection);
}

QStringList FudoAttributes::forShared() const
{
    return knownOf("id,name,collection_id,collection_name,type,login,domain,description,certificate,has_secret,"
                   "valid_until,created_at,modified_at,removed",
                   m_shared);
}

QStringList FudoAttributes::forReveal(SecretType type) const
{
    if (type == SecretType::SshKey)
        return knownOf("ssh_public_key,ssh_fingerprint_sha256", m_secret);
    if (type == SecretType::Certificate)
        return knownOf("certificate,x509_pubkey_fingerprint_sha256", m_secret);
    return {};
}

Task<Expected<FudoAttributes>> learnFudoAttributes(std::shared_ptr<FudoApi> api, StopToken stop)
{
    auto ofSecret = co_await fetchObjspec(api, QStringLiteral("secret"), stop);
    if (!ofSecret)
        co_return failure(ofSecret);
    if (ofSecret->isEmpty()) {
        const auto accepted = co_await probe(api, stop);
        if (!accepted)
            co_return failure(accepted);
    }
    auto ofCollection = co_await fetchObjspec(api, QStringLiteral("collection"), stop);
    if (!ofCollection)
        co_return failure(ofCollection);
    auto ofShared = co_await fetchObjspec(api, QStringLiteral("secret_shared"), stop);
    if (!ofShared)
        co_return failure(ofShared);
    co_return FudoAttributes(*std::move(ofSecret), *std::move(ofCollection), *std::move(ofShared));
}

} // namespace coffret
