// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pem/pemblock.h"

#include <limits>

namespace coffret {

PemBlock::Step PemBlock::readNext(BIO *stream)
{
    constexpr unsigned Flags = PEM_FLAG_SECURE | PEM_FLAG_EAY_COMPATIBLE;
    clear();
    ERR_clear_error();
    if (PEM_read_bio_ex(stream, &m_name, &m_header, &m_data, &m_size, Flags) == 1)
        return Step::Read;
    const unsigned long error = ERR_peek_last_error();
    return ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE ? Step::End
                                                                                             : Step::Damaged;
}

void PemBlock::clear()
{
    OPENSSL_secure_clear_free(m_data, static_cast<std::size_t>(m_size));
    OPENSSL_secure_free(m_header);
    OPENSSL_secure_free(m_name);
    m_data = nullptr;
    m_header = m_name = nullptr;
    m_size = 0;
}

SslStream streamOver(std::string_view text)
{
    if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        return nullptr;
    return SslStream(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

} // namespace coffret
