// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/keynames.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace coffret {

namespace {

struct KeyWords
{
    Q_DECLARE_TR_FUNCTIONS(KeyNames)
};

QString keyName(const QString &key)
{
    if (key == QLatin1String("Ctrl"))
        //: A key, as it is printed on keyboards.
        return KeyWords::tr("Ctrl");
    if (key == QLatin1String("Shift"))
        //: A key, as it is printed on keyboards.
        return KeyWords::tr("Shift");
    if (key == QLatin1String("Del"))
        //: A key, as it is printed on keyboards.
        return KeyWords::tr("Del");
    if (key == QLatin1String("Enter"))
        //: A key, as it is printed on keyboards.
        return KeyWords::tr("Enter");
    if (key == QLatin1String("Alt"))
        //: A key, as it is printed on keyboards.
        return KeyWords::tr("Alt");
    if (key == QLatin1String("Esc"))
        //: A key, as it is printed on keyboards.
        return KeyWords::tr("Esc");
    if (key == QLatin1String("Home"))
        //: A key, as it is printed on keyboards.
        return KeyWords::tr("Home");
    if (key == QLatin1String("End"))
        //: A key, as it is printed on keyboards.
        return KeyWords::tr("End");
    return key;
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
