// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/openpgp/openpgp.h"
#include "core/session/bell.h"
#include "core/vault/vault.h"
#include "tests/support/fakefacets.h"

#include <QHash>
#include <QSet>

#include <atomic>
#include <map>
#include <memory>
#include <vector>

namespace coffret::fakes {

/// A clock that stands still until a test moves it. Thread-safe.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override;
    [[nodiscard]] std::chrono::milliseconds monotonic() const override;
    void advance(std::chrono::milliseconds by) { m_ms += by.count(); }

private:
    std::atomic<qint64> m_ms{0};
};

/// Where a fake call can be kept waiting, without timers: while closed, calls stay inside until open() or their stop.
class Gate
{
public:
    void close();
    void open();
    /// False when the call was stopped.
    Task<bool> pass(StopToken stop);
    [[nodiscard]] int waiting() const { return *m_waiting; }

private:
    std::shared_ptr<Bell> m_bell; ///< null: open
    std::shared_ptr<int> m_waiting = std::make_shared<int>(0);
};

/// One protected value as a test writes it down.
struct Value
{
    FieldKind kind = FieldKind::Password;
    QString key = QStringLiteral("password");
    QByteArray text;
    bool isProtected = true;
};

/// The far end of a FakeVault: what it holds, what goes wrong, how often it was asked. Shared with the test, because
/// the vault belongs to a session and may be destroyed by it.
class FakeServer
{
public:
    enum class Call { SignIn, SignOut, FetchIndex, FetchPayload, SecondFactor, Write, Share, Discuss, Compare };

    std::vector<Collection> collections;
    std::vector<SecretSummary> secrets;
    int pageSize = 100;
    bool tellsTotal = true;
    bool endless = false;        ///< the last page points to the first one again
    bool newCursorsEver = false; ///< every page points to another one, under a new name
    bool ignoresStop = false;
    std::map<QString, QByteArray> openCertificates; ///< that need no fetching, by secret
    bool outOfOrder = false;                        ///< what is opened was seen before, older or elsewhere
    bool orderUnknown = false;                      ///< nothing tells whether it was
    Capabilities capabilities =
        Capability::CollectionTree | Capability::Favourites | Capability::Reveal | Capability::Copy;

    /// Values of a vault that is not end-to-end encrypted.
    void setValues(const QString &secretId, std::vector<Value> values) { m_values[secretId] = std::move(values); }
    /// A message for OpenPgp; plaintext lines "key=value" become its fields, all of them protected; "\n" is a line end;
    /// "type=sshkey" and "renamed=password>passphrase" say what it turned out to be.
    void setMessage(const QString &secretId, QByteArray ciphertext, QStringList expectedSigners);

    /// The next calls of this sort fail, one error each, before anything else happens.
    void failNext(Call call, ErrorKind kind) { m_errors[call].push_back(Error{kind, {}, 0}); }
    void failNext(Call call, Error error) { m_errors[call].push_back(std::move(error)); }
    /// And this one does not.
    void passNext(Call call) { m_errors[call].push_back(std::nullopt); }
    void failNoMore() { m_errors.clear(); }
    QString errorDetail; ///< of those without one
    int errorStatus = 0; ///< the same
    /// Every call fails like this until it is taken back: the server is not there.
    std::optional<ErrorKind> away;
    bool needsPassphrase = false; ///< signing in asks for one: NoPinentry while nobody is there
    bool attended = true;         ///< as the vault was told last
    /// Like a server that has forgotten the session: NotAuthenticated until the next sign-in.
    void expireSession() { signedIn = false; }
    [[nodiscard]] Gate &gate(Call call) { return m_gates[call]; }
    [[nodiscard]] int calls(Call call) const;

    bool signedIn = false;

    /// Null: a vault that can only be read.
    std::unique_ptr<FakeFacets> facets;
    FakeFacets &addFacets(); ///< and the capabilities that go with them

    // A second factor, asked for with every call but SignOut while providers are named and it was not given.
    std::vector<SecondFactor::Provider> factorProviders;
    QByteArray factorCode = QByteArrayLiteral("123456");
    int factorAttempts = 5; ///< the last wrong one ends the session
    bool factorGiven = false;
    bool factorRemembered = false;

private:
    friend class FakeVault;
    friend class FakeSecondFactor;
    friend class FakeWriting;
    friend class FakeSharing;
    friend class FakeDiscussion;
    friend class FakeEnvironments;
    [[nodiscard]] Expected<void> answerFactor(const QByteArray &code, bool remember);
    Task<Expected<void>> enter(Call call, StopToken stop);
    [[nodiscard]] Expected<IndexPage> page(const QString &cursor) const;
    [[nodiscard]] FetchedPayload payload(const QString &secretId) const;

    struct Message
    {
        QByteArray ciphertext;
        QStringList expectedSigners;
    };
    std::map<QString, std::vector<Value>> m_values;
    std::map<QString, Message> m_messages;
    std::map<Call, std::vector<std::optional<Error>>> m_errors;
    std::map<Call, Gate> m_gates;
    std::map<Call, int> m_calls;
};

/// The browser's way goes from https://duo.example/start to any address of host "vault.example".
class FakeSecondFactor final : public SecondFactor
{
public:
    explicit FakeSecondFactor(std::shared_ptr<FakeServer> server) : m_server(std::move(server)) {}
    [[nodiscard]] std::vector<Provider> providers() const override { return m_server->factorProviders; }
    Task<Expected<void>> submit(Provider provider, SecretBuffer code, bool remember, StopToken stop) override;
    Task<Expected<QUrl>> startInBrowser(StopToken stop) override;
    Task<Expected<void>> finishInBrowser(QUrl address, StopToken stop) override;
    void needed() const { tellNeeded(); }

private:
    std::shared_ptr<FakeServer> m_server;
};

/// Remembers the server's capabilities.
class FakeMemory final : public VaultMemory
{
public:
    explicit FakeMemory(std::shared_ptr<FakeServer> server) : m_server(std::move(server)) {}
    [[nodiscard]] SecretBuffer surroundings() const override;
    [[nodiscard]] Extras extras() const override;
    [[nodiscard]] Expected<void> recall(const SecretBuffer &surroundings, QHash<QString, QByteArray> extras) override;

    std::optional<Capabilities> capabilities; ///< recalled
    QHash<QString, QByteArray> recalledExtras;

private:
    std::shared_ptr<FakeServer> m_server;
};

class FakeVault final : public Vault
{
public:
    explicit FakeVault(std::shared_ptr<FakeServer> server)
        : m_server(std::move(server)), m_factor(std::make_shared<FakeSecondFactor>(m_server)), m_memory(m_server)
    {
    }
    [[nodiscard]] VaultMemory *memory() override { return &m_memory; }
    [[nodiscard]] SecondFactor *secondFactor() override { return m_factor.get(); }

    Task<Expected<void>> signIn(StopToken stop) override;
    Task<Expected<void>> signOut() override;
    void setAttended(bool attended) override { m_server->attended = attended; }
    /// Where something was recalled, as that says until signing in.
    [[nodiscard]] Capabilities capabilities() const override;
    Task<Expected<IndexPage>> fetchIndex(QString cursor, StopToken stop) override;
    /// A user name if there is one, the field of FieldKind that its type is about, and values that are not protected.
    [[nodiscard]] std::vector<FieldOutline> outline(const SecretSummary &summary) const override;
    Task<Expected<FetchedPayload>> fetchPayload(SecretSummary summary, StopToken stop) override;
    /// Unsupported without facets.
    Task<Expected<SecretSummary>> fetchSummary(QString secretId, StopToken stop) override;
    /// What was set as a message for "<secret>@<revision>".
    Task<Expected<FetchedPayload>> fetchRevision(SecretSummary summary, QString revisionId, StopToken stop) override;
    Task<Verdict> weigh(SecretSummary summary, QByteArray ciphertext, Verdict verdict) override;
    [[nodiscard]] VaultWriting *writing() override;
    [[nodiscard]] VaultSharing *sharing() override;
    [[nodiscard]] VaultDiscussion *discussion() override;
    [[nodiscard]] VaultEnvironments *environments() override;
    [[nodiscard]] Expected<ParsedSecret> parsePlaintext(const SecretSummary &summary,
                                                        const SecretBuffer &plaintext) const override;

private:
    /// Fails with SecondFactorNeeded, and says so, while that is missing.
    Task<Expected<void>> enter(FakeServer::Call call, StopToken stop);

    std::shared_ptr<FakeServer> m_server;
    std::shared_ptr<FakeSecondFactor> m_factor; ///< shared with the calls under way
    FakeMemory m_memory;
};

/// OpenPGP without any cryptography: messages carry their text and signer readably.
class FakeOpenPgp final : public OpenPgp
{
public:
    std::vector<KeyInfo> keys;
    QStringList expiredKeys;             ///< of those imported
    QStringList knownSigners;            ///< whose signature is Foreign when it is not expected
    std::vector<ErrorKind> openErrors;   ///< for the next calls of open(), one each
    std::optional<SignatureState> state; ///< instead of what the signer says
    Gate gate;                           ///< of open()
    int opens = 0;
    QHash<QByteArray, KeyInfo> changedKeys; ///< what importPublicKey() says of these, by their "armor"
    QList<QByteArray> brokenKeys;           ///< refused by importPublicKey()
    QList<QByteArray> imported;
    QList<QStringList> sealedFor; ///< recipients of each seal()

    /// The fingerprint of a public key, which is made from its "armor".
    [[nodiscard]] static QString fingerprintOf(const QByteArray &armored);
    /// An armored message that open() understands. signer empty: unsigned.
    [[nodiscard]] static QByteArray sealed(const QByteArray &plaintext, const QString &signer = {});

    Task<Expected<std::vector<KeyInfo>>> secretKeys() override;
    Task<Expected<KeyInfo>> importPublicKey(QByteArray armored) override;
    /// One of keys, or one that was imported.
    Task<Expected<KeyInfo>> findKey(QString fingerprint) override;
    Task<Expected<OpenedMessage>> open(OpenRequest request) override;
    Task<Expected<QByteArray>> seal(SecretBuffer plaintext, QStringList recipientFingerprints,
                                    QString signerFingerprint, StopToken stop) override;
};

/// count believable logins in a tree of collections, the same for the same seed. Ids "s000000", "c000".
struct SampleIndex
{
    std::vector<Collection> collections;
    std::vector<SecretSummary> secrets;
};
[[nodiscard]] SampleIndex sampleIndex(int count, quint32 seed = 1);

} // namespace coffret::fakes
