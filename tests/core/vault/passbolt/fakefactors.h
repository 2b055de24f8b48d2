// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/vault/passbolt/fakepassbolt.h"

namespace coffret::test {

/// Makes a FakePassbolt ask for second factors, as the server does: a 302 to its error page in front of every call but
/// a few, cookies that count for a session or for a month, and an end to it all after too many wrong codes.
class FakeFactors
{
public:
    explicit FakeFactors(FakePassbolt &server);

    QByteArrayList names{"totp"}; ///< empty: nothing is asked for
    QByteArray totp = "123456";
    QByteArray yubikey = "ccccccbchvthlivuitriujjifivbvtrjkjfirllluurj";
    int maximumFailures = 4;
    bool mayRemember = true;
    QByteArray duo = "https://duo.example.com/oauth/v1/authorize?state=abc"; ///< where the prompt leads
    int verifications = 0;
    int refusals = 0; ///< times the error page was shown

    /// Every answer given so far counts no more.
    void forgetAll() { m_tokens.clear(); }
    [[nodiscard]] QByteArray lastToken() const { return m_lastToken; }

private:
    bool serve(const QByteArray &path, const SeenRequest &request, QSslSocket &socket);
    void verify(const QByteArray &path, const SeenRequest &request, QSslSocket &socket);
    void duoPrompt(const SeenRequest &request, QSslSocket &socket);
    void duoCallback(const SeenRequest &request, QSslSocket &socket);
    [[nodiscard]] QByteArray newCookie(bool remember);
    [[nodiscard]] bool isVerified(const SeenRequest &request) const;

    FakePassbolt &m_server;
    QByteArrayList m_tokens;
    QByteArray m_lastToken;
    QByteArray m_duoCookie;
    int m_failures = 0;
};

} // namespace coffret::test
