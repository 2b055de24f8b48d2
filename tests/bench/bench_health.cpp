// SPDX-License-Identifier: GPL-3.0-or-later
// A health check of a thousand secrets (key without passphrase, agent warm, nothing to fetch), beside one gpg that
// decrypts and verifies the same thousand messages.
#include "core/health/healthcheck.h"
#include "core/openpgp/gpgmeengine.h"
#include "tests/support/fakes.h"
#include "tests/support/gpghome.h"

#include <QCoroTask>
#include <QProcess>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

using namespace coffret;

namespace {

constexpr int Count = 1000;

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

struct Setup
{
    explicit Setup(test::KeyKind kind)
    {
        test::KeyRequest request;
        request.userId = QStringLiteral("Ada Lovelace <ada@example.org>");
        request.kind = kind;
        const QString key = user.createKey(request);
        GpgmeEngine::Options options;
        options.privateHome = privateHome.path();
        options.userHome = user.path();
        engine = std::make_unique<GpgmeEngine>(options);
        static_cast<void>(QCoro::waitFor(engine->secretKeys())); // brings the public half into the private home
        const auto server = std::make_shared<fakes::FakeServer>();
        server->secrets = fakes::sampleIndex(Count).secrets;
        const QStringList plain{QStringLiteral("--compress-algo"), QStringLiteral("none")};
        const QByteArray message = user.seal("password=correct horse battery staple", {key}, {key}, plain);
        for (SecretSummary &secret : server->secrets) {
            secret.markers = {};
            server->setMessage(secret.id, message, {key});
            files.append(folder.filePath(secret.id + QStringLiteral(".asc")));
            QFile file(files.last());
            if (!file.open(QIODevice::WriteOnly) || file.write(message) < 0)
                qFatal("no file");
        }
        session =
            std::make_unique<Session>(Account(), std::make_unique<fakes::FakeVault>(server), *engine, workers, clock);
        static_cast<void>(QCoro::waitFor(session->open()));
    }

    /// The longest time between two steps, in milliseconds.
    std::optional<double> check()
    {
        HealthScope scope;
        scope.sessions.emplace_back(session.get());
        scope.clock = &clock;
        double longest = 0;
        auto last = std::chrono::steady_clock::now();
        const Progress progress = [&](int, int) {
            longest = std::max(longest, secondsSince(last) * 1e3);
            last = std::chrono::steady_clock::now();
        };
        const HealthReport report = QCoro::waitFor(checkHealth(scope, progress, {}));
        return report.opened == Count ? std::optional(longest) : std::nullopt;
    }

    [[nodiscard]] bool decryptFiles() const
    {
        QProcess gpg;
        gpg.setStandardErrorFile(QProcess::nullDevice());
        gpg.start(QStringLiteral("gpg"),
                  QStringList{QStringLiteral("--homedir"), privateHome.path(), QStringLiteral("--batch"),
                              QStringLiteral("--yes"), QStringLiteral("--decrypt-files")} +
                      files);
        return gpg.waitForFinished(600000) && gpg.exitCode() == 0;
    }

    test::GpgHome user;
    QTemporaryDir privateHome{QStringLiteral("/tmp/cbXXXXXX")};
    QTemporaryDir folder;
    QStringList files;
    std::unique_ptr<GpgmeEngine> engine;
    WorkerPool workers{1};
    SystemClock clock;
    std::unique_ptr<Session> session;
};

// Both in turn, because the machine's speed drifts: the ratio is what counts.
void healthCheck(benchmark::State &state, test::KeyKind kind)
{
    Setup setup(kind);
    double ours = 0;
    double gpg = 0;
    double longest = 0;
    for (auto _ : state) {
        auto start = std::chrono::steady_clock::now();
        const std::optional<double> step = setup.check();
        ours += secondsSince(start);
        start = std::chrono::steady_clock::now();
        if (!step || !setup.decryptFiles())
            state.SkipWithError("not everything was opened");
        gpg += secondsSince(start);
        longest = std::max(longest, step.value_or(0));
        state.SetIterationTime(ours);
    }
    const double each = 1e3 / (double(state.iterations()) * Count);
    state.counters["each_ms"] = ours * each;
    state.counters["gpg_each_ms"] = gpg * each;
    state.counters["ratio"] = ours / gpg;
    state.counters["longest_step_ms"] = longest;
}
BENCHMARK_CAPTURE(healthCheck, curve25519, test::KeyKind::Curve25519)
    ->Iterations(2)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(healthCheck, rsa3072, test::KeyKind::Rsa3072)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

} // namespace
