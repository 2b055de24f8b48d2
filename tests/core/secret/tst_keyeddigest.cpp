// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/keyeddigest.h"

#include <QTest>

using namespace coffret;

/// Comparing values without keeping them.
class KeyedDigestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsValuesApart()
    {
        const KeyedDigest digest;
        QCOMPARE(digest.of("value"), digest.of("value"));
        QVERIFY(digest.of("value") != digest.of("valuf"));
        QVERIFY(digest.of("") != digest.of(std::string_view("\0", 1)));
        QCOMPARE(digest.of("value").size(), 32);
        QVERIFY(!digest.of("value").contains("value"));
    }

    void meansNothingToAnother() { QVERIFY(KeyedDigest().of("value") != KeyedDigest().of("value")); }
};

QTEST_GUILESS_MAIN(KeyedDigestTest)
#include "tst_keyeddigest.moc"
