// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/symboltexts.h"

#include "ui/viewmodels/texts.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

struct SymbolTexts
{
    Q_DECLARE_TR_FUNCTIONS(SymbolTexts)
};

/// One symbol for each number of KeePass's standard set, 0 .. 68.
constexpr std::array<const char *, SecretIcon::Symbols> SymbolNames{
    "sshkey",   "globe",   "warning",  "server",  "inbox",    "comment", "chip",  "edit",        "link",    "user",
    "file",     "camera",  "link",     "lock",    "bolt",     "camera",  "globe", "disc",        "display", "mail",
    "settings", "note",    "note",     "display", "bolt",     "inbox",   "file",  "drive",       "file",    "lock",
    "terminal", "printer", "all",      "play",    "settings", "globe",   "box",   "bank",        "drive",   "clock",
    "mail",     "flag",    "chip",     "trash",   "note",     "error",   "info",  "box",         "folder",  "folder",
    "folder",   "unlock",  "lock",     "check",   "edit",     "camera",  "book",  "note",        "user",    "tool",
    "home",     "star",    "terminal", "edit",    "phone",    "globe",   "bank",  "certificate", "phone"};

/// What can be chosen: the number that says it best, and its words.
struct Named
{
    int number;
    QString label;
};

std::vector<Named> named()
{
    return {
        //: Symbol a secret can have.
        {0, SymbolTexts::tr("Key")},
        //: Symbol a secret can have.
        {1, SymbolTexts::tr("Globe")},
        //: Symbol a secret can have.
        {9, SymbolTexts::tr("Person")},
        //: Symbol a secret can have.
        {5, SymbolTexts::tr("Speech bubble")},
        //: Symbol a secret can have.
        {19, SymbolTexts::tr("Envelope")},
        //: Symbol a secret can have.
        {25, SymbolTexts::tr("Inbox")},
        //: Symbol a secret can have.
        {64, SymbolTexts::tr("Phone")},
        //: Symbol a secret can have.
        {3, SymbolTexts::tr("Server")},
        //: Symbol a secret can have.
        {27, SymbolTexts::tr("Database")},
        //: Symbol a secret can have.
        {30, SymbolTexts::tr("Terminal")},
        //: Symbol a secret can have.
        {18, SymbolTexts::tr("Screen")},
        //: Symbol a secret can have.
        {31, SymbolTexts::tr("Printer")},
        //: Symbol a secret can have.
        {42, SymbolTexts::tr("Chip")},
        //: Symbol a secret can have.
        {17, SymbolTexts::tr("Disc")},
        //: Symbol a secret can have.
        {11, SymbolTexts::tr("Camera")},
        //: Symbol a secret can have: a plug, a link between two things.
        {8, SymbolTexts::tr("Connection")},
        //: Symbol a secret can have.
        {34, SymbolTexts::tr("Gear")},
        //: Symbol a secret can have: a spanner.
        {59, SymbolTexts::tr("Tool")},
        //: Symbol a secret can have: a flash of lightning.
        {14, SymbolTexts::tr("Energy")},
        //: Symbol a secret can have: several things on top of each other.
        {32, SymbolTexts::tr("Programs")},
        //: Symbol a secret can have: a triangle that starts something.
        {33, SymbolTexts::tr("Run")},
        //: Symbol a secret can have.
        {37, SymbolTexts::tr("Bank")},
        //: Symbol a secret can have.
        {60, SymbolTexts::tr("House")},
        //: Symbol a secret can have.
        {36, SymbolTexts::tr("Box")},
        //: Symbol a secret can have.
        {48, SymbolTexts::tr("Folder")},
        //: Symbol a secret can have.
        {10, SymbolTexts::tr("File")},
        //: Symbol a secret can have.
        {44, SymbolTexts::tr("Note")},
        //: Symbol a secret can have.
        {56, SymbolTexts::tr("Book")},
        //: Symbol a secret can have.
        {54, SymbolTexts::tr("Pen")},
        //: Symbol a secret can have.
        {67, SymbolTexts::tr("Certificate")},
        //: Symbol a secret can have.
        {13, SymbolTexts::tr("Lock")},
        //: Symbol a secret can have.
        {51, SymbolTexts::tr("Open lock")},
        //: Symbol a secret can have.
        {39, SymbolTexts::tr("Clock")},
        //: Symbol a secret can have.
        {41, SymbolTexts::tr("Flag")},
        //: Symbol a secret can have.
        {61, SymbolTexts::tr("Star")},
        //: Symbol a secret can have.
        {53, SymbolTexts::tr("Tick")},
        //: Symbol a secret can have: a triangle with an exclamation mark.
        {2, SymbolTexts::tr("Warning")},
        //: Symbol a secret can have: a circle with a cross.
        {45, SymbolTexts::tr("Cross")},
        //: Symbol a secret can have: a circle with the letter i.
        {46, SymbolTexts::tr("Information")},
        //: Symbol a secret can have: a bin.
        {43, SymbolTexts::tr("Rubbish")},
    };
}

} // namespace

QString symbolName(const SecretIcon &icon)
{
    const bool isKnown = icon.symbol >= 0 && icon.symbol < SecretIcon::Symbols;
    return isKnown ? QString::fromLatin1(SymbolNames[static_cast<std::size_t>(icon.symbol)]) : QString();
}

QString colourName(const SecretIcon &icon)
{
    if (icon.colour == 0)
        return {};
    const quint32 alphaFirst = (icon.colour >> 8) | (icon.colour << 24);
    return QStringLiteral("#%1").arg(alphaFirst, 8, 16, QLatin1Char('0'));
}

QString symbolText(const SecretIcon &icon)
{
    const auto labelIn = [](const std::vector<Choice> &choices, const QString &key) {
        const auto chosen =
            std::find_if(choices.begin(), choices.end(), [&key](const Choice &choice) { return choice.key == key; });
        return chosen == choices.end() ? key : chosen->label;
    };
    const QString symbol = symbolName(icon);
    const QString colour = colourName(icon);
    QStringList words;
    if (!symbol.isEmpty())
        words.append(labelIn(symbolChoices(), symbol));
    if (!colour.isEmpty())
        words.append(labelIn(colourChoices(), colour)); // one that is not among them by its number
    if (words.isEmpty())
        words.append(symbolChoices().front().label);
    return enumerated(words);
}

std::vector<Choice> symbolChoices()
{
    std::vector<Choice> choices{{{},
                                 //: Symbol of a secret: not one of its own, but that of all logins, notes and so on.
                                 SymbolTexts::tr("As its type"),
                                 {},
                                 {}}};
    for (const Named &symbol : named()) {
        const QString name = symbolName({static_cast<qint8>(symbol.number), 0});
        choices.push_back({name, symbol.label, name, {}});
    }
    return choices;
}

std::vector<Choice> colourChoices()
{
    return {
        //: Colour of a secret's symbol: not one of its own, but that of all logins, notes and so on.
        {{}, SymbolTexts::tr("As its type"), {}, {}},
        //: Colour behind a secret's symbol.
        {QStringLiteral("#ffa8443c"), SymbolTexts::tr("Red"), {}, {}},
        //: Colour behind a secret's symbol.
        {QStringLiteral("#ffd9822b"), SymbolTexts::tr("Orange"), {}, {}},
        //: Colour behind a secret's symbol.
        {QStringLiteral("#ffe3c341"), SymbolTexts::tr("Yellow"), {}, {}},
        //: Colour behind a secret's symbol.
        {QStringLiteral("#ff2f7340"), SymbolTexts::tr("Green"), {}, {}},
        //: Colour behind a secret's symbol: between green and blue.
        {QStringLiteral("#ff0f6e73"), SymbolTexts::tr("Teal"), {}, {}},
        //: Colour behind a secret's symbol.
        {QStringLiteral("#ff3f5bb5"), SymbolTexts::tr("Blue"), {}, {}},
        //: Colour behind a secret's symbol.
        {QStringLiteral("#ff8a4b9c"), SymbolTexts::tr("Purple"), {}, {}},
        //: Colour behind a secret's symbol.
        {QStringLiteral("#ff4d5d6b"), SymbolTexts::tr("Grey"), {}, {}},
    };
}

SecretIcon withSymbol(SecretIcon icon, const QString &name)
{
    if (symbolName(icon) == name)
        return icon;
    icon.symbol = -1;
    for (const Named &symbol : named()) {
        const SecretIcon candidate{static_cast<qint8>(symbol.number), icon.colour};
        if (symbolName(candidate) == name)
            return candidate;
    }
    return icon;
}

SecretIcon withColour(SecretIcon icon, const QString &name)
{
    const quint32 alphaFirst = name.mid(1).toUInt(nullptr, 16);
    icon.colour = (alphaFirst << 8) | (alphaFirst >> 24);
    return icon;
}

} // namespace coffret
