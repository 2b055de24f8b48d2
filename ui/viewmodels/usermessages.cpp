// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/usermessages.h"

#include "ui/viewmodels/texts.h"

#include <QCoreApplication>

namespace coffret {

namespace {

struct Messages
{
    Q_DECLARE_TR_FUNCTIONS(UserMessages)
};

// The order follows ErrorKind. No default: the compiler names a kind that has no words yet.
UserMessage words(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unreachable:
        //: Error banner. Cause, then next step.
        return {Messages::tr("The server cannot be reached."),
                Messages::tr("Check the network connection and the address, then try again.")};
    case ErrorKind::TimedOut:
        return {Messages::tr("The server did not answer in time."),
                Messages::tr("Try again in a moment. If it stays silent, ask whoever runs it.")};
    case ErrorKind::Cancelled:
        return {Messages::tr("Stopped."), Messages::tr("Nothing was changed. Try again when you are ready.")};
    case ErrorKind::TlsUntrusted:
        return {Messages::tr("The server's certificate is not trusted."),
                Messages::tr("Nothing was sent. If your organisation has its own certificate authority, add its file "
                             "when you set up the account.")};
    case ErrorKind::TlsPinMismatch:
        return {Messages::tr("The server shows another certificate than the one you accepted."),
                Messages::tr("Nothing was sent. Ask whoever runs the server whether it was renewed, and for the new "
                             "fingerprint.")};
    case ErrorKind::RedirectRefused:
        return {Messages::tr("The server tried to send you to another address."),
                Messages::tr("Nothing was sent there. Check the account's address.")};
    case ErrorKind::TooLarge:
        return {Messages::tr("The answer is larger than Coffret accepts."),
                Messages::tr("Ask whoever runs the server; this should not happen with an ordinary secret.")};
    case ErrorKind::NotAuthenticated:
        return {Messages::tr("The server did not accept the sign-in."),
                Messages::tr("Try again. If it persists, the token has ended or your key is not known there: set the "
                             "account up again.")};
    case ErrorKind::SecondFactorNeeded:
        return {Messages::tr("The server asks for a second factor."),
                Messages::tr("Enter the code of your authenticator or key to go on.")};
    case ErrorKind::TooManyAttempts:
        return {Messages::tr("Too many wrong codes: the server has ended the session."),
                Messages::tr("Sign in again and wait for a fresh code before you enter it.")};
    case ErrorKind::Forbidden:
        return {Messages::tr("You are not allowed to do this."),
                Messages::tr("Ask the owner of the secret, or whoever gave you the token, for access.")};
    case ErrorKind::AgainstRules:
        return {Messages::tr("Your administrator does not allow this."),
                Messages::tr("Ask whoever runs the server if you need it.")};
    case ErrorKind::NotFound:
        return {Messages::tr("The secret is gone, or it is not shared with you."),
                Messages::tr("Sync to see the current list.")};
    case ErrorKind::Conflict:
        return {Messages::tr("Somebody else changed this first."),
                Messages::tr("Sync, look at the change and try again.")};
    case ErrorKind::RateLimited:
        return {Messages::tr("The server asks to slow down."), Messages::tr("Wait a minute, then try again.")};
    case ErrorKind::ServerFault:
        return {Messages::tr("The server failed."),
                Messages::tr("Try again in a moment. If it persists, tell whoever runs it what Details says.")};
    case ErrorKind::Malformed:
        return {Messages::tr("The server's answer cannot be understood."),
                Messages::tr("Check that the address leads to the right service. Details may help whoever runs it.")};
    case ErrorKind::Unsupported:
        return {Messages::tr("This server cannot do that, or is set up in a way Coffret does not support."),
                Messages::tr("Details says what is missing.")};
    case ErrorKind::ApprovalNeeded:
        return {Messages::tr("This secret has to be approved or checked out first."),
                Messages::tr("Open it in the main window: access is requested there.")};
    case ErrorKind::AccessEnded:
        return {Messages::tr("Your time with this secret is over, or access to it was taken back."),
                Messages::tr("Its value is no longer shown. Request access or check it out again.")};
    case ErrorKind::HeldByAnother:
        return {Messages::tr("Somebody else has checked this secret out."),
                Messages::tr("Only one person can have it at a time. Try again when it was given back.")};
    case ErrorKind::ClockSkew:
        return {Messages::tr("This computer's clock and the server's are too far apart."),
                Messages::tr("Set the clock of this computer, then try again.")};
    case ErrorKind::NoOpenPgp:
        return {Messages::tr("GnuPG was not found, or its folder cannot be used."),
                Messages::tr("Install GnuPG 2.2 or later and check that gpg runs in a terminal.")};
    case ErrorKind::WrongPassphrase:
        return {Messages::tr("The passphrase was not right."), Messages::tr("Try again.")};
    case ErrorKind::NoPinentry:
        return {Messages::tr("Your key's passphrase is needed, but there is no window to ask for it."),
                Messages::tr("Install a graphical pinentry (pinentry-qt or pinentry-gnome3) and try again.")};
    case ErrorKind::NoSecretKey:
        return {
            Messages::tr("None of your keys opens this."),
            Messages::tr("Insert the card that holds the key, or ask the owner to share the secret with you again.")};
    case ErrorKind::KeyUnusable:
        return {Messages::tr("The key cannot be used: it has expired, was revoked or is too weak."),
                Messages::tr("Extend or replace the key with GnuPG, then try again.")};
    case ErrorKind::NotEncrypted:
        return {Messages::tr("What the server sent is not an encrypted message."),
                Messages::tr("It was not used. Tell whoever runs the server.")};
    case ErrorKind::CorruptMessage:
        return {Messages::tr("The encrypted message is damaged."),
                Messages::tr("Nothing of it was used. Ask the owner to save the secret again.")};
    case ErrorKind::BadSignature:
        return {Messages::tr("The signature does not fit: somebody may have tampered with this."),
                Messages::tr("The content was discarded. Tell the owner and whoever runs the server.")};
    case ErrorKind::ServerKeyChanged:
        return {
            Messages::tr("The server's OpenPGP key is not the one you accepted."),
            Messages::tr("Nothing was sent. Ask whoever runs the server for its fingerprint, and compare it here.")};
    case ErrorKind::SharedKeyChanged:
        return {
            Messages::tr("The server's shared key is another one than you accepted, so nothing is written with it."),
            Messages::tr("Sync, then compare its fingerprint with an administrator: the message above the list "
                         "leads there.")};
    case ErrorKind::SharedKeyMissing:
        return {Messages::tr("The key for shared names and details was not given to you yet."),
                Messages::tr("Ask an administrator to share it with you, then sync.")};
    case ErrorKind::ReadersUnconfirmed:
        return {Messages::tr("Somebody's key has to be confirmed before this can be encrypted for them."),
                Messages::tr("Compare the fingerprint with its owner, then confirm it in the sharing view.")};
    case ErrorKind::NotVouched:
        return {Messages::tr("Nobody you know vouches for what it holds, and you would sign it."),
                Messages::tr("Look at it, and save it yourself if it is right.")};
    case ErrorKind::TooLong:
        return {Messages::tr("As an OpenPGP message it would be longer than the server keeps."),
                Messages::tr("Shorten it, or seal for fewer people.")};
    case ErrorKind::NoKeyring:
        return {Messages::tr("No system keyring is running, so tokens cannot be kept."),
                Messages::tr("Start GNOME Keyring or KWallet and try again.")};
    case ErrorKind::KeyringDenied:
        return {Messages::tr("Access to the system keyring was refused."),
                Messages::tr("Unlock the keyring and allow Coffret to use it.")};
    case ErrorKind::KeyringSilent:
        return {Messages::tr("The system keyring does not answer."),
                Messages::tr("Look for a window that asks for the keyring's password, then try again.")};
    case ErrorKind::NoCredential:
        return {Messages::tr("The token of this account is not in the system keyring."),
                Messages::tr("Set the account up again with a new token.")};
    case ErrorKind::NoSshAgent:
        return {Messages::tr("No SSH agent is running."),
                Messages::tr("Start ssh-agent, see that SSH_AUTH_SOCK names it, and start Coffret again.")};
    case ErrorKind::SshAgentRefused:
        return {Messages::tr("The SSH agent refused this."),
                Messages::tr("Nothing was changed. It may not know this type of key.")};
    case ErrorKind::SshAgentLocked:
        return {Messages::tr("The SSH agent is locked."), Messages::tr("Unlock it with ssh-add -X, then try again.")};
    case ErrorKind::InvalidInput:
        return {Messages::tr("This cannot be used."), Messages::tr("Check what you entered. Details says more.")};
    case ErrorKind::StorageFault:
        return {Messages::tr("A file of Coffret could not be read or written."),
                Messages::tr("Check that the disk is not full and that your home folder is writable.")};
    case ErrorKind::Internal:
        break;
    }
    return {Messages::tr("Something went wrong inside Coffret."),
            Messages::tr("Try again. If it happens again, please report it with what Details says.")};
}

QLatin1String kindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unreachable:
        return QLatin1String("Unreachable");
    case ErrorKind::TimedOut:
        return QLatin1String("TimedOut");
    case ErrorKind::Cancelled:
        return QLatin1String("Cancelled");
    case ErrorKind::TlsUntrusted:
        return QLatin1String("TlsUntrusted");
    case ErrorKind::TlsPinMismatch:
        return QLatin1String("TlsPinMismatch");
    case ErrorKind::RedirectRefused:
        return QLatin1String("RedirectRefused");
    case ErrorKind::TooLarge:
        return QLatin1String("TooLarge");
    case ErrorKind::NotAuthenticated:
        return QLatin1String("NotAuthenticated");
    case ErrorKind::SecondFactorNeeded:
        return QLatin1String("SecondFactorNeeded");
    case ErrorKind::TooManyAttempts:
        return QLatin1String("TooManyAttempts");
    case ErrorKind::Forbidden:
        return QLatin1String("Forbidden");
    case ErrorKind::AgainstRules:
        return QLatin1String("AgainstRules");
    case ErrorKind::NotFound:
        return QLatin1String("NotFound");
    case ErrorKind::Conflict:
        return QLatin1String("Conflict");
    case ErrorKind::RateLimited:
        return QLatin1String("RateLimited");
    case ErrorKind::ServerFault:
        return QLatin1String("ServerFault");
    case ErrorKind::Malformed:
        return QLatin1String("Malformed");
    case ErrorKind::Unsupported:
        return QLatin1String("Unsupported");
    case ErrorKind::ApprovalNeeded:
        return QLatin1String("ApprovalNeeded");
    case ErrorKind::AccessEnded:
        return QLatin1String("AccessEnded");
    case ErrorKind::HeldByAnother:
        return QLatin1String("HeldByAnother");
    case ErrorKind::ClockSkew:
        return QLatin1String("ClockSkew");
    case ErrorKind::NoOpenPgp:
        return QLatin1String("NoOpenPgp");
    case ErrorKind::WrongPassphrase:
        return QLatin1String("WrongPassphrase");
    case ErrorKind::NoPinentry:
        return QLatin1String("NoPinentry");
    case ErrorKind::NoSecretKey:
        return QLatin1String("NoSecretKey");
    case ErrorKind::KeyUnusable:
        return QLatin1String("KeyUnusable");
    case ErrorKind::NotEncrypted:
        return QLatin1String("NotEncrypted");
    case ErrorKind::CorruptMessage:
        return QLatin1String("CorruptMessage");
    case ErrorKind::BadSignature:
        return QLatin1String("BadSignature");
    case ErrorKind::ServerKeyChanged:
        return QLatin1String("ServerKeyChanged");
    case ErrorKind::SharedKeyChanged:
        return QLatin1String("SharedKeyChanged");
    case ErrorKind::SharedKeyMissing:
        return QLatin1String("SharedKeyMissing");
    case ErrorKind::ReadersUnconfirmed:
        return QLatin1String("ReadersUnconfirmed");
    case ErrorKind::NotVouched:
        return QLatin1String("NotVouched");
    case ErrorKind::TooLong:
        return QLatin1String("TooLong");
    case ErrorKind::NoKeyring:
        return QLatin1String("NoKeyring");
    case ErrorKind::KeyringDenied:
        return QLatin1String("KeyringDenied");
    case ErrorKind::KeyringSilent:
        return QLatin1String("KeyringSilent");
    case ErrorKind::NoCredential:
        return QLatin1String("NoCredential");
    case ErrorKind::NoSshAgent:
        return QLatin1String("NoSshAgent");
    case ErrorKind::SshAgentRefused:
        return QLatin1String("SshAgentRefused");
    case ErrorKind::SshAgentLocked:
        return QLatin1String("SshAgentLocked");
    case ErrorKind::InvalidInput:
        return QLatin1String("InvalidInput");
    case ErrorKind::StorageFault:
        return QLatin1String("StorageFault");
    case ErrorKind::Internal:
        break;
    }
    return QLatin1String("Internal");
}

} // namespace

UserMessage describe(ErrorKind kind)
{
    return words(kind);
}

UserMessage describeKeeping(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::HeldByAnother:
        //: Message: what was listed is kept on this computer for when the server cannot be reached, but not this time.
        //: Cause, then next step.
        return {Messages::tr("Another Coffret keeps this account for offline use."),
                Messages::tr("Here it works as usual, but needs its server.")};
    case ErrorKind::Unsupported:
        return {Messages::tr("What is kept for offline use was written by a newer Coffret."),
                Messages::tr("It stays as it is; this one needs the server.")};
    case ErrorKind::Malformed:
        return {Messages::tr("What was kept for offline use is damaged and was set aside."),
                Messages::tr("It is fetched from the server again.")};
    default:
        return {Messages::tr("What was listed cannot be kept for offline use."),
                Messages::tr("Make sure that there is room on the disk and that its folder can be written to.")};
    }
}

UserMessage describeUnusableCode()
{
    //: Error banner in place of a one-time code. Cause, then next step.
    return {Messages::tr("The key of this one-time code makes no codes."),
            Messages::tr("Edit the secret and enter the key again, as the service shows it when you set it up.")};
}

QString UserMessage::inOneLine() const
{
    return inOneParagraph({text, hint});
}

QString errorDetails(const Error &error)
{
    QString line = kindName(error.kind);
    if (error.httpStatus > 0)
        line += QStringLiteral(" (HTTP %1)").arg(error.httpStatus);
    if (!error.detail.isEmpty())
        line += QLatin1String(": ") + error.detail;
    return line;
}

} // namespace coffret
