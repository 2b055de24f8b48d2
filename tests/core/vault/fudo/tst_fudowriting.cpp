// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/vault/fudo/fudostage.h"

#include <QJsonArray>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

QStringList issuesOf(const VaultWriting &writing, const SecretDraft &draft)
{
    QStringList texts;
    for (const DraftIssue &issue : writing.check(draft))
        texts.append(QString::number(static_cast<int>(issue.kind)) + QLatin1Char(' ') + issue.key);
    return texts;
}

QString missing(const char *key)
{
    return QStringLiteral("%1 %2").arg(static_cast<int>(DraftIssue::Kind::Missing)).arg(QLatin1String(key));
}

QString impossible(const char *key)
{
    return QStringLiteral("%1 %2").arg(static_cast<int>(DraftIssue::Kind::NotPossible)).arg(QLatin1String(key));
}

} // namespace

class FudoWritingTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<FudoStage> m_stage;

    [[nodiscard]] VaultWriting &writing() { return *m_stage->vault->writing(); }
    [[nodiscard]] Expected<QString> create(SecretDraft draft)
    {
        return QCoro::waitFor(writing().create(std::move(draft), {}, {}));
    }
    [[nodiscard]] Expected<void> update(SecretDraft draft)
    {
        return QCoro::waitFor(writing().update(std::move(draft), {}, {}));
    }
    [[nodiscard]] int count(const char *call) const { return m_stage->routes.count(call); }

private Q_SLOTS:
    void init() { m_stage = std::make_unique<FudoStage>(); }

    void saysWhatIsMissingOrHasNoPlace()
    {
        m_stage->open();
        QCOMPARE(issuesOf(writing(), FudoStage::newLogin()), QStringList());
        SecretDraft login = FudoStage::newLogin({QStringLiteral("ssh://a"), QStringLiteral("no scheme")});
        login.name = QStringLiteral("  ");
        login.username.clear();
        login.collectionId.clear();
        FudoStage::addField(login, FieldKind::Passphrase, "x");
        QCOMPARE(issuesOf(writing(), login),
                 (QStringList{missing("collection"), missing("name"), missing("username"), impossible("passphrase"),
                              QStringLiteral("%1 uris").arg(static_cast<int>(DraftIssue::Kind::BadFormat))}));

        SecretDraft note;
        note.type = SecretType::Note;
        note.name = note.collectionId = note.username = QStringLiteral("x");
        FudoStage::addField(note, FieldKind::NoteText, "text");
        FudoStage::addField(note, FieldKind::Domain, "corp");
        FudoStage::addField(note, FieldKind::Totp, "otpauth://");
        QCOMPARE(issuesOf(writing(), note),
                 (QStringList{impossible("username"), impossible("domain"), impossible("totp")}));

        SecretDraft certificate;
        certificate.type = SecretType::Certificate;
        certificate.name = certificate.collectionId = QStringLiteral("x");
        FudoStage::addField(certificate, FieldKind::PrivateKey, "KEY");
        QCOMPARE(issuesOf(writing(), certificate), QStringList{missing("certificate")});
    }

    void theServersOwnRequirementsCount()
    {
        m_stage->routes.on("GET /api/v2/objspec/secret",
                           {json("{'result':'success','secret':{'id':{'readonly':true},'name':{'required':true},"
                                 "'login':{},'description':{'readonly':true},'secret':{'required':true},'type':{},"
                                 "'collection_id':{},'modified_at':{}}}")});
        m_stage->open();
        SecretDraft draft = FudoStage::newLogin();
        draft.fields.pop_back();
        QCOMPARE(issuesOf(writing(), draft),
                 (QStringList{impossible("description"), impossible("domain"), missing("password")}));
    }

    void theTypeStays()
    {
        m_stage->open();
        SecretDraft draft = m_stage->draft();
        draft.type = SecretType::ApiKey;
        QCOMPARE(issuesOf(writing(), draft), QStringList{impossible("token")});
        QCOMPARE(update(draft.clone()).error().kind, ErrorKind::InvalidInput);
        draft.vendorType.clear(); // whatever an editor says, the server's row counts
        QCOMPARE(update(std::move(draft)).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(count("PATCH /api/v2/secret/7"), 0);
    }

    void createsWithItsAddressesCallByCall_data()
    {
        QTest::addColumn<int>("refusal");
        for (const int status : {400, 403, 404, 405, 501})
            QTest::newRow(qPrintable(QString::number(status))) << status;
    }
    void createsWithItsAddressesCallByCall()
    {
        QFETCH(int, refusal);
        m_stage->routes.on("POST /api/v2/batch", {"{}", refusal});
        m_stage->open();
        const auto made = create(FudoStage::newLogin({QStringLiteral("ssh://a"), QStringLiteral("https://b")}));
        QCOMPARE(made, QStringLiteral("8"));
        QCOMPARE(m_stage->body("POST /api/v2/secret"),
                 (QJsonObject{{QStringLiteral("name"), QStringLiteral("Staging Database")},
                              {QStringLiteral("collection_id"), QStringLiteral("9")},
                              {QStringLiteral("type"), QStringLiteral("login")},
                              {QStringLiteral("description"), QStringLiteral("in \"clear\"")},
                              {QStringLiteral("login"), QStringLiteral("staging_user")},
                              {QStringLiteral("domain"), QStringLiteral("staging.example.com")},
                              {QStringLiteral("secret"), QStringLiteral("Strong\\Password")}}));
        QCOMPARE(m_stage->last.value("POST /api/v2/secret").headers.value("content-type"),
                 QByteArray("application/json"));
        QCOMPARE(count("POST /api/v2/secret/8/uri"), 2);
        QCOMPARE(m_stage->body("POST /api/v2/secret/8/uri"),
                 (QJsonObject{{QStringLiteral("uri"), QStringLiteral("https://b")}}));
        (void)create(FudoStage::newLogin({QStringLiteral("ssh://a")}));
        QCOMPARE(count("POST /api/v2/batch"),
                 refusal == 400 ? 2 : 1); // asked again only where it may be about the draft
    }

    void createsAtOnceWhereTheServerCan()
    {
        m_stage->routes.on("POST /api/v2/batch",
                           {json("{'result':'success','responses':[{'id':'secret','result':'success','status':200,"
                                 "'secret':{'id':'3260606130216239105'}},{'id':'uri-1','result':'success','status':200,"
                                 "'secret_uri':{'id':'3260606130216239105'}}]}")});
        m_stage->open();
        QCOMPARE(create(FudoStage::newLogin({QStringLiteral("ssh://a")})), QStringLiteral("3260606130216239105"));
        QCOMPARE(count("POST /api/v2/secret"), 0);
        const QJsonObject body = m_stage->body("POST /api/v2/batch");
        QCOMPARE(body[QLatin1String("atomic")], QJsonValue(true));
        const QJsonArray requests = body[QLatin1String("requests")].toArray();
        QCOMPARE(requests.size(), 2);
        QCOMPARE(requests[0][QLatin1String("endpoint")].toString(), QStringLiteral("/secret"));
        QCOMPARE(requests[0][QLatin1String("data")][QLatin1String("secret")].toString(),
                 QStringLiteral("Strong\\Password"));
        QCOMPARE(requests[1][QLatin1String("endpoint")].toString(), QStringLiteral("/secret/{secret.secret.id}/uri"));
        QVERIFY(create(FudoStage::newLogin())); // one call needs no batch
        QCOMPARE(count("POST /api/v2/batch"), 1);
    }

    void nothingIsReplacedInWhatIsSent_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QByteArray>("value");
        const QString plain = QStringLiteral("ssh://a");
        QTest::newRow("in an address") << plain << QStringLiteral("ssh://a/{secret.secret.id}") << QByteArray("x");
        QTest::newRow("in a name") << QStringLiteral("{name}") << plain << QByteArray("x");
        QTest::newRow("in a value") << plain << plain << QByteArray("a{x}b");
    }
    void nothingIsReplacedInWhatIsSent()
    {
        QFETCH(QString, name);
        QFETCH(QString, uri);
        QFETCH(QByteArray, value);
        m_stage->routes.on("POST /api/v2/batch", {json("{'result':'failure','message':'unknown variable'}")});
        m_stage->open();
        SecretDraft draft = FudoStage::newLogin({uri});
        draft.name = name;
        draft.fields.back().value = SecretBuffer::copyOf(value.toStdString());
        QCOMPARE(create(std::move(draft)), QStringLiteral("8"));
        QCOMPARE(count("POST /api/v2/batch"), 0);
        QCOMPARE(m_stage->body("POST /api/v2/secret")[QLatin1String("secret")].toString(), QString::fromUtf8(value));
        QCOMPARE(m_stage->body("POST /api/v2/secret/8/uri")[QLatin1String("uri")].toString(), uri);
    }

    void anIncompleteBatchIsNotDone_data()
    {
        QTest::addColumn<QByteArray>("answers");
        QTest::addColumn<QString>("id");
        const auto row = [](const char *name, const char *answers, const char *id) {
            QTest::newRow(name) << json(answers) << QString::fromLatin1(id);
        };
        row("fewer answers", "[{'id':'secret','result':'success','secret':{'id':'8'}}]", "8");
        row("no id", "[{'id':'secret','result':'success'},{'id':'uri-1','result':'success'}]", "");
        row("no id, and a failure",
            "[{'id':'secret','result':'success'},{'id':'uri-1','result':'failure','status':400}]", "");
    }
    void anIncompleteBatchIsNotDone()
    {
        QFETCH(QByteArray, answers);
        QFETCH(QString, id);
        m_stage->routes.on("POST /api/v2/batch", {"{\"result\":\"success\",\"requests\":" + answers + "}"});
        m_stage->open();
        const auto made = create(FudoStage::newLogin({QStringLiteral("ssh://a")}));
        QVERIFY(!made);
        QVERIFY2(made.error().detail.contains(QLatin1String("not known")), qPrintable(made.error().detail));
        QVERIFY(made.error().detail.contains(id));
    }

    void aBatchThatWasNotRevertedIsTakenBack_data()
    {
        QTest::addColumn<bool>("canBeRemoved");
        QTest::newRow("and is gone") << true;
        QTest::newRow("and stays") << false;
    }
    void aBatchThatWasNotRevertedIsTakenBack()
    {
        QFETCH(bool, canBeRemoved);
        m_stage->routes.on("POST /api/v2/batch",
                           {json("{'result':'failure','requests':[{'id':'secret','result':'success','status':200,"
                                 "'secret':{'id':'8'}},{'id':'uri-1','result':'failure','status':400,"
                                 "'message':'bad uri'}]}")});
        if (!canBeRemoved)
            m_stage->routes.on("DELETE /api/v2/secret/8", {"{}", 500});
        m_stage->open();
        const auto made = create(FudoStage::newLogin({QStringLiteral("ssh://a")}));
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::InvalidInput);
        QVERIFY(made.error().detail.contains(QLatin1String("bad uri")));
        QCOMPARE(made.error().detail.contains(QLatin1String("could not be removed")), !canBeRemoved);
        QCOMPARE(count("DELETE /api/v2/secret/8"), 1);
    }

    void nothingHalfMadeStaysUnmentioned_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("removal");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, int status, int removal, ErrorKind kind) {
            QTest::newRow(name) << status << removal << static_cast<int>(kind);
        };
        row("refused, taken back", 400, 200, ErrorKind::InvalidInput);
        row("broken, taken back", 500, 200, ErrorKind::ServerFault);
        row("broken, gone already", 500, 404, ErrorKind::ServerFault);
        row("broken, left", 500, 500, ErrorKind::ServerFault);
        row("the token ended in between", 401, 401, ErrorKind::ServerFault);
    }
    void nothingHalfMadeStaysUnmentioned()
    {
        QFETCH(int, status);
        QFETCH(int, removal);
        QFETCH(int, kind);
        m_stage->routes.on("POST /api/v2/secret/8/uri", {"{}", status});
        m_stage->routes.on("DELETE /api/v2/secret/8", {json("{'result':'success'}"), removal});
        m_stage->open({QStringLiteral("batch")});
        const auto made = create(FudoStage::newLogin({QStringLiteral("ssh://a")}));
        QVERIFY(!made);
        QCOMPARE(static_cast<int>(made.error().kind), kind);
        QCOMPARE(count("DELETE /api/v2/secret/8"), 1);
        const bool isLeft = removal != 200 && removal != 404;
        QCOMPARE(made.error().detail.contains(QLatin1String("with 0 of its addresses, as 8")), isLeft);
    }

    void writesOnlyWhatChanged()
    {
        m_stage->open();
        SecretDraft draft = m_stage->draft();
        draft.description = QStringLiteral("Updated description");
        QVERIFY(update(std::move(draft)));
        QCOMPARE(m_stage->body("PATCH /api/v2/secret/7"),
                 (QJsonObject{{QStringLiteral("description"), QStringLiteral("Updated description")}}));
        QCOMPARE(count("PATCH /api/v2/secret/7"), 1);

        SecretDraft same = m_stage->draft();
        QVERIFY(update(std::move(same)));
        QCOMPARE(count("PATCH /api/v2/secret/7"), 0);
    }

    void aValueIsWrittenOnlyWhenItIsAnother()
    {
        m_stage->open();
        SecretDraft draft = m_stage->draft();
        m_stage->routes.on("GET /api/v2/secret/7", [this](const QUrlQuery &query, const SeenRequest &) {
            const bool reveals = query.queryItemValue(QStringLiteral("fields")).contains(QLatin1String("passphrase"));
            QByteArray row = m_stage->row();
            if (reveals)
                row.replace("}", ",\"secret\":\"known\"}");
            return Answer{"{\"result\":\"success\",\"secret\":" + row + "}"};
        });
        draft.valuesChanged = true;
        FudoStage::addField(draft, FieldKind::Domain, "elsewhere");
        FudoStage::addField(draft, FieldKind::Password, "known");
        QVERIFY(update(draft.clone()));
        QCOMPARE(m_stage->body("PATCH /api/v2/secret/7"),
                 (QJsonObject{{QStringLiteral("domain"), QStringLiteral("elsewhere")}}));
        draft.fields.back().value = SecretBuffer::copyOf("another");
        QVERIFY(update(std::move(draft)));
        QCOMPARE(m_stage->body("PATCH /api/v2/secret/7")[QLatin1String("secret")].toString(),
                 QStringLiteral("another"));
    }

    void somebodyElseWasFirst_data()
    {
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<bool>("conflict");
        QTest::newRow("the same") << QByteArray("2026-04-17 06:34:37.91632-07") << false;
        QTest::newRow("seconds later") << QByteArray("2026-04-17 06:34:40.5-07") << true;
        QTest::newRow("within the same millisecond") << QByteArray("2026-04-17 06:34:37.916321-07") << true;
    }
    void somebodyElseWasFirst()
    {
        QFETCH(QByteArray, now);
        QFETCH(bool, conflict);
        m_stage->open();
        SecretDraft draft = m_stage->draft();
        draft.name = QStringLiteral("Mine");
        m_stage->modified = now;
        m_stage->serveRow();
        const auto updated = update(draft.clone());
        QCOMPARE(updated.has_value(), !conflict);
        QCOMPARE(count("PATCH /api/v2/secret/7"), conflict ? 0 : 1);
        if (!conflict)
            return;
        QCOMPARE(updated.error().kind, ErrorKind::Conflict);
        // Whoever looks at theirs and keeps their own is not stopped again.
        draft.baseModified = m_stage->draft().baseModified;
        QVERIFY(update(std::move(draft)));
    }

    void addressesOfSomebodyElseAreNotLost()
    {
        m_stage->open();
        SecretDraft draft = m_stage->draft();
        draft.uris = QStringList{QStringLiteral("https://mine")};
        m_stage->routes.on(
            "GET /api/v2/secret/7/uri",
            {json("{'result':'success','secret_uri':[{'id':'5','secret_id':'7','uri':'ssh://theirs'}]}")});
        QCOMPARE(update(std::move(draft)).error().kind, ErrorKind::Conflict);
        QCOMPARE(count("PATCH /api/v2/secret/7/uri/5"), 0);
    }

    void changesAddressesOneByOne()
    {
        m_stage->open();
        SecretDraft draft = m_stage->draft();
        draft.uris = QStringList{QStringLiteral("https://b"), QStringLiteral("https://new"), QStringLiteral("ssh://c")};
        QVERIFY(update(std::move(draft)));
        QCOMPARE(m_stage->body("PATCH /api/v2/secret/7/uri/1"),
                 (QJsonObject{{QStringLiteral("uri"), QStringLiteral("https://new")}}));
        QCOMPARE(count("PATCH /api/v2/secret/7/uri/2"), 0);
        QCOMPARE(m_stage->body("POST /api/v2/secret/7/uri"),
                 (QJsonObject{{QStringLiteral("uri"), QStringLiteral("ssh://c")}}));
        SecretDraft fewer = m_stage->draft();
        fewer.uris = QStringList{QStringLiteral("ssh://a")};
        QVERIFY(update(std::move(fewer)));
        QCOMPARE(count("DELETE /api/v2/secret/7/uri/2"), 1);
        QCOMPARE(count("DELETE /api/v2/secret/7/uri/1"), 0);
    }

    void saysWhichAddressesWereNotChanged()
    {
        m_stage->routes.on("DELETE /api/v2/secret/7/uri/2", {"{}", 401});
        m_stage->open();
        SecretDraft draft = m_stage->draft();
        draft.name = QStringLiteral("Renamed");
        draft.uris = QStringList{QStringLiteral("https://new")};
        const auto updated = update(std::move(draft));
        QVERIFY(!updated);
        QCOMPARE(updated.error().kind, ErrorKind::ServerFault); // not NotAuthenticated: something was written
        QVERIFY(updated.error().detail.contains(QLatin1String("only 1 of 2 changes to its addresses")));
    }

    void whatNobodyAnsweredIsNotCalledUnwritten()
    {
        m_stage->routes.on("PATCH /api/v2/secret/7", {"<html>Gateway</html>"});
        m_stage->routes.on("POST /api/v2/secret", {"<html>Gateway</html>"});
        m_stage->open({QStringLiteral("batch")});
        SecretDraft draft = m_stage->draft();
        draft.name = QStringLiteral("Renamed");
        QVERIFY(update(std::move(draft)).error().detail.contains(QLatin1String("is not known")));
        QVERIFY(create(FudoStage::newLogin()).error().detail.contains(QLatin1String("is not known")));
    }

    void whatNobodyAnsweredIsNotKnown_data()
    {
        QTest::addColumn<QByteArray>("call");
        for (const char *call :
             {"DELETE /api/v2/secret/7", "PATCH /api/v2/secret/7", "PATCH /api/v2/secret/7/uri/1",
              "POST /api/v2/collection", "PATCH /api/v2/collection/21", "DELETE /api/v2/collection/21"})
            QTest::newRow(call) << QByteArray(call);
    }
    void whatNobodyAnsweredIsNotKnown()
    {
        QFETCH(QByteArray, call);
        m_stage->routes.on("GET /api/v2/collection/21", {json("{'result':'success','collection':{'id':'21'}}")});
        m_stage->routes.on(call, {"<html>Gateway</html>"});
        m_stage->open();
        const QString seven = QStringLiteral("7");
        const QString folder = QStringLiteral("21");
        const QString name = QStringLiteral("New");
        Expected<void> done;
        if (call == "DELETE /api/v2/secret/7") {
            done = QCoro::waitFor(writing().remove(seven, {}));
        } else if (call == "PATCH /api/v2/secret/7") {
            done = QCoro::waitFor(writing().move(seven, folder, {}));
        } else if (call == "PATCH /api/v2/secret/7/uri/1") {
            SecretDraft draft = m_stage->draft();
            draft.uris = QStringList{QStringLiteral("https://b"), QStringLiteral("https://new")};
            done = update(std::move(draft));
        } else if (call == "POST /api/v2/collection") {
            const auto made = QCoro::waitFor(writing().createCollection(name, folder, {}));
            done = made ? Expected<void>() : Expected<void>(failure(made));
        } else if (call == "PATCH /api/v2/collection/21") {
            done = QCoro::waitFor(writing().renameCollection(folder, name, {}));
        } else {
            done = QCoro::waitFor(writing().removeCollection(folder, false, {}));
        }
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Malformed);
        QVERIFY2(done.error().detail.contains(QLatin1String("not known")), qPrintable(done.error().detail));
    }

    void movesAndRemoves()
    {
        m_stage->open();
        QVERIFY(writing().canMove());
        QVERIFY(QCoro::waitFor(writing().move(QStringLiteral("7"), QStringLiteral("12"), {})));
        QCOMPARE(m_stage->body("PATCH /api/v2/secret/7"),
                 (QJsonObject{{QStringLiteral("collection_id"), QStringLiteral("12")}}));
        QVERIFY(QCoro::waitFor(writing().remove(QStringLiteral("7"), {})));
        QCOMPARE(count("DELETE /api/v2/secret/7"), 1);
        m_stage->routes.on("DELETE /api/v2/secret/7", {json("{'result':'failure','message':'kept'}")});
        const auto kept = QCoro::waitFor(writing().remove(QStringLiteral("7"), {}));
        QCOMPARE(kept.error().kind, ErrorKind::ServerFault);
        QCOMPARE(kept.error().detail, QStringLiteral("kept"));
    }

    void collectionsAreChangedWhereTheServerLets()
    {
        m_stage->routes.on("POST /api/v2/collection", {json("{'result':'success','collection':{'id':'21'}}")});
        m_stage->routes.on("PATCH /api/v2/collection/21", {json("{'result':'success'}")});
        m_stage->routes.on("DELETE /api/v2/collection/21", {json("{'result':'success'}")});
        m_stage->routes.on("GET /api/v2/collection/21",
                           {json("{'result':'success','collection':{'id':'21','secrets_count':1}}")});
        m_stage->open();
        QCOMPARE(QCoro::waitFor(writing().createCollection(QStringLiteral("New"), QStringLiteral("9"), {})),
                 QStringLiteral("21"));
        QCOMPARE(m_stage->body("POST /api/v2/collection")[QLatin1String("parent_id")].toString(), QStringLiteral("9"));
        QVERIFY(QCoro::waitFor(writing().renameCollection(QStringLiteral("21"), QStringLiteral("Old"), {})));
        const auto full = QCoro::waitFor(writing().removeCollection(QStringLiteral("21"), false, {}));
        QCOMPARE(full.error().kind, ErrorKind::Unsupported); // its secrets would have no place to go
        QCOMPARE(count("DELETE /api/v2/collection/21"), 0);
        m_stage->routes.on("GET /api/v2/collection/21", {json("{'result':'success','collection':{'id':'21'}}")});
        QVERIFY(QCoro::waitFor(writing().removeCollection(QStringLiteral("21"), false, {})));
        QCOMPARE(count("DELETE /api/v2/collection/21"), 1);
    }

    void aServerWithoutCollectionChangesSaysWhereToGo()
    {
        m_stage->open();
        const auto made = QCoro::waitFor(writing().createCollection(QStringLiteral("New"), {}, {}));
        QCOMPARE(made.error().kind, ErrorKind::Unsupported);
        QVERIFY(made.error().detail.contains(m_stage->server.url(QStringLiteral("/")).toString()));
        m_stage->open({QStringLiteral("collections")});
        const auto off = QCoro::waitFor(writing().createCollection(QStringLiteral("New"), {}, {}));
        QCOMPARE(off.error().kind, ErrorKind::Unsupported);
        QCOMPARE(count("POST /api/v2/collection"), 0);
    }
};

QTEST_GUILESS_MAIN(FudoWritingTest)
#include "tst_fudowriting.moc"
