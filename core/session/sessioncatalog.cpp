// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sessionparts.h"

#include <QPointer>

#include <algorithm>

namespace coffret {

namespace {

/// Above this number of secrets the whole index is as quickly read.
constexpr qsizetype OneByOne = 16;

} // namespace

// See the note on coroutines in session.cpp.

/// Whoever calls says so.
void Session::publish(Steps steps)
{
    m_catalog = steps->to;
    m_steps = std::move(steps);
    forgetIfChanged();
}

Catalog::Row listedRow(const Catalog &catalog, const QString &secretId, qint64 modifiedMs)
{
    const Catalog::Row row = catalog.rowOf(secretId);
    return row != Catalog::NoRow && catalog.modifiedMs(row) == modifiedMs ? row : Catalog::NoRow;
}

Catalog::Row listedRow(const Catalog &catalog, const QString &secretId, const QDateTime &modified)
{
    return listedRow(catalog, secretId, modified.isValid() ? modified.toMSecsSinceEpoch() : qint64(0));
}

void Session::forgetIfChanged()
{
    const auto isChanged = [this](const QString &secretId, qint64 modifiedMs) {
        return listedRow(*m_catalog, secretId, modifiedMs) == Catalog::NoRow;
    };
    if (m_held.payload && isChanged(m_held.secretId, m_held.modifiedMs))
        forgetPayloads();
    if (m_shownCode && isChanged(m_shownCode->secretId, m_shownCode->modifiedMs))
        hideCode();
}

Task<void> Session::patch(CatalogPatch patch)
{
    return patchWith([patch = std::move(patch)](const Catalog &) { return patch; });
}

/// Ends when it is shown. What comes while a catalog is being made goes into the next one, all of it together: each is
/// a copy of everything that is listed.
Task<void> Session::patchWith(CatalogChange change)
{
    if (m_pass)
        m_pass->changes.push_back(change);
    const auto batch = m_batch ? m_batch : std::make_shared<Batch>();
    batch->changes.push_back(std::move(change));
    const StopToken stop = m_stop.get_token();
    if (!std::exchange(m_batch, batch))
        showBatch(); // goes on by itself
    co_await batch->shown.wait(stop);
}

Task<void> Session::showBatch()
{
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    const StopToken stop = m_stop.get_token();
    co_await m_turns.take(stop);
    if (!self || m_generation != generation)
        co_return;
    struct Made
    {
        ChangedCatalog changed;
        Steps steps;
    };
    const auto base = m_catalog;
    const auto batch = std::exchange(m_batch, {});
    std::function<Made()> job = [base, batch] {
        ChangedCatalog made = changed(base, batch->changes);
        Steps steps = made.catalog == base ? Steps() : stepsBetween(base, made.catalog);
        return Made{std::move(made), std::move(steps)};
    };
    const Made made = co_await m_workers.run(std::move(job));
    if (!self || m_generation != generation)
        co_return;
    const bool isNew = made.steps != nullptr;
    if (isNew) {
        publish(made.steps);
        keepChange(made.changed, base);
    }
    m_turns.end();
    batch->shown.ring();
    if (isNew)
        Q_EMIT catalogChanged();
}

/// Changes a row as it is listed by then. One that is gone stays gone, and one that is another version stays as the
/// server told it.
Task<void> Session::touchRow(const SecretSummary &before, Touch touch)
{
    return patchWith([id = before.id, modified = before.modified, touch = std::move(touch)](const Catalog &catalog) {
        CatalogPatch patch;
        const Catalog::Row row = listedRow(catalog, id, modified);
        if (row == Catalog::NoRow)
            return patch;
        SecretSummary listed = catalog.summary(row);
        touch(listed);
        patch.secrets.push_back(std::move(listed));
        return patch;
    });
}

bool Session::isKnownCollection(const QString &collectionId) const
{
    const auto &known = m_catalog->collections();
    return collectionId.isEmpty() || std::any_of(known.begin(), known.end(),
                                                 [&collectionId](const Collection &c) { return c.id == collectionId; });
}

Task<Expected<void>> Session::touched(QStringList secretIds)
{
    const QPointer<Session> self(this);
    const auto vault = m_vault;
    const quint64 generation = m_generation;
    const StopToken stop = m_stop.get_token();
    CatalogPatch changes;
    bool oneByOne = secretIds.size() <= OneByOne;
    for (qsizetype i = 0; oneByOne && i < secretIds.size(); ++i) {
        Expected<SecretSummary> summary = co_await vault->fetchSummary(secretIds[i], stop);
        if (!self || m_generation != generation)
            co_return failure(ErrorKind::Cancelled);
        if (summary && isKnownCollection(summary->collectionId))
            changes.secrets.push_back(std::move(*summary));
        else if (summary)
            oneByOne = false;
        else if (summary.error().kind == ErrorKind::NotFound || summary.error().kind == ErrorKind::Forbidden)
            changes.removedSecrets.append(secretIds[i]);
        else if (summary.error().kind == ErrorKind::Unsupported)
            oneByOne = false;
        else
            co_return failure(summary);
    }
    if (!oneByOne) {
        const Expected<void> refreshed = co_await refresh();
        co_return refreshed;
    }
    co_await patch(std::move(changes));
    co_return Expected<void>();
}

} // namespace coffret
