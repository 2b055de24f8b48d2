// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/wordlist.h"

#include <QFile>

#include <algorithm>

namespace coffret {

namespace {

constexpr qint64 LargestFile = 1024 * 1024;
constexpr qsizetype Dice = 5;

/// Empty when the line is not five dice, a gap and a word.
std::string wordOf(const QByteArray &line)
{
    const auto isDie = [](char c) { return c >= '1' && c <= '6'; };
    if (line.size() <= Dice + 1 || !std::all_of(line.begin(), line.begin() + Dice, isDie) ||
        (line[Dice] != '\t' && line[Dice] != ' '))
        return {};
    const QByteArray word = line.mid(Dice).trimmed();
    const auto isUsable = [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; };
    if (word.isEmpty() || word.startsWith('-') || !std::all_of(word.begin(), word.end(), isUsable))
        return {};
    return word.toStdString();
}

/// A word that begins with another one comes behind it in this order, with nothing but such words between.
bool noneBeginsWithAnother(std::vector<std::string> words)
{
    std::sort(words.begin(), words.end());
    const auto begins = [](const std::string &a, const std::string &b) { return b.compare(0, a.size(), a) == 0; };
    return std::adjacent_find(words.begin(), words.end(), begins) == words.end();
}

} // namespace

QString WordList::systemPath()
{
    return QStringLiteral(COFFRET_WORD_LIST);
}

Expected<WordList> WordList::read(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return failure(ErrorKind::NotFound, QStringLiteral("no word list at %1").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::StorageFault, QStringLiteral("%1: %2").arg(path, file.errorString()));
    std::vector<std::string> words;
    for (const QByteArray &line : file.read(LargestFile).split('\n')) {
        if (line.isEmpty())
            continue;
        std::string word = wordOf(line);
        if (word.empty())
            return failure(ErrorKind::Malformed, QStringLiteral("%1: not dice and a word").arg(path));
        words.push_back(std::move(word));
    }
    if (words.size() != Size || !noneBeginsWithAnother(words))
        return failure(ErrorKind::Malformed, QStringLiteral("%1: not the words it should have").arg(path));
    return WordList(std::move(words));
}

} // namespace coffret
