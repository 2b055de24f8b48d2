// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/iconchoice.h"

#include "ui/viewmodels/symboltexts.h"

namespace coffret {

IconChoice::IconChoice(QObject *parent) : QObject(parent) {}

void IconChoice::begin(const SecretIcon &icon, bool available)
{
    m_original = icon;
    m_icon = icon;
    setAvailable(available);
}

void IconChoice::setAvailable(bool available)
{
    if (available && m_symbols.choices().empty()) {
        m_symbols.setChoices(symbolChoices());
        m_colours.setChoices(colourChoices());
    }
    m_available = available;
    Q_EMIT changed();
}

QString IconChoice::symbol() const
{
    return symbolName(m_icon);
}

QString IconChoice::ground() const
{
    return colourName(m_icon);
}

void IconChoice::chooseSymbol(const QString &key)
{
    if (m_available && m_symbols.contains(key))
        set(withSymbol(m_icon, key));
}

void IconChoice::chooseColour(const QString &key)
{
    if (m_available && m_colours.contains(key))
        set(withColour(m_icon, key));
}

void IconChoice::set(const SecretIcon &icon)
{
    if (m_icon == icon)
        return;
    m_icon = icon;
    Q_EMIT changed();
}

} // namespace coffret
