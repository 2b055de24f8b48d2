// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/passwordgenerator.h"

#include <QSet>

#include <sodium.h>

#include <algorithm>

namespace coffret {

namespace {

constexpr std::size_t LongestCharacter = 4; // bytes of UTF-8

/// Nothing that joins the character before it, cannot be seen, or is not in Unicode.
bool standsAlone(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
        return false;
    default:
        return true;
    }
}

QList<uint> characterList(const QString &text)
{
    return text.normalized(QString::NormalizationForm_C).toUcs4();
}

/// Takes characters out of sets, so that no two groups share one.
class Grouping
{
public:
    explicit Grouping(const PasswordOptions &options)
    {
        const QString left = options.excludesLookAlikes ? options.excluded + LookAlikeCharacters : options.excluded;
        const QList<uint> excluded = characterList(left);
        m_taken = QSet<uint>(excluded.begin(), excluded.end());
    }

    /// What is new in a set, each in UTF-8. Nothing when it has a character that cannot be used.
    std::vector<std::string> take(const QString &set)
    {
        std::vector<std::string> characters;
        if (!set.isValidUtf16())
            return {};
        for (const uint character : characterList(set)) {
            if (!standsAlone(character))
                return {};
            if (m_taken.contains(character))
                continue;
            m_taken.insert(character);
            characters.push_back(QString::fromUcs4(reinterpret_cast<const char32_t *>(&character), 1).toStdString());
        }
        return characters;
    }

private:
    QSet<uint> m_taken;
};

bool fits(const PasswordOptions &options)
{
    if (options.length < 1 || options.length > PasswordOptions::MaximumLength || options.sets.empty())
        return false;
    int rest = options.length;
    for (const CharacterSet &set : options.sets) {
        if (set.minimum < 0 || set.minimum > rest)
            return false;
        rest -= set.minimum;
    }
    return true;
}

} // namespace

PasswordGenerator::PasswordGenerator(std::vector<Characters> groups, Compositions compositions, int length)
    : m_groups(std::move(groups)), m_compositions(std::move(compositions)), m_length(length)
{
}

Expected<PasswordGenerator> PasswordGenerator::from(const PasswordOptions &options)
{
    if (!fits(options))
        return failure(ErrorKind::InvalidInput, QStringLiteral("no password has this length and these minima"));
    Grouping grouping(options);
    std::vector<Characters> groups(1); // the first: of all sets without a minimum
    std::vector<CharacterGroup> counted(1);
    std::size_t total = 0;
    for (const CharacterSet &set : options.sets) {
        Characters characters = grouping.take(set.characters);
        if (characters.empty())
            return failure(ErrorKind::InvalidInput, QStringLiteral("a set has no character that can be used"));
        total += characters.size();
        if (set.minimum == 0) {
            groups.front().insert(groups.front().end(), characters.begin(), characters.end());
        } else {
            counted.push_back({quint32(characters.size()), set.minimum});
            groups.push_back(std::move(characters));
        }
    }
    if (total > MaximumCharacters)
        return failure(ErrorKind::InvalidInput, QStringLiteral("too many different characters"));
    counted.front().size = quint32(groups.front().size());
    return PasswordGenerator(std::move(groups), Compositions(std::move(counted), options.length), options.length);
}

SecretBuffer PasswordGenerator::generate() const
{
    SecretBuffer password(std::size_t(m_length) * LongestCharacter);
    std::vector<quint32> left(m_groups.size());
    m_compositions.draw(left);
    for (int places = m_length; places > 0; --places) {
        quint32 place = randombytes_uniform(quint32(places)); // among the characters that are yet to come
        std::size_t group = 0;
        while (place >= left[group])
            place -= left[group++];
        --left[group];
        const Characters &characters = m_groups[group];
        password.append(characters[randombytes_uniform(quint32(characters.size()))]);
    }
    return password; // the counts have come down to zero
}

} // namespace coffret
