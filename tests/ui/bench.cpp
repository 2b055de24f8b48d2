// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"

#include <QAbstractItemModel>
#include <QClipboard>
#include <QGuiApplication>
#include <QMetaProperty>
#include <QSet>
#include <QTest>

#include <algorithm>

namespace coffret::test {

using namespace fakes;

const QString Bench::AdasKey = QStringLiteral("ADA0ADA0ADA0ADA0ADA0ADA0ADA0ADA0ADA0ADA0");
const QString Bench::Signed = QStringLiteral("s000000");
const QString Bench::Unsigned = QStringLiteral("s000001");
const QByteArray Bench::Password = QByteArrayLiteral("canary-7f1c-password");
const QByteArray Bench::OtherValue = QByteArrayLiteral("canary-22d9-custom");
const QByteArray Bench::UnsignedPassword = QByteArrayLiteral("canary-903b-unsigned");

Bench::Bench()
    : settings(folder.path())
    , probes(makeProbes())
    , certificate(ServerCertificate{QByteArray(32, '\x2a'), QStringLiteral("vault.example.com"), true})
    , records(credentials, workers, folder.filePath(QStringLiteral("usage")))
    , waiting(credentials, workers, folder.filePath(QStringLiteral("outbox")), SealedRecords::Purpose::Outbox)
    , sessions([this](const Account &account) { return makeSession(account); })
    , usage(sessions, settings, records, clock)
    , clipboard(*QGuiApplication::clipboard(), clock)
    , toast(clipboard, clock)
    , browse(sessions, settings, openPgp, ownKeys, clipboard, toast, clock)
    , firstRun(sessions, settings, credentials, openPgp, ownKeys, clock, probes)
    , pins(folder.filePath(QStringLiteral("pins.json")))
    , ledger(folder.filePath(QStringLiteral("ledger.sqlite")))
    , removal(sessions, {settings, credentials, pins, ledger, records, nullptr, &waiting}, workers, toast,
              std::chrono::milliseconds(1))
    , health(sessions, settings, breaches, clock)
    , lookup(sessions, settings, usage, clipboard, toast, clock)
    , access(sessions, clock)
    , app(sessions, settings, browse, firstRun, removal, health, access, toast, clipboard, appearance)
{
    const bool loaded = settings.load() && pins.load() && ledger.load();
    Q_ASSERT(loaded);
    KeyInfo key;
    key.fingerprint = AdasKey;
    key.userId = QStringLiteral("Ada Lovelace <ada@example.org>");
    key.algorithm = QStringLiteral("ed25519");
    key.canEncrypt = true;
    key.canSign = true;
    openPgp.keys = {key};
    QObject::connect(app.settings(), &SettingsViewModel::changed, &usage, &UsageLogs::followSettings);
}

SetupProbes Bench::makeProbes()
{
    SetupProbes made;
    made.certificate = [this](QUrl, QByteArray) -> Task<Expected<ServerCertificate>> {
        co_return std::as_const(certificate); // QCoro moves from what is not const
    };
    made.serverKey = [this](QUrl, ServerTrust trust) -> Task<Expected<ServerKey>> {
        pinnedAtServerKey = trust.pinned;
        co_return std::as_const(serverKey);
    };
    enrolment.answer(made);
    return made;
}

std::unique_ptr<Session> Bench::makeSession(const Account &account)
{
    auto &server = servers[account.id];
    if (!server)
        server = nextServer ? std::exchange(nextServer, {}) : std::make_shared<FakeServer>();
    std::unique_ptr<Vault> vault;
    if (const auto lender = lenders.find(account.id); lender != lenders.end())
        vault = std::make_unique<LendingVault>(server, lender->second);
    else
        vault = std::make_unique<FakeVault>(server);
    return std::make_unique<Session>(account, std::move(vault), openPgp, workers, clock);
}

void Bench::addAccount(const QString &id, const QString &name, const QString &key)
{
    SampleIndex index = sampleIndex(120);
    auto server = std::make_shared<FakeServer>();
    server->collections = std::move(index.collections);
    server->secrets = std::move(index.secrets);
    for (SecretSummary &secret : server->secrets) {
        if (secret.id == Signed || secret.id == Unsigned)
            secret.type = SecretType::Login;
    }
    server->capabilities |= Capability::EndToEnd;
    server->setMessage(Signed,
                       FakeOpenPgp::sealed("password=" + Password + "\nrecovery=" + OtherValue +
                                               "\ntotp=otpauth://totp/x?secret=CANARYAA",
                                           AdasKey),
                       {AdasKey});
    server->setMessage(Unsigned, FakeOpenPgp::sealed("password=" + UnsignedPassword), {AdasKey});
    servers[id] = std::move(server);
    Account account;
    account.id = id;
    account.name = name;
    account.keyFingerprint = key;
    account.server = QUrl(QStringLiteral("https://%1.example.com").arg(id));
    sessions.adopt(sessions.make(account));
}

bool Bench::openAll()
{
    app.unlock();
    return QTest::qWaitFor([this] {
        const auto &all = sessions.all();
        return std::all_of(all.begin(), all.end(), [](const auto &open) {
            return open->state() == Session::State::Open || open->state() == Session::State::Failed;
        });
    });
}

QString Bench::clipboardText()
{
    return QGuiApplication::clipboard()->text();
}

namespace {

void collectModel(const QAbstractItemModel &model, QStringList &texts, QSet<const QObject *> &seen);

void collect(const QVariant &value, QStringList &texts, QSet<const QObject *> &seen);

void collectObject(const QObject &object, QStringList &texts, QSet<const QObject *> &seen)
{
    if (seen.contains(&object))
        return;
    seen.insert(&object);
    const QMetaObject *meta = object.metaObject();
    for (int i = 0; i < meta->propertyCount(); ++i)
        collect(meta->property(i).read(&object), texts, seen);
    if (const auto *model = qobject_cast<const QAbstractItemModel *>(&object))
        collectModel(*model, texts, seen);
}

void collect(const QVariant &value, QStringList &texts, QSet<const QObject *> &seen)
{
    if (value.canConvert<QObject *>()) {
        if (const QObject *object = value.value<QObject *>())
            collectObject(*object, texts, seen);
        return;
    }
    if (value.metaType().id() == QMetaType::QStringList)
        texts += value.toStringList();
    else
        texts.append(value.toString());
}

void collectModel(const QAbstractItemModel &model, QStringList &texts, QSet<const QObject *> &seen)
{
    // Every role there could be, named or not.
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int role = 0; role < Qt::UserRole + 32; ++role)
            collect(model.data(model.index(row, 0), role), texts, seen);
    }
}

} // namespace

QStringList everythingVisible(const QObject &object)
{
    QStringList texts;
    QSet<const QObject *> seen;
    collectObject(object, texts, seen);
    return texts;
}

} // namespace coffret::test
