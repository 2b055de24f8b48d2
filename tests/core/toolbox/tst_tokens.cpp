// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/tokenforms.h"
#include "core/toolbox/tokenissuer.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace coffret;

namespace {

SecretBuffer bufferOf(const QByteArray &bytes)
{
    return SecretBuffer::copyOf({bytes.constData(), std::size_t(bytes.size())});
}

QByteArray written(const QString &name, const QByteArray &token, TokenForm form)
{
    const Expected<SecretBuffer> text = writeToken(name, bufferOf(token), form);
    return text ? QByteArray(text->view().data(), qsizetype(text->size())) : QByteArray("refused");
}

} // namespace

class TestTokens : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void issuers_data();
    void issuers();
    void variables_data();
    void variables();
    void aHeader();
    void anExportLineInAShell();
    void jsonIsJson();
};

void TestTokens::issuers_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("issuer");
    // Put together here, so that nothing that searches sources for tokens takes them for real ones.
    const auto row = [](const char *prefix, int length, const char *issuer) {
        const QByteArray filling = QByteArray("0A1B2C3D4E5F6G7H").repeated(8).left(length);
        QTest::addRow("%s%d", prefix, length) << prefix + filling << QString::fromLatin1(issuer);
    };
    row("ghp_", 36, "GitHub");
    row("github_pat_", 82, "GitHub");
    row("glpat-", 20, "GitLab");
    row("AKIA", 16, "AWS");
    row("xoxb-", 50, "Slack");
    row("sk_live_", 24, "Stripe");
    row("AIza", 35, "Google");
    row("npm_", 36, "npm");
    row("pypi-", 120, "PyPI");
    row("SG.", 66, "SendGrid");
    row("ghp_", 35, ""); // too short
    row("AKIA", 17, ""); // too long
    row("", 40, "");
    row("GHP_", 36, ""); // beginnings have a case
    row(" ghp_", 36, "");
    QTest::newRow("line break behind") << "ghp_" + QByteArray(36, 'a') + "\n" << QStringLiteral("GitHub");
    QTest::newRow("other signs") << "ghp_" + QByteArray(35, 'a') + "/" << QString();
    QTest::newRow("lower case") << "AKIA" + QByteArray(16, 'a') << QString();
    QTest::newRow("prefix alone") << QByteArray("xoxb-") << QString();
    QTest::newRow("nothing") << QByteArray() << QString();
}

void TestTokens::issuers()
{
    QFETCH(QByteArray, value);
    QTEST(tokenIssuer(bufferOf(value)).value_or(QString()), "issuer");
}

void TestTokens::variables_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("variable");
    QTest::newRow("words") << QStringLiteral("GitHub deploy key") << QStringLiteral("GITHUB_DEPLOY_KEY");
    QTest::newRow("signs") << QStringLiteral("  api -- v2 (prod) ") << QStringLiteral("API_V2_PROD");
    QTest::newRow("accents") << QStringLiteral("Clé Müller") << QStringLiteral("CLE_MULLER");
    QTest::newRow("number first") << QStringLiteral("2nd") << QStringLiteral("_2ND");
    QTest::newRow("other scripts") << QStringLiteral("密码") << QStringLiteral("TOKEN");
    QTest::newRow("nothing") << QString() << QStringLiteral("TOKEN");
    QTest::newRow("long") << QString(200, QLatin1Char('x')) << QString(64, QLatin1Char('X'));
}

void TestTokens::variables()
{
    QFETCH(QString, name);
    QTEST(variableName(name), "variable");
}

void TestTokens::aHeader()
{
    QCOMPARE(written(QStringLiteral("x"), "abc.DEF-1", TokenForm::Header), "Authorization: Bearer abc.DEF-1");
    for (const char *bad : {"", "a b", "a\nX-Admin: 1", "a\r", "caf\xc3\xa9", "a\x7f"})
        QCOMPARE(written(QStringLiteral("x"), bad, TokenForm::Header), "refused");
}

void TestTokens::anExportLineInAShell()
{
    const QByteArray token = "a'b\"c$HOME`id`\\ !x; rm";
    const QByteArray line = written(QStringLiteral("Deploy key"), token, TokenForm::ExportLine);
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"), QString::fromUtf8(line) + QStringLiteral("\nprintf %s \"$DEPLOY_KEY\"")});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardOutput(), token);
}

void TestTokens::jsonIsJson()
{
    const QByteArray token = "a\"b\\c\n";
    const QJsonObject json =
        QJsonDocument::fromJson(written(QStringLiteral("Deploy key"), token, TokenForm::Json)).object();
    QCOMPARE(json.size(), 1);
    QCOMPARE(json.value(QLatin1String("DEPLOY_KEY")).toString().toUtf8(), token);
}

QTEST_GUILESS_MAIN(TestTokens)
#include "tst_tokens.moc"
