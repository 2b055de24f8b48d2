// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/draftcodec.h"

#include <QTest>

using namespace coffret;

namespace {

SecretDraft fullDraft()
{
    SecretDraft draft;
    draft.id = QStringLiteral("s1");
    draft.type = SecretType::ApiKey;
    draft.vendorType = QStringLiteral("v5-default");
    draft.collectionId = QStringLiteral("c1");
    draft.name = QStringLiteral("Ünïcode 鍵");
    draft.username = QStringLiteral("ada");
    draft.description = QStringLiteral("two\nlines");
    draft.uris = {QStringLiteral("https://a"), QStringLiteral("https://b")};
    draft.expires = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    draft.icon = SecretIcon{12, 0x11223344};
    draft.valuesChanged = false;
    draft.baseModified = QDateTime::fromMSecsSinceEpoch(1'600'000'000'000, Qt::UTC);
    draft.baseVersion = QByteArray("v\0v", 3);
    draft.vouchesForOthers = true;
    draft.unseals = true;
    draft.copiedFrom = QStringLiteral("s0");
    draft.fields.push_back({FieldKind::Token, fieldKey(FieldKind::Token), {}, true, SecretBuffer::copyOf("value")});
    draft.fields.push_back({FieldKind::Custom, QStringLiteral("custom:1"), QStringLiteral("Label"), false,
                            SecretBuffer::copyOf(std::string_view("a\0b", 3)), CustomKind::Number});
    return draft;
}

} // namespace

class TestDraftCodec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsItWas()
    {
        const SecretDraft draft = fullDraft();
        const SecretBuffer bytes = encodeDraft(draft);
        const std::optional<SecretDraft> back = decodeDraft(bytes.view());
        QVERIFY(back);
        QCOMPARE(back->id, draft.id);
        QVERIFY(back->type == draft.type);
        QCOMPARE(back->vendorType, draft.vendorType);
        QCOMPARE(back->collectionId, draft.collectionId);
        QCOMPARE(back->name, draft.name);
        QCOMPARE(back->username, draft.username);
        QCOMPARE(back->description, draft.description);
        QCOMPARE(back->uris, draft.uris);
        QCOMPARE(back->expires, draft.expires);
        QVERIFY(back->icon == draft.icon);
        QCOMPARE(back->valuesChanged, draft.valuesChanged);
        QCOMPARE(back->baseModified, draft.baseModified);
        QCOMPARE(back->baseVersion, draft.baseVersion);
        QCOMPARE(back->vouchesForOthers, draft.vouchesForOthers);
        QCOMPARE(back->unseals, draft.unseals);
        QCOMPARE(back->copiedFrom, draft.copiedFrom);
        QCOMPARE(back->fields.size(), draft.fields.size());
        for (std::size_t i = 0; i < draft.fields.size(); ++i) {
            const SecretField &was = draft.fields[i];
            const SecretField &is = back->fields[i];
            QVERIFY(is.kind == was.kind && is.key == was.key && is.label == was.label);
            QVERIFY(is.isProtected == was.isProtected && is.customKind == was.customKind);
            QVERIFY(is.value.equals(was.value));
        }
    }

    void emptyThingsStayEmpty()
    {
        const SecretBuffer bytes = encodeDraft(SecretDraft());
        const std::optional<SecretDraft> back = decodeDraft(bytes.view());
        QVERIFY(back);
        QVERIFY(back->expires.isNull() && back->baseModified.isNull() && !back->icon);
        QVERIFY(back->fields.empty() && back->uris.isEmpty() && back->valuesChanged);
    }

    void nothingElseIsADraft()
    {
        const SecretBuffer bytes = encodeDraft(fullDraft());
        const std::string whole(bytes.view());
        for (std::size_t cut = 0; cut < whole.size() - 64; ++cut)
            QVERIFY2(!decodeDraft(std::string_view(whole).substr(0, cut)), qPrintable(QString::number(cut)));
        QVERIFY(!decodeDraft(whole + std::string(64, '\0')));
        std::string otherFormat = whole;
        otherFormat[0] = 2;
        QVERIFY(!decodeDraft(otherFormat));
        for (std::size_t i = 0; i < whole.size(); ++i) { // whatever comes of it, nothing is read beyond the end
            for (const char flip : {'\x01', '\x80', '\xff'}) {
                std::string odd = whole;
                odd[i] = static_cast<char>(odd[i] ^ flip);
                static_cast<void>(decodeDraft(odd));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestDraftCodec)
#include "tst_draftcodec.moc"
