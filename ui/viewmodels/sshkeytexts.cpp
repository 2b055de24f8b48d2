// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/sshkeytexts.h"

#include <QCoreApplication>

namespace coffret {

namespace {

struct SshKeyTexts
{
    Q_DECLARE_TR_FUNCTIONS(SshKeyTexts)
};

QString typeText(SshKeyType type)
{
    switch (type) {
    case SshKeyType::Ed25519:
        return QStringLiteral("Ed25519");
    case SshKeyType::Rsa:
        return QStringLiteral("RSA");
    case SshKeyType::EcdsaP256:
    case SshKeyType::EcdsaP384:
    case SshKeyType::EcdsaP521:
        break;
    }
    return QStringLiteral("ECDSA");
}

} // namespace

QString sshKeyText(const SshPublicKey &key)
{
    return sshKeyText(typeText(key.type()), key.bits());
}

QString sshKeyText(const QString &type, int bits)
{
    //: What an SSH key is. %1 is the name of its type, for example Ed25519 or RSA; there are always many bits.
    return SshKeyTexts::tr("%1, %2 bits").arg(type).arg(bits);
}

UserMessage describe(SshKeyProblem problem)
{
    switch (problem) {
    case SshKeyProblem::NotAKey:
        //: About what was pasted or chosen as an SSH key. Here and below: what it is, then the next step.
        return {SshKeyTexts::tr("This is not a private key."),
                SshKeyTexts::tr("Paste all of the file, with its first and last line, or choose the file itself.")};
    case SshKeyProblem::PublicKey:
        return {SshKeyTexts::tr("This is the public half of a key."),
                SshKeyTexts::tr("The private half belongs here: the file of the same name without “.pub”.")};
    case SshKeyProblem::Certificate:
        return {SshKeyTexts::tr("This is a certificate, not a private key."),
                SshKeyTexts::tr("Choose the private key that the certificate was made for.")};
    case SshKeyProblem::OpenPgpKey:
        return {SshKeyTexts::tr("This is an OpenPGP key, not an SSH key."),
                SshKeyTexts::tr("Keep it in GnuPG. For SSH, generate a key here or choose another file.")};
    case SshKeyProblem::Damaged:
        return {SshKeyTexts::tr("This private key is damaged or not complete."),
                SshKeyTexts::tr("Paste all of the file, from its first to its last line.")};
    case SshKeyProblem::TooLarge:
        return {SshKeyTexts::tr("This is too large for a private key."),
                SshKeyTexts::tr("Choose the file that has the key and nothing else.")};
    case SshKeyProblem::SecurityKey:
        return {SshKeyTexts::tr("This key is of a security key (FIDO), and of no use without it."),
                SshKeyTexts::tr("It can be kept here as it is. To use it, load it with ssh-add.")};
    case SshKeyProblem::Dsa:
        return {SshKeyTexts::tr("This is a DSA key, which SSH does not accept any more."),
                SshKeyTexts::tr("Generate an Ed25519 key, and put its public key where the old one was.")};
    case SshKeyProblem::OtherType:
        return {SshKeyTexts::tr("Coffret cannot read this kind of key."),
                SshKeyTexts::tr("It can be kept here as it is. “ssh-keygen -p -f FILE” writes many keys in a form that "
                                "can be read.")};
    case SshKeyProblem::NoPuttygen:
        return {SshKeyTexts::tr("This key is in PuTTY's format, and puttygen is not installed."),
                SshKeyTexts::tr("Install the package putty-tools, then paste the key again.")};
    case SshKeyProblem::NoPassphrase:
        return {SshKeyTexts::tr("This key is encrypted with a passphrase."),
                SshKeyTexts::tr("Enter the passphrase to see that the key is whole.")};
    case SshKeyProblem::WrongPassphrase:
        return {SshKeyTexts::tr("The passphrase does not open the private key."),
                SshKeyTexts::tr("Look for capital letters and the keyboard layout, or whether it belongs to another "
                                "key.")};
    case SshKeyProblem::Other:
        break;
    }
    return describe(ErrorKind::Internal);
}

UserMessage describeAgentError(const Error &error, bool confirm)
{
    if (error.kind == ErrorKind::SshAgentRefused && confirm)
        return {SshKeyTexts::tr("The SSH agent takes no key that asks before each use."),
                SshKeyTexts::tr("Add the key without “Confirm each use”, or start the ssh-agent of OpenSSH.")};
    if (error.kind == ErrorKind::Unsupported)
        return {SshKeyTexts::tr("The agent is gpg-agent, which would keep the key on disk for good."),
                SshKeyTexts::tr("Start the ssh-agent of OpenSSH, see that SSH_AUTH_SOCK names it, and start Coffret "
                                "again.")};
    if (error.kind == ErrorKind::TimedOut)
        return {SshKeyTexts::tr("The SSH agent does not answer."),
                SshKeyTexts::tr("Look for a window in which it asks something, then try again.")};
    if (error.kind == ErrorKind::Malformed)
        return {SshKeyTexts::tr("What SSH_AUTH_SOCK names is not an SSH agent."),
                SshKeyTexts::tr("Start ssh-agent, see that SSH_AUTH_SOCK names it, and start Coffret again.")};
    if (error.kind == ErrorKind::Conflict)
        return {SshKeyTexts::tr("The agent has this key already, and not from Coffret."),
                SshKeyTexts::tr("It can be used as it is. To have Coffret limit it, take it out with “ssh-add -d” "
                                "first.")};
    return describe(error.kind);
}

} // namespace coffret
