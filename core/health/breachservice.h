// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httpclient.h"

#include <memory>

namespace coffret {

/// 40 upper-case hex digits; empty where OpenSSL has no SHA-1.
[[nodiscard]] SecretBuffer sha1Digits(const SecretBuffer &value);

/// Asks a collection of leaked passwords by range (the interface of Pwned Passwords): the first five hex digits of a
/// SHA-1 go out, the rest is looked for in the answer. With padding, so that the size of an answer says nothing.
/// Connects to nothing before it is asked. Owned by the composition root, main thread.
class BreachService
{
public:
    static constexpr std::size_t DigitsTold = 5;

    /// address: of the range interface; what is asked for is appended. Anything but https makes it unavailable.
    explicit BreachService(QUrl address = {}, TlsPolicy policy = {});
    ~BreachService();
    BreachService(const BreachService &) = delete;
    BreachService &operator=(const BreachService &) = delete;

    [[nodiscard]] bool isAvailable() const;
    [[nodiscard]] QString host() const { return m_address.host(); }

    /// Whether a password with this SHA-1 (of sha1Digits()) is among the leaked ones. Errors: those of
    /// HttpClient::send(); RateLimited, ServerFault, and Malformed for an answer that is not a list of digests.
    Task<Expected<bool>> knows(SecretBuffer sha1, StopToken stop);

private:
    QUrl m_address;
    TlsPolicy m_policy;
    std::shared_ptr<HttpClient> m_http; ///< made at first need; shared with what is under way
};

} // namespace coffret
