// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/vaultimport.h"

#include "core/session/manysecrets.h"

#include <QCoroTimer>
#include <QElapsedTimer>
#include <QSet>

#include <algorithm>

namespace coffret {

namespace {

using Plan = ImportRow::Plan;
using State = ImportRow::State;

constexpr qint64 SliceMs = 8; // until others have their turn

/// The names from the root on as one text that no other path has.
QString keyOf(const QStringList &path)
{
    return path.join(QChar(0x1f)); // no name has a separator of units
}

/// What two secrets have in common that are taken for the same one.
QString twinKey(const QString &name, const QString &username, const QStringList &uris)
{
    const QString host = uris.isEmpty() ? QString() : Catalog::hostOf(uris.front()).toString().toCaseFolded();
    return keyOf({Catalog::fold(name), username, host});
}

/// Those of the secrets of an account that have one of these names.
QSet<QString> twinsIn(const Catalog &catalog, const QSet<QString> &names)
{
    QSet<QString> keys;
    for (Catalog::Row row = 0; row < catalog.size(); ++row) {
        const std::string_view folded = catalog.foldedName(row);
        if (!names.contains(QString::fromUtf8(folded.data(), static_cast<qsizetype>(folded.size()))))
            continue;
        const SecretSummary summary = catalog.summary(row);
        keys.insert(twinKey(summary.name, summary.username, summary.uris));
    }
    return keys;
}

/// Of a collection below parentId; empty: there is none of this name.
QString childNamed(const Catalog &catalog, const QString &parentId, const QString &name)
{
    for (const Collection &collection : catalog.collections()) {
        if (collection.name == name && collection.parentId == parentId)
            return collection.id;
    }
    return {};
}

/// Tags and star, as far as the vault has them. What fails here leaves the secret where it is.
Task<Expected<void>> decorate(QPointer<Session> session, QString secretId, QStringList tags, bool isFavourite)
{
    const Capabilities can = session->capabilities();
    Expected<void> done;
    if (!tags.isEmpty() && can.testFlag(Capability::Tags)) {
        Task<Expected<void>> tagging = session->setTags(secretId, tags);
        done = co_await tagging;
    }
    if (session && isFavourite && can.testFlag(Capability::Favourites)) {
        Task<Expected<void>> marking = session->setFavourite(secretId, true);
        const Expected<void> marked = co_await marking;
        if (done)
            done = marked;
    }
    co_return done;
}

} // namespace

int VaultImport::count(Plan plan) const
{
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [plan](const ImportRow &row) { return row.plan == plan; }));
}

int VaultImport::count(State state) const
{
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [state](const ImportRow &row) { return row.state == state; }));
}

bool VaultImport::isPending(const ImportRow &row) const
{
    const bool isWanted = row.plan == Plan::New || (row.plan == Plan::Twin && m_choices.takesTwins);
    return isWanted && row.state != State::Done && row.state != State::MayBeDone;
}

int VaultImport::pending() const
{
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [this](const ImportRow &row) { return isPending(row); }));
}

FittedDraft VaultImport::fitted(std::size_t item, const VaultWriting &writing) const
{
    SecretDraft draft = draftOf(m_file.items[item]);
    draft.collectionId = m_choices.collectionId;
    return fitDraft(std::move(draft), writing, m_words);
}

/// What it is, in all: the same for two items that differ in nothing but their number.
QByteArray VaultImport::contentOf(const ForeignItem &item) const
{
    QStringList texts{toString(item.type), item.name, item.username, item.description};
    texts += item.folder + item.uris + item.tags;
    const QByteArray plain = keyOf(texts).toUtf8();
    QByteArray content = m_digest.of({plain.constData(), static_cast<std::size_t>(plain.size())});
    for (const ForeignField &field : item.fields) {
        const QByteArray label = field.label.toUtf8();
        content += m_digest.of({label.constData(), static_cast<std::size_t>(label.size())});
        content += m_digest.of(field.value);
    }
    return m_digest.of({content.constData(), static_cast<std::size_t>(content.size())});
}

Task<Expected<void>> VaultImport::plan(QPointer<Session> session, std::shared_ptr<VaultImport> import, Choices choices,
                                       StopToken stop)
{
    const ForeignFile &file = import->m_file;
    import->m_choices = std::move(choices);
    import->m_rows.clear();
    import->m_items.clear();
    import->m_made.clear();
    QSet<QString> names;
    for (const ForeignItem &item : file.items)
        names.insert(Catalog::fold(item.name));
    if (session && !session->capabilities().testFlag(Capability::CollectionTree))
        import->m_choices.keepsFolders = false;
    QSet<QByteArray> before; // in the file
    QElapsedTimer slice;
    slice.start();
    const QSet<QString> known = session ? twinsIn(*session->catalog(), names) : QSet<QString>();
    for (std::size_t i = 0; i < file.items.size(); ++i) {
        if (slice.hasExpired(SliceMs)) {
            co_await QCoro::sleepFor(std::chrono::milliseconds(0));
            slice.start();
        }
        if (!session || stop.stop_requested())
            co_return failure(ErrorKind::Cancelled);
        if (session->writing() == nullptr)
            co_return failure(ErrorKind::Unsupported);
        const ForeignItem &item = file.items[i];
        const FittedDraft fitted = import->fitted(i, *session->writing());
        ImportRow row;
        row.number = item.number;
        row.name = item.name;
        row.folder = import->m_choices.keepsFolders ? item.folder : QStringList();
        row.type = fitted.draft.type;
        row.moved = fitted.moved;
        row.hasNote = fitted.beside.has_value();
        row.becomesNote = fitted.isNote;
        row.losses = item.losses;
        row.losses.setFlag(Loss::Expiry, item.expires.isValid() && !fitted.draft.expires.isValid());
        const Capabilities can = session->capabilities();
        row.losses.setFlag(Loss::Tags, !item.tags.isEmpty() && !can.testFlag(Capability::Tags));
        row.losses.setFlag(Loss::Star, item.isFavourite && !can.testFlag(Capability::Favourites));
        row.issue = fitted.issue;
        const QByteArray content = import->contentOf(item);
        const QString key =
            twinKey(fitted.draft.name, fitted.draft.username, fitted.draft.uris); // as it would be listed
        row.plan = row.issue                  ? Plan::Refused
                   : before.contains(content) ? Plan::Double
                   : known.contains(key)      ? Plan::Twin
                                              : Plan::New;
        before.insert(content);
        import->m_rows.push_back(std::move(row));
        import->m_items.push_back(i);
    }
    for (const ForeignRefusal &refusal : file.refusals) {
        ImportRow row;
        row.number = refusal.number;
        row.name = refusal.name;
        row.plan = Plan::Refused;
        row.refusal = refusal.why;
        const auto place = std::upper_bound(import->m_rows.begin(), import->m_rows.end(), row.number,
                                            [](int number, const ImportRow &other) { return number < other.number; });
        import->m_items.insert(import->m_items.begin() + (place - import->m_rows.begin()), NoItem);
        import->m_rows.insert(place, std::move(row));
    }
    co_return Expected<void>();
}

QString VaultImport::existingPlace(const Catalog &catalog, const ImportRow &row) const
{
    QString id = m_choices.collectionId;
    for (const QString &name : row.folder) {
        const QString child = childNamed(catalog, id, name);
        if (child.isEmpty())
            return id;
        id = child;
    }
    return id;
}

QStringList VaultImport::places(const Session &session) const
{
    QHash<QString, QString> known; // many rows have the same folder
    QStringList ids;
    for (const ImportRow &row : m_rows) {
        const QString key = keyOf(row.folder);
        if (!isPending(row) || known.contains(key))
            continue;
        const QString id = existingPlace(*session.catalog(), row);
        known.insert(key, id);
        if (!ids.contains(id))
            ids.append(id);
    }
    return ids;
}

bool VaultImport::hasFolders() const
{
    return std::any_of(m_file.items.begin(), m_file.items.end(),
                       [](const ForeignItem &item) { return !item.folder.isEmpty(); });
}

Task<Expected<std::vector<ReaderKey>>> VaultImport::readers(QPointer<Session> session,
                                                            std::shared_ptr<VaultImport> import, StopToken stop)
{
    std::vector<ReaderKey> all;
    const QStringList places = session ? import->places(*session) : QStringList();
    for (const QString &place : places) {
        if (!session || stop.stop_requested())
            co_return failure(ErrorKind::Cancelled);
        Task<Expected<std::vector<ReaderKey>>> asking = session->readers({}, place, stop);
        const Expected<std::vector<ReaderKey>> readers = co_await asking;
        if (!readers)
            co_return failure(readers);
        addReaders(all, *readers);
    }
    co_return all;
}

Task<Expected<QString>> VaultImport::placeFor(QPointer<Session> session, std::shared_ptr<VaultImport> import,
                                              std::size_t row)
{
    const QStringList path = import->m_rows[row].folder;
    QString id = import->m_choices.collectionId;
    for (qsizetype depth = 1; depth <= path.size(); ++depth) {
        if (!session)
            co_return failure(ErrorKind::Cancelled);
        const QString key = keyOf(path.first(depth));
        QString child = import->m_made.value(key);
        if (child.isEmpty())
            child = childNamed(*session->catalog(), id, path[depth - 1]);
        if (child.isEmpty()) {
            const StopToken toTheEnd;
            Task<Expected<QString>> making = session->createCollection(path[depth - 1], id, toTheEnd);
            const Expected<QString> made = co_await making;
            if (!made) {
                import->m_looksFirst = import->m_looksFirst || mayBeDone(made.error());
                co_return failure(made);
            }
            child = *made;
        }
        import->m_made.insert(key, child);
        id = child;
    }
    co_return id;
}

Task<Expected<void>> VaultImport::write(QPointer<Session> session, std::shared_ptr<VaultImport> import, std::size_t row,
                                        QStringList confirmed)
{
    ImportRow &state = import->m_rows[row]; // no row is added any more
    Task<Expected<QString>> placing = placeFor(session, import, row);
    Expected<QString> place = co_await placing;
    if (place && (!session || session->writing() == nullptr))
        place = failure(ErrorKind::Cancelled);
    if (!place) {
        if (state.state == State::Waiting)
            state.state = State::Failed; // nothing of it was sent
        co_return failure(place);
    }
    const ForeignItem &item = import->m_file.items[import->m_items[row]];
    FittedDraft fitted = import->fitted(import->m_items[row], *session->writing());
    const StopToken toTheEnd; // nobody could tell what became of a write that was cut off
    Expected<void> decorated;
    if (state.state != State::Half) {
        fitted.draft.collectionId = *place;
        const auto draft = std::make_shared<const SecretDraft>(std::move(fitted.draft));
        Task<Expected<QString>> saving = session->save(draft, confirmed, toTheEnd);
        const Expected<QString> id = co_await saving;
        if (!id)
            co_return failure(id);
        if (!session)
            co_return failure(ErrorKind::Cancelled);
        state.state = fitted.beside ? State::Half : State::Done;
        Task<Expected<void>> decorating = decorate(session, *id, item.tags, item.isFavourite);
        decorated = co_await decorating;
    }
    if (fitted.beside && session) {
        fitted.beside->collectionId = *place;
        const auto note = std::make_shared<const SecretDraft>(*std::move(fitted.beside));
        Task<Expected<QString>> saving = session->save(note, confirmed, toTheEnd);
        const Expected<QString> id = co_await saving;
        if (!id && mayBeDone(id.error()))
            state.state = State::MayBeDone; // of the note; what it belongs to is there
        if (!id)
            co_return failure(id);
        state.state = State::Done;
    }
    co_return decorated;
}

Task<Expected<JobReport>> VaultImport::carryOut(QPointer<Session> session, std::shared_ptr<VaultImport> import,
                                                QStringList confirmedFingerprints, Progress progress, StopToken stop)
{
    JobReport report;
    if (import->m_looksFirst && session) {
        Task<Expected<void>> refreshing = session->refresh();
        const Expected<void> refreshed = co_await refreshing;
        if (!refreshed)
            co_return failure(refreshed);
        import->m_looksFirst = false;
    }
    const int total = import->pending();
    int tried = 0;
    for (std::size_t i = 0; i < import->m_rows.size(); ++i) {
        ImportRow &row = import->m_rows[i];
        if (!import->isPending(row))
            continue;
        if (!session || stop.stop_requested()) {
            report.cancelled = true;
            break;
        }
        row.error.reset();
        row.state = row.state == State::Failed ? State::Waiting : row.state;
        Task<Expected<void>> writing = write(session, import, i, confirmedFingerprints);
        const Expected<void> written = co_await writing;
        if (!written) {
            row.error = written.error();
            if (row.state == State::Waiting)
                row.state = mayBeDone(*row.error) ? State::MayBeDone : State::Failed;
            report.failures.push_back({{}, row.name, *row.error, row.state == State::MayBeDone});
        }
        report.done += row.state == State::Done ? 1 : 0;
        if (progress)
            progress(++tried, total);
        if (row.error && (concernsAll(row.error->kind) || row.error->kind == ErrorKind::Cancelled))
            break;
    }
    if (report.done == 0 && !report.failures.empty() && concernsAll(report.failures.back().error.kind))
        co_return tl::unexpected<Error>(report.failures.back().error);
    co_return report;
}

} // namespace coffret
