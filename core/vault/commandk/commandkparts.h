// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/keyeddigest.h"
#include "core/store/account.h"
#include "core/store/credentialstore.h"
#include "core/vault/commandk/commandkapi.h"
#include "core/vault/commandk/commandkindex.h"
#include "core/vault/commandk/commandkplace.h"

#include <QHash>
#include <QSet>

namespace coffret {

/// What the sides of the vault share, and calls under way, which may outlive it. Main thread.
struct CommandKParts
{
    CommandKParts(Account owner, CredentialStore &store, CommandKGuess typeGuess)
        : account(std::move(owner)), credentials(store), guess(typeGuess)
    {
    }

    /// NotAuthenticated before signing in.
    [[nodiscard]] Expected<std::shared_ptr<CommandKApi>> signedIn() const;
    /// Before signing in as far as it is recalled.
    [[nodiscard]] bool mayWrite() const { return api ? api->mayWrite() : wrote; }
    void forget();

    /// Notes the ids the vendor gives to secrets; they are the same in every environment.
    void learn(const QString &appId, const std::vector<CommandKEntry> &entries);
    void learn(const QString &appId, const QString &key, const QString &secretId);
    void unlearn(const QString &appId, const QString &key);
    [[nodiscard]] QString secretIdOf(const QString &appId, const QString &key) const;

    /// A secret as the index shows it.
    [[nodiscard]] SecretSummary summaryOf(const CommandKPlace &place, const CommandKEntry &entry) const;

    Account account;
    CredentialStore &credentials;
    CommandKGuess guess;
    std::shared_ptr<CommandKApi> api; ///< null: not signed in
    bool wrote = false;               ///< recalled: there was a token to write with
    std::shared_ptr<CommandKIndex> index;
    std::vector<CommandKEnvironment> environments; ///< as of the last time they were asked for
    QSet<QString> unfinished;                      ///< secrets of which create() got no further than making them
    KeyedDigest digest;                            ///< of values that were opened: see SecretDraft::baseVersion

private:
    QHash<QPair<QString, QString>, QString> m_secretIds; ///< by app and key
};

} // namespace coffret
