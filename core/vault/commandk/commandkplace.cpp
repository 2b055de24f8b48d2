// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandkplace.h"

namespace coffret {

namespace {

constexpr QLatin1Char Separator('/'); // in no identifier; a key may hold it, so it comes last

} // namespace

QString CommandKPlace::id() const
{
    return collectionId() + Separator + key;
}

QString CommandKPlace::collectionId() const
{
    return appId + Separator + environmentId;
}

std::optional<CommandKPlace> CommandKPlace::fromId(const QString &id)
{
    const qsizetype first = id.indexOf(Separator);
    const qsizetype second = first < 0 ? -1 : id.indexOf(Separator, first + 1);
    if (first < 1 || second < first + 2 || second + 1 == id.size())
        return std::nullopt;
    return CommandKPlace{id.left(first), id.mid(first + 1, second - first - 1), id.mid(second + 1)};
}

std::optional<CommandKPlace> CommandKPlace::fromCollection(const QString &id)
{
    const qsizetype first = id.indexOf(Separator);
    if (first < 1 || first + 1 == id.size() || id.indexOf(Separator, first + 1) >= 0)
        return std::nullopt;
    return CommandKPlace{id.left(first), id.mid(first + 1), {}};
}

} // namespace coffret
