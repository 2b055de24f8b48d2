// SPDX-License-Identifier: GPL-3.0-or-later
// Small answers of a Passbolt server: settings, rules, permissions, comments, failures.
#include "core/vault/passbolt/passboltauth.h"
#include "core/vault/passbolt/passboltdiscussion.h"
#include "core/vault/passbolt/passboltgenerator.h"
#include "core/vault/passbolt/passboltpolicies.h"
#include "core/vault/passbolt/passboltreaders.h"
#include "core/vault/passbolt/passboltrules.h"
#include "core/vault/passbolt/passboltsharingrows.h"
#include "core/vault/passbolt/passboltvault.h"
#include "tests/fuzz/fuzz.h"

using namespace coffret;
using namespace coffret::fuzz;

namespace {

void checkShared(const QJsonValue &body, SharePlan::Target kind)
{
    const auto shared = parseShared(body, kind);
    if (!shared)
        return;
    require(!shared->id.isEmpty() && shared->kind == kind, "what is shared has an id");
    const bool isOnceEach =
        std::all_of(shared->permissions.begin(), shared->permissions.end(), [&](const PassboltPermission &permission) {
            return rightIn(shared->permissions, permission.grantee) == permission.right;
        });
    require(!isOnceEach || permissionRows(*shared, shared->permissions).isEmpty(),
            "nothing to do where nothing changes");
    for (const PassboltPermission &permission : shared->permissions)
        require(passboltRight(passboltPermissionType(permission.right)) == permission.right, "a right and its number");
    static_cast<void>(hasOwner(shared->permissions));
    static_cast<void>(personsIn(shared->permissions, {}));
}

/// Whatever a server wants, its passwords cannot be guessed.
void checkPasswords(const QJsonValue &body)
{
    const PassboltPasswordPolicy policy = parsePasswordPolicy(body);
    static_cast<void>(passboltGeneratorOptions(policy));
    static_cast<void>(passboltGeneratorPolicy(policy));
}

void checkRules(const QJsonValue &body)
{
    PassboltRules rules;
    rules.takeTypes(body);
    require(!rules.typeIds.isEmpty(), "there are types");
    for (const QString &id : std::as_const(rules.typeIds))
        require(isUuid(id), "an id is a UUID");
    rules.takeMetadataSettings(body);
    SecretDraft draft;
    draft.name = QStringLiteral("x");
    const PassboltChoice choice = choosePassboltType(draft, rules, nullptr);
    static_cast<void>(passboltIssues(draft, choice));
}

void checkRole(const QJsonValue &body)
{
    const PassboltRoleRules rules(body, body);
    for (int action = 0; action <= static_cast<int>(PassboltAction::Export); ++action)
        static_cast<void>(rules.allows(static_cast<PassboltAction>(action)));
    static_cast<void>(isPassboltPluginOn(body, "folders"));
    static_cast<void>(passboltPerson(body));
}

void checkTalk(const QJsonValue &body)
{
    static_cast<void>(parseComments(body, QStringLiteral("8bb80df5-700c-48ce-b568-85a60fc3c8f2")));
    static_cast<void>(parseActivity(body));
    static_cast<void>(parseRevisions(body));
}

/// A refusal with any body.
void checkRefusal(unsigned status, const QByteArray &body)
{
    constexpr std::array Statuses{200, 302, 400, 401, 403, 404, 409, 429, 500, 503};
    HttpResponse response;
    response.status = Statuses[status % Statuses.size()];
    response.body = body;
    const bool isGood = checkStatus(response).has_value();
    require(isGood == (response.status == 200), "nothing but 200 is good");
    const auto factors = missingSecondFactor(response);
    require(!factors || response.status == 403, "a second factor is missing in a 403 alone");
}

void checkBody(unsigned kind, const QJsonValue &body)
{
    switch (kind) {
    case 0:
        checkShared(body, SharePlan::Target::Secret);
        break;
    case 1:
        checkShared(body, SharePlan::Target::Collection);
        break;
    case 2:
        checkPasswords(body);
        break;
    case 3:
        checkRules(body);
        break;
    case 4:
        checkRole(body);
        break;
    case 5:
        checkTalk(body);
        break;
    default:
        static_cast<void>(parseExpiryPolicy(body));
        break;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(data, size);
    const unsigned kind = input.choice(18);
    const QByteArray bytes = input.bytes();
    if (kind >= 8) {
        checkRefusal(kind - 8, bytes);
        return 0;
    }
    const auto envelope = parseEnvelope(bytes);
    if (!envelope)
        return 0;
    if (kind < 7)
        checkBody(kind, envelope->body);
    else
        static_cast<void>(parseServerKey(*envelope));
    return 0;
}
