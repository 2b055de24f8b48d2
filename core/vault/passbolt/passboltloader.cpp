// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltloader.h"

#include "core/base/logging.h"
#include "core/vault/passbolt/passboltmemory.h"
#include "core/vault/passbolt/passboltpolicies.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace coffret {

namespace {

constexpr int PageSize = 500;
constexpr qsizetype PlaceholderLength = 8;

qint64 changedAt(const PassboltResource &resource)
{
    return resource.summary.modified.isValid() ? resource.summary.modified.toMSecsSinceEpoch() : 0;
}

/// What an encrypted name deserves.
Markers markersOf(const PassboltMetadataOutcome &outcome)
{
    Markers markers;
    markers.setFlag(Marker::MetadataUnverified, outcome.text && !outcome.verified);
    markers.setFlag(Marker::MetadataUnreadable, !outcome.text);
    markers.setFlag(Marker::OutOfOrder, outcome.misplaced);
    markers.setFlag(Marker::KeyMissing, outcome.keyMissing);
    return markers;
}

WordsDigest digestOfWords(const SecretSummary &summary)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &word :
         QStringList{summary.vendorType, summary.name, summary.username, summary.description} + summary.uris) {
        hash.addData(word.toUtf8());
        hash.addData(QByteArrayView("\0", 1));
    }
    WordsDigest digest{};
    std::copy_n(hash.resultView().begin(), digest.size(), digest.begin());
    return digest;
}

/// Where in the list of resources, latest change first, a page lies, and how long the list was when the page before was
/// read.
struct Position
{
    int page = 1;
    int total = 0;
    qint64 newest = 0;  ///< the latest change when the list was begun
    bool again = false; ///< all was read; now what changed since is read again

    [[nodiscard]] static std::optional<Position> fromCursor(const QString &cursor)
    {
        if (cursor.isEmpty())
            return Position();
        const QStringList parts = cursor.split(QLatin1Char('/'));
        const Position position{parts.value(0).toInt(), parts.value(1).toInt(), parts.value(2).toLongLong(),
                                parts.size() > 3};
        return position.page >= 1 ? std::optional(position) : std::nullopt;
    }
    [[nodiscard]] QString toCursor() const
    {
        const QString cursor = QStringLiteral("%1/%2/%3").arg(page).arg(total).arg(newest);
        return again ? cursor + QLatin1String("/again") : cursor;
    }
    /// The list may change while it is read. Rows that come twice do no harm. When it shrank, rows moved up into the
    /// page before, which is then read again. A row that was changed moved to the top, past where we were: at the end
    /// the top is read again, down to what was there at the beginning.
    [[nodiscard]] QString next(const PassboltResourcePage &read) const
    {
        const bool more = !read.resources.empty() && page * PageSize < read.total;
        Position position{page, read.total, newest, again};
        const bool shrank = page > 1 && read.total < total;
        if (more && (again ? changedAt(read.resources.back()) > newest : !shrank))
            ++position.page;
        else if (again || page == 1)
            return {};
        else if (shrank)
            --position.page;
        else
            position = {1, read.total, newest, true};
        return position.toCursor();
    }
};

} // namespace

PassboltLoader::PassboltLoader(const Account &account, PassboltApi &api, OpenPgp &openPgp, WorkerPool &workers,
                               PassboltDirectory &directory, PinStore &pins, TrustLedger &ledger)
    : m_account(account)
    , m_api(api)
    , m_openPgp(openPgp)
    , m_workers(workers)
    , m_directory(directory)
    , m_ledger(ledger)
    , m_keyring(account, api, openPgp, directory, pins)
    , m_sessionKeys(account, api, openPgp, workers)
    , m_metadata(openPgp, workers, &m_sessionKeys)
{
}

QList<PassboltCustomField> PassboltLoader::customFields(const QString &resourceId) const
{
    const auto read = m_customFields.constFind(resourceId);
    if (read != m_customFields.cend())
        return *read;
    const auto recalled = m_recalledExtras.constFind(resourceId);
    return recalled == m_recalledExtras.cend() ? QList<PassboltCustomField>() : passboltCustomFieldsIn(*recalled);
}

void PassboltLoader::recall(QHash<QString, QString> slugs, QHash<QString, QByteArray> extras)
{
    m_slugs = std::move(slugs);
    m_recalledExtras = std::move(extras);
    m_isRecalled = true;
}

Task<Expected<void>> PassboltLoader::knowUsers(StopToken stop)
{
    if (!m_isRecalled)
        co_return Expected<void>();
    co_return co_await loadUsers(std::move(stop));
}

bool PassboltLoader::listsWordsOf(const QJsonObject &row) const
{
    const QJsonObject answer{{QStringLiteral("body"), row}}; // so that both were read alike
    const auto resource = parseResource(QJsonDocument(answer).toJson(QJsonDocument::Compact), m_slugs);
    if (!resource || !resource->metadata.message.isEmpty())
        return false;
    const auto words = m_clearWords.constFind(QUuid(resource->summary.id));
    return words != m_clearWords.constEnd() && *words == digestOfWords(resource->summary);
}

QString PassboltLoader::trustedMetadataKey(const QString &keyId) const
{
    return m_keyring.trusted(keyId);
}

void PassboltLoader::clear()
{
    m_keyring.clear();
    m_sessionKeys.clear();
    m_metadata.clear();
    m_round.clear();
    m_customFields.clear();
    m_recalledExtras.clear();
    m_isRecalled = false;
    m_clearWords.clear();
    m_slugs = builtInPassboltSlugs();
    m_valueMarkers.clear();
    m_valueTypes.clear();
    m_hasSurroundings = false;
}

Task<Expected<IndexPage>> PassboltLoader::page(QString cursor, StopToken stop)
{
    IndexPage out;
    std::optional<Position> here = Position::fromCursor(cursor);
    if (!here)
        co_return failure(ErrorKind::Internal, QStringLiteral("not a cursor of this vault"));
    if (cursor.isEmpty()) {
        m_round.clear();
        const Expected<void> surroundings = co_await loadSurroundings(stop);
        if (!surroundings)
            co_return failure(surroundings);
        Expected<std::vector<Collection>> folders = co_await loadFolders(stop);
        if (!folders)
            co_return failure(folders);
        out.collections = std::move(*folders);
    }
    Expected<PassboltResourcePage> resources = co_await loadResources(here->page, stop);
    if (!resources)
        co_return failure(resources);
    std::vector<PassboltResource> &rows = resources->resources;
    if (cursor.isEmpty() && !rows.empty())
        here->newest = changedAt(rows.front());
    out.nextCursor = here->next(*resources);
    if (here->again)
        std::erase_if(rows, [&](const PassboltResource &row) { return changedAt(row) < here->newest; });
    else
        out.total = resources->total;
    const Expected<void> whole = co_await complete(rows, stop);
    if (!whole)
        co_return failure(whole);
    for (PassboltResource &resource : rows)
        out.secrets.push_back(std::move(resource.summary));
    co_return out;
}

Task<void> PassboltLoader::keepSessionKeys()
{
    return m_sessionKeys.save(std::exchange(m_round, {}));
}

Task<Expected<SecretSummary>> PassboltLoader::one(QString resourceId, StopToken stop)
{
    if (!isUuid(resourceId))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a resource id"));
    if (!m_hasSurroundings) {
        const Expected<void> surroundings = co_await loadSurroundings(stop);
        if (!surroundings)
            co_return failure(surroundings);
    }
    const QString path = QStringLiteral("/resources/%1.json?%2").arg(resourceId, resourceContains());
    const Expected<HttpResponse> response = co_await m_api.call("GET", path, {}, stop);
    if (!response)
        co_return failure(response);
    Expected<PassboltResource> resource = parseResource(response->body, m_slugs);
    if (!resource)
        co_return failure(resource);
    if (resource->summary.id != resourceId.toLower())
        co_return failure(ErrorKind::Malformed, QStringLiteral("another resource than the one asked for"));
    const QString &writer = resource->summary.modifiedBy;
    if (!writer.isEmpty() && !m_directory.users().contains(writer)) { // somebody who came since
        const Expected<void> users = co_await loadUsers(stop);
        if (!users)
            co_return failure(users);
    }
    std::vector<PassboltResource> rows;
    rows.push_back(std::move(*resource));
    const Expected<void> whole = co_await complete(rows, stop);
    if (!whole)
        co_return failure(whole);
    co_return std::move(rows.front().summary);
}

/// What rows refer to, asked for side by side.
Task<Expected<void>> PassboltLoader::loadSurroundings(StopToken stop)
{
    auto typesTask = loadTypes(stop);
    const Expected<void> users = co_await loadUsers(stop);
    const Expected<void> types = co_await typesTask;
    if (!users)
        co_return users;
    if (!types)
        co_return types;
    co_await loadValueNotes();
    const Expected<void> keys = co_await loadMetadataKeys(stop); // they are checked against the users' keys
    m_hasSurroundings = keys.has_value();
    co_return keys;
}

Task<Expected<void>> PassboltLoader::loadTypes(StopToken stop)
{
    const Expected<HttpResponse> response =
        co_await m_api.call("GET", QStringLiteral("/resource-types.json"), {}, stop);
    if (!response && response.error().kind == ErrorKind::NotFound)
        co_return {}; // the built-in list serves
    if (!response)
        co_return failure(response);
    const auto slugs = parseResourceTypes(response->body);
    if (!slugs)
        co_return failure(slugs);
    m_slugs = *slugs;
    const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
    m_typeRows = envelope ? envelope->body : QJsonValue(QJsonValue::Undefined);
    co_return {};
}

Task<Expected<void>> PassboltLoader::loadUsers(StopToken stop)
{
    const Expected<HttpResponse> response = co_await m_api.call("GET", QStringLiteral("/users.json"), {}, stop);
    if (!response)
        co_return failure(response);
    std::function<Expected<std::vector<PassboltUser>>()> job = [json = response->body] { return parseUsers(json); };
    Expected<std::vector<PassboltUser>> users = co_await m_workers.run(std::move(job));
    if (!users)
        co_return failure(users);
    m_directory.setUsers(std::move(*users));
    m_isRecalled = false;
    co_return {};
}

Task<Expected<void>> PassboltLoader::loadMetadataKeys(StopToken stop)
{
    if (!m_features.encryptedMetadata) {
        m_metadata.startRound(std::make_shared<PassboltMetadataKeys>());
        co_return {};
    }
    const auto keys = co_await m_keyring.load(stop);
    if (!keys)
        co_return failure(keys);
    m_metadata.startRound(*keys);
    co_return co_await m_sessionKeys.load(stop);
}

Task<Expected<OpenedMessage>> PassboltLoader::openMetadata(PassboltMetadata metadata, QStringList writers,
                                                           StopToken stop)
{
    QStringList signers;
    for (const QString &writer : std::as_const(writers)) {
        const QString fingerprint = co_await m_directory.importedFingerprintOf(writer);
        if (!fingerprint.isEmpty() && !signers.contains(fingerprint))
            signers.append(fingerprint);
    }
    co_return co_await m_metadata.open(std::move(metadata), std::move(signers), std::move(stop));
}

Task<Expected<std::vector<Collection>>> PassboltLoader::loadFolders(StopToken stop)
{
    std::vector<Collection> collections;
    if (!m_features.folders)
        co_return collections;
    const Expected<HttpResponse> response =
        co_await m_api.call("GET", QStringLiteral("/folders.json?contain[permission]=1"), {}, stop);
    if (!response && response.error().kind == ErrorKind::NotFound)
        co_return collections;
    if (!response)
        co_return failure(response);
    std::function<Expected<std::vector<PassboltFolder>>()> job = [json = response->body] { return parseFolders(json); };
    Expected<std::vector<PassboltFolder>> folders = co_await m_workers.run(std::move(job));
    if (!folders)
        co_return failure(folders);
    const Expected<void> read = co_await readFolderMetadata(*folders, stop);
    if (!read)
        co_return failure(read);
    for (PassboltFolder &folder : *folders)
        collections.push_back(std::move(folder.collection));
    co_return collections;
}

Task<Expected<PassboltResourcePage>> PassboltLoader::loadResources(int page, StopToken stop)
{
    const QString path = QStringLiteral("/resources.json?%1&limit=%2&page=%3&sort=Resources.modified&direction=desc")
                             .arg(resourceContains())
                             .arg(PageSize)
                             .arg(page);
    const Expected<HttpResponse> response = co_await m_api.call("GET", path, {}, stop);
    if (!response && response.error().kind == ErrorKind::NotFound && page > 1)
        co_return PassboltResourcePage(); // past the end: rows were deleted meanwhile, see Position::next()
    if (!response)
        co_return failure(response);
    std::function<Expected<PassboltResourcePage>()> job = [json = response->body, slugs = m_slugs] {
        return parseResources(json, slugs);
    };
    co_return co_await m_workers.run(std::move(job));
}

/// Never the secrets: the server logs those as read.
QString PassboltLoader::resourceContains() const
{
    return m_features.tags ? QStringLiteral("contain[permission]=1&contain[favorite]=1&contain[tag]=1")
                           : QStringLiteral("contain[permission]=1&contain[favorite]=1");
}

QStringList PassboltLoader::writersOf(const QString &modifiedBy, const QString &createdBy)
{
    QStringList writers;
    for (const QString &user : {modifiedBy, createdBy}) {
        const QString fingerprint = m_directory.fingerprintOf(user);
        if (!fingerprint.isEmpty() && !writers.contains(fingerprint))
            writers.append(fingerprint);
    }
    return writers;
}

Task<Expected<void>> PassboltLoader::readMetadata(std::vector<PassboltResource> &resources, StopToken stop)
{
    std::vector<PassboltMetadataWork> works;
    std::vector<PassboltResource *> rows;
    QSet<QString> writers;
    for (const PassboltResource &resource : resources) {
        if (!resource.metadata.message.isEmpty())
            writers << resource.summary.modifiedBy << resource.createdBy;
    }
    m_directory.checkKeys(writers);
    for (PassboltResource &resource : resources) {
        if (resource.metadata.message.isEmpty())
            continue;
        PassboltMetadataWork work;
        work.metadata = std::move(resource.metadata);
        work.expectedSigners = writersOf(resource.summary.modifiedBy, resource.createdBy);
        work.objectType = QLatin1String(ResourceMetadataType);
        work.typeId = resource.typeId;
        work.resourceId = resource.summary.id;
        work.modified = std::move(resource.modified);
        works.push_back(std::move(work));
        rows.push_back(&resource);
    }
    if (works.empty())
        co_return {};
    const auto outcomes = co_await m_metadata.read(std::move(works), stop);
    if (!outcomes)
        co_return failure(outcomes);
    std::vector<Sighting> sightings;
    std::vector<SecretSummary *> seen;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const PassboltMetadataOutcome &outcome = (*outcomes)[i];
        SecretSummary &summary = rows[i]->summary;
        apply(outcome, summary);
        if (!outcome.text)
            continue;
        sightings.push_back({summary.id, Sighting::Part::Metadata, outcome.digest, outcome.verified, outcome.signer,
                             outcome.signedAt, summary.modified});
        seen.push_back(&summary);
    }
    co_await noteSightings(std::move(sightings), std::move(seen));
    co_return {};
}

Task<void> PassboltLoader::noteSightings(std::vector<Sighting> sightings, std::vector<SecretSummary *> rows)
{
    const auto shared = std::make_shared<const std::vector<Sighting>>(std::move(sightings));
    if (shared->empty())
        co_return;
    std::function<Expected<std::vector<bool>>()> job = [this, shared] { return m_ledger.note(m_account.id, *shared); };
    const Expected<std::vector<bool>> outOfOrder = co_await m_workers.run(std::move(job));
    if (!outOfOrder) // said at the start, when the ledger could not be loaded
        qCWarning(lcVault) << "what was seen cannot be noted:" << outOfOrder.error().detail;
    for (std::size_t i = 0; outOfOrder && i < rows.size(); ++i) {
        if ((*outOfOrder)[i])
            rows[i]->markers.setFlag(Marker::OutOfOrder);
    }
}

Task<void> PassboltLoader::loadValueNotes()
{
    std::function<Expected<QHash<QString, Markers>>()> markersJob = [this] {
        return m_ledger.valueMarkers(m_account.id);
    };
    Expected<QHash<QString, Markers>> markers = co_await m_workers.run(std::move(markersJob));
    m_valueMarkers = markers ? std::move(*markers) : QHash<QString, Markers>();
    std::function<Expected<QHash<QString, SecretType>>()> typesJob = [this] {
        return m_ledger.valueTypes(m_account.id);
    };
    Expected<QHash<QString, SecretType>> types = co_await m_workers.run(std::move(typesJob));
    m_valueTypes = types ? std::move(*types) : QHash<QString, SecretType>();
}

Task<void> PassboltLoader::learn(SecretSummary summary, SecretType type)
{
    const PassboltType *const kept = passboltType(summary.vendorType);
    if (kept == nullptr || type == kept->type) {
        m_valueTypes.remove(summary.id);
        type = SecretType::Unknown;
    } else {
        m_valueTypes.insert(summary.id, type);
    }
    std::function<Expected<void>()> job = [this, id = summary.id, type] {
        return m_ledger.setValueType(m_account.id, id, type);
    };
    const Expected<void> noted = co_await m_workers.run(std::move(job));
    if (!noted)
        qCWarning(lcVault) << "the type of what was opened cannot be noted:" << noted.error().detail;
}

Task<Expected<void>> PassboltLoader::readTags(std::vector<PassboltResource> &resources, StopToken stop)
{
    QHash<QString, std::size_t> positions;
    std::vector<PassboltMetadataWork> works;
    // The server does not say who made a tag: it is the user's own, or anybody's who may share one.
    const QStringList own{m_account.keyFingerprint};
    const QStringList everybody = own + m_directory.knownFingerprints();
    for (const PassboltResource &resource : resources) {
        for (const PassboltTag &tag : resource.tags) {
            if (tag.metadata.message.isEmpty() || positions.contains(tag.id))
                continue;
            positions.insert(tag.id, works.size());
            works.push_back(
                {tag.metadata, tag.metadata.sharedKey ? everybody : own, QLatin1String(TagMetadataType), {}});
        }
    }
    const auto outcomes = co_await m_metadata.read(std::move(works), stop);
    if (!outcomes)
        co_return failure(outcomes);
    for (PassboltResource &resource : resources) {
        for (const PassboltTag &tag : resource.tags) {
            const auto position = positions.constFind(tag.id);
            const bool encrypted = !tag.metadata.message.isEmpty();
            const PassboltMetadataOutcome *const outcome = encrypted ? &(*outcomes)[*position] : nullptr;
            const QString name = outcome == nullptr ? tag.slug : outcome->text ? outcome->text->name : QString();
            if (name.isEmpty())
                continue;
            resource.summary.tags.append(name);
            if (outcome != nullptr && !outcome->verified)
                resource.summary.markers.setFlag(Marker::TagUnverified);
        }
    }
    co_return {};
}

Task<Expected<void>> PassboltLoader::complete(std::vector<PassboltResource> &resources, StopToken stop)
{
    for (const PassboltResource &resource : resources) {
        const bool isClear = resource.metadata.message.isEmpty();
        if (isClear && !m_features.encryptedMetadata)
            continue;
        const QUuid id(resource.summary.id);
        if (isClear) {
            m_clearWords.insert(id, digestOfWords(resource.summary));
        } else {
            m_clearWords.remove(id);
            m_round.insert(id);
        }
    }
    const Expected<void> tags = co_await readTags(resources, stop);
    if (!tags)
        co_return tags;
    const Expected<void> metadata = co_await readMetadata(resources, stop);
    if (!metadata)
        co_return metadata;
    for (PassboltResource &resource : resources) {
        SecretSummary &summary = resource.summary;
        summary.markers |= m_valueMarkers.value(summary.id);
        const PassboltType *const type = passboltType(summary.vendorType);
        // Labels of custom fields mean something else in other types.
        if (type != nullptr && type->password && type->note && summary.type == type->type &&
            !m_customFields.contains(summary.id))
            summary.type = m_valueTypes.value(summary.id, summary.type);
    }
    co_return {};
}

Task<Expected<void>> PassboltLoader::readFolderMetadata(std::vector<PassboltFolder> &folders, StopToken stop)
{
    std::vector<PassboltMetadataWork> works;
    std::vector<Collection *> rows;
    for (PassboltFolder &folder : folders) {
        if (folder.metadata.message.isEmpty())
            continue;
        PassboltMetadataWork work;
        work.metadata = std::move(folder.metadata);
        work.expectedSigners = writersOf(folder.modifiedBy, folder.createdBy);
        work.objectType = QLatin1String(FolderMetadataType);
        works.push_back(std::move(work));
        rows.push_back(&folder.collection);
    }
    if (works.empty())
        co_return {};
    const auto outcomes = co_await m_metadata.read(std::move(works), stop);
    if (!outcomes)
        co_return failure(outcomes);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const PassboltMetadataOutcome &outcome = (*outcomes)[i];
        rows[i]->name = outcome.text ? outcome.text->name : rows[i]->id.left(PlaceholderLength);
        rows[i]->markers = markersOf(outcome);
    }
    co_return {};
}

void PassboltLoader::apply(const PassboltMetadataOutcome &outcome, SecretSummary &summary)
{
    m_customFields.remove(summary.id);
    m_recalledExtras.remove(summary.id);
    if (!outcome.text) {
        summary.name = summary.id.left(PlaceholderLength);
        summary.markers |= markersOf(outcome);
        return;
    }
    summary.name = outcome.text->name;
    summary.username = outcome.text->username;
    summary.description = outcome.text->description;
    summary.uris = outcome.text->uris;
    summary.icon = outcome.text->icon;
    summary.markers.setFlag(Marker::MetadataUnverified, false); // said of what is in the clear
    summary.markers |= markersOf(outcome);
    if (outcome.text->coffretType != SecretType::Unknown && summary.type != SecretType::Unknown) {
        summary.type = outcome.text->coffretType;
        for (const PassboltCustomField &field : outcome.text->customFields) {
            if (fieldNamed(summary.type, field.label, field.id).kind == FieldKind::Username)
                summary.username = field.value;
        }
    }
    if (!outcome.text->customFields.isEmpty())
        m_customFields.insert(summary.id, outcome.text->customFields);
}

PassboltLoader::Features passboltFeatures(const PassboltPolicies &policies)
{
    PassboltLoader::Features features;
    features.folders = policies.hasFolders();
    features.tags = policies.hasTags();
    features.encryptedMetadata = policies.hasPlugin("metadata");
    return features;
}

} // namespace coffret
