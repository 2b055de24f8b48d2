// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/foreignfile.h"

#include <QUuid>

namespace coffret {

SecretDraft draftOf(const ForeignItem &item)
{
    SecretDraft draft;
    draft.type = item.type;
    draft.name = item.name;
    draft.username = item.username;
    draft.uris = item.uris;
    draft.description = item.description;
    draft.expires = item.expires;
    for (const ForeignField &from : item.fields) {
        SecretField field;
        field.kind = from.kind;
        field.key = from.kind == FieldKind::Custom
                        ? QLatin1String("custom:") + QUuid::createUuid().toString(QUuid::WithoutBraces)
                        : fieldKey(from.kind);
        field.label = from.label;
        field.isProtected = from.isProtected;
        field.customKind = from.customKind;
        field.value = SecretBuffer::copyOf(from.value);
        draft.fields.push_back(std::move(field));
    }
    return draft;
}

} // namespace coffret
