// SPDX-License-Identifier: GPL-3.0-or-later
// Verdicts on the encrypted names of folders and tags, and what is said where the shared key is missing.
#include "tests/core/vault/passbolt/passboltstage.h"
#include "tests/support/routes.h"

#include <QSslSocket>
#include <QTest>

using namespace coffret;
using namespace coffret::test;
using coffret::fakes::FakeOpenPgp;

namespace {

const QByteArray Ada = "08593647-c13f-4070-b70b-1f340d13b0ad";
const QByteArray AdasKey = "---- the key of ada, invented";
const QByteArray Team = "1ba2b056-c1f8-462a-aef8-5eb26dcf5b0f";
const QByteArray FolderId = "38f754fc-65fb-4817-953e-4e6c75481eac";

QByteArray users()
{
    return json("[{'id':'") + Ada + json("','profile':{'first_name':'Ada'},'gpgkey':{'fingerprint':'") +
           FakeOpenPgp::fingerprintOf(AdasKey).toLatin1() + json("','armored_key':'") + AdasKey + json("'}}]");
}

/// The members of a row that carry encrypted metadata.
QByteArray metadata(const QByteArray &plaintext, const QString &signer, bool shared)
{
    return json("'metadata':'") + FakeOpenPgp::sealed(plaintext, signer).replace('\n', "\\n") +
           (shared ? json("','metadata_key_type':'shared_key','metadata_key_id':'") + Team + json("'")
                   : json("','metadata_key_type':'user_key'"));
}

Markers among(Markers markers)
{
    return markers & (Markers(Marker::MetadataUnverified) | Marker::MetadataUnreadable | Marker::OutOfOrder |
                      Marker::KeyMissing | Marker::TagUnverified);
}

struct NameStage : PassboltStage
{
    NameStage()
    {
        setPlugins(json("'folders':{'enabled':true},'tags':{'enabled':true},'metadata':{'enabled':true}"));
        server.answer("/users.json", 200, users());
        engine->knownSigners.append(FakeOpenPgp::fingerprintOf(AdasKey));
    }
};

const QByteArray Folder = json("{'object_type':'PASSBOLT_FOLDER_METADATA','name':'Plans'}");
const QByteArray Tag = json("{'object_type':'PASSBOLT_TAG_METADATA','slug':'urgent'}");
const QByteArray Resource = json("{'object_type':'PASSBOLT_RESOURCE_METADATA','name':'x','resource_type_id':'y'}");

} // namespace

class TestPassboltNames : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void foldersAreJudged_data();
    void foldersAreJudged();
    void tagsAreJudged_data();
    void tagsAreJudged();
    void secretsWaitForTheSharedKey();
};

void TestPassboltNames::foldersAreJudged_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("name");
    QTest::addColumn<Markers>("markers");
    const QString own = FakePassbolt::UserFingerprint;
    const QString ada = FakeOpenPgp::fingerprintOf(AdasKey);
    const QString plans = QStringLiteral("Plans");
    const QString placeholder = QString::fromLatin1(FolderId.left(8));
    QTest::newRow("signed by who wrote it") << metadata(Folder, own, false) << plans << Markers();
    QTest::newRow("unsigned") << metadata(Folder, {}, false) << plans << Markers(Marker::MetadataUnverified);
    QTest::newRow("signed by somebody else")
        << metadata(Folder, ada, false) << plans << Markers(Marker::MetadataUnverified);
    QTest::newRow("something else's") << metadata(Resource, own, false) << placeholder
                                      << (Marker::MetadataUnreadable | Markers(Marker::OutOfOrder));
    QTest::newRow("for a key nobody gave us")
        << metadata(Folder, own, true) << placeholder << (Marker::MetadataUnreadable | Markers(Marker::KeyMissing));
    QTest::newRow("in the clear") << json("'name':'Plans'") << plans << Markers();
}

void TestPassboltNames::foldersAreJudged()
{
    QFETCH(QByteArray, members);
    NameStage stage;
    stage.server.answer("/folders.json", 200,
                        json("[{'id':'") + FolderId +
                            json("','personal':true,'permission':{'type':15},'created_by':'") + FakePassbolt::UserId +
                            json("','modified_by':'") + FakePassbolt::UserId + json("',") + members + "}]");
    QVERIFY(stage.signIn());
    const Expected<IndexPage> page = stage.index();
    QVERIFY(page);
    QCOMPARE(page->collections.size(), std::size_t(1));
    QTEST(page->collections[0].name, "name");
    QTEST(among(page->collections[0].markers), "markers");
}

void TestPassboltNames::tagsAreJudged_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QStringList>("tags");
    QTest::addColumn<Markers>("markers");
    const QString own = FakePassbolt::UserFingerprint;
    const QString ada = FakeOpenPgp::fingerprintOf(AdasKey);
    const QStringList urgent{QStringLiteral("urgent")};
    QTest::newRow("the user's own") << metadata(Tag, own, false) << urgent << Markers();
    QTest::newRow("unsigned") << metadata(Tag, {}, false) << urgent << Markers(Marker::TagUnverified);
    QTest::newRow("personal, but a colleague's")
        << metadata(Tag, ada, false) << urgent << Markers(Marker::TagUnverified);
    QTest::newRow("something else's") << metadata(Folder, own, false) << QStringList() << Markers();
    QTest::newRow("for a key nobody gave us") << metadata(Tag, own, true) << QStringList() << Markers();
    QTest::newRow("in the clear") << json("'slug':'urgent'") << urgent << Markers();
}

void TestPassboltNames::tagsAreJudged()
{
    QFETCH(QByteArray, members);
    NameStage stage;
    stage.server.answer("/resources.json", 200,
                        json("[{'id':'5cb07b88-850f-4da5-bb69-27674b4c23ea','name':'Git','personal':false,"
                             "'resource_type_id':'a28a04cd-6f53-518a-967c-9963bf9cec51','permission':{'type':7},"
                             "'tags':[{'id':'13c2455c-3e81-47f6-8e49-3b79303ca5fd',") +
                            members + "}]}]");
    QVERIFY(stage.signIn());
    const Expected<IndexPage> page = stage.index();
    QVERIFY(page);
    QCOMPARE(page->secrets.size(), std::size_t(1));
    QTEST(page->secrets[0].tags, "tags");
    QTEST(among(page->secrets[0].markers), "markers");
}

void TestPassboltNames::secretsWaitForTheSharedKey()
{
    NameStage stage;
    stage.server.answer("/metadata/keys.json", 200,
                        json("[{'id':'") + Team + json("','fingerprint':'") + QByteArray(40, 'A') +
                            json("','armored_key':'x','metadata_private_keys':[]}]"));
    stage.server.answer("/resources.json", 200,
                        json("[{'id':'5cb07b88-850f-4da5-bb69-27674b4c23ea','personal':false,"
                             "'resource_type_id':'a28a04cd-6f53-518a-967c-9963bf9cec51','permission':{'type':7},") +
                            metadata(Resource, FakePassbolt::UserFingerprint, true) + "}]");
    QVERIFY(stage.signIn());
    const Expected<IndexPage> page = stage.index();
    QVERIFY(page);
    QCOMPARE(page->secrets.size(), std::size_t(1));
    QCOMPARE(among(page->secrets[0].markers), Marker::MetadataUnreadable | Markers(Marker::KeyMissing));
    QVERIFY(!stage.vault->sharing()->sharedKeyChange()); // there is nothing to compare
}

QTEST_GUILESS_MAIN(TestPassboltNames)
#include "tst_passboltnames.moc"
