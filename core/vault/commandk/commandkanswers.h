// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace coffret {

// Answers of the app-secret API, turned into values. Pure functions; Malformed for what the vendor's pages and public
// client sources do not show. Unknown keys are ignored.

struct CommandKEnvironment
{
    QString id; ///< opaque, not a UUID
    QString slug;
    QString name;
};

struct CommandKApp
{
    QString id;
    QString name;
};

/// A rendered secret without its value.
struct CommandKEntry
{
    QString key;          ///< its name, unique within app and environment
    bool hasValue = true; ///< false when its value type is None
};

[[nodiscard]] Expected<std::vector<CommandKEnvironment>> commandKEnvironments(const QByteArray &answer);
[[nodiscard]] Expected<CommandKApp> commandKApp(const QByteArray &answer);
/// Values, masked or not, are passed over. The answer lies in secret memory because nobody documents the mask.
[[nodiscard]] Expected<std::vector<CommandKEntry>> commandKEntries(const SecretBuffer &answer);
/// The value of one key; empty where its type is None. NotFound when the answer does not hold the key.
[[nodiscard]] Expected<SecretBuffer> commandKValue(const SecretBuffer &answer, const QString &key);

} // namespace coffret
