// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakes.h"

#include <algorithm>
#include <new>

namespace coffret::fakes {

namespace {

const QByteArray Header = QByteArrayLiteral("-----BEGIN PGP MESSAGE-----\n\n");
const QByteArray Footer = QByteArrayLiteral("\n-----END PGP MESSAGE-----\n");

SecretBuffer secret(const QByteArray &text)
{
    return SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
}

} // namespace

QDateTime ManualClock::now() const
{
    return QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + m_ms, Qt::UTC);
}

std::chrono::milliseconds ManualClock::monotonic() const
{
    return std::chrono::milliseconds(m_ms);
}

void Gate::close()
{
    if (!m_bell)
        m_bell = std::make_shared<Bell>();
}

void Gate::open()
{
    if (const auto bell = std::exchange(m_bell, {}))
        bell->ring();
}

Task<bool> Gate::pass(StopToken stop)
{
    const auto waiting = m_waiting;
    if (const auto bell = m_bell) {
        ++*waiting;
        co_await bell->wait(stop);
        --*waiting;
    }
    co_return !stop.stop_requested();
}

void FakeServer::setMessage(const QString &secretId, QByteArray ciphertext, QStringList expectedSigners)
{
    m_messages[secretId] = {std::move(ciphertext), std::move(expectedSigners)};
}

int FakeServer::calls(Call call) const
{
    const auto found = m_calls.find(call);
    return found == m_calls.end() ? 0 : found->second;
}

Task<Expected<void>> FakeServer::enter(Call call, StopToken stop)
{
    ++m_calls[call];
    if (ignoresStop)
        stop = StopToken();
    const bool passed = co_await m_gates[call].pass(stop);
    if (!passed)
        co_return failure(ErrorKind::Cancelled);
    auto &errors = m_errors[call];
    if (!errors.empty()) {
        std::optional<Error> error = std::move(errors.front());
        errors.erase(errors.begin());
        if (error && error->detail.isEmpty())
            error->detail = errorDetail;
        if (error && error->httpStatus == 0)
            error->httpStatus = errorStatus;
        if (error)
            co_return tl::unexpected(*std::move(error));
    }
    if (away)
        co_return failure(*away);
    if (!signedIn && call != Call::SignIn && call != Call::SignOut && call != Call::SecondFactor)
        co_return failure(ErrorKind::NotAuthenticated);
    co_return Expected<void>();
}

Expected<IndexPage> FakeServer::page(const QString &cursor) const
{
    const auto begin = static_cast<std::size_t>(cursor.toInt());
    const std::size_t end = std::min(begin + static_cast<std::size_t>(pageSize), secrets.size());
    IndexPage page;
    if (begin == 0)
        page.collections = collections;
    page.secrets.assign(secrets.begin() + static_cast<std::ptrdiff_t>(begin),
                        secrets.begin() + static_cast<std::ptrdiff_t>(end));
    page.total = tellsTotal ? static_cast<int>(secrets.size()) : -1;
    if (newCursorsEver)
        page.nextCursor = QStringLiteral("more %1").arg(calls(Call::FetchIndex));
    else if (end < secrets.size())
        page.nextCursor = QString::number(end);
    else if (endless)
        page.nextCursor = QStringLiteral("0");
    return page;
}

FetchedPayload FakeServer::payload(const QString &secretId) const
{
    FetchedPayload payload;
    if (const auto message = m_messages.find(secretId); message != m_messages.end()) {
        payload.ciphertext = message->second.ciphertext;
        payload.expectedSigners = message->second.expectedSigners;
    }
    if (const auto values = m_values.find(secretId); values != m_values.end()) {
        for (const Value &value : values->second)
            payload.fields.push_back({value.kind, value.key, {}, value.isProtected, secret(value.text)});
    }
    return payload;
}

Expected<void> FakeServer::answerFactor(const QByteArray &code, bool remember)
{
    if (code != factorCode) {
        if (--factorAttempts > 0)
            return failure(ErrorKind::InvalidInput);
        signedIn = false;
        return failure(ErrorKind::TooManyAttempts);
    }
    factorGiven = true;
    factorRemembered = remember;
    return {};
}

Task<Expected<void>> FakeSecondFactor::submit(Provider, SecretBuffer code, bool remember, StopToken stop)
{
    const auto server = m_server;
    const QByteArray typed(code.view().data(), static_cast<qsizetype>(code.size()));
    const Expected<void> entered = co_await server->enter(FakeServer::Call::SecondFactor, stop);
    co_return entered ? server->answerFactor(typed, remember) : entered;
}

Task<Expected<QUrl>> FakeSecondFactor::startInBrowser(StopToken)
{
    co_return QUrl(QStringLiteral("https://duo.example/start"));
}

Task<Expected<void>> FakeSecondFactor::finishInBrowser(QUrl address, StopToken stop)
{
    const auto server = m_server;
    const bool right = address.host() == QLatin1String("vault.example");
    const Expected<void> entered = co_await server->enter(FakeServer::Call::SecondFactor, stop);
    if (!entered)
        co_return entered;
    if (!right)
        co_return failure(ErrorKind::InvalidInput);
    co_return server->answerFactor(server->factorCode, false);
}

SecretBuffer FakeMemory::surroundings() const
{
    return secret("fake " + QByteArray::number(m_server->capabilities.toInt()));
}

VaultMemory::Extras FakeMemory::extras() const
{
    return [](const QString &secretId) { return "about " + secretId.toUtf8(); };
}

Expected<void> FakeMemory::recall(const SecretBuffer &surroundings, QHash<QString, QByteArray> extras)
{
    const QByteArray text(surroundings.view().data(), static_cast<qsizetype>(surroundings.size()));
    if (!text.startsWith("fake "))
        return failure(ErrorKind::Malformed);
    capabilities = Capabilities::fromInt(text.mid(5).toUInt());
    recalledExtras = std::move(extras);
    return {};
}

Capabilities FakeVault::capabilities() const
{
    return m_memory.capabilities && !m_server->signedIn ? *m_memory.capabilities : m_server->capabilities;
}

Task<Expected<void>> FakeVault::enter(FakeServer::Call call, StopToken stop)
{
    const auto server = m_server;
    const auto factor = m_factor;
    const Expected<void> entered = co_await server->enter(call, stop);
    if (!entered)
        co_return entered;
    if (call == FakeServer::Call::SignIn)
        server->signedIn = true;
    if (server->factorProviders.empty() || server->factorGiven)
        co_return Expected<void>();
    factor->needed();
    co_return failure(ErrorKind::SecondFactorNeeded);
}

Task<Expected<void>> FakeVault::signIn(StopToken stop)
{
    const auto server = m_server;
    const Expected<void> entered = co_await enter(FakeServer::Call::SignIn, std::move(stop));
    if (entered && server->needsPassphrase && !server->attended) {
        server->signedIn = false;
        co_return failure(ErrorKind::NoPinentry);
    }
    co_return entered;
}

Task<Expected<void>> FakeVault::signOut()
{
    const auto server = m_server;
    server->signedIn = false;
    server->factorGiven = server->factorRemembered;
    const Expected<void> entered = co_await server->enter(FakeServer::Call::SignOut, StopToken());
    co_return entered;
}

Task<Expected<IndexPage>> FakeVault::fetchIndex(QString cursor, StopToken stop)
{
    const auto server = m_server;
    const Expected<void> entered = co_await enter(FakeServer::Call::FetchIndex, stop);
    if (!entered)
        co_return failure(entered);
    co_return server->page(cursor);
}

std::vector<FieldOutline> FakeVault::outline(const SecretSummary &summary) const
{
    std::vector<FieldOutline> outlines;
    if (!summary.username.isEmpty()) {
        const QString key = fieldKey(FieldKind::Username);
        outlines.push_back({FieldKind::Username, key, {}, false, summary.username});
    }
    const QString certificate = fieldKey(FieldKind::Certificate);
    if (const auto open = m_server->openCertificates.find(summary.id); open != m_server->openCertificates.end())
        outlines.push_back({FieldKind::Certificate, certificate, {}, false, QString::fromUtf8(open->second)});
    else if (summary.type == SecretType::Certificate)
        outlines.push_back({FieldKind::Certificate, certificate, {}, true, {}});
    for (const FieldKind kind : {FieldKind::Password, FieldKind::PrivateKey, FieldKind::NoteText, FieldKind::Token}) {
        if (fieldKey(kind) == primaryFieldKey(summary.type))
            outlines.push_back({kind, fieldKey(kind), {}, true, {}});
    }
    if (const auto values = m_server->m_values.find(summary.id); values != m_server->m_values.end()) {
        for (const Value &value : values->second) {
            if (!value.isProtected)
                outlines.push_back({value.kind, value.key, {}, false, QString::fromUtf8(value.text)});
        }
    }
    return outlines;
}

Task<Expected<FetchedPayload>> FakeVault::fetchPayload(SecretSummary summary, StopToken stop)
{
    const auto server = m_server;
    const Expected<void> entered = co_await enter(FakeServer::Call::FetchPayload, stop);
    if (!entered)
        co_return failure(entered);
    co_return server->payload(summary.id);
}

FakeFacets &FakeServer::addFacets()
{
    facets = std::make_unique<FakeFacets>(*this);
    capabilities |= Capability::Write | Capability::Sharing | Capability::Comments | Capability::History |
                    Capability::Activity | Capability::Expiry | Capability::Tags | Capability::Groups |
                    Capability::FolderSharing | Capability::ExpiryChoice | Capability::Import | Capability::Export |
                    Capability::ClearExport;
    return *facets;
}

Task<Verdict> FakeVault::weigh(SecretSummary, QByteArray, Verdict verdict)
{
    verdict.outOfOrder = m_server->outOfOrder;
    verdict.orderUnknown = m_server->orderUnknown;
    co_return verdict;
}

VaultWriting *FakeVault::writing()
{
    return m_server->facets ? &m_server->facets->writing : nullptr;
}

VaultSharing *FakeVault::sharing()
{
    return m_server->facets && m_server->facets->shares ? &m_server->facets->sharing : nullptr;
}

VaultDiscussion *FakeVault::discussion()
{
    return m_server->facets ? &m_server->facets->discussion : nullptr;
}

VaultEnvironments *FakeVault::environments()
{
    const bool has = m_server->facets && m_server->capabilities.testFlag(Capability::Environments);
    return has ? &m_server->facets->environments : nullptr;
}

Task<Expected<SecretSummary>> FakeVault::fetchSummary(QString secretId, StopToken)
{
    if (!m_server->facets)
        co_return failure(ErrorKind::Unsupported);
    if (!m_server->signedIn)
        co_return failure(ErrorKind::NotAuthenticated);
    for (const SecretSummary &secret : m_server->secrets) {
        if (secret.id == secretId)
            co_return secret;
    }
    co_return failure(ErrorKind::NotFound);
}

Task<Expected<FetchedPayload>> FakeVault::fetchRevision(SecretSummary summary, QString revisionId, StopToken stop)
{
    const auto server = m_server;
    const Expected<void> entered = co_await enter(FakeServer::Call::FetchPayload, stop);
    if (!entered)
        co_return failure(entered);
    co_return server->payload(summary.id + QLatin1Char('@') + revisionId);
}

Expected<ParsedSecret> FakeVault::parsePlaintext(const SecretSummary &summary, const SecretBuffer &plaintext) const
{
    ParsedSecret parsed;
    parsed.type = summary.type;
    std::vector<SecretField> &fields = parsed.fields;
    const QByteArray text(plaintext.view().data(), static_cast<qsizetype>(plaintext.size()));
    if (text == "throw") // no memory left, say
        throw std::bad_alloc();
    for (const QByteArray &line : text.split('\n')) {
        const qsizetype equals = line.indexOf('=');
        if (equals < 0)
            return failure(ErrorKind::Malformed);
        const QString key = QString::fromUtf8(line.left(equals));
        if (key == QLatin1String("type")) {
            parsed.type = secretTypeFromString(QString::fromUtf8(line.mid(equals + 1)));
            continue;
        }
        if (key == QLatin1String("renamed")) {
            const QByteArrayList keys = line.mid(equals + 1).split('>');
            parsed.renamed.insert(QString::fromUtf8(keys.value(0)), QString::fromUtf8(keys.value(1)));
            continue;
        }
        FieldKind kind = FieldKind::Custom;
        for (const FieldKind candidate : {FieldKind::Password, FieldKind::Totp, FieldKind::NoteText, FieldKind::Token,
                                          FieldKind::PrivateKey, FieldKind::Passphrase}) {
            if (fieldKey(candidate) == key)
                kind = candidate;
        }
        fields.push_back({kind, key, {}, true, secret(line.mid(equals + 1).replace("\\n", "\n"))});
    }
    return parsed;
}

QByteArray FakeOpenPgp::sealed(const QByteArray &plaintext, const QString &signer)
{
    return Header + (signer.toLatin1() + ':' + plaintext).toBase64() + Footer;
}

Task<Expected<std::vector<KeyInfo>>> FakeOpenPgp::secretKeys()
{
    co_return std::as_const(keys);
}

QString FakeOpenPgp::fingerprintOf(const QByteArray &armored)
{
    return QString::fromLatin1(armored.toHex().left(40).toUpper().leftJustified(40, '0'));
}

Task<Expected<KeyInfo>> FakeOpenPgp::importPublicKey(QByteArray armored)
{
    imported.append(armored);
    if (armored.isEmpty() || brokenKeys.contains(armored))
        co_return failure(ErrorKind::InvalidInput);
    KeyInfo key;
    key.fingerprint = fingerprintOf(armored);
    key.canEncrypt = key.canSign = true;
    key.expired = expiredKeys.contains(key.fingerprint);
    co_return changedKeys.value(armored, key);
}

Task<Expected<KeyInfo>> FakeOpenPgp::findKey(QString fingerprint)
{
    for (const KeyInfo &key : keys) {
        if (key.fingerprint == fingerprint)
            co_return key;
    }
    for (const QByteArray &armor : std::as_const(imported)) {
        KeyInfo key;
        key.fingerprint = fingerprintOf(armor);
        key.canEncrypt = key.canSign = true;
        key.expired = expiredKeys.contains(key.fingerprint);
        key = changedKeys.value(armor, key);
        if (key.fingerprint == fingerprint)
            co_return key;
    }
    co_return failure(ErrorKind::NotFound);
}

Task<Expected<OpenedMessage>> FakeOpenPgp::open(OpenRequest request)
{
    ++opens;
    const bool passed = co_await gate.pass(request.stop);
    if (!passed)
        co_return failure(ErrorKind::Cancelled);
    if (!openErrors.empty()) {
        const ErrorKind kind = openErrors.front();
        openErrors.erase(openErrors.begin());
        co_return failure(kind);
    }
    const QByteArray message = request.message.trimmed() + '\n';
    if (!message.startsWith(Header) || !message.endsWith(Footer))
        co_return failure(ErrorKind::NotEncrypted);
    const QByteArray inside = QByteArray::fromBase64(message.mid(Header.size()).chopped(Footer.size()));
    const qsizetype colon = inside.indexOf(':');
    if (colon < 0)
        co_return failure(ErrorKind::CorruptMessage);
    if (inside.size() - colon - 1 > request.maximumBytes)
        co_return failure(ErrorKind::TooLarge);
    OpenedMessage opened;
    opened.plaintext = secret(inside.mid(colon + 1));
    Verdict &verdict = opened.verdict;
    verdict.signerFingerprint = QString::fromLatin1(inside.left(colon));
    if (verdict.signerFingerprint.isEmpty())
        verdict.state = SignatureState::Unsigned;
    else if (request.expectedSigners.contains(verdict.signerFingerprint))
        verdict.state = SignatureState::Expected;
    else
        verdict.state =
            knownSigners.contains(verdict.signerFingerprint) ? SignatureState::Foreign : SignatureState::UnknownKey;
    if (state)
        verdict.state = *state;
    co_return opened;
}

Task<Expected<QByteArray>> FakeOpenPgp::seal(SecretBuffer plaintext, QStringList recipientFingerprints,
                                             QString signerFingerprint, StopToken)
{
    if (recipientFingerprints.isEmpty())
        co_return failure(ErrorKind::InvalidInput);
    sealedFor.append(recipientFingerprints);
    const QByteArray text(plaintext.view().data(), static_cast<qsizetype>(plaintext.size()));
    co_return sealed(text, signerFingerprint);
}

} // namespace coffret::fakes
