// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/demovault.h"

#include "app/demovault/leaks.h"
#include "app/demovault/passbolt/payloads.h"
#include "app/demovault/seed/company.h"

#include <algorithm>
#include <future>

namespace coffret::demovault {
namespace {

const QStringList passboltModes{QStringLiteral("v4"), QStringLiteral("v5")};
const QString fudoVault = QStringLiteral("fudo");
const QString commandKVault = QStringLiteral("commandk");

} // namespace

DemoVault::DemoVault(Options options)
    : m_options(std::move(options))
    , m_http(m_authority.serverConfiguration(), m_faults)
    , m_elsewhere(m_authority.serverConfiguration())
    , m_seed(m_options.secrets.value_or(static_cast<int>(companySecrets().size())))
    , m_values(m_authority)
    , m_control(*this, m_http)
{
}

DemoVault::~DemoVault() = default;

QString DemoVault::start()
{
    if (m_home.path().isEmpty())
        return QStringLiteral("no temporary directory can be made");
    if (hasPassbolt()) {
        const QString problem = makePeople();
        if (!problem.isEmpty())
            return problem;
    }
    const quint16 port = m_http.start(m_options.port);
    if (port == 0)
        return QStringLiteral("the port cannot be had");
    m_certificateFile = m_home.write(QStringLiteral("ca.pem"), m_authority.certificate());
    startServices(QStringLiteral("https://127.0.0.1:%1").arg(port));
    setFaults(m_options.faults);
    return {};
}

bool DemoVault::hasPassbolt() const
{
    return std::any_of(passboltModes.begin(), passboltModes.end(),
                       [this](const QString &mode) { return m_options.modes.contains(mode); });
}

QString DemoVault::makePeople()
{
    // RSA takes a while: on threads of their own, beside everything else.
    auto carol = std::async(std::launch::async, generateKey, QStringLiteral("Carol Nováková <carol@halden.example>"),
                            KeyKind::Rsa3072);
    auto signer = std::async(std::launch::async, [] { return std::make_unique<TokenSigner>(); });
    m_people.ada = generateKey(QStringLiteral("Ada Lindqvist <ada@halden.example>"), KeyKind::Ed25519);
    m_people.betty = generateKey(QStringLiteral("Betty Öztürk <betty@halden.example>"), KeyKind::Ed25519);
    if (m_options.passbolt.leaver)
        m_people.erik = generateKey(QStringLiteral("Erik Haugen <erik@halden.example>"), KeyKind::Ed25519);
    m_people.stranger = generateKey(QStringLiteral("Mallory <mallory@elsewhere.example>"), KeyKind::Ed25519);
    m_ada = makeGuest(QStringLiteral("ada"), m_people.ada, m_options.passphrase);
    m_betty = makeGuest(QStringLiteral("betty"), m_people.betty, {});
    m_people.carol = carol.get();
    m_signer = signer.get();
    return m_ada.gnupgHome.isEmpty() || m_betty.gnupgHome.isEmpty()
               ? QStringLiteral("gpg is missing or refuses the keys")
               : QString();
}

DemoVault::Guest DemoVault::makeGuest(const QString &name, const DemoKey &key, const QByteArray &passphrase)
{
    const QByteArray secretKey = passphrase.isEmpty() ? key.secretKey : protectedSecretKey(key, passphrase);
    return {m_home.addGnupgHome(name, secretKey, passphrase), passphrase, secretKey,
            m_home.write(name + QStringLiteral(".asc"), secretKey)};
}

void DemoVault::startServices(const QString &origin)
{
    m_origin = origin;
    for (const QString &mode : passboltModes) {
        if (!m_options.modes.contains(mode))
            continue;
        const QString prefix = QLatin1Char('/') + mode;
        PassboltServer *server =
            m_passbolt
                .emplace_back(std::make_unique<PassboltServer>(mode, origin + prefix, m_people, m_seed, m_values,
                                                               *m_signer, m_options.passbolt))
                .get();
        m_http.mount(prefix, [server](const Request &request) { return server->handle(request); });
    }
    if (m_options.modes.contains(fudoVault)) {
        m_fudo = std::make_unique<FudoServer>(m_seed, m_values, m_options.inferred);
        m_http.mount(QStringLiteral("/api/v2"), [this](const Request &request) { return m_fudo->handle(request); });
        m_http.mount(QStringLiteral("/api/portal"),
                     [this](const Request &request) { return m_fudo->handlePortal(request); });
    }
    if (m_options.modes.contains(commandKVault)) {
        m_commandK = std::make_unique<CommandKServer>(m_seed, m_values, m_options.inferred);
        m_http.mount(QStringLiteral("/commandk"),
                     [this](const Request &request) { return m_commandK->handle(request); });
    }
    m_http.mount(QStringLiteral("/range"), leakedRange);
    m_http.mount(
        QStringLiteral("/control"), [this](const Request &request) { return m_control.handle(request); }, true);
}

QJsonObject DemoVault::userDescription(const PassboltServer &server, const PassboltUser &user, const Guest &guest) const
{
    const QString kitName =
        QStringLiteral("%1-%2.passbolt").arg(user.username.section(QLatin1Char('@'), 0, 0), server.mode());
    QJsonObject row{{QStringLiteral("id"), user.id},
                    {QStringLiteral("name"), user.firstName + QLatin1Char(' ') + user.lastName},
                    {QStringLiteral("email"), user.username},
                    {QStringLiteral("fingerprint"), user.key.fingerprint},
                    {QStringLiteral("gnupghome"), guest.gnupgHome},
                    {QStringLiteral("passphrase"), QString::fromUtf8(guest.passphrase)},
                    {QStringLiteral("key_file"), guest.keyFile},
                    {QStringLiteral("account_kit"), m_home.write(kitName, server.accountKitOf(user, guest.secretKey))}};
    if (const QJsonObject secondFactor = server.secondFactorOf(user); !secondFactor.isEmpty())
        row[QLatin1String("second_factor")] = secondFactor;
    return row;
}

QJsonObject DemoVault::passboltDescription(const PassboltServer &server) const
{
    const Directory &directory = server.directory();
    QJsonObject row{{QStringLiteral("mode"), server.mode()},
                    {QStringLiteral("url"), server.baseUrl()},
                    {QStringLiteral("server_fingerprint"), server.serverFingerprint()},
                    {QStringLiteral("users"),
                     QJsonArray{userDescription(server, *directory.userByName(QStringLiteral("Ada")), m_ada),
                                userDescription(server, *directory.userByName(QStringLiteral("Betty")), m_betty)}}};
    QJsonArray invitations;
    for (const Invitation &invitation : server.invitations())
        invitations.append(QJsonObject{{QStringLiteral("kind"), invitation.kind},
                                       {QStringLiteral("user_id"), invitation.userId},
                                       {QStringLiteral("email"), invitation.email},
                                       {QStringLiteral("name"), invitation.name},
                                       {QStringLiteral("link"), invitation.link}});
    if (!invitations.isEmpty())
        row[QLatin1String("invitations")] = invitations;
    return row;
}

QJsonObject DemoVault::fudoDescription() const
{
    QJsonArray users;
    for (const FudoUser &user : m_fudo->store().users)
        users.append(QJsonObject{{QStringLiteral("name"), user.name},
                                 {QStringLiteral("password"), user.password},
                                 {QStringLiteral("token"), QString::fromLatin1(user.token)}});
    return {{QStringLiteral("url"), m_origin}, {QStringLiteral("users"), users}};
}

QJsonObject DemoVault::commandKDescription() const
{
    const auto rows = [](const auto &objects) {
        QJsonArray array;
        for (const CommandKNamed &object : objects)
            array.append(QJsonObject{{QStringLiteral("id"), object.id},
                                     {QStringLiteral("name"), object.name},
                                     {QStringLiteral("slug"), object.slug}});
        return array;
    };
    return {{QStringLiteral("url"), m_origin + QStringLiteral("/commandk")},
            {QStringLiteral("read_token"), QString::fromLatin1(m_commandK->readToken())},
            {QStringLiteral("write_token"), QString::fromLatin1(m_commandK->writeToken())},
            {QStringLiteral("restricted_read_token"), QString::fromLatin1(m_commandK->restrictedReadToken())},
            {QStringLiteral("restricted_write_token"), QString::fromLatin1(m_commandK->restrictedWriteToken())},
            {QStringLiteral("apps"), rows(m_commandK->apps())},
            {QStringLiteral("environments"), rows(m_commandK->environments())}};
}

QJsonObject DemoVault::description() const
{
    QJsonArray passbolt;
    for (const auto &server : m_passbolt)
        passbolt.append(passboltDescription(*server));
    QJsonObject description{{QStringLiteral("certificate"), m_certificateFile},
                            {QStringLiteral("control"), m_origin + QStringLiteral("/control")},
                            {QStringLiteral("leaks"), m_origin + QStringLiteral("/range/")},
                            {QStringLiteral("passbolt"), passbolt}};
    if (m_fudo)
        description[QLatin1String("fudo")] = fudoDescription();
    if (m_commandK)
        description[QLatin1String("commandk")] = commandKDescription();
    return description;
}

QStringList DemoVault::vaultNames() const
{
    QStringList vaults;
    for (const auto &server : m_passbolt)
        vaults.append(server->mode());
    if (m_fudo)
        vaults.append(fudoVault);
    if (m_commandK) {
        for (const CommandKNamed &environment : m_commandK->environments())
            vaults.append(CommandKServer::vaultName(environment));
    }
    return vaults;
}

QList<QByteArray> DemoVault::canaries() const
{
    const QStringList vaults = vaultNames();
    QList<QByteArray> tokens;
    for (int i = 0; i < m_seed.size(); ++i) {
        const SeedSecret secret = m_seed.secret(i);
        for (const QString &vault : vaults)
            tokens += Values::canaries(vault, i, secret);
    }
    return tokens;
}

QJsonArray DemoVault::values()
{
    const QStringList vaults = vaultNames();
    QJsonArray rows;
    for (int i = 0; i < m_seed.size(); ++i) {
        const SeedSecret secret = m_seed.secret(i);
        for (const QString &vault : vaults) {
            const SecretValues values = m_values.of(vault, i, secret);
            QJsonArray tokens;
            for (const QByteArray &token : Values::canaries(vault, i, secret))
                tokens.append(QString::fromLatin1(token));
            rows.append(QJsonObject{{QStringLiteral("vault"), vault},
                                    {QStringLiteral("name"), secret.name},
                                    {QStringLiteral("secret"), QString::fromUtf8(values.secret)},
                                    {QStringLiteral("passphrase"), QString::fromUtf8(values.passphrase)},
                                    {QStringLiteral("note"), QString::fromUtf8(values.note)},
                                    {QStringLiteral("totp"), QString::fromLatin1(values.totpKey)},
                                    {QStringLiteral("canaries"), tokens}});
        }
    }
    return rows;
}

void DemoVault::setFaults(const QJsonObject &faults)
{
    m_faults.configure(faults);
    tellLies(faults[QLatin1String("lies")].toArray());
}

void DemoVault::tellLies(const QJsonArray &lies)
{
    for (const auto &server : m_passbolt)
        server->tellLies(lies);
    if (m_fudo)
        m_fudo->lies().tell(lies);
    if (m_commandK)
        m_commandK->lies().tell(lies);
}

bool DemoVault::configurePassbolt(const QJsonObject &changes)
{
    for (const auto &server : m_passbolt) {
        if (server->mode() == changes[QLatin1String("mode")].toString()) {
            server->configure(changes);
            return true;
        }
    }
    return false;
}

bool DemoVault::configureFudo(const QJsonObject &changes)
{
    return m_fudo && m_fudo->configure(changes);
}

bool DemoVault::configureCommandK(const QJsonObject &changes)
{
    return m_commandK && m_commandK->configure(changes);
}

void DemoVault::expireAccessTokens()
{
    for (const auto &server : m_passbolt)
        server->expireAccessTokens();
}

void DemoVault::expireTokens()
{
    for (const auto &server : m_passbolt)
        server->expireTokens();
    if (m_fudo)
        m_fudo->expireTokens();
    if (m_commandK)
        m_commandK->expireTokens();
}

} // namespace coffret::demovault
