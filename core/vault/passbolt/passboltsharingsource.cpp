// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltsharingsource.h"

#include "core/openpgp/encryptedmessage.h"

#include <QJsonObject>

namespace coffret {

namespace {

using Target = SharePlan::Target;

/// Ids in one request: addresses must stay short enough for every server.
constexpr qsizetype NamedAtATime = 40;

const QString PermissionsToo = QStringLiteral("contain[permission]=1&contain[permissions]=1"
                                              "&contain[permissions.user.profile]=1&contain[permissions.group]=1");

Expected<std::vector<PassboltShared>> parseAll(const QJsonValue &body, Target kind)
{
    if (!body.isArray())
        return failure(ErrorKind::Malformed, QStringLiteral("not a list"));
    std::vector<PassboltShared> items;
    for (const QJsonValue row : body.toArray()) {
        Expected<PassboltShared> item = parseShared(row, kind);
        if (!item)
            return failure(item);
        items.push_back(std::move(*item));
    }
    return items;
}

/// The folders under root, parents first.
std::vector<PassboltShared> treeBelow(const QString &root, const std::vector<PassboltShared> &all)
{
    QMultiHash<QString, const PassboltShared *> children;
    for (const PassboltShared &folder : all)
        children.insert(folder.parentId, &folder);
    std::vector<PassboltShared> found;
    QSet<QString> seen{root};
    QStringList open{root};
    while (!open.isEmpty()) {
        const QList<const PassboltShared *> next = children.values(open.takeFirst());
        for (const PassboltShared *folder : next) {
            if (seen.contains(folder->id)) // a tree that bites its tail
                continue;
            seen.insert(folder->id);
            open.append(folder->id);
            found.push_back(*folder);
        }
    }
    return found;
}

Expected<PassboltOpenedSecret> inOrder(Expected<PassboltOpenedSecret> opened)
{
    if (opened && opened->outOfOrder)
        return failure(ErrorKind::BadSignature,
                       QStringLiteral("an older message or another secret's in the place of this one"));
    return opened;
}

} // namespace

PassboltSharingSource::PassboltSharingSource(const Account &account, PassboltApi &api, OpenPgp &openPgp,
                                             WorkerPool &workers, PassboltDirectory &directory, TrustLedger &ledger)
    : m_account(account), m_api(api), m_openPgp(openPgp), m_workers(workers), m_directory(directory), m_ledger(ledger)
{
}

Task<Expected<PassboltShared>> PassboltSharingSource::item(Target kind, QString id, StopToken stop)
{
    if (!isUuid(id))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not an id"));
    const QString list = kind == Target::Secret ? QStringLiteral("resources") : QStringLiteral("folders");
    const QString path = QStringLiteral("/%1/%2.json?%3").arg(list, id.toLower(), PermissionsToo);
    const Expected<QJsonValue> row = co_await m_api.fetch(path, stop);
    if (!row)
        co_return failure(row);
    Expected<PassboltShared> item = parseShared(*row, kind);
    if (item && item->id != id.toLower())
        co_return failure(ErrorKind::Malformed, QStringLiteral("another row than the one asked for"));
    co_return item;
}

Task<Expected<std::vector<PassboltShared>>> PassboltSharingSource::below(QString folderId, StopToken stop)
{
    const Expected<QJsonValue> tree = co_await m_api.fetch(QStringLiteral("/folders.json?") + PermissionsToo, stop);
    if (!tree)
        co_return failure(tree);
    const auto folders = parseAll(*tree, Target::Collection);
    if (!folders)
        co_return failure(folders);
    std::vector<PassboltShared> found = treeBelow(folderId.toLower(), *folders);
    QStringList parents{folderId.toLower()};
    for (const PassboltShared &folder : found)
        parents.append(folder.id);
    const auto resources = co_await resourcesBy(QStringLiteral("has-parent"), parents, stop);
    if (!resources)
        co_return failure(resources);
    for (const PassboltShared &resource : *resources) {
        if (parents.contains(resource.parentId)) // a server that does not know the filter lists everything
            found.push_back(resource);
    }
    co_return found;
}

Task<Expected<std::vector<PassboltShared>>> PassboltSharingSource::resources(QStringList ids, StopToken stop)
{
    return resourcesBy(QStringLiteral("has-id"), std::move(ids), std::move(stop));
}

Task<Expected<std::vector<PassboltShared>>> PassboltSharingSource::resourcesBy(QString filter, QStringList ids,
                                                                               StopToken stop)
{
    std::vector<PassboltShared> found;
    for (qsizetype start = 0; start < ids.size(); start += NamedAtATime) {
        QString path = QStringLiteral("/resources.json?") + PermissionsToo;
        for (const QString &id : ids.mid(start, NamedAtATime))
            path += QStringLiteral("&filter[%1][]=%2").arg(filter, id);
        const Expected<QJsonValue> rows = co_await m_api.fetch(path, stop);
        if (!rows)
            co_return failure(rows);
        auto resources = parseAll(*rows, Target::Secret);
        if (!resources)
            co_return failure(resources);
        for (PassboltShared &resource : *resources)
            found.push_back(std::move(resource));
    }
    co_return found;
}

Task<Expected<PassboltMembers>> PassboltSharingSource::members(StopToken stop)
{
    const Expected<QJsonValue> groups =
        co_await m_api.fetch(QStringLiteral("/groups.json?contain[groups_users]=1"), stop);
    if (!groups)
        co_return failure(groups);
    PassboltMembers members;
    for (const QJsonValue group : groups->toArray()) {
        QSet<QString> &persons = members[group[QLatin1String("id")].toString().toLower()];
        for (const QJsonValue member : group[QLatin1String("groups_users")].toArray())
            persons.insert(member[QLatin1String("user_id")].toString().toLower());
    }
    co_return members;
}

Task<Expected<PassboltOpenedSecret>> PassboltSharingSource::openSecret(PassboltShared resource, StopToken stop)
{
    Expected<PassboltOpenedSecret> opened = co_await readSecret(std::move(resource), std::move(stop));
    co_return inOrder(std::move(opened));
}

Task<Expected<PassboltOpenedSecret>> PassboltSharingSource::readSecret(PassboltShared resource, StopToken stop)
{
    const Expected<QJsonValue> secret =
        co_await m_api.fetch(QStringLiteral("/secrets/resource/%1.json").arg(resource.id), stop);
    if (!secret)
        co_return failure(secret);
    if ((*secret)[QLatin1String("resource_id")].toString(resource.id).compare(resource.id, Qt::CaseInsensitive) != 0)
        co_return failure(ErrorKind::Malformed, QStringLiteral("the secret of another resource"));
    QStringList writers{(*secret)[QLatin1String("modified_by")].toString().toLower(), resource.modifiedBy};
    for (const PassboltPermission &permission : resource.permissions) {
        if (permission.grantee.kind == Grantee::Kind::Person && permission.right >= AccessRight::Update)
            writers.append(permission.grantee.id);
    }
    QByteArray message = (*secret)[QLatin1String("data")].toString().toLatin1();
    co_return co_await open(std::move(resource), Sighting::Part::Value, std::move(message), std::move(writers),
                            std::move(stop));
}

Task<Expected<PassboltOpenedSecret>> PassboltSharingSource::openPersonalMetadata(PassboltShared resource,
                                                                                 StopToken stop)
{
    QStringList writers{resource.modifiedBy, resource.createdBy};
    QByteArray message = resource.metadata.message;
    Expected<PassboltOpenedSecret> opened = co_await open(std::move(resource), Sighting::Part::Metadata,
                                                          std::move(message), std::move(writers), std::move(stop));
    co_return inOrder(std::move(opened));
}

Task<Expected<PassboltOpenedSecret>> PassboltSharingSource::open(PassboltShared resource, Sighting::Part part,
                                                                 QByteArray message, QStringList writers,
                                                                 StopToken stop)
{
    if (message.isEmpty())
        co_return failure(ErrorKind::Malformed, QStringLiteral("no message in the answer"));
    QStringList signers{m_account.keyFingerprint};
    for (const QString &writer : std::as_const(writers)) {
        const QString fingerprint = co_await m_directory.importedFingerprintOf(writer);
        if (!fingerprint.isEmpty() && !signers.contains(fingerprint))
            signers.append(fingerprint);
    }
    OpenRequest request(message, std::move(signers));
    request.stop = stop;
    Expected<OpenedMessage> opened = co_await m_openPgp.open(std::move(request));
    if (!opened)
        co_return failure(opened);
    PassboltOpenedSecret secret;
    secret.vouched = opened->verdict.state == SignatureState::Expected;
    Sighting sighting;
    sighting.secretId = resource.id;
    sighting.part = part;
    sighting.message = messageDigest(message);
    sighting.verified = secret.vouched;
    sighting.signer = opened->verdict.signerFingerprint;
    sighting.signedAt = opened->verdict.signedAt;
    sighting.modified = resource.modified;
    const Expected<bool> outOfOrder = co_await isOutOfOrder(std::move(sighting));
    if (!outOfOrder)
        co_return failure(outOfOrder);
    secret.outOfOrder = *outOfOrder;
    secret.vouched = secret.vouched && !secret.outOfOrder;
    secret.plaintext = std::move(opened->plaintext);
    co_return secret;
}

Task<Expected<bool>> PassboltSharingSource::isOutOfOrder(Sighting sighting)
{
    std::function<Expected<bool>()> job = [&ledger = m_ledger, id = m_account.id, sighting]() -> Expected<bool> {
        const auto noted = ledger.note(id, {sighting});
        if (!noted)
            return failure(noted);
        return noted->front();
    };
    co_return co_await m_workers.run(std::move(job));
}

} // namespace coffret
