// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/breachservice.h"

#include "core/secret/opensslhandles.h"

#include <algorithm>

namespace coffret {

namespace {

constexpr std::size_t DigestDigits = 40;
constexpr qint64 LongestAnswer = 1024 * 1024; // a range has some 1000 lines of at most 50 bytes
constexpr int StatusOk = 200;
constexpr int StatusTooMany = 429;

bool isDigits(std::string_view text, std::string_view digits)
{
    return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos;
}

/// One line: 35 hex digits, a colon, how often. A count of zero is padding.
Expected<bool> isLeak(std::string_view line, std::string_view wanted)
{
    const std::size_t colon = line.find(':');
    if (colon != wanted.size() || !isDigits(line.substr(0, colon), "0123456789ABCDEFabcdef") ||
        !isDigits(line.substr(colon + 1), "0123456789"))
        return failure(ErrorKind::Malformed, QStringLiteral("a line of leaked passwords"));
    const auto upper = [](char digit) { return digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit; };
    const bool same = std::equal(wanted.begin(), wanted.end(), line.begin(),
                                 [upper](char one, char other) { return one == upper(other); });
    return same && line.substr(colon + 1).find_first_not_of('0') != std::string_view::npos;
}

Expected<bool> isListed(std::string_view answer, std::string_view wanted)
{
    bool found = false;
    while (!answer.empty()) {
        const std::size_t end = answer.find('\n');
        std::string_view line = answer.substr(0, end);
        answer = end == std::string_view::npos ? std::string_view() : answer.substr(end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty())
            continue;
        const Expected<bool> leak = isLeak(line, wanted);
        if (!leak)
            return leak;
        found = found || *leak;
    }
    return found;
}

Expected<void> accepted(const HttpResponse &response)
{
    if (response.status == StatusOk)
        return {};
    const ErrorKind kind = response.status == StatusTooMany ? ErrorKind::RateLimited : ErrorKind::ServerFault;
    return failure(kind, QStringLiteral("leaked passwords"), response.status);
}

} // namespace

SecretBuffer sha1Digits(const SecretBuffer &value)
{
    Scratch<DigestDigits / 2> digest;
    unsigned int size = 0;
    if (EVP_Digest(value.bytes().data(), value.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1 ||
        size != DigestDigits / 2)
        return {};
    SecretBuffer digits(DigestDigits);
    for (const char byte : digest.first(size)) {
        constexpr std::string_view hex = "0123456789ABCDEF";
        const auto number = static_cast<unsigned char>(byte);
        digits.append(hex.substr(number >> 4U, 1));
        digits.append(hex.substr(number & 0xFU, 1));
    }
    return digits;
}

BreachService::BreachService(QUrl address, TlsPolicy policy)
    : m_address(std::move(address)), m_policy(std::move(policy))
{
}

BreachService::~BreachService() = default;

bool BreachService::isAvailable() const
{
    return m_address.isValid() && m_address.scheme() == QLatin1String("https") && !m_address.host().isEmpty();
}

Task<Expected<bool>> BreachService::knows(SecretBuffer sha1, StopToken stop)
{
    if (!isAvailable() || sha1.size() != DigestDigits)
        co_return failure(ErrorKind::Unsupported);
    if (!m_http)
        m_http = std::make_shared<HttpClient>(m_policy);
    const auto http = m_http;
    QUrl url = m_address;
    const QString folder = url.path().endsWith(QLatin1Char('/')) ? url.path() : url.path() + QLatin1Char('/');
    url.setPath(folder + QString::fromLatin1(sha1.view().data(), qsizetype(DigitsTold)));
    HttpRequest request("GET", url);
    request.headers = {{"Add-Padding", "true"}};
    request.followRedirects = false;
    request.secretPath = true;
    request.maximumBytes = LongestAnswer;
    request.stop = std::move(stop);
    Task<Expected<HttpResponse>> sending = http->send(std::move(request));
    const Expected<HttpResponse> response = co_await sending;
    if (!response)
        co_return failure(response);
    if (const Expected<void> fine = accepted(*response); !fine)
        co_return failure(fine);
    const std::string_view answer(response->body.constData(), static_cast<std::size_t>(response->body.size()));
    co_return isListed(answer, sha1.view().substr(DigitsTold));
}

} // namespace coffret
