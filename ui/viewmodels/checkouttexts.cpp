// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/checkouttexts.h"

#include <QCoreApplication>
#include <QLocale>

namespace coffret {

namespace {

using State = CheckOut::State;

constexpr qint64 Minute = 60;
constexpr qint64 Hour = 60 * Minute;
constexpr qint64 Close = 5 * Minute; ///< from here on seconds count

struct CheckOutTexts
{
    Q_DECLARE_TR_FUNCTIONS(CheckOutTexts)
};

QString onePersonText(const CheckOut &checkOut)
{
    //: Below the state of a secret whose value is lent.
    return checkOut.exclusive ? CheckOutTexts::tr("Only one person can have it at a time.") : QString();
}

UserMessage describeAvailable(const CheckOut &checkOut)
{
    if (checkOut.needsRequest)
        //: State of a secret whose value is lent, then what to do.
        return {CheckOutTexts::tr("Access has to be approved first"),
                CheckOutTexts::tr("Ask for it and say why. Somebody decides, then you can see the value.")};
    //: State of a secret whose value is lent.
    return {CheckOutTexts::tr("Available to check out"), onePersonText(checkOut)};
}

UserMessage describeApproved(const CheckOut &checkOut, const QDateTime &now)
{
    if (checkOut.from.isValid() && checkOut.from > now) {
        //: State of a secret whose value is lent. %1 is a moment.
        const QString text = CheckOutTexts::tr("Approved from %1").arg(momentText(checkOut.from, now));
        if (!checkOut.until.isValid())
            return {text, {}};
        //: Below the state above. %1 is a moment.
        return {text, CheckOutTexts::tr("It can be seen from then on until %1.").arg(momentText(checkOut.until, now))};
    }
    if (!checkOut.until.isValid())
        //: State of a secret whose value is lent, then what it means.
        return {CheckOutTexts::tr("Access is approved"), CheckOutTexts::tr("You can see its value.")};
    //: State of a secret whose value is lent. %1 is a moment.
    return {CheckOutTexts::tr("Shared with you until %1").arg(momentText(checkOut.until, now)),
            CheckOutTexts::tr("You can see its value until then.")};
}

UserMessage describeCheckedOut(const CheckOut &checkOut, const QDateTime &now)
{
    const QString text = checkOut.until.isValid()
                             //: State of a secret whose value is lent. %1 is a moment.
                             ? CheckOutTexts::tr("Checked out by you until %1").arg(momentText(checkOut.until, now))
                             //: State of a secret whose value is lent.
                             : CheckOutTexts::tr("Checked out by you");
    if (!checkOut.fromHere)
        //: Below the state above: another program did it.
        return {text, CheckOutTexts::tr("Not from here, so locking does not give it back.")};
    if (checkOut.leftOver)
        //: Below the state above: the server could not be told that it is given back.
        return {text, CheckOutTexts::tr("It could not be given back the last time. Try again.")};
    return {text, onePersonText(checkOut)};
}

UserMessage describeExpired(const CheckOut &checkOut, const QDateTime &now)
{
    if (checkOut.takenBack)
        //: State of a secret whose value is lent: somebody ended it.
        return {CheckOutTexts::tr("Your access was taken back"),
                checkOut.comment.isEmpty() ? CheckOutTexts::tr("Its value is no longer shown.") : checkOut.comment};
    const QString text = checkOut.until.isValid()
                             //: State of a secret whose value is lent. %1 is a moment.
                             ? CheckOutTexts::tr("Your access ended at %1").arg(momentText(checkOut.until, now))
                             //: State of a secret whose value is lent.
                             : CheckOutTexts::tr("Your access has ended");
    return {text, CheckOutTexts::tr("Its value is no longer shown.")};
}

} // namespace

UserMessage describe(const CheckOut &checkOut, const QDateTime &now)
{
    switch (checkOut.state) {
    case State::NotNeeded:
        break;
    case State::Available:
        return describeAvailable(checkOut);
    case State::Requested:
        //: State of a secret whose value is lent, then what it means.
        return {CheckOutTexts::tr("Access requested"),
                checkOut.reason.isEmpty()
                    ? CheckOutTexts::tr("Nobody has decided yet.")
                    //: Below the state of a secret. %1 is the reason that the user gave.
                    : CheckOutTexts::tr("Nobody has decided yet. You wrote: %1").arg(checkOut.reason)};
    case State::Approved:
        return describeApproved(checkOut, now);
    case State::Refused:
        //: State of a secret whose value is lent, then what was answered.
        return {CheckOutTexts::tr("Your request was turned down"),
                checkOut.comment.isEmpty() ? CheckOutTexts::tr("No reason was given.") : checkOut.comment};
    case State::CheckedOut:
        return describeCheckedOut(checkOut, now);
    case State::Returned:
        //: State of a secret whose value is lent, then what it means.
        return {CheckOutTexts::tr("You gave it back"), CheckOutTexts::tr("Its value is no longer shown.")};
    case State::Expired:
        return describeExpired(checkOut, now);
    case State::HeldByAnother:
        return {checkOut.holder.isEmpty()
                    //: State of a secret whose value is lent.
                    ? CheckOutTexts::tr("Somebody else has it")
                    //: State of a secret whose value is lent. %1 is a person.
                    : CheckOutTexts::tr("%1 has it").arg(checkOut.holder),
                CheckOutTexts::tr("Only one person can have it at a time. Try again when it was given back.")};
    }
    return {};
}

QString timeLeftText(const QDateTime &until, const QDateTime &now)
{
    const qint64 left = until.isValid() ? (now.msecsTo(until) + 999) / 1000 : 0;
    if (left <= 0)
        return {};
    if (left < Close)
        //: Countdown. %1 is minutes and seconds, for example "4:32".
        return CheckOutTexts::tr("%1 left").arg(
            QStringLiteral("%1:%2").arg(left / Minute).arg(left % Minute, 2, 10, QLatin1Char('0')));
    if (left < Hour)
        //: Countdown in minutes.
        return CheckOutTexts::tr("%n min left", nullptr, static_cast<int>((left + Minute - 1) / Minute));
    //: Countdown. %1 is hours, %2 minutes.
    return CheckOutTexts::tr("%1 h %2 min left").arg(left / Hour).arg(left % Hour / Minute);
}

QString momentText(const QDateTime &time, const QDateTime &now)
{
    const QDateTime local = time.toLocalTime();
    const QLocale locale;
    const QString clock = locale.toString(local.time(), QLocale::ShortFormat);
    if (local.date() == now.toLocalTime().date())
        return clock;
    //: A date for QLocale::toString, day before month before year as this language has it.
    const QString day = locale.toString(local.date(), CheckOutTexts::tr("d MMM yyyy"));
    //: A moment. %1 is a day, %2 a time of day.
    return CheckOutTexts::tr("%1, %2").arg(day, clock);
}

QString heldText(const QDateTime &until, const QDateTime &now)
{
    const QString left = timeLeftText(until, now);
    if (left.isEmpty())
        //: In a list: the user has it checked out.
        return CheckOutTexts::tr("Checked out by you");
    //: In a list: the user has it checked out. %1 is how long still, for example "43 min left".
    return CheckOutTexts::tr("Checked out, %1").arg(left);
}

QString grantText(const QDateTime &until, const QDateTime &now)
{
    if (until <= now)
        //: In a list: the time for which it was shared with the user is over.
        return CheckOutTexts::tr("No longer shared with you");
    //: In a list. %1 is a moment.
    return CheckOutTexts::tr("Shared with you until %1").arg(momentText(until, now));
}

QString heldSummary(int count, const QDateTime &soonest, const QDateTime &now)
{
    //: In the tray. %n is how many secrets the user has at present.
    const QString text = CheckOutTexts::tr("%n secret(s) checked out", nullptr, count);
    if (!soonest.isValid())
        return text;
    if (count == 1)
        //: %1 is the sentence above for one secret, %2 a moment.
        return CheckOutTexts::tr("%1 until %2").arg(text, momentText(soonest, now));
    //: %1 is the sentence above for several secrets, %2 a moment.
    return CheckOutTexts::tr("%1, the first until %2").arg(text, momentText(soonest, now));
}

bool isAboutLending(ErrorKind kind)
{
    return kind == ErrorKind::ApprovalNeeded || kind == ErrorKind::HeldByAnother || kind == ErrorKind::AccessEnded;
}

UserMessage describeMissingStep(LendingStep step)
{
    switch (step) {
    case LendingStep::Request:
        //: What the server does not offer, then what to do instead.
        return {CheckOutTexts::tr("This server takes no requests from here."),
                CheckOutTexts::tr("Ask for access on its web page, then look again.")};
    case LendingStep::CheckOut:
        //: What the server does not offer, then what to do instead.
        return {CheckOutTexts::tr("This server lets nothing be checked out from here."),
                CheckOutTexts::tr("Check the secret out on its web page, then look again.")};
    case LendingStep::CheckIn:
        //: What the server does not offer, then what to do instead.
        return {CheckOutTexts::tr("This server takes nothing back from here."),
                CheckOutTexts::tr("Give the secret back on its web page.")};
    case LendingStep::Look:
        break;
    }
    return describe(ErrorKind::Unsupported);
}

} // namespace coffret
