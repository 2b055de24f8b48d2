// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/queryparser.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <span>

namespace coffret {

namespace {

using Kind = QueryToken::Kind;

template <typename Value>
struct Keyword
{
    QLatin1String word;
    Value value;
};

constexpr std::array<Keyword<SecretType>, 9> TypeWords{{
    {QLatin1String("login"), SecretType::Login},
    {QLatin1String("password"), SecretType::Login},
    {QLatin1String("sshkey"), SecretType::SshKey},
    {QLatin1String("ssh-key"), SecretType::SshKey},
    {QLatin1String("note"), SecretType::Note},
    {QLatin1String("apikey"), SecretType::ApiKey},
    {QLatin1String("api-key"), SecretType::ApiKey},
    {QLatin1String("token"), SecretType::ApiKey},
    {QLatin1String("certificate"), SecretType::Certificate},
}};
constexpr std::array<Keyword<Trait>, 8> IsWords{{
    {QLatin1String("favourite"), Trait::Favourite},
    {QLatin1String("favorite"), Trait::Favourite},
    {QLatin1String("shared"), Trait::SharedWithMe},
    {QLatin1String("mine"), Trait::Mine},
    {QLatin1String("expired"), Trait::Expired},
    {QLatin1String("expiring"), Trait::Expiring},
    {QLatin1String("attention"), Trait::Attention},
    {QLatin1String("out"), Trait::CheckedOut},
}};
constexpr std::array<Keyword<Trait>, 6> HasWords{{
    {QLatin1String("code"), Trait::HasCode},
    {QLatin1String("address"), Trait::HasAddress},
    {QLatin1String("note"), Trait::HasNote},
    {QLatin1String("expiry"), Trait::HasExpiry},
    {QLatin1String("tag"), Trait::HasTag},
    {QLatin1String("user"), Trait::HasUsername},
}};

/// What a typed keyword may mean: nothing, one thing, or several as yet.
template <typename Value>
struct Meaning
{
    std::optional<Value> value;
    bool open = false;
};

template <typename Value>
Meaning<Value> meaningOf(QStringView typed, std::span<const Keyword<Value>> keywords)
{
    Meaning<Value> meaning;
    for (const Keyword<Value> &keyword : keywords) {
        if (!QStringView(QString(keyword.word)).startsWith(typed, Qt::CaseInsensitive))
            continue;
        if (keyword.word.size() == typed.size())
            return {keyword.value, false};
        meaning.open = meaning.open || (meaning.value && *meaning.value != keyword.value);
        meaning.value = keyword.value;
    }
    return meaning;
}

/// Invisible, as the marks in texts of two directions are.
bool isHidden(QChar c)
{
    return c.category() == QChar::Other_Format;
}

/// What invisible characters leave of a keyword.
QString visible(QStringView text)
{
    QString left;
    std::copy_if(text.begin(), text.end(), std::back_inserter(left), [](QChar c) { return !isHidden(c); });
    return left;
}

/// True for a value in which there is nothing to look for: it would be everywhere.
bool isBlank(QString value, Kind kind)
{
    if (kind == Kind::Place)
        value.remove(QLatin1Char('/'));
    return Catalog::fold(value).isEmpty();
}

bool isSpace(QChar c)
{
    return c.isSpace() || c.category() == QChar::Other_Control;
}

/// Cuts a text into tokens, from left to right.
class Tokens
{
public:
    explicit Tokens(QStringView text) : m_text(text.left(ParsedQuery::LongestText)) {}

    std::vector<QueryToken> take()
    {
        std::vector<QueryToken> tokens;
        for (skipSpace(); m_at < m_text.size() && tokens.size() < ParsedQuery::MostTokens; skipSpace())
            tokens.push_back(next());
        return tokens;
    }

private:
    struct Value
    {
        QString text;
        bool quoted = false;
    };
    void skipSpace()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
    }
    void skipHidden()
    {
        while (m_at < m_text.size() && isHidden(m_text[m_at]))
            ++m_at;
    }
    [[nodiscard]] bool isAt(char16_t c) const { return m_at < m_text.size() && m_text[m_at] == c; }

    /// In quotes up to the next one, or to the end while there is none; otherwise up to a space.
    Value takeValue()
    {
        Value value;
        skipHidden();
        value.quoted = isAt(u'"');
        m_at += value.quoted ? 1 : 0;
        const qsizetype from = m_at;
        while (m_at < m_text.size() && (value.quoted ? m_text[m_at] != u'"' : !isSpace(m_text[m_at])))
            ++m_at;
        value.text = m_text.mid(from, m_at - from).toString();
        m_at += value.quoted && m_at < m_text.size() ? 1 : 0;
        return value;
    }

    /// The kind that a prefix here stands for, which is then passed over.
    std::optional<QString> takePrefix()
    {
        qsizetype colon = m_at;
        while (colon < m_text.size() && !isSpace(m_text[colon]) && m_text[colon] != u'"' && m_text[colon] != u':' &&
               m_text[colon] != QChar(0xff1a)) // as an input method for Japanese or Chinese writes it
            ++colon;
        if (colon == m_text.size() || isSpace(m_text[colon]) || m_text[colon] == u'"')
            return std::nullopt;
        const QString word = visible(m_text.mid(m_at, colon - m_at)).toLower();
        constexpr std::array Known{"type", "in", "has", "is", "account", "tag"};
        if (std::none_of(Known.begin(), Known.end(), [&](const char *known) { return word == QLatin1String(known); }))
            return std::nullopt;
        m_at = colon + 1;
        return word;
    }

    QueryToken next()
    {
        QueryToken token;
        const qsizetype start = m_at;
        skipHidden();
        const bool isLast = isAt(u'-') && m_at + 1 == m_text.size(); // what must not be is still to come
        token.excluded = isAt(u'-') && !isLast && !isSpace(m_text[m_at + 1]);
        m_at += token.excluded ? 1 : 0;
        const qsizetype begin = m_at;
        const std::optional<QString> prefix = takePrefix();
        const Value value = takeValue();
        token.value = value.text;
        token.kind = value.quoted ? Kind::Phrase : Kind::Words;
        if (prefix && !understand(*prefix, token)) {
            token.kind = Kind::Words; // like anything else that is typed
            token.value = m_text.mid(begin, m_at - begin).toString();
        }
        if (isLast || (token.excluded && isBlank(token.value, token.kind)))
            token.kind = Kind::Unfinished;
        token.start = static_cast<int>(start);
        token.length = static_cast<int>(m_at - start);
        return token;
    }

    template <typename V>
    static bool settle(const Meaning<V> &meaning, Kind kind, V QueryToken::*member, QueryToken &token)
    {
        if (!meaning.value)
            return false;
        token.kind = meaning.open ? Kind::Unfinished : kind;
        token.*member = *meaning.value;
        return true;
    }

    /// False when the prefix makes no sense with this value.
    static bool understand(const QString &prefix, QueryToken &token)
    {
        const Kind kind = prefix == QLatin1String("in")    ? Kind::Place
                          : prefix == QLatin1String("tag") ? Kind::Tag
                                                           : Kind::Account;
        if (isBlank(token.value, kind)) {
            token.kind = Kind::Unfinished;
            return true;
        }
        const QString word = visible(token.value);
        if (prefix == QLatin1String("type"))
            return settle(meaningOf<SecretType>(word, TypeWords), Kind::Type, &QueryToken::type, token);
        if (prefix == QLatin1String("is"))
            return settle(meaningOf<Trait>(word, IsWords), Kind::State, &QueryToken::trait, token);
        if (prefix == QLatin1String("has"))
            return settle(meaningOf<Trait>(word, HasWords), Kind::State, &QueryToken::trait, token);
        token.kind = kind;
        return true;
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

/// True for "host.example:8080", and not for a time.
bool hasPort(const QString &word)
{
    static const QRegularExpression pattern(QStringLiteral("^[^:]*[^:\\d][^:]*:\\d{1,5}$|^\\[.*\\]:\\d{1,5}$"));
    return pattern.match(word).hasMatch();
}

/// What a word is looked for as: an address by its host, for the rest of addresses is not searched.
QString soughtAs(const QString &word)
{
    if (!word.contains(QLatin1String("://")) && !hasPort(word))
        return word;
    const QString host = Catalog::hostOf(word).toString();
    return host.isEmpty() ? word : host;
}

/// Puts what the tokens ask for into a query.
class QueryWriter
{
public:
    explicit QueryWriter(const QDateTime &now) : m_nowMs(now.toMSecsSinceEpoch()) {}

    void add(const QueryToken &token)
    {
        switch (token.kind) {
        case Kind::Words:
        case Kind::Phrase:
            addText(token);
            break;
        case Kind::Place:
            addCondition(SearchCondition::About::Place, token);
            break;
        case Kind::Tag:
            addCondition(SearchCondition::About::Tag, token);
            break;
        case Kind::Type:
            (token.excluded ? m_otherTypes : m_types).push_back(token.type);
            break;
        case Kind::State:
            addCondition(SearchCondition::About::State, token);
            break;
        case Kind::Account:
        case Kind::Unfinished:
            break;
        }
    }

    SearchQuery finish() &&
    {
        addTypes(std::move(m_types), false);
        addTypes(std::move(m_otherTypes), true);
        return std::move(m_query);
    }

private:
    void addText(const QueryToken &token)
    {
        if (token.excluded)
            addCondition(SearchCondition::About::Words, token);
        else if (token.kind == Kind::Phrase)
            m_query.phrases << token.value;
        else
            m_query.text += (m_query.text.isEmpty() ? QString() : QStringLiteral(" ")) + soughtAs(token.value);
    }

    void addCondition(SearchCondition::About about, const QueryToken &token)
    {
        SearchCondition condition;
        condition.about = about;
        condition.excluded = token.excluded;
        if (about == SearchCondition::About::State)
            condition.trait = token.trait;
        else
            condition.text = token.kind == Kind::Words ? soughtAs(token.value) : token.value;
        if (condition.trait == Trait::Expired || condition.trait == Trait::Expiring)
            m_query.nowMs = m_nowMs;
        m_query.conditions.push_back(condition);
    }

    /// Any of these will do, or none.
    void addTypes(std::vector<SecretType> types, bool excluded)
    {
        if (types.empty())
            return;
        SearchCondition condition;
        condition.about = SearchCondition::About::Types;
        condition.types = std::move(types);
        condition.excluded = excluded;
        m_query.conditions.push_back(std::move(condition));
    }

    SearchQuery m_query;
    qint64 m_nowMs;
    std::vector<SecretType> m_types;
    std::vector<SecretType> m_otherTypes;
};

} // namespace

bool ParsedQuery::meansAccount(const QString &name) const
{
    const QString folded = Catalog::fold(name);
    return std::all_of(tokens.begin(), tokens.end(), [&folded](const QueryToken &token) {
        return token.kind != Kind::Account || folded.contains(Catalog::fold(token.value)) != token.excluded;
    });
}

ParsedQuery parseQuery(const QString &text, const QDateTime &now)
{
    ParsedQuery parsed;
    parsed.tokens = Tokens(text).take();
    QueryWriter writer(now);
    for (const QueryToken &token : parsed.tokens)
        writer.add(token);
    parsed.query = std::move(writer).finish();
    return parsed;
}

QString withoutToken(const QString &text, const QueryToken &token)
{
    const QString before = text.left(token.start).trimmed();
    const QString after = text.mid(token.start + token.length).trimmed();
    return before.isEmpty() || after.isEmpty() ? before + after : before + QLatin1Char(' ') + after;
}

} // namespace coffret
