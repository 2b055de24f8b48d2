// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/enrolmenttexts.h"

#include <QCoreApplication>

namespace coffret {

namespace {

struct Messages
{
    Q_DECLARE_TR_FUNCTIONS(EnrolmentTexts)
};

QString durationText(qint64 seconds)
{
    constexpr qint64 Minute = 60;
    constexpr qint64 Hour = 60 * Minute;
    constexpr qint64 Day = 24 * Hour;
    if (seconds < 2 * Minute)
        //: How far a clock is off, in seconds
        return Messages::tr("%1 s").arg(seconds);
    if (seconds < 2 * Hour)
        //: How far a clock is off, in minutes
        return Messages::tr("%1 min").arg((seconds + Minute / 2) / Minute);
    if (seconds < 2 * Day)
        //: How far a clock is off, in hours
        return Messages::tr("%1 h").arg((seconds + Hour / 2) / Hour);
    //: How far a clock is off, in days; more than one
    return Messages::tr("%1 days").arg((seconds + Day / 2) / Day);
}

UserMessage unreadableFile()
{
    //: Error banner while an account is set up. Cause, then next step.
    return {Messages::tr("The file cannot be read."),
            Messages::tr("Check that it is still there and that you may open it, then choose it again.")};
}

} // namespace

UserMessage describeKitFailure(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::InvalidInput:
        //: Error banner after an account kit was chosen. Cause, then next step.
        return {
            Messages::tr("This is not an account kit."),
            Messages::tr("Choose the file that Passbolt's web page saves under Profile, Desktop app setup. Its name "
                         "ends in .passbolt.")};
    case ErrorKind::TooLarge:
        return {Messages::tr("This file is too large for an account kit."),
                Messages::tr("Choose the file that Passbolt's web page saves under Profile, Desktop app setup.")};
    case ErrorKind::BadSignature:
        return {Messages::tr("This account kit was altered: its signature does not fit."),
                Messages::tr("Nothing of it was used. Download it again from Passbolt's web page.")};
    case ErrorKind::KeyUnusable:
        return {Messages::tr("The key in this account kit is too weak, or of a kind GnuPG does not know."),
                Messages::tr("Nothing of it was used. Ask whoever runs the server how to get a new key.")};
    case ErrorKind::StorageFault:
    case ErrorKind::NotFound:
        return unreadableFile();
    default:
        return describe(error.kind);
    }
}

UserMessage describeKeyFileFailure(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::InvalidInput:
        //: Error banner after a file with an OpenPGP key was chosen. Cause, then next step.
        return {
            Messages::tr("This is not a private key."),
            Messages::tr("Choose your recovery kit or another file that begins with BEGIN PGP PRIVATE KEY BLOCK and "
                         "holds one key.")};
    case ErrorKind::TooLarge:
        return {Messages::tr("This file is too large for a private key."),
                Messages::tr("Choose your recovery kit, a text file of a few kilobytes.")};
    case ErrorKind::BadSignature:
        return {Messages::tr("This key was altered, or its two halves do not belong together."),
                Messages::tr("It was not kept. Use another copy of your recovery kit.")};
    case ErrorKind::KeyUnusable:
        return {Messages::tr("This key has expired, was revoked, is too weak, or cannot be used to decrypt."),
                Messages::tr("It was not kept. Choose another key.")};
    case ErrorKind::WrongPassphrase:
        return {Messages::tr("The passphrase was not right."),
                Messages::tr("The key was not kept. Try again with the passphrase the key was saved with.")};
    case ErrorKind::Cancelled:
        return {Messages::tr("Stopped before the passphrase was entered."),
                Messages::tr("The key was not kept. Import it again when you are ready.")};
    case ErrorKind::StorageFault:
    case ErrorKind::NotFound:
        return unreadableFile();
    default:
        return describe(error.kind);
    }
}

UserMessage describeLinkFailure(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::InvalidInput:
        //: Error banner after the link of an e-mail was pasted. Cause, then next step.
        return {Messages::tr("This is not a whole link from a Passbolt e-mail."),
                Messages::tr("Copy the address behind the button in the e-mail. It contains /setup/ and two long "
                             "identifiers.")};
    case ErrorKind::NotFound:
        return {
            Messages::tr("This link was used already, or it has run out."),
            Messages::tr("Ask whoever runs the server for a new one. If your account is set up already, go back and "
                         "add it by the server's address and your key.")};
    case ErrorKind::ClockSkew:
        return describeClockSkew(error.detail.toLongLong());
    default:
        return describe(error.kind);
    }
}

UserMessage describeCompletionFailure(const Error &error, PassboltLink::Kind kind)
{
    if (error.kind != ErrorKind::InvalidInput)
        return describeLinkFailure(error);
    if (kind == PassboltLink::Kind::Recover)
        //: Error banner when a server does not accept a key. Cause, then next step.
        return {Messages::tr("The server knows you by another key."),
                Messages::tr("Go back and choose the key this account was set up with. The link still works.")};
    return {Messages::tr("The server refused this key."),
            Messages::tr("Go back and choose another one, or make a new one. The link still works.")};
}

UserMessage describeSignInFailure(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::InvalidInput:
        //: Error banner at the end of setup. Cause, then next step.
        return {Messages::tr("The server goes by another address than this one."),
                Messages::tr("Use the address your web browser shows when you use the vault.")};
    case ErrorKind::ClockSkew:
        return describeClockSkew(error.detail.toLongLong());
    default:
        return describe(error.kind);
    }
}

QString flawText(PassboltKeyFlaw flaw)
{
    switch (flaw) {
    case PassboltKeyFlaw::None:
        return {};
    case PassboltKeyFlaw::Revoked:
        //: Under a key in a list: why it cannot be chosen
        return Messages::tr("Revoked");
    case PassboltKeyFlaw::Expires:
        return Messages::tr("Has an expiry date; Passbolt takes only keys without one");
    case PassboltKeyFlaw::FromTheFuture:
        return Messages::tr("Made later than now, by the server's clock");
    case PassboltKeyFlaw::WeakAlgorithm:
        return Messages::tr("Passbolt takes RSA keys of 3072 or 4096 bits, and elliptic curves");
    case PassboltKeyFlaw::CannotDecrypt:
        return Messages::tr("Cannot both sign and decrypt");
    }
    return {};
}

QString clockText(qint64 seconds)
{
    const QString duration = durationText(qAbs(seconds));
    //: %1 is a duration, such as "2 min"
    return seconds < 0 ? Messages::tr("This computer's clock is %1 ahead of the server's.").arg(duration)
                       : Messages::tr("This computer's clock is %1 behind the server's.").arg(duration);
}

UserMessage describeClockSkew(qint64 seconds)
{
    if (seconds == 0)
        return describe(ErrorKind::ClockSkew);
    return {clockText(seconds),
            Messages::tr("The server would refuse what is signed here. Switch on automatic time, or "
                         "set the clock, then try again.")};
}

} // namespace coffret
