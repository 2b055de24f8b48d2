// SPDX-License-Identifier: GPL-3.0-or-later
// The first sync of 10,000 resources with encrypted metadata: lists parsed, every message decrypted and its signature
// verified, a catalog built. Beside it GPGME alone, decrypting and verifying some of the same messages one after the
// other; all of them would take an hour, so its time is that of one, so many times.
#include "core/model/catalogbuilder.h"
#include "core/openpgp/gpgmeengine.h"
#include "core/vault/passbolt/passboltauth.h"
#include "core/vault/passbolt/passboltmetadata.h"
#include "core/vault/support/tlspolicy.h"
#include "tests/core/vault/passbolt/fakepassbolt.h"
#include "tests/support/gpghome.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

#include <gpgme.h>
#include <rnp/rnp.h>

#include <chrono>
#include <ctime>
#include <map>
#include <thread>

using namespace coffret;
using coffret::test::FakePassbolt;
using coffret::test::GpgHome;

namespace {

constexpr int Count = 10'000;
constexpr int PageSize = 500;
constexpr int Samples = 15; // for GPGME, each time
const QString KeyId = QStringLiteral("1ba2b056-c1f8-462a-aef8-5eb26dcf5b0f");
const QString Author = QStringLiteral("08593647-c13f-4070-b70b-1f340d13b0ad");
const QString TypeId = QStringLiteral("dd1f723d-0d1e-513f-8218-4055dc0530d0"); // v5-default
const QString Time = QStringLiteral("2026-11-22T00:21:30+00:00");

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

QString idOf(int number)
{
    return QStringLiteral("%1-6ca5-4da4-a162-ce3f965b383b").arg(number, 8, 16, QLatin1Char('0'));
}

SecretBuffer secret(const QByteArray &text)
{
    return SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
}

QByteArray metadataOf(int number)
{
    const QJsonObject object{
        {QStringLiteral("object_type"), QLatin1String(ResourceMetadataType)},
        {QStringLiteral("resource_type_id"), TypeId},
        {QStringLiteral("name"), QStringLiteral("Build server %1").arg(number)},
        {QStringLiteral("username"), QStringLiteral("deploy-%1").arg(number)},
        {QStringLiteral("uris"), QJsonArray{QStringLiteral("https://build-%1.example.org/login").arg(number)}},
        {QStringLiteral("description"), QStringLiteral("Kept by the team, see the handbook before changing it")}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Seals many messages in process: a gpg for each would take longer than everything else here.
class Sealer
{
public:
    Sealer(const QByteArray &recipientKey, const QByteArray &signerKey)
    {
        rnp_ffi_create(&m_ffi, "GPG", "GPG");
        m_recipient = import(recipientKey);
        m_signer = import(signerKey);
    }
    ~Sealer()
    {
        rnp_key_handle_destroy(m_recipient);
        rnp_key_handle_destroy(m_signer);
        rnp_ffi_destroy(m_ffi);
    }
    Sealer(const Sealer &) = delete;
    Sealer &operator=(const Sealer &) = delete;

    [[nodiscard]] QByteArray seal(const QByteArray &plaintext)
    {
        rnp_input_t input = nullptr;
        rnp_output_t output = nullptr;
        rnp_op_encrypt_t operation = nullptr;
        rnp_input_from_memory(&input, reinterpret_cast<const uint8_t *>(plaintext.constData()),
                              static_cast<std::size_t>(plaintext.size()), false);
        rnp_output_to_memory(&output, 0);
        rnp_op_encrypt_create(&operation, m_ffi, input, output);
        rnp_op_encrypt_add_recipient(operation, m_recipient);
        rnp_op_encrypt_add_signature(operation, m_signer, nullptr);
        rnp_op_encrypt_set_hash(operation, "SHA256");
        rnp_op_encrypt_set_cipher(operation, "AES256");
        rnp_op_encrypt_set_compression(operation, "Uncompressed", 0);
        rnp_op_encrypt_set_armor(operation, true);
        if (rnp_op_encrypt_execute(operation) != 0)
            qFatal("cannot be sealed");
        uint8_t *bytes = nullptr;
        std::size_t size = 0;
        rnp_output_memory_get_buf(output, &bytes, &size, false);
        const QByteArray message(reinterpret_cast<const char *>(bytes), static_cast<qsizetype>(size));
        rnp_op_encrypt_destroy(operation);
        rnp_output_destroy(output);
        rnp_input_destroy(input);
        return message;
    }

private:
    rnp_key_handle_t import(const QByteArray &armored)
    {
        rnp_input_t input = nullptr;
        rnp_input_from_memory(&input, reinterpret_cast<const uint8_t *>(armored.constData()),
                              static_cast<std::size_t>(armored.size()), false);
        char *answer = nullptr;
        rnp_import_keys(m_ffi, input, RNP_LOAD_SAVE_PUBLIC_KEYS | RNP_LOAD_SAVE_SECRET_KEYS, &answer);
        rnp_input_destroy(input);
        const QJsonArray keys = QJsonDocument::fromJson(answer)[QLatin1String("keys")].toArray();
        rnp_buffer_destroy(answer);
        rnp_key_handle_t key = nullptr;
        const QByteArray fingerprint = keys.at(0)[QLatin1String("fingerprint")].toString().toLatin1();
        if (rnp_locate_key(m_ffi, "fingerprint", fingerprint.constData(), &key) != 0 || key == nullptr)
            qFatal("no key to seal with");
        return key;
    }

    rnp_ffi_t m_ffi = nullptr;
    rnp_key_handle_t m_recipient = nullptr;
    rnp_key_handle_t m_signer = nullptr;
};

std::vector<QByteArray> sealAll(const QByteArray &recipientKey, const QByteArray &signerKey)
{
    std::vector<QByteArray> messages(Count);
    const auto work = [&](int first) {
        Sealer sealer(recipientKey, signerKey);
        for (std::size_t i = static_cast<std::size_t>(first); i < messages.size(); i += 2)
            messages[i] = sealer.seal(metadataOf(static_cast<int>(i)));
    };
    std::thread other(work, 1);
    work(0);
    other.join();
    return messages;
}

/// The server's lists, the keys they need, and the user.
struct Server
{
    Server(test::KeyKind sharedKind, test::KeyKind authorKind)
    {
        const auto create = [&](const char *name, test::KeyKind kind) {
            test::KeyRequest request;
            request.userId = QString::fromLatin1(name);
            request.kind = kind;
            return home.createKey(request);
        };
        shared = create("Shared metadata key <shared@example.org>", sharedKind);
        author = create("Ada Lovelace <ada@example.org>", authorKind);
        secretKey = home.secretKey(shared);
        publicKey = home.publicKey(author);
        messages = sealAll(secretKey, home.secretKey(author));
        for (int first = 0; first < Count; first += PageSize)
            pages.append(pageFrom(first));
        GpgmeEngine::Options options;
        options.privateHome = privateHome.path();
        options.userHome = home.path();
        auto created = GpgmeEngine::create(options);
        if (!created)
            qFatal("no engine");
        engine = std::move(*created);
        account.keyFingerprint = author;
        static_cast<void>(QCoro::waitFor(engine->secretKeys())); // brings the public halves into the private home
        static_cast<void>(QCoro::waitFor(PassboltAuth(far.account(), api, *far.openPgp(), clock).signIn({})));
        keep("[]");
    }

    void keep(const QByteArray &rows) { far.answer("/metadata/session-keys.json", 200, rows); }
    [[nodiscard]] QByteArray pageFrom(int first) const
    {
        QJsonArray rows;
        for (int i = first; i < first + PageSize; ++i)
            rows.append(
                QJsonObject{{QStringLiteral("id"), idOf(i)},
                            {QStringLiteral("created"), Time},
                            {QStringLiteral("modified"), Time},
                            {QStringLiteral("created_by"), Author},
                            {QStringLiteral("modified_by"), Author},
                            {QStringLiteral("deleted"), false},
                            {QStringLiteral("resource_type_id"), TypeId},
                            {QStringLiteral("expired"), QJsonValue::Null},
                            {QStringLiteral("folder_parent_id"), QJsonValue::Null},
                            {QStringLiteral("personal"), false},
                            {QStringLiteral("metadata"), QString::fromLatin1(messages[static_cast<std::size_t>(i)])},
                            {QStringLiteral("metadata_key_id"), KeyId},
                            {QStringLiteral("metadata_key_type"), QStringLiteral("shared_key")}});
        const QJsonObject list{{QStringLiteral("header"), QJsonObject{}}, {QStringLiteral("body"), rows}};
        return QJsonDocument(list).toJson(QJsonDocument::Compact);
    }

    GpgHome home;
    QTemporaryDir privateHome{QStringLiteral("/tmp/cbXXXXXX")};
    QString shared;
    QString author;
    QByteArray secretKey;
    QByteArray publicKey;
    std::vector<QByteArray> messages;
    QList<QByteArray> pages;
    std::unique_ptr<GpgmeEngine> engine;
    FakePassbolt far;
    Account account = far.account();
    SystemClock clock;
    PassboltApi api{account.server, tlsPolicyFor(account).value_or(TlsPolicy()), clock};
    WorkerPool workers{2};
};

/// One client's first sync. How many names it could read and verify.
class Sync
{
public:
    explicit Sync(Server &server) : m_server(server) {}

    [[nodiscard]] int run()
    {
        const auto keys = std::make_shared<PassboltMetadataKeys>();
        PassboltPrivateKey key;
        key.armored = secret(m_server.secretKey);
        key.fingerprint = m_server.shared;
        key.trusted = true;
        keys->add(KeyId, std::move(key), {m_server.publicKey});
        keys->setSigners({m_server.publicKey});
        m_reader.startRound(keys);
        static_cast<void>(QCoro::waitFor(m_sessionKeys.load({})));
        std::vector<SecretSummary> secrets;
        int verified = 0;
        for (const QByteArray &page : std::as_const(m_server.pages))
            verified += readPage(page, secrets);
        return Catalog::build({}, std::move(secrets))->size() == Count ? verified : 0;
    }
    void save()
    {
        QSet<QUuid> ids;
        for (int i = 0; i < Count; ++i)
            ids.insert(QUuid(idOf(i)));
        QCoro::waitFor(m_sessionKeys.save(ids));
    }

private:
    int readPage(const QByteArray &page, std::vector<SecretSummary> &secrets)
    {
        auto read = parseResources(page, m_slugs);
        std::vector<PassboltMetadataWork> works;
        for (PassboltResource &resource : read->resources) {
            PassboltMetadataWork work;
            work.metadata = std::move(resource.metadata);
            work.expectedSigners = {m_server.author};
            work.objectType = QLatin1String(ResourceMetadataType);
            work.typeId = resource.typeId;
            work.resourceId = resource.summary.id;
            work.modified = std::move(resource.modified);
            works.push_back(std::move(work));
        }
        const auto outcomes = QCoro::waitFor(m_reader.read(std::move(works), {}));
        int verified = 0;
        for (std::size_t i = 0; outcomes && i < outcomes->size(); ++i) {
            const PassboltMetadataOutcome &outcome = (*outcomes)[i];
            SecretSummary &summary = read->resources[i].summary;
            if (outcome.text) {
                summary.name = outcome.text->name;
                summary.username = outcome.text->username;
                summary.description = outcome.text->description;
                summary.uris = outcome.text->uris;
            }
            verified += outcome.verified ? 1 : 0;
            secrets.push_back(std::move(summary));
        }
        return verified;
    }

    Server &m_server;
    const QHash<QString, QString> m_slugs = builtInPassboltSlugs();
    PassboltSessionKeys m_sessionKeys{m_server.account, m_server.api, *m_server.engine, m_server.workers};
    PassboltMetadataReader m_reader{*m_server.engine, m_server.workers, &m_sessionKeys};
};

bool openAlone(const Server &server, const QByteArray &message)
{
    gpgme_ctx_t context = nullptr;
    gpgme_data_t cipher = nullptr;
    gpgme_data_t plain = nullptr;
    const QByteArray home = server.home.path().toLocal8Bit();
    const auto size = static_cast<std::size_t>(message.size());
    bool done = gpgme_new(&context) == 0 &&
                gpgme_ctx_set_engine_info(context, GPGME_PROTOCOL_OpenPGP, nullptr, home.constData()) == 0 &&
                gpgme_data_new_from_mem(&cipher, message.constData(), size, 0) == 0 && gpgme_data_new(&plain) == 0 &&
                gpgme_op_decrypt_verify(context, cipher, plain) == 0;
    done = done && gpgme_op_verify_result(context)->signatures != nullptr;
    gpgme_data_release(plain);
    gpgme_data_release(cipher);
    gpgme_release(context);
    return done;
}

Server &serverFor(test::KeyKind sharedKind, test::KeyKind authorKind)
{
    static std::map<std::pair<test::KeyKind, test::KeyKind>, std::unique_ptr<Server>> servers;
    if (servers.empty())
        qAddPostRoutine([] { servers.clear(); }); // they need the application
    std::unique_ptr<Server> &server = servers[{sharedKind, authorKind}];
    if (server == nullptr)
        server = std::make_unique<Server>(sharedKind, authorKind);
    return *server;
}

/// What the first client leaves behind. Returns the seconds its sync took.
double fillCache(Server &server)
{
    static std::map<Server *, double> filled;
    if (const auto found = filled.find(&server); found != filled.end())
        return found->second;
    QByteArray written;
    server.far.answer("/metadata/session-keys.json", [&](const test::SeenRequest &request, QSslSocket &socket) {
        if (request.method == "POST") {
            QJsonObject row = QJsonDocument::fromJson(request.body).object();
            row.insert(QStringLiteral("id"), idOf(1));
            row.insert(QStringLiteral("modified"), Time);
            written = QJsonDocument(row).toJson(QJsonDocument::Compact);
        }
        FakePassbolt::say(socket, request.method == "POST" ? written : QByteArray("[]"));
    });
    Sync first(server);
    const auto start = std::chrono::steady_clock::now();
    if (first.run() != Count)
        qFatal("not everything was read");
    const double seconds = secondsSince(start);
    first.save();
    if (written.isEmpty())
        qFatal("no session keys were kept");
    server.keep('[' + written + ']');
    return filled[&server] = seconds;
}

// Ours and GPGME's in turn, because the machine's speed drifts: the ratio is what counts.
void firstSync(benchmark::State &state, test::KeyKind sharedKind, test::KeyKind authorKind, bool cached)
{
    Server &server = serverFor(sharedKind, authorKind);
    const double uncached = cached ? fillCache(server) : 0;
    double ours = 0;
    double alone = 0;
    double cpu = 0;
    std::size_t next = 0;
    for (auto _ : state) {
        const std::clock_t before = std::clock();
        auto start = std::chrono::steady_clock::now();
        if (Sync(server).run() != Count)
            state.SkipWithError("not everything was read");
        ours = secondsSince(start);
        cpu = double(std::clock() - before) / CLOCKS_PER_SEC; // of all threads
        state.SetIterationTime(ours);
        start = std::chrono::steady_clock::now();
        for (int i = 0; i < Samples; ++i, next += 617) {
            if (!openAlone(server, server.messages[next % server.messages.size()]))
                state.SkipWithError("GPGME could not open one");
        }
        alone = secondsSince(start) / Samples * Count;
    }
    state.counters["seconds"] = ours;
    state.counters["cpu_seconds"] = cpu;
    state.counters["gpgme_seconds"] = alone;
    state.counters["ratio"] = ours / alone;
    state.counters["uncached_seconds"] = uncached;
}
BENCHMARK_CAPTURE(firstSync, x25519, test::KeyKind::Curve25519, test::KeyKind::Curve25519, false)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(firstSync, rsa4096Kept, test::KeyKind::Rsa4096, test::KeyKind::Curve25519, true)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(firstSync, rsa4096AuthorsKept, test::KeyKind::Rsa4096, test::KeyKind::Rsa4096, true)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

} // namespace
