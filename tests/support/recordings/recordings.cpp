// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recordings/recordings.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace coffret::test {
namespace {

Recording fromLine(const QJsonObject &line)
{
    Recording recording;
    recording.name = line[QLatin1String("name")].toString();
    recording.by = line[QLatin1String("by")].toString();
    recording.method = line[QLatin1String("method")].toString();
    recording.path = line[QLatin1String("path")].toString();
    recording.send = line[QLatin1String("send")];
    recording.form = line[QLatin1String("form")].toBool();
    recording.status = line[QLatin1String("status")].toInt();
    recording.headers = line[QLatin1String("headers")].toVariant().toStringList();
    recording.success = line[QLatin1String("says")] == QStringLiteral("success");
    recording.pagination = line[QLatin1String("pagination")];
    recording.body = line[QLatin1String("body")];
    return recording;
}

} // namespace

QString Recording::url() const
{
    return QString(path)
        .replace(QLatin1Char('['), QLatin1String("%5B"))
        .replace(QLatin1Char(']'), QLatin1String("%5D"));
}

QByteArray Recording::answer(const QHash<QString, QString> &replacements) const
{
    QJsonObject header{{QStringLiteral("id"), QStringLiteral("90000000-0000-4000-8000-000000000001")},
                       {QStringLiteral("status"), success ? QStringLiteral("success") : QStringLiteral("error")},
                       {QStringLiteral("servertime"), 1'770'000'000},
                       {QStringLiteral("action"), QStringLiteral("90000000-0000-4000-8000-000000000002")},
                       {QStringLiteral("message"), QStringLiteral("words")},
                       {QStringLiteral("url"), replaced(url(), replacements)},
                       {QStringLiteral("code"), status}};
    if (!pagination.isUndefined())
        header[QLatin1String("pagination")] = pagination;
    const QJsonObject whole{{QStringLiteral("header"), header}, {QStringLiteral("body"), replaced(body, replacements)}};
    return QJsonDocument(whole).toJson(QJsonDocument::Compact);
}

QList<Recording> recordings(const QString &server)
{
    QFile file(QStringLiteral(COFFRET_RECORDINGS_PATH));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the recordings are missing");
    QList<Recording> result;
    while (!file.atEnd()) {
        const QJsonObject line = QJsonDocument::fromJson(file.readLine()).object();
        if (line[QLatin1String("servers")].toString().split(QLatin1Char(' ')).contains(server))
            result.append(fromLine(line));
    }
    return result;
}

QString replaced(QString text, const QHash<QString, QString> &replacements)
{
    if (!text.contains(QLatin1Char('$')))
        return text;
    // The longest first: some names begin with others.
    QStringList names = replacements.keys();
    std::sort(names.begin(), names.end(), [](const QString &a, const QString &b) { return a.size() > b.size(); });
    for (const QString &name : std::as_const(names))
        text.replace(name, replacements.value(name));
    return text;
}

QJsonValue replaced(const QJsonValue &value, const QHash<QString, QString> &replacements)
{
    if (value == QStringLiteral("$OBJECT"))
        return QJsonObject();
    if (value.isString())
        return replaced(value.toString(), replacements);
    if (value.isArray()) {
        QJsonArray array;
        const QJsonArray items = value.toArray();
        for (const QJsonValue &item : items)
            array.append(replaced(item, replacements));
        return array;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        it.value() = replaced(it.value(), replacements);
    return object;
}

} // namespace coffret::test
