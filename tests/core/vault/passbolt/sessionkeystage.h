// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/passbolt/passboltauth.h"
#include "core/vault/passbolt/passboltsessionkeys.h"
#include "core/vault/support/tlspolicy.h"
#include "tests/core/vault/passbolt/fakepassbolt.h"

#include <QCoroTask>

namespace coffret::test {

/// A user's session keys at a fake server, signed in.
struct SessionKeyStage
{
    SessionKeyStage() { static_cast<void>(QCoro::waitFor(PassboltAuth(account, api, *engine, clock).signIn({}))); }

    FakePassbolt server;
    Account account = server.account();
    std::unique_ptr<fakes::FakeOpenPgp> engine = server.openPgp();
    SystemClock clock;
    WorkerPool workers{2};
    PassboltApi api{account.server, tlsPolicyFor(account).value_or(TlsPolicy()), clock};
    PassboltSessionKeys keys{account, api, *engine, workers};
};

} // namespace coffret::test
