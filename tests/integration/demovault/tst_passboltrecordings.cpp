// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/demovault/passboltguest.h"
#include "tests/support/recordings/recordings.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>
#include <QUrlQuery>
#include <QUuid>

using namespace coffret::test;

namespace {

/// What may be null or of its kind, whichever of the two the recording happened to see.
bool mayBeNull(const QString &at, const QString &kind)
{
    static const QList<QPair<QRegularExpression, QString>> nullable{
        {QRegularExpression(QStringLiteral("\\.folder_parent_id$")), QStringLiteral("uuid")},
        {QRegularExpression(QStringLiteral("\\.expired$")), QStringLiteral("time")},
        {QRegularExpression(QStringLiteral("\\.last_logged_in$")), QStringLiteral("time")},
        {QRegularExpression(QStringLiteral("^resources(\\[\\])?\\.description$")), QStringLiteral("text")}};
    return std::any_of(nullable.cbegin(), nullable.cend(),
                       [&](const auto &entry) { return kind == entry.second && entry.first.match(at).hasMatch(); });
}

QString kindOf(const QJsonValue &value)
{
    if (!value.isString()) {
        static const QHash<QJsonValue::Type, QString> kinds{{QJsonValue::Null, QStringLiteral("null")},
                                                            {QJsonValue::Bool, QStringLiteral("bool")},
                                                            {QJsonValue::Double, QStringLiteral("number")},
                                                            {QJsonValue::Array, QStringLiteral("array")},
                                                            {QJsonValue::Object, QStringLiteral("object")}};
        return kinds.value(value.type(), QStringLiteral("nothing"));
    }
    static const QList<QPair<QRegularExpression, QString>> forms{
        {QRegularExpression(QStringLiteral("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")), QStringLiteral("uuid")},
        {QRegularExpression(QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+00:00$")),
         QStringLiteral("time")},
        {QRegularExpression(QStringLiteral("^(-----BEGIN PGP MESSAGE|\\$MESSAGE)")), QStringLiteral("message")},
        {QRegularExpression(QStringLiteral("^(-----BEGIN PGP PUBLIC|\\$PUBLICKEY)")), QStringLiteral("key")},
        {QRegularExpression(QStringLiteral("^(-----BEGIN PUBLIC|\\$PEM)")), QStringLiteral("pem")},
        {QRegularExpression(QStringLiteral("^([0-9A-F]{40}|\\$FINGERPRINT)$")), QStringLiteral("fingerprint")}};
    for (const auto &[form, kind] : forms) {
        if (form.match(value.toString()).hasMatch())
            return kind;
    }
    return QStringLiteral("text");
}

QStringList differences(const QJsonValue &recorded, const QJsonValue &answered, const QString &at);

QStringList differencesOfLists(const QJsonArray &recorded, const QJsonArray &answered, const QString &at)
{
    if (recorded.isEmpty())
        return {}; // what the elements look like is not known
    if (answered.isEmpty())
        return {at + QStringLiteral(" is empty")};
    QStringList all;
    for (const QJsonValue &element : answered) {
        // An element looks like one of those that were recorded; otherwise it is held against the most similar one.
        QStringList best;
        for (int i = 0; i < recorded.size() && (i == 0 || !best.isEmpty()); ++i) {
            const QStringList found = differences(recorded[i], element, at + QStringLiteral("[]"));
            if (i == 0 || found.size() < best.size())
                best = found;
        }
        all += best;
    }
    all.removeDuplicates();
    return all;
}

/// Where keys, types or nulls differ. at begins with what the path is about: "resources[].name".
QStringList differences(const QJsonValue &recorded, const QJsonValue &answered, const QString &at)
{
    if (recorded == QStringLiteral("$OBJECT"))
        return answered.isObject() ? QStringList() : QStringList(at + QStringLiteral(" is no object"));
    const QString expected = kindOf(recorded);
    const QString found = kindOf(answered);
    if (expected != found) {
        if (expected == QLatin1String("null") ? mayBeNull(at, found)
                                              : found == QLatin1String("null") && mayBeNull(at, expected))
            return {};
        return {QStringLiteral("%1 is %2, not %3").arg(at, found, expected)};
    }
    if (recorded.isArray())
        return differencesOfLists(recorded.toArray(), answered.toArray(), at);
    QStringList all;
    const QJsonObject model = recorded.toObject();
    const QJsonObject object = answered.toObject();
    for (auto it = model.begin(); it != model.end(); ++it) {
        const QString path = at + QLatin1Char('.') + it.key();
        all += object.contains(it.key()) ? differences(it.value(), object[it.key()], path)
                                         : QStringList(path + QStringLiteral(" is missing"));
    }
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!model.contains(it.key()))
            all.append(QStringLiteral("%1.%2 is new").arg(at, it.key()));
    }
    return all;
}

/// Which types a server knows, as "id slug".
QStringList typesIn(const QJsonValue &list)
{
    QStringList types;
    for (const QJsonValue type : list.toArray())
        types.append(type[QLatin1String("id")].toString() + QLatin1Char(' ') + type[QLatin1String("slug")].toString());
    types.sort();
    return types;
}

} // namespace

/// Every request that was recorded with a live Passbolt 5.12.0 server, put to the demo vault in the same order, and its
/// answer held against the recorded one.
class PassboltRecordingsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_vault;
    std::unique_ptr<PassboltGuest> m_user;
    std::unique_ptr<PassboltGuest> m_other;
    QHash<QString, QString> m_names;
    PassboltGuest::Headers m_session;

    void keep(const char *name, const QJsonValue &value)
    {
        if (value.isString())
            m_names.insert(QLatin1String(name), value.toString());
    }
    void prepare(const QString &server)
    {
        m_user = std::make_unique<PassboltGuest>(*m_vault, server);
        m_other = std::make_unique<PassboltGuest>(*m_vault, server, true);
        m_user->signIn();
        m_other->signIn();
        m_session.clear();
        const QString me = m_user->user().fingerprint;
        const auto seal = [this](const QString &reader) { return QString::fromLatin1(m_user->seal("{}", {reader})); };
        const QString token =
            QStringLiteral("gpgauthv1.3.0|36|%1|gpgauthv1.3.0").arg(QUuid::createUuid().toString(QUuid::WithoutBraces));
        m_names = {{QStringLiteral("$ME"), m_user->user().id},
                   {QStringLiteral("$OTHER"), m_other->user().id},
                   {QStringLiteral("$OTHERNAME"), QStringLiteral("betty")},
                   {QStringLiteral("$NOBODY"), QStringLiteral("7a1bb3f6-0d0c-4a6b-9d0a-0c9a5f1f2e11")},
                   {QStringLiteral("$FINGERPRINT"), me},
                   {QStringLiteral("$FOR_ME"), seal(me)},
                   {QStringLiteral("$FOR_OTHER"), seal(m_other->user().fingerprint)},
                   {QStringLiteral("$VERIFY_TOKEN"),
                    QString::fromLatin1(m_user->seal(token.toLatin1(), {m_user->server().serverFingerprint}, false))},
                   {QStringLiteral("$CHALLENGE"), QString::fromLatin1(m_user->challenge())},
                   {QStringLiteral("$CHALLENGE_ELSEWHERE"),
                    QString::fromLatin1(m_user->challenge(QStringLiteral("https://elsewhere.example")))},
                   {QStringLiteral("$REFRESH"), m_user->tokens()[QLatin1String("refresh_token")].toString()}};
        const QJsonValue key = PassboltGuest::bodyOf(m_user->get(QStringLiteral("/metadata/keys.json")))[0];
        if (!key.isObject())
            return;
        m_user->importKey(key[QLatin1String("armored_key")].toString().toLatin1());
        keep("$METADATAKEY", key[QLatin1String("id")]);
        m_names.insert(QStringLiteral("$METADATA"), seal(key[QLatin1String("fingerprint")].toString()));
    }
    [[nodiscard]] PassboltGuest::Headers signedInAs(const QString &by) const
    {
        if (by == QLatin1String("user"))
            return {{"Authorization", m_user->bearer()}};
        if (by == QLatin1String("other"))
            return {{"Authorization", m_other->bearer()}};
        return by == QLatin1String("session") ? m_session : PassboltGuest::Headers();
    }
    [[nodiscard]] PassboltGuest::Answer ask(const Recording &recording) const
    {
        PassboltGuest::Headers headers = signedInAs(recording.by);
        const QJsonObject body = replaced(recording.send, m_names).toObject();
        QByteArray sent = recording.send.isUndefined() ? QByteArray() : QJsonDocument(body).toJson();
        if (recording.form) {
            sent.clear();
            for (auto it = body.begin(); it != body.end(); ++it)
                sent += it.key().toUtf8().toPercentEncoding() + '=' +
                        it.value().toString().toUtf8().toPercentEncoding() + '&';
        }
        headers.emplaceBack("Content-Type", recording.form ? "application/x-www-form-urlencoded" : "application/json");
        return m_vault->ask(recording.method.toLatin1(), m_user->url(replaced(recording.path, m_names)), sent, headers);
    }
    /// What later requests refer to.
    void learn(const Recording &recording, const PassboltGuest::Answer &answer)
    {
        static const QHash<QString, const char *> made{
            {QStringLiteral("folder-create"), "$FOLDER"},     {QStringLiteral("folder-create-nested"), "$NESTED"},
            {QStringLiteral("resource-create"), "$RESOURCE"}, {QStringLiteral("resource-create-v5"), "$RESOURCE"},
            {QStringLiteral("favorite-add"), "$FAVOURITE"},   {QStringLiteral("comment-add"), "$COMMENT"},
            {QStringLiteral("group-create"), "$GROUP"}};
        if (const char *name = made.value(recording.name))
            keep(name, PassboltGuest::bodyOf(answer)[QLatin1String("id")]);
        if (recording.name == QLatin1String("gpgauth-stage1"))
            keep("$USER_TOKEN",
                 QString::fromLatin1(
                     m_user->open(fromGpgAuthHeader(answer.header("X-GPGAuth-User-Auth-Token"))).plaintext));
        if (recording.name == QLatin1String("gpgauth-stage2"))
            m_session = {{"Cookie", "passbolt_session=" + valueOfCookie(cookieNamed(answer, "passbolt_session"))}};
        if (recording.name == QLatin1String("csrf-token")) {
            const QByteArray token = valueOfCookie(cookieNamed(answer, "csrfToken"));
            m_session.front().second += "; csrfToken=" + token;
            m_session.append({"X-CSRF-Token", token});
        }
        if (recording.name == QLatin1String("jwt-refresh"))
            keep("$REFRESH", QString::fromLatin1(valueOfCookie(cookieNamed(answer, "refresh_token"))));
    }
    [[nodiscard]] static QStringList problemsOfHeaders(const Recording &recording, const PassboltGuest::Answer &answer)
    {
        QStringList all;
        for (const QString &header : recording.headers) {
            const QByteArrayList parts = header.toLatin1().split(' ');
            const QByteArrayList sent = answer.header(parts.first()).split('\n'); // several cookies come as one
            const bool there = std::any_of(sent.begin(), sent.end(), [&](const QByteArray &value) {
                const bool over = value.contains("expires=Thu, 01 Jan 1970");
                return parts.size() == 1 ? !value.isEmpty()
                                         : value.startsWith(parts[1] + '=') && over == (parts.size() == 3);
            });
            if (!there)
                all.append(header + QStringLiteral(" is missing"));
        }
        return all;
    }
    [[nodiscard]] QStringList problems(const Recording &recording, const PassboltGuest::Answer &answer) const
    {
        QStringList all;
        if (answer.status != recording.status)
            all.append(QStringLiteral("status %1, not %2").arg(answer.status).arg(recording.status));
        const QJsonObject recorded = QJsonDocument::fromJson(recording.answer({})).object();
        all +=
            differences(recorded[QLatin1String("header")], PassboltGuest::headerOf(answer), QStringLiteral("header"));
        const QString topic = recording.path.section(QRegularExpression(QStringLiteral("[/.]")), 1, 1);
        all += differences(recording.body, PassboltGuest::bodyOf(answer), topic);
        if (recording.body == QString() && PassboltGuest::bodyOf(answer) != QString())
            all.append(QStringLiteral("body is not empty"));
        const bool success = PassboltGuest::headerOf(answer)[QLatin1String("status")] == QStringLiteral("success");
        if (success != recording.success)
            all.append(QStringLiteral("header.status"));
        if (PassboltGuest::headerOf(answer)[QLatin1String("code")] != recording.status)
            all.append(QStringLiteral("header.code"));
        if (PassboltGuest::headerOf(answer)[QLatin1String("url")] !=
            m_user->server().url.path() + replaced(recording.url(), m_names))
            all.append(QStringLiteral("header.url"));
        if (recording.name == QLatin1String("resource-types") &&
            typesIn(recording.body) != typesIn(PassboltGuest::bodyOf(answer)))
            all.append(QStringLiteral("the types are not the same"));
        all += problemsOfHeaders(recording, answer);
        return all;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_vault = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), QStringLiteral("v4,v5"),
                                                                 QStringLiteral("--secrets"), QStringLiteral("0")});
        QVERIFY2(m_vault->isRunning(), qPrintable(m_vault->problem()));
    }

    void theWholeConversation_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<int>("count");
        QTest::newRow("v4") << QStringLiteral("v4") << 77;
        QTest::newRow("v5") << QStringLiteral("v5") << 76;
    }
    void theWholeConversation()
    {
        QFETCH(QString, server);
        QFETCH(int, count);
        prepare(server);
        const QList<Recording> all = recordings(server);
        QCOMPARE(all.size(), count);
        QStringList wrong;
        for (const Recording &recording : all) {
            const PassboltGuest::Answer answer = ask(recording);
            const QStringList found = problems(recording, answer);
            if (!found.isEmpty())
                wrong.append(recording.name + QStringLiteral(": ") + found.join(QLatin1String(", ")));
            learn(recording, answer);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }
};

QTEST_GUILESS_MAIN(PassboltRecordingsTest)
#include "tst_passboltrecordings.moc"
