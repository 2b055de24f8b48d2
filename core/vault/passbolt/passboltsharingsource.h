// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/openpgp/openpgp.h"
#include "core/store/account.h"
#include "core/store/trustledger.h"
#include "core/vault/passbolt/passboltapi.h"
#include "core/vault/passbolt/passboltdirectory.h"
#include "core/vault/passbolt/passboltsharingrows.h"

namespace coffret {

/// A plaintext and whether somebody vouches for it who may: only then the user signs it for others.
struct PassboltOpenedSecret
{
    SecretBuffer plaintext;
    bool vouched = false;
    bool outOfOrder = false; ///< an older message, or another secret's, in the place of this one: nobody vouches for it
};

/// What sharing has to read from the server. Owned by PassboltVault, main thread. An instance must outlive its running
/// tasks.
class PassboltSharingSource
{
public:
    PassboltSharingSource(const Account &account, PassboltApi &api, OpenPgp &openPgp, WorkerPool &workers,
                          PassboltDirectory &directory, TrustLedger &ledger);

    /// One resource or folder with its permissions.
    Task<Expected<PassboltShared>> item(SharePlan::Target kind, QString id, StopToken stop);
    /// Everything the user sees below a folder: folders from the top, then resources.
    Task<Expected<std::vector<PassboltShared>>> below(QString folderId, StopToken stop);
    /// Resources by id. Those that are gone are left out.
    Task<Expected<std::vector<PassboltShared>>> resources(QStringList ids, StopToken stop);
    /// Who is in which group; asked for only when a group is among them.
    Task<Expected<PassboltMembers>> members(StopToken stop);

    /// The user's copy of a secret. A signature counts when it is by who wrote that copy or by anybody who may change
    /// the resource. Errors as OpenPgp::open(), and BadSignature for an older message or another secret's in its place:
    /// that is not what the user means to give away.
    Task<Expected<PassboltOpenedSecret>> openSecret(PassboltShared resource, StopToken stop);
    /// The same for who replaces it: what is out of order is no error.
    Task<Expected<PassboltOpenedSecret>> readSecret(PassboltShared resource, StopToken stop);
    /// Metadata that is encrypted for the user alone.
    Task<Expected<PassboltOpenedSecret>> openPersonalMetadata(PassboltShared resource, StopToken stop);

    [[nodiscard]] QString ownId() const { return m_api.credentials().userId.toLower(); }

private:
    Task<Expected<std::vector<PassboltShared>>> resourcesBy(QString filter, QStringList ids, StopToken stop);
    Task<Expected<PassboltOpenedSecret>> open(PassboltShared resource, Sighting::Part part, QByteArray message,
                                              QStringList writers, StopToken stop);
    Task<Expected<bool>> isOutOfOrder(Sighting sighting);

    const Account &m_account;
    PassboltApi &m_api;
    OpenPgp &m_openPgp;
    WorkerPool &m_workers;
    PassboltDirectory &m_directory;
    TrustLedger &m_ledger;
};

} // namespace coffret
