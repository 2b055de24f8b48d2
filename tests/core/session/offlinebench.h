// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/offlinecopy.h"
#include "core/store/accountcache.h"
#include "core/store/memorycredentialstore.h"
#include "tests/core/session/sessionbench.h"
#include "tests/core/store/cachestage.h"

#include <QTemporaryDir>
#include <QTest>

namespace coffret::test {

using namespace fakes;

/// FakeOpenPgp with its messages in packets as real ones are, which a cache insists on.
class PacketOpenPgp final : public OpenPgp
{
public:
    FakeOpenPgp inner;
    Gate sealing; ///< of seal()

    [[nodiscard]] static QByteArray sealed(const QByteArray &text, const QString &signer)
    {
        return messageAround(FakeOpenPgp::sealed(text, signer));
    }

    Task<Expected<std::vector<KeyInfo>>> secretKeys() override { return inner.secretKeys(); }
    Task<Expected<KeyInfo>> importPublicKey(QByteArray armored) override { return inner.importPublicKey(armored); }
    Task<Expected<KeyInfo>> findKey(QString fingerprint) override { return inner.findKey(fingerprint); }
    Task<Expected<OpenedMessage>> open(OpenRequest request) override
    {
        static const qsizetype around = messageAround({}).size();
        if (request.message.startsWith("\xC1\x03key"))
            request.message.remove(0, around);
        return inner.open(std::move(request));
    }
    Task<Expected<QByteArray>> seal(SecretBuffer plaintext, QStringList recipients, QString signer,
                                    StopToken stop) override
    {
        const bool passed = co_await sealing.pass(stop);
        if (!passed)
            co_return failure(ErrorKind::Cancelled);
        co_return co_await inner.seal(std::move(plaintext), recipients, signer, stop);
    }
};

/// Sessions of one account, one after the other, with the same server and the same folder.
struct OfflineBench
{
    OfflineBench()
    {
        SampleIndex index = sampleIndex(250);
        server->collections = std::move(index.collections);
        server->secrets = std::move(index.secrets);
        server->capabilities |= Capability::EndToEnd;
        server->setMessage(Ada, PacketOpenPgp::sealed("password=alpha\nnote=beta", AdasKey), {AdasKey});
        server->setMessage(Bob, PacketOpenPgp::sealed("password=gamma", AdasKey), {AdasKey});
        account.id = CacheAccount;
        account.keyFingerprint = AdasKey;
        start();
    }
    ~OfflineBench() { session.reset(); }

    [[nodiscard]] QString folder() const { return root.filePath(QStringLiteral("cache")); }
    void start()
    {
        session.reset();
        session = std::make_unique<Session>(account, std::make_unique<FakeVault>(server), openPgp, workers, clock, 20s);
        session->keepOffline(std::make_unique<OfflineCopy>(copies, account, [this] { return choice; }));
    }
    Expected<void> open() { return QCoro::waitFor(session->open()); }
    void close() { QCoro::waitFor(session->close()); }
    /// Until what was begun has been written: each step queues the next one behind at most this many jobs.
    void settle()
    {
        for (int i = 0; i < 5; ++i) {
            for (WorkerPool *const pool : {&workers, &copies.worker()}) {
                std::function<bool()> nothing = [] { return true; };
                QCoro::waitFor(pool->run(std::move(nothing)));
            }
        }
    }
    /// Opened, looked at and locked; then the server is away and the program starts again.
    void useAndLoseServer(const QStringList &revealed = {Ada})
    {
        QVERIFY(open());
        for (const QString &id : revealed)
            QVERIFY(reveal(id));
        settle();
        close();
        loseServer();
        start();
    }
    void loseServer()
    {
        server->away = ErrorKind::Unreachable;
        server->signedIn = false;
    }
    /// While no session has it.
    void inFile(const std::function<void(AccountCache &)> &look)
    {
        const auto key = QCoro::waitFor(copies.keys().open(account, false, {}));
        QVERIFY(key);
        auto file = AccountCache::open(folder(), CacheAccount, *key, clock);
        QVERIFY(file);
        QVERIFY((*file)->load({}));
        look(**file);
        copies.keys().lock(account.id);
    }
    Revealed reveal(const QString &id, const QString &key = Password)
    {
        return QCoro::waitFor(session->reveal(id, key));
    }
    [[nodiscard]] ErrorKind revealError(const QString &id)
    {
        const Revealed revealed = reveal(id);
        return revealed ? ErrorKind::Internal : revealed.error().kind;
    }
    [[nodiscard]] SecretSummary &onServer(const QString &id) const
    {
        return *std::find_if(server->secrets.begin(), server->secrets.end(),
                             [&id](const SecretSummary &secret) { return secret.id == id; });
    }
    [[nodiscard]] QString shownName(const QString &id) const
    {
        const Catalog::Row row = session->catalog()->rowOf(id);
        return row == Catalog::NoRow ? QString() : session->catalog()->name(row);
    }
    [[nodiscard]] bool isShown(const QString &id) const { return session->catalog()->rowOf(id) != Catalog::NoRow; }
    [[nodiscard]] QStringList files() const { return QDir(folder()).entryList(QDir::Files); }

    QTemporaryDir root;
    std::shared_ptr<FakeServer> server = std::make_shared<FakeServer>();
    PacketOpenPgp openPgp;
    WorkerPool workers{1};
    ManualClock clock;
    MemoryCredentialStore credentials;
    Account account;
    OfflineCopy::Choice choice{30, KeepsOffline::Used};
    OfflineCopies copies{openPgp, credentials, folder(), clock};
    std::unique_ptr<Session> session;
};

} // namespace coffret::test
