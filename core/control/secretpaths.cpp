// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/secretpaths.h"

#include "core/base/displaytext.h"

#include <QHash>
#include <QMultiHash>

namespace coffret {

namespace {

/// The texts that displayText() leaves alone, found out without a copy: nearly all names.
bool isShownAsItIs(const QString &name)
{
    bool wasSpace = true; // none at the beginning
    for (const QChar character : name) {
        const bool isSpace = character == QLatin1Char(' ');
        if (isSpace ? wasSpace : !character.isPrint() || character.isSpace())
            return false;
        wasSpace = isSpace;
    }
    constexpr qsizetype SurelyShort = 256;
    return name.size() <= SurelyShort && (name.isEmpty() || !wasSpace);
}

QString shown(const QString &name)
{
    return isShownAsItIs(name) ? name : displayText(name.toStdString());
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

/// What follows the last slash.
QStringView lastOf(QStringView path)
{
    return path.mid(path.lastIndexOf(QLatin1Char('/')) + 1);
}

/// Where secrets may be that one path names.
struct Candidates
{
    QString path;
    QString end; ///< of other paths
    std::vector<SecretPlace> exact;
    std::vector<SecretPlace> ending;
    std::vector<SecretPlace> byId;

    void consider(const SecretPlace &place)
    {
        if (place.secretId == path)
            return; // comes by its id
        if (place.path == path)
            exact.push_back(place);
        else if (place.path.endsWith(end))
            ending.push_back(place);
    }
    [[nodiscard]] std::vector<SecretPlace> found() &&
    {
        std::vector<SecretPlace> places = exact.empty() ? std::move(ending) : std::move(exact);
        places.insert(places.end(), byId.begin(), byId.end());
        return places;
    }
};

} // namespace

std::vector<std::vector<SecretPlace>> SecretPaths::at(const QStringList &paths) const
{
    std::vector<Candidates> wanted;
    QMultiHash<QStringView, std::size_t> byName; // of the last part of a path
    for (const QString &path : paths) {
        byName.insert(lastOf(path), wanted.size());
        wanted.push_back({path, QLatin1Char('/') + path, {}, {}, {}});
    }
    for (const Account &account : m_accounts) {
        const Catalog &catalog = *account.catalog;
        const QHash<QString, QString> folders = pathsOf(catalog, shown(account.name) + QLatin1Char('/'));
        const auto placeOf = [&](Catalog::Row row, const QString &name) {
            return SecretPlace{account.id, catalog.id(row), folders.value(catalog.collectionId(row)) + name,
                               catalog.type(row)};
        };
        for (Catalog::Row row = 0; row < catalog.size(); ++row) {
            const QString name = shown(catalog.name(row));
            const auto [first, last] = byName.equal_range(lastOf(name));
            if (first == last)
                continue; // nearly all: no path is put together for them
            const SecretPlace place = placeOf(row, name);
            for (auto it = first; it != last; ++it)
                wanted[*it].consider(place);
        }
        for (Candidates &one : wanted) {
            if (const Catalog::Row row = catalog.rowOf(one.path); row != Catalog::NoRow)
                one.byId.push_back(placeOf(row, shown(catalog.name(row))));
        }
    }
    std::vector<std::vector<SecretPlace>> found;
    for (Candidates &one : wanted)
        found.push_back(std::move(one).found());
    return found;
}

std::vector<SecretPlace> SecretPaths::below(const QString &path) const
{
    std::vector<SecretPlace> found;
    const QString root = trimmed(path);
    const QString begin = root + QLatin1Char('/');
    for (const Account &account : m_accounts) {
        const Catalog &catalog = *account.catalog;
        const QHash<QString, QString> folders = pathsOf(catalog, shown(account.name) + QLatin1Char('/'));
        for (Catalog::Row row = 0; row < catalog.size(); ++row) {
            const QString folder = folders.value(catalog.collectionId(row));
            const bool isInside = root.isEmpty() || folder.startsWith(begin);
            if (!isInside && !begin.startsWith(folder))
                continue; // whatever its name
            const QString own = folder + shown(catalog.name(row));
            if (isInside || own == root || own.startsWith(begin))
                found.push_back({account.id, catalog.id(row), own, catalog.type(row)});
        }
    }
    return found;
}

} // namespace coffret
