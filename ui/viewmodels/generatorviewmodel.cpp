// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/generatorviewmodel.h"

#include "core/store/settings.h"
#include "core/toolbox/passphrasegenerator.h"
#include "core/toolbox/passwordgenerator.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/strengthtexts.h"
#include "ui/viewmodels/toastviewmodel.h"

#include <QQmlEngine>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

constexpr double Rounding = 0.05; // bits that nobody sees

constexpr std::array Cases{QLatin1String("lower"), QLatin1String("upper"), QLatin1String("capitalized")}; // as WordCase

WordCase wordCaseFrom(const QString &name)
{
    const auto found = std::find(Cases.begin(), Cases.end(), name);
    return found == Cases.end() ? WordCase::Lower : static_cast<WordCase>(found - Cases.begin());
}

} // namespace

GeneratorViewModel::GeneratorViewModel(const Settings &settings, ClipboardGuard &clipboard, ToastViewModel &toast,
                                       QObject *parent)
    : QObject(parent), m_settings(settings), m_clipboard(clipboard), m_toast(toast)
{
    begin(std::nullopt);
}

GeneratorViewModel::~GeneratorViewModel() = default;

void GeneratorViewModel::begin(std::optional<GeneratorPolicy> policy)
{
    close();
    m_policy = std::move(policy);
    takeOptions(m_policy ? m_policy->options : GeneratorOptions());
}

void GeneratorViewModel::setVeiled(bool veiled)
{
    if (m_veiled == veiled)
        return;
    m_veiled = veiled;
    Q_EMIT made();
}

void GeneratorViewModel::takeOptions(GeneratorOptions options)
{
    const std::vector<CharacterSet> chosenSets = std::exchange(options.password.sets, {});
    m_sets.setSets(m_policy ? m_policy->offered : GeneratorOptions().password.sets, chosenSets);
    m_options = std::move(options);
}

void GeneratorViewModel::openFor(SecretDocument *document, const QString &label)
{
    if (!document)
        return;
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = document;
    connect(document, &SecretDocument::destroyed, this, &GeneratorViewModel::close); // with the form's other fields
    m_open = true;
    m_target = label;
    if (!m_list) {
        if (Expected<WordList> list = WordList::read(WordList::systemPath()))
            m_list = std::make_shared<const WordList>(std::move(*list));
    }
    const std::optional<GeneratorChoices> &remembered = m_settings.preferences().generator;
    if (remembered && !(m_policy && m_policy->isChosen))
        recall(*remembered);
    if (!hasWords())
        m_options.usesWords = false;
    change();
    Q_EMIT openChanged();
}

void GeneratorViewModel::recall(const GeneratorChoices &choices)
{
    m_options.usesWords = choices.usesWords;
    m_options.password.length = std::clamp(choices.length, shortest(), longest());
    m_options.password.excludesLookAlikes = choices.excludesLookAlikes;
    if (!choices.characters.isEmpty())
        m_sets.choose(choices.characters);
    m_options.passphrase.words = std::clamp(choices.words, fewestWords(), mostWords());
    m_options.passphrase.separator = choices.separator;
    m_options.passphrase.wordCase = wordCaseFrom(choices.wordCase);
    m_options.passphrase.hasDigit = choices.hasDigit;
}

GeneratorChoices GeneratorViewModel::choices() const
{
    GeneratorChoices choices;
    choices.usesWords = usesWords();
    choices.length = length();
    for (const CharacterSet &set : m_sets.chosen())
        choices.characters += set.characters;
    choices.excludesLookAlikes = excludesLookAlikes();
    choices.words = words();
    choices.separator = separator();
    choices.wordCase = wordCase();
    choices.hasDigit = hasDigit();
    return choices;
}

/// One of each set at least, where all of them find room.
PasswordOptions GeneratorViewModel::passwordOptions() const
{
    PasswordOptions options = m_options.password;
    options.sets = m_sets.chosen();
    const bool allFit = options.sets.size() <= static_cast<std::size_t>(std::max(options.length, 0));
    for (CharacterSet &set : options.sets)
        set.minimum = allFit ? 1 : 0;
    return options;
}

template <typename Generator>
void GeneratorViewModel::take(const Expected<Generator> &generator)
{
    if (!generator)
        return;
    m_secret = std::make_unique<RevealedSecret>(generator->generate());
    QQmlEngine::setObjectOwnership(m_secret.get(), QQmlEngine::CppOwnership);
    m_entropy = generator->entropy();
}

void GeneratorViewModel::make()
{
    const std::unique_ptr<RevealedSecret> before = std::move(m_secret); // until nobody shows it
    m_entropy = 0;
    m_problem.clear();
    if (usesWords())
        take(PassphraseGenerator::from(m_options.passphrase, m_list));
    else
        take(PasswordGenerator::from(passwordOptions()));
    if (!m_secret && !usesWords() && m_sets.chosen().empty())
        //: Why no password can be generated.
        m_problem = tr("Choose at least one kind of characters.");
    else if (!m_secret)
        //: Why no password can be generated.
        m_problem = tr("Nothing can be made of these choices.");
    else if (const auto asked = askedEntropy(); asked && m_entropy < *asked - Rounding)
        //: Below a generated password. %1 is a number such as "114.3 bits of entropy".
        m_problem = tr("Weaker than what your server asks for: %1.").arg(coffret::entropyText(*asked));
    Q_EMIT made();
}

std::optional<double> GeneratorViewModel::askedEntropy() const
{
    if (!m_policy)
        return std::nullopt;
    if (m_policy->options.usesWords) {
        if (!m_list)
            return std::nullopt;
        const auto generator = PassphraseGenerator::from(m_policy->options.passphrase, m_list);
        return generator ? std::optional(generator->entropy()) : std::nullopt;
    }
    const auto generator = PasswordGenerator::from(m_policy->options.password);
    return generator ? std::optional(generator->entropy()) : std::nullopt;
}

void GeneratorViewModel::change()
{
    Q_EMIT optionsChanged();
    if (isOpen())
        make();
}

void GeneratorViewModel::again()
{
    if (isOpen())
        make();
}

void GeneratorViewModel::followServer()
{
    if (!m_policy)
        return;
    takeOptions(m_policy->options);
    if (!hasWords())
        m_options.usesWords = false;
    change();
}

bool GeneratorViewModel::isAsAsked() const
{
    if (!m_policy)
        return true;
    const GeneratorOptions &asked = m_policy->options;
    if (usesWords() != asked.usesWords)
        return false;
    if (usesWords())
        return words() == asked.passphrase.words && separator() == asked.passphrase.separator &&
               m_options.passphrase.wordCase == asked.passphrase.wordCase && hasDigit() == asked.passphrase.hasDigit;
    const std::vector<CharacterSet> chosenSets = m_sets.chosen();
    const std::vector<CharacterSet> &askedSets = asked.password.sets;
    return length() == asked.password.length && excludesLookAlikes() == asked.password.excludesLookAlikes &&
           std::is_permutation(
               chosenSets.begin(), chosenSets.end(), askedSets.begin(), askedSets.end(),
               [](const CharacterSet &a, const CharacterSet &b) { return a.characters == b.characters; });
}

void GeneratorViewModel::use()
{
    if (!m_document || !m_secret)
        return;
    m_document->replaceWithMade(m_secret->buffer().view(), m_entropy);
    if (!m_policy || !m_policy->isChosen)
        Q_EMIT chosen(choices());
    close();
}

void GeneratorViewModel::copy()
{
    if (!m_secret)
        return;
    m_clipboard.copy(m_secret->buffer().clone(), std::chrono::seconds(m_settings.preferences().clipboardSeconds));
    //: What was copied, in a message: a password that was just generated.
    m_toast.showCopied(tr("New password"));
}

void GeneratorViewModel::close()
{
    if (!isOpen())
        return;
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = nullptr;
    m_open = false;
    m_target.clear();
    Q_EMIT openChanged();
    const std::unique_ptr<RevealedSecret> before = std::move(m_secret);
    m_entropy = 0;
    m_problem.clear();
    Q_EMIT made();
}

// ---- What it should be like

void GeneratorViewModel::setUsesWords(bool usesWords)
{
    if (m_options.usesWords == usesWords || (usesWords && !hasWords()))
        return;
    m_options.usesWords = usesWords;
    change();
}

void GeneratorViewModel::setLength(int length)
{
    length = std::clamp(length, shortest(), longest());
    if (m_options.password.length == length)
        return;
    m_options.password.length = length;
    change();
}

void GeneratorViewModel::toggleSet(int row)
{
    m_sets.toggle(row);
    change();
}

void GeneratorViewModel::setExcludesLookAlikes(bool excludes)
{
    if (m_options.password.excludesLookAlikes == excludes)
        return;
    m_options.password.excludesLookAlikes = excludes;
    change();
}

void GeneratorViewModel::setWords(int words)
{
    words = std::clamp(words, fewestWords(), mostWords());
    if (m_options.passphrase.words == words)
        return;
    m_options.passphrase.words = words;
    change();
}

void GeneratorViewModel::setSeparator(const QString &separator)
{
    if (m_options.passphrase.separator == separator)
        return;
    m_options.passphrase.separator = separator;
    change();
}

QString GeneratorViewModel::wordCase() const
{
    return Cases[static_cast<std::size_t>(m_options.passphrase.wordCase)];
}

void GeneratorViewModel::setWordCase(const QString &wordCase)
{
    if (m_options.passphrase.wordCase == wordCaseFrom(wordCase))
        return;
    m_options.passphrase.wordCase = wordCaseFrom(wordCase);
    change();
}

void GeneratorViewModel::setHasDigit(bool hasDigit)
{
    if (m_options.passphrase.hasDigit == hasDigit)
        return;
    m_options.passphrase.hasDigit = hasDigit;
    change();
}

// ---- Words

QString GeneratorViewModel::policyText() const
{
    if (!m_policy)
        return {};
    if (m_policy->isChosen)
        //: Above the choices for a new password.
        return tr("Your server's administrator has set what new passwords are like.");
    //: Above the choices for a new password.
    return tr("Your server proposes what new passwords are like. What you change is remembered.");
}

QString GeneratorViewModel::lengthHint() const
{
    if (!m_policy)
        return {};
    //: Under the length of a new password. %1 and %2 are the limits, %3 is what the server asks for.
    return tr("Your server allows %1 to %2 and suggests %3.")
        .arg(shortest())
        .arg(longest())
        .arg(m_policy->options.password.length);
}

QString GeneratorViewModel::wordsHint() const
{
    if (!m_policy)
        return {};
    //: Under the number of words of a new password. %1 and %2 are the limits, %3 is what the server asks for.
    return tr("Your server allows %1 to %2 and suggests %3.")
        .arg(fewestWords())
        .arg(mostWords())
        .arg(m_policy->options.passphrase.words);
}

int GeneratorViewModel::level() const
{
    return m_secret ? strengthLevel(PasswordStrength::ofEntropy(m_entropy)) : -1;
}

QString GeneratorViewModel::word() const
{
    return m_secret ? strengthWord(level()) : QString();
}

QString GeneratorViewModel::entropyWords() const
{
    return m_secret ? coffret::entropyText(m_entropy) : QString();
}

QString GeneratorViewModel::sentence() const
{
    return m_secret ? guessingText(PasswordStrength::ofEntropy(m_entropy)) : QString();
}

} // namespace coffret
