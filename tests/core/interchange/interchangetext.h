// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/foreignfile.h"

namespace coffret::test {

inline QByteArray bytesOf(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

inline SecretBuffer bufferOf(const QByteArray &text)
{
    return SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
}

/// A login with one password.
inline ForeignItem login(const QString &name, std::string_view password, const QStringList &folder = {})
{
    ForeignItem item;
    item.name = name;
    item.folder = folder;
    item.fields = {{FieldKind::Password, {}, true, password}};
    return item;
}

} // namespace coffret::test
