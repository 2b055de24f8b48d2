// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/fudo/fudoserver.h"

#include <QUrl>

#include <algorithm>

namespace coffret::demovault {
namespace {

const QString secretType = QStringLiteral("secret");
const QString uriType = QStringLiteral("secret_uri");
const QStringList knownTypes{QStringLiteral("login"), QStringLiteral("sshkey"), QStringLiteral("note"),
                             QStringLiteral("apikey"), QStringLiteral("certificate")};

void applyTo(FudoSecret &secret, const QJsonObject &change)
{
    const auto take = [&change](const char *name, QString &target) {
        if (change.contains(QLatin1String(name)))
            target = change[QLatin1String(name)].toString();
    };
    take("name", secret.name);
    take("collection_id", secret.collectionId);
    take("description", secret.description);
    take("login", secret.login);
    take("domain", secret.domain);
    take("certificate", secret.certificate);
    take("secret", secret.secret);
    take("secret_passphrase", secret.passphrase);
    secret.modifiedAt = FudoStore::now();
}

} // namespace

QString FudoServer::refusedChange(const FudoSecret &secret, const QJsonObject &change, bool isNew)
{
    const QString refusal = fudoRefusal(fudoAttributes(secretType), change, isNew);
    if (!refusal.isEmpty())
        return refusal;
    for (const FudoAttribute &attribute : fudoAttributes(secretType)) {
        const QString name = QLatin1String(attribute.name);
        if (isNew && (attribute.flags & FudoAttribute::Required) && change[name].toString().isEmpty())
            return name + QStringLiteral(" is required");
    }
    if (isNew && !knownTypes.contains(secret.type))
        return QStringLiteral("type is none of the five");
    if (!m_store.collection(secret.collectionId))
        return QStringLiteral("no such collection");
    const bool taken = std::any_of(m_store.secrets.begin(), m_store.secrets.end(), [&secret](const FudoSecret &other) {
        return other.id != secret.id && other.collectionId == secret.collectionId &&
               other.name.compare(secret.name, Qt::CaseInsensitive) == 0;
    });
    return taken ? QStringLiteral("name is not unique in its collection") : QString();
}

Response FudoServer::createSecret(const Request &request, const FudoUser &user)
{
    const std::optional<QJsonObject> body = request.json();
    if (!body)
        return failure(400, QStringLiteral("the body is not a JSON object"));
    FudoSecret secret;
    secret.type = (*body)[QLatin1String("type")].toString();
    applyTo(secret, *body);
    const QString refusal = refusedChange(secret, *body, true);
    if (!refusal.isEmpty())
        return failure(400, refusal);
    const FudoCollection &parent = *m_store.collection(secret.collectionId);
    if (!m_store.mayUse(parent, user) || parent.readOnly)
        return failure(403, QStringLiteral("the collection cannot be changed"));
    secret.id = m_store.nextId(secretType);
    secret.policy = QStringLiteral("full_edit");
    secret.checkoutMode = QStringLiteral("simple");
    secret.createdAt = secret.modifiedAt;
    FudoSecret &added = m_store.insertSecret(std::move(secret));
    m_store.history.push_back({m_store.nextId(QStringLiteral("secret_history")), added.id, true, added.createdAt});
    return created(request, secretType, m_store.secretRow(added, user, FudoStore::Detail::Keys));
}

Response FudoServer::updateSecret(const Request &request, const QString &id, const FudoUser &user)
{
    FudoSecret *secret = m_store.secret(id);
    const std::optional<QJsonObject> body = request.json();
    if (!secret || secret->removed || !m_store.mayUse(*secret, user))
        return failure(404, QStringLiteral("no such secret"));
    if (!body)
        return failure(400, QStringLiteral("the body is not a JSON object"));
    if (m_store.collection(secret->collectionId)->readOnly || secret->policy == QLatin1String("view"))
        return failure(403, QStringLiteral("the secret cannot be changed"));
    FudoSecret changed = *secret;
    applyTo(changed, *body);
    const QString refusal = refusedChange(changed, *body, false);
    if (!refusal.isEmpty())
        return failure(400, refusal);
    const bool newValue = body->contains(QLatin1String("secret")) || body->contains(QLatin1String("secret_passphrase"));
    *secret = changed;
    if (newValue) {
        for (FudoHistory &row : m_store.history) {
            if (row.secretId == id)
                row.current = false;
        }
        m_store.history.push_back({m_store.nextId(QStringLiteral("secret_history")), id, true, changed.modifiedAt});
    }
    return success();
}

Response FudoServer::removeSecret(const QString &id, const FudoUser &user)
{
    const FudoSecret *secret = m_store.secret(id);
    if (!secret || secret->removed || !m_store.mayUse(*secret, user))
        return failure(404, QStringLiteral("no such secret"));
    if (m_store.collection(secret->collectionId)->readOnly || secret->policy != QLatin1String("full_edit"))
        return failure(403, QStringLiteral("the secret cannot be removed"));
    m_store.removeSecret(id);
    return success();
}

Response FudoServer::createUri(const Request &request, const QString &secretId, const FudoUser &user)
{
    const FudoSecret *secret = m_store.secret(secretId);
    if (!secret || secret->removed || !m_store.mayUse(*secret, user))
        return failure(404, QStringLiteral("no such secret"));
    const QJsonObject body = request.json().value_or(QJsonObject());
    const QString uri = body[QLatin1String("uri")].toString();
    const QString unfit = fudoRefusal(fudoAttributes(uriType), body, true);
    if (!unfit.isEmpty() || body[QLatin1String("secret_id")].toString(secretId) != secretId)
        return failure(400, unfit.isEmpty() ? QStringLiteral("secret_id is another") : unfit);
    if (QUrl(uri).scheme().isEmpty())
        return failure(400, QStringLiteral("uri must have a scheme"));
    if (!m_refusedUri.isEmpty() && uri == m_refusedUri)
        return failure(400, QStringLiteral("uri is refused"));
    const QString now = FudoStore::now();
    const FudoUri &added = m_store.uris.emplace_back(FudoUri{m_store.nextId(uriType), secretId, uri, now, now});
    return created(request, uriType, m_store.uriRow(added, user));
}

Response FudoServer::changeUri(const Request &request, const QStringList &ids, const FudoUser &user)
{
    const FudoSecret *secret = m_store.secret(ids[0]);
    const auto found = std::find_if(m_store.uris.begin(), m_store.uris.end(),
                                    [&ids](const FudoUri &uri) { return uri.secretId == ids[0] && uri.id == ids[1]; });
    if (!secret || !m_store.mayUse(*secret, user) || found == m_store.uris.end())
        return failure(404, QStringLiteral("no such uri"));
    if (request.method == "DELETE") {
        m_store.uris.erase(found);
        return success();
    }
    const QJsonObject body = request.json().value_or(QJsonObject());
    const QString unfit = fudoRefusal(fudoAttributes(uriType), body, false);
    if (!unfit.isEmpty())
        return failure(400, unfit);
    if (QUrl(body[QLatin1String("uri")].toString()).scheme().isEmpty())
        return failure(400, QStringLiteral("uri must have a scheme"));
    found->uri = body[QLatin1String("uri")].toString();
    found->modifiedAt = FudoStore::now();
    return success();
}

} // namespace coffret::demovault
