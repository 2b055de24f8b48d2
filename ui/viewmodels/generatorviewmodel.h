// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/generatorchoices.h"
#include "core/toolbox/wordlist.h"
#include "ui/items/revealedsecret.h"
#include "ui/items/secretdocument.h"
#include "ui/models/charactersetmodel.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <optional>

namespace coffret {

class ClipboardGuard;
class Settings;
class ToastViewModel;

/// Makes a password for a field of a form: what it should be like, what came of it, and what it is worth. Begins with
/// what the server asks for, else with what was chosen last. Owned by EditorViewModel, main thread.
class GeneratorViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool open READ isOpen NOTIFY openChanged)
    Q_PROPERTY(QString target READ target NOTIFY openChanged)
    Q_PROPERTY(bool hasWords READ hasWords NOTIFY openChanged)
    Q_PROPERTY(bool usesWords READ usesWords WRITE setUsesWords NOTIFY optionsChanged)
    Q_PROPERTY(int length READ length WRITE setLength NOTIFY optionsChanged)
    Q_PROPERTY(int shortest READ shortest NOTIFY openChanged)
    Q_PROPERTY(int longest READ longest NOTIFY openChanged)
    Q_PROPERTY(coffret::CharacterSetModel *sets READ sets CONSTANT)
    Q_PROPERTY(bool excludesLookAlikes READ excludesLookAlikes WRITE setExcludesLookAlikes NOTIFY optionsChanged)
    Q_PROPERTY(int words READ words WRITE setWords NOTIFY optionsChanged)
    Q_PROPERTY(int fewestWords READ fewestWords NOTIFY openChanged)
    Q_PROPERTY(int mostWords READ mostWords NOTIFY openChanged)
    Q_PROPERTY(QString separator READ separator WRITE setSeparator NOTIFY optionsChanged)
    Q_PROPERTY(QString wordCase READ wordCase WRITE setWordCase NOTIFY optionsChanged)
    Q_PROPERTY(bool hasDigit READ hasDigit WRITE setHasDigit NOTIFY optionsChanged)
    Q_PROPERTY(QString policyText READ policyText NOTIFY openChanged)
    Q_PROPERTY(QString lengthHint READ lengthHint NOTIFY openChanged)
    Q_PROPERTY(QString wordsHint READ wordsHint NOTIFY openChanged)
    Q_PROPERTY(bool asAsked READ isAsAsked NOTIFY optionsChanged)
    Q_PROPERTY(coffret::RevealedSecret *secret READ secret NOTIFY made)
    Q_PROPERTY(bool veiled READ isVeiled NOTIFY made)
    Q_PROPERTY(int level READ level NOTIFY made)
    Q_PROPERTY(QString word READ word NOTIFY made)
    Q_PROPERTY(QString entropyText READ entropyWords NOTIFY made)
    Q_PROPERTY(QString sentence READ sentence NOTIFY made)
    Q_PROPERTY(QString problem READ problem NOTIFY made)
public:
    GeneratorViewModel(const Settings &settings, ClipboardGuard &clipboard, ToastViewModel &toast,
                       QObject *parent = nullptr);
    ~GeneratorViewModel() override;

    void setVeiled(bool veiled); ///< what is made is not drawn
    /// For another form. Closes.
    void begin(std::optional<GeneratorPolicy> policy);

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] QString target() const { return m_target; } ///< the label of the field
    [[nodiscard]] bool hasWords() const { return m_list != nullptr; }
    [[nodiscard]] bool usesWords() const { return m_options.usesWords; }
    void setUsesWords(bool usesWords);
    [[nodiscard]] int length() const { return m_options.password.length; }
    void setLength(int length);
    [[nodiscard]] int shortest() const { return m_policy ? m_policy->shortest : ShortestUnasked; }
    [[nodiscard]] int longest() const { return m_policy ? m_policy->longest : PasswordOptions::MaximumLength; }
    [[nodiscard]] CharacterSetModel *sets() { return &m_sets; }
    [[nodiscard]] bool excludesLookAlikes() const { return m_options.password.excludesLookAlikes; }
    void setExcludesLookAlikes(bool excludes);
    [[nodiscard]] int words() const { return m_options.passphrase.words; }
    void setWords(int words);
    [[nodiscard]] int fewestWords() const { return m_policy ? m_policy->fewestWords : FewestUnasked; }
    [[nodiscard]] int mostWords() const { return m_policy ? m_policy->mostWords : MostUnasked; }
    [[nodiscard]] QString separator() const { return m_options.passphrase.separator; }
    void setSeparator(const QString &separator);
    [[nodiscard]] QString wordCase() const; ///< "lower", "upper" or "capitalized"
    void setWordCase(const QString &wordCase);
    [[nodiscard]] bool hasDigit() const { return m_options.passphrase.hasDigit; }
    void setHasDigit(bool hasDigit);
    [[nodiscard]] QString policyText() const; ///< who asked for what; empty: nobody
    [[nodiscard]] QString lengthHint() const;
    [[nodiscard]] QString wordsHint() const;
    [[nodiscard]] bool isAsAsked() const; ///< by the server; true where it does not mind
    [[nodiscard]] RevealedSecret *secret() const { return m_secret.get(); } ///< null: none could be made
    [[nodiscard]] bool isVeiled() const { return m_veiled; }
    [[nodiscard]] int level() const;
    [[nodiscard]] QString word() const;
    [[nodiscard]] QString entropyWords() const;
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] QString problem() const { return m_problem; } ///< why none could be made

    /// label: what the field is called.
    Q_INVOKABLE void openFor(coffret::SecretDocument *document, const QString &label);
    Q_INVOKABLE void toggleSet(int row);
    Q_INVOKABLE void again();
    Q_INVOKABLE void followServer(); ///< back to what the server asks for
    Q_INVOKABLE void use();
    Q_INVOKABLE void copy();
    Q_INVOKABLE void close();

Q_SIGNALS:
    void openChanged();
    void optionsChanged();
    void made();
    void chosen(const coffret::GeneratorChoices &choices); ///< to be remembered

private:
    static constexpr int ShortestUnasked = 4;
    static constexpr int FewestUnasked = 2;
    static constexpr int MostUnasked = 20;

    void takeOptions(GeneratorOptions options);
    void recall(const GeneratorChoices &choices);
    [[nodiscard]] GeneratorChoices choices() const;
    [[nodiscard]] PasswordOptions passwordOptions() const;
    [[nodiscard]] std::optional<double> askedEntropy() const;
    void change();
    void make();
    template <typename Generator>
    void take(const Expected<Generator> &generator);

    const Settings &m_settings;
    ClipboardGuard &m_clipboard;
    ToastViewModel &m_toast;
    std::optional<GeneratorPolicy> m_policy;
    GeneratorOptions m_options; ///< its sets are m_sets'
    CharacterSetModel m_sets;
    std::shared_ptr<const WordList> m_list; ///< read when it is first needed
    QPointer<SecretDocument> m_document;    ///< of the field it is for
    QString m_target;
    std::unique_ptr<RevealedSecret> m_secret;
    double m_entropy = 0; ///< bits
    bool m_open = false;
    bool m_veiled = false;
    QString m_problem;
};

} // namespace coffret
