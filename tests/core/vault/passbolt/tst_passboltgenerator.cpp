// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/passwordgenerator.h"
#include "core/vault/passbolt/passboltgenerator.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>

using namespace coffret;

namespace {

GeneratorOptions optionsOf(QByteArray json)
{
    const QJsonObject body = QJsonDocument::fromJson(json.replace('\'', '"')).object();
    return passboltGeneratorOptions(parsePasswordPolicy(body));
}

bool isMadeOf(const SecretBuffer &password, std::string_view characters)
{
    return password.view().find_first_not_of(characters) == std::string_view::npos;
}

} // namespace

class TestPassboltGenerator : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theUsualPolicy();
    void characters();
    void moreSetsThanPlaces();
    void words();
    void keepsNumbersInTheirRange();
    void ignoresWhatIsNotKnown();
    void whatCanBeChosen();
    void whoChose();
};

void TestPassboltGenerator::theUsualPolicy()
{
    const GeneratorOptions options = passboltGeneratorOptions({});
    QVERIFY(!options.usesWords);
    QCOMPARE(options.password.length, 18);
    QCOMPARE(options.password.sets.size(), std::size_t(9));
    const auto generator = PasswordGenerator::from(options.password);
    QVERIFY(generator);
    for (int i = 0; i < 100; ++i) {
        const SecretBuffer password = generator->generate();
        QCOMPARE(password.size(), std::size_t(18));
        QVERIFY(password.view().find_first_of("0O1Il|") == std::string_view::npos);
        for (const CharacterSet &set : options.password.sets)
            QVERIFY(password.view().find_first_of(set.characters.toStdString()) != std::string_view::npos);
    }
    QVERIFY(generator->entropy() > 110 && generator->entropy() < 18 * std::log2(93.0 - 6));
}

void TestPassboltGenerator::characters()
{
    const GeneratorOptions options =
        optionsOf("{'default_generator':'password','password_generator_settings':{'length':24,'mask_upper':false,"
                  "'mask_lower':false,'mask_digit':true,'mask_char2':true,'mask_char5':true,"
                  "'exclude_look_alike_chars':false}}");
    QVERIFY(!options.usesWords && !options.password.excludesLookAlikes);
    const auto generator = PasswordGenerator::from(options.password);
    QVERIFY(generator);
    for (int i = 0; i < 100; ++i) {
        const SecretBuffer password = generator->generate();
        QCOMPARE(password.size(), std::size_t(24));
        QVERIFY(isMadeOf(password, "0123456789.,:;<*+!?="));
    }
}

void TestPassboltGenerator::moreSetsThanPlaces()
{
    const GeneratorOptions options =
        optionsOf("{'password_generator_settings':{'length':8,'mask_upper':true,'mask_lower':true,'mask_digit':true,"
                  "'mask_parenthesis':true,'mask_emoji':true,'mask_char1':true,'mask_char2':true,'mask_char3':true,"
                  "'mask_char4':true,'mask_char5':true,'exclude_look_alike_chars':false}}");
    QCOMPARE(options.password.sets.size(), std::size_t(10));
    const auto generator = PasswordGenerator::from(options.password);
    QVERIFY(generator);
    QCOMPARE(generator->entropy(), 8 * std::log2(93.0 + 80)); // emoticons included
}

void TestPassboltGenerator::words()
{
    const GeneratorOptions options =
        optionsOf("{'default_generator':'passphrase','passphrase_generator_settings':{'words':7,"
                  "'word_separator':'-','word_case':'camelcase'}}");
    QVERIFY(options.usesWords && !options.passphrase.hasDigit);
    QCOMPARE(options.passphrase.words, 7);
    QCOMPARE(options.passphrase.separator, QStringLiteral("-"));
    QCOMPARE(options.passphrase.wordCase, WordCase::Capitalized);
    const auto caseOf = [](const char *name) {
        return optionsOf(QByteArray("{'passphrase_generator_settings':{'word_case':'") + name + "'}}")
            .passphrase.wordCase;
    };
    QCOMPARE(caseOf("uppercase"), WordCase::Upper);
    QCOMPARE(caseOf("lowercase"), WordCase::Lower);
    QCOMPARE(caseOf("something new"), WordCase::Lower);
}

void TestPassboltGenerator::keepsNumbersInTheirRange()
{
    const auto lengthOf = [](const char *number) {
        return optionsOf(QByteArray("{'password_generator_settings':{'mask_digit':true,'length':") + number + "}}")
            .password.length;
    };
    QCOMPARE(lengthOf("1"), 8);
    QCOMPARE(lengthOf("-5"), 8);
    QCOMPARE(lengthOf("100000"), 128);
    QCOMPARE(lengthOf("128"), 128);
    const GeneratorOptions few = optionsOf("{'passphrase_generator_settings':{'words':1,"
                                           "'word_separator':'a very long separator'}}");
    QCOMPARE(few.passphrase.words, 4);
    QCOMPARE(few.passphrase.separator, QStringLiteral("a very lon"));
    QCOMPARE(optionsOf("{'passphrase_generator_settings':{'words':1000}}").passphrase.words, 40);
}

void TestPassboltGenerator::ignoresWhatIsNotKnown()
{
    const GeneratorOptions some = optionsOf("{'password_generator_settings':{'mask_runes':true,'mask_digit':true}}");
    QCOMPARE(some.password.sets.size(), std::size_t(1));
    const GeneratorOptions none = optionsOf("{'password_generator_settings':{'mask_runes':true}}");
    QCOMPARE(none.password.sets.size(), std::size_t(9)); // never a password of nothing
    QVERIFY(PasswordGenerator::from(none.password));
}

void TestPassboltGenerator::whatCanBeChosen()
{
    const QJsonObject body =
        QJsonDocument::fromJson(R"({"password_generator_settings":{"length":24,"mask_digit":true}})").object();
    const std::optional<GeneratorPolicy> policy = passboltGeneratorPolicy(parsePasswordPolicy(body));
    QVERIFY(policy);
    QCOMPARE(policy->options.password.length, 24);
    QCOMPARE(policy->options.password.sets.size(), std::size_t(1));
    QCOMPARE(policy->offered.size(), std::size_t(10)); // the emoticons too
    QVERIFY(policy->shortest == 8 && policy->longest == 128 && policy->fewestWords == 4 && policy->mostWords == 40);
}

void TestPassboltGenerator::whoChose()
{
    const auto policyFrom = [](const char *source) {
        return passboltGeneratorPolicy(parsePasswordPolicy(QJsonDocument::fromJson(source).object()));
    };
    QVERIFY(!policyFrom(R"({"source":"default"})")->isChosen);
    QVERIFY(policyFrom(R"({"source":"db"})")->isChosen);
    QVERIFY(policyFrom(R"({"source":"env"})")->isChosen);
    QVERIFY(policyFrom("{}")->isChosen); // older servers do not say
    QVERIFY(!passboltGeneratorPolicy(parsePasswordPolicy(QJsonValue::Undefined)));
}

QTEST_APPLESS_MAIN(TestPassboltGenerator)
#include "tst_passboltgenerator.moc"
