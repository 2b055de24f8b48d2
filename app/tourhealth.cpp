// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a Tour that is about the check of all secrets.
#include "app/application.h"
#include "app/tour.h"

namespace coffret {

void Tour::addHealth(const QString &scheme)
{
    const auto health = [this]() -> HealthViewModel & { return *app().health(); };
    const auto at = [health](HealthViewModel::Stage stage) {
        return [health, stage](BrowseViewModel &) { return health().isOpen() && health().stage() == stage; };
    };
    add(
        QStringLiteral("health-") + scheme,
        [health](BrowseViewModel &) {
            health().forget();
            health().show();
        },
        at(HealthViewModel::Ready));
    add(
        {},
        [health](BrowseViewModel &) {
            health().setEverywhere(false);
            health().setBreaches(true);
            health().start();
        },
        [health](BrowseViewModel &) { return health().done() > 3; });
    add(
        QStringLiteral("health-stopped-") + scheme, [health](BrowseViewModel &) { health().cancel(); },
        at(HealthViewModel::Finished));
    add(
        QStringLiteral("health-found-") + scheme,
        [health](BrowseViewModel &) {
            health().again();
            health().setEverywhere(false);
            health().start();
        },
        at(HealthViewModel::Finished));
    add(
        QStringLiteral("health-more-") + scheme,
        [this, health](BrowseViewModel &) {
            for (int row = health().findings()->rowCount() - 1; row >= 0; --row)
                health().findings()->toggle(row);
            if (QObject *list = child(QStringLiteral("healthList")))
                list->setProperty("currentIndex", health().findings()->rowCount() / 2);
        },
        at(HealthViewModel::Finished));
    add(
        {},
        [health](BrowseViewModel &) {
            health().setBreaches(false);
            health().forget();
        },
        [health](BrowseViewModel &) { return !health().isOpen(); });
}

} // namespace coffret
