// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/crypto/sshkeys.h"

#include "app/demovault/crypto/openssl.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <openssl/pem.h>

namespace coffret::demovault {
namespace {

QByteArray number(quint32 value)
{
    const quint32 big = qToBigEndian(value);
    return {reinterpret_cast<const char *>(&big), sizeof big};
}

QByteArray text(const QByteArray &value)
{
    return number(static_cast<quint32>(value.size())) + value;
}

QByteArray publicHalf(const QByteArray &seed)
{
    const PrivateKey key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                                      reinterpret_cast<const unsigned char *>(seed.constData()), 32));
    QByteArray result(32, '\0');
    std::size_t size = 32;
    EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char *>(result.data()), &size);
    return result;
}

QByteArray folded(const QByteArray &base64)
{
    QByteArray result;
    for (qsizetype at = 0; at < base64.size(); at += 70)
        result += base64.mid(at, 70) + '\n';
    return result;
}

} // namespace

SshKeyPair sshKeyFrom(const QByteArray &seed, const QByteArray &comment)
{
    const QByteArray half = publicHalf(seed);
    const QByteArray publicBlob = text("ssh-ed25519") + text(half);
    // The two equal check numbers tell a reader that decryption went well; nothing is encrypted here.
    const QByteArray check = seed.left(4);
    QByteArray secret = check + check + publicBlob + text(seed.left(32) + half) + text(comment);
    for (char pad = 1; secret.size() % 8 != 0; ++pad)
        secret.append(pad);
    const QByteArray blob = QByteArray("openssh-key-v1", 15) + text("none") + text("none") + text({}) + number(1) +
                            text(publicBlob) + text(secret);
    SshKeyPair pair;
    pair.privateKey =
        "-----BEGIN OPENSSH PRIVATE KEY-----\n" + folded(blob.toBase64()) + "-----END OPENSSH PRIVATE KEY-----\n";
    pair.publicKey = "ssh-ed25519 " + publicBlob.toBase64() + ' ' + comment;
    pair.fingerprintSha256 =
        "SHA256:" +
        QCryptographicHash::hash(publicBlob, QCryptographicHash::Sha256).toBase64(QByteArray::OmitTrailingEquals);
    return pair;
}

QByteArray publicKeyFingerprint(const QByteArray &certificatePem)
{
    const std::unique_ptr<BIO, Release<BIO_free_all>> bio(
        BIO_new_mem_buf(certificatePem.constData(), static_cast<int>(certificatePem.size())));
    const CertificateHandle certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (!certificate)
        return {};
    unsigned char *der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &der);
    const QByteArray bytes(reinterpret_cast<const char *>(der), size);
    OPENSSL_free(der);
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

} // namespace coffret::demovault
