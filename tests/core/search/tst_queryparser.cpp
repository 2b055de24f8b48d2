// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/queryparser.h"
#include "core/search/search.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace coffret;

namespace {

using Kind = QueryToken::Kind;

QDateTime now()
{
    return QDateTime(QDate(2026, 5, 1), QTime(12, 0), Qt::UTC);
}

ParsedQuery parsed(const QString &text)
{
    return parseQuery(text, now());
}

ParsedQuery parsed(const char *text)
{
    return parsed(QString::fromUtf8(text));
}

/// A token in short: "-in(Finance)@3+11".
QString inShort(const QueryToken &token)
{
    static const QHash<Kind, QString> names{
        {Kind::Words, QStringLiteral("words")},     {Kind::Phrase, QStringLiteral("phrase")},
        {Kind::Place, QStringLiteral("in")},        {Kind::Tag, QStringLiteral("tag")},
        {Kind::Type, QStringLiteral("type")},       {Kind::State, QStringLiteral("state")},
        {Kind::Account, QStringLiteral("account")}, {Kind::Unfinished, QStringLiteral("unfinished")},
    };
    const QString value = token.kind == Kind::Type    ? toString(token.type)
                          : token.kind == Kind::State ? QString::number(static_cast<int>(token.trait))
                                                      : token.value;
    return QStringLiteral("%1%2(%3)@%4+%5")
        .arg(token.excluded ? QStringLiteral("-") : QString(), names.value(token.kind), value)
        .arg(token.start)
        .arg(token.length);
}

QString tokensOf(const QString &text)
{
    QStringList all;
    for (const QueryToken &token : parsed(text).tokens)
        all << inShort(token);
    return all.join(QLatin1Char(' '));
}

struct Item
{
    const char *name;
    const char *collection = "";
    SecretType type = SecretType::Login;
};

/// A small vault in which everything that can be asked for differs.
std::shared_ptr<const Catalog> vault()
{
    const std::vector<Item> items{{"GitHub", "prod"},
                                  {"Git server", "eu", SecretType::SshKey},
                                  {"Bank", "fin"},
                                  {"Old note", "ns", SecretType::Note},
                                  {"Hub git", "fin", SecretType::ApiKey}};
    std::vector<SecretSummary> secrets;
    for (const Item &item : items) {
        SecretSummary &secret = secrets.emplace_back();
        secret.id = secret.name = QString::fromUtf8(item.name);
        secret.collectionId = QString::fromUtf8(item.collection);
        secret.type = item.type;
    }
    secrets[0].username = QStringLiteral("ada");
    secrets[0].markers = Marker::HasTotp | Marker::Favourite;
    secrets[0].tags = {QStringLiteral("Ops"), QStringLiteral("Öffentlich")};
    secrets[0].right = AccessRight::Own;
    secrets[1].uris = {QStringLiteral("https://git.example")};
    secrets[1].right = AccessRight::Read;
    secrets[1].markers = Marker::CheckedOutByMe;
    secrets[2].expires = now().addDays(-1);
    secrets[2].description = QStringLiteral("The old account");
    secrets[2].tags = {QStringLiteral("money")};
    secrets[3].expires = now().addDays(10);
    secrets[3].markers = Marker::NoValue;
    secrets[3].username = QStringLiteral("at 12:30");
    secrets[4].expires = now().addDays(100);
    secrets[4].uris = {QStringLiteral("https://[fd00::12]/")};
    return Catalog::build({{QStringLiteral("prod"), {}, QStringLiteral("Production"), AccessRight::Own},
                           {QStringLiteral("eu"), QStringLiteral("prod"), QStringLiteral("Europe"), AccessRight::Own},
                           {QStringLiteral("fin"), {}, QStringLiteral("Finance"), AccessRight::Own},
                           {QStringLiteral("ns"), {}, QStringLiteral("North / South"), AccessRight::Own}},
                          std::move(secrets));
}

QString found(const QString &text)
{
    const auto catalog = vault();
    QStringList names;
    for (const Catalog::Row row : search(*catalog, parsed(text).query))
        names << catalog->name(row);
    names.sort();
    return names.join(QLatin1Char('|'));
}

} // namespace

class TestQueryParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tokens_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("nothing", "", "");
        row("spaces", " \t \n ", "");
        row("words", "git  hub", "words(git)@0+3 words(hub)@5+3");
        row("phrase", "\"git hub\" x", "phrase(git hub)@0+9 words(x)@10+1");
        row("quotes that do not end", "a \"git hub", "words(a)@0+1 phrase(git hub)@2+8");
        row("a quote alone", "\"", "phrase()@0+1");
        row("a quote inside", "5\"tape", "words(5\"tape)@0+6");
        row("quotes without a space after", "\"a\"b", "phrase(a)@0+3 words(b)@3+1");
        row("minus", "-git - --x -\"a b\"", "-words(git)@0+4 words(-)@5+1 -words(-x)@7+3 -phrase(a b)@11+6");
        row("hyphen", "ssh-key", "words(ssh-key)@0+7");
        row("type", "type:login", "type(login)@0+10");
        row("case", "TYPE:Login", "type(login)@0+10");
        row("beginning", "type:ce", "type(certificate)@0+7");
        row("two beginnings", "is:exp", "unfinished(exp)@0+6");
        row("two words for one", "is:favo", "state(0)@0+7");
        row("no value", "in: x", "unfinished()@0+3 words(x)@4+1");
        row("no value in quotes", "in:\"\"", "unfinished()@0+5");
        row("no such value", "type:car", "words(type:car)@0+8");
        row("no such value, quoted", "is:\"not me\"", "words(is:\"not me\")@0+11");
        row("place", "in:Finance", "in(Finance)@0+10");
        row("place with spaces", "-in:\"Human Resources\"", "-in(Human Resources)@0+21");
        row("tag", "tag:ops", "tag(ops)@0+7");
        row("account", "account:acme", "account(acme)@0+12");
        row("address", "https://example.org:8080", "words(https://example.org:8080)@0+24");
        row("unknown prefix", "user:ada", "words(user:ada)@0+8");
        row("time", "12:30", "words(12:30)@0+5");
        row("colon in front", ":in", "words(:in)@0+3");
        row("prefix in quotes", "\"in:x\"", "phrase(in:x)@0+6");
        row("prefix in a prefix", "in:in:x", "in(in:x)@0+7");
        row("wide colon", "in\uff1a東京", "in(東京)@0+5");
        row("right to left", "שלום in:תיקייה", "words(שלום)@0+4 in(תיקייה)@5+9");
        row("hidden mark", "\u200fin:x", "in(x)@0+5");
        row("hidden mark in a value", "type:log\u200fin", "type(login)@0+11");
        row("hidden mark before a minus", "\u200f-git", "-words(git)@0+5");
        row("hidden mark before quotes", "in:\u2068\"a b\"\u2069 \u200f\"c d\"",
            "in(a b)@0+9 words()@9+1 phrase(c d)@11+6");
        row("minus at the end", "git -", "words(git)@0+3 unfinished(-)@4+1");
        row("nothing that must not be", "-\" x", "-phrase( x)@0+4");
        row("nothing in quotes", "-\"", "-unfinished()@0+2");
        row("only marks in a tag", "tag:\u0301", "unfinished(\u0301)@0+5");
        row("only marks in an account", "account:\u0301", "unfinished(\u0301)@0+9");
        row("only slashes in a place", "in:/ x", "unfinished(/)@0+4 words(x)@5+1");
        row("only marks that must not be", "-\u0301", "-unfinished(\u0301)@0+2");
        row("no-break space", "a\u00a0b", "words(a)@0+1 words(b)@2+1");
    }
    void tokens()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(tokensOf(text), expected);
    }

    void finds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("git", "Git server|GitHub|Hub git");
        row("\"hub git\"", "Hub git");
        row("git -hub", "Git server");
        row("git -\"hub git\"", "Git server|GitHub");
        row("type:login", "Bank|GitHub");
        row("type:login type:note", "Bank|GitHub|Old note");
        row("-type:login -type:note", "Git server|Hub git");
        row("type:login -type:login", "");
        row("type:apikey git", "Hub git");
        row("in:prod", "Git server|GitHub");
        row("in:europe", "Git server");
        row("in:production/eu", "Git server");
        row("in:eu/prod", "");
        row("in:\"prod / europe\"", "Git server");
        row("in:\"north / south\"", "Old note");
        row("in:south", "Old note");
        row("in:prod/north", "");
        row("-in:prod", "Bank|Hub git|Old note");
        row("in:prod in:eu", "Git server");
        row("tag:ops", "GitHub");
        row("tag:OP", "GitHub");
        row("tag:offen", "GitHub");
        row("tag:lic", "");
        row("-tag:m", "Git server|GitHub|Hub git|Old note");
        row("has:tag", "Bank|GitHub");
        row("has:code", "GitHub");
        row("has:address", "Git server|Hub git");
        row("has:note", "Bank");
        row("has:user", "GitHub|Old note");
        row("has:expiry", "Bank|Hub git|Old note");
        row("-has:expiry", "Git server|GitHub");
        row("is:expired", "Bank");
        row("is:expiring", "Bank|Old note");
        row("is:expiring -is:expired", "Old note");
        row("is:favourite", "GitHub");
        row("is:shared", "Git server");
        row("is:mine in:prod", "GitHub");
        row("is:attention", "Old note");
        row("is:out", "Git server");
        row("is:", "Bank|Git server|GitHub|Hub git|Old note");
        row("is:expi", "Bank|Git server|GitHub|Hub git|Old note");
        row("-\"\u0301\"", "Bank|Git server|GitHub|Hub git|Old note");
        row("account:other bank", "Bank");
        row("nothing:here", "");
        row("https://git.example/login?x=1", "Git server");
        row("ssh://ada@git.example:22 serv", "Git server");
        row("git.example:8443", "Git server");
        row("-https://git.example", "Bank|GitHub|Hub git|Old note");
        row("\"git.example:8443\"", ""); // meant as it stands
        row("[fd00::12]:443", "Hub git");
        row("12:30", "Old note");
    }
    void finds()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(found(text), expected);
    }

    void namesAnAccount()
    {
        const QString acme = QStringLiteral("Acme Größe");
        QVERIFY(parsed("x").meansAccount(acme));
        QVERIFY(parsed("account:ACME").meansAccount(acme));
        QVERIFY(parsed("account:\"acme gro\"").meansAccount(acme));
        QVERIFY(!parsed("account:other").meansAccount(acme));
        QVERIFY(!parsed("-account:acme").meansAccount(acme));
        QVERIFY(!parsed("account:acme account:other").meansAccount(acme));
        QVERIFY(parsed("account:").meansAccount(acme));
    }

    // Nothing of the time stays in a query that does not ask for it: it would never be equal to the one before.
    void onlyTimeNeedsTheClock()
    {
        QCOMPARE(parsed("git type:login is:mine").query.nowMs, 0);
        QCOMPARE(parsed("-is:expired").query.nowMs, now().toMSecsSinceEpoch());
    }

    void takesATokenOut()
    {
        const QString text = QStringLiteral("  git  type:login   -in:\"a b\" hub ");
        const std::vector<QueryToken> tokens = parsed(text).tokens;
        QCOMPARE(tokens.size(), 4u);
        QCOMPARE(withoutToken(text, tokens[0]), QStringLiteral("type:login   -in:\"a b\" hub"));
        QCOMPARE(withoutToken(text, tokens[1]), QStringLiteral("git -in:\"a b\" hub"));
        QCOMPARE(withoutToken(text, tokens[2]), QStringLiteral("git  type:login hub"));
        QCOMPARE(withoutToken(text, tokens[3]), QStringLiteral("git  type:login   -in:\"a b\""));
    }

    void knowsItsLimits()
    {
        const ParsedQuery wide = parsed(QStringLiteral("a ").repeated(100'000));
        QCOMPARE(wide.tokens.size(), static_cast<std::size_t>(ParsedQuery::MostTokens));
        const ParsedQuery deep = parsed(QStringLiteral("in:") + QString(1'000'000, QLatin1Char('x')));
        QCOMPARE(deep.tokens.size(), 1u);
        QCOMPARE(deep.tokens[0].start + deep.tokens[0].length, ParsedQuery::LongestText);
        QCOMPARE(parsed(QString(1'000'000, QLatin1Char('"'))).tokens.size(),
                 static_cast<std::size_t>(ParsedQuery::MostTokens));
    }

    // Texts that programs stumble over. Each is taken apart into pieces that lie one after the other in it, and can be
    // searched for.
    void copesWithAnything_data()
    {
        QTest::addColumn<QString>("text");
        const char *const naughty[] = {"undefined",
                                       "NULL",
                                       "\\\"",
                                       "'; DROP TABLE x; --",
                                       "<b>in:x</b>",
                                       "%s%n",
                                       "../../x",
                                       "\u202ein:x\u202c",
                                       "\u2066type:login\u2069",
                                       "\ufeff",
                                       "\u0000",
                                       "in:\u200b",
                                       "type:\u0301login",
                                       "-:",
                                       "::",
                                       "-in:",
                                       "--in:x",
                                       "in:-x",
                                       "tag:\"",
                                       "-\"",
                                       "\"\"\"\"",
                                       "\"in:\"x\"",
                                       "田中さん",
                                       "\U0001f469\u200d\U0001f4bb",
                                       "Z\u0351\u036b\u0343",
                                       "ﷺ",
                                       "𝕿𝖞𝖕𝖊:login",
                                       "ｔｙｐｅ：login",
                                       "İSTANBUL",
                                       "ẞ",
                                       "ﬁ",
                                       "1/0",
                                       "$HOME",
                                       "{0}",
                                       "\t\v\f"};
        int number = 0;
        for (const char *const text : naughty)
            QTest::addRow("%d", number++) << QString::fromUtf8(text);
        QTest::newRow("nul") << QString(QChar(0)) + QStringLiteral("in:") + QChar(0);
        QTest::newRow("half a pair") << QStringLiteral("in:") + QChar(0xd800);
        QTest::newRow("other half") << QString(QChar(0xdc00)) + QStringLiteral(" \"");
    }
    void copesWithAnything()
    {
        QFETCH(QString, text);
        checkTokens(text);
    }

    void copesWithChance()
    {
        const QString pieces[] = {QStringLiteral("in"),   QStringLiteral("type"), QStringLiteral(":"),
                                  QStringLiteral("\""),   QStringLiteral("-"),    QStringLiteral(" "),
                                  QStringLiteral("is"),   QStringLiteral("fav"),  QStringLiteral("login"),
                                  QStringLiteral("git"),  QString(QChar(0x200f)), QString(QChar(0xd800)),
                                  QStringLiteral("東京"), QStringLiteral("/"),    QString(QChar(0x301))};
        QRandomGenerator random(11);
        for (int round = 0; round < 3'000; ++round) {
            QString text;
            for (int left = random.bounded(12); left > 0; --left)
                text += pieces[random.bounded(static_cast<int>(std::size(pieces)))];
            checkTokens(text);
        }
    }

private:
    static void checkTokens(const QString &text)
    {
        const ParsedQuery query = parsed(text);
        int end = 0;
        for (const QueryToken &token : query.tokens) {
            QVERIFY2(token.start >= end && token.length > 0, qPrintable(text));
            const QString between = text.mid(end, token.start - end);
            QVERIFY2(between.trimmed().remove(QChar(0)).isEmpty(), qPrintable(text));
            end = token.start + token.length;
            QVERIFY(end <= text.size());
        }
        QVERIFY2(text.mid(end).trimmed().remove(QChar(0)).isEmpty(), qPrintable(text));
        checkFound(text, query);
    }

    /// Whatever has all that is asked for has each part of it; types alone are asked for one or the other.
    static void checkFound(const QString &text, const ParsedQuery &query)
    {
        static const std::shared_ptr<const Catalog> catalog = vault();
        const std::vector<Catalog::Row> all = search(*catalog, query.query);
        for (const QueryToken &token : query.tokens) {
            if (token.kind == Kind::Type && !token.excluded)
                continue;
            std::vector<Catalog::Row> each = search(*catalog, parsed(text.mid(token.start, token.length)).query);
            std::sort(each.begin(), each.end());
            for (const Catalog::Row row : all)
                QVERIFY2(std::binary_search(each.begin(), each.end(), row), qPrintable(text));
        }
    }
};

QTEST_GUILESS_MAIN(TestQueryParser)
#include "tst_queryparser.moc"
