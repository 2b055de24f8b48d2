// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a Tour that is about files of other programs. Nothing is written.
#include "app/application.h"
#include "app/tour.h"

#include <QFile>

namespace coffret {

void Tour::addTransfer(const QString &scheme)
{
    add(
        QStringLiteral("import-") + scheme,
        [this](BrowseViewModel &browse) {
            const QString path = m_folder + QStringLiteral("/tour.csv");
            QFile file(path);
            if (file.open(QIODevice::WriteOnly))
                file.write("url,username,password,totp,extra,name,grouping,fav\n"
                           "https://mail.halden.example,ada,one,,,Mail of the office,Office\\Mail,1\n"
                           "https://wiki.halden.example,ada,two,,keep this,Wiki,Office,0\n"
                           "http://sn,,,,\"4711, then the green button\",Back door,Office,0\n"
                           "https://mail.halden.example,ada,three,,,Mail of the office,Office\\Mail,0\n"
                           ",,,,,,,\n");
            file.close();
            browse.importFile();
            browse.importing()->choose(path);
            QFile::remove(path);
        },
        [](BrowseViewModel &browse) { return browse.importing()->stage() == ImportViewModel::Review; });
    const auto isReady = [](BrowseViewModel &browse) {
        return browse.exporting()->isOpen() && !browse.exporting()->isBusy();
    };
    add(
        QStringLiteral("export-") + scheme,
        [](BrowseViewModel &browse) {
            browse.importing()->close();
            browse.exportSecrets();
        },
        isReady);
    add(
        QStringLiteral("export-database-") + scheme,
        [](BrowseViewModel &browse) { browse.exporting()->setFormat(ExportViewModel::Kdbx); }, isReady);
    add(
        {}, [](BrowseViewModel &browse) { browse.exporting()->close(); },
        [](BrowseViewModel &browse) { return !browse.exporting()->isOpen(); });
}

} // namespace coffret
