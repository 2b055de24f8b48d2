// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/displaytext.h"

#include <QList>

namespace coffret {

namespace {

constexpr qsizetype MaximumLength = 256;

bool isShown(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

} // namespace

QString displayText(std::string_view utf8)
{
    const QString decoded = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    QString shown;
    for (const char32_t character : decoded.toUcs4()) {
        if (!isShown(character))
            continue;
        if (shown.size() >= MaximumLength)
            break;
        shown += QChar::fromUcs4(character);
    }
    return shown.simplified();
}

} // namespace coffret
