// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/opensslhandles.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <string_view>

namespace coffret {

/// OpenSSL reports failures in a queue of the thread: nothing of them stays behind.
struct SslQueueGuard
{
    SslQueueGuard() { ERR_clear_error(); }
    ~SslQueueGuard() { ERR_clear_error(); }
    SslQueueGuard(SslQueueGuard &&) = delete;
};

/// One block of a PEM text (RFC 7468, and RFC 1421 for its header) as OpenSSL read it, wiped at the end.
class PemBlock
{
public:
    enum class Step { Read, End, Damaged };

    PemBlock() = default;
    ~PemBlock() { clear(); }
    PemBlock(PemBlock &&) = delete;

    /// Goes on to the next block, whatever it holds. What stands between blocks is passed over.
    [[nodiscard]] Step readNext(BIO *stream);

    [[nodiscard]] std::string_view name() const { return m_name; } ///< after a block was read
    [[nodiscard]] bool isPrivateKey() const { return name().ends_with("PRIVATE KEY"); }
    [[nodiscard]] bool hasHeader() const { return *m_header != '\0'; }
    [[nodiscard]] char *header() { return m_header; }
    [[nodiscard]] const unsigned char *data() const { return m_data; }
    [[nodiscard]] unsigned char *data() { return m_data; }
    [[nodiscard]] long size() const { return m_size; }
    void setSize(long size) { m_size = size; } ///< after it was decrypted in place

private:
    void clear();

    char *m_name = nullptr;
    char *m_header = nullptr;
    unsigned char *m_data = nullptr;
    long m_size = 0;
};

using SslStream = std::unique_ptr<BIO, OpenSslDeleter<BIO_free_all>>;

/// Reads from the text itself, which has to outlive it. Null when there is no memory, or the text is beyond 2 GiB.
[[nodiscard]] SslStream streamOver(std::string_view text);

} // namespace coffret
