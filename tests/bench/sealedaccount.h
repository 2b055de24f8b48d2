// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/gpgmeengine.h"
#include "core/session/session.h"
#include "tests/support/fakes.h"
#include "tests/support/gpghome.h"
#include "ui/viewmodels/sessionlist.h"

#include <QTemporaryDir>

#include <gpgme.h>

#include <memory>

namespace coffret::test {

/// One open account with some secrets, each sealed and signed by its user: real GnuPG, the ciphertext at hand, the
/// agent warm, a key without passphrase.
class SealedAccount
{
public:
    static const QString Id; ///< of the first

    explicit SealedAccount(KeyKind kind, int secrets = 1);

    /// GPGME alone decrypts and verifies one message in the same home.
    [[nodiscard]] bool decryptAlone() const;

    GpgHome user;
    QTemporaryDir privateHome{QStringLiteral("/tmp/cbXXXXXX")};
    QByteArray message;
    std::unique_ptr<GpgmeEngine> engine;
    WorkerPool workers{1};
    SystemClock clock;
    SessionList sessions{nullptr};
    Session *session = nullptr;

private:
    std::shared_ptr<gpgme_context> m_context; ///< knows its home, which costs a run of gpg
};

} // namespace coffret::test
