// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/charactersetmodel.h"

#include <algorithm>

namespace coffret {

namespace {

constexpr qsizetype MostShown = 12;

/// As the user sees it: a range, or the characters themselves.
QString labelOf(const QString &characters)
{
    if (characters == LowerLetters)
        return QStringLiteral("a–z");
    if (characters == UpperLetters)
        return QStringLiteral("A–Z");
    if (characters == Digits)
        return QStringLiteral("0–9");
    return characters.size() <= MostShown ? characters : characters.left(MostShown - 2) + QStringLiteral("…");
}

QString spokenOf(const QString &characters)
{
    if (characters == LowerLetters)
        //: A set of characters for new passwords.
        return CharacterSetModel::tr("Lower-case letters");
    if (characters == UpperLetters)
        //: A set of characters for new passwords.
        return CharacterSetModel::tr("Upper-case letters");
    if (characters == Digits)
        //: A set of characters for new passwords.
        return CharacterSetModel::tr("Digits");
    if (characters == Symbols)
        //: A set of characters for new passwords: punctuation and signs.
        return CharacterSetModel::tr("Symbols");
    if (characters.front().isSurrogate())
        //: A set of characters for new passwords.
        return CharacterSetModel::tr("Emoticons");
    //: A set of characters for new passwords. %1 are the characters, separated by spaces.
    return CharacterSetModel::tr("Symbols %1")
        .arg(characters.split(QString(), Qt::SkipEmptyParts).join(QLatin1Char(' ')));
}

} // namespace

CharacterSetModel::CharacterSetModel(QObject *parent) : QAbstractListModel(parent) {}

void CharacterSetModel::setSets(std::vector<CharacterSet> offered, const std::vector<CharacterSet> &chosen)
{
    beginResetModel();
    m_rows.clear();
    for (CharacterSet &set : offered) {
        const bool isOn = std::any_of(chosen.begin(), chosen.end(),
                                      [&set](const CharacterSet &one) { return one.characters == set.characters; });
        m_rows.push_back({std::move(set), isOn});
    }
    endResetModel();
    Q_EMIT countChanged();
}

void CharacterSetModel::choose(const QString &characters)
{
    for (Row &row : m_rows) {
        const QString &all = row.set.characters;
        const bool isPair = all.front().isSurrogate(); // half of one is in all of them
        row.isOn = isPair ? characters.contains(all.left(2))
                          : std::any_of(all.begin(), all.end(), [&](QChar c) { return characters.contains(c); });
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {ChosenRole});
}

void CharacterSetModel::toggle(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    Row &one = m_rows[static_cast<std::size_t>(row)];
    one.isOn = !one.isOn;
    Q_EMIT dataChanged(index(row), index(row), {ChosenRole});
}

std::vector<CharacterSet> CharacterSetModel::chosen() const
{
    std::vector<CharacterSet> sets;
    for (const Row &row : m_rows) {
        if (row.isOn)
            sets.push_back(row.set);
    }
    return sets;
}

int CharacterSetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant CharacterSetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case LabelRole:
        return row.set.characters.front().isSurrogate() ? spokenOf(row.set.characters) : labelOf(row.set.characters);
    case SpokenRole:
    case Qt::DisplayRole:
        return spokenOf(row.set.characters);
    case ChosenRole:
        return row.isOn;
    default:
        return {};
    }
}

QHash<int, QByteArray> CharacterSetModel::roleNames() const
{
    return {{LabelRole, QByteArrayLiteral("label")},
            {SpokenRole, QByteArrayLiteral("spoken")},
            {ChosenRole, QByteArrayLiteral("chosen")}};
}

} // namespace coffret
