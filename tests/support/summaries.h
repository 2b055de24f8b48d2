// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"

#include <QTest>

namespace coffret::test {

/// Everything that a summary says.
inline void compareSummaries(const SecretSummary &found, const SecretSummary &expected)
{
    QCOMPARE(found.id, expected.id);
    QCOMPARE(found.collectionId, expected.collectionId);
    QCOMPARE(found.name, expected.name);
    QCOMPARE(found.username, expected.username);
    QCOMPARE(found.description, expected.description);
    QCOMPARE(found.uris, expected.uris);
    QVERIFY(found.type == expected.type);
    QCOMPARE(found.vendorType, expected.vendorType);
    QCOMPARE(found.markers, expected.markers);
    QCOMPARE(found.created, expected.created);
    QCOMPARE(found.modified, expected.modified);
    QCOMPARE(found.expires, expected.expires);
    QCOMPARE(found.modifiedBy, expected.modifiedBy);
    QVERIFY(found.right == expected.right);
    QCOMPARE(found.tags, expected.tags);
    QVERIFY(found.icon == expected.icon);
}

} // namespace coffret::test
