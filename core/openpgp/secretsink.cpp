// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/secretsink.h"

#include <algorithm>
#include <cerrno>

namespace coffret {

SecretSink::SecretSink(qsizetype limit) : m_limit(static_cast<std::size_t>(std::max<qsizetype>(limit, 0)))
{
    m_callbacks.write = write;
    gpgme_data_t data = nullptr;
    gpgme_data_new_from_cbs(&data, &m_callbacks, this);
    m_data.reset(data);
    gpgme_data_set_flag(data, "sensitive", "1"); // GPGME then wipes the buffer it reads the pipe with
}

gpgme_ssize_t SecretSink::write(void *self, const void *bytes, size_t count)
{
    auto *sink = static_cast<SecretSink *>(self);
    if (count > sink->m_limit - sink->m_buffer.size()) {
        sink->m_overflowed = true;
        sink->m_buffer.wipe();
        sink->m_limit = 0;
        errno = EFBIG;
        return -1;
    }
    sink->m_buffer.append({static_cast<const char *>(bytes), count});
    return static_cast<gpgme_ssize_t>(count);
}

} // namespace coffret
