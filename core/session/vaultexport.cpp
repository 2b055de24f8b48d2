// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/vaultexport.h"

#include "core/interchange/coffretjson.h"
#include "core/interchange/csvwriter.h"
#include "core/interchange/kdbxwriter.h"
#include "core/session/manysecrets.h"
#include "core/store/privatefile.h"

#include <QFileInfo>

#include <algorithm>
#include <variant>

namespace coffret {

namespace {

using Wanted = std::shared_ptr<const VaultExport>;
using Writer = std::variant<CoffretJsonWriter, KeePassXmlWriter, CsvWriter>;

Writer writerFor(const VaultExport &wanted, const Clock &clock)
{
    switch (wanted.format) {
    case ExportFormat::Sealed:
        break;
    case ExportFormat::Kdbx:
        return KeePassXmlWriter(wanted.name);
    case ExportFormat::Csv:
        return CsvWriter();
    }
    return CoffretJsonWriter(clock.now());
}

/// In the order of the tree, which a database needs.
std::vector<Catalog::Row> rowsOf(const Catalog &catalog, const VaultExport &wanted)
{
    std::vector<Catalog::Row> rows;
    const CollectionTree::Range subtree = catalog.subtree(wanted.collectionId);
    for (Catalog::Row row = 0; row < catalog.size() && wanted.secretIds.isEmpty(); ++row) {
        if (wanted.collectionId.isEmpty() || catalog.isBelow(row, subtree))
            rows.push_back(row);
    }
    for (const QString &id : wanted.secretIds) {
        if (const Catalog::Row row = catalog.rowOf(id); row != Catalog::NoRow)
            rows.push_back(row);
    }
    std::stable_sort(rows.begin(), rows.end(), [&catalog](Catalog::Row a, Catalog::Row b) {
        return catalog.collectionIndex(a) < catalog.collectionIndex(b);
    });
    return rows;
}

QStringList folderOf(const Catalog &catalog, const QString &collectionId)
{
    QStringList names;
    for (const Collection *at = catalog.collection(collectionId); at != nullptr; at = catalog.collection(at->parentId))
        names.prepend(at->name);
    return names;
}

/// Its views point into edit.
ForeignItem itemOf(const Session::Edit &edit, const SecretSummary &summary, QStringList folder)
{
    ForeignItem item;
    item.folder = std::move(folder);
    item.type = edit.draft.type;
    item.name = edit.draft.name;
    item.username = edit.draft.username;
    item.uris = edit.draft.uris;
    item.description = edit.draft.description;
    item.tags = summary.tags;
    item.isFavourite = summary.markers.testFlag(Marker::Favourite);
    item.expires = edit.draft.expires;
    for (const SecretField &field : edit.draft.fields) {
        if (!field.value.isEmpty())
            item.fields.push_back({field.kind, field.label, field.isProtected, field.value.view(), field.customKind});
    }
    return item;
}

/// Why a secret is not even opened.
std::optional<ErrorKind> knownObstacle(const SecretSummary &summary)
{
    if (summary.markers.testFlag(Marker::UnknownType))
        return ErrorKind::Unsupported;
    if (summary.markers.testFlag(Marker::NeedsApproval))
        return ErrorKind::ApprovalNeeded;
    return std::nullopt;
}

Task<Expected<Session::Edit>> openOne(QPointer<Session> session, SecretSummary summary, StopToken stop)
{
    if (const std::optional<ErrorKind> obstacle = knownObstacle(summary))
        co_return failure(*obstacle);
    Task<Expected<Session::Edit>> reading = session->edit(summary.id, stop, Session::Reading::Unattended);
    Expected<Session::Edit> edit = co_await reading;
    if (!edit)
        co_return failure(edit);
    if (!isVouched(edit->verdict))
        co_return failure(ErrorKind::NotVouched, QStringLiteral("nobody vouches for a value"));
    if (edit->draft.type == SecretType::Unknown)
        co_return failure(ErrorKind::Unsupported);
    co_return edit;
}

/// False when the file grows beyond what could be read again.
bool addTo(Writer &writer, const ForeignItem &item, ExportReport &report)
{
    const int left = std::visit([&item](auto &into) { return into.add(item); }, writer);
    if (left > 0)
        report.incomplete.append(item.name);
    ++report.written;
    return std::visit([](const auto &into) { return into.size(); }, writer) <= LargestForeignFile;
}

SecretBuffer textOf(Writer writer)
{
    return std::visit([](auto &from) { return std::move(from).take(); }, writer);
}

Expected<void> writeWhole(const QString &path, bool mayReplace, const QByteArray &contents)
{
    if (!mayReplace && QFileInfo::exists(path))
        return failure(ErrorKind::StorageFault, path + QStringLiteral(": is there already"));
    return writePrivateFile(path, contents);
}

/// What the worker needs, emptied by it: the job itself may live on for a moment after its result is there.
struct Parcel
{
    SecretBuffer text;
    QByteArray message;
    Wanted wanted;
    StopToken stop;
};

Expected<void> deliver(const Parcel &parcel)
{
    const VaultExport &wanted = *parcel.wanted;
    if (parcel.stop.stop_requested())
        return failure(ErrorKind::Cancelled);
    switch (wanted.format) {
    case ExportFormat::Sealed:
        break;
    case ExportFormat::Kdbx:
        return writeKdbx(parcel.text, wanted.password, wanted.path, wanted.mayReplace, parcel.stop);
    case ExportFormat::Csv: {
        const std::string_view text = parcel.text.view();
        return writeWhole(wanted.path, wanted.mayReplace,
                          QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())));
    }
    }
    return writeWhole(wanted.path, wanted.mayReplace, parcel.message);
}

Task<Expected<void>> write(OpenPgp &openPgp, WorkerPool &workers, SecretBuffer text, Wanted wanted, StopToken stop)
{
    const auto parcel = std::make_shared<Parcel>();
    parcel->wanted = wanted;
    parcel->stop = stop;
    if (wanted->format == ExportFormat::Sealed) {
        QStringList recipients{wanted->ownKey};
        recipients += wanted->recipients;
        recipients.removeDuplicates();
        Task<Expected<QByteArray>> sealing = openPgp.seal(std::move(text), recipients, wanted->ownKey, stop);
        Expected<QByteArray> message = co_await sealing;
        if (!message)
            co_return failure(message);
        parcel->message = *std::move(message);
    } else {
        parcel->text = std::move(text);
    }
    std::function<Expected<void>()> job = [parcel] {
        Expected<void> done = deliver(*parcel);
        *parcel = {};
        return done;
    };
    Task<Expected<void>> writing = workers.run(std::move(job));
    Expected<void> written = co_await writing;
    co_return written;
}

} // namespace

std::optional<ErrorKind> exportObstacle(const Session &session, ExportFormat format)
{
    const Capabilities can = session.capabilities();
    if (!session.allows(Session::Use::Copy) || !can.testFlag(Capability::Export) ||
        (format == ExportFormat::Csv && !can.testFlag(Capability::ClearExport)))
        return ErrorKind::AgainstRules;
    if (format == ExportFormat::Kdbx && keepassxcProgram().isEmpty())
        return ErrorKind::Unsupported;
    return std::nullopt;
}

int exportCount(const Session &session, const VaultExport &wanted)
{
    const Catalog &catalog = *session.catalog();
    if (wanted.secretIds.isEmpty())
        return catalog.countBelow(wanted.collectionId);
    return static_cast<int>(
        std::count_if(wanted.secretIds.begin(), wanted.secretIds.end(),
                      [&catalog](const QString &id) { return catalog.rowOf(id) != Catalog::NoRow; }));
}

Task<Expected<ExportReport>> exportSecrets(QPointer<Session> session, OpenPgp &openPgp, WorkerPool &workers,
                                           const Clock &clock, std::shared_ptr<const VaultExport> wanted,
                                           Progress progress, StopToken stop)
{
    if (!session)
        co_return failure(ErrorKind::Cancelled);
    if (const std::optional<ErrorKind> obstacle = exportObstacle(*session, wanted->format))
        co_return failure(*obstacle);
    if (wanted->path.isEmpty() || (wanted->format == ExportFormat::Sealed && wanted->ownKey.isEmpty()))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("an export needs a file, and may need a key"));
    const std::shared_ptr<const Catalog> catalog = session->catalog(); // as it is now, whatever syncs meanwhile
    const std::vector<Catalog::Row> rows = rowsOf(*catalog, *wanted);
    if (rows.size() > MostForeignItems)
        co_return failure(ErrorKind::TooLarge, QStringLiteral("more secrets than a file may have"));
    ExportReport report;
    Writer writer = writerFor(*wanted, clock);
    int done = 0;
    for (const Catalog::Row row : rows) {
        if (!session || stop.stop_requested())
            co_return failure(ErrorKind::Cancelled);
        const SecretSummary summary = catalog->summary(row);
        Task<Expected<Session::Edit>> opening = openOne(session, summary, stop);
        const Expected<Session::Edit> edit = co_await opening;
        if (!session)
            co_return failure(ErrorKind::Cancelled);
        if (!edit && (edit.error().kind == ErrorKind::Cancelled || concernsAll(edit.error().kind)))
            co_return failure(edit);
        if (!edit)
            report.left.push_back({summary.id, summary.name, edit.error()});
        else if (!addTo(writer, itemOf(*edit, summary, folderOf(*catalog, summary.collectionId)), report))
            co_return failure(ErrorKind::TooLarge, QStringLiteral("more than a file may hold"));
        if (progress)
            progress(++done, static_cast<int>(rows.size()));
    }
    if (!session || stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    // The rules of the account may have become known, or stricter, while this went on.
    if (const std::optional<ErrorKind> obstacle = exportObstacle(*session, wanted->format))
        co_return failure(*obstacle);
    if (report.written == 0)
        co_return report;
    if (const auto *const table = std::get_if<CsvWriter>(&writer))
        report.guardedCells = table->guardedCells();
    SecretBuffer text = textOf(std::move(writer));
    Task<Expected<void>> writing = write(openPgp, workers, std::move(text), wanted, stop);
    const Expected<void> written = co_await writing;
    if (!written)
        co_return failure(written);
    co_return report;
}

} // namespace coffret
