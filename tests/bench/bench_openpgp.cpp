// SPDX-License-Identifier: GPL-3.0-or-later
// One sealed message, X25519, key without passphrase, agent warm: GPGME alone in the same home, the engine on top of
// it, and the key in memory. The three take turns within one loop, because the machine's speed drifts and their ratio
// counts.
#include "core/openpgp/gpgmeengine.h"
#include "core/openpgp/metadatakey.h"
#include "tests/support/gpghome.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

#include <gpgme.h>

#include <algorithm>
#include <chrono>

using namespace coffret;

namespace {

struct Setup
{
    explicit Setup(qsizetype size)
        : key(user.createKey(QStringLiteral("Ada Lovelace <ada@example.org>")))
        , request(user.seal(QByteArray(size, 'm'), {key}, {key}), {key})
    {
        GpgmeEngine::Options options;
        options.privateHome = privateHome.path();
        options.userHome = user.path();
        auto created = GpgmeEngine::create(options);
        const std::string secretKey = user.secretKey(key).toStdString();
        auto loaded = MetadataKey::load(SecretBuffer::copyOf(secretKey), {}, {});
        if (!created || !loaded)
            qFatal("no engine, or no key");
        engine = std::move(*created);
        metadataKey = std::move(*loaded);
        static_cast<void>(QCoro::waitFor(engine->open(request))); // prepares the private home
    }

    test::GpgHome user;
    QTemporaryDir privateHome{QStringLiteral("/tmp/cbXXXXXX")};
    QString key;
    OpenRequest request;
    std::unique_ptr<GpgmeEngine> engine;
    std::unique_ptr<MetadataKey> metadataKey;
};

bool decryptAlone(const Setup &setup)
{
    gpgme_ctx_t context = nullptr;
    gpgme_data_t cipher = nullptr;
    gpgme_data_t plain = nullptr;
    const QByteArray home = setup.privateHome.path().toLocal8Bit();
    const QByteArray &message = setup.request.message;
    const bool done =
        gpgme_new(&context) == 0 &&
        gpgme_ctx_set_engine_info(context, GPGME_PROTOCOL_OpenPGP, nullptr, home.constData()) == 0 &&
        gpgme_data_new_from_mem(&cipher, message.constData(), static_cast<std::size_t>(message.size()), 0) == 0 &&
        gpgme_data_new(&plain) == 0 && gpgme_op_decrypt_verify(context, cipher, plain) == 0 &&
        gpgme_op_verify_result(context)->signatures != nullptr;
    gpgme_data_release(plain);
    gpgme_data_release(cipher);
    gpgme_release(context);
    return done;
}

double median(std::vector<double> &times)
{
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

void openMessage(benchmark::State &state)
{
    Setup setup(state.range(0));
    std::vector<double> alone;
    std::vector<double> engine;
    std::vector<double> inMemory;
    const auto timed = [&](std::vector<double> &times, const auto &work) {
        const auto start = std::chrono::steady_clock::now();
        if (!work())
            state.SkipWithError("could not be opened");
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    };
    for (auto _ : state) {
        timed(alone, [&] { return decryptAlone(setup); });
        timed(engine, [&] { return QCoro::waitFor(setup.engine->open(setup.request)).has_value(); });
        timed(inMemory, [&] { return setup.metadataKey->open(setup.request).has_value(); });
        state.SetIterationTime(engine.back() / 1e3);
    }
    state.counters["gpgme_ms"] = median(alone);
    state.counters["engine_ms"] = median(engine);
    state.counters["in_memory_ms"] = median(inMemory);
    state.counters["engine_to_gpgme"] = median(engine) / median(alone);
    state.counters["gpgme_to_in_memory"] = median(alone) / median(inMemory);
}
BENCHMARK(openMessage)->Arg(300)->Arg(100000)->Iterations(200)->UseManualTime()->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
