// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/onetimecode.h"

#include <QTest>

using namespace coffret;

namespace {

// RFC 6238, appendix B: "12345678901234567890" repeated to the length of each hash, here in base32.
const QByteArray Seed20 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const QByteArray Seed32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA";
const QByteArray Seed64 =
    "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    "GEZDGNA";

Expected<OneTimeCode> codeOf(const QByteArray &text)
{
    return OneTimeCode::from(SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())}));
}

QByteArray at(const Expected<OneTimeCode> &code, qint64 seconds)
{
    const Expected<SecretBuffer> digits = code->at(QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC));
    return digits ? QByteArray(digits->view().data(), static_cast<qsizetype>(digits->size())) : QByteArray("error");
}

} // namespace

class TestOneTimeCode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void standardVectors_data();
    void standardVectors();
    void counterVectors();
    void digitsAndPeriods();
    void turns();
    void refusesWhatMakesNoCode_data();
    void refusesWhatMakesNoCode();
};

void TestOneTimeCode::standardVectors_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QByteArray>("sha1");
    QTest::addColumn<QByteArray>("sha256");
    QTest::addColumn<QByteArray>("sha512");
    const auto row = [](qint64 seconds, const char *sha1, const char *sha256, const char *sha512) {
        QTest::addRow("%lld", static_cast<long long>(seconds))
            << seconds << QByteArray(sha1) << QByteArray(sha256) << QByteArray(sha512);
    };
    row(59, "94287082", "46119246", "90693936");
    row(1111111109, "07081804", "68084774", "25091201");
    row(1111111111, "14050471", "67062674", "99943326");
    row(1234567890, "89005924", "91819424", "93441116");
    row(2000000000, "69279037", "90698825", "38618901");
    row(20000000000, "65353130", "77737706", "47863826");
}

void TestOneTimeCode::standardVectors()
{
    QFETCH(qint64, seconds);
    const auto uri = [](const QByteArray &seed, const QByteArray &algorithm) {
        return "otpauth://totp/x?secret=" + seed + "&algorithm=" + algorithm + "&digits=8&period=30";
    };
    QTEST(at(codeOf(uri(Seed20, "SHA1")), seconds), "sha1");
    QTEST(at(codeOf(uri(Seed32, "SHA256")), seconds), "sha256");
    QTEST(at(codeOf(uri(Seed64, "SHA512")), seconds), "sha512");
}

/// RFC 4226, appendix D: a period is what a counter counts.
void TestOneTimeCode::counterVectors()
{
    const Expected<OneTimeCode> code = codeOf(Seed20);
    QVERIFY(code);
    qint64 counter = 0;
    for (const char *expected :
         {"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"})
        QCOMPARE(at(code, 30 * counter++), expected);
}

void TestOneTimeCode::digitsAndPeriods()
{
    QCOMPARE(at(codeOf(Seed20), 59), QByteArray("287082")); // a bare key: SHA1, six digits, 30 seconds
    QCOMPARE(at(codeOf("gezd gnbv-gy3t qojq gezd gnbv gy3t qojq"), 59), QByteArray("287082"));
    QCOMPARE(at(codeOf("otpauth://totp/x?secret=" + Seed20 + "&digits=7"), 59), QByteArray("4287082"));
    const auto minute = codeOf("otpauth://totp/x?secret=" + Seed20 + "&digits=8&period=60");
    QCOMPARE(minute->period(), std::chrono::seconds(60));
    QCOMPARE(at(minute, 119), QByteArray("94287082"));
    QCOMPARE(at(minute, 60), QByteArray("94287082"));
    QVERIFY(at(minute, 59) != QByteArray("94287082"));
    QCOMPARE(at(minute, -1), QByteArray("error"));
}

void TestOneTimeCode::turns()
{
    const auto code = codeOf(Seed20);
    const auto turnAfter = [&](qint64 seconds) {
        return code->turnAfter(QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC)).toSecsSinceEpoch();
    };
    QCOMPARE(turnAfter(59), 60);
    QCOMPARE(turnAfter(60), 90);
    QVERIFY(at(code, turnAfter(59) - 1) != at(code, turnAfter(59)));
}

void TestOneTimeCode::refusesWhatMakesNoCode_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"", "not base32!", "18901890", "AAA", "otpauth://totp/x",
          "otpauth://totp/x?secret=", "otpauth://hotp/x?secret=GEZDGNBVGY3TQOJQ",
          "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&digits=9", "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&algorithm=MD5",
          "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ&period=0"})
        QTest::addRow("%s", text) << QByteArray(text);
}

void TestOneTimeCode::refusesWhatMakesNoCode()
{
    QFETCH(QByteArray, text);
    const auto code = codeOf(text);
    QVERIFY(!code);
    QCOMPARE(code.error().kind, ErrorKind::InvalidInput);
    QVERIFY(!code.error().detail.isEmpty());
}

QTEST_APPLESS_MAIN(TestOneTimeCode)
#include "tst_onetimecode.moc"
