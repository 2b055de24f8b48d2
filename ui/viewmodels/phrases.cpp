// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/phrases.h"

#include "ui/viewmodels/texts.h"

#include <QRegularExpression>

namespace coffret {

QString Phrases::beside(const QStringList &facts)
{
    return besideEachOther(facts);
}

QString Phrases::listed(const QStringList &facts)
{
    return enumerated(facts);
}

QString Phrases::sentences(const QStringList &sentences)
{
    static const QRegularExpression ended(QStringLiteral("[.!?…。！？]$"));
    QStringList parts = sentences;
    parts.removeAll(QString());
    for (qsizetype i = 0; i + 1 < parts.size(); ++i) {
        if (!parts[i].contains(ended))
            //: Words that stand for a sentence, with their full stop. Another sentence follows.
            parts[i] = tr("%1.").arg(parts[i]);
    }
    return inOneParagraph(parts);
}

QString Phrases::labelled(const QString &label, const QString &value)
{
    if (label.isEmpty())
        return value;
    //: A label, and what it is about: the name of a fact and its value, a person and what that person says.
    return tr("%1: %2").arg(label, value);
}

} // namespace coffret
