// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/account.h"
#include "tests/core/vault/passbolt/testjwt.h"
#include "tests/support/fakes.h"
#include "tests/support/tlstestserver.h"

#include <QJsonObject>

namespace coffret::test {

/// A small Passbolt for one user, over real TLS and with FakeOpenPgp's messages. Tests change what it says by path.
class FakePassbolt
{
public:
    using Answer = std::function<void(const SeenRequest &, QSslSocket &)>;

    /// basePath: "" or like "/passbolt"; nothing is found outside it. Paths in tests are always within it.
    explicit FakePassbolt(QByteArray basePath = {});

    [[nodiscard]] Account account() const;
    /// Knows the user's key and the server's.
    [[nodiscard]] std::unique_ptr<fakes::FakeOpenPgp> openPgp() const;

    /// Replaces the answer to everything at this path (without query).
    void answer(const QByteArray &path, Answer answer) { m_answers[path] = std::move(answer); }
    void answer(const QByteArray &path, int status, const QByteArray &body, const QByteArrayList &headers = {});
    /// Answers as the server does, with the message that tests choose; say() is for where there is no server at hand.
    void tell(QSslSocket &socket, const QByteArray &body, const QByteArrayList &headers = {}, int status = 200,
              const QByteArray &path = "/") const;
    static void say(QSslSocket &socket, const QByteArray &body, const QByteArrayList &headers = {}, int status = 200);

    [[nodiscard]] int count(const QByteArray &method, const QByteArray &path) const;
    [[nodiscard]] const QList<SeenRequest> &requests() const { return m_server.requests(); }
    void forget() { m_server.forget(); }

    static const QByteArray UserId;
    static const QByteArray ServerKey; ///< its "armor"
    static const QString UserFingerprint;
    [[nodiscard]] static QString serverFingerprint();
    [[nodiscard]] static const TestJwt &issuer(); ///< one for the whole run: making the key takes a while

    /// Asked before anything else but answer(): true when it has answered.
    std::function<bool(const QByteArray &path, const SeenRequest &, QSslSocket &)> gate;
    [[nodiscard]] QByteArray basePath() const { return m_basePath; }
    [[nodiscard]] QByteArray url(const QByteArray &path = {}) const; ///< as the server writes it
    [[nodiscard]] bool isSignedIn(const SeenRequest &request) const;
    /// A cookie session may only send more than GET with the token of its own cookie.
    [[nodiscard]] static bool isForged(const SeenRequest &request);

    // What the server does, unless a test wants it otherwise.
    bool jwt = true;
    qint64 clockOffset = 0;
    QString ownUrl;           ///< empty: as the client knows it
    int accessSeconds = 300;  ///< life of an access token
    QJsonObject changedReply; ///< overrides members of the reply to a JWT sign-in
    QString replySigner = serverFingerprint();
    QByteArray userToken = "gpgauthv1.3.0|36|b87b89ab-c1db-4fb6-be4e-7f5b81538c6c|gpgauthv1.3.0";
    QByteArray accessToken;           ///< the one that is good now
    QByteArray refreshToken;          ///< the one that is good now
    QByteArray message = "a message"; ///< in every header, in whatever language
    QByteArray jwtEnabled = "true";   ///< how the plugin says that it is on
    int refreshes = 0;
    int logins = 0;

private:
    void serve(const SeenRequest &request, QSslSocket &socket);
    bool serveGuest(const QByteArray &path, const SeenRequest &request, QSslSocket &socket);
    void serveMember(const QByteArray &path, QSslSocket &socket) const;
    void jwtLogin(const SeenRequest &request, QSslSocket &socket);
    void jwtRefresh(const SeenRequest &request, QSslSocket &socket);
    void gpgLogin(const SeenRequest &request, QSslSocket &socket);
    void newTokens();
    [[nodiscard]] QByteArray within(const QByteArray &target) const; ///< path without base and query

    const QByteArray m_basePath;
    TestAuthority m_authority;
    QHash<QByteArray, Answer> m_answers;
    TlsTestServer m_server;
};

/// What FakeOpenPgp sealed.
[[nodiscard]] QByteArray unsealed(const QByteArray &message);

} // namespace coffret::test
