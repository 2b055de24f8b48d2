// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/addresstexts.h"

#include "core/base/webaddress.h"

#include <QCoreApplication>

namespace coffret {

namespace {

struct AddressTexts
{
    Q_DECLARE_TR_FUNCTIONS(WebAddress)
};

} // namespace

QString addressNote(const QString &uri)
{
    const WebAddress address = webAddressOf(uri);
    switch (address.kind) {
    case WebAddress::Kind::OtherScheme:
        return {};
    case WebAddress::Kind::Malformed:
        //: Below an address that begins like one for a browser.
        return AddressTexts::tr("Not opened: it is not written as web addresses are.");
    case WebAddress::Kind::Credentials:
        //: Below an address with a user name or password in it, such as https://ada:secret@example.org
        return AddressTexts::tr("Not opened: it has a user name or password in it, which browsers show and keep.");
    case WebAddress::Kind::Web:
        break;
    }
    if (address.realHost.isEmpty())
        return {};
    //: Below a web address with letters that look like others. %1 is the name of its server without them, such as
    //: xn--exmple-cua.org
    return AddressTexts::tr("Letters that pass for others: it leads to %1").arg(address.realHost);
}

} // namespace coffret
