// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudoattributes.h"

namespace coffret {

namespace {

/// Those of wanted (comma separated) that are known; all of them when nothing is known.
QStringList knownOf(const char *wanted, const FudoSpec &spec)
{
    QStringList names = QString::fromLatin1(wanted).split(QLatin1Char(','));
    if (!spec.names.isEmpty())
        names.removeIf([&spec](const QString &name) { return !spec.names.contains(name); });
    return names;
}

/// Empty where the server does not offer the page.
Task<Expected<FudoSpec>> fetchObjspec(std::shared_ptr<FudoApi> api, QString type, StopToken stop)
{
    const QUrlQuery query;
    const auto answer = co_await api->get(QStringLiteral("/objspec/") + type, query, stop);
    if (!answer && isNotOffered(answer.error()))
        co_return FudoSpec();
    if (!answer)
        co_return failure(answer);
    co_return fudoSpec(*answer, type);
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

FudoAttributes::FudoAttributes(FudoSpec ofSecret, FudoSpec ofCollection, FudoSpec ofShared, FudoSpec ofUri,
                               FudoSpec ofHistory)
    : m_secret(std::move(ofSecret))
    , m_collection(std::move(ofCollection))
    , m_shared(std::move(ofShared))
    , m_uri(std::move(ofUri))
    , m_history(std::move(ofHistory))
{
}

QStringList FudoAttributes::forList(bool withoutCollections) const
{
    QStringList names = knownOf("id,name,collection_id,type,login,domain,description,certificate,has_secret,"
                                "access_policy,my_checkout_id,created_at,modified_at,removed",
                                m_secret);
    if (withoutCollections)
        names += knownOf("collection_name,owner_id", m_secret);
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

QStringList FudoAttributes::forUris() const
{
    return knownOf("id,secret_id,uri,removed", m_uri);
}

QStringList FudoAttributes::forHistory() const
{
    return knownOf("id,secret_id,current,state,created_at,modified_at,removed", m_history);
}

QStringList FudoAttributes::forState() const
{
    return knownOf("id,name,access_policy,checkout_mode,my_checkout_id,removed", m_secret);
}

QStringList FudoAttributes::forHeld() const
{
    return knownOf("id,name,access_policy,my_checkout_id,removed", m_secret);
}

QStringList FudoAttributes::forGrant() const
{
    return knownOf("id,name,valid_until,removed", m_shared);
}

QStringList FudoAttributes::forRemoval() const
{
    return knownOf("id,name,secrets_count,subcollections_count", m_collection);
}

QStringList FudoAttributes::forReveal(SecretType type) const
{
    if (type == SecretType::SshKey)
        return knownOf("ssh_public_key,ssh_fingerprint_sha256", m_secret);
    if (type == SecretType::Certificate)
        return knownOf("certificate,x509_pubkey_fingerprint_sha256", m_secret);
    return {};
}

bool FudoAttributes::knowsCheckOuts() const
{
    return m_secret.names.isEmpty() || m_secret.names.contains(QStringLiteral("my_checkout_id"));
}

bool FudoAttributes::mayWrite(const QString &attribute) const
{
    const bool isKnown = m_secret.names.isEmpty() || m_secret.names.contains(attribute);
    return isKnown && !m_secret.readOnly.contains(attribute);
}

bool FudoAttributes::mustWrite(const QString &attribute) const
{
    return m_secret.required.contains(attribute);
}

Task<Expected<FudoAttributes>> learnFudoAttributes(std::shared_ptr<FudoApi> api, StopToken stop)
{
    auto ofSecret = co_await fetchObjspec(api, QStringLiteral("secret"), stop);
    if (!ofSecret)
        co_return failure(ofSecret);
    if (ofSecret->names.isEmpty()) {
        const auto accepted = co_await probe(api, stop);
        if (!accepted)
            co_return failure(accepted);
    }
    // Tasks begin at once: these are asked side by side.
    std::vector<Task<Expected<FudoSpec>>> asking;
    for (const char *type : {"collection", "secret_shared", "secret_uri", "secret_history"})
        asking.push_back(fetchObjspec(api, QString::fromLatin1(type), stop));
    std::vector<FudoSpec> specs;
    std::optional<Error> error;
    for (Task<Expected<FudoSpec>> &task : asking) {
        auto spec = co_await task;
        if (!spec && !error)
            error = spec.error();
        specs.push_back(spec ? *std::move(spec) : FudoSpec());
    }
    if (error)
        co_return tl::unexpected<Error>(*error);
    co_return FudoAttributes(*std::move(ofSecret), specs[0], specs[1], specs[2], specs[3]);
}

} // namespace coffret
