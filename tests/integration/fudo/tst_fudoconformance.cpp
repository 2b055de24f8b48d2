// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/vault/fudo/fudostage.h"
#include "tests/support/demovaultprocess.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

/// One call of the vendor's page "UAG - Secret Management" (6.0): what it sends, and what its sample answer holds.
struct Call
{
    const char *method;
    const char *path;    ///< {secret} and {uri} stand for ids
    const char *body;    ///< as in the sample; empty: none
    const char *object;  ///< the answer's member besides result; empty: none
    const char *members; ///< of one row there, "name:kind"; empty: only that it is there
    bool isList;
};

constexpr Call Calls[] = {
    {"GET", "/api/v2/objspec/secret", "", "secret", "", false},
    {"GET", "/api/v2/secret", "", "secret",
     "id:id name:text collection_id:id type:text login:text has_secret:bool access_policy:text checkout_mode:text "
     "created_at:time modified_at:time",
     true},
    {"GET", "/api/v2/secret/{secret}", "", "secret",
     "id:id name:text collection_id:id type:text login:text has_secret:bool access_policy:text checkout_mode:text "
     "created_at:time modified_at:time",
     false},
    {"POST", "/api/v2/secret",
     "{'name':'Staging Database','collection_id':'{collection}','type':'login','description':'Staging environment "
     "database','login':'staging_user','domain':'staging.example.com','secret':'StrongPassword123!'}",
     "secret", "id:id", false},
    {"PATCH", "/api/v2/secret/{secret}", "{'description':'Updated description'}", "", "", false},
    {"GET", "/api/v2/objspec/secret_history", "", "secret_history", "", false},
    {"GET", "/api/v2/secret/history", "", "secret_history",
     "id:id secret_id:id current:bool state:text created_at:time modified_at:time", true},
    {"GET", "/api/v2/objspec/secret_shared", "", "secret_shared", "", false},
    {"GET", "/api/v2/secret/shared", "", "secret_shared", "", true},
    {"GET", "/api/v2/objspec/secret_uri", "", "secret_uri", "", false},
    {"GET", "/api/v2/secret/uri", "", "secret_uri", "", true},
    {"POST", "/api/v2/secret/{secret}/uri", "{'uri':'https://example.com/api'}", "secret_uri", "id:id", false},
    {"GET", "/api/v2/secret/{secret}/uri", "", "secret_uri",
     "id:id secret_id:id uri:text created_at:time modified_at:time", true},
    {"PATCH", "/api/v2/secret/{secret}/uri/{uri}", "{'uri':'https://new-api.example.com/v2'}", "", "", false},
    {"DELETE", "/api/v2/secret/{secret}/uri/{uri}", "", "", "", false},
    {"DELETE", "/api/v2/secret/{secret}", "", "", "", false},
};

constexpr const char *Models[] = {"secret", "secret_history", "secret_shared", "secret_uri"};

/// What Coffret asks besides what the page has.
const QByteArrayList OtherPages{"GET /api/v2/objspec/collection", "GET /api/v2/collection"};

QString titleOf(const Call &call)
{
    return QLatin1String(call.method) + QLatin1Char(' ') + QLatin1String(call.path);
}

/// The call of the page that has this method and this path; the ids in a FudoStage have one digit.
const Call *callOf(const SeenRequest &request)
{
    const QByteArray path = request.target.split('?').first();
    const auto found = std::find_if(std::begin(Calls), std::end(Calls), [&](const Call &call) {
        QString pattern = QRegularExpression::escape(QLatin1String(call.path));
        pattern.replace(QRegularExpression(QStringLiteral("\\\\\\{(secret|uri)\\\\\\}")), QStringLiteral("\\d"));
        const QRegularExpression expression(QRegularExpression::anchoredPattern(pattern));
        return request.method == call.method && expression.match(QString::fromLatin1(path)).hasMatch();
    });
    return found == std::end(Calls) ? nullptr : found;
}

/// Where a request differs from the sample of the page. The samples have no query; the parameters of another page,
/// which narrow a list down, are the one liberty: fields=, offset=, limit= and filter= where something is read.
QString differencesFrom(const Call &call, const SeenRequest &request)
{
    QStringList differences;
    if (request.headers.value("authorization") != "tok3n")
        differences.append(QStringLiteral("Authorization"));
    if (request.headers.value("content-type") != (*call.body ? QByteArray("application/json") : QByteArray()))
        differences.append(QStringLiteral("Content-Type"));
    const QByteArray sample = json(call.body).replace("{collection}", "9");
    const bool sameBody =
        *call.body ? QJsonDocument::fromJson(request.body) == QJsonDocument::fromJson(sample) : request.body.isEmpty();
    if (!sameBody)
        differences.append(QString::fromUtf8(request.body));
    QStringList allowed;
    if (request.method == "GET")
        allowed.append(QStringLiteral("fields"));
    if (call.isList)
        allowed += {QStringLiteral("filter"), QStringLiteral("offset"), QStringLiteral("limit")};
    const QUrlQuery query(QUrl::fromEncoded(request.target));
    for (const auto &[name, value] : query.queryItems()) {
        if (!allowed.contains(name))
            differences.append(name);
    }
    return differences.join(QLatin1Char(' '));
}

QString problemOf(const QJsonValue &value, const QString &kind)
{
    static const QRegularExpression id(QStringLiteral("^\\d{19}$"));
    static const QRegularExpression time(
        QStringLiteral("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?[+-]\\d\\d$"));
    if (kind == QLatin1String("bool"))
        return value.isBool() ? QString() : QStringLiteral("no boolean");
    const QString text = value.toString();
    if (text.isEmpty() || (kind == QLatin1String("id") && !id.match(text).hasMatch()) ||
        (kind == QLatin1String("time") && !time.match(text).hasMatch()))
        return QStringLiteral("not %1: \"%2\"").arg(kind, text);
    return {};
}

QStringList sorted(QStringList names)
{
    names.sort();
    return names;
}

QByteArray fileContents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// The vendor's own examples: against the demo vault, and against what Coffret sends. conformance.md says which test
/// covers what, and is held against both.
class FudoConformanceTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_demo;
    QHash<QString, QString> m_ids;

    [[nodiscard]] DemoVaultProcess::Answer send(const QByteArray &method, QString path, QByteArray body,
                                                const QByteArray &contentType, const QByteArray &authorization = {})
    {
        for (auto id = m_ids.cbegin(); id != m_ids.cend(); ++id) {
            path.replace(id.key(), id.value());
            body.replace(id.key().toUtf8(), id.value().toUtf8());
        }
        QList<QPair<QByteArray, QByteArray>> headers{
            {"Authorization", authorization.isEmpty() ? m_demo->fudo().adaToken : authorization}};
        if (!body.isEmpty() && !contentType.isEmpty())
            headers.append(qMakePair(QByteArray("Content-Type"), contentType));
        return m_demo->ask(method, QUrl(m_demo->fudo().url.toString() + path), body, headers);
    }
    [[nodiscard]] QJsonObject ask(const QByteArray &method, const QString &path, const QByteArray &body = {})
    {
        const auto answer = send(method, path, body, "application/json");
        return answer.status == 200 ? answer.json() : QJsonObject();
    }
    [[nodiscard]] QString newId(const QString &path, const QByteArray &body, const char *type)
    {
        return ask("POST", path, body)[QLatin1String(type)][QLatin1String("id")].toString();
    }
    /// The row of an answer that the sample can be compared with.
    [[nodiscard]] QJsonObject rowOf(const Call &call, const QJsonValue &object) const
    {
        if (!call.isList)
            return object.toObject();
        for (const QJsonValue row : object.toArray()) {
            const bool isLogin = row[QLatin1String("type")].toString() == QLatin1String("login");
            if (QLatin1String(call.object) != QLatin1String("secret") || isLogin)
                return row.toObject();
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_demo = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), QStringLiteral("fudo")});
        QVERIFY2(m_demo->isRunning(), qPrintable(m_demo->problem()));
        const QJsonArray collections =
            ask("GET", QStringLiteral("/api/v2/collection?filter=name.in(Marketing)"))[QLatin1String("collection")]
                .toArray();
        m_ids.insert(QStringLiteral("{collection}"), collections.first()[QLatin1String("id")].toString());
    }

    void init()
    {
        const QByteArray login = json("{'name':'NAME','collection_id':'{collection}','type':'login','login':'root'}")
                                     .replace("NAME", QTest::currentTestFunction());
        m_ids.insert(QStringLiteral("{secret}"), newId(QStringLiteral("/api/v2/secret"), login, "secret"));
        m_ids.insert(QStringLiteral("{uri}"), newId(QStringLiteral("/api/v2/secret/{secret}/uri"),
                                                    json("{'uri':'https://example.com'}"), "secret_uri"));
        QVERIFY(!m_ids[QStringLiteral("{secret}")].isEmpty() && !m_ids[QStringLiteral("{uri}")].isEmpty());
    }

    void examplesAreAnsweredAsThePageSays()
    {
        for (const Call &call : Calls) {
            const QString name = titleOf(call);
            const QJsonObject answer = ask(call.method, QLatin1String(call.path), json(call.body));
            QVERIFY2(answer[QLatin1String("result")].toString() == QLatin1String("success"), qPrintable(name));
            QStringList members{QStringLiteral("result")};
            if (*call.object)
                members.append(QLatin1String(call.object));
            QCOMPARE(sorted(answer.keys()), sorted(members));
            const QJsonValue object = answer[QLatin1String(call.object)];
            QVERIFY2(!*call.object || (call.isList ? object.isArray() : object.isObject()), qPrintable(name));
            const QJsonObject row = rowOf(call, object);
            const QStringList expected = QString::fromLatin1(call.members).split(QLatin1Char(' '), Qt::SkipEmptyParts);
            for (const QString &member : expected) {
                const QString key = member.section(QLatin1Char(':'), 0, 0);
                const QString problem = problemOf(row[key], member.section(QLatin1Char(':'), 1));
                QVERIFY2(problem.isEmpty(), qPrintable(name + QLatin1Char(' ') + key + QLatin1Char(' ') + problem));
            }
            if (QLatin1String(call.method) == QLatin1String("POST")) // what is made here is worked on from here on
                m_ids.insert(QLatin1String(call.object) == QLatin1String("secret") ? QStringLiteral("{secret}")
                                                                                   : QStringLiteral("{uri}"),
                             row[QLatin1String("id")].toString());
        }
    }

    // What the page does not have

    void demoWantsATokenWithoutAScheme()
    {
        for (const QByteArray &word : {QByteArray("Bearer "), QByteArray("Token "), QByteArray("Basic ")}) {
            for (const Call &call : Calls)
                QCOMPARE(send(call.method, QLatin1String(call.path), json(call.body), "application/json",
                              word + m_demo->fudo().adaToken)
                             .status,
                         401);
        }
    }

    void demoWantsJson()
    {
        for (const Call &call : Calls) {
            if (!*call.body)
                continue;
            for (const QByteArray &type : {QByteArray(), QByteArray("text/plain"), QByteArray("application/jsonp")})
                QCOMPARE(send(call.method, QLatin1String(call.path), json(call.body), type).status, 400);
        }
    }

    void demoRefusesUnknownParameters()
    {
        for (const Call &call : Calls) {
            const bool reads = QLatin1String(call.method) == QLatin1String("GET");
            QStringList refused{QStringLiteral("order=id"), QStringLiteral("Fields=id")};
            if (!reads)
                refused += {QStringLiteral("filter=id.in(1)"), QStringLiteral("offset=1"), QStringLiteral("limit=1")};
            for (const QString &query : refused) {
                const QString path = QLatin1String(call.path) + QLatin1Char('?') + query;
                QVERIFY2(send(call.method, path, json(call.body), "application/json").status == 400, qPrintable(path));
            }
        }
    }

    void demoRefusesUnknownMembers()
    {
        for (const Call &call : Calls) {
            if (!*call.body)
                continue;
            for (const char *name : {"password", "folder_id", "Name"}) {
                QJsonObject body = QJsonDocument::fromJson(json(call.body)).object();
                body[QLatin1String(name)] = QStringLiteral("x");
                const int status =
                    send(call.method, QLatin1String(call.path), QJsonDocument(body).toJson(), "application/json")
                        .status;
                QVERIFY2(status == 400, name);
            }
        }
    }

    void demoRefusesWhatOnlyTheServerWrites()
    {
        const QStringList immutable{QStringLiteral("secret.type"), QStringLiteral("secret_uri.secret_id")};
        for (const Call &call : Calls) {
            if (!*call.body)
                continue;
            const QString type = QLatin1String(call.path).contains(QLatin1String("/uri")) ? QStringLiteral("secret_uri")
                                                                                          : QStringLiteral("secret");
            const QJsonObject spec = ask("GET", QStringLiteral("/api/v2/objspec/") + type)[type].toObject();
            int refused = 0;
            for (const QString &name : spec.keys()) {
                const bool stays = QLatin1String(call.method) == QLatin1String("PATCH") &&
                                   immutable.contains(type + QLatin1Char('.') + name);
                if (!stays && !spec[name][QLatin1String("readonly")].toBool())
                    continue;
                QJsonObject body = QJsonDocument::fromJson(json(call.body)).object();
                body[name] = QStringLiteral("login");
                const int status =
                    send(call.method, QLatin1String(call.path), QJsonDocument(body).toJson(), "application/json")
                        .status;
                QVERIFY2(status == 400, qPrintable(name));
                ++refused;
            }
            QVERIFY(refused > 10);
        }
    }

    // What Coffret sends

    void coffretSendsWhatThePageShows()
    {
        FudoStage stage;
        const QByteArray history = json(
            "{'result':'success','secret_history':[{'id':'1','secret_id':'7','current':true,'state':'confirmed'}]}");
        stage.routes.on("GET /api/v2/secret/history", {history});
        stage.open({QStringLiteral("batch")});
        VaultWriting &writing = *stage.vault->writing();
        SecretDraft made = FudoStage::newLogin({QStringLiteral("https://example.com/api")});
        made.description = QStringLiteral("Staging environment database");
        made.fields.back().value = SecretBuffer::copyOf("StrongPassword123!");
        QVERIFY(QCoro::waitFor(writing.create(std::move(made), {}, {})));
        SecretDraft draft = stage.draft();
        draft.description = QStringLiteral("Updated description");
        draft.uris = QStringList{QStringLiteral("https://new-api.example.com/v2")};
        QVERIFY(QCoro::waitFor(writing.update(std::move(draft), {}, {})));
        QVERIFY(QCoro::waitFor(writing.remove(QStringLiteral("7"), {})));
        QVERIFY(QCoro::waitFor(stage.vault->discussion()->revisions(QStringLiteral("7"), {})));
        QSet<QString> sent;
        for (const SeenRequest &request : stage.server.requests()) {
            const Call *call = callOf(request);
            if (!call) { // not on this page: collections are on one of their own
                QVERIFY2(OtherPages.contains(request.method + ' ' + request.target.split('?').first()),
                         request.target.constData());
                continue;
            }
            sent.insert(titleOf(*call));
            QCOMPARE(differencesFrom(*call, request), QString());
        }
        for (const Call &call : Calls)
            QVERIFY2(sent.contains(titleOf(call)), qPrintable(titleOf(call)));
    }

    /// calls.txt is what the report is held against, by tests/lint/check_conformance.py: here it is held against what
    /// this test sends, and against the attributes that the demo vault has.
    void theListOfThePageIsWhole()
    {
        const QString text =
            QString::fromUtf8(fileContents(QStringLiteral(COFFRET_TESTS "/integration/fudo/calls.txt")));
        const QStringList list = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QStringList expected;
        for (const Call &call : Calls) {
            QString title = titleOf(call).remove(QStringLiteral("/api/v2"));
            title.replace(QLatin1String("{secret}"), QLatin1String("<secret_id>"));
            title.replace(QLatin1String("{uri}"), QLatin1String("<id>"));
            expected.append(title);
        }
        for (const char *model : Models) {
            const QString type = QLatin1String(model);
            const QJsonObject spec = ask("GET", QStringLiteral("/api/v2/objspec/") + type)[type].toObject();
            for (const QString &attribute : spec.keys())
                expected.append(type + QLatin1Char('.') + attribute);
        }
        QCOMPARE(sorted(list), sorted(expected));
    }
};

QTEST_GUILESS_MAIN(FudoConformanceTest)
#include "tst_fudoconformance.moc"
