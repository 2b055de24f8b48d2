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

    FakePassbolt();

    [[nodiscard]] Account account() const;
    /// Knows the user's key and the server's.
    [[nodiscard]] std::unique_ptr<fakes::FakeOpenPgp> openPgp() const;

    /// Replaces the answer to everything at this path (without query).
    void answer(const QByteArray &path, Answer answer) { m_answers[path] = std::move(answer); }
    void answer(const QByteArray &path, int status, const QByteArray &body, const QByteArrayList &headers = {});
    static void say(QSslSocket &socket, const QByteArray &body, const QByteArrayList &headers = {}, int status = 200);

    [[nodiscard]] int count(const QByteArray &method, const QByteArray &path) const;
    [[nodiscard]] const QList<SeenRequest> &requests() const { return m_server.requests(); }
    void forget() { m_server.forget(); }

    static const QByteArray UserId;
    static const QByteArray ServerKey; ///< its "armor"
    static const QString UserFingerprint;
    [[nodiscard]] static QString serverFingerprint();
    [[nodiscard]] static const TestJwt &issuer(); ///< one for the whole run: making the key takes a while

    // What the server does, unless a test wants it otherwise.
    bool jwt = true;
    qint64 clockOffset = 0;
    QString ownUrl;           ///< empty: as the client knows it
    int accessSeconds = 300;  ///< life of an access token
    QJsonObject changedReply; ///< overrides members of the reply to a JWT sign-in
    QString replySigner = serverFingerprint();
    QByteArray userToken = "gpgauthv1.3.0|36|b87b89ab-c1db-4fb6-be4e-7f5b81538c6c|gpgauthv1.3.0";
    QByteArray accessToken;  ///< the one that is good now
    QByteArray refreshToken; ///< the one that is good now
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
    [[nodiscard]] bool isSignedIn(const SeenRequest &request) const;

    TestAuthority m_authority;
    QHash<QByteArray, Answer> m_answers;
    TlsTestServer m_server;
};

/// What FakeOpenPgp sealed.
[[nodiscard]] QByteArray unsealed(const QByteArray &message);

} // namespace coffret::test
