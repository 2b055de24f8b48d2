// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/sessionkey.h"

#include "core/secret/opensslhandles.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

constexpr std::size_t PrefixSize = 18; // a random block and its last two octets again
constexpr std::size_t DigestSize = SHA_DIGEST_LENGTH;
constexpr std::size_t CodeSize = 2 + DigestSize; // with its packet header
constexpr std::string_view CodeHeader("\xD3\x14", 2);
constexpr std::string_view TextPrefix("9:");

int digitOf(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool decryptInto(SecretBuffer &plain, EVP_CIPHER_CTX *context, std::string_view part)
{
    Scratch<4096> chunk;
    bool done = true;
    while (done && !part.empty()) {
        const std::size_t size = std::min(part.size(), std::size_t(4096));
        int written = 0;
        done = EVP_DecryptUpdate(context, chunk.data(), &written, octets(part), static_cast<int>(size)) == 1;
        plain.append(chunk.first(static_cast<std::size_t>(done ? written : 0)));
        part.remove_prefix(size);
    }
    return done;
}

bool hasRightCode(std::string_view plain)
{
    const std::string_view covered = plain.substr(0, plain.size() - DigestSize);
    std::array<unsigned char, DigestSize> digest{};
    unsigned int size = 0;
    if (EVP_Digest(covered.data(), covered.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1)
        return false;
    const bool header = covered.substr(covered.size() - CodeHeader.size()) == CodeHeader;
    return CRYPTO_memcmp(digest.data(), plain.data() + covered.size(), DigestSize) == 0 && header;
}

} // namespace

SecretBuffer sessionKeyFromText(std::string_view text)
{
    if (text.size() != SessionKeyTextSize || !text.starts_with(TextPrefix))
        return {};
    text.remove_prefix(TextPrefix.size());
    std::array<char, SessionKeySize> key{};
    bool readable = true;
    for (std::size_t i = 0; i < key.size(); ++i) {
        const int high = digitOf(text[2 * i]);
        const int low = digitOf(text[2 * i + 1]);
        readable = readable && high >= 0 && low >= 0;
        key[i] = static_cast<char>(high * 16 + low);
    }
    SecretBuffer buffer = SecretBuffer::takeFrom(key);
    return readable ? std::move(buffer) : SecretBuffer();
}

SecretBuffer sessionKeyToText(std::string_view key)
{
    constexpr std::string_view Digits = "0123456789ABCDEF";
    SecretBuffer text(SessionKeyTextSize);
    text.append(TextPrefix);
    for (const char c : key) {
        const auto octet = static_cast<unsigned char>(c);
        text.append(Digits.substr(octet >> 4, 1));
        text.append(Digits.substr(octet & 15, 1));
    }
    return text;
}

Expected<ProtectedData> ProtectedData::decrypt(const std::vector<std::string_view> &body, std::string_view sessionKey)
{
    const auto corrupt = failure(ErrorKind::CorruptMessage, QStringLiteral("not what its session key opens"));
    std::size_t size = 0;
    for (const std::string_view part : body)
        size += part.size();
    if (sessionKey.size() != SessionKeySize || size < 1 + PrefixSize + CodeSize || body.front().empty() ||
        body.front().front() != 1) // the packet's version
        return corrupt;
    const SslCipherContext context(EVP_CIPHER_CTX_new());
    const std::array<unsigned char, 16> start{};
    ProtectedData data;
    data.m_plain.reserve(size);
    bool done = EVP_DecryptInit_ex(context.get(), EVP_aes_256_cfb128(), nullptr, octets(sessionKey), start.data()) == 1;
    for (std::size_t i = 0; done && i < body.size(); ++i)
        done = decryptInto(data.m_plain, context.get(), i == 0 ? body[i].substr(1) : body[i]);
    if (!done || !hasRightCode(data.m_plain.view()))
        return corrupt;
    return data;
}

std::string_view ProtectedData::packets() const
{
    return m_plain.view().substr(PrefixSize, m_plain.size() - PrefixSize - CodeSize);
}

} // namespace coffret
