// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltwriterparts.h"

#include "core/vault/passbolt/passboltsharingplan.h"

#include <QJsonDocument>

#include <algorithm>

namespace coffret {

namespace {

using Target = SharePlan::Target;

QDateTime timeIn(const QJsonValue &row, const char *key)
{
    return QDateTime::fromString(row[QLatin1String(key)].toString(), Qt::ISODate).toUTC();
}

bool isAboutSharedKey(ErrorKind kind)
{
    return kind == ErrorKind::KeyUnusable || kind == ErrorKind::SharedKeyChanged || kind == ErrorKind::SharedKeyMissing;
}

} // namespace

bool PassboltRow::isPersonal() const
{
    return shared.permissions.size() == 1 && shared.permissions.front().grantee.kind == Grantee::Kind::Person;
}

Error passboltHalfWay(Error error, const QString &what)
{
    if (error.kind == ErrorKind::NotAuthenticated) // which would say that nothing was written
        error.kind = ErrorKind::ServerFault;
    error.detail = what + QStringLiteral("; ") + error.detail;
    return error;
}

Error passboltRefusal(const std::vector<DraftIssue> &issues)
{
    QStringList keys;
    for (const DraftIssue &issue : issues)
        keys.append(issue.key);
    return Error{ErrorKind::InvalidInput, QStringLiteral("not possible: ") + keys.join(QLatin1String(", ")), 0};
}

bool wasRefusedByPassbolt(const Error &error)
{
    return error.kind == ErrorKind::InvalidInput && error.httpStatus == 400;
}

QJsonValue passboltTimeJson(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODate)) : QJsonValue();
}

PassboltWriterParts::PassboltWriterParts(PassboltApi &apiOfVault, PassboltLoader &loaderOfVault,
                                         PassboltPolicies &policiesOfVault, PassboltReaders &readersOfVault,
                                         PassboltMetadataSeal &metadataSeal, PassboltSharingSource &sharingSource)
    : api(apiOfVault)
    , loader(loaderOfVault)
    , policies(policiesOfVault)
    , readers(readersOfVault)
    , seal(metadataSeal)
    , source(sharingSource)
{
    rules.takeTypes({});
}

Task<Expected<void>> PassboltWriterParts::loadRules(StopToken stop)
{
    const Expected<QJsonValue> settings =
        co_await api.fetch(QStringLiteral("/metadata/types/settings.json"), std::move(stop));
    if (!settings && settings.error().kind != ErrorKind::NotFound)
        co_return failure(settings);
    rules.takeMetadataSettings(settings.value_or(QJsonValue()));
    co_return Expected<void>();
}

void PassboltWriterParts::takeTypes(bool isWhole)
{
    rules.takeTypes(loader.typeRows());
    m_isToldRules = m_isToldRules || isWhole;
}

Task<Expected<void>> PassboltWriterParts::knowRules(StopToken stop)
{
    if (m_isToldRules)
        co_return Expected<void>();
    const Expected<void> users = co_await loader.knowUsers(stop); // whose keys the shared one is judged by
    if (!users)
        co_return failure(users);
    const Expected<bool> told = co_await reloadRules(stop);
    if (!told)
        co_return failure(told);
    m_isToldRules = true;
    co_return Expected<void>();
}

Task<Expected<bool>> PassboltWriterParts::reloadRules(StopToken stop)
{
    const PassboltRules before = rules;
    const Expected<void> loaded = co_await loadRules(stop);
    if (!loaded)
        co_return failure(loaded);
    const Expected<QJsonValue> types = co_await api.fetch(QStringLiteral("/resource-types.json"), stop);
    if (!types && types.error().kind != ErrorKind::NotFound)
        co_return failure(types);
    rules.takeTypes(types.value_or(QJsonValue()));
    const Expected<void> keys = co_await loader.reloadMetadataKeys(std::move(stop));
    if (!keys)
        co_return failure(keys);
    co_return rules != before;
}

Task<Expected<PassboltRow>> PassboltWriterParts::row(QString resourceId, StopToken stop)
{
    if (!isUuid(resourceId))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a resource id"));
    const QString path = QStringLiteral("/resources/%1.json?contain[permission]=1&contain[permissions]=1"
                                        "&contain[favorite]=1")
                             .arg(resourceId);
    const Expected<QJsonValue> body = co_await api.fetch(path, stop);
    if (!body)
        co_return failure(body);
    Expected<PassboltShared> shared = parseShared(*body, Target::Secret);
    if (!shared)
        co_return failure(shared);
    if (shared->id.compare(resourceId, Qt::CaseInsensitive) != 0)
        co_return failure(ErrorKind::Malformed, QStringLiteral("another row than the one asked for"));
    PassboltRow out;
    out.shared = std::move(*shared);
    // Servers before 3.0 know one type and do not name it.
    const QString slug =
        out.shared.typeId.isEmpty() ? QStringLiteral("password-string") : loader.slugOf(out.shared.typeId);
    out.type = passboltType(slug);
    out.modified = timeIn(*body, "modified");
    out.expires = timeIn(*body, "expired");
    out.favouriteId = (*body)[QLatin1String("favorite")][QLatin1String("id")].toString();
    out.json = body->toObject();
    co_return out;
}

Task<Expected<PassboltOpenedSecret>> PassboltWriterParts::openMetadata(PassboltShared resource, StopToken stop)
{
    PassboltOpenedSecret metadata;
    if (resource.metadata.message.isEmpty())
        co_return metadata;
    const QStringList writers{resource.modifiedBy, resource.createdBy};
    Expected<OpenedMessage> opened = co_await loader.openMetadata(resource.metadata, writers, std::move(stop));
    if (!opened && opened.error().kind == ErrorKind::NotFound)
        co_return failure(ErrorKind::SharedKeyMissing);
    if (!opened)
        co_return failure(opened);
    metadata.vouched = opened->verdict.state == SignatureState::Expected;
    metadata.plaintext = std::move(opened->plaintext);
    co_return metadata;
}

QString PassboltWriterParts::typeIdOf(const PassboltType &type) const
{
    return rules.typeIds.value(QLatin1String(type.slug), QLatin1String(type.id));
}

Task<Expected<PassboltRow>> PassboltWriterParts::writableRow(QString resourceId, StopToken stop)
{
    Expected<PassboltRow> found = co_await row(std::move(resourceId), std::move(stop));
    if (found && found->type == nullptr)
        co_return failure(ErrorKind::Unsupported, QStringLiteral("a type this version does not know"));
    if (found && found->shared.right < AccessRight::Update)
        co_return failure(ErrorKind::Forbidden, QStringLiteral("this secret may only be read"));
    co_return found;
}

Task<Expected<QJsonObject>> PassboltWriterParts::wordsOf(std::shared_ptr<const SecretDraft> draft,
                                                         const PassboltType *type, SecretBuffer metadata, bool personal,
                                                         StopToken stop)
{
    QJsonObject body{{QStringLiteral("resource_type_id"), typeIdOf(*type)}};
    if (!type->encryptedMetadata) {
        body.insert(QStringLiteral("name"), draft->name);
        body.insert(QStringLiteral("username"), draft->username);
        body.insert(QStringLiteral("uri"), draft->uris.value(0));
        body.insert(QStringLiteral("description"),
                    type->description ? QJsonValue(draft->description) : QJsonValue(QJsonValue::Null));
        co_return body;
    }
    Expected<PassboltSealedMetadata> sealed = co_await seal.seal(metadata.clone(), personal, stop);
    if (!sealed && isAboutSharedKey(sealed.error().kind)) { // one that came after we last looked
        const Expected<void> keys = co_await loader.reloadMetadataKeys(stop);
        if (!keys)
            co_return failure(keys);
        sealed = co_await seal.seal(std::move(metadata), personal, stop);
    }
    if (!sealed)
        co_return failure(sealed);
    sealed->addTo(body);
    co_return body;
}

void PassboltWriterParts::addExpiry(QJsonObject &body, const SecretDraft &draft, const QDateTime &ofRow,
                                    bool newPassword) const
{
    if (!policies.hasPlugin("passwordExpiry"))
        return;
    const PassboltExpiryPolicy &policy = policies.expiry();
    QDateTime expires = draft.expires;
    if (newPassword && policy.renewsOnChange && draft.expires == ofRow)
        expires = policy.defaultDays ? api.serverNow().addDays(*policy.defaultDays) : QDateTime();
    body.insert(QStringLiteral("expired"), passboltTimeJson(expires));
}

Task<Expected<void>> PassboltWriterParts::shareLike(PassboltShared folder, Target kind, QString itemId,
                                                    SecretBuffer plaintext, PassboltReaderList folderReaders,
                                                    StopToken stop)
{
    const Expected<PassboltShared> item = co_await source.item(kind, itemId, stop);
    if (!item)
        co_return failure(item);
    Grantee user;
    user.id = source.ownId();
    const PassboltPermissions wanted =
        changed(item->permissions, changesOfMove(item->permissions, {}, folder.permissions, false, user));
    QJsonObject body{{QStringLiteral("permissions"), permissionRows(*item, wanted)}};
    const QString path =
        QStringLiteral("/share/%1/%2.json")
            .arg(kind == Target::Secret ? QStringLiteral("resource") : QStringLiteral("folder"), itemId);
    if (kind == Target::Secret) {
        const Expected<PassboltShareEffect> effect =
            co_await simulateShare(api, itemId, body[QLatin1String("permissions")].toArray(), stop);
        if (!effect)
            co_return failure(effect);
        std::erase_if(folderReaders,
                      [&](const PassboltReader &reader) { return !effect->added.contains(reader.key.person.id); });
        if (static_cast<qsizetype>(folderReaders.size()) != effect->added.size()) // somebody was let in just now
            co_return failure(ErrorKind::Conflict, QStringLiteral("the folder has other readers now"));
        const Expected<QJsonArray> messages = co_await readers.sealForOthers(
            std::move(plaintext), std::move(folderReaders), PassboltReaders::Vouched::Yes, stop);
        if (!messages)
            co_return failure(messages);
        body.insert(QStringLiteral("secrets"), *messages);
    }
    const Expected<QJsonValue> sent = co_await send("PUT", path, body, std::move(stop));
    if (!sent)
        co_return failure(sent);
    co_return {};
}

Task<Expected<QJsonValue>> PassboltWriterParts::send(QByteArray method, QString path, QJsonObject body, StopToken stop)
{
    const QByteArray json = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    const Expected<HttpResponse> response =
        co_await api.call(std::move(method), std::move(path), json, std::move(stop));
    if (!response)
        co_return failure(response);
    const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
    if (!envelope) // done it is; only what it says is odd
        co_return QJsonValue();
    co_return envelope->body;
}

} // namespace coffret
