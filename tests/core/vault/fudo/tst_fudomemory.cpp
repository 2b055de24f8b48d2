// SPDX-License-Identifier: GPL-3.0-or-later
// What a vault remembers for when its server cannot be asked.
#include "core/vault/fudo/fudomemory.h"
#include "tests/core/vault/fudo/fudostage.h"

#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

QStringList textsOf(const std::vector<FieldOutline> &outline)
{
    QStringList texts;
    for (const FieldOutline &field : outline)
        texts.append(field.key + QLatin1Char(' ') + field.plainValue);
    return texts;
}

} // namespace

class TestFudoMemory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aVaultThatRecallsAnswersAsOneThatSignedIn()
    {
        FudoStage stage;
        stage.open();
        const SecretSummary secret = stage.secrets.value(QStringLiteral("7"));
        const QStringList outline = textsOf(stage.vault->outline(secret));
        QVERIFY(outline.join(QLatin1Char(' ')).contains(QLatin1String("corp")));
        const SecretBuffer surroundings = stage.vault->memory()->surroundings();
        const QByteArray text(surroundings.view().data(), static_cast<qsizetype>(surroundings.size()));
        QVERIFY(!text.isEmpty() && !text.contains("tok3n"));
        const QHash<QString, QByteArray> extras{{secret.id, stage.vault->memory()->extras()(secret.id)}};

        FudoVault other(stage.account, stage.credentials);
        QVERIFY(textsOf(other.outline(secret)) != outline);
        QVERIFY(other.memory()->recall(surroundings, extras));
        QCOMPARE(textsOf(other.outline(secret)), outline);
        QCOMPARE(other.capabilities(), stage.vault->capabilities());
        QCOMPARE(other.memory()->extras()(secret.id), extras.value(secret.id)); // to be kept once more
        QCoro::waitFor(other.signOut());
        QVERIFY(textsOf(other.outline(secret)) != outline);
    }

    void refusesWhatMakesNoSense()
    {
        FudoStage stage;
        stage.open();
        FudoVault other(stage.account, stage.credentials);
        QVERIFY(other.memory()->surroundings().isEmpty());
        for (const char *text : {"", "{}", "[]", R"({"form":"fudo 2"})", R"({"form":"passbolt 1"})"}) {
            const auto recalled = other.memory()->recall(SecretBuffer::copyOf(text), {});
            QVERIFY(!recalled);
            QCOMPARE(recalled.error().kind, ErrorKind::Malformed);
        }
        QCOMPARE(fudoExtrasIn("[[[").domain, QString());
        QCOMPARE(fudoExtrasIn(QByteArray(2 * 1024 * 1024, ' ') + R"({"domain":"x"})").domain, QString());
        QCOMPARE(fudoExtrasIn(R"({"domain":"x"})").domain, QStringLiteral("x"));
    }
};

QTEST_GUILESS_MAIN(TestFudoMemory)
#include "tst_fudomemory.moc"
