// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QSslConfiguration>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace coffret::test {

/// A coffret-demo-vault in a process of its own: started in the constructor, ended in the destructor. Blocks until the
/// vault is ready; isRunning() tells whether it got that far.
class DemoVaultProcess
{
public:
    struct User
    {
        QString id;
        QString name;
        QString email;
        QString fingerprint;
        QString gnupgHome;
        QString passphrase;
        QString keyFile;    ///< the armored secret key
        QString accountKit; ///< file
        QString totpSeed;   ///< base 32; empty without a second factor
        QString yubikey;    ///< a password that is good once
    };
    /// A link as a server sends it by mail.
    struct Invitation
    {
        QString userId;
        QString email;
        QString name;
        QUrl link;
    };
    struct Passbolt
    {
        QString mode; ///< "v4" or "v5"
        QUrl url;
        QString serverFingerprint;
        User ada;   ///< uses the demonstration
        User betty; ///< a colleague
    };
    struct Fudo
    {
        QUrl url;
        QByteArray adaToken;
        QByteArray bettyToken;
        QByteArray adaPassword; ///< of the portal
    };
    struct Named
    {
        QString id;
        QString name;
        QString slug;
    };
    struct CommandK
    {
        QUrl url;
        QByteArray readToken;
        QByteArray writeToken;
        QByteArray restrictedReadToken; ///< for the first app, and the environments from the second on
        QByteArray restrictedWriteToken;
        QList<Named> apps;
        QList<Named> environments;
    };

    /// arguments as on the command line, e.g. {"--secrets", "1000"}.
    explicit DemoVaultProcess(const QStringList &arguments = {});
    ~DemoVaultProcess();
    DemoVaultProcess(const DemoVaultProcess &) = delete;
    DemoVaultProcess &operator=(const DemoVaultProcess &) = delete;

    /// Where the program is.
    [[nodiscard]] static QString executable();
    [[nodiscard]] bool isRunning() const { return !m_description.isEmpty(); }
    /// What went wrong when it is not running.
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

    /// PEM file of the authority that signed the server's certificate.
    [[nodiscard]] QString certificateFile() const;
    /// Trusts that authority and nothing else.
    [[nodiscard]] QSslConfiguration tls() const;
    [[nodiscard]] Passbolt passbolt(const QString &mode) const;
    /// kind is "setup" or "recover"; the program has to be started with --newcomers.
    [[nodiscard]] Invitation invitation(const QString &mode, const QString &kind) const;
    [[nodiscard]] Fudo fudo() const;
    [[nodiscard]] CommandK commandK() const;
    [[nodiscard]] QJsonObject description() const { return m_description; }

    struct Request
    {
        QByteArray method;
        QString path;
        QString query;
        int status = 0;
    };
    /// Requests seen so far, the control endpoint's own excepted.
    [[nodiscard]] QList<Request> requests() const;
    void clearRequests() const;
    /// Tokens of which each occurs in exactly one protected value.
    [[nodiscard]] QList<QByteArray> canaries() const;
    /// Replaces the faults and lies; see Faults::configure and PassboltLies of the demo vault. {} ends all of them.
    bool setFaults(const QJsonObject &faults) const;
    /// Has the Passbolt servers lie about these ids and about nothing else; see PassboltLies of the demo vault.
    bool setLie(const QString &lie, const QStringList &ids = {}, const QString &part = {}) const;
    /// {"settings":{…},"rights":{…}} of the Passbolt server of this mode; see PassboltServer::configure.
    bool configurePassbolt(const QString &mode, QJsonObject changes) const;

    /// See FudoServer::configure of the demo vault.
    bool configureFudo(const QJsonObject &changes) const;

    struct Answer
    {
        int status = 0; ///< 0: no answer at all
        QList<QPair<QByteArray, QByteArray>> headers;
        QByteArray body;
        [[nodiscard]] QByteArray header(const QByteArray &name) const;
        [[nodiscard]] QJsonObject json() const;
    };
    /// One plain request without cookies or redirects, for tests that look at the server itself.
    [[nodiscard]] Answer ask(const QByteArray &method, const QUrl &url, const QByteArray &body = {},
                             const QList<QPair<QByteArray, QByteArray>> &headers = {}) const;

private:
    QProcess m_process;
    QJsonObject m_description;
    QString m_problem;
};

} // namespace coffret::test
