// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/sealedbox.h"

#include <QTest>

#include <vector>

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

    void opensIntoMemoryThatIsThere()
    {
        const SecretBuffer key = newBoxKey();
        std::vector<char> box(Content.size() + BoxOverhead);
        sealBoxInto(box, key, Content, "here");
        const std::string_view sealed(box.data(), box.size());
        std::vector<char> content(Content.size());
        QVERIFY(openBoxInto(content, key, sealed, "here"));
        QVERIFY(std::string_view(content.data(), content.size()) == Content);
        QVERIFY(openBox(key, QByteArray(box.data(), static_cast<qsizetype>(box.size())), Place)); // the same boxes

        QVERIFY(!openBoxInto(content, key, sealed, "there"));
        QVERIFY(content == std::vector<char>(Content.size())); // nothing of it stays
        QVERIFY(!openBoxInto(content, newBoxKey(), sealed, "here"));
        QVERIFY(!openBoxInto(content, SecretBuffer::copyOf("short"), sealed, "here"));
        for (std::size_t i = 0; i < box.size(); ++i) {
            box[i] = static_cast<char>(box[i] ^ 0x80);
            QVERIFY(!openBoxInto(content, key, sealed, "here"));
            box[i] = static_cast<char>(box[i] ^ 0x80);
            std::vector<char> shorter(i < BoxOverhead ? 0 : i - BoxOverhead);
            QVERIFY(!openBoxInto(shorter, key, sealed.substr(0, i), "here"));
        }
        std::vector<char> larger(Content.size() + 1);
        QVERIFY(!openBoxInto(larger, key, sealed, "here")); // never writes beside what it was given
    }

    void subkeysAreApart()
    {
        const SecretBuffer key = newBoxKey();
        const SecretBuffer first = subkey(key, 1);
        QCOMPARE(first.size(), std::size_t(32));
        QVERIFY(first.equals(subkey(key, 1)));
        QVERIFY(!first.equals(subkey(key, 2)));
        QVERIFY(!first.equals(key));
        QVERIFY(!first.equals(subkey(newBoxKey(), 1)));
    }

    void namesNeedTheKey()
    {
        const SecretBuffer key = newBoxKey();
        const QByteArray name = keyedName(key, Content);
        QCOMPARE(name.size(), 16);
        QCOMPARE(keyedName(key, Content), name);
        QVERIFY(keyedName(key, Content.substr(1)) != name);
        QVERIFY(keyedName(newBoxKey(), Content) != name);
        QCOMPARE(keyedName(key, {}).size(), 16);
    }
};

QTEST_GUILESS_MAIN(TestSealedBox)
#include "tst_sealedbox.moc"
