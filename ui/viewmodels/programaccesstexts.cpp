// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/programaccesstexts.h"

#include "core/base/displaytext.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QCoreApplication>

namespace coffret {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ProgramAccess)
};

QString shown(const QString &text)
{
    return displayText(text.toStdString());
}

/// Its end says most, and is never what is left out.
QString shortened(const QString &path)
{
    constexpr qsizetype Longest = 240;
    if (path.size() <= Longest)
        return shown(path);
    return shown(path.left(Longest / 2)) + QChar(0x2026) + shown(path.right(Longest / 2));
}

ControlStatus statusOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotFound:
        return ControlStatus::NotFound;
    case ErrorKind::AgainstRules:
    case ErrorKind::Forbidden:
    case ErrorKind::ApprovalNeeded:
    case ErrorKind::AccessEnded:
    case ErrorKind::HeldByAnother:
        return ControlStatus::NotAllowed;
    default:
        return ControlStatus::Failed;
    }
}

} // namespace

ControlReply refusal(ControlStatus status, QString message)
{
    ControlReply reply;
    reply.status = status;
    reply.message = std::move(message);
    return reply;
}

ControlReply lockedRefusal()
{
    //: In a terminal, from "coffret get". --unlock is an option and stays as it is.
    return refusal(ControlStatus::Locked, Words::tr("Coffret is locked. Unlock it first, or say --unlock."));
}

ControlReply closedRefusal(const QString &accountName)
{
    //: In a terminal, from "coffret get". %1 is the name of an account.
    return refusal(ControlStatus::Locked, Words::tr("The account “%1” is not open.").arg(shown(accountName)));
}

ControlReply nothingAtRefusal(const QString &path)
{
    //: In a terminal, from "coffret get". %1 is the path of a secret.
    return refusal(ControlStatus::NotFound, Words::tr("There is nothing at “%1”.").arg(shown(path)));
}

ControlReply severalAtRefusal(const QString &path, const std::vector<SecretPlace> &places)
{
    ControlReply reply =
        //: In a terminal, from "coffret get". %1 is the end of a path; the whole paths follow.
        refusal(ControlStatus::Ambiguous, Words::tr("Several secrets are called “%1”:").arg(shown(path)));
    for (const SecretPlace &place : places)
        reply.entries.push_back({place.path, {}, place.secretId});
    return reply;
}

ControlReply noFieldRefusal(const QString &path, const QString &field)
{
    if (field.isEmpty())
        return refusal(ControlStatus::NotFound,
                       //: In a terminal, from "coffret get". %1 is the path of a secret.
                       Words::tr("“%1” has no main value. Name a field.").arg(path));
    //: In a terminal, from "coffret get". %1 is the path of a secret, %2 what somebody takes for a field of it.
    return refusal(ControlStatus::NotFound, Words::tr("“%1” has no field “%2”.").arg(path, shown(field)));
}

ControlReply noCodeRefusal(const QString &path)
{
    //: In a terminal, from "coffret otp". %1 is the path of a secret.
    return refusal(ControlStatus::NotFound, Words::tr("“%1” has no one-time code.").arg(path));
}

ControlReply refusedRefusal()
{
    //: In a terminal, from "coffret get": a person said no in Coffret's window.
    return refusal(ControlStatus::Refused, Words::tr("That was refused in the window of Coffret."));
}

ControlReply unansweredRefusal()
{
    //: In a terminal, from "coffret get": a person was asked in Coffret's window.
    return refusal(ControlStatus::TimedOut, Words::tr("Nobody answered the question in the window of Coffret."));
}

ControlReply busyRefusal()
{
    //: In a terminal, from "coffret get"
    return refusal(ControlStatus::Busy, Words::tr("Too many programs ask at once. Try again later."));
}

ControlReply tooLargeRefusal(const QString &path)
{
    //: In a terminal, from "coffret get". %1 is the path of a secret.
    return refusal(ControlStatus::Failed, Words::tr("The value of “%1” is larger than 1 MiB.").arg(path));
}

ControlReply unvouchedRefusal(const Verdict &verdict)
{
    return refusal(
        ControlStatus::NotVouched,
        //: In a terminal, from "coffret get". %1 is a sentence about the signature. --unverified stays as it is.
        Words::tr("%1 Say --unverified to take it all the same.").arg(verdictText(verdict)));
}

ControlReply refusalOf(const Error &error)
{
    return refusal(statusOf(error.kind), describe(error.kind).inOneLine());
}

QString wishText(ControlRequest::Kind kind, const ControlRequest::Wanted &wanted)
{
    if (kind == ControlRequest::Kind::List)
        return shortened(wanted.path);
    if (kind == ControlRequest::Kind::Otp)
        return besideEachOther({shortened(wanted.path), fieldLabel(FieldKind::Totp, {})});
    //: Beside the path of a secret that another program wants: the program named none of its fields
    const QString field = wanted.field.isEmpty() ? Words::tr("Main value") : shortened(wanted.field);
    return besideEachOther({shortened(wanted.path), field});
}

QString unlockingWish()
{
    //: In the list of what another program wants, while Coffret is locked
    return Words::tr("Coffret to be unlocked");
}

QString programName(const ProgramIdentity &program)
{
    if (program.isKnown())
        return shown(nameOf(program.chain.front()));
    //: Stands where the name of a program does.
    return Words::tr("A program that cannot be identified");
}

QString programFacts(const ProgramIdentity &program)
{
    if (!program.isKnown())
        return {};
    const ProgramIdentity::Process &asking = program.chain.front();
    QStringList facts{shown(asking.executable),
                      //: Of a program that runs. %1 is its number.
                      Words::tr("process %1").arg(asking.id)};
    QStringList parents;
    for (std::size_t i = 1; i < program.chain.size(); ++i)
        parents.append(shown(nameOf(program.chain[i])));
    if (!parents.isEmpty())
        //: Of a program that runs. %1 are the programs it was started by, the nearest first.
        facts.append(Words::tr("started by %1").arg(enumerated(parents)));
    return besideEachOther(facts);
}

} // namespace coffret
