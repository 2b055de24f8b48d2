// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"

#include <QHash>

#include <limits>
#include <vector>

namespace coffret {

/// Words that many rows have in common, numbered. 0 is the empty one.
struct WordPool
{
    std::vector<QString> words{QString()};
    QHash<QString, quint32> numbers;

    quint32 number(const QString &word)
    {
        if (word.isEmpty())
            return 0;
        const auto known = numbers.constFind(word);
        if (known != numbers.constEnd())
            return *known;
        const auto next = static_cast<quint32>(words.size());
        words.push_back(word);
        numbers.insert(word, next);
        return next;
    }
};

/// The same for pictures. 0 is that of the type, and what is left for whoever comes beyond what can be counted.
struct IconPool
{
    std::vector<SecretIcon> icons{SecretIcon()};
    QHash<quint64, quint16> numbers;

    quint16 number(const SecretIcon &icon)
    {
        if (icon == SecretIcon())
            return 0;
        const quint64 key = (quint64{icon.colour} << 8) | static_cast<quint8>(icon.symbol);
        const auto known = numbers.constFind(key);
        if (known != numbers.constEnd())
            return *known;
        if (icons.size() > std::numeric_limits<quint16>::max())
            return 0;
        const auto next = static_cast<quint16>(icons.size());
        icons.push_back(icon);
        numbers.insert(key, next);
        return next;
    }
};

} // namespace coffret
