// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/control/controlmessage.h"

namespace coffret {

// What a command writes to standard output, straight from the buffers. False when it cannot be written.

/// The bytes as they are; on a terminal with a line end.
[[nodiscard]] bool writeValue(const SecretBuffer &value);
/// {"path", "field", "value"}; of a one-time code {"path", "field", "code", "validUntil"}. What is not UTF-8 is called
/// "base64".
[[nodiscard]] bool writeValueAsJson(const ControlReply::Entry &entry, const SecretBuffer &value);
/// A path on each line.
[[nodiscard]] bool writePaths(const std::vector<ControlReply::Entry> &entries);
/// [{"path", "type", "id"}]
[[nodiscard]] bool writePathsAsJson(const std::vector<ControlReply::Entry> &entries);

} // namespace coffret
