// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/secondfactor.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/crypto/onetimecode.h"
#include "app/demovault/passbolt/yubikey.h"

namespace coffret::demovault {
namespace {

constexpr int mostWrongCodes = 4;
constexpr int shortestCode = 6;
constexpr qint64 rememberDays = 30;
constexpr qsizetype seedBytes = 20;
const QString totp = QStringLiteral("totp");
const QString yubikey = QStringLiteral("yubikey");
const QString hotp = QStringLiteral("hotp");
const QString errorPath = QStringLiteral("/mfa/verify/error.json");

QByteArray keyOf(const QString &userId)
{
    return seededBytes(QStringLiteral("one-time codes/") + userId).left(seedBytes);
}

/// Paths that a user may call without the second factor, matched at the front as the server does.
bool isExempt(const QString &path)
{
    static const QStringList fronts{QStringLiteral("/login"),       QStringLiteral("/auth/login"),
                                    QStringLiteral("/auth/logout"), QStringLiteral("/auth/jwt/login"),
                                    QStringLiteral("/mfa/verify"),  QStringLiteral("/logout")};
    return std::any_of(fronts.begin(), fronts.end(), [&path](const QString &front) { return path.startsWith(front); });
}

/// Which rule a password breaks, and what the server says about it.
struct Complaint
{
    QString rule;
    QString message;
};

Reply notValid(const QString &field, const Complaint &complaint)
{
    return Reply::error(400, QStringLiteral("Something went wrong when validating the one-time password."),
                        QJsonObject{{field, QJsonObject{{complaint.rule, complaint.message}}}});
}

std::optional<Complaint> complaintAboutPresence(const QJsonObject &body, const QString &field)
{
    if (!body.contains(field))
        return Complaint{QStringLiteral("_required"), QStringLiteral("An OTP is required.")};
    if (body[field].toVariant().toString().isEmpty())
        return Complaint{QStringLiteral("_empty"), QStringLiteral("The OTP should not be empty.")};
    return std::nullopt;
}

std::optional<Complaint> complaintAboutCode(const QJsonObject &body, const QString &userId)
{
    if (const auto complaint = complaintAboutPresence(body, totp))
        return complaint;
    const QString code = body[totp].toVariant().toString();
    bool numeric = false;
    code.toULongLong(&numeric);
    if (!numeric)
        return Complaint{QStringLiteral("numeric"), QStringLiteral("The OTP should be composed of numbers only.")};
    if (code.size() < shortestCode)
        return Complaint{QStringLiteral("minLength"), QStringLiteral("The OTP should be at least 6 characters long.")};
    if (!OneTimeCode(keyOf(userId)).accepts(code, QDateTime::currentSecsSinceEpoch()))
        return Complaint{QStringLiteral("isValidOtp"), QStringLiteral("This OTP is not valid.")};
    return std::nullopt;
}

std::optional<Complaint> complaintAboutTouch(const QJsonObject &body, const QString &userId,
                                             const QSet<QString> &usedPasswords)
{
    if (const auto complaint = complaintAboutPresence(body, hotp))
        return complaint;
    const QString password = body[hotp].toString();
    if (!isModhexPassword(password))
        return Complaint{QStringLiteral("isValidModhex"), QStringLiteral("This OTP is not valid.")};
    if (!password.startsWith(yubikeyIdOf(userId)))
        return Complaint{QStringLiteral("isSameYubikeyId"),
                         QStringLiteral("This yubikey is not associated with this user.")};
    if (usedPasswords.contains(password))
        return Complaint{QStringLiteral("isValidHotp"), QStringLiteral("This OTP is not valid.")};
    return std::nullopt;
}

QByteArray mfaCookie(const QByteArray &value, const QByteArray &lifetime)
{
    return "passbolt_mfa=" + value + lifetime + "; path=/; secure; HttpOnly";
}

QByteArray expires(const QDateTime &when)
{
    const QString text = QLocale::c().toString(when.toUTC(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    return "; expires=" + text.toLatin1() +
           "; Max-Age=" + QByteArray::number(QDateTime::currentDateTimeUtc().secsTo(when));
}

} // namespace

QByteArray sessionOf(const Request &request)
{
    const QByteArray authorization = request.header("authorization");
    return authorization.startsWith("Bearer ") ? authorization.mid(7).trimmed() : request.cookie("passbolt_session");
}

PassboltSecondFactor::PassboltSecondFactor(PassboltContext &context) : m_context(context) {}

void PassboltSecondFactor::registerRoutes(Api &api)
{
    for (const char *method : {"GET", "POST", "PUT", "DELETE"})
        api.add(method, QStringLiteral("/mfa/verify/error"), [this](const Call &call) { return errorPage(call); });
    api.add("GET", QStringLiteral("/mfa/setup/select"), [this](const Call &call) {
        const QStringList mine = providersOf(call.user->id);
        QJsonObject organisation{{QStringLiteral("duo"), false}};
        QJsonObject account{{QStringLiteral("duo"), false}};
        for (const QString &provider : {totp, yubikey}) {
            organisation.insert(provider, !m_context.options.secondFactor.isEmpty());
            account.insert(provider, mine.contains(provider));
        }
        return Reply::ok(QJsonObject{{QStringLiteral("MfaOrganizationSettings"), organisation},
                                     {QStringLiteral("MfaAccountSettings"), account}});
    });
    api.add("GET", QStringLiteral("/mfa/verify/totp"), [this](const Call &call) {
        return ask(call, totp, QStringLiteral("Please provide the one-time password."));
    });
    api.add("POST", QStringLiteral("/mfa/verify/totp"), [this](const Call &call) { return verifyCode(call); });
    api.add("GET", QStringLiteral("/mfa/verify/yubikey"), [this](const Call &call) {
        return ask(call, yubikey, QStringLiteral("Please provide the one-time password."));
    });
    api.add("POST", QStringLiteral("/mfa/verify/yubikey"), [this](const Call &call) { return verifyYubikey(call); });
}

void PassboltSecondFactor::require(const QString &userId, const QStringList &providers)
{
    m_providers.insert(userId, providers);
}

QStringList PassboltSecondFactor::providersOf(const QString &userId) const
{
    return m_providers.value(userId);
}

QString PassboltSecondFactor::seedOf(const QString &userId)
{
    return QString::fromLatin1(base32(keyOf(userId))).toUpper();
}

bool PassboltSecondFactor::isMissing(const Request &request, const QString &userId, const QByteArray &session) const
{
    if (providersOf(userId).isEmpty())
        return false;
    const auto proof = m_proofs.constFind(request.cookie("passbolt_mfa"));
    if (proof == m_proofs.constEnd() || proof->userId != userId || proof->expiry < QDateTime::currentDateTimeUtc())
        return true;
    return !proof->remembered && (session.isEmpty() || proof->session != session);
}

std::optional<Response> PassboltSecondFactor::gate(const Request &request,
                                                   const std::optional<Identity> &identity) const
{
    if (!identity || isExempt(request.path) || !isMissing(request, identity->user->id, sessionOf(request)))
        return std::nullopt;
    // The server redirects whatever the way of signing in; a client that follows finds the refusal there.
    Response response = Response::empty(302);
    response.add("Location", (m_context.baseUrl + errorPath).toLatin1());
    if (!request.cookie("passbolt_mfa").isEmpty())
        response.add("Set-Cookie",
                     mfaCookie(randomUuid().toLatin1(), "; expires=Thu, 01 Jan 1970 00:00:01 GMT; Max-Age=0"));
    return response;
}

Reply PassboltSecondFactor::errorPage(const Call &call) const
{
    QJsonArray names;
    QJsonObject addresses;
    const QStringList providers = providersOf(call.user->id);
    for (const QString &provider : {totp, yubikey}) {
        if (!providers.contains(provider))
            continue;
        names.append(provider);
        addresses.insert(provider, m_context.baseUrl + QStringLiteral("/mfa/verify/%1.json").arg(provider));
    }
    return Reply::error(
        403, QStringLiteral("MFA authentication is required."),
        QJsonObject{{QStringLiteral("mfa_providers"), names}, {QStringLiteral("providers"), addresses}});
}

std::optional<Reply> PassboltSecondFactor::notNeeded(const Call &call, const QString &provider) const
{
    const QStringList providers = providersOf(call.user->id);
    if (providers.isEmpty())
        return Reply::error(400, QStringLiteral("No valid multi-factor authentication settings found."));
    if (!isMissing(call.request, call.user->id, sessionOf(call.request)))
        return Reply::error(400, QStringLiteral("The multi-factor authentication is not required."));
    if (!providers.contains(provider))
        return Reply::error(400,
                            QStringLiteral("No valid multi-factor authentication settings found for this provider."));
    return std::nullopt;
}

Reply PassboltSecondFactor::ask(const Call &call, const QString &provider, const QString &message) const
{
    return notNeeded(call, provider).value_or(Reply::ok(QJsonValue::Null, message));
}

Reply PassboltSecondFactor::verifyCode(const Call &call)
{
    if (const auto refusal = notNeeded(call, totp))
        return *refusal;
    const auto complaint = complaintAboutCode(call.body(), call.user->id);
    if (!complaint)
        return proven(call, totp);
    if (++m_wrongCodes[call.user->id] <= mostWrongCodes)
        return notValid(totp, *complaint);
    m_endSession(call);
    return Reply::error(400, QStringLiteral("You have been logged out due to too many failed attempts."));
}

Reply PassboltSecondFactor::verifyYubikey(const Call &call)
{
    if (const auto refusal = notNeeded(call, yubikey))
        return *refusal;
    const QJsonObject body = call.body();
    if (const auto complaint = complaintAboutTouch(body, call.user->id, m_usedPasswords))
        return notValid(hotp, *complaint);
    m_usedPasswords.insert(body[hotp].toString());
    return proven(call, yubikey);
}

Reply PassboltSecondFactor::proven(const Call &call, const QString &provider)
{
    QStringList &providers = m_providers[call.user->id];
    providers.removeAll(provider);
    providers.prepend(provider);
    const QByteArray value = randomUuid().toLatin1();
    const bool remember = call.body()[QLatin1String("remember")].toBool();
    const QDateTime expiry = QDateTime::currentDateTimeUtc().addDays(rememberDays);
    m_proofs.insert(value, {call.user->id, sessionOf(call.request), remember, expiry});
    Reply reply = Reply::ok(QJsonValue::Null, QStringLiteral("The multi-factor authentication was a success."));
    reply.headers.append({"Set-Cookie", mfaCookie(value, remember ? expires(expiry) : QByteArray())});
    return reply;
}

QByteArray PassboltSecondFactor::rebound(const Request &request, const QByteArray &accessToken)
{
    const QByteArray value = request.cookie("passbolt_mfa");
    const auto proof = m_proofs.find(value);
    if (proof == m_proofs.end())
        return {};
    proof->session = accessToken;
    return mfaCookie(value, {});
}

} // namespace coffret::demovault
