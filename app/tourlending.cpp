// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a Tour that is about values that are lent. Nothing is requested.
#include "app/application.h"
#include "app/tour.h"
#include "ui/models/sidebarnodes.h"

namespace coffret {

namespace {

void chooseMarked(BrowseViewModel &browse, Marker marker)
{
    for (int row = 0; row < browse.secrets()->rowCount(); ++row) {
        browse.selectSecret(browse.secrets()->idAt(row));
        if (browse.detail()->summary().markers.testFlag(marker))
            return;
    }
}

} // namespace

void Tour::addLending(const QString &scheme)
{
    add(
        QStringLiteral("checkout-request-") + scheme,
        [](BrowseViewModel &browse) {
            browse.selectAccount(QStringLiteral("demo-fudo-operations"));
            browse.selectNode(AllNode);
            chooseMarked(browse, Marker::NeedsApproval);
        },
        [](BrowseViewModel &browse) { return browse.checkOut()->canRequest(); });
    add(
        QStringLiteral("checkout-form-") + scheme, [](BrowseViewModel &browse) { browse.checkOut()->askForAccess(); },
        [](BrowseViewModel &browse) { return browse.checkOut()->isAsking(); });
    add(
        {},
        [](BrowseViewModel &browse) {
            browse.checkOut()->cancelRequest();
            browse.setSearchText(QStringLiteral("PostgreSQL primary"));
            browse.selectSecret(browse.secrets()->idAt(0));
            browse.detail()->togglePrimary(); // which checks it out
        },
        [](BrowseViewModel &browse) { return browse.checkOut()->canCheckIn(); });
    add(
        QStringLiteral("checkout-mine-") + scheme,
        [](BrowseViewModel &browse) {
            browse.setSearchText({});
            browse.selectNode(CheckedOutNode);
            browse.selectSecret(browse.secrets()->idAt(0));
        },
        [](BrowseViewModel &browse) { return browse.checkOut()->canCheckIn(); });
    add(
        QStringLiteral("checkout-history-") + scheme,
        [](BrowseViewModel &browse) { browse.setTab(QStringLiteral("history")); },
        [](BrowseViewModel &browse) { return browse.history()->isShown(); });
    add(
        {},
        [](BrowseViewModel &browse) {
            browse.setTab(QStringLiteral("details"));
            browse.selectAccount(QStringLiteral("demo-acme-passbolt"));
        },
        [](BrowseViewModel &browse) { return browse.tab() == QStringLiteral("details"); });
}

} // namespace coffret
