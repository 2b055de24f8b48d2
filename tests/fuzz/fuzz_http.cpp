// SPDX-License-Identifier: GPL-3.0-or-later
// Headers, addresses, links and access tokens.
#include "core/net/retryafter.h"
#include "core/vault/passbolt/passboltauth.h"
#include "core/vault/passbolt/passboltenrolmentparts.h"
#include "core/vault/passbolt/passboltjson.h"
#include "core/vault/passbolt/passboltjwt.h"
#include "core/vault/passbolt/passboltsecondfactor.h"
#include "core/vault/support/answers.h"
#include "core/vault/support/tlspolicy.h"
#include "tests/fuzz/nobodyasked.h"

using namespace coffret;
using namespace coffret::fuzz;

namespace {

HttpResponse responseWith(Input &input)
{
    HttpResponse response;
    response.status = input.choice(2) == 0 ? 429 : 503;
    while (!input.rest().empty()) {
        const std::string_view line = input.upTo('\n');
        const std::size_t colon = std::min(line.find(':'), line.size());
        response.headers.append({QByteArray(line.data(), static_cast<qsizetype>(colon)),
                                 QByteArray(line.data() + colon, static_cast<qsizetype>(line.size() - colon)).mid(1)});
    }
    return response;
}

void checkHeaders(Input &input)
{
    using namespace std::chrono_literals;
    const HttpResponse response = responseWith(input);
    const std::chrono::seconds wait = retryAfter(response);
    require(wait >= 0s && wait <= 3600s, "nobody is left alone longer than an hour");
    require(errorFor(response).retryAfter == wait, "an error says the same");
    for (const QByteArray &cookie : response.cookies("passbolt_session"))
        require(!cookie.contains(';'), "a cookie ends with its value");
}

void checkAddress(const QString &text)
{
    Account account;
    account.server = QUrl(text);
    const auto address = baseAddressOf(account);
    if (!address)
        return;
    require(address->isValid() && address->scheme() == QLatin1String("https") && !address->host().isEmpty(),
            "https alone");
    require(!address->hasQuery() && !address->hasFragment() && address->userInfo().isEmpty(), "and nothing around it");
    account.server = *address;
    require(baseAddressOf(account) == address, "an address stays what it is");
}

void checkLink(const QString &text)
{
    const auto link = parsePassboltLink(text);
    if (!link)
        return;
    require(isUuid(link->userId) && isUuid(link->token), "user and token are UUIDs");
    require(link->server.scheme() == QLatin1String("https") && !link->server.path().endsWith(QLatin1Char('/')),
            "the server's address");
}

void checkDuo(const QString &text)
{
    const QUrl server(QStringLiteral("https://vault.example.org/base"));
    const auto callback = parseDuoCallback(QUrl(text), server);
    if (!callback || callback->refused)
        return;
    const QString both = callback->state + callback->code;
    const bool isPlain = std::none_of(both.begin(), both.end(), [](QChar c) {
        return c == QLatin1Char('&') || c == QLatin1Char('?') || c == QLatin1Char('#') || c == QLatin1Char('/') ||
               c.isSpace();
    });
    require(isPlain && !callback->state.isEmpty() && !callback->code.isEmpty(), "nothing that changes an address");
}

void checkToken(Input &input)
{
    const std::string_view token = input.upTo('\n');
    const auto claims = verifyJwt(token, input.bytes());
    if (claims)
        require(!claims->subject.isEmpty() && claims->expires.isValid(), "a token says whose it is");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    letNobodyBeAsked();
    Input input(data, size);
    switch (input.choice(6)) {
    case 0:
        checkHeaders(input);
        break;
    case 1:
        checkAddress(input.text());
        break;
    case 2:
        checkLink(input.text());
        break;
    case 3:
        checkDuo(input.text());
        break;
    case 4:
        checkToken(input);
        break;
    default: {
        const QByteArray message = decodeGpgAuthHeader(input.bytes());
        require(!isGpgAuthToken(viewOf(message)) || message.size() == 67, "a token has one form");
        break;
    }
    }
    return 0;
}
