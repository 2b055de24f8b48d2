// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/support/lookalike.h"

#include <algorithm>

namespace coffret {

void LookAlikes::add(const Grantee &person)
{
    for (const QString &text : {person.name, person.email}) {
        const QString look = lookOf(text);
        if (!look.isEmpty() && !m_ids.contains(look, person.id))
            m_ids.insert(look, person.id);
    }
}

bool LookAlikes::concerns(const Grantee &person) const
{
    for (const QString &text : {person.name, person.email}) {
        if (mixesScripts(text))
            return true;
        const QList<QString> ids = m_ids.values(lookOf(text));
        if (std::any_of(ids.begin(), ids.end(), [&person](const QString &id) { return id != person.id; }))
            return true;
    }
    return false;
}

} // namespace coffret
