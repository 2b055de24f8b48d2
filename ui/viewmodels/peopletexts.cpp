// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/peopletexts.h"

#include <QCoreApplication>

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
        return PeopleTexts::tr("Change and move as well");
    case AccessRight::Own:
        //: What a right means.
        return PeopleTexts::tr("Share and delete as well");
    case AccessRight::None:
        break;
    }
    return {};
}

} // namespace coffret
