// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/passboltserver.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/accountkit.h"
#include "app/demovault/passbolt/seeding.h"
#include "app/demovault/passbolt/yubikey.h"

namespace coffret::demovault {
namespace {

const QDateTime keyMade(QDate(2023, 1, 3), QTime(9, 0), Qt::UTC);

DemoKey newServerKey(const QString &mode)
{
    return generateKey(QStringLiteral("Halden vault %1 <vault-%1@halden.example>").arg(mode), KeyKind::Ed25519);
}

MetadataKey newMetadataKey(const QString &mode, const QDateTime &created)
{
    return {uuidOf(mode + QStringLiteral("/metadata-key/") + created.toString(Qt::ISODate)),
            generateKey(QStringLiteral("Shared metadata key <metadata@halden.example>"), KeyKind::Ed25519),
            created,
            {}};
}

} // namespace

PassboltServer::PassboltServer(const QString &mode, const QString &baseUrl, const DemoPeople &people, Seed &seed,
                               Values &values, const TokenSigner &signer, const PassboltOptions &options)
    : m_directory(mode, baseUrl)
    , m_store(m_directory)
    , m_context{mode,
                baseUrl,
                m_keyring,
                seed,
                values,
                m_directory,
                m_store,
                newServerKey(mode),
                people.stranger,
                {},
                {},
                {},
                PassboltPolicies(mode, m_directory.idOf(QStringLiteral("betty")), options),
                options}
    , m_secondFactor(m_context)
    , m_auth(m_context, signer, m_secondFactor)
    , m_enrolment(m_context)
    , m_settings(m_context)
    , m_peopleApi(m_context, m_secondFactor)
    , m_resources(m_context)
    , m_resourceWriter(m_context)
    , m_folders(m_context)
    , m_moving(m_context)
    , m_sharing(m_context)
    , m_comments(m_context)
    , m_groups(m_context)
    , m_metadata(m_context)
    , m_tags(m_context)
    , m_activity(m_context)
    , m_lies(m_context)
{
    addKeys(people);
    addPeople(people);
    if (options.leaver)
        addLeaver(people.erik);
    seedPassbolt(m_context);
    m_secondFactor.require(m_directory.users().front().id, options.secondFactor);
    if (options.newcomers)
        addNewcomers();
    registerRoutes();
}

void PassboltServer::addKeys(const DemoPeople &people)
{
    if (m_context.isV5())
        m_context.metadataKeys.push_back(newMetadataKey(m_context.mode, keyMade));
    for (const DemoKey *key : {&people.ada, &people.betty, &people.carol, &people.stranger})
        m_keyring.add(*key);
    m_keyring.add(m_context.serverKey);
    for (const MetadataKey &key : m_context.metadataKeys)
        m_keyring.add(key.key);
}

void PassboltServer::addPeople(const DemoPeople &people)
{
    const QString ada =
        m_directory
            .addUser(QStringLiteral("ada"), QStringLiteral("Ada"), QStringLiteral("Lindqvist"), false, people.ada)
            .id;
    const QString betty =
        m_directory
            .addUser(QStringLiteral("betty"), QStringLiteral("Betty"), QStringLiteral("Öztürk"), true, people.betty)
            .id;
    const QString carol =
        m_directory
            .addUser(QStringLiteral("carol"), QStringLiteral("Carol"), QStringLiteral("Nováková"), false, people.carol)
            .id;
    m_directory.addGroup(QStringLiteral("Operations"), betty, {carol});
    m_directory.addGroup(QStringLiteral("Finance"), betty, {ada});
}

void PassboltServer::addLeaver(const DemoKey &key)
{
    m_keyring.add(key);
    PassboltUser &erik =
        m_directory.addUser(QStringLiteral("erik"), QStringLiteral("Erik"), QStringLiteral("Haugen"), false, key);
    erik.disabled = erik.created.addDays(500);
    // Through the group he still counts as a reader of what the group can see.
    PassboltGroup &operations = m_directory.groups().front();
    operations.members.push_back({uuidOf(operations.id + erik.id), erik.id, false, operations.created});
}

void PassboltServer::addNewcomers()
{
    const auto invitation = [](const QString &kind, const PassboltUser &user, const QString &link) {
        return Invitation{kind, user.id, user.username, user.firstName + QLatin1Char(' ') + user.lastName, link};
    };
    const PassboltUser &dana =
        m_directory.addUser(QStringLiteral("dana"), QStringLiteral("Dana"), QStringLiteral("Okafor"), false, {});
    const PassboltUser &ada = m_directory.users().front();
    m_invitations = {invitation(QStringLiteral("setup"), dana, m_enrolment.invite(dana.id)),
                     invitation(QStringLiteral("recover"), ada, m_enrolment.offerRecovery(ada.id))};
}

void PassboltServer::registerRoutes()
{
    m_api.setAuthenticator([this](const Request &request) { return m_auth.identify(request); });
    m_api.setGate([this](const Request &request, const std::optional<Identity> &identity) {
        return m_secondFactor.gate(request, identity);
    });
    m_api.setReteller([this](const QJsonValue &body) { return m_lies.retold(body); });
    m_api.setDecorator([this](const Request &request, const std::optional<Identity> &identity, Response &response) {
        m_auth.decorate(request, identity, response);
    });
    m_secondFactor.registerRoutes(m_api);
    m_auth.registerRoutes(m_api);
    m_enrolment.registerRoutes(m_api);
    m_settings.registerRoutes(m_api);
    m_peopleApi.registerRoutes(m_api);
    m_resources.registerRoutes(m_api);
    m_resourceWriter.registerRoutes(m_api);
    m_folders.registerRoutes(m_api);
    m_moving.registerRoutes(m_api);
    m_sharing.registerRoutes(m_api);
    m_comments.registerRoutes(m_api);
    m_groups.registerRoutes(m_api);
    m_metadata.registerRoutes(m_api);
    m_tags.registerRoutes(m_api);
    m_activity.registerRoutes(m_api);
}

QJsonObject PassboltServer::secondFactorOf(const PassboltUser &user) const
{
    const QStringList providers = m_secondFactor.providersOf(user.id);
    if (providers.isEmpty())
        return {};
    return {{QStringLiteral("providers"), QJsonArray::fromStringList(providers)},
            {QStringLiteral("totp_seed"), PassboltSecondFactor::seedOf(user.id)},
            {QStringLiteral("yubikey"), yubikeyPassword(user.id)}};
}

QByteArray PassboltServer::accountKitOf(const PassboltUser &user, const QByteArray &lockedKey) const
{
    return accountKit(m_context, user, lockedKey);
}

void PassboltServer::configure(const QJsonObject &changes)
{
    const QJsonObject settings = changes[QLatin1String("settings")].toObject();
    for (auto it = settings.begin(); it != settings.end(); ++it)
        m_context.policies.change(it.key(), it.value());
    const QJsonObject rights = changes[QLatin1String("rights")].toObject();
    for (auto it = rights.begin(); it != rights.end(); ++it)
        m_context.rights.insert(it.key(), it.value().toString());
}

} // namespace coffret::demovault
