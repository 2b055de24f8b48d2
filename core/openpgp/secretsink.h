// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/gpgmecontext.h"
#include "core/secret/secretbuffer.h"

namespace coffret {

/// Where gpg's plaintext goes: straight into a SecretBuffer, up to a limit. The byte that would pass the limit aborts
/// the operation, so a small message that unpacks to gigabytes costs no more than the limit. Lives for one operation.
class SecretSink
{
public:
    explicit SecretSink(qsizetype limit);
    SecretSink(const SecretSink &) = delete;
    SecretSink &operator=(const SecretSink &) = delete;

    [[nodiscard]] gpgme_data_t data() const { return m_data.get(); }
    [[nodiscard]] bool overflowed() const { return m_overflowed; }
    /// Only for an operation that ended well: after an error the bytes here are not to be trusted.
    [[nodiscard]] SecretBuffer take() { return std::move(m_buffer); }

private:
    static gpgme_ssize_t write(void *self, const void *bytes, size_t count);

    std::size_t m_limit;
    SecretBuffer m_buffer;
    bool m_overflowed = false;
    gpgme_data_cbs m_callbacks{};
    GpgmeData m_data;
};

} // namespace coffret
