// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "tests/support/fakes.h"

#include <QCoroTask>

namespace coffret::fakes {

using namespace std::chrono_literals;
using Call = FakeServer::Call;
using Revealed = Expected<Session::Revealed>;

inline const QString Ada = QStringLiteral("s000001");
inline const QString Bob = QStringLiteral("s000002");
inline const QString Password = QStringLiteral("password");
inline const QString AdasKey = QStringLiteral("ADA0ADA0ADA0ADA0ADA0ADA0ADA0ADA0ADA0ADA0");

/// A session with a server of 250 secrets; two of them have a message.
struct Bench
{
    explicit Bench(std::chrono::seconds holdTime = 20s)
    {
        SampleIndex index = sampleIndex(250);
        server->collections = std::move(index.collections);
        server->secrets = std::move(index.secrets);
        server->setMessage(Ada, FakeOpenPgp::sealed("password=alpha\nnote=beta", AdasKey), {AdasKey});
        server->setMessage(Bob, FakeOpenPgp::sealed("password=gamma", AdasKey), {AdasKey});
        session = std::make_unique<Session>(Account(), std::make_unique<FakeVault>(server), openPgp, workers, clock,
                                            holdTime);
    }
    Expected<void> open() { return QCoro::waitFor(session->open()); }
    Revealed reveal(const QString &id, const QString &key = Password)
    {
        return QCoro::waitFor(session->reveal(id, key));
    }
    [[nodiscard]] ErrorKind revealError(const QString &id, const QString &key = Password)
    {
        const Revealed revealed = reveal(id, key);
        return revealed ? ErrorKind::Internal : revealed.error().kind;
    }
    [[nodiscard]] int requests() const { return server->calls(Call::FetchPayload); }

    std::shared_ptr<FakeServer> server = std::make_shared<FakeServer>();
    FakeOpenPgp openPgp;
    WorkerPool workers{1};
    ManualClock clock;
    std::unique_ptr<Session> session;
};

inline QByteArray textOf(const Revealed &revealed)
{
    return revealed ? QByteArray(revealed->value.view().data(), static_cast<qsizetype>(revealed->value.size()))
                    : QByteArray("error");
}

} // namespace coffret::fakes
