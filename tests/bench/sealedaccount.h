// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/gpgmeengine.h"
#include "core/session/session.h"
#include "tests/support/fakes.h"
#include "tests/support/gpghome.h"
#include "ui/viewmodels/sessionlist.h"

#include <QTemporaryDir>

#include <gpgme.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <vector>

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

/// Milliseconds that work takes; negative when it says that it failed.
template <typename Work>
[[nodiscard]] double milliseconds(Work work)
{
    const auto start = std::chrono::steady_clock::now();
    const bool done = work();
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
    return done ? taken.count() : -1;
}

[[nodiscard]] inline double medianOf(std::vector<double> times)
{
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

} // namespace coffret::test
