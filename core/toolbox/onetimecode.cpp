// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/onetimecode.h"

#include "core/toolbox/otpauth.h"

#include <liboath/oath.h>

#include <array>
#include <cstdlib>

namespace coffret {

namespace {

bool libraryIsReady()
{
    static const bool ready = oath_init() == OATH_OK;
    return ready;
}

int flagsOf(const QByteArray &algorithm)
{
    if (algorithm == "SHA256")
        return OATH_TOTP_HMAC_SHA256;
    return algorithm == "SHA512" ? OATH_TOTP_HMAC_SHA512 : 0;
}

/// Empty when it is no base32.
SecretBuffer decoded(const SecretBuffer &base32)
{
    char *bytes = nullptr;
    std::size_t size = 0;
    if (oath_base32_decode(base32.view().data(), base32.size(), &bytes, &size) != OATH_OK)
        return {};
    SecretBuffer key = SecretBuffer::takeFrom({bytes, size});
    std::free(bytes);
    return key;
}

} // namespace

OneTimeCode::OneTimeCode(SecretBuffer key, int flags, int digits, int period)
    : m_key(std::move(key)), m_flags(flags), m_digits(digits), m_period(period)
{
}

Expected<OneTimeCode> OneTimeCode::from(const SecretBuffer &text)
{
    const Expected<OtpAuth> auth = OtpAuth::fromText(text);
    if (!auth)
        return failure(ErrorKind::InvalidInput, auth.error().detail);
    if (!libraryIsReady())
        return failure(ErrorKind::Internal, QStringLiteral("liboath does not start"));
    SecretBuffer key = decoded(auth->seed);
    if (key.isEmpty())
        return failure(ErrorKind::InvalidInput, QStringLiteral("the key of the one-time code is not base32"));
    return OneTimeCode(std::move(key), flagsOf(auth->algorithm), auth->digits, auth->period);
}

Expected<SecretBuffer> OneTimeCode::at(const QDateTime &time) const
{
    if (!time.isValid() || time.toSecsSinceEpoch() < 0)
        return failure(ErrorKind::InvalidInput, QStringLiteral("no time for a one-time code"));
    std::array<char, 16> code{};
    const int done =
        oath_totp_generate2(m_key.view().data(), m_key.size(), static_cast<time_t>(time.toSecsSinceEpoch()),
                            static_cast<unsigned>(m_period), OATH_TOTP_DEFAULT_START_TIME,
                            static_cast<unsigned>(m_digits), m_flags, code.data());
    SecretBuffer digits = SecretBuffer::copyOf({code.data(), static_cast<std::size_t>(m_digits)});
    wipeBytes(code);
    if (done != OATH_OK)
        return failure(ErrorKind::Internal, QString::fromLatin1(oath_strerror_name(done)));
    return digits;
}

QDateTime OneTimeCode::turnAfter(const QDateTime &time) const
{
    const qint64 turn = (time.toSecsSinceEpoch() / m_period + 1) * m_period;
    return QDateTime::fromSecsSinceEpoch(turn, Qt::UTC);
}

} // namespace coffret
