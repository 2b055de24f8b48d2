// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/healthtexts.h"

#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QCoreApplication>

#include <span>

namespace coffret {

namespace {

struct HealthTexts
{
    Q_DECLARE_TR_FUNCTIONS(HealthTexts)
};

constexpr std::size_t MostNamed = 2;

QString symbolOf(HealthSeverity severity)
{
    switch (severity) {
    case HealthSeverity::Serious:
        return QStringLiteral("error");
    case HealthSeverity::Warning:
        return QStringLiteral("warning");
    case HealthSeverity::Info:
        break;
    }
    return QStringLiteral("info");
}

/// Of a name, and of the account where there are several.
QString nameOf(const HealthFinding &finding, const QHash<QString, QString> &accountNames)
{
    if (accountNames.size() < 2)
        return finding.name;
    //: A secret and its account. %1 is a name, %2 the name of an account.
    return HealthTexts::tr("%1 (%2)").arg(finding.name, accountNames.value(finding.accountId));
}

QString weakText(int score)
{
    if (score <= 0)
        //: About a password: how soon somebody who tries finds it.
        return HealthTexts::tr("Guessed at once");
    if (score == 1)
        //: About a password: how soon somebody who tries finds it.
        return HealthTexts::tr("Guessed within minutes");
    //: About a password: how soon somebody who tries finds it.
    return HealthTexts::tr("Guessed with some patience");
}

/// Which others have the same value. all: the findings that share it.
QString reuseText(const HealthFinding &finding, std::span<const HealthFinding> all,
                  const QHash<QString, QString> &accountNames)
{
    QStringList named;
    for (const HealthFinding &other : all) {
        const bool same = other.accountId == finding.accountId && other.secretId == finding.secretId;
        if (!same && static_cast<std::size_t>(named.size()) < MostNamed)
            named.append(nameOf(other, accountNames));
    }
    //: Between the names of secrets.
    const QString names = named.join(HealthTexts::tr(", "));
    const int more = static_cast<int>(all.size()) - 1 - static_cast<int>(named.size());
    if (more > 0)
        //: About a value that several secrets have. %1 is a list of names, %n how many there are besides.
        return HealthTexts::tr("Same as in %1 and %n more", nullptr, more).arg(names);
    //: About a value that several secrets have. %1 is a list of names.
    return HealthTexts::tr("Same as in %1").arg(names);
}

QString endText(const HealthFinding &finding, const QDateTime &now)
{
    const QString end = expiryText(finding.when.toMSecsSinceEpoch(), now);
    if (!finding.ofCertificate)
        return end;
    //: About a certificate. %1 says when it ends, for example "Expires tomorrow".
    return HealthTexts::tr("Certificate: %1").arg(end);
}

QString detailOf(const HealthFinding &finding, const QDateTime &now)
{
    switch (finding.kind) {
    case HealthKind::Weak:
        return weakText(finding.score);
    case HealthKind::Expired:
    case HealthKind::Expiring:
        return endText(finding, now);
    case HealthKind::Old:
        //: About a secret. %1 is a date.
        return HealthTexts::tr("Last changed %1").arg(relativeTime(finding.when, now));
    case HealthKind::Unvouched:
        return verdictText(finding.verdict);
    case HealthKind::BadSignature:
    case HealthKind::Unchecked:
        return finding.error ? describe(finding.error->kind).text : QString();
    case HealthKind::Breached:
    case HealthKind::Reused:
    case HealthKind::OnlyMine:
        break;
    }
    return {};
}

HealthGroup groupOf(HealthKind kind)
{
    HealthGroup group;
    const HealthSeverity severity = severityOf(kind);
    group.title = healthTitle(kind);
    group.hint = healthHint(kind);
    group.symbol = symbolOf(severity);
    group.severity = static_cast<int>(severity);
    group.severityText = severityText(severity);
    group.expanded = severity == HealthSeverity::Serious;
    return group;
}

/// Where those that share a value with this one end.
std::size_t endOfShared(const std::vector<HealthFinding> &findings, std::size_t begin)
{
    std::size_t end = begin + 1;
    while (findings[begin].kind == HealthKind::Reused && end < findings.size() &&
           findings[end].kind == HealthKind::Reused && findings[end].group == findings[begin].group)
        ++end;
    return end;
}

} // namespace

QString severityText(HealthSeverity severity)
{
    switch (severity) {
    case HealthSeverity::Serious:
        //: How bad a kind of finding is.
        return HealthTexts::tr("Serious");
    case HealthSeverity::Warning:
        //: How bad a kind of finding is.
        return HealthTexts::tr("Worth a look");
    case HealthSeverity::Info:
        break;
    }
    //: How bad a kind of finding is.
    return HealthTexts::tr("Good to know");
}

QString healthTitle(HealthKind kind)
{
    switch (kind) {
    case HealthKind::BadSignature:
        //: Heading above secrets: what is wrong with them.
        return HealthTexts::tr("Signature does not fit");
    case HealthKind::Breached:
        //: Heading above secrets: what is wrong with them.
        return HealthTexts::tr("Leaked passwords");
    case HealthKind::Weak:
        //: Heading above secrets: what is wrong with them.
        return HealthTexts::tr("Weak passwords");
    case HealthKind::Expired:
        //: Heading above secrets: what is wrong with them.
        return HealthTexts::tr("Expired");
    case HealthKind::Reused:
        //: Heading above secrets: what is wrong with them.
        return HealthTexts::tr("Used more than once");
    case HealthKind::Unvouched:
        //: Heading above secrets: what is wrong with them.
        return HealthTexts::tr("Nobody vouches for them");
    case HealthKind::Unchecked:
        //: Heading above secrets: what is wrong with them.
        return HealthTexts::tr("Could not be checked");
    case HealthKind::Expiring:
        //: Heading above secrets: what is wrong with them.
        return HealthTexts::tr("Expire within 30 days");
    case HealthKind::Old:
        //: Heading above secrets: what is wrong with them.
        return HealthTexts::tr("Not changed for a year");
    case HealthKind::OnlyMine:
        break;
    }
    //: Heading above secrets: what is wrong with them.
    return HealthTexts::tr("Nobody else can read them");
}

QString healthHint(HealthKind kind)
{
    switch (kind) {
    case HealthKind::BadSignature:
        //: Below a heading: what it means and what to do.
        return HealthTexts::tr("Somebody altered them. Do not use the values; tell whoever runs the server.");
    case HealthKind::Breached:
        //: Below a heading: what it means and what to do.
        return HealthTexts::tr("They are in lists that attackers try first. Change them now.");
    case HealthKind::Weak:
        //: Below a heading: what it means and what to do.
        return HealthTexts::tr("Let the generator make new ones.");
    case HealthKind::Expired:
        //: Below a heading: what it means and what to do.
        return HealthTexts::tr("Renew them, or delete what is no longer needed.");
    case HealthKind::Reused:
        //: Below a heading: what it means and what to do.
        return HealthTexts::tr("Whoever learns one has the others too. Give each place its own.");
    case HealthKind::Unvouched:
        //: Below a heading: what it means and what to do.
        return HealthTexts::tr("Ask their owners, or save them again yourself.");
    case HealthKind::Unchecked:
        //: Below a heading: what it means and what to do.
        return HealthTexts::tr("What is in them is not known.");
    case HealthKind::Expiring:
        //: Below a heading: what it means and what to do.
        return HealthTexts::tr("Renew them in time.");
    case HealthKind::Old:
        //: Below a heading: what it means and what to do.
        return HealthTexts::tr("Counted from the last change of the secret, which may have been of its name alone.");
    case HealthKind::OnlyMine:
        break;
    }
    //: Below a heading: what it means and what to do.
    return HealthTexts::tr("If you lose your key, they are lost. Share what others will need.");
}

std::vector<HealthGroup> healthGroups(const HealthReport &report, const QHash<QString, QString> &accountNames,
                                      const QDateTime &now)
{
    const std::vector<HealthFinding> &findings = report.findings;
    std::vector<HealthGroup> groups;
    std::size_t shared = 0; // where those end that share a value
    std::size_t begin = 0;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const HealthFinding &finding = findings[i];
        if (i == 0 || findings[i - 1].kind != finding.kind)
            groups.push_back(groupOf(finding.kind));
        if (i >= shared) {
            begin = i;
            shared = endOfShared(findings, i);
        }
        HealthRow row{finding.accountId, finding.secretId, nameOf(finding, accountNames), detailOf(finding, now),
                      toString(finding.type)};
        if (finding.kind == HealthKind::Reused)
            row.detail = reuseText(finding, std::span(findings).subspan(begin, shared - begin), accountNames);
        groups.back().rows.push_back(std::move(row));
    }
    return groups;
}

QString healthSummary(const HealthReport &report)
{
    //: After a check of all secrets.
    QStringList sentences{HealthTexts::tr("%n secret(s) opened and looked at.", nullptr, report.opened)};
    if (report.lent > 0)
        //: After a check of all secrets.
        sentences.append(
            HealthTexts::tr("%n that have to be checked out or approved first were left alone.", nullptr, report.lent));
    if (report.asked > 0)
        //: After a check of all secrets.
        sentences.append(HealthTexts::tr("%n password(s) looked for among the leaked ones.", nullptr, report.asked));
    return inOneParagraph(sentences);
}

} // namespace coffret
