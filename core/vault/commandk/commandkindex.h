// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/commandk/commandkapi.h"
#include "core/vault/commandk/commandktypes.h"
#include "core/vault/vault.h"

#include <optional>

namespace coffret {

struct CommandKParts;

/// One pass over the account's apps, one environment of one app per page. Main thread; held by a shared pointer while
/// next() is under way.
class CommandKIndex : public std::enable_shared_from_this<CommandKIndex>
{
public:
    explicit CommandKIndex(std::weak_ptr<CommandKParts> parts);

    /// Environments an app does not have, or the token does not cover, are left out; an app without any left is an
    /// error naming it, and so is a token that is no longer accepted at all.
    Task<Expected<IndexPage>> next(StopToken stop);

private:
    Task<Expected<void>> resolveApp(StopToken stop);
    Task<Expected<void>> judge(Error refusal, StopToken stop);
    void addEntries(IndexPage &page, const CommandKEnvironment &environment, std::vector<CommandKEntry> entries);
    [[nodiscard]] Expected<void> advance();

    std::weak_ptr<CommandKParts> m_parts; ///< which hold this
    std::shared_ptr<CommandKApi> m_api;
    QStringList m_apps; ///< ids or names, as the user gave them
    std::vector<CommandKEnvironment> m_environments;
    qsizetype m_app = 0;
    std::size_t m_environment = 0;
    CommandKApp m_current;
    std::optional<Error> m_nameError; ///< why the current app's name could not be looked up
    std::optional<Error> m_refusal;   ///< by an environment of the current app
    bool m_anyEnvironment = false;    ///< of the current app
};

} // namespace coffret
