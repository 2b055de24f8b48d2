// SPDX-License-Identifier: GPL-3.0-or-later
// Keys, encrypted metadata and the shared metadata key that Passbolt tests its own clients with:
// test/fixture/pgpKeys/keys.js and test/fixture/encryptedMetadata/metadata.js of the npm package passbolt-styleguide.
#include "core/openpgp/gpgmeownkeys.h"
#include "core/openpgp/metadatakey.h"
#include "core/openpgp/sessionkey.h"
#include "core/vault/passbolt/passboltmetadata.h"
#include "core/vault/passbolt/passboltmetadatakeys.h"
#include "core/vault/passbolt/passboltsessionkeybundle.h"
#include "tests/core/openpgp/people.h"
#include "tests/outside/outside.h"

#include <QCoroTask>
#include <QHash>
#include <QRegularExpression>

using namespace coffret;
using namespace coffret::test;

namespace {

/// The texts of one key by their names, and "revoked" and "expired" where they are flags.
using Entry = QHash<QString, QString>;

/// By name, in the order of the file.
std::vector<std::pair<QString, Entry>> entriesOf(const QByteArray &script)
{
    static const QRegularExpression begin(QStringLiteral("^  (\\w+): \\{"));
    static const QRegularExpression member(QStringLiteral("^    +(\\w+): (\"|\\d+|true|false)"));
    std::vector<std::pair<QString, Entry>> entries;
    for (const QByteArray &bytes : script.split('\n')) {
        const QString line = QString::fromUtf8(bytes);
        if (const auto match = begin.match(line); match.hasMatch())
            entries.emplace_back(match.captured(1), Entry());
        else if (const auto field = member.match(line); field.hasMatch() && !entries.empty())
            entries.back().second.insert(field.captured(1), field.captured(2) == QLatin1String("\"")
                                                                ? scriptText(bytes, field.capturedStart(2))
                                                                : field.captured(2));
    }
    return entries;
}

/// The texts in a list of a script: of the one that follows when this was found.
QStringList listBehind(const QByteArray &script, const QByteArray &first, const QByteArray &second)
{
    const qsizetype list = script.indexOf(second, script.indexOf(first));
    const qsizetype end = script.indexOf("\n    ]", list);
    QStringList texts;
    for (qsizetype quote = script.indexOf("\n      \"", list); quote >= 0 && quote < end;
         quote = script.indexOf("\n      \"", quote + 1))
        texts += scriptText(script, quote + 7);
    return texts;
}

/// What the clear words of one section say, in its order.
std::vector<Entry> wordsBehind(const QByteArray &script, const QByteArray &section)
{
    const qsizetype list = script.indexOf("decryptedMetadata", script.indexOf(section));
    const QByteArray text = script.mid(list, script.indexOf("\n    ]", list) - list);
    static const QRegularExpression member(QStringLiteral("^ +(\\w+): (\\[?)\""));
    std::vector<Entry> words;
    for (const QByteArray &bytes : text.split('\n')) {
        const QString line = QString::fromUtf8(bytes);
        if (line.trimmed() == QLatin1String("{"))
            words.emplace_back();
        else if (const auto field = member.match(line); field.hasMatch() && !words.empty())
            words.back().insert(field.captured(1), field.captured(2).isEmpty()
                                                       ? scriptText(bytes, field.capturedEnd() - 1)
                                                       : line.mid(field.capturedStart(2)));
    }
    return words;
}

} // namespace

class TestPassboltKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void looksAtPublicKeys();
    void looksAtPrivateKeys();
    void unlocksWithTheirPassphrases();
    void opensMetadata_data();
    void opensMetadata();
    void opensTheSharedKey();

private:
    [[nodiscard]] const Entry &entry(const char *name) const;

    GpgHome m_home;
    std::unique_ptr<EngineInHome> m_engine;
    std::unique_ptr<GpgmeOwnKeys> m_keys;
    std::vector<std::pair<QString, Entry>> m_entries;
};

void TestPassboltKeys::initTestCase()
{
    m_entries = entriesOf(contentsOfOutside(QStringLiteral("passbolt/test/fixture/pgpKeys/keys.js")));
    QVERIFY(m_entries.size() > 25);
    m_home.importKey(entry("ada").value(QStringLiteral("private_decrypted")).toUtf8());
    m_engine = makeEngine(m_home);
    m_keys = std::make_unique<GpgmeOwnKeys>(m_home.path());
}

const Entry &TestPassboltKeys::entry(const char *name) const
{
    for (const auto &[key, entry] : m_entries) {
        if (key == QLatin1String(name))
            return entry;
    }
    qFatal("no key of %s", name);
}

namespace {

/// RSA below 2048 bits, and DSA.
bool isWeak(const QString &name)
{
    return name == QLatin1String("rsa_1024") || name == QLatin1String("dsa_3072");
}

} // namespace

void TestPassboltKeys::looksAtPublicKeys()
{
    int read = 0;
    int unusable = 0;
    int refused = 0;
    for (const auto &[name, key] : m_entries) {
        for (const char *half : {"public", "public_with_expiration_date", "revoked"}) {
            const QString text = key.value(QLatin1String(half));
            if (!text.startsWith(QLatin1String("-----BEGIN PGP PUBLIC KEY")))
                continue;
            const auto info = QCoro::waitFor(m_keys->inspectPublic(text.toUtf8()));
            if (text.contains(u'\\')) { // one key has backslashes in its base64, which gpg passes over
                QVERIFY2(!info && info.error().kind == ErrorKind::InvalidInput, qPrintable(name));
                ++refused;
                continue;
            }
            if (isWeak(name)) {
                QVERIFY2(!info && info.error().kind == ErrorKind::KeyUnusable, qPrintable(name));
                ++refused;
                continue;
            }
            QVERIFY2(info, qPrintable(name + u' ' + QString::fromUtf8(reason(info))));
            const QString fingerprint = key.value(QStringLiteral("fingerprint"));
            QVERIFY2(fingerprint.isEmpty() || info->fingerprint == fingerprint, qPrintable(name));
            const bool isRevoked =
                qstrcmp(half, "revoked") == 0 || key.value(QStringLiteral("revoked")) == QLatin1String("true");
            const bool isExpired =
                name == QLatin1String("expired") || key.value(QStringLiteral("expired")) == QLatin1String("true");
            QVERIFY2(info->revoked == isRevoked, qPrintable(name));
            QVERIFY2(info->expired == isExpired, qPrintable(name));
            QVERIFY2(info->canReceive() == (!isRevoked && !isExpired), qPrintable(name));
            ++(isRevoked || isExpired ? unusable : read);
        }
    }
    QVERIFY(read > 0 && unusable > 0 && refused > 0);
    report(QStringLiteral("Passbolt's public keys: %1 usable, %2 expired or revoked, %3 refused: weak, or no base64")
               .arg(read)
               .arg(unusable)
               .arg(refused));
}

void TestPassboltKeys::looksAtPrivateKeys()
{
    int read = 0;
    int refused = 0;
    for (const auto &[name, key] : m_entries) {
        for (const char *half : {"private", "private_decrypted"}) {
            const QByteArray text = key.value(QLatin1String(half)).toUtf8();
            if (text.isEmpty())
                continue;
            const auto file = QCoro::waitFor(m_keys->inspect(secretFrom(text)));
            if (isWeak(name) || name == QLatin1String("invalidKeyWithoutChecksum")) {
                QVERIFY2(!file, qPrintable(name));
                ++refused;
                continue;
            }
            QVERIFY2(file, qPrintable(name + u' ' + QString::fromUtf8(reason(file))));
            const QString fingerprint = key.value(QStringLiteral("fingerprint"));
            QVERIFY2(fingerprint.isEmpty() || file->info.fingerprint == fingerprint, qPrintable(name));
            QVERIFY2(file->locked == (qstrcmp(half, "private") == 0 && name != QLatin1String("server")),
                     qPrintable(name));
            QVERIFY2(file->present == (name == QLatin1String("ada")), qPrintable(name));
            ++read;
        }
    }
    QVERIFY(read > 0 && refused > 0);
    report(QStringLiteral("Passbolt's private keys: %1 read, %2 refused").arg(read).arg(refused));
}

void TestPassboltKeys::unlocksWithTheirPassphrases()
{
    int unlocked = 0;
    for (const auto &[name, key] : m_entries) {
        const QByteArray text = key.value(QStringLiteral("private")).toUtf8();
        const QByteArray passphrase = key.value(QStringLiteral("passphrase")).toUtf8();
        if (text.isEmpty() || passphrase.isEmpty() || isWeak(name))
            continue;
        const auto loaded = MetadataKey::load(secretFrom(text), secretFrom(passphrase), {});
        QVERIFY2(loaded, qPrintable(name + u' ' + QString::fromUtf8(reason(loaded))));
        const auto wrong = MetadataKey::load(secretFrom(text), secretFrom(passphrase + '!'), {});
        QVERIFY2(!wrong && wrong.error().kind == ErrorKind::WrongPassphrase, qPrintable(name));
        ++unlocked;
    }
    QVERIFY(unlocked > 0);
    report(QStringLiteral("Passbolt's private keys in process: %1 unlocked with their passphrase and with no other")
               .arg(unlocked));
}

void TestPassboltKeys::opensMetadata_data()
{
    QTest::addColumn<QByteArray>("section");
    QTest::newRow("with Ada's key") << QByteArray("withAdaKey");
    QTest::newRow("with the shared key") << QByteArray("withSharedKey");
}

void TestPassboltKeys::opensMetadata()
{
    QFETCH(QByteArray, section);
    const QByteArray script = contentsOfOutside(QStringLiteral("passbolt/test/fixture/encryptedMetadata/metadata.js"));
    const QStringList messages = listBehind(script, section, "encryptedMetadata");
    const QStringList sessionKeys = listBehind(script, section, "sessionKeys");
    // The words that stand beside Ada's messages are not those in them: gpg, too, finds those of the shared key's
    // there.
    const std::vector<Entry> words = wordsBehind(script, "withSharedKey");
    QCOMPARE(messages.size(), 4);
    QCOMPARE(sessionKeys.size(), 4);
    QCOMPARE(words.size(), std::size_t(4));
    auto shared =
        MetadataKey::load(secretFrom(entry("metadataKey").value(QStringLiteral("private_decrypted")).toUtf8()), {}, {});
    QVERIFY2(shared, reason(shared));
    auto reader = SessionKeyReader::load({});
    QVERIFY(reader);
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const OpenRequest request(messages.at(i).toUtf8());
        const auto opened =
            section == "withAdaKey" ? QCoro::waitFor(m_engine->engine->open(request)) : (*shared)->open(request);
        QVERIFY2(opened, reason(opened));
        QCOMPARE(opened->verdict.state, SignatureState::Unsigned);
        const QByteArray key = QByteArray::fromHex(sessionKeys.at(i).mid(2).toLatin1());
        const auto again = (*reader)->open(request, {key.constData(), static_cast<std::size_t>(key.size())});
        QVERIFY2(again, reason(again));
        QVERIFY(again->plaintext.equals(opened->plaintext));
        const Entry &expected = words[static_cast<std::size_t>(i)];
        const QString type = expected.value(QStringLiteral("resource_type_id"));
        const auto text = parseMetadata(opened->plaintext, QLatin1String(ResourceMetadataType), type);
        QVERIFY2(text, reason(text));
        QCOMPARE(text->name, expected.value(QStringLiteral("name")));
        QCOMPARE(text->username, expected.value(QStringLiteral("username")));
        QCOMPARE(text->description, expected.value(QStringLiteral("description")));
        QVERIFY(!text->uris.isEmpty());
        for (const QString &uri : text->uris)
            QVERIFY2(expected.value(QStringLiteral("uris")).contains(u'"' + uri + u'"'), qPrintable(uri));
    }
    report(QStringLiteral("Passbolt's metadata %1: %2 messages opened by key and by session key, and read")
               .arg(QString::fromLatin1(section))
               .arg(messages.size()));
}

/// As a user is given it: in a message that the giver signed, or that nobody did.
void TestPassboltKeys::opensTheSharedKey()
{
    const Entry &shared = entry("metadataKey");
    const Entry &ada = entry("ada");
    const QString adas = ada.value(QStringLiteral("fingerprint"));
    const QString fingerprint =
        QCoro::waitFor(m_keys->inspectPublic(shared.value(QStringLiteral("public")).toUtf8())).value().fingerprint;
    const auto open = [&](const char *name) {
        return QCoro::waitFor(m_engine->engine->open(OpenRequest(shared.value(QLatin1String(name)).toUtf8(), {adas})));
    };
    const auto given = open("encryptedSignedMetadataPrivateKeyDataMessage");
    QVERIFY2(given, reason(given));
    QCOMPARE(given->verdict.state, SignatureState::Expected);
    QCOMPARE(given->verdict.signerFingerprint, adas);
    const auto bare = open("encryptedMetadataPrivateKeyDataMessage");
    QVERIFY2(bare, reason(bare));
    QCOMPARE(bare->verdict.state, SignatureState::Unsigned);
    for (const SecretBuffer *plaintext : {&given->plaintext, &bare->plaintext}) {
        const auto key = parsePrivateKey(*plaintext, fingerprint);
        QVERIFY2(key, reason(key));
        const auto loaded = MetadataKey::load(key->armored, key->passphrase, {});
        QVERIFY2(loaded, reason(loaded));
        QCOMPARE((*loaded)->fingerprint(), fingerprint);
        QVERIFY(!parsePrivateKey(*plaintext, adas)); // the one that was named, or none
    }
    const auto bundle = open("encryptedSessionKeysDataMessage");
    QVERIFY2(bundle, reason(bundle));
    const auto keys = PassboltSessionKeyBundle::parse(bundle->plaintext);
    QVERIFY2(keys, reason(keys));
    report(QStringLiteral(
        "Passbolt's shared metadata key: 2 messages opened, judged and read, and a bundle of session keys"));
}

int main(int argc, char **argv)
{
    return runOutsideTest<TestPassboltKeys>(argc, argv);
}

#include "tst_passboltkeys.moc"
