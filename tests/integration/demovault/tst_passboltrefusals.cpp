// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/demovault/passboltguest.h"

#include <QHash>
#include <QJsonDocument>
#include <QTest>

using namespace coffret::test;

namespace {

struct Case
{
    const char *name;
    const char *request; ///< method and path
    const char *body;    ///< JSON with apostrophes for quotation marks; $NAMES are put in
    int status;
    const char *complaints; ///< "field[row].field.rule", in order of the alphabet; empty: an empty body
};

const QString nobody = QStringLiteral("7a1bb3f6-0d0c-4a6b-9d0a-0c9a5f1f2e11");

// What a 5.12.0 server was seen to answer to each of these.
constexpr const char *newClear = "'name':'n','resource_type_id':'$PD'";
constexpr const char *newSealed =
    "'resource_type_id':'$V5','metadata':'$MINE','metadata_key_id':'$KEY','metadata_key_type':'user_key'";
constexpr const char *secret = "'secrets':[{'data':'$SECRET'}]";

const Case both[] = {
    {"no identifier", "PUT /resources/x.json", "{}", 400, ""},
    {"no such resource", "PUT /resources/$NOBODY.json", "{}", 404, ""},
    {"a reader writes", "PUT /resources/$HIS.json", "{}", 403, ""},
    {"a reader shares", "PUT /share/resource/$HIS.json", "{'permissions':[]}", 403, ""},
    {"a stranger shares", "PUT /share/resource/$FOREIGN.json", "{'permissions':[]}", 403, ""},
    {"a reader deletes", "DELETE /resources/$HIS.json", "", 403, ""},
    {"permission for nobody", "PUT /share/resource/$SHARED.json",
     "{'permissions':[{'aro':'User','aro_foreign_key':'$NOBODY','type':1}]}", 400,
     "permissions[0].aro_foreign_key._existsIn permissions[0].aro_foreign_key.aro_exists"},
    {"permission of no kind", "PUT /share/resource/$SHARED.json",
     "{'permissions':[{'aro':'User','aro_foreign_key':'$CAROL','type':2}]}", 400, "permissions[0].type.inList"},
    {"permission without a kind", "POST /share/simulate/resource/$SHARED.json",
     "{'permissions':[{'aro':'User','aro_foreign_key':'$CAROL'}]}", 400, "permissions[0].type._empty"},
    {"permission for a robot", "PUT /share/resource/$SHARED.json",
     "{'permissions':[{'aro':'Robot','aro_foreign_key':'$CAROL','type':1}]}", 400, "permissions[0].aro.inList"},
    {"permission twice", "PUT /share/resource/$SHARED.json",
     "{'permissions':[{'aro':'User','aro_foreign_key':'$BETTY','type':1}]}", 400,
     "permissions[0].aco_foreign_key.permission_unique"},
    {"the second permission is wrong", "PUT /share/resource/$SHARED.json",
     "{'permissions':[{'id':'$PERMISSION','type':15},{'id':'$NOBODY','type':1}]}", 400, "permissions.1.id.exists"},
    {"no owner is left", "PUT /share/resource/$SHARED.json", "{'permissions':[{'id':'$PERMISSION','delete':true}]}",
     400, "permissions.at_least_one_owner"},
    {"nobody would own it", "POST /share/simulate/resource/$SHARED.json",
     "{'permissions':[{'id':'$PERMISSION','type':7}]}", 400, "permissions.at_least_one_owner"},
    {"a reader without a secret", "PUT /share/resource/$SHARED.json",
     "{'permissions':[{'aro':'User','aro_foreign_key':'$CAROL','type':1}]}", 400, "secrets.secrets_provided"},
    {"a secret without armor", "PUT /share/resource/$SHARED.json",
     "{'permissions':[{'aro':'User','aro_foreign_key':'$CAROL','type':1}],"
     "'secrets':[{'user_id':'$CAROL','data':'x'}]}",
     400, "secrets[0].data.isValidOpenPGPMessage"},
    {"a shared secret without checksum", "PUT /share/resource/$SHARED.json",
     "{'permissions':[{'aro':'User','aro_foreign_key':'$CAROL','type':1}],"
     "'secrets':[{'user_id':'$CAROL','data':'$NOCHECKSUM'}]}",
     400, "secrets[0].data.isValidOpenPGPMessage"},
    {"a secret without its reader", "PUT /share/resource/$SHARED.json",
     "{'permissions':[],'secrets':[{'user_id':'$CAROL','data':'$SECRET'}]}", 400,
     "secrets[0].resource_id.has_resource_access"},
    {"two secrets for one reader", "PUT /share/resource/$SHARED.json",
     "{'permissions':[{'aro':'User','aro_foreign_key':'$CAROL','type':1}],"
     "'secrets':[{'user_id':'$CAROL','data':'$SECRET'},{'user_id':'$CAROL','data':'$SECRET'}]}",
     400, "secrets.1.user_id.secret_revision_unique secrets.1.user_id.secret_unique"},
    {"a favourite of nothing", "POST /favorites/resource/$NOBODY.json", "{}", 404, ""},
    {"no favourite", "DELETE /favorites/x.json", "", 400, ""},
    {"an empty comment", "POST /comments/resource/$SHARED.json", "{'content':''}", 400, ""},
    {"a reply to nothing", "POST /comments/resource/$SHARED.json", "{'content':'c','parent_id':'$NOBODY'}", 400, ""},
    {"a folder without name", "POST /folders.json", "{}", 400, "name._empty"},
    {"a folder nowhere", "POST /folders.json", "{'name':'f','folder_parent_id':'$NOBODY'}", 400,
     "folder_parent_id.folder_exists"},
    {"a folder in nonsense", "POST /folders.json", "{'name':'f','folder_parent_id':'x'}", 400, "folder_parent_id.uuid"},
    {"an encrypted folder", "POST /folders.json",
     "{'metadata':'$MINE','metadata_key_id':'$KEY','metadata_key_type':'user_key'}", 400, ""},
    {"moved without a target", "POST /move/resource/$SHARED.json", "{}", 400, "folder_parent_id._required"},
    {"moved into nothing", "POST /move/resource/$SHARED.json", "{'folder_parent_id':'$NOBODY'}", 400,
     "folder_parent_id.folder_exists"},
    {"something else is moved", "POST /move/thing/$SHARED.json", "{'folder_parent_id':null}", 400, ""},
    {"session keys without armor", "POST /metadata/session-keys.json", "{'data':'x'}", 400,
     "data.isValidOpenPGPMessage"},
    {"session keys for somebody else", "POST /metadata/session-keys.json", "{'data':'$FORBETTY'}", 400,
     "data.isValidEncryptedMetadataSessionKey"},
    {"session keys with a gap in the armor", "POST /metadata/session-keys.json", "{'data':'$GAP'}", 400,
     "data.isValidEncryptedMetadataSessionKey"},
    {"no session keys", "POST /metadata/session-keys.json", "{}", 400, ""},
    {"access to nothing", "GET /users.json?filter[has-access][]=$NOBODY", "", 403, ""},
    {"access to nonsense", "GET /users.json?filter[has-access][]=x", "", 400, ""},
    {"a filter by nonsense", "GET /resources.json?filter[has-id][]=x", "", 400, ""},
    {"contained how", "GET /resources.json?contain[permission]=x", "", 400, ""},
};

const Case clear[] = {
    {"nothing at all", "POST /resources.json", "{}", 400, "name._required secrets._required"},
    {"no secret", "POST /resources.json", "{$NEW}", 400, "secrets._required"},
    {"an empty list of secrets", "POST /resources.json", "{$NEW,'secrets':[]}", 400,
     "secrets[0].data._required secrets[0].user_id._required"},
    {"secrets as strings", "POST /resources.json", "{$NEW,'secrets':['$SECRET']}", 400,
     "secrets[0].data._required secrets[0].user_id._required"},
    {"null for secrets", "POST /resources.json", "{$NEW,'secrets':null}", 400, "secrets._empty"},
    {"two secrets", "POST /resources.json", "{$NEW,'secrets':[{'data':'$SECRET'},{'data':'$SECRET'}]}", 400,
     "secrets.hasAtMost"},
    {"a secret without checksum", "POST /resources.json", "{$NEW,'secrets':[{'data':'$NOCHECKSUM'}]}", 400,
     "secrets[0].data.isValidOpenPGPMessage"},
    {"a type of the other generation", "POST /resources.json", "{'name':'n','resource_type_id':'$V5',$SEALED}", 400,
     "resource_type_id.inList"},
    {"no type", "POST /resources.json", "{'name':'n','resource_type_id':'x',$SEALED}", 400,
     "resource_type_id.inList resource_type_id.uuid"},
    {"a name that is a number", "POST /resources.json", "{'name':5,'resource_type_id':'$PD',$SEALED}", 400,
     "name.utf8Extended"},
    {"an address outside the basic plane", "POST /resources.json", "{$NEW,'uri':'\U0001F600',$SEALED}", 400,
     "uri.utf8"},
    {"a folder that is none", "POST /resources.json", "{$NEW,'folder_parent_id':'x',$SEALED}", 400,
     "folder_parent_id.uuid"},
    {"encrypted after all", "POST /resources.json",
     "{'resource_type_id':'$V5','metadata':'$MINE','metadata_key_type':'user_key',$SEALED}", 400, ""},
    {"a name taken away", "PUT /resources/$SHARED.json", "{'name':'','resource_type_id':'$PD'}", 400, "name._empty"},
    {"a reader forgotten", "PUT /resources/$SHARED.json", "{$NEW,'secrets':[{'user_id':'$ADA','data':'$SECRET'}]}", 400,
     "secrets.secrets_provided"},
    {"a reader too many", "PUT /resources/$OWN.json",
     "{$NEW,'secrets':[{'user_id':'$ADA','data':'$SECRET'},{'user_id':'$BETTY','data':'$SECRET'}]}", 400,
     "secrets.secrets_provided"},
    {"a reader twice", "PUT /resources/$OWN.json",
     "{$NEW,'secrets':[{'user_id':'$ADA','data':'$SECRET'},{'user_id':'$ADA','data':'$SECRET'}]}", 400,
     "secrets.secrets_provided"},
    {"a secret for whom", "PUT /resources/$OWN.json", "{$NEW,$SEALED}", 400, "secrets[0].user_id._required"},
    {"the second secret is none", "PUT /resources/$SHARED.json",
     "{$NEW,'secrets':[{'user_id':'$ADA','data':'$SECRET'},{'user_id':'$BETTY','data':'x'}]}", 400,
     "secrets.1.data.isValidOpenPGPMessage"},
    {"changed to the other generation", "PUT /resources/$OWN.json", "{'name':'n','resource_type_id':'$V5'}", 400,
     "resource_type_id.inList"},
    {"upgraded", "PUT /resources/$OWN.json", "{$NEWSEALED}", 400, "metadata.v4_to_v5_upgrade_allowed"},
};

const Case sealed[] = {
    {"nothing at all", "POST /resources.json", "{}", 400, ""},
    {"in the clear", "POST /resources.json", "{$NEWCLEAR,$SEALED}", 400, ""},
    {"clear and encrypted", "POST /resources.json", "{$NEW,'name':'n',$SEALED}", 400, ""},
    {"metadata missing", "POST /resources.json",
     "{'resource_type_id':'$V5','metadata_key_id':'$KEY','metadata_key_type':'user_key',$SEALED}", 400, ""},
    {"kind of key missing", "POST /resources.json",
     "{'resource_type_id':'$V5','metadata':'$MINE','metadata_key_id':'$KEY',$SEALED}", 400, ""},
    {"shared key unnamed", "POST /resources.json",
     "{'resource_type_id':'$V5','metadata':'$FORALL','metadata_key_id':null,'metadata_key_type':'shared_key',$SEALED}",
     400, ""},
    {"metadata empty", "POST /resources.json",
     "{'resource_type_id':'$V5','metadata':'','metadata_key_id':'$KEY','metadata_key_type':'user_key',$SEALED}", 400,
     "metadata._empty"},
    {"metadata without checksum", "POST /resources.json",
     "{'resource_type_id':'$V5','metadata':'$NOCHECKSUM','metadata_key_id':'$KEY','metadata_key_type':'user_key',"
     "$SEALED}",
     400, "metadata.isMetadataParsable"},
    {"metadata with a gap in the armor", "POST /resources.json",
     "{'resource_type_id':'$V5','metadata':'$GAP','metadata_key_id':'$KEY','metadata_key_type':'user_key',$SEALED}",
     400, "metadata.isValidEncryptedResourceMetadata"},
    {"metadata for somebody else", "POST /resources.json",
     "{'resource_type_id':'$V5','metadata':'$FORBETTY','metadata_key_id':'$KEY','metadata_key_type':'user_key',"
     "$SEALED}",
     400, "metadata.isValidEncryptedResourceMetadata"},
    {"metadata for two", "POST /resources.json",
     "{'resource_type_id':'$V5','metadata':'$FORTWO','metadata_key_id':'$KEY','metadata_key_type':'user_key',"
     "$SEALED}",
     400, "metadata.isValidEncryptedResourceMetadata"},
    {"own key, message for all", "POST /resources.json",
     "{'resource_type_id':'$V5','metadata':'$FORALL','metadata_key_id':'$KEY','metadata_key_type':'user_key',"
     "$SEALED}",
     400, "metadata.isValidEncryptedResourceMetadata"},
    {"shared key, own message", "POST /resources.json",
     "{'resource_type_id':'$V5','metadata':'$MINE','metadata_key_id':'$SHAREDKEY','metadata_key_type':'shared_key',"
     "$SEALED}",
     400, "metadata.isValidEncryptedResourceMetadata"},
    {"no such key", "POST /resources.json",
     "{'resource_type_id':'$V5','metadata':'$MINE','metadata_key_id':'$NOBODY','metadata_key_type':'user_key',"
     "$SEALED}",
     400,
     "metadata.isValidEncryptedResourceMetadata metadata_key_id.isMetadataKeyNotExpired "
     "metadata_key_id.metadata_key_exists"},
    {"a key id that is none", "POST /resources.json",
     "{'resource_type_id':'$V5','metadata':'$MINE','metadata_key_id':'x','metadata_key_type':'user_key',$SEALED}", 400,
     "metadata_key_id.uuid"},
    {"a kind of key that is none", "POST /resources.json",
     "{'resource_type_id':'$V5','metadata':'$MINE','metadata_key_id':'$KEY','metadata_key_type':'x',$SEALED}", 400,
     "metadata_key_type.inList"},
    {"a type of the other generation", "POST /resources.json",
     "{'resource_type_id':'$PD','metadata':'$MINE','metadata_key_id':'$KEY','metadata_key_type':'user_key',$SEALED}",
     400, "resource_type_id.inList"},
    {"the type that only upgrades make", "POST /resources.json",
     "{'resource_type_id':'$V5STRING','metadata':'$MINE','metadata_key_id':'$KEY','metadata_key_type':'user_key',"
     "$SEALED}",
     400, "resource_type_id.isNotV5PasswordStringType"},
    {"a type forgotten", "PUT /resources/$OWN.json",
     "{'metadata':'$MINE','metadata_key_id':'$KEY','metadata_key_type':'user_key'}", 400, "resource_type_id.inList"},
    {"nothing but a secret", "PUT /resources/$OWN.json",
     "{'secrets':[{'user_id':'$ADA','data':'$SECRET'}],'resource_type_id':'$V5'}", 400, "resource_type_id.inList"},
    {"downgraded", "PUT /resources/$OWN.json", "{$NEWCLEAR}", 400, "resource_type_id.v5_to_v4_downgrade_allowed"},
    {"own key on what others read", "PUT /resources/$SHARED.json", "{$NEW}", 400,
     "metadata_key_type.isMetadataKeyTypeSharedOnSharedItem"},
    {"own key, to be shared", "PUT /share/resource/$PERSONAL.json", "{'permissions':[]}", 400, ""},
    {"own key, tried out", "POST /share/simulate/resource/$PERSONAL.json", "{'permissions':[]}", 400, ""},
    {"the private key without armor", "PUT /metadata/keys/private/$PRIVATEKEY.json", "{'data':'x'}", 400,
     "data.isValidOpenPGPMessage"},
    {"the private key for somebody else", "PUT /metadata/keys/private/$PRIVATEKEY.json", "{'data':'$FORBETTY'}", 400,
     "data.isValidEncryptedMetadataPrivateKey"},
    {"somebody's private key", "PUT /metadata/keys/private/$NOBODY.json", "{'data':'$MINE'}", 404, ""},
};

void collect(const QJsonValue &value, const QString &path, QStringList &complaints)
{
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        collect(it.value(), path.isEmpty() ? it.key() : path + QLatin1Char('.') + it.key(), complaints);
    const QJsonArray array = value.toArray();
    for (int i = 0; i < array.size(); ++i)
        collect(array[i], QStringLiteral("%1[%2]").arg(path).arg(i), complaints);
    if (value.isString() && !path.isEmpty())
        complaints.append(path);
}

QString complaintsIn(const QJsonValue &body)
{
    QStringList complaints;
    collect(body, {}, complaints);
    complaints.sort();
    return complaints.join(QLatin1Char(' '));
}

} // namespace

/// Wrong requests to the demo vault's Passbolt, and the refusals a real 5.12.0 server was seen to make.
class PassboltRefusalsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_vault;
    struct Scene
    {
        std::unique_ptr<PassboltGuest> ada;
        std::unique_ptr<PassboltGuest> betty;
        QList<QPair<QString, QString>> names; ///< placeholder -> what stands for it
    };
    Scene m_v4;
    Scene m_v5;

    [[nodiscard]] static QString json(const QByteArray &message)
    {
        return QString::fromLatin1(message).replace(QLatin1Char('\n'), QStringLiteral("\\n"));
    }
    [[nodiscard]] static QByteArray withoutChecksum(const QByteArray &armored)
    {
        QList<QByteArray> lines = armored.split('\n');
        lines.removeIf([](const QByteArray &line) { return line.startsWith('=') && line.size() == 5; });
        return lines.join('\n');
    }
    /// Shares a resource of one guest with the other, as its reader.
    void share(const PassboltGuest &from, const PassboltGuest &to, const QString &id) const
    {
        const QJsonObject permission{{QStringLiteral("aro"), QStringLiteral("User")},
                                     {QStringLiteral("aro_foreign_key"), to.user().id},
                                     {QStringLiteral("type"), 1}};
        const QJsonObject copy{{QStringLiteral("user_id"), to.user().id},
                               {QStringLiteral("data"), QString::fromLatin1(from.seal("{}", {to.user().fingerprint}))}};
        QCOMPARE(from.put(QStringLiteral("/share/resource/%1.json").arg(id),
                          {{QStringLiteral("permissions"), QJsonArray{permission}},
                           {QStringLiteral("secrets"), QJsonArray{copy}}})
                     .status,
                 200);
    }
    [[nodiscard]] static QString substituted(const char *text, const Scene &scene)
    {
        QString result = QString::fromUtf8(text);
        // Twice, for names that stand for text with names in it.
        for (int round = 0; round < 2; ++round) {
            for (const auto &[name, value] : scene.names)
                result.replace(QLatin1Char('$') + name, value);
        }
        return result;
    }
    [[nodiscard]] PassboltGuest::Answer asked(const PassboltGuest &guest, const QString &request,
                                              const QString &body) const
    {
        QString json = body;
        json.replace(QLatin1Char('\''), QLatin1Char('"'));
        return m_vault->ask(request.section(QLatin1Char(' '), 0, 0).toLatin1(),
                            guest.url(request.section(QLatin1Char(' '), 1)), json.toUtf8(),
                            {{"Authorization", guest.bearer()}, {"Content-Type", "application/json"}});
    }
    void addMessages(Scene &scene, const QString &sharedKey) const
    {
        const PassboltGuest &ada = *scene.ada;
        const QString me = ada.user().fingerprint;
        const QByteArray mine = ada.seal("{}", {me});
        QByteArray gap = mine;
        gap.replace("-----END", "\n-----END");
        scene.names += {{QStringLiteral("SECRET"), json(mine)},
                        {QStringLiteral("MINE"), json(mine)},
                        {QStringLiteral("NOCHECKSUM"), json(withoutChecksum(mine))},
                        {QStringLiteral("GAP"), json(gap)},
                        {QStringLiteral("FORBETTY"), json(ada.seal("{}", {scene.betty->user().fingerprint}))},
                        {QStringLiteral("FORTWO"), json(ada.seal("{}", {me, scene.betty->user().fingerprint}))}};
        if (!sharedKey.isEmpty())
            scene.names.append({QStringLiteral("FORALL"), json(ada.seal("{}", {sharedKey}))});
    }
    void addItems(Scene &scene) const
    {
        const PassboltGuest &ada = *scene.ada;
        const QString shared = ada.newResource(QStringLiteral("shared"));
        const QString his = scene.betty->newResource(QStringLiteral("his"));
        share(ada, *scene.betty, shared);
        share(*scene.betty, ada, his);
        const QJsonValue permission =
            PassboltGuest::bodyOf(ada.get(QStringLiteral("/permissions/resource/%1.json").arg(shared)))[0];
        scene.names += {{QStringLiteral("SHARED.json"), shared + QStringLiteral(".json")},
                        {QStringLiteral("OWN"), ada.newResource(QStringLiteral("own"))},
                        {QStringLiteral("HIS"), his},
                        {QStringLiteral("FOREIGN"), scene.betty->newResource(QStringLiteral("foreign"))},
                        {QStringLiteral("PERMISSION"), permission[QLatin1String("id")].toString()}};
    }
    void addPersonal(Scene &scene) const
    {
        const auto answer =
            asked(*scene.ada, QStringLiteral("POST /resources.json"), substituted("{$NEWSEALED,$SEALED}", scene));
        QCOMPARE(answer.status, 200);
        scene.names.append({QStringLiteral("PERSONAL"), PassboltGuest::bodyOf(answer)[QLatin1String("id")].toString()});
    }
    void setScene(Scene &scene, const QString &mode)
    {
        const bool v5 = mode == QLatin1String("v5");
        scene.ada = std::make_unique<PassboltGuest>(*m_vault, mode);
        scene.betty = std::make_unique<PassboltGuest>(*m_vault, mode, true);
        scene.ada->signIn();
        scene.betty->signIn();
        const PassboltGuest &ada = *scene.ada;
        const QJsonValue key =
            PassboltGuest::bodyOf(ada.get(QStringLiteral("/metadata/keys.json?contain[metadata_private_keys]=1")))[0];
        if (v5)
            ada.importKey(key[QLatin1String("armored_key")].toString().toLatin1());
        const QJsonValue me = PassboltGuest::bodyOf(ada.get(QStringLiteral("/users/me.json")));
        const QJsonValue carol = PassboltGuest::bodyOf(ada.get(QStringLiteral("/users.json?filter[search]=carol")))[0];
        // Longer names go before those they begin with.
        scene.names = {{QStringLiteral("NEWSEALED"), QLatin1String(newSealed)},
                       {QStringLiteral("NEWCLEAR"), QLatin1String(newClear)},
                       {QStringLiteral("NEW"), QLatin1String(v5 ? newSealed : newClear)},
                       {QStringLiteral("SEALED"), QLatin1String(secret)},
                       {QStringLiteral("SHAREDKEY"), key[QLatin1String("id")].toString()},
                       {QStringLiteral("PRIVATEKEY"),
                        key[QLatin1String("metadata_private_keys")][0][QLatin1String("id")].toString()},
                       {QStringLiteral("PD"), QStringLiteral("a28a04cd-6f53-518a-967c-9963bf9cec51")},
                       {QStringLiteral("V5STRING"), QStringLiteral("761e5863-e17e-5ded-b3c2-76ffd5d0a2dc")},
                       {QStringLiteral("V5"), QStringLiteral("dd1f723d-0d1e-513f-8218-4055dc0530d0")},
                       {QStringLiteral("KEY"), me[QLatin1String("gpgkey")][QLatin1String("id")].toString()},
                       {QStringLiteral("ADA"), ada.user().id},
                       {QStringLiteral("BETTY"), scene.betty->user().id},
                       {QStringLiteral("CAROL"), carol[QLatin1String("id")].toString()},
                       {QStringLiteral("NOBODY"), nobody}};
        addMessages(scene, v5 ? key[QLatin1String("fingerprint")].toString() : QString());
        addItems(scene);
        if (v5)
            addPersonal(scene);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_vault = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), QStringLiteral("v4,v5"),
                                                                 QStringLiteral("--secrets"), QStringLiteral("2")});
        QVERIFY2(m_vault->isRunning(), qPrintable(m_vault->problem()));
        setScene(m_v4, QStringLiteral("v4"));
        setScene(m_v5, QStringLiteral("v5"));
    }

    void aWrongRequest_data()
    {
        QTest::addColumn<bool>("v5");
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("complaints");
        const auto rows = [](bool v5, const auto &cases) {
            for (const Case &row : cases)
                QTest::addRow("%s, %s", v5 ? "v5" : "v4", row.name)
                    << v5 << QByteArray(row.request) << QByteArray(row.body) << row.status
                    << QString::fromLatin1(row.complaints);
        };
        rows(false, both);
        rows(true, both);
        rows(false, clear);
        rows(true, sealed);
    }
    void aWrongRequest()
    {
        QFETCH(bool, v5);
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QString, complaints);
        const Scene &scene = v5 ? m_v5 : m_v4;
        const auto answer =
            asked(*scene.ada, substituted(request.constData(), scene), substituted(body.constData(), scene));
        QCOMPARE(answer.status, status);
        QCOMPARE(PassboltGuest::headerOf(answer)[QLatin1String("code")].toInt(), status);
        const QJsonValue said = PassboltGuest::bodyOf(answer);
        QCOMPARE(complaintsIn(said), complaints);
        if (complaints.isEmpty())
            QCOMPARE(said, QJsonValue(QString()));
    }
};

QTEST_GUILESS_MAIN(PassboltRefusalsTest)
#include "tst_passboltrefusals.moc"
