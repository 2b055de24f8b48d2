// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/x509/pkcs12file.h"

#include "core/pem/pemblock.h"
#include "core/pem/pemkey.h"
#include "core/pem/pkcs8cost.h"
#include "core/x509/certificatetext.h"
#include "core/x509/pkcs12parts.h"

#include <openssl/pkcs7.h>

#include <array>

namespace coffret {

namespace {

constexpr unsigned char Sequence = 0x30;
constexpr std::string_view VersionThree("\x02\x01\x03", 3);

/// Null unless it is one and nothing else.
Pkcs12 parsed(const Pkcs12Library &library, std::string_view bytes)
{
    PKCS12 *file = PKCS12_init_ex(NID_pkcs7_data, library.context(), nullptr); // what is read with its ciphers
    if (file == nullptr)
        return nullptr;
    const unsigned char *position = octets(bytes);
    const bool read = d2i_PKCS12(&file, &position, static_cast<long>(bytes.size())) != nullptr;
    Pkcs12 whole(file); // if it was not read, it was freed, and this is null
    return read && position == octets(bytes) + bytes.size() ? std::move(whole) : nullptr;
}

/// The work of the checksum, which nothing but the file says.
bool isBearableMac(const PKCS12 *file)
{
    const ASN1_INTEGER *rounds = nullptr;
    PKCS12_get0_mac(nullptr, nullptr, nullptr, &rounds, file);
    if (rounds == nullptr)
        return true; // one
    std::int64_t value = 0;
    return ASN1_INTEGER_get_int64(&value, rounds) == 1 && value > 0 && value <= MostDerivation;
}

/// Whether the checksum is made with a hash that is known here; no other one would ever fit.
bool isKnownMac(const Pkcs12Library &library, const PKCS12 *file)
{
    const X509_ALGOR *algorithm = nullptr;
    PKCS12_get0_mac(nullptr, &algorithm, nullptr, nullptr, file);
    if (algorithm == nullptr)
        return true; // there is no checksum
    const ASN1_OBJECT *hash = nullptr;
    X509_ALGOR_get0(&hash, nullptr, nullptr, algorithm);
    std::array<char, 80> name{};
    OBJ_obj2txt(name.data(), name.size(), hash, 0);
    EVP_MD *const known = EVP_MD_fetch(library.context(), name.data(), nullptr);
    EVP_MD_free(known);
    return known != nullptr || EVP_get_digestbynid(OBJ_obj2nid(hash)) != nullptr;
}

enum class Mac { None, Fits, FitsNot };

Mac checkedMac(PKCS12 *file, std::string_view password)
{
    if (PKCS12_mac_present(file) != 1)
        return Mac::None;
    const bool fits = PKCS12_verify_mac(file, password.data(), static_cast<int>(password.size())) == 1;
    return fits ? Mac::Fits : Mac::FitsNot;
}

SecretBuffer pemOfKey(const PKCS8_PRIV_KEY_INFO *key)
{
    unsigned char *der = nullptr;
    const int size = i2d_PKCS8_PRIV_KEY_INFO(key, &der);
    if (size <= 0)
        return {};
    const SecretBuffer guarded =
        SecretBuffer::takeFrom({reinterpret_cast<char *>(der), static_cast<std::size_t>(size)}); // and wiped there
    OPENSSL_free(der);
    return pemText("PRIVATE KEY", guarded.view());
}

X509Result<Pkcs12Contents> contentsOf(const Pkcs12Reader &reader)
{
    Pkcs12Contents contents;
    for (const QByteArray &der : reader.certificates) {
        X509Result<Certificate> certificate = certificateFromDer(der);
        if (!certificate)
            return tl::unexpected(certificate.error());
        contents.certificates.push_back(*std::move(certificate));
    }
    for (const Pkcs8Key &key : reader.keys) {
        SecretBuffer pem = pemOfKey(key.get());
        if (pem.isEmpty())
            return tl::unexpected(X509Fault::Damaged);
        contents.keys.push_back(std::move(pem));
    }
    if (contents.certificates.empty())
        return tl::unexpected(contents.keys.empty() ? X509Fault::NoCertificate : X509Fault::OnlyKey);
    return contents;
}

} // namespace

bool isPkcs12(std::string_view bytes)
{
    if (bytes.size() < 8 || static_cast<unsigned char>(bytes[0]) != Sequence)
        return false;
    const auto length = static_cast<unsigned char>(bytes[1]);
    const std::size_t start = length > 0x80 && length <= 0x84 ? 2U + (length & 0x7fU) : 2U; // 0x80: without an end
    return bytes.substr(start, VersionThree.size()) == VersionThree;
}

X509Result<Pkcs12Contents> openPkcs12(const SecretBuffer &file, const SecretBuffer &password)
{
    if (file.size() > MostCertificateText)
        return tl::unexpected(X509Fault::TooMuch);
    const SslQueueGuard guard;
    const Pkcs12Library library;
    const Pkcs12 parts = parsed(library, file.view());
    if (!parts)
        return tl::unexpected(X509Fault::Damaged);
    if (!isBearableMac(parts.get()) || !isKnownMac(library, parts.get()))
        return tl::unexpected(X509Fault::Unsupported);
    const X509Fault wrong = password.isEmpty() ? X509Fault::NeedsPassword : X509Fault::WrongPassword;
    std::string_view used = password.isEmpty() ? std::string_view() : password.view();
    Mac mac = checkedMac(parts.get(), used);
    if (mac == Mac::FitsNot && password.isEmpty()) {
        used = ""; // some write it where there is none
        mac = checkedMac(parts.get(), used);
    }
    Pkcs12Reader reader(library, *parts, used);
    const X509Fault fault = reader.read();
    if (fault == X509Fault::Unsupported || fault == X509Fault::TooMuch)
        return tl::unexpected(fault);
    if (mac == Mac::FitsNot)
        return tl::unexpected(reader.hasOpened ? X509Fault::Damaged : wrong);
    if (fault == X509Fault::WrongPassword)
        return tl::unexpected(mac == Mac::Fits || reader.hasOpened ? X509Fault::Damaged : wrong);
    if (fault != X509Fault::None)
        return tl::unexpected(fault);
    return contentsOf(reader);
}

} // namespace coffret
