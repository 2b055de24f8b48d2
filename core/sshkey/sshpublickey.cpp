// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/sshpublickey.h"

#include "core/sshkey/sshbytes.h"
#include "core/sshkey/sshkeytraits.h"
#include "core/sshkey/sshwire.h"

#include <QCryptographicHash>

#include <bit>

namespace coffret {

namespace {

constexpr std::size_t Ed25519Size = 32;
constexpr int FewestRsaBits = 1024; // what OpenSSH reads
constexpr int MostRsaBits = 16384;
constexpr qsizetype LongestComment = 1024;

int bitsOf(std::string_view magnitude)
{
    if (magnitude.empty())
        return 0;
    const auto first = static_cast<unsigned char>(magnitude.front());
    return static_cast<int>(8 * (magnitude.size() - 1)) + static_cast<int>(std::bit_width(first));
}

tl::unexpected<Error> noPublicKey()
{
    return failure(ErrorKind::InvalidInput, QStringLiteral("not an SSH public key"));
}

Expected<int> bitsOfRsa(SshReader &reader)
{
    const std::string_view exponent = reader.magnitude();
    const int bits = bitsOf(reader.magnitude());
    if (reader.failed() || exponent.empty() || bits == 0)
        return noPublicKey();
    if (bits < FewestRsaBits || bits > MostRsaBits)
        return failure(ErrorKind::Unsupported, QStringLiteral("an RSA key of %1 bits").arg(bits));
    return bits;
}

Expected<int> bitsOfKey(SshReader &reader, const SshKeyTraits &traits)
{
    if (traits.type == SshKeyType::Rsa)
        return bitsOfRsa(reader);
    if (traits.type == SshKeyType::Ed25519) {
        if (reader.text().size() != Ed25519Size)
            return noPublicKey();
        return traits.bits;
    }
    const std::string_view curve = reader.text();
    const std::string_view point = reader.text();
    if (curve != traits.curve || point.size() != traits.pointSize || point.front() != '\x04')
        return noPublicKey();
    return traits.bits;
}

} // namespace

SshPublicKey::SshPublicKey(SshKeyType type, int bits, QByteArray blob)
    : m_type(type), m_bits(bits), m_blob(std::move(blob))
{
}

Expected<SshPublicKey> SshPublicKey::fromBlob(std::string_view blob)
{
    SshReader reader(blob);
    const std::string_view name = reader.text();
    if (reader.failed() || name.empty())
        return noPublicKey();
    const SshKeyTraits *traits = sshKeyTraits(name);
    if (traits == nullptr)
        return failure(ErrorKind::Unsupported, QStringLiteral("an SSH key of another type"));
    const Expected<int> bits = bitsOfKey(reader, *traits);
    if (!bits)
        return failure(bits);
    if (!reader.rest().empty())
        return noPublicKey();
    return SshPublicKey(traits->type, *bits, bytesOf(blob));
}

QByteArray SshPublicKey::typeName() const
{
    return bytesOf(sshKeyTraits(m_type).name);
}

QByteArray SshPublicKey::fingerprint() const
{
    return sshFingerprint(m_blob);
}

QByteArray SshPublicKey::line(const QString &comment) const
{
    const QByteArray last = plainSshComment(comment).toUtf8();
    const QByteArray key = typeName() + ' ' + m_blob.toBase64();
    return last.isEmpty() ? key : key + ' ' + last;
}

QByteArray sshFingerprint(const QByteArray &blob)
{
    return "SHA256:" +
           QCryptographicHash::hash(blob, QCryptographicHash::Sha256).toBase64(QByteArray::OmitTrailingEquals);
}

QString plainSshComment(const QString &comment)
{
    QString plain;
    for (const QChar c : comment.left(LongestComment)) {
        const QChar::Category category = c.category();
        if (category != QChar::Other_Control && category != QChar::Separator_Line &&
            category != QChar::Separator_Paragraph)
            plain += c;
    }
    return plain;
}

} // namespace coffret
