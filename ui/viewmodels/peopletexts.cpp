// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/peopletexts.h"

#include "ui/viewmodels/texts.h"

#include <QCoreApplication>

#include <algorithm>

namespace coffret {

namespace {

struct PeopleTexts
{
    Q_DECLARE_TR_FUNCTIONS(PeopleTexts)
};

} // namespace

QString readerStateText(ReaderKey::State state)
{
    switch (state) {
    case ReaderKey::State::Known:
        //: State of a person's key: compared before, and the same as then.
        return PeopleTexts::tr("Confirmed");
    case ReaderKey::State::FirstSeen:
        //: State of a person's key: the user never compared it.
        return PeopleTexts::tr("Not compared yet");
    case ReaderKey::State::Changed:
        //: State of a person's key: another one than before.
        return PeopleTexts::tr("Changed");
    case ReaderKey::State::Unusable:
        break;
    }
    //: State of a person's key: expired, revoked or too weak.
    return PeopleTexts::tr("Cannot be used");
}

QString accessRightText(AccessRight right)
{
    switch (right) {
    case AccessRight::Read:
        //: A right to a secret or folder.
        return PeopleTexts::tr("Can read");
    case AccessRight::Update:
        //: A right to a secret or folder: reading included.
        return PeopleTexts::tr("Can edit");
    case AccessRight::Own:
        //: A right to a secret or folder: everything, sharing and deleting included.
        return PeopleTexts::tr("Owner");
    case AccessRight::None:
        break;
    }
    //: In place of a right to a secret or folder.
    return PeopleTexts::tr("No access");
}

QString accessRightHint(AccessRight right)
{
    switch (right) {
    case AccessRight::Read:
        //: What a right means.
        return PeopleTexts::tr("See and copy");
    case AccessRight::Update:
        //: What a right means.
        return PeopleTexts::tr("Change, move and delete as well");
    case AccessRight::Own:
        //: What a right means.
        return PeopleTexts::tr("Decide who has access as well");
    case AccessRight::None:
        break;
    }
    return {};
}

QString accessChangeText(AccessRight before, AccessRight after)
{
    if (before == after)
        return {};
    if (before == AccessRight::None)
        //: Beside a person or group that will be given access.
        return PeopleTexts::tr("New");
    if (after == AccessRight::None)
        //: Beside a person or group whose access will be taken away.
        return PeopleTexts::tr("Loses access");
    //: Beside a person or group whose right will change. %1 is the right until now.
    return PeopleTexts::tr("Until now: %1").arg(accessRightText(before));
}

namespace {

QString kindText(const Grantee &grantee)
{
    if (grantee.kind == Grantee::Kind::Person)
        return grantee.email;
    if (grantee.members == 0)
        //: Beside the name of a group.
        return PeopleTexts::tr("Group");
    //: Beside the name of a group. %n is how many people are in it.
    return PeopleTexts::tr("Group, %n member(s)", nullptr, grantee.members);
}

} // namespace

QString granteeDetail(const Grantee &grantee)
{
    //: Beside a person or a group that could be given access.
    return besideEachOther({grantee.lookAlike ? PeopleTexts::tr("Can be mistaken for another: look twice") : QString(),
                            kindText(grantee)});
}

QString namesText(const QStringList &names)
{
    constexpr qsizetype Most = 4;
    if (names.size() <= Most)
        return enumerated(names);
    //: A list of names that is cut short. %1 are some names, %n is how many more there are.
    return PeopleTexts::tr("%1 and %n more", nullptr, static_cast<int>(names.size() - Most))
        .arg(enumerated(names.first(Most)));
}

namespace {

QStringList namesOf(const std::vector<ReaderKey> &readers)
{
    QStringList names;
    for (const ReaderKey &reader : readers)
        names.append(reader.person.name);
    return names;
}

bool isAmong(const std::vector<ReaderKey> &readers, const Grantee &grantee)
{
    return std::any_of(readers.begin(), readers.end(),
                       [&grantee](const ReaderKey &reader) { return reader.person.id == grantee.id; });
}

QString groupChangeText(const AccessChange &change)
{
    if (change.before == AccessRight::None)
        //: What a change of access comes to. %1 is a group, %2 a right such as "Can read".
        return PeopleTexts::tr("Whoever is in the group “%1”, now or later: “%2”.")
            .arg(change.grantee.name, accessRightText(change.after));
    //: What a change of access comes to. %1 is a group, %2 a right such as "Can read".
    return PeopleTexts::tr("The group “%1” loses “%2”: whoever joins it later gains nothing.")
        .arg(change.grantee.name, accessRightText(change.before));
}

/// Of a person who is not told of already as a new reader or as one who loses access.
QString personChangeText(const AccessChange &change)
{
    if (change.before == AccessRight::None)
        //: What a change of access comes to. %1 is a person, %2 a right such as "Can edit".
        return PeopleTexts::tr("%1 gains “%2”.").arg(change.grantee.name, accessRightText(change.after));
    //: What a change of access comes to. %1 is a person, %2 a right such as "Can edit".
    return PeopleTexts::tr("%1 loses “%2”, but has access through a group.")
        .arg(change.grantee.name, accessRightText(change.before));
}

void addRightChanges(const SharePlan &plan, QStringList &sentences)
{
    for (const AccessChange &change : plan.changes) {
        const Grantee &grantee = change.grantee;
        if (change.before == change.after)
            continue;
        if (change.before != AccessRight::None && change.after != AccessRight::None)
            //: What a change of access comes to. %1 is a person or group, %2 and %3 are rights.
            sentences.append(PeopleTexts::tr("%1: “%2” becomes “%3”.")
                                 .arg(grantee.name, accessRightText(change.before), accessRightText(change.after)));
        else if (grantee.kind == Grantee::Kind::Group)
            sentences.append(groupChangeText(change));
        else if (change.after > AccessRight::Read ||
                 (change.after == AccessRight::Read && !isAmong(plan.newReaders, grantee)) ||
                 (change.after == AccessRight::None &&
                  std::find(plan.lostReaders.begin(), plan.lostReaders.end(), grantee) == plan.lostReaders.end()))
            sentences.append(personChangeText(change));
    }
}

} // namespace

QStringList planSummary(const SharePlan &plan)
{
    QStringList sentences;
    if (!plan.newReaders.empty())
        //: What a change of access comes to. %n is a number of people, %1 their names.
        sentences.append(PeopleTexts::tr("%n person(s) can read it from now on: %1.", nullptr,
                                         static_cast<int>(plan.newReaders.size()))
                             .arg(namesText(namesOf(plan.newReaders))));
    if (!plan.lostReaders.empty()) {
        QStringList names;
        for (const Grantee &person : plan.lostReaders)
            names.append(person.name);
        //: What a change of access comes to. %n is a number of people, %1 their names.
        sentences.append(
            PeopleTexts::tr("%n person(s) lose access: %1. What they have read before, they may still know.", nullptr,
                            static_cast<int>(plan.lostReaders.size()))
                .arg(namesText(names)));
    }
    addRightChanges(plan, sentences);
    if (plan.target == SharePlan::Target::Collection && plan.secrets + plan.collections > 0)
        //: What a change of access comes to. %1 is a number of folders; %n a number of secrets.
        sentences.append(PeopleTexts::tr("It applies to %n secret(s) and to folders: %1.", nullptr, plan.secrets)
                             .arg(plan.collections));
    if (plan.unverified > 0)
        //: What a change of access comes to. %n is a number of secrets; a signature says who wrote one.
        sentences.append(PeopleTexts::tr("Nobody vouches for the value of %n secret(s): it is passed on without your "
                                         "signature, and new readers see it as unsigned.",
                                         nullptr, plan.unverified));
    if (plan.skipped > 0)
        //: What a change of access to a folder comes to. %n is a number of secrets and folders inside it.
        sentences.append(
            PeopleTexts::tr("%n item(s) in it are not yours to share and stay as they are.", nullptr, plan.skipped));
    if (sentences.isEmpty())
        //: What a change of access comes to: nothing.
        sentences.append(PeopleTexts::tr("Nobody gains or loses access."));
    return sentences;
}

QStringList planSummary(const GroupPlan &plan, const QStringList &leaving)
{
    QStringList sentences;
    if (!plan.newReaders.empty())
        //: What a change of a group comes to. %n is a number of people, %1 their names.
        sentences.append(PeopleTexts::tr("%n person(s) join and can read everything the group can: %1.", nullptr,
                                         static_cast<int>(plan.newReaders.size()))
                             .arg(namesText(namesOf(plan.newReaders))));
    if (plan.secrets > 0)
        //: What a change of a group comes to. %n is a number of secrets.
        sentences.append(PeopleTexts::tr("%n secret(s) are encrypted for them.", nullptr, plan.secrets));
    if (!leaving.isEmpty())
        //: What a change of a group comes to. %n is a number of people, %1 their names.
        sentences.append(PeopleTexts::tr("%n person(s) leave the group: %1.", nullptr, static_cast<int>(leaving.size()))
                             .arg(namesText(leaving)));
    if (sentences.isEmpty())
        //: What a change of a group comes to.
        sentences.append(PeopleTexts::tr("Only who manages the group changes."));
    return sentences;
}

QString activityText(const Activity &activity)
{
    const QString &who = activity.who;
    switch (activity.verb) {
    case Activity::Verb::Created:
        //: What somebody did with a secret. %1 is a person.
        return PeopleTexts::tr("%1 created it").arg(who);
    case Activity::Verb::Read:
        //: What somebody did with a secret: looked at the values. %1 is a person.
        return PeopleTexts::tr("%1 opened it").arg(who);
    case Activity::Verb::Updated:
        //: What somebody did with a secret. %1 is a person.
        return PeopleTexts::tr("%1 changed it").arg(who);
    case Activity::Verb::Shared:
        //: What somebody did with a secret: changed who has access. %1 is a person.
        return PeopleTexts::tr("%1 changed who has access").arg(who);
    case Activity::Verb::Moved:
        //: What somebody did with a secret. %1 is a person.
        return PeopleTexts::tr("%1 moved it").arg(who);
    case Activity::Verb::Deleted:
        //: What somebody did with a secret. %1 is a person.
        return PeopleTexts::tr("%1 deleted it").arg(who);
    case Activity::Verb::Other:
        break;
    }
    //: What somebody did with a secret, in the server's own word. %1 is a person, %2 that word.
    return PeopleTexts::tr("%1: %2").arg(who, activity.vendorVerb);
}

QString activitySymbol(Activity::Verb verb)
{
    switch (verb) {
    case Activity::Verb::Created:
        return QStringLiteral("plus");
    case Activity::Verb::Read:
        return QStringLiteral("eye");
    case Activity::Verb::Updated:
        return QStringLiteral("edit");
    case Activity::Verb::Shared:
        return QStringLiteral("users");
    case Activity::Verb::Moved:
        return QStringLiteral("move");
    case Activity::Verb::Deleted:
        return QStringLiteral("trash");
    case Activity::Verb::Other:
        break;
    }
    return QStringLiteral("activity");
}

int badgeOf(const QString &name)
{
    constexpr uint Badges = 8;
    uint sum = 0;
    for (const QChar c : name)
        sum = sum * 31 + c.unicode();
    return static_cast<int>(sum % Badges);
}

} // namespace coffret
