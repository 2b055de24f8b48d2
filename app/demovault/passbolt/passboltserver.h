// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/activity.h"
#include "app/demovault/passbolt/auth.h"
#include "app/demovault/passbolt/comments.h"
#include "app/demovault/passbolt/context.h"
#include "app/demovault/passbolt/enrolment.h"
#include "app/demovault/passbolt/folders.h"
#include "app/demovault/passbolt/groups.h"
#include "app/demovault/passbolt/lies.h"
#include "app/demovault/passbolt/metadata.h"
#include "app/demovault/passbolt/moving.h"
#include "app/demovault/passbolt/people.h"
#include "app/demovault/passbolt/resources.h"
#include "app/demovault/passbolt/resourcewriter.h"
#include "app/demovault/passbolt/secondfactor.h"
#include "app/demovault/passbolt/settings.h"
#include "app/demovault/passbolt/sharing.h"
#include "app/demovault/passbolt/tags.h"

namespace coffret::demovault {

/// The keys of the people in the demonstration; the same people use both Passbolt servers.
struct DemoPeople
{
    DemoKey ada;      ///< uses the demonstration
    DemoKey betty;    ///< administrator and colleague
    DemoKey carol;    ///< colleague with an RSA key
    DemoKey erik;     ///< disabled; none unless asked for
    DemoKey stranger; ///< signs one secret, known to nobody
};

/// A link that a server sends by mail.
struct Invitation
{
    QString kind; ///< "setup" or "recover"
    QString userId;
    QString email;
    QString name;
    QString link;
};

/// One complete Passbolt 5.12 community server with data of the seed.
class PassboltServer
{
public:
    /// mode is "v4" or "v5". seed, values and signer must outlive the server.
    PassboltServer(const QString &mode, const QString &baseUrl, const DemoPeople &people, Seed &seed, Values &values,
                   const TokenSigner &signer, const PassboltOptions &options);

    [[nodiscard]] Response handle(const Request &request) { return m_api.handle(request); }
    [[nodiscard]] const Directory &directory() const { return m_directory; }
    [[nodiscard]] const QString &mode() const { return m_context.mode; }
    [[nodiscard]] const QString &baseUrl() const { return m_context.baseUrl; }
    [[nodiscard]] QString serverFingerprint() const { return m_context.serverKey.fingerprint; }
    /// {"providers", "totp_seed" (base 32), "yubikey" (a password that is good once)}; empty: the user needs none.
    [[nodiscard]] QJsonObject secondFactorOf(const PassboltUser &user) const;
    [[nodiscard]] const QList<Invitation> &invitations() const { return m_invitations; }
    /// See accountkit.h.
    [[nodiscard]] QByteArray accountKitOf(const PassboltUser &user, const QByteArray &lockedKey) const;

    // Faults
    void expireTokens() { m_auth.expireAll(); }
    void expireAccessTokens() { m_auth.expireAccessTokens(); }
    /// See lies.h.
    void tellLies(const QJsonArray &lies) { m_lies.tell(lies); }
    /// {"settings": {name: changes or null}, "rights": {"Secrets.copy": "Deny"}}; see PassboltPolicies.
    void configure(const QJsonObject &changes);

private:
    void addKeys(const DemoPeople &people);
    void addPeople(const DemoPeople &people);
    void addLeaver(const DemoKey &key);
    void addNewcomers();
    void registerRoutes();

    Keyring m_keyring;
    Directory m_directory;
    PassboltStore m_store;
    PassboltContext m_context;
    PassboltSecondFactor m_secondFactor;
    PassboltAuth m_auth;
    PassboltEnrolment m_enrolment;
    PassboltSettings m_settings;
    PassboltPeople m_peopleApi;
    PassboltResources m_resources;
    PassboltResourceWriter m_resourceWriter;
    PassboltFolders m_folders;
    PassboltMoving m_moving;
    PassboltSharing m_sharing;
    PassboltComments m_comments;
    PassboltGroups m_groups;
    PassboltMetadata m_metadata;
    PassboltTags m_tags;
    PassboltActivity m_activity;
    PassboltLies m_lies;
    Api m_api;
    QList<Invitation> m_invitations;
};

} // namespace coffret::demovault
