// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/readers.h"

#include <QHash>

namespace coffret {

/// What is left of a name or address when everything that hardly changes its looks is gone: case, accents, spaces and
/// punctuation inside, letters of other scripts and digits in the place of similar Latin letters. Texts that can be
/// mistaken for each other have the same; only for comparing, never for showing. After Unicode TR 39, for the letters
/// of names.
[[nodiscard]] QString lookOf(const QString &text);

/// Letters of Latin next to letters of Cyrillic or Greek in one word: no name is written like that.
[[nodiscard]] bool mixesScripts(const QString &text);

/// Finds persons whose names or addresses look like another person's.
class LookAlikes
{
public:
    void add(const Grantee &person);
    [[nodiscard]] bool concerns(const Grantee &person) const;

private:
    QMultiHash<QString, QString> m_ids; ///< by looks
};

} // namespace coffret
