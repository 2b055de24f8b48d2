// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/sealedbox.h"

#include <QTest>

using namespace coffret;

namespace {

const QByteArray Place = QByteArrayLiteral("here");
constexpr std::string_view Content("a text\0with a zero", 18);

} // namespace

class TestSealedBox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensWhereItBelongs()
    {
        const SecretBuffer key = newBoxKey();
        const QByteArray box = sealBox(key, Content, Place);
        QVERIFY(!box.contains("a text"));
        const Expected<SecretBuffer> opened = openBox(key, box, Place);
        QVERIFY(opened);
        QVERIFY(opened->view() == Content);
        QCOMPARE(openBox(key, box, QByteArrayLiteral("there")).error().kind, ErrorKind::CorruptMessage);
        QCOMPARE(openBox(newBoxKey(), box, Place).error().kind, ErrorKind::CorruptMessage);
    }

    void isAnotherOneEachTime()
    {
        const SecretBuffer key = newBoxKey();
        QVERIFY(!key.equals(newBoxKey()));
        QVERIFY(sealBox(key, Content, Place) != sealBox(key, Content, Place));
    }

    void emptyIsAContentToo()
    {
        const SecretBuffer key = newBoxKey();
        const Expected<SecretBuffer> opened = openBox(key, sealBox(key, {}, Place), Place);
        QVERIFY(opened);
        QVERIFY(opened->isEmpty());
    }

    void anyDamageIsNoticed()
    {
        const SecretBuffer key = newBoxKey();
        const QByteArray box = sealBox(key, Content, Place);
        for (qsizetype i = 0; i < box.size(); ++i) {
            QByteArray damaged = box;
            damaged[i] = static_cast<char>(damaged[i] ^ 1);
            QVERIFY(!openBox(key, damaged, Place));
            QVERIFY(!openBox(key, box.left(i), Place));
        }
        QVERIFY(!openBox(SecretBuffer::copyOf("short"), box, Place));
    }
};

QTEST_GUILESS_MAIN(TestSealedBox)
#include "tst_sealedbox.moc"
