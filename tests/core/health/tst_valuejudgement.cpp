// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/valuejudgement.h"
#include "tests/support/testcertificates.h"

#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

OpenedPayload::Field fieldOf(FieldKind kind, const QByteArray &value)
{
    OpenedPayload::Field opened;
    opened.field.kind = kind;
    opened.field.key = fieldKey(kind);
    opened.field.value = SecretBuffer::copyOf({value.constData(), static_cast<std::size_t>(value.size())});
    return opened;
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QByteArray endingAt(const TestAuthority &authority, const QDateTime &end)
{
    CertificateWish wish;
    wish.notAfter = end;
    return authority.issue(wish).certificate.toPem();
}

} // namespace

class TestValueJudgement : public QObject
{
    Q_OBJECT

    KeyedDigest m_digests;

    ValueJudgement judge(SecretType type, FieldKind kind, const QByteArray &value, bool forBreaches = false) const
    {
        OpenedPayload payload;
        payload.type = type;
        payload.fields.push_back(fieldOf(kind, value));
        return judgeValues(payload, SecretSummary(), m_digests, forBreaches);
    }

private Q_SLOTS:
    void whatIsJudged_data()
    {
        QTest::addColumn<SecretType>("type");
        QTest::addColumn<FieldKind>("kind");
        QTest::addColumn<bool>("compared");
        QTest::addColumn<bool>("weighed");
        using Type = SecretType;
        using Kind = FieldKind;
        QTest::newRow("password") << Type::Login << Kind::Password << true << true;
        QTest::newRow("passphrase of a key") << Type::SshKey << Kind::Passphrase << true << true;
        QTest::newRow("of a certificate's key") << Type::Certificate << Kind::Passphrase << true << true;
        QTest::newRow("token") << Type::ApiKey << Kind::Token << true << false;
        QTest::newRow("password of an API key") << Type::ApiKey << Kind::Password << true << false;
        QTest::newRow("code") << Type::Login << Kind::Totp << false << false;
        QTest::newRow("private key") << Type::SshKey << Kind::PrivateKey << false << false;
        QTest::newRow("note") << Type::Note << Kind::NoteText << false << false;
        QTest::newRow("password in a note") << Type::Note << Kind::Password << false << false;
        QTest::newRow("PIN") << Type::Login << Kind::Pin << false << false;
        QTest::newRow("custom") << Type::Login << Kind::Custom << false << false;
        QTest::newRow("user name") << Type::Login << Kind::Username << false << false;
    }
    void whatIsJudged()
    {
        QFETCH(SecretType, type);
        QFETCH(FieldKind, kind);
        QFETCH(bool, compared);
        QFETCH(bool, weighed);
        const ValueJudgement judgement = judge(type, kind, "abc", true);
        QCOMPARE(judgement.values.size(), std::size_t(compared ? 1 : 0));
        QCOMPARE(judgement.worstScore().has_value(), weighed);
        if (compared)
            QCOMPARE(judgement.values.front().sha1.isEmpty(), !weighed);
        QVERIFY(judge(type, kind, {}).values.empty());
    }

    void digestsAreMadeOnlyForBreaches()
    {
        QVERIFY(judge(SecretType::Login, FieldKind::Password, "abc").values.front().sha1.isEmpty());
    }

    void hostileValues_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("zero byte first") << QByteArray("\0secret", 7);
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\xc3\x28");
        QTest::newRow("a megabyte") << QByteArray(1024 * 1024, 'a');
        QTest::newRow("a megabyte of keyboard rows") << QByteArray("qwertyuiop").repeated(100'000);
        QTest::newRow("format characters") << QByteArray("%n%n%s\x1b[31m");
    }
    void hostileValues()
    {
        QFETCH(QByteArray, value);
        const ValueJudgement judgement = judge(SecretType::Login, FieldKind::Password, value, true);
        QCOMPARE(judgement.values.size(), std::size_t(1));
        QVERIFY(judgement.worstScore().value_or(-1) >= 0);
        QCOMPARE(judgement.values.front().digest.size(), qsizetype(32));
        // Those that differ after the part that is weighed are different all the same.
        QVERIFY(judgement.values.front().digest != m_digests.of(viewOf(value + 'x')));
        judge(SecretType::Certificate, FieldKind::Certificate, value);
    }

    void readsTheEndOfCertificates()
    {
        const TestAuthority authority;
        const QDateTime end(QDate(2031, 2, 3), QTime(4, 5, 6), Qt::UTC);
        const QByteArray pem = endingAt(authority, end);
        const QByteArray above = authority.certificate().toPem();
        const auto endOf = [this](FieldKind kind, const QByteArray &text) {
            return judge(SecretType::Certificate, kind, text).validUntil.value_or(QDateTime());
        };
        QCOMPARE(endOf(FieldKind::Certificate, pem), end);
        QCOMPARE(endOf(FieldKind::Certificate, "words before\n" + pem + above), end);
        QCOMPARE(endOf(FieldKind::Certificate, above + pem), end); // not that of whoever signed it
        QCOMPARE(endOf(FieldKind::PrivateKey, pem + above), end);  // where one field holds everything
        QVERIFY(!judge(SecretType::SshKey, FieldKind::PrivateKey, pem).validUntil);
    }

    void whatIsNoCertificateHasNoEnd_data()
    {
        QTest::addColumn<QByteArray>("text");
        const TestAuthority authority;
        const QByteArray pem = endingAt(authority, QDateTime::currentDateTimeUtc().addDays(1));
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("words") << QByteArray("no certificate");
        QTest::newRow("cut off") << pem.left(pem.size() / 2);
        QTest::newRow("DER") << QByteArray("\x30\x82\xff\xff");
        QTest::newRow("encrypted, asks for a passphrase")
            << QByteArray("-----BEGIN CERTIFICATE-----\nProc-Type: 4,ENCRYPTED\n"
                          "DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\nAAAA\n"
                          "-----END CERTIFICATE-----\n");
        QTest::newRow("too long") << QByteArray(QByteArray(1024 * 1024, ' ') + pem);
    }
    void whatIsNoCertificateHasNoEnd()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!judge(SecretType::Certificate, FieldKind::Certificate, text).validUntil);
    }

    void aValueThatCouldNotBeOpenedIsNotJudged()
    {
        OpenedPayload payload;
        payload.type = SecretType::Login;
        payload.fields.push_back(fieldOf(FieldKind::Password, "abc"));
        payload.fields.back().error = Error{ErrorKind::CorruptMessage, {}, 0};
        const ValueJudgement judgement = judgeValues(payload, SecretSummary(), m_digests, false);
        QVERIFY(judgement.values.empty());
        QCOMPARE(judgement.unopened.value_or(Error()).kind, ErrorKind::CorruptMessage);
    }
};

QTEST_GUILESS_MAIN(TestValueJudgement)
#include "tst_valuejudgement.moc"
