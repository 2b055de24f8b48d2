// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltwritercreate.h"

namespace coffret {

namespace {

using Parts = std::shared_ptr<PassboltWriterParts>;
using Draft = std::shared_ptr<const SecretDraft>;
using Target = SharePlan::Target;

constexpr qsizetype FolderNameLength = 256;

/// Where something new goes, and who gets to read it there besides the user.
struct Place
{
    PassboltShared folder; ///< without id: the root
    PassboltReaderList readers;

    [[nodiscard]] bool isShared() const { return folder.permissions.size() > 1; }
    [[nodiscard]] QJsonValue parentJson() const { return folder.id.isEmpty() ? QJsonValue() : QJsonValue(folder.id); }
};

Task<Expected<Place>> placeIn(Parts parts, QString folderId, StopToken stop)
{
    Place place;
    if (folderId.isEmpty())
        co_return place;
    Expected<PassboltShared> folder = co_await parts->source.item(Target::Collection, folderId, stop);
    if (!folder)
        co_return failure(folder);
    if (folder->right < AccessRight::Update)
        co_return failure(ErrorKind::Forbidden, QStringLiteral("nothing may be put into this folder"));
    place.folder = std::move(*folder);
    co_return place;
}

/// The body of the request, and the values for the readers of the folder.
struct NewResource
{
    QJsonObject body;
    SecretBuffer secret;
};

Task<Expected<NewResource>> prepare(Parts parts, Draft draft, Place place, StopToken stop)
{
    const PassboltChoice choice = choosePassboltType(*draft, parts->rules, nullptr);
    const std::vector<DraftIssue> issues = passboltIssues(*draft, choice);
    if (!issues.empty())
        co_return tl::unexpected(passboltRefusal(issues));
    const PassboltType &type = *choice.type;
    const PassboltCurrent nothing;
    Expected<PassboltPlaintexts> plaintexts = composePassbolt(*draft, type, parts->typeIdOf(type), nothing);
    if (!plaintexts)
        co_return failure(plaintexts);
    const Expected<QJsonObject> words =
        co_await parts->wordsOf(draft, &type, std::move(plaintexts->metadata), !place.isShared(), stop);
    if (!words)
        co_return failure(words);
    NewResource resource;
    resource.body = *words;
    resource.secret = plaintexts->secret.clone();
    // Exactly one message, the creator's: the readers of the folder get theirs by sharing.
    PassboltReaderList nobody;
    const Expected<QJsonArray> own =
        co_await parts->readers.sealFor(std::move(plaintexts->secret), std::move(nobody), stop);
    if (!own)
        co_return failure(own);
    resource.body.insert(QStringLiteral("secrets"), *own);
    resource.body.insert(QStringLiteral("folder_parent_id"), place.parentJson());
    const SecretField *const password = draft->field(fieldKey(FieldKind::Password));
    parts->addExpiry(resource.body, *draft, QDateTime(), password != nullptr && !password->value.isEmpty());
    co_return resource;
}

QString idIn(const Expected<QJsonValue> &row)
{
    const QString id = row ? (*row)[QLatin1String("id")].toString().toLower() : QString();
    return isUuid(id) ? id : QString();
}

/// Something in a shared folder that its readers cannot read is neither what was asked for nor nothing.
Task<Error> takeBack(Parts parts, QString path, Error error)
{
    const QJsonObject nothing;
    const StopToken toTheEnd;
    const Expected<QJsonValue> gone = co_await parts->send("DELETE", std::move(path), nothing, toTheEnd);
    co_return passboltHalfWay(std::move(error), gone ? QStringLiteral("created, not shared, and removed again")
                                                     : QStringLiteral("created, but not shared"));
}

} // namespace

Task<Expected<QString>> createPassboltSecret(Parts parts, Draft draft, QStringList confirmedFingerprints,
                                             StopToken stop)
{
    const Expected<void> ruled = co_await parts->knowRules(stop);
    if (!ruled)
        co_return failure(ruled);
    Expected<Place> place = co_await placeIn(parts, draft->collectionId, stop);
    if (!place)
        co_return failure(place);
    if (place->isShared()) {
        Expected<PassboltReaderList> readers = co_await parts->readers.readersOfFolder(draft->collectionId, stop);
        if (!readers)
            co_return failure(readers);
        const Expected<void> known = parts->readers.requireConfirmed(*readers, confirmedFingerprints);
        if (!known)
            co_return failure(known);
        place->readers = std::move(*readers);
    }
    for (int attempt = 1;; ++attempt) {
        Expected<NewResource> resource = co_await prepare(parts, draft, *place, stop);
        if (!resource)
            co_return failure(resource);
        const Expected<QJsonValue> created =
            co_await parts->send("POST", QStringLiteral("/resources.json"), resource->body, stop);
        if (!created && wasRefusedByPassbolt(created.error()) && attempt == 1) {
            const Expected<bool> otherRules = co_await parts->reloadRules(stop);
            if (otherRules && *otherRules) // the administrator has changed what may be created
                continue;
        }
        if (!created)
            co_return failure(created);
        const QString id = idIn(created);
        if (id.isEmpty())
            co_return failure(ErrorKind::Malformed, QStringLiteral("created, but the answer does not say as what"));
        if (!place->isShared())
            co_return id;
        const Expected<void> shared = co_await parts->shareLike(place->folder, Target::Secret, id,
                                                                std::move(resource->secret), place->readers, stop);
        if (shared)
            co_return id;
        const QString path = QStringLiteral("/resources/%1.json").arg(id);
        const Error error = co_await takeBack(parts, path, shared.error());
        co_return tl::unexpected(error);
    }
}

Task<Expected<QString>> createPassboltFolder(Parts parts, QString name, QString parentId, StopToken stop)
{
    if (name.trimmed().isEmpty() || name.toUcs4().size() > FolderNameLength)
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a name for a folder"));
    const Expected<Place> place = co_await placeIn(parts, std::move(parentId), stop);
    if (!place)
        co_return failure(place);
    // The name is clear text on every server: none creates folders with an encrypted one.
    const QJsonObject body{{QStringLiteral("name"), name}, {QStringLiteral("folder_parent_id"), place->parentJson()}};
    const Expected<QJsonValue> created = co_await parts->send("POST", QStringLiteral("/folders.json"), body, stop);
    if (!created)
        co_return failure(created);
    const QString id = idIn(created);
    if (id.isEmpty())
        co_return failure(ErrorKind::Malformed, QStringLiteral("created, but the answer does not say as what"));
    if (!place->isShared())
        co_return id;
    SecretBuffer noValue;
    PassboltReaderList nobody;
    const Expected<void> shared =
        co_await parts->shareLike(place->folder, Target::Collection, id, std::move(noValue), std::move(nobody), stop);
    if (shared)
        co_return id;
    const QString path = QStringLiteral("/folders/%1.json").arg(id);
    const Error error = co_await takeBack(parts, path, shared.error());
    co_return tl::unexpected(error);
}

} // namespace coffret
