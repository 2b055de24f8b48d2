// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a Tour that is about certificates. Nothing is written.
#include "app/application.h"
#include "app/tour.h"

namespace coffret {

namespace {

void chooseCertificate(BrowseViewModel &browse, const QString &account)
{
    browse.selectAccount(account);
    browse.setTab(QStringLiteral("details"));
    browse.setTypeFilter(QStringLiteral("certificate"));
    browse.setSearchText(QStringLiteral("wildcard"));
    browse.moveSelection(1);
}

bool isFound(BrowseViewModel &browse)
{
    return browse.detail()->hasSecret();
}

} // namespace

void Tour::addCertificates(const QString &scheme)
{
    const auto unfold = [this] { click(QStringLiteral("certificateDetails")); };
    const auto isInspected = [](BrowseViewModel &browse) { return browse.detail()->certificate()->isShown(); };
    add(
        QStringLiteral("certificates-") + scheme,
        [](BrowseViewModel &browse) {
            chooseCertificate(browse, QStringLiteral("demo-acme-passbolt"));
            browse.setSearchText({});
            browse.moveSelection(1); // what is opened later stays so
        },
        isFound);
    add(
        QStringLiteral("certificate-") + scheme,
        [](BrowseViewModel &browse) {
            chooseCertificate(browse, QStringLiteral("demo-acme-passbolt"));
            browse.detail()->inspectCertificate();
        },
        isInspected);
    add(
        QStringLiteral("certificate-details-") + scheme, [unfold](BrowseViewModel &) { unfold(); }, isInspected);
    add(
        {}, [unfold](BrowseViewModel &) { unfold(); }, isInspected);
    add(
        QStringLiteral("certificate-editor-") + scheme, [](BrowseViewModel &browse) { browse.editSecret(); },
        [](BrowseViewModel &browse) { return browse.editor()->certificate()->card()->isShown(); });
    add(
        {},
        [](BrowseViewModel &browse) {
            browse.editor()->close();
            chooseCertificate(browse, QStringLiteral("demo-fudo-operations"));
        },
        isFound);
    add(
        QStringLiteral("certificate-fudo-") + scheme, [](BrowseViewModel &) {}, isFound);
    add(
        {},
        [](BrowseViewModel &browse) {
            browse.setSearchText({});
            browse.setTypeFilter({});
            browse.selectAccount(QStringLiteral("demo-acme-passbolt"));
        },
        [](BrowseViewModel &browse) {
            return browse.currentAccountId() == QLatin1String("demo-acme-passbolt") && browse.secrets()->rowCount() > 1;
        });
}

} // namespace coffret
