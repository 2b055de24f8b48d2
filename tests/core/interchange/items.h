// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/foreignreader.h"

#include <QByteArray>
#include <QStringList>

namespace coffret::test {

inline SecretBuffer secretOf(const QByteArray &bytes)
{
    return SecretBuffer::copyOf({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

inline Expected<ForeignFile> readBytes(const QByteArray &bytes)
{
    return readForeignFile(secretOf(bytes));
}

/// The value of a field, or of the custom field with this label; a null string where there is none.
inline QString valueIn(const ForeignItem &item, FieldKind kind, const QString &label = {})
{
    for (const ForeignField &field : item.fields) {
        if (field.kind == kind && field.label == label)
            return QString::fromUtf8(field.value.data(), static_cast<qsizetype>(field.value.size()));
    }
    return {};
}

/// All of an item in one line, for comparing: folder | type | name | username | uris | tags | fields.
inline QString lineOf(const ForeignItem &item)
{
    QStringList fields;
    for (const ForeignField &field : item.fields) {
        const QString name = field.kind == FieldKind::Custom ? field.label : fieldKey(field.kind);
        fields.append(name + QLatin1Char('=') +
                      QString::fromUtf8(field.value.data(), static_cast<qsizetype>(field.value.size())));
    }
    return QStringList{item.folder.join(QLatin1Char('/')),
                       toString(item.type),
                       item.name + QLatin1String(item.isFavourite ? "*" : ""),
                       item.username,
                       item.uris.join(QLatin1Char(' ')),
                       item.tags.join(QLatin1Char(' ')),
                       fields.join(QLatin1Char(' '))}
        .join(QLatin1Char('|'));
}

} // namespace coffret::test
