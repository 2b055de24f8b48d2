// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/keynames.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

struct KeyWords
{
    Q_DECLARE_TR_FUNCTIONS(KeyNames)
};

constexpr std::array Known{
    //: A key, as it is printed on keyboards.
    QT_TRANSLATE_NOOP("KeyNames", "Ctrl"),
    //: A key, as it is printed on keyboards.
    QT_TRANSLATE_NOOP("KeyNames", "Shift"),
    //: A key, as it is printed on keyboards.
    QT_TRANSLATE_NOOP("KeyNames", "Del"),
    //: A key, as it is printed on keyboards.
    QT_TRANSLATE_NOOP("KeyNames", "Enter"),
    //: A key, as it is printed on keyboards.
    QT_TRANSLATE_NOOP("KeyNames", "Alt"),
    //: A key, as it is printed on keyboards.
    QT_TRANSLATE_NOOP("KeyNames", "Esc"),
    //: A key, as it is printed on keyboards.
    QT_TRANSLATE_NOOP("KeyNames", "Home"),
    //: A key, as it is printed on keyboards.
    QT_TRANSLATE_NOOP("KeyNames", "End"),
    //: A key, as it is printed on keyboards.
    QT_TRANSLATE_NOOP("KeyNames", "Space"),
};

QString keyName(const QString &key)
{
    const auto known =
        std::find_if(Known.begin(), Known.end(), [&key](const char *name) { return key == QLatin1String(name); });
    return known == Known.end() ? key : KeyWords::tr(*known);
}

} // namespace

QString keyNames(const QString &keys)
{
    static const QRegularExpression word(QStringLiteral("[A-Za-z]{2,}"));
    QString named;
    qsizetype behind = 0;
    for (const QRegularExpressionMatch &found : word.globalMatch(keys)) {
        named += keys.mid(behind, found.capturedStart() - behind) + keyName(found.captured());
        behind = found.capturedEnd();
    }
    return named + keys.mid(behind);
}

} // namespace coffret
