// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/gpghome.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QSslConfiguration>
#include <QUrl>

namespace coffret::test {

/// A user of a real Passbolt who does everything by hand: gpg as a command, requests one by one. Deliberately
/// independent of the client in core.
class LiveGuest
{
public:
    /// As in the file that COFFRET_LIVE_PASSBOLT names. Signs in; ends the test run when that does not work.
    LiveGuest(const QJsonObject &instance, const QString &handle);

    struct Answer
    {
        int status = 0;
        QJsonValue body;
    };
    [[nodiscard]] Answer get(const QString &path) const { return ask("GET", path); }
    Answer post(const QString &path, const QJsonObject &body) const { return ask("POST", path, body); }
    Answer put(const QString &path, const QJsonObject &body) const { return ask("PUT", path, body); }
    Answer remove(const QString &path) const { return ask("DELETE", path); }

    /// Signed by the user.
    [[nodiscard]] QString seal(const QByteArray &plaintext, const QStringList &recipients, bool isSigned = true) const;
    /// Plaintext and gpg's status lines (with the session key), mixed. Empty when gpg cannot open it.
    [[nodiscard]] QByteArray open(const QString &message) const;

    [[nodiscard]] QString id() const { return text("id"); }
    [[nodiscard]] QString fingerprint() const { return text("fingerprint"); }
    [[nodiscard]] QString text(const char *key) const { return m_user[QLatin1String(key)].toString(); }
    /// Of every user in the file.
    [[nodiscard]] QByteArrayList publicKeys() const;
    [[nodiscard]] const GpgHome &home() const { return m_home; }

private:
    Answer ask(const QByteArray &method, const QString &path, const QJsonObject &body = {}) const;
    void signIn() const;

    QJsonObject m_instance;
    QJsonObject m_user;
    GpgHome m_home;
    QSslConfiguration m_tls;
    mutable QNetworkAccessManager m_network;
    mutable QByteArray m_token;
    mutable QElapsedTimer m_signedIn;
};

[[nodiscard]] QByteArray contentsOfFile(const QString &path);

} // namespace coffret::test
