// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/bench.h"

#include <QTest>

namespace coffret::test {

/// A bench whose account "acme" has a team and is open, with the first secret chosen.
struct TeamBench : Bench
{
    inline static const QString Acme = QStringLiteral("acme");

    TeamBench()
    {
        addAccount(Acme, QStringLiteral("Acme"));
        server().addFacets();
        facets().writing.signer = AdasKey;
        fakes::addTeam(server(), Signed, clock.now());
        for (SecretSummary &secret : server().secrets) {
            if (secret.id == Signed)
                secret.right = AccessRight::Own;
        }
        opened = openAll();
        browse.selectSecret(Signed);
    }
    [[nodiscard]] fakes::FakeServer &server() { return *servers[Acme]; }
    [[nodiscard]] fakes::FakeFacets &facets() { return *server().facets; }
    [[nodiscard]] SharingViewModel &sharing() { return *browse.sharing(); }
    [[nodiscard]] JobViewModel &job() { return *browse.job(); }
    bool showSharing()
    {
        browse.setTab(QStringLiteral("sharing"));
        return QTest::qWaitFor([this] { return sharing().stage() == SharingViewModel::Shown; });
    }
    /// Types into the search and waits for its answer.
    bool find(GranteeSearch &search, const QString &text)
    {
        search.setText(text);
        return QTest::qWaitFor([&search] { return !search.isSearching(); });
    }
    int rowOf(const QString &name)
    {
        const AccessListModel &entries = *sharing().entries();
        for (int row = 0; row < entries.rowCount(); ++row) {
            if (entries.index(row).data(AccessListModel::NameRole).toString().startsWith(name))
                return row;
        }
        return -1;
    }
    bool opened = false;
};

} // namespace coffret::test
