// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <QByteArray>
#include <QLoggingCategory>
#include <QString>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace coffret::fuzz {

/// What a parser is fed with: the first octet says which parser of the target, the rest is its. Views point into the
/// caller's memory, which ends where the input ends.
class Input
{
public:
    Input(const std::uint8_t *data, std::size_t size) : m_rest(reinterpret_cast<const char *>(data), size)
    {
        static const bool isQuiet = [] {
            QLoggingCategory::setFilterRules(QStringLiteral("*=false"));
            return true;
        }();
        static_cast<void>(isQuiet);
    }

    /// One octet as a number below count; '0' is 0, so that seeds can be read.
    unsigned choice(unsigned count)
    {
        const unsigned octet = m_rest.empty() ? '0' : static_cast<unsigned char>(m_rest.front());
        m_rest.remove_prefix(m_rest.empty() ? 0 : 1);
        return (octet + 256 - '0') % 256 % count;
    }
    /// What stands before the next of these characters, which is passed over; everything where there is none.
    std::string_view upTo(char end)
    {
        const std::string_view part = m_rest.substr(0, m_rest.find(end));
        m_rest.remove_prefix(std::min(part.size() + 1, m_rest.size()));
        return part;
    }
    [[nodiscard]] std::string_view rest() const { return m_rest; }
    [[nodiscard]] QByteArray bytes() const { return {m_rest.data(), static_cast<qsizetype>(m_rest.size())}; }
    [[nodiscard]] QString text() const
    {
        return QString::fromUtf8(m_rest.data(), static_cast<qsizetype>(m_rest.size()));
    }
    [[nodiscard]] SecretBuffer secret() const { return SecretBuffer::copyOf(m_rest); }

private:
    std::string_view m_rest;
};

/// Ends the run as a crash would: what the parser promises does not hold.
inline void require(bool holds, const char *promise)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

[[nodiscard]] inline std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// Whether a part lies where it must: a parser that hands out views has to stay within what it was given.
[[nodiscard]] inline bool liesIn(std::string_view part, std::string_view whole)
{
    return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

} // namespace coffret::fuzz
