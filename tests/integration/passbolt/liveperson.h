// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/gpgmeengine.h"
#include "core/session/session.h"
#include "core/store/credentialstore.h"
#include "core/store/pinstore.h"
#include "core/store/trustledger.h"
#include "tests/integration/passbolt/livetools.h"

#include <QTemporaryDir>

namespace coffret::test {

/// The same user twice: by hand, and with the program. Signed in both ways; ends the test run when that does not work.
struct LivePerson
{
    LivePerson(const QJsonObject &instance, const QString &handle);

    /// Another session of the same person at the same computer; store: where it remembers second factors.
    [[nodiscard]] std::unique_ptr<Session> newSession(CredentialStore *store = nullptr);

    Expected<QString> save(SecretDraft draft, const QStringList &confirmed = {}) const;
    [[nodiscard]] Expected<Session::Edit> edit(const QString &id) const;
    /// As the catalog has it; without an id when it has not.
    [[nodiscard]] SecretSummary listed(const QString &id) const;
    /// Fingerprints of whom a secret, or a new one in a folder, would be encrypted for.
    [[nodiscard]] QStringList readersOf(const QString &secretId, const QString &folderId = {}) const;

    // What is wrong with the outcome, in words; empty when all of it was done.
    using Target = SharePlan::Target;
    [[nodiscard]] Expected<SharePlan> plan(Target target, const QString &id,
                                           const std::vector<AccessChange> &changes) const;
    [[nodiscard]] QString carryOut(const Expected<SharePlan> &plan) const;
    [[nodiscard]] QString share(Target target, const QString &id, const std::vector<AccessChange> &changes) const
    {
        return carryOut(plan(target, id, changes));
    }
    [[nodiscard]] QString move(Target target, const QString &id, const QString &to) const;
    [[nodiscard]] QString changeGroup(const QString &id, const std::vector<GroupChange> &changes) const;

    // By hand.
    [[nodiscard]] QJsonValue rowOf(const QString &id) const;
    [[nodiscard]] QString messageOf(const QString &id) const;
    /// See messageProblem().
    [[nodiscard]] QString problemWith(const QString &message, const QString &signer) const;
    [[nodiscard]] QString fingerprint() const { return guest.fingerprint(); }
    [[nodiscard]] QString id() const { return guest.id(); }

    LiveGuest guest;
    QTemporaryDir folder;
    PinStore pins;
    TrustLedger ledger;
    WorkerPool workers{2};
    SystemClock clock;
    std::unique_ptr<GpgmeEngine> engine;
    Account account;
    std::unique_ptr<Session> session;
};

[[nodiscard]] AccessChange accessChange(const QString &id, AccessRight before, AccessRight after,
                                        Grantee::Kind kind = Grantee::Kind::Person);

} // namespace coffret::test
