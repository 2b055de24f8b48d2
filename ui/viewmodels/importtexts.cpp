// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/importtexts.h"

#include "ui/viewmodels/texts.h"

#include <QCoreApplication>

namespace coffret {

namespace {

struct ImportTexts
{
    Q_DECLARE_TR_FUNCTIONS(ImportTexts)
};

QString tableOf(const QString &program)
{
    //: What a file is that is imported: a table in text. %1 is the name of the program that wrote it.
    return ImportTexts::tr("%1, CSV").arg(program);
}

} // namespace

QString formatLabel(ForeignFormat format)
{
    switch (format) {
    case ForeignFormat::CsvBitwarden:
        return tableOf(QStringLiteral("Bitwarden"));
    case ForeignFormat::CsvChromium:
        return tableOf(QStringLiteral("Chrome"));
    case ForeignFormat::CsvDashlane:
        return tableOf(QStringLiteral("Dashlane"));
    case ForeignFormat::CsvFirefox:
        return tableOf(QStringLiteral("Firefox"));
    case ForeignFormat::CsvKeePass:
        return tableOf(QStringLiteral("KeePassXC"));
    case ForeignFormat::CsvKeePass1:
        return tableOf(QStringLiteral("KeePass"));
    case ForeignFormat::CsvLastPass:
        return tableOf(QStringLiteral("LastPass"));
    case ForeignFormat::CsvLogMeOnce:
        return tableOf(QStringLiteral("LogMeOnce"));
    case ForeignFormat::CsvNordPass:
        return tableOf(QStringLiteral("NordPass"));
    case ForeignFormat::CsvOnePassword:
        return tableOf(QStringLiteral("1Password"));
    case ForeignFormat::CsvProtonPass:
        return tableOf(QStringLiteral("Proton Pass"));
    case ForeignFormat::CsvSafari:
        return tableOf(QStringLiteral("Safari"));
    case ForeignFormat::BitwardenJson:
        return QStringLiteral("Bitwarden, JSON");
    case ForeignFormat::OnePassword1Pux:
        return QStringLiteral("1Password, 1PUX");
    case ForeignFormat::KeePassXml:
    case ForeignFormat::Kdbx:
        return QStringLiteral("KeePass, KDBX");
    case ForeignFormat::Coffret:
        return QStringLiteral("Coffret");
    case ForeignFormat::Csv:
    case ForeignFormat::Unknown:
        break;
    }
    //: What a file is that is imported: a table in text, of a program that is not known.
    return ImportTexts::tr("CSV");
}

QString refusalText(ForeignRefusal::Why why)
{
    switch (why) {
    case ForeignRefusal::Why::Nothing:
        //: Why an item of a file cannot be imported.
        return ImportTexts::tr("There is nothing in it.");
    case ForeignRefusal::Why::NotText:
        //: Why an item of a file cannot be imported.
        return ImportTexts::tr("It holds something that is not text.");
    case ForeignRefusal::Why::TooLong:
        //: Why an item of a file cannot be imported.
        return ImportTexts::tr("It is longer than any secret can be.");
    case ForeignRefusal::Why::WrongShape:
        //: Why a row of a table cannot be imported.
        return ImportTexts::tr("Its columns do not fit the heading.");
    case ForeignRefusal::Why::UnknownKind:
        //: Why an item of a file cannot be imported.
        return ImportTexts::tr("It is of a kind that Coffret does not know.");
    case ForeignRefusal::Why::InTrash:
        break;
    }
    //: Why an item of a file is not imported.
    return ImportTexts::tr("It was deleted or archived there.");
}

QString lossesText(Losses losses)
{
    QStringList words;
    if (losses.testFlag(Loss::Attachments))
        //: What of an imported item stays behind, in a list.
        words.append(ImportTexts::tr("attachments"));
    if (losses.testFlag(Loss::Passkey))
        //: What of an imported item stays behind, in a list.
        words.append(ImportTexts::tr("passkeys"));
    if (losses.testFlag(Loss::History))
        //: What of an imported item stays behind, in a list.
        words.append(ImportTexts::tr("earlier values"));
    if (losses.testFlag(Loss::AutoType))
        //: What of an imported item stays behind, in a list: rules for typing into windows.
        words.append(ImportTexts::tr("rules for typing"));
    if (losses.testFlag(Loss::Expiry))
        //: What of an imported item stays behind, in a list.
        words.append(ImportTexts::tr("the day it expires"));
    if (losses.testFlag(Loss::Tags))
        //: What of an imported item stays behind, in a list.
        words.append(ImportTexts::tr("tags"));
    if (losses.testFlag(Loss::Star))
        //: What of an imported item stays behind, in a list: that it is a favourite.
        words.append(ImportTexts::tr("its star"));
    if (losses.testFlag(Loss::Address))
        //: What of an imported item stays behind, in a list: addresses that stand for programs on a phone.
        words.append(ImportTexts::tr("apps of phones"));
    if (losses.testFlag(Loss::Fields))
        //: What of an imported item stays behind, in a list.
        words.append(ImportTexts::tr("more fields or addresses than a secret can have"));
    return enumerated(words);
}

} // namespace coffret
