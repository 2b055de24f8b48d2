// SPDX-License-Identifier: GPL-3.0-or-later
// A health check (key without passphrase, agent warm, nothing to fetch), beside one gpg that decrypts and verifies the
// same messages one after the other.
#include "core/health/healthcheck.h"
#include "tests/bench/inturn.h"
#include "tests/bench/sealedaccount.h"

#include <QCoroTask>
#include <QFile>
#include <QProcess>

using namespace coffret;
using coffret::test::milliseconds;
using coffret::test::SealedAccount;

namespace {

constexpr int Count = 300;
constexpr int Patience = 600'000; // milliseconds

class Files
{
public:
    Files(const QByteArray &message, QString home) : m_home(std::move(home))
    {
        for (int i = 0; i < Count; ++i) {
            QFile file(m_folder.filePath(QStringLiteral("%1.asc").arg(i)));
            if (!file.open(QIODevice::WriteOnly) || file.write(message) != message.size())
                qFatal("no file");
            m_names.append(file.fileName());
        }
    }

    [[nodiscard]] bool decrypt() const
    {
        const QStringList options{QStringLiteral("--homedir"), m_home, QStringLiteral("--batch"),
                                  QStringLiteral("--yes"), QStringLiteral("--decrypt-files")};
        QProcess gpg;
        gpg.setStandardErrorFile(QProcess::nullDevice());
        gpg.start(QStringLiteral("gpg"), options + m_names);
        return gpg.waitForFinished(Patience) && gpg.exitCode() == 0;
    }

private:
    QTemporaryDir m_folder;
    QString m_home;
    QStringList m_names;
};

// Both in turn, because the machine's speed drifts: the ratio is what counts.
void healthCheck(benchmark::State &state, test::KeyKind kind)
{
    const SealedAccount secrets(kind, Count);
    const Files files(secrets.message, secrets.privateHome.path());
    double ours = 0;
    double gpg = 0;
    double longest = 0;
    for (auto _ : state) {
        HealthScope scope;
        scope.sessions.emplace_back(secrets.session);
        scope.clock = &secrets.clock;
        auto last = std::chrono::steady_clock::now();
        const Progress progress = [&](int, int) {
            const auto now = std::chrono::steady_clock::now();
            longest = std::max(longest, std::chrono::duration<double, std::milli>(now - last).count());
            last = now;
        };
        const double taken =
            milliseconds([&] { return QCoro::waitFor(checkHealth(scope, progress, {})).opened == Count; });
        const double beside = milliseconds([&files] { return files.decrypt(); });
        if (taken < 0 || beside < 0)
            state.SkipWithError("not everything was opened");
        ours += taken;
        gpg += beside;
        state.SetIterationTime(taken / 1e3);
    }
    const double each = 1.0 / (static_cast<double>(state.iterations()) * Count);
    state.counters["each_ms"] = ours * each;
    state.counters["gpg_each_ms"] = gpg * each;
    state.counters["ratio"] = ours / gpg;
    state.counters["longest_step_ms"] = longest;
}
BENCHMARK_CAPTURE(healthCheck, curve25519, test::KeyKind::Curve25519)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(healthCheck, rsa3072, test::KeyKind::Rsa3072)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

} // namespace
