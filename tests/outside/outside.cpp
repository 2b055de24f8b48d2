// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/outside/outside.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

namespace coffret::test {

QString outsidePath(const QString &path)
{
    const QString whole = qEnvironmentVariable("COFFRET_OUTSIDE") + u'/' + path;
    if (!QFile::exists(whole))
        qFatal("%s is missing: tests/outside/fetch.sh brings it", qUtf8Printable(whole));
    return whole;
}

QByteArray contentsOfOutside(const QString &path)
{
    QFile file(outsidePath(path));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qUtf8Printable(path), qUtf8Printable(file.errorString()));
    return file.readAll();
}

QStringList outsideFiles(const QString &folder, const QStringList &patterns)
{
    const QStringList names = QDir(outsidePath(folder)).entryList(patterns, QDir::Files, QDir::Name);
    if (names.isEmpty())
        qFatal("%s holds nothing to test with", qUtf8Printable(folder));
    return names;
}

QJsonDocument outsideJson(const QString &path)
{
    QByteArray text = contentsOfOutside(path).trimmed();
    if (const qsizetype value = text.indexOf("export default"); value >= 0)
        text = text.mid(value + 14).trimmed();
    if (text.endsWith(';'))
        text.chop(1);
    QJsonParseError error;
    const QJsonDocument json = QJsonDocument::fromJson(text, &error);
    if (json.isNull())
        qFatal("%s: %s", qUtf8Printable(path), qUtf8Printable(error.errorString()));
    return json;
}

QString scriptText(const QByteArray &script, qsizetype quote)
{
    qsizetype end = quote + 1;
    while (end < script.size() && script.at(end) != '"')
        end += script.at(end) == '\\' ? 2 : 1;
    const QJsonDocument json = QJsonDocument::fromJson('[' + script.mid(quote, end + 1 - quote) + ']');
    if (quote < 0 || !json.isArray())
        qFatal("no text where one was expected");
    return json.array().first().toString();
}

SecretBuffer secretFrom(const QByteArray &bytes)
{
    return SecretBuffer::copyOf({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

void report(const QString &line)
{
    std::printf("outside: %s\n", qUtf8Printable(line));
    std::fflush(stdout);
}

} // namespace coffret::test
