// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/desktopsearch.h"

#include "ui/viewmodels/quicklookupviewmodel.h"

#include <QUuid>

namespace coffret {

namespace {
constexpr qsizetype MostTokens = 1000; // afterwards the old ones are void
} // namespace

DesktopSearch::DesktopSearch(QuickLookupViewModel &lookup, QObject *parent) : QObject(parent), m_lookup(lookup) {}

void DesktopSearch::setWanted(bool wanted)
{
    if (m_wanted == wanted)
        return;
    m_wanted = wanted;
    forget();
    Q_EMIT wantedChanged();
}

void DesktopSearch::setLocked(bool locked)
{
    m_locked = locked;
    forget();
}

void DesktopSearch::forget()
{
    m_secrets.clear();
    m_tokens.clear();
}

QString DesktopSearch::joined(const QStringList &words)
{
    if (words.size() > MostWords)
        return {};
    const QString text = words.join(QLatin1Char(' ')).trimmed();
    return text.size() > LongestText ? QString() : text;
}

/// The same for the same secret, so that a desktop can tell what it has from what is new.
QString DesktopSearch::tokenOf(const Secret &secret)
{
    QString &token = m_tokens[secret];
    if (token.isEmpty()) {
        token = QUuid::createUuid().toString(QUuid::WithoutBraces);
        m_secrets.insert(token, secret);
    }
    return token;
}

std::vector<DesktopSearch::Hit> DesktopSearch::find(const QString &text)
{
    const QString wanted = joined({text});
    if (!answers() || wanted.size() < ShortestText)
        return {};
    if (m_secrets.size() > MostTokens)
        forget();
    std::vector<Hit> hits;
    for (const QuickResult &result : m_lookup.finder().found(wanted, {}, MostResults))
        hits.push_back({tokenOf({result.accountId, result.secretId}), result.name});
    return hits;
}

QString DesktopSearch::nameOf(const QString &token) const
{
    const auto secret = m_secrets.find(token);
    if (!answers() || secret == m_secrets.end())
        return {};
    const std::optional<QuickResult> result = m_lookup.finder().result(secret->first, secret->second);
    return result ? result->name : QString();
}

void DesktopSearch::choose(const QString &token)
{
    const auto secret = m_secrets.find(token);
    if (answers() && secret != m_secrets.end())
        m_lookup.showOne(secret->first, secret->second);
}

void DesktopSearch::showAll(const QString &text)
{
    if (answers())
        m_lookup.showFor(joined({text}));
}

} // namespace coffret
