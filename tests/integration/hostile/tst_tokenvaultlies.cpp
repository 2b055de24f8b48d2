// SPDX-License-Identifier: GPL-3.0-or-later
// Servers of vaults that do not encrypt, and which serve something else than what lies there.
#include "core/session/session.h"
#include "core/store/memorycredentialstore.h"
#include "core/vault/commandk/commandkvault.h"
#include "core/vault/fudo/fudovault.h"
#include "core/vault/sealing/sealingvault.h"
#include "tests/core/openpgp/people.h"
#include "tests/integration/hostile/hostilerun.h"

#include <QCoroTask>
#include <QFile>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

SecretBuffer bufferOf(const QByteArray &text)
{
    return SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
}

QByteArray textOf(const SecretBuffer &value)
{
    return {value.view().data(), static_cast<qsizetype>(value.size())};
}

template <typename T>
ErrorKind kindOf(const Expected<T> &result)
{
    return result ? ErrorKind::Internal : result.error().kind;
}

} // namespace

class TokenVaultLiesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<demovault::DemoVault> m_demo;
    MemoryCredentialStore m_credentials;
    QTemporaryDir m_folder;
    PinStore m_pins{m_folder.filePath(QStringLiteral("pins.json"))};
    TrustLedger m_ledger{m_folder.filePath(QStringLiteral("ledger.sqlite"))};
    std::unique_ptr<People> m_people;
    std::unique_ptr<EngineInHome> m_engine;
    WorkerPool m_workers{1};
    SystemClock m_clock;
    Account m_fudo;
    Account m_commandK;
    QStringList m_environments; ///< ids of collections

    void keep(const Account &account, const char *name, const QJsonValue &secret)
    {
        QVERIFY(QCoro::waitFor(
            m_credentials.write(account.id + QLatin1String(name), bufferOf(secret.toString().toLatin1()))));
    }
    void tell(const QString &lie, const QStringList &of, const QJsonObject &more = {}) const
    {
        QJsonObject told = more;
        told[QLatin1String("lie")] = lie;
        told[QLatin1String("of")] = QJsonArray::fromStringList(of);
        m_demo->setFaults({{QStringLiteral("lies"), QJsonArray{told}}});
    }
    void reword(const QString &id, const char *member, const QJsonValue &to, const QString &where = {}) const
    {
        tell(QStringLiteral("reword"), {id},
             {{QStringLiteral("member"), QLatin1String(member)},
              {QStringLiteral("to"), to},
              {QStringLiteral("where"), where}});
    }
    void tellTheTruth() const { m_demo->setFaults({}); }
    [[nodiscard]] std::unique_ptr<Vault> signedIn(const Account &account)
    {
        std::unique_ptr<Vault> vault;
        if (account.service == Service::FudoUag)
            vault = std::make_unique<FudoVault>(account, m_credentials);
        else
            vault = std::make_unique<CommandKVault>(account, m_credentials);
        const auto done = QCoro::waitFor(vault->signIn({}));
        if (!done)
            qFatal("no sign-in: %s", qPrintable(done.error().detail));
        return vault;
    }
    [[nodiscard]] static std::vector<SecretSummary> listOf(Vault &vault)
    {
        std::vector<SecretSummary> all;
        QString cursor;
        do {
            auto page = QCoro::waitFor(vault.fetchIndex(cursor, {}));
            if (!page)
                qFatal("no index: %s", qPrintable(page.error().detail));
            std::move(page->secrets.begin(), page->secrets.end(), std::back_inserter(all));
            cursor = page->nextCursor;
        } while (!cursor.isEmpty());
        return all;
    }
    [[nodiscard]] static SecretSummary rowOf(const std::vector<SecretSummary> &all, const QString &id)
    {
        const auto found = std::find_if(all.begin(), all.end(), [&id](const auto &row) { return row.id == id; });
        return found == all.end() ? SecretSummary() : *found;
    }
    /// Two of one type that may be read as they are, in one environment where there are such.
    [[nodiscard]] std::vector<SecretSummary> pair(Vault &vault)
    {
        const std::vector<SecretSummary> all = listOf(vault);
        for (const SecretSummary &one : all) {
            for (const SecretSummary &other : all) {
                const bool isNear = one.collectionId == other.collectionId || !one.id.contains(QLatin1Char('/'));
                const bool fits = one.id < other.id && one.type == other.type && isNear;
                if (fits && !valueOf(vault, one).isEmpty() && !valueOf(vault, other).isEmpty())
                    return {one, other};
            }
        }
        qFatal("no two secrets of a kind");
        return {};
    }
    [[nodiscard]] static QByteArray valueOf(Vault &vault, const SecretSummary &summary)
    {
        const auto payload = QCoro::waitFor(vault.fetchUnattended(summary, {}));
        if (!payload)
            return {};
        for (const SecretField &field : payload->fields) {
            if (field.isProtected)
                return textOf(field.value);
        }
        return {};
    }
    /// What the server calls it.
    [[nodiscard]] static QString told(const SecretSummary &row)
    {
        return row.id.contains(QLatin1Char('/')) ? row.name : row.id;
    }
    [[nodiscard]] const Account &account() const
    {
        QFETCH_GLOBAL(bool, isFudo);
        return isFudo ? m_fudo : m_commandK;
    }
    [[nodiscard]] std::unique_ptr<Session> sealing()
    {
        auto vault = std::make_unique<SealingVault>(
            m_commandK, std::make_unique<CommandKVault>(m_commandK, m_credentials), *m_engine->engine, m_workers,
            m_pins, m_ledger, [](const Sealing &) -> Expected<void> { return {}; });
        auto session = std::make_unique<Session>(m_commandK, std::move(vault), *m_engine->engine, m_workers, m_clock);
        const auto done = QCoro::waitFor(session->open());
        if (!done)
            qFatal("no session: %s", qPrintable(done.error().detail));
        return session;
    }
    [[nodiscard]] static QString save(Session &session, const QString &where, const QString &name,
                                      const QByteArray &value)
    {
        auto draft = std::make_shared<SecretDraft>();
        draft->type = SecretType::ApiKey;
        draft->collectionId = where;
        draft->name = name;
        draft->fields.push_back({FieldKind::Token, fieldKey(FieldKind::Token), {}, true, bufferOf(value)});
        const auto saved = QCoro::waitFor(session.save(draft, {}));
        if (!saved)
            qFatal("not saved: %s", qPrintable(saved.error().detail));
        return *saved;
    }
    [[nodiscard]] static Expected<Session::Revealed> reveal(Session &session, const QString &id)
    {
        session.forgetPayloads(); // what the server serves now
        return QCoro::waitFor(session.reveal(id, {}));
    }
    [[nodiscard]] static bool change(Session &session, const QString &id, const QByteArray &value)
    {
        auto edit = QCoro::waitFor(session.edit(id));
        if (!edit)
            return false;
        edit->draft.fields.front().value = bufferOf(value);
        return QCoro::waitFor(session.save(std::make_shared<const SecretDraft>(std::move(edit->draft)), {}))
            .has_value();
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("isFudo");
        QTest::newRow("fudo") << true;
        QTest::newRow("commandk") << false;
    }
    void initTestCase();
    void cleanup() { tellTheTruth(); }
    void nothingIsComparedWhereNothingIsSealed();
    void anAnswerAboutAnotherIsNone();
    void whatAnotherUserSeesIsNotTaken();
    void whatVanishesComesBackAsItWas();
    void listAndAnswerDisagree_data();
    void listAndAnswerDisagree();
    void namesComeAsTheyAre_data();
    void namesComeAsTheyAre();
    void t28_idsThatArePaths_data();
    void t28_idsThatArePaths();
    void aMaskIsNotSavedOver();
    void t02_sealedValuesThatChangedPlaces();
    void t02_anOlderSealedValueComesBack();
    void t02_aSealThatIsTakenOff();
};

void TokenVaultLiesTest::initTestCase()
{
    demovault::Options options;
    options.modes = QStringList{QStringLiteral("fudo"), QStringLiteral("commandk")};
    options.secrets = 40;
    m_demo = std::make_unique<demovault::DemoVault>(options);
    QCOMPARE(m_demo->start(), QString());
    const QJsonObject description = m_demo->description();
    QFile authority(description[QLatin1String("certificate")].toString());
    QVERIFY(authority.open(QIODevice::ReadOnly));
    const QByteArray certificate = authority.readAll();
    const QJsonValue fudo = description[QLatin1String("fudo")];
    m_fudo.id = QStringLiteral("fudo");
    m_fudo.service = Service::FudoUag;
    m_fudo.server = QUrl(fudo[QLatin1String("url")].toString());
    m_fudo.certificateAuthorities = certificate;
    keep(m_fudo, "/token", fudo[QLatin1String("users")][0][QLatin1String("token")]);

    const QJsonValue commandK = description[QLatin1String("commandk")];
    m_people = std::make_unique<People>();
    m_engine = makeEngine(m_people->user);
    QVERIFY(m_pins.load() && m_ledger.load());
    m_commandK.id = QStringLiteral("commandk");
    m_commandK.service = Service::CommandK;
    m_commandK.server = QUrl(commandK[QLatin1String("url")].toString());
    m_commandK.certificateAuthorities = certificate;
    m_commandK.appIds = QStringList{commandK[QLatin1String("apps")][0][QLatin1String("id")].toString()};
    m_commandK.keyFingerprint = m_people->ada;
    m_commandK.seals = true;
    keep(m_commandK, "/read-token", commandK[QLatin1String("read_token")]);
    keep(m_commandK, "/write-token", commandK[QLatin1String("write_token")]);
    m_environments.clear();
    for (const int number : {0, 1})
        m_environments.append(m_commandK.appIds.front() + QLatin1Char('/') +
                              commandK[QLatin1String("environments")][number][QLatin1String("id")].toString());
}

/// Said plainly: who trusts the server with values in the clear gets from it what it likes. Sealing is the remedy, and
/// the tests about it are below.
void TokenVaultLiesTest::nothingIsComparedWhereNothingIsSealed()
{
    const auto vault = signedIn(account());
    const std::vector<SecretSummary> two = pair(*vault);
    const QByteArray first = valueOf(*vault, two[0]);
    const QByteArray second = valueOf(*vault, two[1]);
    QVERIFY(first != second);
    tell(QStringLiteral("swap_values"), {told(two[0]), told(two[1])});
    QCOMPARE(valueOf(*vault, two[0]), second);
    QCOMPARE(valueOf(*vault, two[1]), first);
    tell(QStringLiteral("substitute"), {told(two[0])}, {{QStringLiteral("to"), QStringLiteral("put in")}});
    QCOMPARE(valueOf(*vault, two[0]), QByteArray("put in"));
    tellTheTruth();
    QCOMPARE(valueOf(*vault, two[0]), first);
}

void TokenVaultLiesTest::anAnswerAboutAnotherIsNone()
{
    const auto vault = signedIn(account());
    const std::vector<SecretSummary> two = pair(*vault);
    const QByteArray genuine = valueOf(*vault, two[0]);
    tell(QStringLiteral("another_row"), {told(two[0]), told(two[1])});
    const auto payload = QCoro::waitFor(vault->fetchPayload(two[0], {}));
    QVERIFY(kindOf(payload) == ErrorKind::Malformed || kindOf(payload) == ErrorKind::NotFound);
    const auto summary = QCoro::waitFor(vault->fetchSummary(two[0].id, {}));
    QVERIFY(kindOf(summary) == ErrorKind::Malformed || kindOf(summary) == ErrorKind::NotFound);
    QVERIFY(!payload.error().detail.contains(QString::fromUtf8(valueOf(*vault, two[1]))));
    tellTheTruth();
    QCOMPARE(valueOf(*vault, two[0]), genuine);
}

void TokenVaultLiesTest::whatAnotherUserSeesIsNotTaken()
{
    const auto vault = signedIn(account());
    const std::vector<SecretSummary> before = listOf(*vault);
    const std::vector<SecretSummary> two = pair(*vault);
    const QByteArray genuine = valueOf(*vault, two[0]);
    tell(QStringLiteral("another_user"), {});
    const auto payload = QCoro::waitFor(vault->fetchUnattended(two[0], {}));
    const std::vector<SecretSummary> others = listOf(*vault);
    for (const SecretSummary &row : others)
        QVERIFY(!row.id.isEmpty());
    if (account().service == Service::CommandK)
        QCOMPARE(kindOf(payload), ErrorKind::NotFound); // the other app has none of this name
    else if (payload)
        QCOMPARE(valueOf(*vault, two[0]), genuine); // of what both may read
    tellTheTruth();
    QCOMPARE(listOf(*vault).size(), before.size());
    QCOMPARE(valueOf(*vault, two[0]), genuine);
}

void TokenVaultLiesTest::whatVanishesComesBackAsItWas()
{
    const auto vault = signedIn(account());
    const std::vector<SecretSummary> two = pair(*vault);
    const QByteArray genuine = valueOf(*vault, two[0]);
    tell(QStringLiteral("vanished"), {told(two[0])});
    const std::vector<SecretSummary> without = listOf(*vault);
    QCOMPARE(rowOf(without, two[0].id).id, QString());
    QCOMPARE(rowOf(without, two[1].id).id, two[1].id);
    QCOMPARE(kindOf(QCoro::waitFor(vault->fetchPayload(two[0], {}))), ErrorKind::NotFound);
    tellTheTruth();
    QCOMPARE(rowOf(listOf(*vault), two[0].id).name, two[0].name);
    QCOMPARE(valueOf(*vault, two[0]), genuine);
}

void TokenVaultLiesTest::listAndAnswerDisagree_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("to");
    QTest::addColumn<QString>("where");
    QTest::addColumn<bool>("refused");
    const auto row = [](const char *name, const char *member, const QJsonValue &to, const char *where, bool refused) {
        QTest::newRow(name) << QString::fromLatin1(member) << to << QString::fromLatin1(where) << refused;
    };
    row("listed as a note", "type", QStringLiteral("note"), "list", false);
    row("listed as nothing known", "type", QStringLiteral("wallet"), "list", false);
    row("listed without a value", "has_secret", false, "list", false);
    row("listed in another collection", "collection_id", QStringLiteral("1"), "list", false);
    row("rendered as none", "valueType", QStringLiteral("urn:rendered-app-secret:value-type:None"), "list", false);
    row("a value that is a number", "secret", 5, "values", true);
    row("a value that is a list", "secret", QJsonArray{QStringLiteral("x")}, "values", true);
    row("a rendered number", "serializedValue", 5, "values", true);
    row("a rendered object", "serializedValue", QJsonObject{}, "values", true);
    row("a rendered value of no type", "valueType", QJsonValue(QJsonValue::Null), "values", false);
}

void TokenVaultLiesTest::listAndAnswerDisagree()
{
    QFETCH(QString, member);
    QFETCH(QJsonValue, to);
    QFETCH(QString, where);
    QFETCH(bool, refused);
    const auto vault = signedIn(account());
    const std::vector<SecretSummary> two = pair(*vault);
    const QByteArray genuine = valueOf(*vault, two[0]);
    const bool isOurs = (account().service == Service::CommandK) ==
                        (member == QLatin1String("serializedValue") || member == QLatin1String("valueType"));
    if (!isOurs)
        QSKIP("the other service's member");
    reword(told(two[0]), qPrintable(member), to, where);
    const SecretSummary listed = rowOf(listOf(*vault), two[0].id);
    QCOMPARE(listed.id, two[0].id);
    const auto payload = QCoro::waitFor(vault->fetchUnattended(listed, {}));
    if (refused) {
        QCOMPARE(kindOf(payload), ErrorKind::Malformed);
        QVERIFY(!payload.error().detail.contains(QString::fromUtf8(genuine)));
    } else if (payload && where == QLatin1String("list")) {
        QCOMPARE(valueOf(*vault, listed), genuine); // whatever the list said
    }
    tellTheTruth();
    QVERIFY(rowOf(listOf(*vault), two[0].id).type == two[0].type);
    QCOMPARE(valueOf(*vault, two[0]), genuine);
}

void TokenVaultLiesTest::namesComeAsTheyAre_data()
{
    QTest::addColumn<QString>("name");
    const QString own = m_demo->elsewhere().addresses()[QLatin1String("http")].toString();
    QTest::newRow("markup") << QStringLiteral("<img src=\"%1x.png\">").arg(own);
    QTest::newRow("from right to left") << QString(QStringLiteral("invoice") + QChar(0x202E) + QStringLiteral("fdp"));
    QTest::newRow("lines") << QStringLiteral("user\nURI: https://elsewhere.example");
    QTest::newRow("control characters") << QStringLiteral("a\u0007\u001b[31mb");
    QTest::newRow("NUL") << QString(QStringLiteral("a") + QChar(0) + QStringLiteral("b"));
    QTest::newRow("long") << QString(100'000, QLatin1Char('n'));
}

/// How a name is drawn is the screen's business: here it is one text of one row, and asks for nothing.
void TokenVaultLiesTest::namesComeAsTheyAre()
{
    QFETCH(QString, name);
    const auto vault = signedIn(account());
    const std::vector<SecretSummary> before = listOf(*vault);
    const std::vector<SecretSummary> two = pair(*vault);
    const bool isFudo = account().service == Service::FudoUag;
    reword(told(two[0]), isFudo ? "name" : "key", name, isFudo ? QString() : QStringLiteral("list"));
    const std::vector<SecretSummary> after = listOf(*vault);
    QCOMPARE(after.size(), before.size());
    const auto found = std::find_if(after.begin(), after.end(), [&](const auto &row) { return row.name == name; });
    QVERIFY(found != after.end());
    if (!isFudo) // its name is what it is asked for by
        QCOMPARE(kindOf(QCoro::waitFor(vault->fetchPayload(*found, {}))), ErrorKind::NotFound);
    QVERIFY(m_demo->elsewhere().visits().isEmpty());
}

void TokenVaultLiesTest::t28_idsThatArePaths_data()
{
    QTest::addColumn<QString>("id");
    const auto row = [](const char *name, const QString &id) { QTest::newRow(name) << id; };
    row("up", QStringLiteral(".."));
    row("here", QStringLiteral("."));
    row("nothing", QString());
    row("long", QString(1'000'000, QLatin1Char('a')));
    row("another path", QStringLiteral("../../objspec/secret"));
    row("encoded", QStringLiteral("%2e%2e"));
    row("a query", QStringLiteral("x?fields=secret#y"));
    row("a line", QStringLiteral("x\r\nHost: elsewhere.example"));
    row("another server", QStringLiteral("//elsewhere.example/"));
    row("NUL", QString(QStringLiteral("a") + QChar(0)));
}

void TokenVaultLiesTest::t28_idsThatArePaths()
{
    QFETCH(QString, id);
    if (account().service == Service::CommandK)
        QSKIP("its secrets are asked for by name, in the query");
    const auto vault = signedIn(account());
    const std::vector<SecretSummary> two = pair(*vault);
    reword(told(two[0]), "id", id, QStringLiteral("list"));
    const auto all = listOf(*vault);
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto &row) { return row.name == two[0].name; });
    if (id.isEmpty()) {
        QVERIFY(found == all.end()); // without one there is nothing to list
        return;
    }
    QVERIFY(found != all.end());
    m_demo->http().clearRecords();
    QCOMPARE(kindOf(QCoro::waitFor(vault->fetchPayload(*found, {}))), ErrorKind::InvalidInput);
    QCOMPARE(m_demo->http().records().size(), std::size_t(0));
    QVERIFY(m_demo->elsewhere().visits().isEmpty());
}

void TokenVaultLiesTest::aMaskIsNotSavedOver()
{
    if (account().service == Service::FudoUag)
        QSKIP("its lists hold no masks");
    const auto vault = signedIn(account());
    const std::vector<SecretSummary> two = pair(*vault);
    const QByteArray genuine = valueOf(*vault, two[0]);
    tell(QStringLiteral("mask"), {told(two[0])});
    auto opened = QCoro::waitFor(vault->fetchPayload(two[0], {}));
    QVERIFY(opened);
    QCOMPARE(textOf(opened->fields.front().value), QByteArray("********"));
    tellTheTruth();
    SecretDraft draft;
    draft.id = two[0].id;
    draft.type = two[0].type;
    draft.collectionId = two[0].collectionId;
    draft.name = two[0].name;
    draft.baseVersion = opened->version;
    draft.fields = std::move(opened->fields);
    QCOMPARE(kindOf(QCoro::waitFor(vault->writing()->update(std::move(draft), {}, {}))), ErrorKind::Conflict);
    QCOMPARE(valueOf(*vault, two[0]), genuine);
}

void TokenVaultLiesTest::t02_sealedValuesThatChangedPlaces()
{
    if (account().service == Service::FudoUag)
        QSKIP("the same sealing vault stands before both");
    const auto session = sealing();
    const QString first = save(*session, m_environments[0], QStringLiteral("SWAPPED_A"), "first");
    const QString second = save(*session, m_environments[0], QStringLiteral("SWAPPED_B"), "second");
    for (const QString &id : {first, second}) {
        const auto genuine = reveal(*session, id);
        QVERIFY2(genuine, reason(genuine));
        QVERIFY(genuine->verdict.state == SignatureState::Expected && !genuine->verdict.outOfOrder);
    }
    tell(QStringLiteral("swap_values"), {QStringLiteral("SWAPPED_A"), QStringLiteral("SWAPPED_B")});
    for (const QString &id : {first, second}) {
        const auto swapped = reveal(*session, id);
        QVERIFY2(swapped, reason(swapped));
        QCOMPARE(textOf(swapped->value), id == first ? QByteArray("second") : QByteArray("first"));
        QVERIFY(swapped->verdict.outOfOrder);
    }
    tellTheTruth();
    QVERIFY(!reveal(*session, first)->verdict.outOfOrder);
}

void TokenVaultLiesTest::t02_anOlderSealedValueComesBack()
{
    if (account().service == Service::FudoUag)
        QSKIP("the same sealing vault stands before both");
    const auto session = sealing();
    const QString id = save(*session, m_environments[0], QStringLiteral("REWOUND"), "old");
    QCOMPARE(textOf(reveal(*session, id)->value), QByteArray("old")); // the server has served it
    QVERIFY(change(*session, id, "new"));
    QCOMPARE(textOf(reveal(*session, id)->value), QByteArray("new"));
    tell(QStringLiteral("older"), {QStringLiteral("REWOUND")});
    const auto older = reveal(*session, id);
    QVERIFY2(older, reason(older));
    QCOMPARE(textOf(older->value), QByteArray("old"));
    QCOMPARE(older->verdict.state, SignatureState::Expected); // everything about it is genuine
    QVERIFY(older->verdict.outOfOrder);
    tellTheTruth();
    const auto newer = reveal(*session, id);
    QVERIFY(newer && !newer->verdict.outOfOrder);
}

void TokenVaultLiesTest::t02_aSealThatIsTakenOff()
{
    if (account().service == Service::FudoUag)
        QSKIP("the same sealing vault stands before both");
    const auto session = sealing();
    const QString id = save(*session, m_environments[0], QStringLiteral("UNSEALED"), "sealed");
    QCOMPARE(textOf(reveal(*session, id)->value), QByteArray("sealed"));
    for (const char *lie : {"substitute", "mask"}) {
        tell(QLatin1String(lie), {QStringLiteral("UNSEALED")}, {{QStringLiteral("to"), QStringLiteral("put in")}});
        const auto clear = reveal(*session, id);
        QVERIFY2(clear, reason(clear));
        QCOMPARE(clear->verdict.state, SignatureState::Unsigned); // where somebody had signed
    }
    tellTheTruth();
    QCOMPARE(reveal(*session, id)->verdict.state, SignatureState::Expected);
}

QTEST_GUILESS_MAIN(TokenVaultLiesTest)
#include "tst_tokenvaultlies.moc"
