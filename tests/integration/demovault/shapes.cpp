// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/demovault/shapes.h"

#include <QHash>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>

namespace coffret::test {
namespace {

bool matches(const QString &text, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern))).match(text).hasMatch();
}

bool isOfKind(const QJsonValue &value, const QString &kind)
{
    if (kind == QLatin1String("*"))
        return true;
    if (kind == QLatin1String("text"))
        return value.isString();
    if (kind == QLatin1String("uuid"))
        return matches(value.toString(), "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    if (kind == QLatin1String("time"))
        return matches(value.toString(), "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+00:00");
    if (kind == QLatin1String("armor"))
        return value.toString().startsWith(QLatin1String("-----BEGIN PGP "));
    if (kind == QLatin1String("number"))
        return value.isDouble();
    if (kind == QLatin1String("bool"))
        return value.isBool();
    if (kind == QLatin1String("null"))
        return value.isNull();
    if (kind == QLatin1String("object"))
        return value.isObject();
    return kind == QLatin1String("array") && value.isArray();
}

bool isOfAnyKind(const QJsonValue &value, const QStringList &kinds)
{
    return std::any_of(kinds.begin(), kinds.end(), [&value](const QString &kind) { return isOfKind(value, kind); });
}

} // namespace

QString shapeProblem(const QJsonValue &value, const QString &shape)
{
    if (!value.isObject())
        return QStringLiteral("not an object");
    QJsonObject rest = value.toObject();
    QStringList problems;
    const QStringList entries = shape.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &entry : entries) {
        const QString key = entry.section(QLatin1Char(':'), 0, 0);
        const QStringList kinds = entry.section(QLatin1Char(':'), 1).split(QLatin1Char('|'));
        if (!rest.contains(key))
            problems.append(key + QStringLiteral(" is missing"));
        else if (!isOfAnyKind(rest.take(key), kinds))
            problems.append(key + QStringLiteral(" is not ") + kinds.join(QLatin1String(" or ")));
        rest.remove(key);
    }
    const QStringList unknown = rest.keys();
    for (const QString &key : unknown)
        problems.append(key + QStringLiteral(" is not expected"));
    return problems.join(QLatin1String(", "));
}

} // namespace coffret::test
