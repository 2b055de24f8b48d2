// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/joinedstop.h"
#include "core/session/sessionparts.h"

#include <QPointer>

#include <algorithm>

namespace coffret {

namespace {

SecretDraft draftOf(const SecretSummary &summary)
{
    SecretDraft draft;
    draft.id = summary.id;
    draft.type = summary.type;
    draft.vendorType = summary.vendorType;
    draft.collectionId = summary.collectionId;
    draft.name = summary.name;
    draft.username = summary.username;
    draft.description = summary.description;
    draft.uris = summary.uris;
    draft.expires = summary.expires;
    draft.icon = summary.icon;
    draft.baseModified = summary.modified;
    return draft;
}

/// What a draft has members of its own for.
bool isOfSummary(FieldKind kind)
{
    return kind == FieldKind::Username || kind == FieldKind::Uri || kind == FieldKind::Description;
}

/// Values that lie beside the protected ones, where anybody who may list the secret reads them.
void addPlainFields(SecretDraft &draft, const std::vector<FieldOutline> &outline)
{
    for (const FieldOutline &card : outline) {
        if (card.isProtected || isOfSummary(card.kind) || draft.field(card.key) != nullptr)
            continue;
        const QByteArray value = card.plainValue.toUtf8();
        draft.fields.push_back({card.kind, card.key, card.label, false,
                                SecretBuffer::copyOf({value.constData(), static_cast<std::size_t>(value.size())})});
    }
}

/// Takes back what setFavourite() and its like made of a row, where it is still so.
void takeBack(SecretSummary &row, const SecretSummary &before, const SecretSummary &after)
{
    const auto undo = [&](auto SecretSummary::*property) {
        if (after.*property != before.*property && row.*property == after.*property)
            row.*property = before.*property;
    };
    undo(&SecretSummary::tags);
    undo(&SecretSummary::expires);
    undo(&SecretSummary::collectionId);
    const auto isFavourite = [](const SecretSummary &secret) { return secret.markers.testFlag(Marker::Favourite); };
    if (isFavourite(after) != isFavourite(before) && isFavourite(row) == isFavourite(after))
        row.markers.setFlag(Marker::Favourite, isFavourite(before));
}

} // namespace

const VaultWriting *Session::writing() const
{
    return m_vault->writing();
}

VaultSharing *Session::sharing() const
{
    return m_vault->sharing();
}

bool Session::canMove() const
{
    const bool writes = capabilities().testFlag(Capability::Write) && writing();
    return writes && capabilities().testFlag(Capability::CollectionTree) && (sharing() || writing()->canMove());
}

VaultDiscussion *Session::discussion() const
{
    return m_vault->discussion();
}

VaultSealing *Session::sealing() const
{
    return m_vault->sealing();
}

/// Calls once more after signing in again: NotAuthenticated means that the first call wrote nothing.
template <typename T>
Task<Expected<T>> Session::write(std::function<Task<Expected<T>>(VaultWriting &, StopToken)> call, StopToken stop,
                                 Reading reading)
{
    const QPointer<Session> self(this);
    const auto vault = m_vault;
    const quint64 generation = m_generation;
    VaultWriting *const writing = vault->writing();
    if (writing == nullptr)
        co_return failure(ErrorKind::Unsupported);
    if (!m_lastSync.isValid())
        co_return failure(ErrorKind::NotAuthenticated, QStringLiteral("the session is not open"));
    if (reading == Reading::Attended)
        noteSomebody();
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    const JoinedStop either(stop, m_stop.get_token());
    for (int attempt = 1;; ++attempt) {
        const quint64 signIns = m_signIns;
        Task<Expected<T>> work = call(*writing, either.token());
        Expected<T> done = co_await work;
        if (!self || m_generation != generation)
            co_return failure(ErrorKind::Cancelled);
        if (done || done.error().kind != ErrorKind::NotAuthenticated || attempt == 2)
            co_return done;
        const Expected<void> again = co_await signInAgain(signIns, reading);
        if (!self || m_generation != generation)
            co_return failure(ErrorKind::Cancelled);
        if (!again)
            co_return failure(again);
    }
}

Task<Expected<Session::Edit>> Session::edit(QString secretId, StopToken stop, Reading reading)
{
    const QPointer<Session> self(this);
    const auto vault = m_vault;
    const quint64 generation = m_generation;
    // What the list shows may be older than what the payload will be.
    const Expected<SecretSummary> summary = co_await vault->fetchSummary(secretId, stop);
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    if (summary) {
        CatalogPatch newer;
        newer.secrets.push_back(*summary);
        co_await patch(std::move(newer));
    } else if (summary.error().kind != ErrorKind::Unsupported && !isOutOfReach(summary.error()) &&
               summary.error().kind != ErrorKind::NotAuthenticated) { // opening the payload signs in again, or is kept
        if (isGone(summary.error()))
            noteGone(secretId);
        co_return failure(summary);
    }
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    const QString current;
    const Expected<Payload> payload = co_await openPayload(secretId, stop, current, reading);
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    if (!payload)
        co_return failure(payload);
    const Catalog::Row row = m_catalog->rowOf(secretId);
    if (row == Catalog::NoRow)
        co_return failure(ErrorKind::NotFound, QStringLiteral("no such secret"));
    const SecretSummary shown = m_catalog->summary(row);
    Edit edit{draftOf(shown), (*payload)->verdict, shown.markers, {}};
    for (const OpenedPayload::Field &opened : (*payload)->fields) {
        if (opened.error) // a value that cannot be read would be lost
            co_return tl::unexpected(*opened.error);
        if (opened.field.isProtected || !isOfSummary(opened.field.kind))
            edit.draft.fields.push_back(opened.field.clone());
        if (opened.field.isProtected && !opened.field.value.isEmpty())
            edit.forms.push_back({opened.field.key, opened.sealed, opened.recipients, opened.verdict});
    }
    edit.draft.type = (*payload)->type;
    edit.draft.baseVersion = (*payload)->version;
    addPlainFields(edit.draft, vault->outline(shown));
    co_return edit;
}

Task<Expected<std::vector<ReaderKey>>> Session::readers(QString secretId, QString collectionId, StopToken stop)
{
    std::function<Task<Expected<std::vector<ReaderKey>>>(VaultWriting &, StopToken)> call =
        [secretId, collectionId](VaultWriting &writing, StopToken token) {
            return writing.readers(secretId, collectionId, std::move(token));
        };
    return write<std::vector<ReaderKey>>(std::move(call), std::move(stop));
}

Task<Expected<QString>> Session::save(std::shared_ptr<const SecretDraft> draft, QStringList confirmedFingerprints,
                                      StopToken stop, Reading reading)
{
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    Task<Expected<QString>> writing = writeDraft(draft, std::move(confirmedFingerprints), std::move(stop), reading);
    Expected<QString> id = co_await writing;
    if (!self || m_generation != generation || !id)
        co_return id;
    Task<void> showing = showWritten(*id, draft->type);
    co_await showing;
    co_return id;
}

/// Creates or updates, no more.
Task<Expected<QString>> Session::writeDraft(std::shared_ptr<const SecretDraft> draft, QStringList confirmedFingerprints,
                                            StopToken stop, Reading reading)
{
    const QPointer<Session> self(this);
    if (draft->id.isEmpty()) {
        std::function<Task<Expected<QString>>(VaultWriting &, StopToken)> call =
            [draft, confirmedFingerprints](VaultWriting &writing, StopToken token) {
                return writing.create(draft->clone(), confirmedFingerprints, std::move(token));
            };
        Task<Expected<QString>> work = write<QString>(std::move(call), std::move(stop), reading);
        Expected<QString> id = co_await work;
        co_return id;
    }
    std::function<Task<Expected<void>>(VaultWriting &, StopToken)> call =
        [draft, confirmedFingerprints](VaultWriting &writing, StopToken token) {
            return writing.update(draft->clone(), confirmedFingerprints, std::move(token));
        };
    Task<Expected<void>> work = write<void>(std::move(call), std::move(stop), reading);
    const Expected<void> updated = co_await work;
    if (!updated)
        co_return failure(updated);
    if (self) // servers count time in seconds: it may look unchanged
        forgetValuesOf(draft->id);
    co_return draft->id;
}

/// Written it is, whatever comes of this. A vault without such types keeps a secret in one it has: the row need not be
/// opened to know better.
Task<void> Session::showWritten(QString secretId, SecretType type)
{
    const QPointer<Session> self(this);
    const QStringList ids{secretId};
    co_await touched(ids);
    if (!self)
        co_return;
    const Catalog::Row row = m_catalog->rowOf(secretId);
    if (row == Catalog::NoRow || m_catalog->type(row) == type)
        co_return;
    SecretSummary summary = m_catalog->summary(row);
    learn(summary, type);
    touchRow(summary, [type](SecretSummary &listed) { listed.type = type; }); // goes on by itself
}

Task<Expected<void>> Session::remove(QString secretId, StopToken stop)
{
    const QPointer<Session> self(this);
    std::function<Task<Expected<void>>(VaultWriting &, StopToken)> call =
        [secretId](VaultWriting &writing, StopToken token) { return writing.remove(secretId, std::move(token)); };
    Task<Expected<void>> work = write<void>(std::move(call), std::move(stop));
    const Expected<void> removed = co_await work;
    if (self && removed) {
        CatalogPatch changes;
        changes.removedSecrets.append(secretId);
        co_await patch(std::move(changes));
    }
    co_return removed;
}

Task<Expected<void>> Session::move(QString secretId, QString collectionId, StopToken stop)
{
    std::function<Task<Expected<void>>(VaultWriting &, StopToken)> call =
        [secretId, collectionId](VaultWriting &writing, StopToken token) {
            return writing.move(secretId, collectionId, std::move(token));
        };
    const Touch touch = [collectionId](SecretSummary &row) { row.collectionId = collectionId; };
    return writeOne(secretId, touch, std::move(call), std::move(stop));
}

Task<Expected<void>> Session::setFavourite(QString secretId, bool favourite, StopToken stop)
{
    std::function<Task<Expected<void>>(VaultWriting &, StopToken)> call = [secretId, favourite](VaultWriting &writing,
                                                                                                StopToken token) {
        return writing.setFavourite(secretId, favourite, std::move(token));
    };
    const Touch touch = [favourite](SecretSummary &row) { row.markers.setFlag(Marker::Favourite, favourite); };
    return writeOne(secretId, touch, std::move(call), std::move(stop));
}

Task<Expected<void>> Session::setTags(QString secretId, QStringList tags, StopToken stop)
{
    std::function<Task<Expected<void>>(VaultWriting &, StopToken)> call = [secretId, tags](VaultWriting &writing,
                                                                                           StopToken token) {
        return writing.setTags(secretId, tags, std::move(token));
    };
    const Touch touch = [tags](SecretSummary &row) { row.tags = tags; };
    return writeOne(secretId, touch, std::move(call), std::move(stop));
}

Task<Expected<void>> Session::setExpiry(QString secretId, QDateTime expires, StopToken stop)
{
    std::function<Task<Expected<void>>(VaultWriting &, StopToken)> call = [secretId, expires](VaultWriting &writing,
                                                                                              StopToken token) {
        return writing.setExpiry(secretId, expires, std::move(token));
    };
    const Touch touch = [expires](SecretSummary &row) { row.expires = expires; };
    return writeOne(secretId, touch, std::move(call), std::move(stop));
}

/// The list shows at once what the row is to be, and as it was again where that did not come about.
Task<Expected<void>> Session::writeOne(QString secretId, Touch touch,
                                       std::function<Task<Expected<void>>(VaultWriting &, StopToken)> call,
                                       StopToken stop)
{
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    const Catalog::Row row = m_catalog->rowOf(secretId);
    const bool isShown = touch && row != Catalog::NoRow;
    const SecretSummary before = isShown ? m_catalog->summary(row) : SecretSummary();
    SecretSummary after = before;
    std::optional<Task<void>> showing;
    if (isShown) {
        touch(after);
        showing.emplace(touchRow(before, touch));
    }
    Task<Expected<void>> work = write<void>(std::move(call), std::move(stop));
    const Expected<void> done = co_await work;
    if (showing)
        co_await *showing; // before it is taken back
    if (!self || m_generation != generation)
        co_return done;
    const QStringList ids{secretId};
    if (done)
        co_await touched(ids);
    const Touch back = [before, after](SecretSummary &listed) { takeBack(listed, before, after); };
    if (!done && isShown)
        co_await touchRow(before, back);
    co_return done;
}

Task<Expected<QString>> Session::createCollection(QString name, QString parentId, StopToken stop)
{
    const QPointer<Session> self(this);
    std::function<Task<Expected<QString>>(VaultWriting &, StopToken)> call = [name, parentId](VaultWriting &writing,
                                                                                              StopToken token) {
        return writing.createCollection(name, parentId, std::move(token));
    };
    Task<Expected<QString>> work = write<QString>(std::move(call), std::move(stop));
    const Expected<QString> id = co_await work;
    if (self && id) {
        const Collection *const parent = m_catalog->collection(parentId);
        CatalogPatch changes;
        changes.collections.push_back({*id, parentId, name, AccessRight::Own, parent && parent->shared});
        co_await patch(std::move(changes));
    }
    co_return id;
}

Task<Expected<void>> Session::renameCollection(QString collectionId, QString name, StopToken stop)
{
    const QPointer<Session> self(this);
    std::function<Task<Expected<void>>(VaultWriting &, StopToken)> call = [collectionId, name](VaultWriting &writing,
                                                                                               StopToken token) {
        return writing.renameCollection(collectionId, name, std::move(token));
    };
    Task<Expected<void>> work = write<void>(std::move(call), std::move(stop));
    const Expected<void> done = co_await work;
    if (!self || !done)
        co_return done;
    CatalogChange rename = [collectionId, name](const Catalog &catalog) {
        CatalogPatch renamed;
        if (const Collection *const collection = catalog.collection(collectionId)) {
            renamed.collections.push_back(*collection);
            renamed.collections.back().name = name;
        }
        return renamed;
    };
    co_await patchWith(std::move(rename));
    co_return done;
}

Task<Expected<void>> Session::removeCollection(QString collectionId, bool withContent, StopToken stop)
{
    const QPointer<Session> self(this);
    std::function<Task<Expected<void>>(VaultWriting &, StopToken)> call =
        [collectionId, withContent](VaultWriting &writing, StopToken token) {
            return writing.removeCollection(collectionId, withContent, std::move(token));
        };
    Task<Expected<void>> work = write<void>(std::move(call), std::move(stop));
    const Expected<void> done = co_await work;
    if (self && done) // what became of its content only the server knows
        co_await refresh();
    co_return done;
}

Task<Expected<UpgradePlan>> Session::planUpgrade(QString secretId, StopToken stop)
{
    std::function<Task<Expected<UpgradePlan>>(VaultWriting &, StopToken)> call =
        [secretId](VaultWriting &writing, StopToken token) { return writing.planUpgrade(secretId, std::move(token)); };
    return write<UpgradePlan>(std::move(call), std::move(stop));
}

Task<Expected<void>> Session::upgradeOne(QString secretId, StopToken stop)
{
    std::function<Task<Expected<void>>(VaultWriting &, StopToken)> call =
        [secretId](VaultWriting &writing, StopToken token) { return writing.upgradeOne(secretId, std::move(token)); };
    return writeOne(secretId, {}, std::move(call), std::move(stop));
}

Task<Expected<JobReport>> Session::upgrade(Progress progress, StopToken stop)
{
    const QPointer<Session> self(this);
    std::function<Task<Expected<JobReport>>(VaultWriting &, StopToken)> call =
        [progress](VaultWriting &writing, StopToken token) { return writing.upgrade(progress, std::move(token)); };
    Task<Expected<JobReport>> work = write<JobReport>(std::move(call), std::move(stop));
    const Expected<JobReport> report = co_await work;
    if (self && report)
        co_await refresh();
    co_return report;
}

} // namespace coffret
