// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/lookalike.h"

#include <QTest>

using namespace coffret;

class TestLookAlike : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void t36_scriptsMixInsideAWord_data();
    void t36_scriptsMixInsideAWord();
};

void TestLookAlike::t36_scriptsMixInsideAWord_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("mixes");
    QTest::newRow("a Cyrillic letter in a Latin word") << QStringLiteral("P\u0435trov") << true;
    QTest::newRow("a Greek one") << QStringLiteral("g\u03bf\u03bfgle") << true;
    QTest::newRow("behind a hyphen") << QStringLiteral("IT-\u0430dmin") << true;
    QTest::newRow("a department") << QStringLiteral("IT-\u043e\u0442\u0434\u0435\u043b") << false;
    QTest::newRow("in brackets") << QStringLiteral("\u0410\u043d\u043d\u0430(IT)") << false;
    QTest::newRow("with a stroke") << QStringLiteral("DevOps/\u043a\u043e\u0434") << false;
    QTest::newRow("two words") << QStringLiteral("\u0410\u043d\u043d\u0430 Petrov") << false;
    QTest::newRow("Latin") << QStringLiteral("M\u00fcller-\u0141uk") << false;
}

void TestLookAlike::t36_scriptsMixInsideAWord()
{
    QFETCH(QString, name);
    QTEST(mixesScripts(name), "mixes");
}

QTEST_GUILESS_MAIN(TestLookAlike)

#include "tst_lookalike.moc"
