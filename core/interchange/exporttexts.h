// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/foreignfile.h"

namespace coffret {

// How other programs' files call what a secret holds. Words of the files, not of the program: they stay English.

/// "Private key"; of a custom field its own label, or "Field".
[[nodiscard]] QString exportLabel(const ForeignField &field);

/// What the columns of other programs are filled with. Views point into the item.
struct ExportColumns
{
    QStringList usernames;
    QStringList uris;
    QStringList notes;                            ///< in the clear beside the values
    std::string_view password;                    ///< or what an API key has in its place
    std::string_view code;                        ///< otpauth://
    std::vector<std::string_view> protectedNotes; ///< after notes
    std::vector<const ForeignField *> others;     ///< have no column
};
[[nodiscard]] ExportColumns columnsOf(const ForeignItem &item);

} // namespace coffret
