// SPDX-License-Identifier: GPL-3.0-or-later
// Showing one value: everything a session does (ciphertext at hand, agent warm, key without passphrase), beside GPGME
// alone decrypting and verifying the same message in the same home.
#include "core/openpgp/gpgmeengine.h"
#include "core/session/session.h"
#include "tests/support/fakes.h"
#include "tests/support/gpghome.h"

#include <QCoroTask>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

#include <gpgme.h>

using namespace coffret;

namespace {

const QString Id = QStringLiteral("s000000");

struct Setup
{
    explicit Setup(test::KeyKind kind)
    {
        test::KeyRequest request;
        request.userId = QStringLiteral("Ada Lovelace <ada@example.org>");
        request.kind = kind;
        const QString key = user.createKey(request);
        message = user.seal("password=correct horse battery staple", {key}, {key});
        GpgmeEngine::Options options;
        options.privateHome = privateHome.path();
        options.userHome = user.path();
        auto created = GpgmeEngine::create(options);
        if (!created)
            qFatal("no engine: %s", qPrintable(created.error().detail));
        engine = std::move(*created);
        static_cast<void>(QCoro::waitFor(engine->secretKeys())); // brings the public half into the private home

        const auto server = std::make_shared<fakes::FakeServer>();
        server->secrets = fakes::sampleIndex(1).secrets;
        server->setMessage(Id, message, {key});
        session =
            std::make_unique<Session>(Account(), std::make_unique<fakes::FakeVault>(server), *engine, workers, clock);
        static_cast<void>(QCoro::waitFor(session->open()));
    }

    [[nodiscard]] bool reveal() { return QCoro::waitFor(session->openDetails(Id)).has_value(); }

    test::GpgHome user;
    QTemporaryDir privateHome{QStringLiteral("/tmp/cbXXXXXX")};
    QByteArray message;
    std::unique_ptr<GpgmeEngine> engine;
    WorkerPool workers{1};
    SystemClock clock;
    std::unique_ptr<Session> session;
};

/// The context has been told its home, which costs a run of gpg.
bool decryptAlone(const Setup &setup, gpgme_ctx_t context)
{
    gpgme_data_t cipher = nullptr;
    gpgme_data_t plain = nullptr;
    const auto size = static_cast<std::size_t>(setup.message.size());
    bool done = gpgme_data_new_from_mem(&cipher, setup.message.constData(), size, 0) == 0 &&
                gpgme_data_new(&plain) == 0 && gpgme_op_decrypt_verify(context, cipher, plain) == 0;
    done = done && gpgme_op_verify_result(context)->signatures != nullptr;
    gpgme_data_release(plain);
    gpgme_data_release(cipher);
    return done;
}

// Both sides in turn within one loop, because the machine's speed drifts: the ratio is what counts.
void reveal(benchmark::State &state, test::KeyKind kind)
{
    using Clock = std::chrono::steady_clock;
    Setup setup(kind);
    std::vector<double> ours;
    std::vector<double> alone;
    const auto timed = [&](std::vector<double> &times, auto work) {
        const auto start = Clock::now();
        if (!work())
            state.SkipWithError("could not be opened");
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    };
    gpgme_ctx_t context = nullptr;
    const QByteArray home = setup.privateHome.path().toLocal8Bit();
    if (gpgme_new(&context) != 0 ||
        gpgme_ctx_set_engine_info(context, GPGME_PROTOCOL_OpenPGP, nullptr, home.constData()) != 0)
        state.SkipWithError("no context");
    for (auto _ : state) {
        setup.session->forgetPayloads();
        timed(ours, [&] { return setup.reveal(); });
        timed(alone, [&] { return decryptAlone(setup, context); });
        state.SetIterationTime(ours.back() / 1e3);
    }
    gpgme_release(context);
    const auto median = [](std::vector<double> &times) {
        std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
        return times[times.size() / 2];
    };
    state.counters["median_ms"] = median(ours);
    state.counters["floor_ms"] = median(alone);
    state.counters["ratio"] = median(ours) / median(alone);
}
BENCHMARK_CAPTURE(reveal, curve25519, test::KeyKind::Curve25519)
    ->Iterations(150)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(reveal, rsa3072, test::KeyKind::Rsa3072)
    ->Iterations(100)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

// A second look within the hold time.
void revealAgain(benchmark::State &state)
{
    Setup setup(test::KeyKind::Curve25519);
    for (auto _ : state) {
        if (!setup.reveal())
            state.SkipWithError("could not be opened");
    }
}
BENCHMARK(revealAgain)->Iterations(1000)->Unit(benchmark::kMillisecond);

} // namespace
