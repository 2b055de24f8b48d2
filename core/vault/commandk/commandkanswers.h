// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"
#include "core/vault/environments.h"

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

    [[nodiscard]] QString shownName() const { return !name.isEmpty() ? name : slug.isEmpty() ? id : slug; }
};

struct CommandKApp
{
    QString id;
    QString name;
};

/// A rendered secret without its value.
struct CommandKEntry
{
    QString key;           ///< its name, unique within app and environment
    bool hasValue = true;  ///< false when its value type is None
    QString secretId;      ///< the vendor's; empty if not told
    QString unknownType{}; ///< the vendor's word for a type of value that is neither String nor None
};

enum class CommandKMode { PreviewOnly, Full };

/// A rendered answer and the mode it was asked in. Where a value would stand, one in PreviewOnly has a mask, whose form
/// nobody documents; nothing reads it, so that it cannot be taken for a value and saved.
template <CommandKMode Mode>
class CommandKRendered
{
public:
    explicit CommandKRendered(SecretBuffer answer) : m_answer(std::move(answer)) {}

private:
    friend struct CommandKRenderedReader;
    SecretBuffer m_answer;
};
using CommandKPreview = CommandKRendered<CommandKMode::PreviewOnly>;
using CommandKFull = CommandKRendered<CommandKMode::Full>;

[[nodiscard]] Expected<std::vector<CommandKEnvironment>> commandKEnvironments(const QByteArray &answer);
[[nodiscard]] Expected<CommandKApp> commandKApp(const QByteArray &answer);
/// The id of a secret that was just made.
[[nodiscard]] Expected<QString> commandKCreated(const QByteArray &answer);
/// The id of the secret that a refused creation found in its way; empty if not told.
[[nodiscard]] QString commandKConflicting(const QByteArray &answer);
[[nodiscard]] Expected<std::vector<CommandKEntry>> commandKEntries(const CommandKPreview &answer);
/// The value of one key; empty where it has none. NotFound when the answer does not hold the key.
[[nodiscard]] Expected<SecretBuffer> commandKValue(const CommandKFull &answer, const QString &key);
[[nodiscard]] Expected<std::vector<EnvironmentValue>> commandKValues(const CommandKFull &answer);

} // namespace coffret
