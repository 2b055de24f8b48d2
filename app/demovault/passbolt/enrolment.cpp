// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/enrolment.h"

#include "app/demovault/crypto/ids.h"

namespace coffret::demovault {
namespace {

constexpr int smallestRsa = 3072;
constexpr int largestRsa = 4096;

Reply refused(const QString &message)
{
    return Reply::error(400, message);
}

Reply refusedKeyRule(const QString &message, const QString &rule, const QString &complaint)
{
    return Reply::error(400, message, QJsonObject{{QStringLiteral("armored_key"), QJsonObject{{rule, complaint}}}});
}

QByteArray keyOf(const Call &call)
{
    return call.body()[QLatin1String("gpgkey")][QLatin1String("armored_key")].toString().toLatin1();
}

/// The token of the body, under its name of today or that of old clients.
QJsonValue tokenOf(const QJsonObject &body)
{
    const QJsonValue old = body[QLatin1String("authenticationtoken")];
    return (old.isObject() ? old : body[QLatin1String("authentication_token")])[QLatin1String("token")];
}

/// The algorithms and sizes a new key may have.
bool isStrongEnough(const DemoKey &key)
{
    if (key.algorithm == QLatin1String("RSA"))
        return key.bits == smallestRsa || key.bits == largestRsa;
    return key.algorithm == QLatin1String("EdDSA") || key.algorithm == QLatin1String("ECDSA");
}

} // namespace

PassboltEnrolment::PassboltEnrolment(PassboltContext &context) : m_context(context) {}

void PassboltEnrolment::registerRoutes(Api &api)
{
    const auto open = Api::Access::Public;
    for (const char *path : {"/setup/start/{}/{}", "/setup/install/{}/{}"})
        api.add(
            "GET", QLatin1String(path), [this](const Call &call) { return start(Purpose::Setup, call); }, open);
    for (const char *path : {"/setup/recover/start/{}/{}", "/setup/recover/{}/{}"})
        api.add(
            "GET", QLatin1String(path), [this](const Call &call) { return start(Purpose::Recovery, call); }, open);
    for (const char *method : {"PUT", "POST"}) {
        api.add(
            method, QStringLiteral("/setup/complete/{}"), [this](const Call &call) { return complete(call); }, open);
        api.add(
            method, QStringLiteral("/setup/recover/complete/{}"),
            [this](const Call &call) { return completeRecovery(call); }, open);
        api.add(
            method, QStringLiteral("/setup/recover/abort/{}"), [this](const Call &call) { return abortRecovery(call); },
            open);
    }
}

QString PassboltEnrolment::newToken(Purpose purpose, const QString &userId)
{
    const QString token = randomUuid();
    m_tokens.insert(token, {purpose, userId});
    return token;
}

QString PassboltEnrolment::invite(const QString &userId)
{
    return QStringLiteral("%1/setup/start/%2/%3").arg(m_context.baseUrl, userId, newToken(Purpose::Setup, userId));
}

QString PassboltEnrolment::offerRecovery(const QString &userId)
{
    return QStringLiteral("%1/setup/recover/start/%2/%3")
        .arg(m_context.baseUrl, userId, newToken(Purpose::Recovery, userId));
}

std::optional<Reply> PassboltEnrolment::refusedUser(Purpose purpose, const Call &call) const
{
    if (call.user)
        return Reply::error(403, QStringLiteral("Only guests are allowed to do this."));
    if (!isUuid(call.arguments[0]))
        return refused(QStringLiteral("The user identifier should be a valid UUID."));
    const PassboltUser *user = m_context.directory.user(call.arguments[0]);
    if (purpose == Purpose::Setup && (!user || user->active))
        return refused(QStringLiteral("The user does not exist or is already active or is disabled."));
    if (purpose == Purpose::Recovery && (!user || !user->maySignIn()))
        return refused(QStringLiteral("The user does not exist or is not active or is disabled."));
    return std::nullopt;
}

std::optional<Reply> PassboltEnrolment::refusedToken(Purpose purpose, const Call &call) const
{
    const QJsonValue token = tokenOf(call.body());
    if (token.isUndefined() || token.isNull())
        return refused(QStringLiteral("An authentication token should be provided."));
    if (!isUuid(token.toString()))
        return refused(QStringLiteral("The authentication token should be a valid UUID."));
    if (m_tokens.value(token.toString()) != std::pair(purpose, call.arguments[0].toLower()))
        return refused(QStringLiteral("The authentication token is not valid."));
    return std::nullopt;
}

std::optional<Reply> PassboltEnrolment::refusedKey(const QByteArray &armored) const
{
    if (armored.isEmpty())
        return refused(QStringLiteral("An OpenPGP key must be provided."));
    if (armored.contains("PRIVATE KEY")) {
        const QJsonObject rule{
            {QStringLiteral("custom"), QStringLiteral("The armored key should be a valid ASCII-armored OpenPGP key.")}};
        return Reply::error(
            400, QStringLiteral("The OpenPGP armored key could not be validated."),
            QJsonObject{{QStringLiteral("gpgkey"), QJsonObject{{QStringLiteral("armored_key"), rule}}}});
    }
    const std::optional<DemoKey> key = readPublicKey(armored);
    if (!key || !isArmored(armored, "PUBLIC KEY BLOCK"))
        return refusedKeyRule(QStringLiteral("A valid OpenPGP key must be provided."), QStringLiteral("isParsable"),
                              QStringLiteral("The OpenPGP armored key could not be parsed."));
    const QString notValidated = QStringLiteral("The public key could not be validated.");
    if (key->expires)
        return refusedKeyRule(notValidated, QStringLiteral("hasNoExpiryDateRule"),
                              QStringLiteral("The key should not have an expiry date."));
    if (key->revoked)
        return refusedKeyRule(notValidated, QStringLiteral("isNotRevokedRule"),
                              QStringLiteral("The key should not be revoked."));
    if (!isStrongEnough(*key))
        return refusedKeyRule(notValidated, QStringLiteral("isValidKeySizeStrictRule"),
                              QStringLiteral("The key is not of a kind or size that is allowed."));
    return std::nullopt;
}

Reply PassboltEnrolment::start(Purpose purpose, const Call &call) const
{
    if (const auto refusal = refusedUser(purpose, call))
        return *refusal;
    if (m_tokens.value(call.arguments[1].toLower()) != std::pair(purpose, call.arguments[0].toLower()))
        return refused(QStringLiteral("The authentication token is not valid."));
    const PassboltUser &user = *m_context.directory.user(call.arguments[0]);
    QJsonObject row = m_context.directory.plainUser(user);
    row[QLatin1String("profile")] = m_context.directory.profile(user);
    row[QLatin1String("role")] =
        m_context.directory.role(user.admin ? QStringLiteral("admin") : QStringLiteral("user"));
    row[QLatin1String("locale")] = QStringLiteral("en-UK");
    return Reply::ok(QJsonObject{{QStringLiteral("user"), row}});
}

Reply PassboltEnrolment::complete(const Call &call)
{
    if (const auto refusal = refusedUser(Purpose::Setup, call))
        return *refusal;
    if (const auto refusal = refusedToken(Purpose::Setup, call))
        return *refusal;
    const QByteArray armored = keyOf(call);
    if (const auto refusal = refusedKey(armored))
        return *refusal;
    const DemoKey key = *readPublicKey(armored);
    if (m_context.directory.hasKey(key.fingerprint))
        return Reply::error(
            400, QStringLiteral("The OpenPGP key data is not valid."),
            QJsonObject{{QStringLiteral("fingerprint"),
                         QJsonObject{{QStringLiteral("_isUnique"), QStringLiteral("This value is already in use")}}}});
    PassboltUser &user = *m_context.directory.user(call.arguments[0]);
    m_context.keyring.addPublic(armored);
    user.key = key;
    user.active = true;
    m_tokens.remove(tokenOf(call.body()).toString());
    return Reply::ok(QJsonValue::Null, QStringLiteral("The setup was completed successfully."));
}

Reply PassboltEnrolment::completeRecovery(const Call &call)
{
    if (const auto refusal = refusedUser(Purpose::Recovery, call))
        return *refusal;
    const QByteArray armored = keyOf(call);
    if (const auto refusal = refusedKey(armored))
        return *refusal;
    if (readPublicKey(armored)->fingerprint != m_context.directory.user(call.arguments[0])->key.fingerprint)
        return refused(QStringLiteral("The key provided does not belong to given user."));
    if (const auto refusal = refusedToken(Purpose::Recovery, call))
        return *refusal;
    m_tokens.remove(tokenOf(call.body()).toString());
    return Reply::ok(QJsonValue::Null, QStringLiteral("The recovery was completed successfully."));
}

Reply PassboltEnrolment::abortRecovery(const Call &call)
{
    if (const auto refusal = refusedUser(Purpose::Recovery, call))
        return *refusal;
    if (const auto refusal = refusedToken(Purpose::Recovery, call))
        return *refusal;
    m_tokens.remove(tokenOf(call.body()).toString());
    return Reply::ok(QJsonValue::Null, QStringLiteral("The recovery was aborted successfully."));
}

} // namespace coffret::demovault
