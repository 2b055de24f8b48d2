// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/demovault/passboltguest.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QProcess>
#include <QUuid>

namespace coffret::test {

PassboltGuest::PassboltGuest(const DemoVaultProcess &vault, const QString &mode, bool asBetty)
    : m_vault(vault), m_server(vault.passbolt(mode)), m_user(asBetty ? m_server.betty : m_server.ada)
{
}

QByteArray PassboltGuest::gpg(const QStringList &arguments, const QByteArray &input, QString *status) const
{
    QProcess process;
    process.start(QStringLiteral("gpg"),
                  QStringList{QStringLiteral("--homedir"), m_user.gnupgHome, QStringLiteral("--batch"),
                              QStringLiteral("--quiet"), QStringLiteral("--no-options"),
                              QStringLiteral("--trust-model"), QStringLiteral("always"),
                              QStringLiteral("--no-auto-key-locate"), QStringLiteral("--status-fd"),
                              QStringLiteral("2"), QStringLiteral("--armor")} +
                      arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished())
        qFatal("gpg does not end");
    if (status)
        *status = QString::fromUtf8(process.readAllStandardError());
    return process.readAllStandardOutput();
}

void PassboltGuest::importKey(const QByteArray &armored) const
{
    (void)gpg({QStringLiteral("--import")}, armored);
}

QByteArray PassboltGuest::exportedKey() const
{
    return gpg({QStringLiteral("--export"), m_user.fingerprint}, {});
}

QByteArray PassboltGuest::seal(const QByteArray &plaintext, const QStringList &recipients, bool sign) const
{
    QStringList arguments{QStringLiteral("--encrypt")};
    if (sign)
        arguments += {QStringLiteral("--sign"), QStringLiteral("--local-user"), m_user.fingerprint};
    for (const QString &recipient : recipients)
        arguments += {QStringLiteral("--recipient"), recipient};
    return gpg(arguments, plaintext);
}

PassboltGuest::Opened PassboltGuest::open(const QByteArray &message) const
{
    Opened opened;
    opened.plaintext = gpg({QStringLiteral("--decrypt")}, message, &opened.status);
    return opened;
}

bool PassboltGuest::Opened::signedBy(const QString &fingerprint) const
{
    return status.contains(QStringLiteral("VALIDSIG ")) && status.contains(fingerprint);
}

QByteArray PassboltGuest::challenge(const QString &domain, const QString &verifyToken, qint64 seconds) const
{
    const QJsonObject object{{QStringLiteral("version"), QStringLiteral("1.0.0")},
                             {QStringLiteral("domain"), domain.isEmpty() ? m_server.url.toString() : domain},
                             {QStringLiteral("verify_token"),
                              verifyToken.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : verifyToken},
                             {QStringLiteral("verify_token_expiry"), QDateTime::currentSecsSinceEpoch() + seconds}};
    return seal(QJsonDocument(object).toJson(), {m_server.serverFingerprint});
}

PassboltGuest::Answer PassboltGuest::signInOnly(const Headers &headers)
{
    importKey(
        bodyOf(askAs({}, "GET", QStringLiteral("/auth/verify.json")))[QLatin1String("keydata")].toString().toLatin1());
    const Answer answer = askAs(
        headers, "POST", QStringLiteral("/auth/jwt/login.json"),
        {{QStringLiteral("user_id"), m_user.id}, {QStringLiteral("challenge"), QString::fromLatin1(challenge())}});
    const Opened opened = open(bodyOf(answer)[QLatin1String("challenge")].toString().toLatin1());
    if (!opened.whole() || !opened.signedBy(m_server.serverFingerprint))
        qFatal("cannot sign in: %d %s", answer.status, answer.body.constData());
    m_tokens = QJsonDocument::fromJson(opened.plaintext).object();
    return answer;
}

void PassboltGuest::signIn()
{
    (void)signInOnly();
    const QJsonArray users = bodyOf(get(QStringLiteral("/users.json"))).toArray();
    for (const QJsonValue &row : users)
        importKey(row[QLatin1String("gpgkey")][QLatin1String("armored_key")].toString().toLatin1());
}

QJsonObject PassboltGuest::resourceFields(const QString &name) const
{
    if (m_server.mode != QLatin1String("v5"))
        return {{QStringLiteral("name"), name},
                {QStringLiteral("resource_type_id"), QStringLiteral("a28a04cd-6f53-518a-967c-9963bf9cec51")}};
    const QByteArray plaintext =
        R"({"object_type":"PASSBOLT_RESOURCE_METADATA","resource_type_id":"dd1f723d-0d1e-513f-8218-4055dc0530d0","name":")" +
        name.toUtf8() + "\"}";
    const QJsonValue key = bodyOf(get(QStringLiteral("/metadata/keys.json")))[0];
    importKey(key[QLatin1String("armored_key")].toString().toLatin1());
    const QByteArray metadata = seal(plaintext, {key[QLatin1String("fingerprint")].toString()});
    return {{QStringLiteral("metadata"), QString::fromLatin1(metadata)},
            {QStringLiteral("metadata_key_id"), key[QLatin1String("id")]},
            {QStringLiteral("metadata_key_type"), QStringLiteral("shared_key")},
            {QStringLiteral("resource_type_id"), QStringLiteral("dd1f723d-0d1e-513f-8218-4055dc0530d0")}};
}

QString PassboltGuest::sealedPassword(const QString &password, const QString &reader) const
{
    const QJsonObject plaintext{{QStringLiteral("object_type"), QStringLiteral("PASSBOLT_SECRET_DATA")},
                                {QStringLiteral("password"), password}};
    return QString::fromLatin1(seal(QJsonDocument(plaintext).toJson(QJsonDocument::Compact), {reader}));
}

QString PassboltGuest::newResource(const QString &password) const
{
    QJsonObject fields = resourceFields(QStringLiteral("Made by a test"));
    fields[QLatin1String("secrets")] =
        QJsonArray{QJsonObject{{QStringLiteral("data"), sealedPassword(password, m_user.fingerprint)}}};
    return bodyOf(post(QStringLiteral("/resources.json"), fields))[QLatin1String("id")].toString();
}

int PassboltGuest::changePassword(const QString &resourceId, const QString &password,
                                  const QList<QPair<QString, QString>> &readers) const
{
    QJsonArray secrets;
    for (const auto &[userId, fingerprint] : readers)
        secrets.append(QJsonObject{{QStringLiteral("user_id"), userId},
                                   {QStringLiteral("data"), sealedPassword(password, fingerprint)}});
    QJsonObject fields = resourceFields(QStringLiteral("Changed by a test"));
    fields[QLatin1String("secrets")] = secrets;
    return put(QStringLiteral("/resources/%1.json").arg(resourceId), fields).status;
}

QByteArray PassboltGuest::bearer() const
{
    return "Bearer " + m_tokens[QLatin1String("access_token")].toString().toLatin1();
}

PassboltGuest::Headers PassboltGuest::openSession() const
{
    importKey(
        bodyOf(askAs({}, "GET", QStringLiteral("/auth/verify.json")))[QLatin1String("keydata")].toString().toLatin1());
    QJsonObject fields{{QStringLiteral("keyid"), m_user.fingerprint}};
    const QString path = QStringLiteral("/auth/login.json");
    const Answer stageOne = askAs({}, "POST", path, {{QStringLiteral("gpg_auth"), fields}});
    const Opened opened = open(fromGpgAuthHeader(stageOne.header("X-GPGAuth-User-Auth-Token")));
    fields.insert(QStringLiteral("user_token_result"), QString::fromLatin1(opened.plaintext));
    const Answer stageTwo = askAs({}, "POST", path, {{QStringLiteral("gpg_auth"), fields}});
    const QByteArray csrf = bodyOf(askAs({}, "GET", QStringLiteral("/users/csrf-token.json"))).toString().toLatin1();
    return {{"Cookie",
             "passbolt_session=" + valueOfCookie(cookieNamed(stageTwo, "passbolt_session")) + "; csrfToken=" + csrf},
            {"X-CSRF-Token", csrf}};
}

QJsonObject PassboltGuest::headerOf(const Answer &answer)
{
    return answer.json()[QLatin1String("header")].toObject();
}

PassboltGuest::Answer PassboltGuest::askAs(const Headers &headers, const QByteArray &method, const QString &path,
                                           const QJsonObject &body) const
{
    Headers all = headers;
    all.emplaceBack("Content-Type", "application/json");
    const bool hasBody = method == "POST" || method == "PUT";
    return m_vault.ask(method, url(path), hasBody ? QJsonDocument(body).toJson() : QByteArray(), all);
}

PassboltGuest::Answer PassboltGuest::ask(const QByteArray &method, const QString &path,
                                         const std::optional<QJsonObject> &body) const
{
    return askAs({{"Authorization", bearer()}}, method, path, body.value_or(QJsonObject()));
}

QByteArray fromGpgAuthHeader(QByteArray text)
{
    // '+' is a space, a backslash goes before some characters, the rest is percent-encoded.
    text = text.replace('+', ' ');
    QByteArray unquoted;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        unquoted.append(text[i]);
    }
    return QByteArray::fromPercentEncoding(unquoted);
}

QByteArray cookieNamed(const DemoVaultProcess::Answer &answer, const QByteArray &name)
{
    // Qt joins several Set-Cookie headers with line breaks.
    for (const QByteArray &line : answer.header("Set-Cookie").split('\n')) {
        if (line.startsWith(name + '='))
            return line;
    }
    return {};
}

QByteArray valueOfCookie(const QByteArray &cookie)
{
    return cookie.mid(cookie.indexOf('=') + 1).split(';').first();
}

} // namespace coffret::test
