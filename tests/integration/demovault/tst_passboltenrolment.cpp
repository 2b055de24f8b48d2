// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/crypto/keyring.h"
#include "app/demovault/crypto/onetimecode.h"
#include "tests/integration/demovault/passboltguest.h"
#include "tests/integration/demovault/shapes.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QTest>
#include <QUuid>

using namespace coffret::test;
using coffret::demovault::DemoKey;
using coffret::demovault::KeyKind;
using coffret::demovault::OneTimeCode;

namespace {

QByteArray fromBase32(const QString &text)
{
    const QString alphabet = QStringLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    QByteArray bytes;
    quint32 buffer = 0;
    int bits = 0;
    for (const QChar character : text) {
        buffer = (buffer << 5) | static_cast<quint32>(alphabet.indexOf(character));
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes.append(static_cast<char>(buffer >> bits));
        }
    }
    return bytes;
}

QString codeOf(const PassboltGuest &guest)
{
    return OneTimeCode(fromBase32(guest.user().totpSeed)).at(QDateTime::currentSecsSinceEpoch());
}

/// A code that is right neither now nor a period ago or ahead.
QString wrongCodeOf(const PassboltGuest &guest)
{
    const OneTimeCode codes(fromBase32(guest.user().totpSeed));
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    for (int number = 100'000;; ++number) {
        const QString code = QString::number(number);
        if (code != codes.at(now - 30) && code != codes.at(now) && code != codes.at(now + 30))
            return code;
    }
}

QJsonObject body(const PassboltGuest::Answer &answer)
{
    return PassboltGuest::bodyOf(answer).toObject();
}

QString ruleOf(const PassboltGuest::Answer &answer, const char *field)
{
    const QStringList rules = body(answer)[QLatin1String(field)].toObject().keys();
    return rules.size() == 1 ? rules.first() : QString();
}

const QString totpPath = QStringLiteral("/mfa/verify/totp.json");
const QString yubikeyPath = QStringLiteral("/mfa/verify/yubikey.json");
const QString somewhere = QStringLiteral("/roles.json");

} // namespace

/// The demo vault's Passbolt before somebody is in: second factors, first set-up, recovery, account kits.
class PassboltEnrolmentTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_vault;
    std::unique_ptr<PassboltGuest> m_ada;

    [[nodiscard]] PassboltGuest newAda() const
    {
        QFETCH_GLOBAL(QString, mode);
        return {*m_vault, mode};
    }
    [[nodiscard]] DemoVaultProcess::Invitation invitation(const char *kind) const
    {
        QFETCH_GLOBAL(QString, mode);
        return m_vault->invitation(mode, QLatin1String(kind));
    }
    /// "user/token" of a link.
    [[nodiscard]] static QString tailOf(const DemoVaultProcess::Invitation &invitation)
    {
        return invitation.link.path().section(QLatin1Char('/'), -2);
    }
    [[nodiscard]] static QJsonObject completion(const DemoVaultProcess::Invitation &invitation, const QByteArray &key)
    {
        return {{QStringLiteral("authentication_token"),
                 QJsonObject{{QStringLiteral("token"), tailOf(invitation).section(QLatin1Char('/'), 1)}}},
                {QStringLiteral("gpgkey"), QJsonObject{{QStringLiteral("armored_key"), QString::fromLatin1(key)}}},
                {QStringLiteral("user"), QJsonObject{{QStringLiteral("locale"), QStringLiteral("en-UK")}}}};
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::newRow("v4") << QStringLiteral("v4");
        QTest::newRow("v5") << QStringLiteral("v5");
    }

    void initTestCase()
    {
        m_vault = std::make_unique<DemoVaultProcess>(
            QStringList{QStringLiteral("--mode"), QStringLiteral("v4,v5"), QStringLiteral("--second-factor"),
                        QStringLiteral("totp,yubikey"), QStringLiteral("--newcomers")});
        QVERIFY2(m_vault->isRunning(), qPrintable(m_vault->problem()));
    }

    void codesFollowTheStandard_data()
    {
        // RFC 6238, appendix B, the last six digits.
        QTest::addColumn<qint64>("time");
        QTest::addColumn<QString>("code");
        QTest::newRow("59") << qint64(59) << QStringLiteral("287082");
        QTest::newRow("1111111109") << qint64(1111111109) << QStringLiteral("081804");
        QTest::newRow("1111111111") << qint64(1111111111) << QStringLiteral("050471");
        QTest::newRow("1234567890") << qint64(1234567890) << QStringLiteral("005924");
        QTest::newRow("2000000000") << qint64(2000000000) << QStringLiteral("279037");
        QTest::newRow("20000000000") << qint64(20000000000) << QStringLiteral("353130");
    }
    void codesFollowTheStandard()
    {
        QFETCH(qint64, time);
        QFETCH(QString, code);
        const OneTimeCode codes("12345678901234567890");
        QCOMPARE(codes.at(time), code);
        QVERIFY(codes.accepts(code, time + 30) && !codes.accepts(code, time + 60) && !codes.accepts(code, time - 30));
    }

    void aTokenAloneOpensNothing()
    {
        PassboltGuest ada = newAda();
        (void)ada.signInOnly();
        QCOMPARE(ada.tokens()[QLatin1String("providers")].toArray().size(), 2);
        for (const char *path : {"/roles.json", "/auth/is-authenticated.json", "/settings.json", "/nowhere.json"}) {
            const auto answer = ada.get(QLatin1String(path));
            QCOMPARE(answer.status, 302);
            QCOMPARE(QUrl(QString::fromLatin1(answer.header("Location"))),
                     ada.url(QStringLiteral("/mfa/verify/error.json")));
        }
        const auto refusal = ada.get(QStringLiteral("/mfa/verify/error.json"));
        QCOMPARE(refusal.status, 403);
        QVERIFY(PassboltGuest::headerOf(refusal)[QLatin1String("url")].toString().endsWith(
            QLatin1String("/mfa/verify/error.json")));
        QCOMPARE(body(refusal)[QLatin1String("mfa_providers")].toArray(),
                 (QJsonArray{QStringLiteral("totp"), QStringLiteral("yubikey")}));
        QCOMPARE(body(refusal)[QLatin1String("providers")][QLatin1String("totp")].toString(),
                 ada.url(totpPath).toString());
        PassboltGuest betty(*m_vault, ada.server().mode, true); // has no second factor
        (void)betty.signInOnly();
        QVERIFY(!betty.tokens().contains(QLatin1String("providers")));
        QCOMPARE(betty.get(somewhere).status, 200);
    }

    void aCodeOpensTheAccount()
    {
        PassboltGuest ada = newAda();
        (void)ada.signInOnly();
        QCOMPARE(ada.get(totpPath).status, 200);
        const auto answer = ada.post(totpPath, {{QStringLiteral("totp"), codeOf(ada)}});
        QCOMPARE(answer.status, 200);
        QVERIFY(PassboltGuest::bodyOf(answer).isNull());
        const QByteArray cookie = cookieNamed(answer, "passbolt_mfa");
        QVERIFY(cookie.contains("; secure") && cookie.contains("; HttpOnly") && !cookie.contains("expires"));
        const QByteArray proof = "passbolt_mfa=" + valueOfCookie(cookie);
        QCOMPARE(ada.get(somewhere).status, 302); // the cookie has to come along
        const PassboltGuest::Headers both{{"Authorization", ada.bearer()}, {"Cookie", proof}};
        QCOMPARE(ada.askAs(both, "GET", somewhere).status, 200);
        QCOMPARE(PassboltGuest::bodyOf(
                     ada.askAs(both, "GET", QStringLiteral("/users/me.json")))[QLatin1String("is_mfa_enabled")],
                 QJsonValue(true));
        QCOMPARE(ada.askAs(both, "POST", totpPath, {{QStringLiteral("totp"), codeOf(ada)}}).status, 400);
        PassboltGuest again = newAda(); // bound to the token it was made with
        (void)again.signInOnly({{"Cookie", proof}});
        QVERIFY(again.tokens().contains(QLatin1String("providers")));
        QCOMPARE(again.askAs({{"Authorization", again.bearer()}, {"Cookie", proof}}, "GET", somewhere).status, 302);
    }

    void aProofFollowsTheRenewedToken()
    {
        PassboltGuest ada = newAda();
        (void)ada.signInOnly();
        const auto verified = ada.post(totpPath, {{QStringLiteral("totp"), codeOf(ada)}});
        const QByteArray proof = "passbolt_mfa=" + valueOfCookie(cookieNamed(verified, "passbolt_mfa"));
        const QJsonObject request{{QStringLiteral("user_id"), ada.user().id},
                                  {QStringLiteral("refresh_token"), ada.tokens()[QLatin1String("refresh_token")]}};
        const QString path = QStringLiteral("/auth/jwt/refresh.json");
        QCOMPARE(ada.askAs({}, "POST", path, request).status, 302);
        const auto renewed = ada.askAs({{"Cookie", proof}}, "POST", path, request);
        QCOMPARE(renewed.status, 200);
        QCOMPARE(valueOfCookie(cookieNamed(renewed, "passbolt_mfa")), proof.mid(13));
        const QByteArray bearer = "Bearer " + body(renewed)[QLatin1String("access_token")].toString().toLatin1();
        QCOMPARE(ada.askAs({{"Authorization", bearer}, {"Cookie", proof}}, "GET", somewhere).status, 200);
    }

    void beforeTheCodeNobodySignsOut()
    {
        PassboltGuest ada = newAda();
        (void)ada.signInOnly();
        const QJsonValue token = ada.tokens()[QLatin1String("refresh_token")];
        const QString path = QStringLiteral("/auth/jwt/logout.json");
        const auto refused = ada.post(path, {{QStringLiteral("refresh_token"), token}});
        QCOMPARE(refused.status, 302);
        QCOMPARE(QUrl(QString::fromLatin1(refused.header("Location"))),
                 ada.url(QStringLiteral("/mfa/verify/error.json")));
        QCOMPARE(ada.askAs({}, "POST", path, {{QStringLiteral("refresh_token"), token}}).status, 401);
        const auto verified = ada.post(totpPath, {{QStringLiteral("totp"), codeOf(ada)}});
        const QByteArray proof = "passbolt_mfa=" + valueOfCookie(cookieNamed(verified, "passbolt_mfa"));
        const QJsonObject request{{QStringLiteral("user_id"), ada.user().id}, {QStringLiteral("refresh_token"), token}};
        QCOMPARE(ada.askAs({{"Cookie", proof}}, "POST", QStringLiteral("/auth/jwt/refresh.json"), request).status, 200);
    }

    void aRememberedProofOutlivesTheSession()
    {
        PassboltGuest ada = newAda();
        (void)ada.signInOnly();
        const auto verified =
            ada.post(totpPath, {{QStringLiteral("totp"), codeOf(ada)}, {QStringLiteral("remember"), true}});
        const QByteArray cookie = cookieNamed(verified, "passbolt_mfa");
        QVERIFY(cookie.contains("Max-Age=2592000") || cookie.contains("Max-Age=2591999"));
        const QByteArray proof = "passbolt_mfa=" + valueOfCookie(cookie);
        PassboltGuest again = newAda();
        const auto login = again.signInOnly({{"Cookie", proof}});
        QVERIFY(!again.tokens().contains(QLatin1String("providers")));
        QVERIFY(!cookieNamed(login, "passbolt_mfa").isEmpty());
        QCOMPARE(again.askAs({{"Authorization", again.bearer()}, {"Cookie", proof}}, "GET", somewhere).status, 200);
    }

    void wrongCodesAreCounted()
    {
        PassboltGuest ada = newAda();
        (void)ada.signInOnly();
        QCOMPARE(ruleOf(ada.post(totpPath, {}), "totp"), QStringLiteral("_required"));
        QCOMPARE(ruleOf(ada.post(totpPath, {{QStringLiteral("totp"), QString()}}), "totp"), QStringLiteral("_empty"));
        QCOMPARE(ruleOf(ada.post(totpPath, {{QStringLiteral("totp"), QStringLiteral("abcdef")}}), "totp"),
                 QStringLiteral("numeric"));
        const auto wrong = ada.post(totpPath, {{QStringLiteral("totp"), wrongCodeOf(ada)}});
        QCOMPARE(wrong.status, 400);
        QCOMPARE(ruleOf(wrong, "totp"), QStringLiteral("isValidOtp"));
        const auto last = ada.post(totpPath, {{QStringLiteral("totp"), wrongCodeOf(ada)}});
        QCOMPARE(last.status, 400);
        QCOMPARE(PassboltGuest::bodyOf(last), QJsonValue(QString()));
        const QJsonObject request{{QStringLiteral("user_id"), ada.user().id},
                                  {QStringLiteral("refresh_token"), ada.tokens()[QLatin1String("refresh_token")]}};
        QCOMPARE(ada.askAs({}, "POST", QStringLiteral("/auth/jwt/refresh.json"), request).status, 400);
    }

    void aSessionIsAskedToo()
    {
        PassboltGuest ada = newAda();
        PassboltGuest::Headers session = ada.openSession();
        QCOMPARE(ada.askAs(session, "GET", somewhere).status, 302);
        QCOMPARE(ada.askAs({session.first()}, "POST", totpPath, {{QStringLiteral("totp"), codeOf(ada)}}).status, 403);
        const auto answer = ada.askAs(session, "POST", totpPath, {{QStringLiteral("totp"), codeOf(ada)}});
        QCOMPARE(answer.status, 200);
        session.first().second += "; passbolt_mfa=" + valueOfCookie(cookieNamed(answer, "passbolt_mfa"));
        QCOMPARE(ada.askAs(session, "GET", somewhere).status, 200);

        const PassboltGuest::Headers other = ada.openSession();
        for (int attempt = 0; attempt < 5; ++attempt)
            QCOMPARE(ada.askAs(other, "POST", totpPath, {{QStringLiteral("totp"), wrongCodeOf(ada)}}).status, 400);
        QCOMPARE(ada.askAs(other, "GET", somewhere).status, 401);
    }

    void aYubikeyOpensTheAccount()
    {
        PassboltGuest ada = newAda();
        (void)ada.signInOnly();
        const QString password = ada.user().yubikey;
        QCOMPARE(password.size(), 44);
        const auto touch = [&ada](const QString &text) {
            return ada.post(yubikeyPath, {{QStringLiteral("hotp"), text}});
        };
        QCOMPARE(ruleOf(touch(QStringLiteral("123456")), "hotp"), QStringLiteral("isValidModhex"));
        QCOMPARE(ruleOf(touch(QString(44, QLatin1Char('c'))), "hotp"), QStringLiteral("isSameYubikeyId"));
        const auto answer = touch(password);
        QCOMPARE(answer.status, 200);
        QVERIFY(!cookieNamed(answer, "passbolt_mfa").isEmpty());
        QCOMPARE(ruleOf(touch(password), "hotp"), QStringLiteral("isValidHotp"));
        PassboltGuest again = newAda();
        (void)again.signInOnly();
        QCOMPARE(again.tokens()[QLatin1String("providers")][0].toString(), QStringLiteral("yubikey"));
    }

    void anAccountKitHoldsTheAccount()
    {
        const PassboltGuest ada = newAda();
        QFile file(ada.user().accountKit);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const PassboltGuest::Opened opened = ada.open(QByteArray::fromBase64(file.readAll()));
        QVERIFY2(opened.signedBy(ada.user().fingerprint), qPrintable(opened.status));
        const QJsonObject kit = QJsonDocument::fromJson(opened.plaintext).object();
        QCOMPARE(shapeProblem(kit, QStringLiteral("domain:text user_id:uuid username:text first_name:text "
                                                  "last_name:text user_public_armored_key:armor "
                                                  "user_private_armored_key:armor server_public_armored_key:armor "
                                                  "security_token:object")),
                 QString());
        QCOMPARE(kit[QLatin1String("domain")].toString(), ada.server().url.toString());
        QCOMPARE(kit[QLatin1String("user_id")].toString(), ada.user().id);
        QFile key(ada.user().keyFile);
        QVERIFY(key.open(QIODevice::ReadOnly));
        QCOMPARE(kit[QLatin1String("user_private_armored_key")].toString().toLatin1(), key.readAll());
    }

    void aNewcomerSetsUpTheAccount()
    {
        QFETCH_GLOBAL(QString, mode);
        const PassboltGuest ada = newAda();
        PassboltGuest betty(*m_vault, mode, true);
        (void)betty.signInOnly();
        const auto dana = invitation("setup");
        const auto listed = [&betty, &dana] {
            return PassboltGuest::bodyOf(betty.get(QStringLiteral("/users/%1.json").arg(dana.userId)));
        };
        QVERIFY(listed()[QLatin1String("gpgkey")].isNull());
        QCOMPARE(listed()[QLatin1String("active")], QJsonValue(false));

        const auto started = ada.askAs({}, "GET", QStringLiteral("/setup/start/%1.json").arg(tailOf(dana)));
        QCOMPARE(started.status, 200);
        QCOMPARE(shapeProblem(body(started)[QLatin1String("user")],
                              QStringLiteral("id:uuid role_id:uuid username:text active:bool deleted:bool "
                                             "disabled:null last_logged_in:null created:time modified:time "
                                             "profile:object role:object locale:text")),
                 QString());
        QCOMPARE(ada.askAs({}, "GET", QStringLiteral("/setup/install/%1.json").arg(tailOf(dana))).status, 200);

        const DemoKey key =
            coffret::demovault::generateKey(QStringLiteral("Dana <dana@halden.example>"), KeyKind::Ed25519);
        const QString path = QStringLiteral("/setup/complete/%1.json").arg(dana.userId);
        const auto complete = [&](const QJsonObject &request) { return ada.askAs({}, "POST", path, request); };
        QCOMPARE(PassboltGuest::bodyOf(complete({})), QJsonValue(QString()));
        QCOMPARE(ruleOf(complete(completion(dana, "no key")), "armored_key"), QStringLiteral("isParsable"));
        QCOMPARE(ruleOf(complete(completion(dana, withoutChecksum(key.publicKey))), "armored_key"),
                 QStringLiteral("isParsable"));
        QVERIFY(body(complete(completion(dana, key.secretKey))).contains(QLatin1String("gpgkey")));
        QCOMPARE(complete(completion(dana, key.publicKey)).status, 200);
        QCOMPARE(complete(completion(dana, key.publicKey)).status, 400); // good once
        QCOMPARE(listed()[QLatin1String("active")], QJsonValue(true));
        QCOMPARE(listed()[QLatin1String("gpgkey")][QLatin1String("fingerprint")].toString(), key.fingerprint);
    }

    void aLinkFitsItsUser()
    {
        const PassboltGuest ada = newAda();
        const QString unknown = QUuid::createUuid().toString(QUuid::WithoutBraces);
        const auto recover = invitation("recover");
        const auto status = [&ada](const QString &path) { return ada.askAs({}, "GET", path).status; };
        QCOMPARE(status(QStringLiteral("/setup/start/%1/%2.json").arg(recover.userId, unknown)), 400);
        QCOMPARE(status(QStringLiteral("/setup/start/%1.json").arg(tailOf(recover))), 400); // set up long ago
        QCOMPARE(status(QStringLiteral("/setup/recover/start/%1/%2.json").arg(recover.userId, unknown)), 400);
        QCOMPARE(status(QStringLiteral("/setup/start/nonsense/nonsense.json")), 400);
    }

    void anAccountIsRecovered()
    {
        const PassboltGuest ada = newAda();
        const auto recover = invitation("recover");
        QCOMPARE(recover.userId, ada.user().id);
        const auto started = ada.askAs({}, "GET", QStringLiteral("/setup/recover/start/%1.json").arg(tailOf(recover)));
        QCOMPARE(started.status, 200);
        QCOMPARE(body(started)[QLatin1String("user")][QLatin1String("active")], QJsonValue(true));
        const QString path = QStringLiteral("/setup/recover/complete/%1.json").arg(recover.userId);
        const DemoKey other =
            coffret::demovault::generateKey(QStringLiteral("Ada <ada@halden.example>"), KeyKind::Ed25519);
        QCOMPARE(ada.askAs({}, "PUT", path, completion(recover, other.publicKey)).status, 400);
        const QByteArray key = ada.exportedKey();
        QCOMPARE(ada.askAs({}, "PUT", path, completion(recover, key)).status, 200);
        QCOMPARE(ada.askAs({}, "PUT", path, completion(recover, key)).status, 400); // good once
        QCOMPARE(ada.askAs({}, "GET", QStringLiteral("/setup/recover/start/%1.json").arg(tailOf(recover))).status, 400);
    }

private:
    [[nodiscard]] static QByteArray withoutChecksum(const QByteArray &armored)
    {
        QList<QByteArray> lines = armored.split('\n');
        lines.removeIf([](const QByteArray &line) { return line.startsWith('=') && line.size() == 5; });
        return lines.join('\n');
    }
};

QTEST_GUILESS_MAIN(PassboltEnrolmentTest)
#include "tst_passboltenrolment.moc"
