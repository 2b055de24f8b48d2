// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/commandk/commandkserver.h"
#include "app/demovault/control.h"
#include "app/demovault/crypto/jsonwebtoken.h"
#include "app/demovault/elsewhere.h"
#include "app/demovault/fudo/fudoserver.h"
#include "app/demovault/options.h"
#include "app/demovault/passbolt/passboltserver.h"
#include "app/demovault/temporaryhome.h"

#include <QJsonArray>

#include <memory>

namespace coffret::demovault {

/// The whole demonstration: keys, certificates, data, and the four vaults behind one HTTPS port. Lives for one run.
class DemoVault
{
public:
    explicit DemoVault(Options options);
    ~DemoVault();

    /// Makes keys, listens. An empty string, or why it could not be done.
    [[nodiscard]] QString start();
    /// Where everything is, as the line printed on standard output has it.
    [[nodiscard]] QJsonObject description() const;
    [[nodiscard]] QList<QByteArray> canaries() const;
    /// The hidden values of every secret in the clear, and its tokens: what a test compares with.
    [[nodiscard]] QJsonArray values();

    // Faults
    /// Replaces all faults and lies: see Faults, PassboltLies and TokenVaultLies; {} ends them.
    void setFaults(const QJsonObject &faults);
    /// What was asked so far, and of places that only a redirect names.
    [[nodiscard]] HttpServer &http() { return m_http; }
    [[nodiscard]] Elsewhere &elsewhere() { return m_elsewhere; }
    void tellLies(const QJsonArray &lies);
    void expireTokens();
    void expireAccessTokens();
    /// Settings and rights of the Passbolt server of this mode; false: there is none.
    [[nodiscard]] bool configurePassbolt(const QJsonObject &changes);
    /// See FudoServer::configure().
    [[nodiscard]] bool configureFudo(const QJsonObject &changes);
    /// See CommandKServer::configure().
    [[nodiscard]] bool configureCommandK(const QJsonObject &changes);

private:
    /// Somebody whose place a person or a test may take.
    struct Guest
    {
        QString gnupgHome;
        QByteArray passphrase;
        QByteArray secretKey; ///< armored, protected where there is a passphrase
        QString keyFile;
    };

    [[nodiscard]] QStringList vaultNames() const;
    [[nodiscard]] bool hasPassbolt() const;
    /// Keys and GnuPG homes of the people; empty, or what went wrong.
    [[nodiscard]] QString makePeople();
    /// A GnuPG home and a key file for one of them.
    [[nodiscard]] Guest makeGuest(const QString &name, const DemoKey &key, const QByteArray &passphrase);
    void startServices(const QString &origin);
    [[nodiscard]] QJsonObject passboltDescription(const PassboltServer &server) const;
    [[nodiscard]] QJsonObject userDescription(const PassboltServer &server, const PassboltUser &user,
                                              const Guest &guest) const;
    [[nodiscard]] QJsonObject fudoDescription() const;
    [[nodiscard]] QJsonObject commandKDescription() const;

    Options m_options;
    TemporaryHome m_home;
    Authority m_authority;
    Faults m_faults;
    HttpServer m_http;
    Elsewhere m_elsewhere;
    Seed m_seed;
    Values m_values;
    DemoPeople m_people;
    Guest m_ada;
    Guest m_betty;
    QString m_certificateFile;
    QString m_origin;
    std::unique_ptr<TokenSigner> m_signer;
    std::vector<std::unique_ptr<PassboltServer>> m_passbolt;
    std::unique_ptr<FudoServer> m_fudo;
    std::unique_ptr<CommandKServer> m_commandK;
    Control m_control;
};

} // namespace coffret::demovault
