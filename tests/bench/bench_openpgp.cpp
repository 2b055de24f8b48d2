// SPDX-License-Identifier: GPL-3.0-or-later
// One sealed message, key without passphrase, agent warm: GPGME alone in the same home, the engine on top of it, the
// agent alone, and the key in memory; and what the steps take. All take turns within one loop, because the machine's
// speed drifts and their ratio counts.
#include "core/openpgp/encryptedmessage.h"
#include "core/openpgp/gpgagent.h"
#include "core/openpgp/gpgmecontext.h"
#include "core/openpgp/gpgmeengine.h"
#include "core/openpgp/keyringcopy.h"
#include "core/openpgp/metadatakey.h"
#include "core/openpgp/privatehome.h"
#include "core/openpgp/sessionkey.h"
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

/// A context of GPGME's own that was told its home, which costs a run of gpg.
gpgme_ctx_t toldContext(const QTemporaryDir &home)
{
    gpgme_ctx_t context = nullptr;
    const QByteArray path = home.path().toLocal8Bit();
    if (gpgme_new(&context) != 0 ||
        gpgme_ctx_set_engine_info(context, GPGME_PROTOCOL_OpenPGP, nullptr, path.constData()) != 0)
        qFatal("no context");
    return context;
}

struct Setup
{
    Setup(qsizetype size, test::KeyKind kind)
    {
        test::KeyRequest wanted;
        wanted.userId = QStringLiteral("Ada Lovelace <ada@example.org>");
        wanted.kind = kind;
        key = user.createKey(wanted);
        const QStringList plain{QStringLiteral("--compress-algo"), QStringLiteral("none")};
        request = OpenRequest(user.seal(QByteArray(size, 'm'), {key}, {key}, plain), {key});
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
        static_cast<void>(open(true)); // prepares the private home
        auto copied = KeyringCopy::load(privateHome.path());
        if (!copied)
            qFatal("no keyring");
        keys = std::move(*copied);
        context = toldContext(privateHome);
    }
    ~Setup() { gpgme_release(context); }
    Setup(const Setup &) = delete;
    Setup &operator=(const Setup &) = delete;

    [[nodiscard]] bool open(bool isOneOfMany) const
    {
        OpenRequest asked = request;
        asked.isOneOfMany = isOneOfMany;
        return QCoro::waitFor(engine->open(asked)).has_value();
    }

    test::GpgHome user;
    QTemporaryDir privateHome{QStringLiteral("/tmp/cbXXXXXX")};
    QString key;
    OpenRequest request;
    std::unique_ptr<GpgmeEngine> engine;
    std::unique_ptr<MetadataKey> metadataKey;
    std::shared_ptr<const KeyringCopy> keys;
    gpgme_ctx_t context = nullptr;
};

bool decryptAlone(const Setup &setup)
{
    gpgme_data_t cipher = nullptr;
    gpgme_data_t plain = nullptr;
    const QByteArray &message = setup.request.message;
    const bool done =
        gpgme_data_new_from_mem(&cipher, message.constData(), static_cast<std::size_t>(message.size()), 0) == 0 &&
        gpgme_data_new(&plain) == 0 && gpgme_op_decrypt_verify(setup.context, cipher, plain) == 0 &&
        gpgme_op_verify_result(setup.context)->signatures != nullptr;
    gpgme_data_release(plain);
    gpgme_data_release(cipher);
    return done;
}

double median(std::vector<double> &times)
{
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

/// Times of one sort of work, in milliseconds.
class Times
{
public:
    explicit Times(benchmark::State &state) : m_state(state) {}
    template <typename Work>
    void add(const Work &work)
    {
        const auto start = std::chrono::steady_clock::now();
        if (!work())
            m_state.SkipWithError("could not be opened");
        m_times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    [[nodiscard]] double last() const { return m_times.back(); }
    [[nodiscard]] double middle() { return median(m_times); }

private:
    benchmark::State &m_state;
    std::vector<double> m_times;
};

void openMessage(benchmark::State &state, test::KeyKind kind)
{
    const Setup setup(state.range(0), kind);
    Times alone(state);
    Times engine(state);
    Times agent(state);
    Times inMemory(state);
    for (auto _ : state) {
        alone.add([&] { return decryptAlone(setup); });
        engine.add([&] { return setup.open(false); });
        agent.add([&] { return setup.open(true); });
        inMemory.add([&] { return setup.metadataKey->open(setup.request).has_value(); });
        state.SetIterationTime(engine.last() / 1e3);
    }
    state.counters["gpgme_ms"] = alone.middle();
    state.counters["engine_ms"] = engine.middle();
    state.counters["agent_ms"] = agent.middle();
    state.counters["in_memory_ms"] = inMemory.middle();
    state.counters["engine_to_gpgme"] = engine.middle() / alone.middle();
    state.counters["agent_to_gpgme"] = agent.middle() / alone.middle();
    state.counters["gpgme_to_in_memory"] = alone.middle() / inMemory.middle();
}
BENCHMARK_CAPTURE(openMessage, curve25519, test::KeyKind::Curve25519)
    ->Arg(300)
    ->Arg(100000)
    ->Iterations(200)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(openMessage, rsa4096, test::KeyKind::Rsa4096)
    ->Arg(300)
    ->Iterations(50)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

/// What one message costs, step by step: a context that is told its home and one that inherits it, gpg's whole run, and
/// then the agent's way.
void steps(benchmark::State &state, test::KeyKind kind)
{
    const Setup setup(300, kind);
    Times told(state), inherited(state), gpg(state), armor(state), connect(state), agent(state), decrypt(state),
        verify(state);
    const auto home = PrivateHome::create(setup.privateHome.path(), setup.user.path());
    const QString socket = home ? (*home)->agentSocket() : QString();
    for (auto _ : state) {
        told.add([&] {
            gpgme_release(toldContext(setup.privateHome));
            return true;
        });
        inherited.add([&] { return GpgmeContext::create(setup.privateHome.path()).has_value(); });
        gpg.add([&] { return decryptAlone(setup); });
        Expected<EncryptedParts> parts;
        armor.add([&] {
            parts = encryptedParts(setup.request.message, setup.request.maximumBytes);
            return parts.has_value();
        });
        std::unique_ptr<GpgAgent> conversation;
        connect.add([&] {
            conversation = GpgAgent::connect(socket, {});
            return conversation != nullptr;
        });
        SecretBuffer key;
        agent.add([&] {
            key = setup.keys->agentKeys().front().sessionKey(*conversation, parts->sessionKeys.front());
            return !key.isEmpty();
        });
        Expected<ProtectedData> data;
        decrypt.add([&] {
            data = ProtectedData::decrypt(parts->data, key.view());
            return data.has_value();
        });
        verify.add([&] { return setup.keys->signers().read(data->packets(), setup.request).has_value(); });
        state.SetIterationTime(gpg.last() / 1e3);
    }
    state.counters["context_told_ms"] = told.middle();
    state.counters["context_ms"] = inherited.middle();
    state.counters["gpgme_ms"] = gpg.middle();
    state.counters["armor_ms"] = armor.middle();
    state.counters["connect_ms"] = connect.middle();
    state.counters["agent_ms"] = agent.middle();
    state.counters["decrypt_ms"] = decrypt.middle();
    state.counters["verify_ms"] = verify.middle();
}
BENCHMARK_CAPTURE(steps, curve25519, test::KeyKind::Curve25519)
    ->Iterations(200)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(steps, rsa4096, test::KeyKind::Rsa4096)
    ->Iterations(50)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
