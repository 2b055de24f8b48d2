// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/secretpaths.h"

#include "core/base/displaytext.h"

#include <QHash>

namespace coffret {

namespace {

QString shown(const QString &name)
{
    return displayText(name.toStdString());
}

/// The paths of all collections, each ending with a slash.
QHash<QString, QString> pathsOf(const Catalog &catalog, const QString &root)
{
    QHash<QString, QString> paths{{QString(), root}};
    for (const Collection &collection : catalog.collections()) // parents come first
        paths.insert(collection.id, paths.value(collection.parentId, root) + shown(collection.name) + QLatin1Char('/'));
    return paths;
}

QString trimmed(QString path)
{
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    return path;
}

} // namespace

template <typename Take>
void SecretPaths::forEach(Take take) const
{
    for (const Account &account : m_accounts) {
        const Catalog &catalog = *account.catalog;
        const QHash<QString, QString> folders = pathsOf(catalog, shown(account.name) + QLatin1Char('/'));
        for (Catalog::Row row = 0; row < catalog.size(); ++row)
            take(account, row, folders.value(catalog.collectionId(row)) + shown(catalog.name(row)));
    }
}

std::vector<SecretPlace> SecretPaths::at(const QString &path) const
{
    std::vector<SecretPlace> exact;
    std::vector<SecretPlace> ending;
    const QString end = QLatin1Char('/') + path;
    forEach([&](const Account &account, Catalog::Row row, const QString &own) {
        const QString id = account.catalog->id(row);
        const bool isExact = own == path || id == path;
        if (isExact || own.endsWith(end))
            (isExact ? exact : ending).push_back({account.id, id, own, account.catalog->type(row)});
    });
    return exact.empty() ? ending : exact;
}

std::vector<SecretPlace> SecretPaths::below(const QString &path) const
{
    std::vector<SecretPlace> found;
    const QString root = trimmed(path);
    const QString begin = root + QLatin1Char('/');
    forEach([&](const Account &account, Catalog::Row row, const QString &own) {
        if (root.isEmpty() || own == root || own.startsWith(begin))
            found.push_back({account.id, account.catalog->id(row), own, account.catalog->type(row)});
    });
    return found;
}

} // namespace coffret
