// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a Tour that is about the environments of an application. Nothing is written.
#include "app/application.h"
#include "app/tour.h"
#include "ui/models/sidebarnodes.h"

#include <QFile>

namespace coffret {

namespace {

/// The first folder below another: an environment. The chosen folder is of the same account.
QString environmentNode(const FoldersViewModel &folders)
{
    for (const Collection &collection : folders.session()->catalog()->collections()) {
        if (!collection.parentId.isEmpty())
            return QStringLiteral("collection:") + collection.id;
    }
    return {};
}

} // namespace

void Tour::addEnvironments(const QString &scheme)
{
    add(
        {},
        [](BrowseViewModel &browse) {
            browse.selectAccount(QStringLiteral("demo-commandk-apps"));
            browse.selectNode(AllNode);
            browse.selectSecret(browse.secrets()->idAt(0));
            browse.chooseFolder(AllNode);
            browse.chooseFolder(environmentNode(*browse.folders()));
        },
        [](BrowseViewModel &browse) { return browse.environments()->isOfferedInFolder(); });
    add(
        QStringLiteral("environments-compared-") + scheme,
        [](BrowseViewModel &browse) { browse.environments()->compareFolder(); },
        [](BrowseViewModel &browse) { return browse.environments()->comparison()->isLoaded(); });
    add(
        QStringLiteral("environments-values-") + scheme,
        [](BrowseViewModel &browse) { browse.environments()->comparison()->compareValues(); },
        [](BrowseViewModel &browse) {
            const ComparisonViewModel &comparison = *browse.environments()->comparison();
            return comparison.areValuesCompared() && !comparison.isBusy();
        });
    add(
        QStringLiteral("environments-set-") + scheme,
        [](BrowseViewModel &browse) {
            browse.environments()->comparison()->close();
            browse.environments()->setValue();
        },
        [](BrowseViewModel &browse) {
            const EnvironmentValueViewModel &setting = *browse.environments()->setting();
            return setting.isOpen() && !setting.isBusy();
        });
    add(
        QStringLiteral("environments-import-") + scheme,
        [this](BrowseViewModel &browse) {
            browse.environments()->setting()->close();
            const QString path = m_folder + QStringLiteral("/tour.env");
            QFile file(path);
            if (file.open(QIODevice::WriteOnly))
                file.write("# database\nPOSTGRES_HOST=db1.example.org\nexport POSTGRES_PORT='5432'\nnot a line\n"
                           "POSTGRES_HOST=db2.example.org\n");
            file.close();
            browse.environments()->importFile();
            browse.environments()->importing()->choose(path);
            QFile::remove(path);
        },
        [](BrowseViewModel &browse) {
            return browse.environments()->importing()->stage() == EnvironmentImportViewModel::Review;
        });
    add(
        QStringLiteral("environments-export-") + scheme,
        [](BrowseViewModel &browse) {
            browse.environments()->importing()->close();
            browse.environments()->exportFile();
        },
        [](BrowseViewModel &browse) {
            const EnvironmentExportViewModel &exporting = *browse.environments()->exporting();
            return exporting.isOpen() && !exporting.isBusy();
        });
    add(
        {},
        [](BrowseViewModel &browse) {
            browse.environments()->exporting()->close();
            browse.selectAccount(QStringLiteral("demo-acme-passbolt"));
        },
        [](BrowseViewModel &browse) { return browse.secrets()->rowCount() > 0; });
}

} // namespace coffret
