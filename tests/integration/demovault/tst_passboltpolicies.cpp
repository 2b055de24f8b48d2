// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/demovault/passboltguest.h"
#include "tests/integration/demovault/shapes.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QTest>

using namespace coffret::test;

namespace {

const QString users = QStringLiteral("/users.json");

QJsonObject grant(const QString &userId, int type)
{
    return {{QStringLiteral("aro"), QStringLiteral("User")},
            {QStringLiteral("aro_foreign_key"), userId},
            {QStringLiteral("type"), type}};
}

} // namespace

/// What a Passbolt server of the demo vault does differently when it is asked to: history, expiry, Pro, people, rights.
class PassboltPoliciesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_vault;
    std::unique_ptr<PassboltGuest> m_ada;
    std::unique_ptr<PassboltGuest> m_betty;

    [[nodiscard]] QJsonValue get(const QString &path) const { return PassboltGuest::bodyOf(m_ada->get(path)); }
    [[nodiscard]] QList<QPair<QString, QString>> readers(std::initializer_list<PassboltGuest *> guests) const
    {
        QList<QPair<QString, QString>> list;
        for (const PassboltGuest *guest : guests)
            list.append({guest->user().id, guest->user().fingerprint});
        return list;
    }
    int share(const QString &id, const QJsonArray &permissions, const QJsonArray &secrets = {}) const
    {
        return m_ada
            ->put(QStringLiteral("/share/resource/%1.json").arg(id),
                  {{QStringLiteral("permissions"), permissions}, {QStringLiteral("secrets"), secrets}})
            .status;
    }
    [[nodiscard]] QJsonArray secretForBetty() const
    {
        const QByteArray message = m_ada->seal("{}", {m_betty->user().fingerprint});
        return {QJsonObject{{QStringLiteral("user_id"), m_betty->user().id},
                            {QStringLiteral("data"), QString::fromLatin1(message)}}};
    }
    [[nodiscard]] QJsonArray revisions(const PassboltGuest &guest, const QString &id) const
    {
        return PassboltGuest::bodyOf(
                   guest.get(QStringLiteral("/secret-revisions/resource/%1.json?contain[secret]=1&contain[creator]=1")
                                 .arg(id)))
            .toArray();
    }
    [[nodiscard]] QByteArray passwordIn(const QJsonValue &revision) const
    {
        return m_ada->open(revision[QLatin1String("secrets")][0][QLatin1String("data")].toString().toLatin1())
            .plaintext;
    }
    /// Access for Betty who opens it (or not), and its end; when the resource expires now.
    [[nodiscard]] QDateTime expiryAfterLoss(bool opened) const
    {
        const QString id = m_ada->newResource(QStringLiteral("seen by betty"));
        share(id, {grant(m_betty->user().id, 1)}, secretForBetty());
        if (opened)
            (void)m_betty->get(QStringLiteral("/secrets/resource/%1.json").arg(id));
        const QJsonArray rows = get(QStringLiteral("/permissions/resource/%1.json").arg(id)).toArray();
        share(id,
              {QJsonObject{{QStringLiteral("id"), rows[1][QLatin1String("id")]}, {QStringLiteral("delete"), true}}});
        const QJsonValue resource = get(QStringLiteral("/resources/%1.json").arg(id));
        return QDateTime::fromString(resource[QLatin1String("expired")].toString(), Qt::ISODate);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_vault = std::make_unique<DemoVaultProcess>(QStringList{
            QStringLiteral("--mode"), QStringLiteral("v4"), QStringLiteral("--pro"), QStringLiteral("--revisions"),
            QStringLiteral("3"), QStringLiteral("--leaver"), QStringLiteral("--newcomers"), QStringLiteral("--expiry"),
            QStringLiteral("90"), QStringLiteral("--secrets"), QStringLiteral("20")});
        QVERIFY2(m_vault->isRunning(), qPrintable(m_vault->problem()));
        m_ada = std::make_unique<PassboltGuest>(*m_vault, QStringLiteral("v4"));
        m_betty = std::make_unique<PassboltGuest>(*m_vault, QStringLiteral("v4"), true);
        m_ada->signIn();
        m_betty->signIn();
    }

    void olderValuesAreKept()
    {
        const QString id = m_ada->newResource(QStringLiteral("one"));
        QCOMPARE(revisions(*m_ada, id).size(), 1);
        for (const char *password : {"two", "three", "four"})
            QCOMPARE(m_ada->changePassword(id, QLatin1String(password), readers({m_ada.get()})), 200);
        const QJsonArray rows = revisions(*m_ada, id);
        QCOMPARE(rows.size(), 3); // as many as the settings say, the present one included
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(
                shapeProblem(rows[i], QStringLiteral("id:uuid resource_id:uuid resource_type_id:uuid deleted:null|time "
                                                     "created:time modified:time created_by:uuid modified_by:uuid "
                                                     "creator:object secrets:array")),
                QString());
            QCOMPARE(rows[i][QLatin1String("deleted")].isNull(), i == 0);
        }
        QVERIFY(passwordIn(rows[0]).contains("four") && passwordIn(rows[2]).contains("two"));
        QVERIFY(!rows[2][QLatin1String("secrets")][0][QLatin1String("deleted")].isNull());
        const auto keep = [this](int number) {
            const QJsonObject settings{
                {QStringLiteral("secret-revisions"), QJsonObject{{QStringLiteral("max_revisions"), number}}}};
            QVERIFY(m_vault->configurePassbolt(QStringLiteral("v4"), {{QStringLiteral("settings"), settings}}));
        };
        keep(2);
        QCOMPARE(revisions(*m_ada, id).size(), 2);
        keep(9);
        QCOMPARE(revisions(*m_ada, id).size(), 3); // what was too much has gone for good
        keep(3);
    }

    void aNewReaderHasNoPast()
    {
        const QString id = m_ada->newResource(QStringLiteral("one"));
        QCOMPARE(m_ada->changePassword(id, QStringLiteral("two"), readers({m_ada.get()})), 200);
        QCOMPARE(share(id, {grant(m_betty->user().id, 1)}, secretForBetty()), 200);
        QCOMPARE(revisions(*m_betty, id).size(), 1);
        QCOMPARE(revisions(*m_ada, id).size(), 2);
    }

    void seededSecretsHaveAPast()
    {
        int withPast = 0;
        const QJsonArray resources = get(QStringLiteral("/resources.json")).toArray();
        for (const QJsonValue &resource : resources) {
            const QJsonArray rows = revisions(*m_ada, resource[QLatin1String("id")].toString());
            if (rows.size() == 3 && passwordIn(rows[2]).contains("earlier value 1"))
                ++withPast;
        }
        QVERIFY(withPast > 2 && withPast < resources.size());
    }

    void whoKnewAPasswordMakesItExpire()
    {
        const QJsonValue settings = get(QStringLiteral("/password-expiry/settings.json"));
        QCOMPARE(settings[QLatin1String("default_expiry_period")].toInt(), 90);
        const QDateTime expired = expiryAfterLoss(true);
        QVERIFY(expired.isValid() && expired <= QDateTime::currentDateTimeUtc());
        QVERIFY(!expiryAfterLoss(false).isValid());
        QVERIFY(m_vault->configurePassbolt(
            QStringLiteral("v4"),
            {{QStringLiteral("settings"), QJsonObject{{QStringLiteral("password-expiry"),
                                                       QJsonObject{{QStringLiteral("automatic_expiry"), false}}}}}}));
        QVERIFY(!expiryAfterLoss(true).isValid());
    }

    void expiryDatesAreSetForMany()
    {
        const QString first = m_ada->newResource(QStringLiteral("a"));
        const QString second = m_ada->newResource(QStringLiteral("b"));
        const auto dated = [](const QString &id, const QJsonValue &date) {
            return QJsonObject{{QStringLiteral("id"), id}, {QStringLiteral("expired"), date}};
        };
        const QUrl url = m_ada->url(QStringLiteral("/password-expiry/resources.json"));
        const PassboltGuest::Headers headers{{"Authorization", m_ada->bearer()}, {"Content-Type", "application/json"}};
        const auto post = [&](const QJsonArray &rows) {
            return m_vault->ask("POST", url, QJsonDocument(rows).toJson(), headers).status;
        };
        const QString date = QStringLiteral("2031-02-03T04:05:06+00:00");
        QCOMPARE(post({dated(first, date), dated(second, QJsonValue::Null)}), 200);
        QCOMPARE(get(QStringLiteral("/resources/%1.json").arg(first))[QLatin1String("expired")].toString(), date);
        QCOMPARE(post({dated(QStringLiteral("x"), QJsonValue::Null)}), 400);
    }

    void tagsArePersonalOrShared()
    {
        const QString id = m_ada->newResource(QStringLiteral("tagged"));
        QCOMPARE(share(id, {grant(m_betty->user().id, 1)}, secretForBetty()), 200);
        const QString path = QStringLiteral("/tags/%1.json").arg(id);
        const auto set = [&path](const PassboltGuest &guest, const QStringList &tags) {
            return guest.post(path, {{QStringLiteral("tags"), QJsonArray::fromStringList(tags)}});
        };
        const auto tagged = set(*m_ada, {QStringLiteral("alpha"), QStringLiteral("#team")});
        QCOMPARE(tagged.status, 200);
        QCOMPARE(shapeProblem(PassboltGuest::bodyOf(tagged)[0], QStringLiteral("id:uuid slug:text is_shared:bool")),
                 QString());
        QCOMPARE(PassboltGuest::bodyOf(tagged).toArray().size(), 2);
        const auto seenBy = [&id](const PassboltGuest &guest) {
            return PassboltGuest::bodyOf(
                       guest.get(QStringLiteral("/resources/%1.json?contain[tag]=1").arg(id)))[QLatin1String("tags")]
                .toArray()
                .size();
        };
        QCOMPARE(seenBy(*m_ada), 2);
        QCOMPARE(seenBy(*m_betty), 1);
        QCOMPARE(set(*m_betty, {QStringLiteral("#mine")}).status, 400); // shared ones are the owner's business
        QCOMPARE(set(*m_betty, {QStringLiteral("#team"), QStringLiteral("own")}).status, 200);
        QCOMPARE(seenBy(*m_ada), 2);
        QCOMPARE(PassboltGuest::bodyOf(m_betty->get(QStringLiteral("/tags.json"))).toArray().size(), 2);
        const QJsonArray found = get(QStringLiteral("/resources.json?filter[has-tag]=alpha")).toArray();
        QCOMPARE(found.size(), 1);

        const QJsonArray mine = PassboltGuest::bodyOf(tagged).toArray();
        for (const QJsonValue &tag : mine) {
            const QString one = QStringLiteral("/tags/%1.json").arg(tag[QLatin1String("id")].toString());
            const bool shared = tag[QLatin1String("is_shared")].toBool();
            QCOMPARE(m_ada->put(one, {{QStringLiteral("slug"), QStringLiteral("beta")}}).status, shared ? 403 : 200);
            QCOMPARE(m_ada->remove(one).status, shared ? 403 : 200);
        }
        QCOMPARE(seenBy(*m_ada), 1);
        QCOMPARE(set(*m_ada, {}).status, 200); // replaces what there was
        QCOMPARE(seenBy(*m_betty), 1);
        QCOMPARE(set(*m_ada, {QString(129, QLatin1Char('t'))}).status, 400);
    }

    void encryptedTagsAreChecked()
    {
        const QString path = QStringLiteral("/tags/%1.json").arg(m_ada->newResource(QStringLiteral("tagged")));
        const auto set = [&](const QString &reader) {
            const QJsonObject tag{
                {QStringLiteral("metadata"),
                 QString::fromLatin1(m_ada->seal(R"({"object_type":"PASSBOLT_TAG_METADATA","slug":"x"})", {reader}))},
                {QStringLiteral("metadata_key_id"), QJsonValue::Null},
                {QStringLiteral("metadata_key_type"), QStringLiteral("user_key")},
                {QStringLiteral("is_shared"), false}};
            return m_ada->post(path, {{QStringLiteral("tags"), QJsonArray{tag}}});
        };
        QCOMPARE(set(m_ada->user().fingerprint).status, 400); // not allowed by the settings
        QVERIFY(m_vault->configurePassbolt(
            QStringLiteral("v4"), {{QStringLiteral("settings"),
                                    QJsonObject{{QStringLiteral("metadata/types"),
                                                 QJsonObject{{QStringLiteral("allow_creation_of_v5_tags"), true}}}}}}));
        QCOMPARE(set(m_betty->user().fingerprint).status, 400);
        const auto tagged = set(m_ada->user().fingerprint);
        QCOMPARE(tagged.status, 200);
        QCOMPARE(shapeProblem(PassboltGuest::bodyOf(tagged)[0],
                              QStringLiteral("id:uuid metadata:armor metadata_key_id:text metadata_key_type:text "
                                             "is_shared:bool")),
                 QString());
    }

    void whatHappenedIsLogged()
    {
        const QString id = m_ada->newResource(QStringLiteral("logged"));
        (void)m_ada->get(QStringLiteral("/secrets/resource/%1.json").arg(id));
        QCOMPARE(m_ada->changePassword(id, QStringLiteral("again"), readers({m_ada.get()})), 200);
        QCOMPARE(share(id, {grant(m_betty->user().id, 1)}, secretForBetty()), 200);
        const auto answer = m_ada->get(QStringLiteral("/actionlog/resource/%1.json?limit=20").arg(id));
        const QJsonArray rows = PassboltGuest::bodyOf(answer).toArray();
        QStringList types;
        for (const QJsonValue &row : rows) {
            QCOMPARE(shapeProblem(row, QStringLiteral("id:uuid action_log_id:uuid type:text data:object creator:object "
                                                      "created:time")),
                     QString());
            types.append(row[QLatin1String("type")].toString());
        }
        QCOMPARE(types.first(), QStringLiteral("Permissions.updated")); // newest first
        QCOMPARE(types.last(), QStringLiteral("Resources.created"));
        QVERIFY(types.contains(QStringLiteral("Resource.Secrets.read")));
        QVERIFY(types.contains(QStringLiteral("Resource.Secrets.updated")));
        QCOMPARE(
            rows.first()[QLatin1String("data")][QLatin1String("permissions")][QLatin1String("added")].toArray().size(),
            1);
        QCOMPARE(get(QStringLiteral("/actionlog/resource/%1.json").arg(id)).toArray().size(), 5);
        QCOMPARE(get(QStringLiteral("/actionlog/resource/%1.json?page=9").arg(id)), QJsonValue(QJsonArray()));
        QCOMPARE(m_ada->get(QStringLiteral("/actionlog/resource/x.json")).status, 400);
        const QString folder = get(QStringLiteral("/folders.json"))[0][QLatin1String("id")].toString();
        QCOMPARE(get(QStringLiteral("/actionlog/folder/%1.json").arg(folder))[0][QLatin1String("type")].toString(),
                 QStringLiteral("Folders.created"));
    }

    void proSaysSo()
    {
        const QJsonValue settings = get(QStringLiteral("/settings.json"))[QLatin1String("passbolt")];
        QCOMPARE(settings[QLatin1String("edition")].toString(), QStringLiteral("pro"));
        QVERIFY(settings[QLatin1String("plugins")].toObject().contains(QLatin1String("tags")));
        QCOMPARE(m_ada->get(QStringLiteral("/user-passphrase-policies/settings.json")).status, 200);
    }

    void onlyAdministratorsSeeWhoHasNoKey()
    {
        const auto named = [](const PassboltGuest &guest, const QString &name) {
            return PassboltGuest::bodyOf(guest.get(QStringLiteral("/users.json?filter[search]=") + name));
        };
        QCOMPARE(named(*m_ada, QStringLiteral("dana")).toArray().size(), 0);
        const QJsonValue dana = named(*m_betty, QStringLiteral("dana"))[0];
        QCOMPARE(dana[QLatin1String("active")], QJsonValue(false));
        QVERIFY(dana[QLatin1String("gpgkey")].isNull() && dana[QLatin1String("last_logged_in")].isNull());
        const QJsonValue erik = named(*m_ada, QStringLiteral("erik"))[0];
        QVERIFY(erik[QLatin1String("disabled")].isString());
        QCOMPARE(erik[QLatin1String("active")], QJsonValue(true));
        QCOMPARE(m_ada
                     ->askAs({}, "POST", QStringLiteral("/auth/jwt/login.json"),
                             {{QStringLiteral("user_id"), erik[QLatin1String("id")]},
                              {QStringLiteral("challenge"), QString::fromLatin1(m_ada->challenge())}})
                     .status,
                 404);
    }

    void aDisabledUserStillCountsAsAReader()
    {
        const QJsonArray resources = get(QStringLiteral("/resources.json?contain[permissions]=1")).toArray();
        int counted = 0;
        for (const QJsonValue &resource : resources) {
            const QJsonArray people =
                get(QStringLiteral("/users.json?filter[has-access][]=") + resource[QLatin1String("id")].toString())
                    .toArray();
            for (const QJsonValue &person : people)
                counted += person[QLatin1String("disabled")].isString() ? 1 : 0;
        }
        QVERIFY(counted > 0);
    }

    void rightsAndSettingsCanBeChanged()
    {
        const auto rightTo = [this](const QString &name) {
            const QJsonArray rows = get(QStringLiteral("/rbacs/me.json")).toArray();
            for (const QJsonValue &row : rows) {
                if (row[QLatin1String("ui_action")][QLatin1String("name")] == name)
                    return row[QLatin1String("control_function")].toString();
            }
            return QString();
        };
        QCOMPARE(rightTo(QStringLiteral("Secrets.copy")), QStringLiteral("Allow"));
        const QJsonObject changes{
            {QStringLiteral("rights"), QJsonObject{{QStringLiteral("Secrets.copy"), QStringLiteral("Deny")}}},
            {QStringLiteral("settings"),
             QJsonObject{{QStringLiteral("export-policies"), QJsonObject{{QStringLiteral("allow_csv_format"), true}}},
                         {QStringLiteral("password-policies"), QJsonValue::Null}}}};
        QVERIFY(m_vault->configurePassbolt(QStringLiteral("v4"), changes));
        QCOMPARE(rightTo(QStringLiteral("Secrets.copy")), QStringLiteral("Deny"));
        QCOMPARE(get(QStringLiteral("/export-policies/settings.json"))[QLatin1String("allow_csv_format")],
                 QJsonValue(true));
        QCOMPARE(m_ada->get(QStringLiteral("/password-policies/settings.json")).status, 404);
        QVERIFY(!m_vault->configurePassbolt(QStringLiteral("v6"), {}));
    }
};

QTEST_GUILESS_MAIN(PassboltPoliciesTest)
#include "tst_passboltpolicies.moc"
