// SPDX-License-Identifier: GPL-3.0-or-later
// What a BrowseViewModel does about values that are lent.
#include "ui/models/sidebarnodes.h"
#include "ui/viewmodels/browseviewmodel.h"

#include <algorithm>
#include <limits>

namespace coffret {

void BrowseViewModel::updateLent()
{
    const VaultCheckOut *vault = m_session ? m_session->checkOut() : nullptr;
    QHash<QString, QDateTime> ends;
    if (vault) {
        for (const CheckOut &held : vault->held())
            ends.insert(held.secretId, held.until);
    }
    m_secrets.setLent(vault != nullptr, std::move(ends));
}

/// What ends first comes first, what has no end last.
void BrowseViewModel::sortByEnd(const Catalog &catalog, std::vector<Catalog::Row> &rows) const
{
    const VaultCheckOut *vault = m_session ? m_session->checkOut() : nullptr;
    if (!vault)
        return;
    QHash<QString, qint64> ends;
    for (const CheckOut &held : vault->held()) {
        if (held.until.isValid())
            ends.insert(held.secretId, held.until.toMSecsSinceEpoch());
    }
    const auto endOf = [&](Catalog::Row row) {
        return ends.value(catalog.id(row), std::numeric_limits<qint64>::max());
    };
    std::stable_sort(rows.begin(), rows.end(), [&](Catalog::Row a, Catalog::Row b) { return endOf(a) < endOf(b); });
}

/// Nothing of it stays on the screen. What was written into a form is the user's own and stays, the rest goes.
void BrowseViewModel::letGo(const QString &secretId)
{
    if (m_editor.secretId() == secretId)
        m_editor.letGo();
    if (secretId != m_detail.secretId())
        return;
    m_detail.letGo();
    m_sshKey.letGo();
    m_history.letGo();
}

void BrowseViewModel::onAccessRefused(ErrorKind kind)
{
    setTab(QStringLiteral("details"));
    m_checkOut.explain(kind);
}

void BrowseViewModel::showCheckedOut()
{
    for (const auto &session : m_sessions.all()) {
        const VaultCheckOut *vault = session->checkOut();
        if (!vault || vault->held().empty())
            continue;
        selectAccount(session->account().id);
        setSearchText({});
        setTypeFilter({});
        return selectNode(CheckedOutNode);
    }
}

} // namespace coffret
