// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/memorycredentialstore.h"
#include "core/vault/passbolt/passboltvault.h"
#include "tests/core/vault/passbolt/fakefactors.h"
#include "tests/support/jumpingclock.h"

#include <QCoroTask>
#include <QTemporaryDir>

namespace coffret::test {

/// A vault at a fake server that may ask for second factors; it does not before a test names some.
struct PassboltStage
{
    explicit PassboltStage(const QByteArray &basePath = {}) : server(basePath), account(server.account())
    {
        factors.names.clear();
        static_cast<void>(pins.load());
        static_cast<void>(ledger.load());
        restart();
    }

    /// As after starting the program anew: nothing but what was stored is left.
    void restart()
    {
        vault = std::make_unique<PassboltVault>(account, *engine, workers, pins, ledger, clock, &credentials);
    }
    /// The plugins this server shall have besides JSON Web Tokens, as the members of an object.
    void setPlugins(const QByteArray &members)
    {
        server.answer("/settings.json", 200,
                      R"({"app":{"url":")" + account.server.toString().toUtf8() +
                          R"("},"passbolt":{"plugins":{"jwtAuthentication":{"enabled":true})" +
                          (members.isEmpty() ? "" : "," + members) + "}}}");
    }

    [[nodiscard]] Expected<void> signIn() const { return QCoro::waitFor(vault->signIn({})); }
    [[nodiscard]] Expected<IndexPage> index(const QString &cursor = {}) const
    {
        return QCoro::waitFor(vault->fetchIndex(cursor, {}));
    }
    [[nodiscard]] Expected<void> submit(const QByteArray &code, bool remember = false,
                                        SecondFactor::Provider provider = SecondFactor::Provider::OneTimeCode) const
    {
        SecretBuffer secret = SecretBuffer::copyOf({code.constData(), static_cast<std::size_t>(code.size())});
        return QCoro::waitFor(vault->secondFactor()->submit(provider, std::move(secret), remember, {}));
    }
    [[nodiscard]] QByteArray stored(const QString &name) const
    {
        const Expected<SecretBuffer> value =
            QCoro::waitFor(const_cast<MemoryCredentialStore &>(credentials).read(account.id + name));
        return value ? QByteArray(value->view().data(), static_cast<qsizetype>(value->size())) : QByteArray();
    }

    QTemporaryDir folder;
    FakePassbolt server;
    FakeFactors factors{server};
    Account account;
    std::unique_ptr<fakes::FakeOpenPgp> engine = server.openPgp();
    WorkerPool workers{2};
    PinStore pins{folder.filePath(QStringLiteral("pins.json"))};
    TrustLedger ledger{folder.filePath(QStringLiteral("ledger.sqlite"))};
    JumpingClock clock;
    MemoryCredentialStore credentials;
    std::unique_ptr<PassboltVault> vault;
};

template <typename T>
[[nodiscard]] ErrorKind errorOf(const Expected<T> &result)
{
    return result ? ErrorKind::Internal : result.error().kind;
}

} // namespace coffret::test
