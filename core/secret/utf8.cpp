// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/utf8.h"

#include <QByteArrayView>

namespace coffret {

bool isUtf8(std::string_view bytes) noexcept
{
    return QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())).isValidUtf8();
}

} // namespace coffret
