// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/x509/x509fault.h"
#include "core/x509/x509handles.h"

#include <openssl/pkcs12.h>

#include <QByteArray>

#include <cstdint>
#include <string_view>
#include <vector>

namespace coffret {

/// The ciphers of old files (RC2) besides those of today, for one file and nobody else.
class Pkcs12Library
{
public:
    Pkcs12Library();
    ~Pkcs12Library();
    Pkcs12Library(const Pkcs12Library &) = delete;
    Pkcs12Library &operator=(const Pkcs12Library &) = delete;

    [[nodiscard]] OSSL_LIB_CTX *context() const { return m_context; }

private:
    OSSL_LIB_CTX *m_context = nullptr;
    OSSL_PROVIDER *m_today = nullptr;
    OSSL_PROVIDER *m_legacy = nullptr;
};

using Pkcs12 = std::unique_ptr<PKCS12, OpenSslDeleter<PKCS12_free>>;
using Pkcs8Key = std::unique_ptr<PKCS8_PRIV_KEY_INFO, OpenSslDeleter<PKCS8_PRIV_KEY_INFO_free>>;

/// The certificates and keys of one file. Used by openPkcs12() alone, on its thread.
class Pkcs12Reader
{
public:
    /// password: without data there is none, which is not the same as an empty one.
    Pkcs12Reader(const Pkcs12Library &library, const PKCS12 &file, std::string_view password);

    /// Opens everything, for as much work as is bearable in all.
    [[nodiscard]] X509Fault read();

    std::vector<QByteArray> certificates; ///< DER
    std::vector<Pkcs8Key> keys;
    bool hasOpened = false; ///< something that was encrypted

private:
    [[nodiscard]] X509Fault readSafe(PKCS7 *safe);
    [[nodiscard]] X509Fault readBags(const STACK_OF(PKCS12_SAFEBAG) * bags, int depth);
    [[nodiscard]] X509Fault readBag(const PKCS12_SAFEBAG *bag, int depth);
    [[nodiscard]] X509Fault readShroudedKey(const PKCS12_SAFEBAG *bag);
    [[nodiscard]] bool isBearableWith(const X509_ALGOR *encryption);

    const Pkcs12Library &m_library;
    const PKCS12 &m_file;
    const char *m_password;
    int m_passwordSize;
    std::int64_t m_work = 0; ///< so far
};

} // namespace coffret
