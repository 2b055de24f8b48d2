// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltwriter.h"

#include "core/vault/passbolt/passboltgenerator.h"
#include "core/vault/passbolt/passboltwritercreate.h"
#include "core/vault/passbolt/passboltwriterupdate.h"
#include "core/vault/passbolt/passboltwriterupgrade.h"

#include <algorithm>

namespace coffret {

namespace {

using Parts = std::shared_ptr<PassboltWriterParts>;
using Target = SharePlan::Target;

constexpr qsizetype TagLength = 128;
constexpr qsizetype FolderNameLength = 256;

// The tasks behind PassboltWriter. They keep the parts alive.

Task<Expected<std::vector<ReaderKey>>> readersOf(Parts parts, QString secretId, QString collectionId, StopToken stop)
{
    std::vector<ReaderKey> keys;
    if (secretId.isEmpty() && collectionId.isEmpty())
        co_return keys;
    Task<Expected<PassboltReaderList>> asking = secretId.isEmpty() ? parts->readers.readersOfFolder(collectionId, stop)
                                                                   : parts->readers.readersOfResource(secretId, stop);
    const Expected<PassboltReaderList> readers = co_await asking;
    if (!readers)
        co_return failure(readers);
    for (const PassboltReader &reader : *readers)
        keys.push_back(reader.key);
    co_return keys;
}

Task<Expected<void>> sendEmpty(Parts parts, QByteArray method, QString path, StopToken stop)
{
    const QJsonObject nothing;
    const Expected<QJsonValue> sent =
        co_await parts->send(std::move(method), std::move(path), nothing, std::move(stop));
    if (!sent)
        co_return failure(sent);
    co_return Expected<void>();
}

Task<Expected<void>> removeSecret(Parts parts, QString secretId, StopToken stop)
{
    if (!isUuid(secretId))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a resource id"));
    co_return co_await sendEmpty(parts, "DELETE", QStringLiteral("/resources/%1.json").arg(secretId), std::move(stop));
}

Task<Expected<void>> setFavourite(Parts parts, QString secretId, bool favourite, StopToken stop)
{
    const Expected<PassboltRow> row = co_await parts->row(std::move(secretId), stop);
    if (!row)
        co_return failure(row);
    const QString known = row->favouriteId;
    if (favourite == !known.isEmpty())
        co_return Expected<void>();
    if (favourite)
        co_return co_await sendEmpty(parts, "POST", QStringLiteral("/favorites/resource/%1.json").arg(row->shared.id),
                                     stop);
    if (!isUuid(known))
        co_return failure(ErrorKind::Malformed, QStringLiteral("a favourite without an id"));
    co_return co_await sendEmpty(parts, "DELETE", QStringLiteral("/favorites/%1.json").arg(known), stop);
}

/// Tags whose word is encrypted cannot be among those the user named; they stay.
Task<Expected<void>> setTags(Parts parts, QString secretId, QStringList tags, StopToken stop)
{
    if (!isUuid(secretId))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a resource id"));
    const bool tooLong =
        std::any_of(tags.cbegin(), tags.cend(), [](const QString &tag) { return tag.toUcs4().size() > TagLength; });
    if (tooLong)
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("a tag of more than 128 characters"));
    if (!parts->policies.hasTags())
        co_return failure(ErrorKind::Unsupported, QStringLiteral("this server has no tags"));
    const Expected<QJsonValue> row =
        co_await parts->api.fetch(QStringLiteral("/resources/%1.json?contain[tag]=1").arg(secretId), stop);
    if (!row)
        co_return failure(row);
    QJsonArray wanted;
    for (const QString &tag : std::as_const(tags)) {
        if (!tag.trimmed().isEmpty())
            wanted.append(tag.trimmed());
    }
    for (const QJsonValue tag : (*row)[QLatin1String("tags")].toArray()) {
        if (tag[QLatin1String("slug")].toString().isEmpty() && tag[QLatin1String("metadata")].isString())
            wanted.append(QJsonObject{{QStringLiteral("id"), tag[QLatin1String("id")]}});
    }
    const QJsonObject body{{QStringLiteral("tags"), wanted}};
    const Expected<QJsonValue> sent =
        co_await parts->send("POST", QStringLiteral("/tags/%1.json").arg(secretId), body, stop);
    if (!sent && sent.error().kind == ErrorKind::NotFound)
        co_return failure(ErrorKind::Unsupported, QStringLiteral("this server has no tags"));
    if (!sent)
        co_return failure(sent);
    co_return Expected<void>();
}

Task<Expected<void>> renameFolder(Parts parts, QString folderId, QString name, StopToken stop)
{
    if (name.trimmed().isEmpty() || name.toUcs4().size() > FolderNameLength)
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a name for a folder"));
    const Expected<PassboltShared> folder = co_await parts->source.item(Target::Collection, folderId, stop);
    if (!folder)
        co_return failure(folder);
    if (folder->right < AccessRight::Update)
        co_return failure(ErrorKind::Forbidden, QStringLiteral("this folder may only be read"));
    if (!folder->metadata.message.isEmpty())
        co_return failure(ErrorKind::Unsupported, QStringLiteral("a folder with an encrypted name"));
    const QJsonObject body{{QStringLiteral("name"), name}};
    const Expected<QJsonValue> sent =
        co_await parts->send("PUT", QStringLiteral("/folders/%1.json").arg(folder->id), body, stop);
    if (!sent)
        co_return failure(sent);
    co_return Expected<void>();
}

Task<Expected<void>> removeFolder(Parts parts, QString folderId, bool withContent, StopToken stop)
{
    if (!isUuid(folderId))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a folder id"));
    QString path = QStringLiteral("/folders/%1.json").arg(folderId);
    if (withContent)
        path += QStringLiteral("?cascade=1");
    co_return co_await sendEmpty(parts, "DELETE", path, std::move(stop));
}

} // namespace

std::vector<SecretType> PassboltWriter::creatableTypes() const
{
    std::vector<SecretType> types;
    for (const SecretType type :
         {SecretType::Login, SecretType::SshKey, SecretType::Note, SecretType::ApiKey, SecretType::Certificate}) {
        SecretDraft draft;
        draft.type = type;
        SecretField &field = draft.fields.emplace_back();
        field.key = primaryFieldKey(type);
        for (const FieldKind kind :
             {FieldKind::Password, FieldKind::PrivateKey, FieldKind::NoteText, FieldKind::Token}) {
            if (fieldKey(kind) == field.key)
                field.kind = kind;
        }
        field.value = SecretBuffer::copyOf("x");
        const PassboltChoice choice = choosePassboltType(draft, m_parts->rules, nullptr);
        if (choice.type != nullptr && choice.misfits.isEmpty())
            types.push_back(type);
    }
    return types;
}

std::vector<DraftIssue> PassboltWriter::check(const SecretDraft &draft) const
{
    // An edit begins with the type the secret has; update() looks at what it really is.
    const PassboltType *const current = draft.id.isEmpty() ? nullptr : passboltType(draft.vendorType);
    return passboltIssues(draft, choosePassboltType(draft, m_parts->rules, current));
}

std::optional<GeneratorPolicy> PassboltWriter::generatorPolicy() const
{
    return passboltGeneratorPolicy(m_parts->policies.passwords());
}

Task<Expected<std::vector<ReaderKey>>> PassboltWriter::readers(QString secretId, QString collectionId, StopToken stop)
{
    return readersOf(m_parts, std::move(secretId), std::move(collectionId), std::move(stop));
}

Task<Expected<QString>> PassboltWriter::create(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop)
{
    return createPassboltSecret(m_parts, std::make_shared<const SecretDraft>(std::move(draft)),
                                std::move(confirmedFingerprints), std::move(stop));
}

Task<Expected<void>> PassboltWriter::update(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop)
{
    return updatePassboltSecret(m_parts, std::make_shared<const SecretDraft>(std::move(draft)),
                                std::move(confirmedFingerprints), std::move(stop));
}

Task<Expected<void>> PassboltWriter::remove(QString secretId, StopToken stop)
{
    return removeSecret(m_parts, std::move(secretId), std::move(stop));
}

Task<Expected<void>> PassboltWriter::setFavourite(QString secretId, bool favourite, StopToken stop)
{
    return coffret::setFavourite(m_parts, std::move(secretId), favourite, std::move(stop));
}

Task<Expected<void>> PassboltWriter::setTags(QString secretId, QStringList tags, StopToken stop)
{
    return coffret::setTags(m_parts, std::move(secretId), std::move(tags), std::move(stop));
}

Task<Expected<void>> PassboltWriter::setExpiry(QString secretId, QDateTime expires, StopToken stop)
{
    return setPassboltExpiry(m_parts, std::move(secretId), std::move(expires), std::move(stop));
}

Task<Expected<QString>> PassboltWriter::createCollection(QString name, QString parentId, StopToken stop)
{
    return createPassboltFolder(m_parts, std::move(name), std::move(parentId), std::move(stop));
}

Task<Expected<void>> PassboltWriter::renameCollection(QString collectionId, QString name, StopToken stop)
{
    return renameFolder(m_parts, std::move(collectionId), std::move(name), std::move(stop));
}

Task<Expected<void>> PassboltWriter::removeCollection(QString collectionId, bool withContent, StopToken stop)
{
    return removeFolder(m_parts, std::move(collectionId), withContent, std::move(stop));
}

bool PassboltWriter::canUpgradeOne(const SecretSummary &summary) const
{
    const PassboltType *const type = passboltType(summary.vendorType);
    return canUpgrade() && type != nullptr && !type->encryptedMetadata && summary.right >= AccessRight::Update;
}

Task<Expected<UpgradePlan>> PassboltWriter::planUpgrade(QString secretId, StopToken stop)
{
    return planPassboltUpgrade(m_parts, std::move(secretId), std::move(stop));
}

Task<Expected<void>> PassboltWriter::upgradeOne(QString secretId, StopToken stop)
{
    return upgradePassboltSecret(m_parts, std::move(secretId), std::move(stop));
}

Task<Expected<JobReport>> PassboltWriter::upgrade(Progress progress, StopToken stop)
{
    return upgradePassboltSecrets(m_parts, std::move(progress), std::move(stop));
}

} // namespace coffret
