// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/attentiontexts.h"

#include "ui/viewmodels/texts.h"

#include <QCoreApplication>

#include <array>

namespace coffret {

namespace {

struct AttentionTexts
{
    Q_DECLARE_TR_FUNCTIONS(AttentionTexts)
};

constexpr std::array Order{Marker::OutOfOrder,         Marker::KeyMissing,       Marker::MetadataUnreadable,
                           Marker::MetadataUnverified, Marker::SecretUnverified, Marker::TagUnverified,
                           Marker::UnknownType,        Marker::NoValue};

QString adviceOn(Marker marker)
{
    switch (marker) {
    case Marker::OutOfOrder:
        //: What to do about a secret of which the server sent something older, or something of another one.
        return AttentionTexts::tr("The server showed an older version, or one that belongs to another secret. Do not "
                                  "use the value; tell whoever runs the server.");
    case Marker::KeyMissing:
        //: What to do about a secret that waits for a shared key.
        return AttentionTexts::tr("Its details are encrypted with a key that was not shared with you yet. Ask an "
                                  "administrator to share it.");
    case Marker::MetadataUnreadable:
        //: What to do about a secret whose details cannot be decrypted.
        return AttentionTexts::tr("Name and details are placeholders. Ask the owner to save it again.");
    case Marker::MetadataUnverified:
        //: What to do about a secret whose details nobody vouches for.
        return AttentionTexts::tr("Nobody you know vouches for the name and the addresses. Check them before you use "
                                  "the value there.");
    case Marker::SecretUnverified:
        //: What to do about a secret whose values nobody vouches for.
        return AttentionTexts::tr("When you last opened it, nobody you know vouched for the values. Ask the owner "
                                  "whether they wrote them, or save them again yourself.");
    case Marker::TagUnverified:
        //: What to do about a secret with a tag that nobody vouches for.
        return AttentionTexts::tr("Nobody you know vouches for the name of one of its tags. Do not rely on that tag.");
    case Marker::UnknownType:
        //: What to do about a secret of a type this version does not know.
        return AttentionTexts::tr("It can be read and copied as it is, but not changed here.");
    case Marker::NoValue:
        //: What to do about a secret without any value.
        return AttentionTexts::tr("Nothing is kept in it. Edit it to give it a value.");
    default:
        return {};
    }
}

} // namespace

std::vector<Choice> attentionReasons(Markers markers)
{
    std::vector<Choice> reasons;
    for (const Marker marker : Order) {
        if (!markers.testFlag(marker))
            continue;
        const bool grave = marker == Marker::OutOfOrder || marker == Marker::MetadataUnreadable;
        reasons.push_back({QString::number(static_cast<quint32>(marker)), attentionText(Markers(marker)),
                           grave ? QStringLiteral("shield-off") : QStringLiteral("shield-alert"), adviceOn(marker)});
    }
    return reasons;
}

QString collectionReason(Markers markers)
{
    if (markers.testFlag(Marker::OutOfOrder))
        //: Why a folder's name deserves a second look: the server sent something else in its place.
        return AttentionTexts::tr("What the server sent as this folder's name belongs elsewhere");
    if (markers.testFlag(Marker::KeyMissing))
        //: Why a folder's name is not shown.
        return AttentionTexts::tr("This folder's name waits for the shared key");
    if (markers.testFlag(Marker::MetadataUnreadable))
        //: Why a folder's name is not shown.
        return AttentionTexts::tr("This folder's name cannot be decrypted");
    if (markers.testFlag(Marker::MetadataUnverified))
        //: Why a folder's name deserves a second look.
        return AttentionTexts::tr("Nobody you know vouches for this folder's name");
    return {};
}

} // namespace coffret
