// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/signedcontent.h"

#include "core/openpgp/keypackets.h"
#include "core/openpgp/packets.h"

#include <openssl/core_names.h>
#include <openssl/rsa.h>

#include <string>

namespace coffret {

namespace {

enum Tag { Signature = 2, OnePassSignature = 4, Literal = 11 };
enum Subpacket { Created = 2, Issuer = 16, Notation = 20, SignerUserId = 28, IssuerFingerprint = 33 };
constexpr unsigned Binary = 0; // kinds of signatures
constexpr unsigned Text = 1;
constexpr std::size_t KeyIdSize = 8;
constexpr std::size_t MaximumRsa = 1024; // of 8192 bits
constexpr std::size_t Ed25519Half = 32;
constexpr std::string_view Ed25519("\x2B\x06\x01\x04\x01\xDA\x47\x0F\x01", 9);

const EVP_MD *hashOf(unsigned id)
{
    return id == 8 ? EVP_sha256() : id == 9 ? EVP_sha384() : id == 10 ? EVP_sha512() : nullptr;
}

std::uint32_t numberFrom(std::string_view octets)
{
    std::uint32_t value = 0;
    for (const char octet : octets)
        value = value << 8 | static_cast<unsigned char>(octet);
    return value;
}

std::string_view countedByTwo(PacketFields &fields)
{
    const unsigned high = fields.octet();
    return fields.take(high << 8 | fields.octet());
}

/// The only subpackets that are known here, none of which changes what a signature is worth.
bool takeSubpacket(SignedContent &content, unsigned type, std::string_view body, bool isHashed)
{
    constexpr unsigned Critical = 0x80;
    const unsigned kind = type & ~Critical;
    if (kind == Created && isHashed && body.size() == 4 && content.created == 0) {
        content.created = numberFrom(body);
        return content.created != 0;
    }
    if (kind == Issuer && body.size() == KeyIdSize) {
        const bool same = content.issuer.empty() || content.issuer == body;
        content.issuer = body;
        return same;
    }
    if (kind == IssuerFingerprint && isHashed && body.size() == 21 && body.front() == 4 && content.issuerKey.empty()) {
        content.issuerKey = body.substr(1);
        return true;
    }
    return type == Notation || type == SignerUserId;
}

bool takeSubpackets(SignedContent &content, std::string_view area, bool isHashed)
{
    PacketFields fields(area);
    while (fields.at() < area.size()) {
        const std::string_view subpacket = fields.take(fields.octet()); // longer ones have a length of another form
        if (subpacket.empty() || subpacket.size() >= 192)
            return false;
        if (!takeSubpacket(content, static_cast<unsigned char>(subpacket.front()), subpacket.substr(1), isHashed))
            return false;
    }
    return true;
}

/// RFC 4880 section 5.2.3. kind: of signature.
bool takeSignature(SignedContent &content, std::string_view body, unsigned &kind, unsigned &hash)
{
    PacketFields fields(body);
    const bool version = fields.octet() == 4;
    kind = fields.octet();
    content.algorithm = fields.octet();
    hash = fields.octet();
    content.hash = hashOf(hash);
    const std::string_view hashed = countedByTwo(fields);
    content.hashed = body.substr(0, fields.at());
    const std::string_view other = countedByTwo(fields);
    content.firstOfDigest = fields.take(2);
    if (!version || content.hash == nullptr || fields.cut() || !takeSubpackets(content, hashed, true) ||
        !takeSubpackets(content, other, false) || content.created == 0)
        return false;
    if (content.issuer.empty() && !content.issuerKey.empty())
        content.issuer = keyIdOf(content.issuerKey);
    content.numbers = body.substr(fields.at());
    return !content.issuer.empty() && (content.issuerKey.empty() || keyIdOf(content.issuerKey) == content.issuer);
}

/// RFC 4880 section 5.9. Its name and its date are no part of what is signed.
bool takeLiteral(SignedContent &content, std::string_view body, bool &isBinary)
{
    PacketFields fields(body);
    const auto format = static_cast<char>(fields.octet());
    static_cast<void>(fields.counted());
    fields.take(4);
    if (fields.cut() || (format != 'b' && format != 't' && format != 'u'))
        return false;
    isBinary = format == 'b';
    content.text = body.substr(fields.at());
    return true;
}

/// The next packet, where it is this one and whole.
std::optional<std::string_view> bodyOf(PacketReader &reader, int tag)
{
    const auto packet = reader.next();
    if (!packet || packet->tag != tag || packet->parts.size() != 1)
        return std::nullopt;
    return packet->parts.front();
}

SslKey rsaKey(PacketFields parameters)
{
    const std::string_view modulus = parameters.number();
    const std::string_view exponent = parameters.number();
    const SslNumber n(BN_bin2bn(octets(modulus), static_cast<int>(modulus.size()), nullptr));
    const SslNumber e(BN_bin2bn(octets(exponent), static_cast<int>(exponent.size()), nullptr));
    const SslParametersBuilder builder(OSSL_PARAM_BLD_new());
    if (modulus.size() > MaximumRsa || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
        return nullptr;
    const SslParameters numbers(OSSL_PARAM_BLD_to_param(builder.get()));
    const SslKeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    EVP_PKEY *made = nullptr;
    if (EVP_PKEY_fromdata_init(context.get()) == 1)
        EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, numbers.get());
    return SslKey(made);
}

SslKey ed25519Key(PacketFields parameters)
{
    const std::string_view curve = parameters.counted();
    const std::string_view point = parameters.number();
    if (curve != Ed25519 || point.size() != 1 + Ed25519Half || point.front() != 0x40)
        return nullptr;
    return SslKey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(point) + 1, Ed25519Half));
}

} // namespace

std::optional<SignedContent> signedContent(std::string_view packets)
{
    SignedContent content;
    PacketReader reader(packets);
    const auto announced = bodyOf(reader, OnePassSignature);
    content.isSigned = announced.has_value();
    if (!content.isSigned)
        reader = PacketReader(packets);
    const auto literal = bodyOf(reader, Literal);
    bool isBinary = false;
    if (!literal || !takeLiteral(content, *literal, isBinary))
        return std::nullopt;
    unsigned kind = Binary;
    if (content.isSigned) {
        const auto signature = bodyOf(reader, Signature);
        unsigned hash = 0;
        if (!signature || !takeSignature(content, *signature, kind, hash) || (kind != Binary && kind != Text))
            return std::nullopt;
        // The only one, and the same as was announced (RFC 4880 section 5.4).
        const std::string expected{3, static_cast<char>(kind), static_cast<char>(hash),
                                   static_cast<char>(content.algorithm)};
        if (*announced != std::string(expected).append(content.issuer).append(1, 1))
            return std::nullopt;
    }
    // How lines end is a matter of taste where it is a text.
    const bool hasLines = content.text.find_first_of("\r\n") != std::string_view::npos;
    if (!reader.atEnd() || (hasLines && (!isBinary || kind == Text)))
        return std::nullopt;
    return content;
}

std::unique_ptr<SigningKey> SigningKey::load(std::string_view publicPart)
{
    if (publicPart.empty() || publicPartSize(publicPart) != publicPart.size())
        return nullptr;
    const PacketFields parameters(publicPart.substr(6));
    const auto algorithm = static_cast<unsigned char>(publicPart[5]);
    SslKey key = algorithm == RsaKey ? rsaKey(parameters) : algorithm == EddsaKey ? ed25519Key(parameters) : nullptr;
    return key != nullptr ? std::make_unique<SigningKey>(algorithm, std::move(key)) : nullptr;
}

bool SigningKey::signs(const SignedContent &content) const
{
    if (!content.isSigned || content.algorithm != m_algorithm)
        return false;
    std::string trailer("\x04\xFF", 2); // RFC 4880 section 5.2.4
    for (int shift = 24; shift >= 0; shift -= 8)
        trailer += static_cast<char>(content.hashed.size() >> shift);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    const SslDigestContext context(EVP_MD_CTX_new());
    if (EVP_DigestInit_ex(context.get(), content.hash, nullptr) != 1 ||
        EVP_DigestUpdate(context.get(), content.text.data(), content.text.size()) != 1 ||
        EVP_DigestUpdate(context.get(), content.hashed.data(), content.hashed.size()) != 1 ||
        EVP_DigestUpdate(context.get(), trailer.data(), trailer.size()) != 1 ||
        EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1)
        return false;
    const std::string_view made(reinterpret_cast<const char *>(digest.data()), size);
    if (!made.starts_with(content.firstOfDigest))
        return false;
    return m_algorithm == RsaKey ? rsaSigns(content.hash, made, content.numbers) : ed25519Signs(made, content.numbers);
}

bool SigningKey::rsaSigns(const EVP_MD *hash, std::string_view digest, std::string_view numbers) const
{
    PacketFields fields(numbers);
    const std::string_view number = fields.number();
    const auto size = static_cast<std::size_t>(EVP_PKEY_get_size(m_key.get()));
    if (fields.cut() || fields.at() != numbers.size() || number.size() > size)
        return false;
    const std::string signature = std::string(size - number.size(), '\0').append(number);
    const SslKeyContext context(EVP_PKEY_CTX_new(m_key.get(), nullptr));
    return EVP_PKEY_verify_init(context.get()) == 1 &&
           EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1 &&
           EVP_PKEY_CTX_set_signature_md(context.get(), hash) == 1 &&
           EVP_PKEY_verify(context.get(), octets(signature), size, octets(digest), digest.size()) == 1;
}

bool SigningKey::ed25519Signs(std::string_view digest, std::string_view numbers) const
{
    PacketFields fields(numbers);
    std::string signature;
    for (int half = 0; half < 2; ++half) {
        const std::string_view number = fields.number();
        if (number.size() > Ed25519Half)
            return false;
        signature.append(Ed25519Half - number.size(), '\0').append(number);
    }
    const SslDigestContext context(EVP_MD_CTX_new());
    return !fields.cut() && fields.at() == numbers.size() &&
           EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, m_key.get()) == 1 &&
           EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(digest), digest.size()) == 1;
}

} // namespace coffret
