// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/primaryfield.h"

#include <algorithm>

namespace coffret {

QString primaryFieldOf(SecretType type, const std::vector<FieldOutline> &fields)
{
    const QString wanted = primaryFieldKey(type);
    const auto named =
        std::find_if(fields.begin(), fields.end(), [&](const FieldOutline &field) { return field.key == wanted; });
    if (named != fields.end())
        return wanted;
    const auto guarded = std::find_if(fields.begin(), fields.end(), [](const FieldOutline &field) {
        return field.isProtected && field.kind != FieldKind::Totp;
    });
    return guarded == fields.end() ? QString() : guarded->key;
}

} // namespace coffret
