// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/interchange/foreignfile.h"
#include "core/secret/jsonwriter.h"

namespace coffret {

// Coffret's own file of secrets: one JSON object (RFC 8259) with "format", "version", "created" and "secrets". It never
// lies in the clear anywhere; an OpenPGP message is put around it, of which OpenRequest::maximumBytes has to let
// LargestForeignFile through.

/// Writes secrets one by one. Holds no more than the text.
class CoffretJsonWriter
{
public:
    explicit CoffretJsonWriter(const QDateTime &created);

    /// How many values were left out, because they are not UTF-8 or hold a null: such a file could not be read.
    int add(const ForeignItem &item);
    [[nodiscard]] std::size_t size() const { return m_json.size(); }
    [[nodiscard]] SecretBuffer take() &&;

private:
    SecretJsonWriter m_json{64 * 1024};
};

/// What was written so, each value as it was. Strict: a member that is not known, or of another type, makes the file
/// Malformed. Unsupported for a version that this program does not know, TooLarge beyond the limits of foreignfile.h.
[[nodiscard]] Expected<ForeignFile> readCoffretJson(std::string_view text);

} // namespace coffret
