// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/demovaultprocess.h"

#include <QJsonArray>

namespace coffret::test {

/// A user of one of the demo vault's Passbolt servers who does everything by hand: gpg as a command, tokens kept here.
/// Deliberately independent of the client in core.
class PassboltGuest
{
public:
    using Answer = DemoVaultProcess::Answer;
    using Headers = QList<QPair<QByteArray, QByteArray>>;

    PassboltGuest(const DemoVaultProcess &vault, const QString &mode, bool asBetty = false);

    /// JWT sign-in; imports everybody's keys. Ends the test run when it does not work.
    void signIn();
    /// Only the sign-in, with these headers; the answer as it came.
    Answer signInOnly(const Headers &headers = {});
    [[nodiscard]] Answer get(const QString &path) const { return ask("GET", path); }
    [[nodiscard]] Answer post(const QString &path, const QJsonObject &body) const { return ask("POST", path, body); }
    [[nodiscard]] Answer put(const QString &path, const QJsonObject &body) const { return ask("PUT", path, body); }
    [[nodiscard]] Answer remove(const QString &path) const { return ask("DELETE", path); }
    /// Without a token, with these headers instead.
    [[nodiscard]] Answer askAs(const Headers &headers, const QByteArray &method, const QString &path,
                               const QJsonObject &body = {}) const;
    [[nodiscard]] static QJsonValue bodyOf(const Answer &answer) { return answer.json()[QLatin1String("body")]; }
    [[nodiscard]] static QJsonObject headerOf(const Answer &answer);

    /// The challenge of a JWT sign-in, sealed for the server. Empty values take the right ones.
    [[nodiscard]] QByteArray challenge(const QString &domain = {}, const QString &verifyToken = {},
                                       qint64 seconds = 120) const;

    struct Opened
    {
        QByteArray plaintext;
        QString status; ///< gpg's status lines
        [[nodiscard]] bool whole() const { return status.contains(QLatin1String("DECRYPTION_OKAY")); }
        [[nodiscard]] bool signedBy(const QString &fingerprint) const;
    };
    [[nodiscard]] Opened open(const QByteArray &message) const;
    [[nodiscard]] QByteArray seal(const QByteArray &plaintext, const QStringList &recipients, bool sign = true) const;
    void importKey(const QByteArray &armored) const;
    /// The user's own public key, armored.
    [[nodiscard]] QByteArray exportedKey() const;

    [[nodiscard]] const DemoVaultProcess::User &user() const { return m_user; }
    [[nodiscard]] const DemoVaultProcess::Passbolt &server() const { return m_server; }
    /// A new resource of the mode's most usual type, for this user alone; its id. password: what it holds.
    [[nodiscard]] QString newResource(const QString &password) const;
    /// A change of the password, sealed for these users (id and fingerprint); the status of the answer.
    int changePassword(const QString &resourceId, const QString &password,
                       const QList<QPair<QString, QString>> &readers) const;
    [[nodiscard]] QByteArray bearer() const;
    /// GPGAuth: the headers of a session that may read and write (cookies and CSRF token).
    [[nodiscard]] Headers openSession() const;
    /// The reply to the sign-in, in the clear.
    [[nodiscard]] const QJsonObject &tokens() const { return m_tokens; }
    [[nodiscard]] QUrl url(const QString &path) const { return QUrl(m_server.url.toString() + path); }

private:
    [[nodiscard]] Answer ask(const QByteArray &method, const QString &path,
                             const std::optional<QJsonObject> &body = {}) const;
    [[nodiscard]] QByteArray gpg(const QStringList &arguments, const QByteArray &input,
                                 QString *status = nullptr) const;

    /// Name, or its sealed form, and type.
    [[nodiscard]] QJsonObject resourceFields(const QString &name) const;
    [[nodiscard]] QString sealedPassword(const QString &password, const QString &reader) const;

    const DemoVaultProcess &m_vault;
    DemoVaultProcess::Passbolt m_server;
    DemoVaultProcess::User m_user;
    QJsonObject m_tokens;
};

/// What a message looks like before it was written into X-GPGAuth-User-Auth-Token.
[[nodiscard]] QByteArray fromGpgAuthHeader(QByteArray text);
/// The Set-Cookie header that sets this cookie (the first one); empty: there is none.
[[nodiscard]] QByteArray cookieNamed(const DemoVaultProcess::Answer &answer, const QByteArray &name);
[[nodiscard]] QByteArray valueOfCookie(const QByteArray &cookie);

} // namespace coffret::test
