// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sessionparts.h"

#include <QPointer>

#include <algorithm>

namespace coffret {

namespace {

/// Above this number of secrets the whole index is as quickly read.
constexpr qsizetype OneByOne = 16;

bool isEmpty(const CatalogPatch &patch)
{
    return patch.secrets.empty() && patch.removedSecrets.isEmpty() && patch.collections.empty() &&
           patch.markings.empty();
}

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

/// Another change or a new index may arrive while the worker makes this one: then it is made again, upon that.
Task<void> Session::patchWith(Change change)
{
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    if (m_pass)
        m_pass->changes.push_back(change);
    for (;;) {
        const auto base = m_catalog;
        const CatalogPatch patch = change(*base);
        if (isEmpty(patch))
            co_return;
        std::function<Steps()> job = [base, patch] { return stepsBetween(base, base->patched(patch)); };
        auto steps = co_await m_workers.run(std::move(job));
        if (!self || m_generation != generation)
            co_return;
        if (m_catalog != base)
            continue;
        publish(std::move(steps));
        keepCatalog(&patch, base);
        Q_EMIT catalogChanged();
        co_return;
    }
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
