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

    [[nodiscard]] QJsonObject ask(const QByteArray &method, QString path, QByteArray body = {})
    {
        for (auto id = m_ids.cbegin(); id != m_ids.cend(); ++id) {
            path.replace(id.key(), id.value());
            body.replace(id.key().toUtf8(), id.value().toUtf8());
        }
        QList<QPair<QByteArray, QByteArray>> headers{{"Authorization", m_demo->fudo().adaToken}};
        if (!body.isEmpty())
            headers.append(qMakePair(QByteArray("Content-Type"), QByteArray("application/json")));
        const auto answer = m_demo->ask(method, QUrl(m_demo->fudo().url.toString() + path), body, headers);
        return answer.status == 200 ? answer.json() : QJsonObject();
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
        const QJsonArray logins = ask("GET", QStringLiteral("/api/v2/secret?filter=type.in(login)&limit=1"))
                                      .value(QLatin1String("secret"))
                                      .toArray();
        m_ids.insert(QStringLiteral("{secret}"), logins.first()[QLatin1String("id")].toString());
    }

    void examplesAreAnsweredAsThePageSays()
    {
        for (const Call &call : Calls) {
            const QString name = QLatin1String(call.method) + QLatin1Char(' ') + QLatin1String(call.path);
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

    void coffretSendsWhatThePageShows()
    {
        FudoStage stage;
        const QByteArray history = json(
            "{'result':'success','secret_history':[{'id':'1','secret_id':'7','current':true,'state':'confirmed'}]}");
        stage.routes.on("GET /api/v2/secret/history", {history});
        stage.open({QStringLiteral("batch")});
        VaultWriting &writing = *stage.vault->writing();
        QVERIFY(
            QCoro::waitFor(writing.create(FudoStage::newLogin({QStringLiteral("https://example.com/api")}), {}, {})));
        SecretDraft draft = stage.draft();
        draft.description = QStringLiteral("Updated description");
        draft.uris = QStringList{QStringLiteral("https://new-api.example.com/v2")};
        QVERIFY(QCoro::waitFor(writing.update(std::move(draft), {}, {})));
        QVERIFY(QCoro::waitFor(writing.remove(QStringLiteral("7"), {})));
        QVERIFY(QCoro::waitFor(stage.vault->discussion()->revisions(QStringLiteral("7"), {})));
        for (const Call &call : Calls) {
            const bool toNew = QLatin1String(call.method) == QLatin1String("POST");
            const bool removesUri = QLatin1String(call.method) == QLatin1String("DELETE");
            const QByteArray key =
                QByteArray(call.method) + ' ' +
                QByteArray(call.path).replace("{secret}", toNew ? "8" : "7").replace("{uri}", removesUri ? "2" : "1");
            QVERIFY2(stage.last.contains(key), key.constData());
            const SeenRequest request = stage.last.value(key);
            QCOMPARE(request.headers.value("authorization"), QByteArray("tok3n"));
            const QJsonObject sample = QJsonDocument::fromJson(json(call.body)).object();
            QCOMPARE(sorted(QJsonDocument::fromJson(request.body).object().keys()), sorted(sample.keys()));
            QCOMPARE(request.headers.value("content-type"),
                     sample.isEmpty() ? QByteArray() : QByteArray("application/json"));
        }
    }

    void theReportNamesEveryCallAndAttribute()
    {
        const QString report =
            QString::fromUtf8(fileContents(QStringLiteral(COFFRET_TESTS "/integration/fudo/conformance.md")));
        for (const Call &call : Calls) {
            QString path = QLatin1String(call.path).mid(7);
            path.replace(QLatin1String("{secret}"), QLatin1String("<secret_id>"));
            path.replace(QLatin1String("{uri}"), QLatin1String("<id>"));
            const QString cell = QStringLiteral("| `%1 %2` |").arg(QLatin1String(call.method), path);
            QVERIFY2(report.contains(cell), qPrintable(cell));
        }
        for (const char *model : Models) {
            const QString type = QLatin1String(model);
            const QJsonObject spec = ask("GET", QStringLiteral("/api/v2/objspec/") + type)[type].toObject();
            QVERIFY(!spec.isEmpty());
            for (const QString &attribute : spec.keys()) {
                const QString cell = QStringLiteral("| `%1.%2` |").arg(type, attribute);
                QVERIFY2(report.contains(cell), qPrintable(cell));
            }
        }
    }
};

QTEST_GUILESS_MAIN(FudoConformanceTest)
#include "tst_fudoconformance.moc"
