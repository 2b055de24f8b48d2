// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/crypto/keyring.h"

#include "app/demovault/crypto/openssl.h"

#include <rnp/rnp.h>
#include <rnp/rnp_err.h>

#include <cstdint>

namespace coffret::demovault {
namespace {

constexpr int edwardsBits = 256; // as GnuPG counts; RNP says 255

using Ffi = std::unique_ptr<rnp_ffi_st, Release<rnp_ffi_destroy>>;
using Input = std::unique_ptr<rnp_input_st, Release<rnp_input_destroy>>;
using Output = std::unique_ptr<rnp_output_st, Release<rnp_output_destroy>>;
using KeyHandle = std::unique_ptr<rnp_key_handle_st, Release<rnp_key_handle_destroy>>;
using Generation = std::unique_ptr<rnp_op_generate_st, Release<rnp_op_generate_destroy>>;
using Encryption = std::unique_ptr<rnp_op_encrypt_st, Release<rnp_op_encrypt_destroy>>;
using Signing = std::unique_ptr<rnp_op_sign_st, Release<rnp_op_sign_destroy>>;
using Identifiers = std::unique_ptr<rnp_identifier_iterator_st, Release<rnp_identifier_iterator_destroy>>;
using Verification = std::unique_ptr<rnp_op_verify_st, Release<rnp_op_verify_destroy>>;

Ffi newFfi()
{
    rnp_ffi_t ffi = nullptr;
    rnp_ffi_create(&ffi, RNP_KEYSTORE_GPG, RNP_KEYSTORE_GPG);
    return Ffi(ffi);
}

/// The input reads data in place: it must outlive the input.
Input inputFrom(const QByteArray &data)
{
    rnp_input_t input = nullptr;
    rnp_input_from_memory(&input, reinterpret_cast<const std::uint8_t *>(data.constData()),
                          static_cast<std::size_t>(data.size()), false);
    return Input(input);
}

Output memoryOutput()
{
    rnp_output_t output = nullptr;
    rnp_output_to_memory(&output, 0);
    return Output(output);
}

QByteArray contents(const Output &output)
{
    std::uint8_t *data = nullptr;
    std::size_t size = 0;
    rnp_output_memory_get_buf(output.get(), &data, &size, false);
    return {reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)};
}

QString taken(char *text)
{
    const QString result = QString::fromUtf8(text);
    rnp_buffer_destroy(text);
    return result;
}

QByteArray exported(rnp_key_handle_t key, std::uint32_t half)
{
    const Output output = memoryOutput();
    rnp_key_export(key, output.get(), half | RNP_KEY_EXPORT_ARMORED | RNP_KEY_EXPORT_SUBKEYS);
    return contents(output).replace("\r\n", "\n");
}

KeyHandle located(rnp_ffi_t ffi, const QString &fingerprint)
{
    rnp_key_handle_t key = nullptr;
    rnp_locate_key(ffi, "fingerprint", fingerprint.toLatin1().constData(), &key);
    return KeyHandle(key);
}

KeyHandle executed(const Generation &generation)
{
    rnp_op_generate_execute(generation.get());
    rnp_key_handle_t key = nullptr;
    rnp_op_generate_get_key(generation.get(), &key);
    return KeyHandle(key);
}

KeyHandle generatePrimary(rnp_ffi_t ffi, const QString &userId, KeyKind kind)
{
    rnp_op_generate_t raw = nullptr;
    rnp_op_generate_create(&raw, ffi, kind == KeyKind::Rsa3072 ? RNP_ALGNAME_RSA : RNP_ALGNAME_EDDSA);
    const Generation generation(raw);
    if (kind == KeyKind::Rsa3072)
        rnp_op_generate_set_bits(raw, 3072);
    rnp_op_generate_set_userid(raw, userId.toUtf8().constData());
    rnp_op_generate_set_expiration(raw, 0);
    rnp_op_generate_add_usage(raw, "certify");
    rnp_op_generate_add_usage(raw, "sign");
    rnp_op_generate_add_pref_cipher(raw, RNP_ALGNAME_AES_256);
    rnp_op_generate_add_pref_hash(raw, RNP_ALGNAME_SHA256);
    return executed(generation);
}

void generateSubkey(rnp_ffi_t ffi, rnp_key_handle_t primary, KeyKind kind)
{
    rnp_op_generate_t raw = nullptr;
    rnp_op_generate_subkey_create(&raw, ffi, primary, kind == KeyKind::Rsa3072 ? RNP_ALGNAME_RSA : RNP_ALGNAME_ECDH);
    const Generation generation(raw);
    if (kind == KeyKind::Rsa3072)
        rnp_op_generate_set_bits(raw, 3072);
    else
        rnp_op_generate_set_curve(raw, "Curve25519");
    rnp_op_generate_set_expiration(raw, 0);
    rnp_op_generate_add_usage(raw, "encrypt");
    rnp_op_generate_execute(raw);
}

bool loadKeys(rnp_ffi_t ffi, const QByteArray &armored, std::uint32_t flags)
{
    const Input input = inputFrom(armored);
    return rnp_import_keys(ffi, input.get(), flags, nullptr) == RNP_SUCCESS;
}

QByteArray dearmored(const QByteArray &armored)
{
    const Input input = inputFrom(armored);
    const Output output = memoryOutput();
    rnp_dearmor(input.get(), output.get());
    return contents(output);
}

bool wasEncryptedWhole(rnp_op_verify_t verification)
{
    char *mode = nullptr;
    bool valid = false;
    if (rnp_op_verify_get_protection_info(verification, &mode, nullptr, &valid) != RNP_SUCCESS)
        return false;
    return taken(mode) != QLatin1String("none") && valid;
}

QString primaryFingerprint(const KeyHandle &key)
{
    char *fingerprint = nullptr;
    bool isSubkey = false;
    rnp_key_is_sub(key.get(), &isSubkey);
    if (isSubkey)
        rnp_key_get_primary_fprint(key.get(), &fingerprint);
    else
        rnp_key_get_fprint(key.get(), &fingerprint);
    return taken(fingerprint);
}

/// The primary keys' fingerprints of all valid signatures.
QStringList signersOf(rnp_op_verify_t verification)
{
    std::size_t count = 0;
    rnp_op_verify_get_signature_count(verification, &count);
    QStringList signers;
    for (std::size_t i = 0; i < count; ++i) {
        rnp_op_verify_signature_t signature = nullptr;
        rnp_key_handle_t raw = nullptr;
        if (rnp_op_verify_get_signature_at(verification, i, &signature) == RNP_SUCCESS &&
            rnp_op_verify_signature_get_status(signature) == RNP_SUCCESS &&
            rnp_op_verify_signature_get_key(signature, &raw) == RNP_SUCCESS && raw)
            signers.append(primaryFingerprint(KeyHandle(raw)));
    }
    return signers;
}

/// What the primary key says about itself.
DemoKey described(rnp_key_handle_t primary)
{
    DemoKey key;
    char *text = nullptr;
    if (rnp_key_get_primary_uid(primary, &text) == RNP_SUCCESS)
        key.userId = taken(text);
    rnp_key_get_fprint(primary, &text);
    key.fingerprint = taken(text);
    rnp_key_get_alg(primary, &text);
    key.algorithm = taken(text);
    if (key.algorithm == QLatin1String(RNP_ALGNAME_EDDSA))
        key.algorithm = QStringLiteral("EdDSA");
    std::uint32_t number = 0;
    rnp_key_get_bits(primary, &number);
    key.bits = key.algorithm == QLatin1String("EdDSA") ? edwardsBits : static_cast<int>(number);
    rnp_key_get_creation(primary, &number);
    key.created = QDateTime::fromSecsSinceEpoch(number, Qt::UTC);
    rnp_key_get_expiration(primary, &number);
    key.expires = number != 0;
    rnp_key_is_revoked(primary, &key.revoked);
    key.publicKey = exported(primary, RNP_KEY_EXPORT_PUBLIC);
    return key;
}

QStringList primaryFingerprints(rnp_ffi_t ffi)
{
    rnp_identifier_iterator_t raw = nullptr;
    rnp_identifier_iterator_create(ffi, &raw, "fingerprint");
    const Identifiers identifiers(raw);
    QStringList result;
    const char *fingerprint = nullptr;
    while (rnp_identifier_iterator_next(raw, &fingerprint) == RNP_SUCCESS && fingerprint) {
        bool isPrimary = false;
        rnp_key_is_primary(located(ffi, QString::fromLatin1(fingerprint)).get(), &isPrimary);
        if (isPrimary)
            result.append(QString::fromLatin1(fingerprint));
    }
    return result;
}

} // namespace

DemoKey generateKey(const QString &userId, KeyKind kind)
{
    const Ffi ffi = newFfi();
    const KeyHandle primary = generatePrimary(ffi.get(), userId, kind);
    generateSubkey(ffi.get(), primary.get(), kind);
    DemoKey key = described(primary.get());
    key.kind = kind;
    key.secretKey = exported(primary.get(), RNP_KEY_EXPORT_SECRET);
    return key;
}

std::optional<DemoKey> readPublicKey(const QByteArray &armored)
{
    const Ffi ffi = newFfi();
    if (!loadKeys(ffi.get(), armored, RNP_LOAD_SAVE_PUBLIC_KEYS))
        return std::nullopt;
    const QStringList primaries = primaryFingerprints(ffi.get());
    if (primaries.size() != 1)
        return std::nullopt;
    DemoKey key = described(located(ffi.get(), primaries.first()).get());
    key.publicKey = armored;
    return key;
}

QByteArray protectedSecretKey(const DemoKey &key, const QByteArray &passphrase)
{
    const Ffi ffi = newFfi();
    loadKeys(ffi.get(), key.secretKey, RNP_LOAD_SAVE_PUBLIC_KEYS | RNP_LOAD_SAVE_SECRET_KEYS);
    const KeyHandle primary = located(ffi.get(), key.fingerprint);
    rnp_key_protect(primary.get(), passphrase.constData(), RNP_ALGNAME_AES_256, "CFB", RNP_ALGNAME_SHA256, 65536);
    std::size_t subkeys = 0;
    rnp_key_get_subkey_count(primary.get(), &subkeys);
    for (std::size_t i = 0; i < subkeys; ++i) {
        rnp_key_handle_t subkey = nullptr;
        rnp_key_get_subkey_at(primary.get(), i, &subkey);
        const KeyHandle owner(subkey);
        rnp_key_protect(subkey, passphrase.constData(), RNP_ALGNAME_AES_256, "CFB", RNP_ALGNAME_SHA256, 65536);
    }
    return exported(primary.get(), RNP_KEY_EXPORT_SECRET);
}

QByteArray expiredPublicKey(const DemoKey &key)
{
    const Ffi ffi = newFfi();
    loadKeys(ffi.get(), key.secretKey, RNP_LOAD_SAVE_PUBLIC_KEYS | RNP_LOAD_SAVE_SECRET_KEYS);
    const KeyHandle primary = located(ffi.get(), key.fingerprint);
    rnp_key_set_expiration(primary.get(), 1); // a second after it was made
    return exported(primary.get(), RNP_KEY_EXPORT_PUBLIC);
}

QByteArray revokedPublicKey(const DemoKey &key)
{
    const Ffi ffi = newFfi();
    loadKeys(ffi.get(), key.secretKey, RNP_LOAD_SAVE_PUBLIC_KEYS | RNP_LOAD_SAVE_SECRET_KEYS);
    const KeyHandle primary = located(ffi.get(), key.fingerprint);
    rnp_key_revoke(primary.get(), 0, RNP_ALGNAME_SHA256, "compromised", "as the demonstration was asked to say");
    return exported(primary.get(), RNP_KEY_EXPORT_PUBLIC);
}

struct Keyring::Private
{
    Ffi ffi = newFfi();
};

Keyring::Keyring() : d(std::make_unique<Private>()) {}

Keyring::~Keyring() = default;

void Keyring::add(const DemoKey &key)
{
    loadKeys(d->ffi.get(), key.secretKey.isEmpty() ? key.publicKey : key.secretKey,
             RNP_LOAD_SAVE_PUBLIC_KEYS | RNP_LOAD_SAVE_SECRET_KEYS);
}

bool Keyring::addPublic(const QByteArray &armored)
{
    return loadKeys(d->ffi.get(), armored, RNP_LOAD_SAVE_PUBLIC_KEYS);
}

QByteArray Keyring::seal(const QByteArray &plaintext, const QString &recipient, const QStringList &signers) const
{
    const Input input = inputFrom(plaintext);
    const Output output = memoryOutput();
    rnp_op_encrypt_t raw = nullptr;
    rnp_op_encrypt_create(&raw, d->ffi.get(), input.get(), output.get());
    const Encryption encryption(raw);
    rnp_op_encrypt_set_armor(raw, true);
    rnp_op_encrypt_set_cipher(raw, RNP_ALGNAME_AES_256);
    rnp_op_encrypt_set_aead(raw, "None");
    rnp_op_encrypt_set_hash(raw, RNP_ALGNAME_SHA256);
    const KeyHandle to = located(d->ffi.get(), recipient);
    rnp_op_encrypt_add_recipient(raw, to.get());
    for (const QString &fingerprint : signers) {
        const KeyHandle signer = located(d->ffi.get(), fingerprint);
        rnp_op_encrypt_add_signature(raw, signer.get(), nullptr);
    }
    if (rnp_op_encrypt_execute(raw) != RNP_SUCCESS)
        return {};
    return contents(output).replace("\r\n", "\n");
}

QByteArray Keyring::sealMisquoted(const QByteArray &plaintext, const QString &recipient, const QString &signer) const
{
    // Something else of the same length is signed, and the text put in its place afterwards.
    QByteArray other = plaintext;
    if (!other.isEmpty())
        other.front() = static_cast<char>(other.front() ^ 1);
    const Input text = inputFrom(other);
    const Output signedOutput = memoryOutput();
    rnp_op_sign_t rawSigning = nullptr;
    rnp_op_sign_create(&rawSigning, d->ffi.get(), text.get(), signedOutput.get());
    const Signing signing(rawSigning);
    rnp_op_sign_set_hash(rawSigning, RNP_ALGNAME_SHA256);
    rnp_op_sign_set_compression(rawSigning, "Uncompressed", 0);
    const KeyHandle key = located(d->ffi.get(), signer);
    rnp_op_sign_add_signature(rawSigning, key.get(), nullptr);
    if (rnp_op_sign_execute(rawSigning) != RNP_SUCCESS)
        return {};
    const QByteArray packets = contents(signedOutput).replace(other, plaintext);

    const Input input = inputFrom(packets);
    const Output output = memoryOutput();
    rnp_op_encrypt_t raw = nullptr;
    rnp_op_encrypt_create(&raw, d->ffi.get(), input.get(), output.get());
    const Encryption encryption(raw);
    rnp_op_encrypt_set_armor(raw, true);
    rnp_op_encrypt_set_cipher(raw, RNP_ALGNAME_AES_256);
    rnp_op_encrypt_set_aead(raw, "None");
    rnp_op_encrypt_set_flags(raw, RNP_ENCRYPT_NOWRAP);
    const KeyHandle to = located(d->ffi.get(), recipient);
    rnp_op_encrypt_add_recipient(raw, to.get());
    if (rnp_op_encrypt_execute(raw) != RNP_SUCCESS)
        return {};
    return contents(output).replace("\r\n", "\n");
}

QByteArray Keyring::signedClear(const QByteArray &text, const QString &signer) const
{
    const Input input = inputFrom(text);
    const Output output = memoryOutput();
    rnp_op_sign_t raw = nullptr;
    rnp_op_sign_cleartext_create(&raw, d->ffi.get(), input.get(), output.get());
    const Signing signing(raw);
    rnp_op_sign_set_hash(raw, RNP_ALGNAME_SHA256);
    const KeyHandle key = located(d->ffi.get(), signer);
    rnp_op_sign_add_signature(raw, key.get(), nullptr);
    if (rnp_op_sign_execute(raw) != RNP_SUCCESS)
        return {};
    return contents(output).replace("\r\n", "\n");
}

std::optional<Keyring::Opened> Keyring::open(const QByteArray &armored) const
{
    const Input input = inputFrom(armored);
    const Output output = memoryOutput();
    rnp_op_verify_t raw = nullptr;
    if (rnp_op_verify_create(&raw, d->ffi.get(), input.get(), output.get()) != RNP_SUCCESS)
        return std::nullopt;
    const Verification verification(raw);
    rnp_op_verify_set_flags(raw, RNP_VERIFY_IGNORE_SIGS_ON_DECRYPT);
    if (rnp_op_verify_execute(raw) != RNP_SUCCESS || !wasEncryptedWhole(raw))
        return std::nullopt;
    std::size_t signatures = 0;
    rnp_op_verify_get_signature_count(raw, &signatures);
    const QStringList signers = signersOf(raw);
    return Opened{contents(output), signatures == 1 ? signers.value(0) : QString(), signers.value(0)};
}

QString Keyring::recipientOf(const QByteArray &armored) const
{
    const Input input = inputFrom(armored);
    const Output output = memoryOutput();
    rnp_op_verify_t raw = nullptr;
    if (rnp_op_verify_create(&raw, d->ffi.get(), input.get(), output.get()) != RNP_SUCCESS)
        return {};
    const Verification verification(raw);
    rnp_op_verify_execute(raw); // recipients are known afterwards, decrypted or not
    std::size_t recipients = 0;
    std::size_t passwords = 0;
    rnp_recipient_handle_t recipient = nullptr;
    char *text = nullptr;
    if (rnp_op_verify_get_recipient_count(raw, &recipients) != RNP_SUCCESS || recipients != 1 ||
        rnp_op_verify_get_symenc_count(raw, &passwords) != RNP_SUCCESS || passwords != 0 ||
        rnp_op_verify_get_recipient_at(raw, 0, &recipient) != RNP_SUCCESS ||
        rnp_recipient_get_keyid(recipient, &text) != RNP_SUCCESS)
        return {};
    const QString keyId = taken(text);
    rnp_key_handle_t found = nullptr;
    rnp_locate_key(d->ffi.get(), "keyid", keyId.toLatin1().constData(), &found);
    return found ? primaryFingerprint(KeyHandle(found)) : QString();
}

bool Keyring::isOnlyFor(const QByteArray &armored, const QString &fingerprint) const
{
    if (fingerprint.isEmpty() || QByteArray(armored).replace("\r\n", "\n").contains("\n\n-----END"))
        return false;
    return recipientOf(armored) == fingerprint;
}

QByteArray damaged(const QByteArray &armored)
{
    QByteArray bytes = dearmored(armored);
    if (!bytes.isEmpty())
        bytes.back() = static_cast<char>(bytes.back() ^ 0x55);
    const Input input = inputFrom(bytes);
    const Output output = memoryOutput();
    rnp_enarmor(input.get(), output.get(), "message");
    return contents(output).replace("\r\n", "\n");
}

bool isArmored(const QByteArray &text, const QByteArray &kind)
{
    const QByteArray trimmed = text.trimmed();
    return trimmed.startsWith("-----BEGIN PGP " + kind + "-----") &&
           trimmed.endsWith("-----END PGP " + kind + "-----") && trimmed.contains("\n=");
}

} // namespace coffret::demovault
