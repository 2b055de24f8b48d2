// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/health/healthcheck.h"
#include "tests/core/health/liveblocks.h"
#include "tests/support/fakes.h"

#include <QCoroTask>

#include <algorithm>

namespace coffret::fakes {

inline const QString AdasKey = QStringLiteral("ADA0ADA0ADA0ADA0ADA0ADA0ADA0ADA0ADA0ADA0");
const QByteArray Strong = QByteArrayLiteral("vT7#qLw9!mZ2xKp4-");

/// Says before each message that is opened how much is in the clear already.
class WatchedOpenPgp final : public OpenPgp
{
public:
    FakeOpenPgp inner;
    int mostBlocks = 0; ///< of guarded memory, when a message is about to be opened

    Task<Expected<std::vector<KeyInfo>>> secretKeys() override { return inner.secretKeys(); }
    Task<Expected<KeyInfo>> importPublicKey(QByteArray armored) override { return inner.importPublicKey(armored); }
    Task<Expected<KeyInfo>> findKey(QString fingerprint) override { return inner.findKey(fingerprint); }
    Task<Expected<OpenedMessage>> open(OpenRequest request) override
    {
        mostBlocks = std::max(mostBlocks, test::liveBlocks());
        return inner.open(std::move(request));
    }
    Task<Expected<QByteArray>> seal(SecretBuffer plaintext, QStringList recipients, QString signer,
                                    StopToken stop) override
    {
        return inner.seal(std::move(plaintext), std::move(recipients), std::move(signer), std::move(stop));
    }
};

/// Accounts with what a test puts into them. Everything is new, sound and shared unless it says otherwise.
struct HealthBench
{
    struct Held
    {
        Account account;
        std::shared_ptr<FakeServer> server = std::make_shared<FakeServer>();
        std::unique_ptr<Session> session;
    };

    Held &addAccount(const QString &id)
    {
        auto held = std::make_unique<Held>();
        held->account.id = id;
        held->session = std::make_unique<Session>(held->account, std::make_unique<FakeVault>(held->server), openPgp,
                                                  workers, clock);
        accounts.push_back(std::move(held));
        return *accounts.back();
    }
    /// plaintext: as FakeServer::setMessage() has it.
    static SecretSummary &add(Held &to, const QString &id, const QByteArray &plaintext,
                              SecretType type = SecretType::Login, const QString &signer = AdasKey)
    {
        SecretSummary summary;
        summary.id = id;
        summary.name = QStringLiteral("Name of ") + id;
        summary.type = type;
        summary.modified = ManualClock().now();
        summary.markers = Marker::Shared;
        to.server->setMessage(id, FakeOpenPgp::sealed(plaintext, signer), {AdasKey});
        to.server->secrets.push_back(std::move(summary));
        return to.server->secrets.back();
    }
    void openAll()
    {
        for (const auto &held : accounts) {
            const bool open = QCoro::waitFor(held->session->open()).has_value();
            Q_ASSERT(open);
        }
    }
    [[nodiscard]] HealthScope scope()
    {
        HealthScope all;
        for (const auto &held : accounts)
            all.sessions.emplace_back(held->session.get());
        all.clock = &clock;
        all.breaches = breaches;
        return all;
    }
    HealthReport check()
    {
        openAll();
        return QCoro::waitFor(checkHealth(scope(), {}, {}));
    }

    ManualClock clock;
    WatchedOpenPgp openPgp;
    WorkerPool workers{1};
    BreachService *breaches = nullptr;
    std::vector<std::unique_ptr<Held>> accounts;
};

/// Ids of the secrets with a finding of this kind, as they come.
inline QStringList found(const HealthReport &report, HealthKind kind)
{
    QStringList ids;
    for (const HealthFinding &finding : report.findings) {
        if (finding.kind == kind)
            ids.append(finding.secretId);
    }
    return ids;
}

inline const HealthFinding *findingFor(const HealthReport &report, const QString &id, HealthKind kind)
{
    const auto it = std::find_if(report.findings.begin(), report.findings.end(), [&](const HealthFinding &finding) {
        return finding.secretId == id && finding.kind == kind;
    });
    return it == report.findings.end() ? nullptr : &*it;
}

} // namespace coffret::fakes
