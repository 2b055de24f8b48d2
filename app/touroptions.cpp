// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a Tour that is about the options of an account. Nothing is saved.
#include "app/application.h"
#include "app/tour.h"

namespace coffret {

void Tour::addOptions(const QString &scheme)
{
    const auto isOpen = [this](BrowseViewModel &) { return app().options()->isOpen(); };
    const auto open = [this](const char *account) {
        return [this, id = QLatin1String(account)](BrowseViewModel &browse) {
            app().options()->cancel();
            browse.selectAccount(id);
            app().showOptions();
        };
    };
    add(QStringLiteral("options-fudo-") + scheme, open("demo-fudo-operations"), isOpen);
    add(
        QStringLiteral("options-fudo-steps-") + scheme,
        [this](BrowseViewModel &) {
            app().options()->setUsed(QStringLiteral("batch"), false);
            if (QObject *steps = child(QStringLiteral("serverSteps")))
                steps->setProperty("unfolded", true);
        },
        [this](BrowseViewModel &) {
            const QObject *steps = child(QStringLiteral("serverSteps"));
            return steps && steps->property("unfolded").toBool();
        });
    add(QStringLiteral("options-commandk-") + scheme, open("demo-commandk-apps"), isOpen);
    add(
        {},
        [this](BrowseViewModel &browse) {
            app().options()->cancel();
            browse.selectAccount(QStringLiteral("demo-acme-passbolt"));
        },
        [this](BrowseViewModel &) { return !app().options()->isOpen(); });
}

} // namespace coffret
