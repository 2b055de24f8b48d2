// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sessionparts.h"

#include <utility>

namespace coffret {

VaultCheckOut *Session::checkOut() const
{
    return m_vault->checkOut();
}

namespace {

/// What a row says of a secret, once that is known of its life as a check-out.
Markers markersAfter(Markers markers, const CheckOut &checkOut)
{
    using Lent = CheckOut::State;
    const bool isOut = checkOut.state == Lent::CheckedOut;
    const bool isOpen = isOut || checkOut.state == Lent::Approved || checkOut.state == Lent::NotNeeded;
    markers.setFlag(Marker::CheckedOutByMe, isOut);
    if (isOpen)
        markers.setFlag(Marker::NeedsApproval, false);
    else if (checkOut.needsRequest && checkOut.state != Lent::HeldByAnother) // an approval outlasts a holder
        markers.setFlag(Marker::NeedsApproval);
    return markers;
}

} // namespace

/// The list shows at once what a request to the server would. The sync that told may have found the secret gone: then
/// it stays gone.
void Session::takeCheckOut(const CheckOut &checkOut)
{
    patchWith([checkOut](const Catalog &catalog) {
        CatalogPatch change;
        const Catalog::Row row = catalog.rowOf(checkOut.secretId);
        const Markers before = row == Catalog::NoRow ? Markers() : catalog.markers(row);
        const Markers after = row == Catalog::NoRow ? Markers() : markersAfter(before, checkOut);
        if (after != before)
            change.markings.push_back({checkOut.secretId, after & ~before, before & ~after});
        return change;
    }); // goes on by itself
    Q_EMIT checkOutChanged(checkOut.secretId);
}

void Session::endAccess(const CheckOut &checkOut)
{
    const QString secretId = checkOut.secretId;
    forgetValuesOf(secretId);
    std::vector<std::shared_ptr<Opening>> ended;
    for (const auto &opening : m_openings) {
        if (opening->secretId == secretId)
            ended.push_back(opening);
    }
    for (const auto &opening : ended) {
        std::erase(m_openings, opening);
        opening->accessEnded = true;
        opening->result = failure(ErrorKind::AccessEnded);
        opening->bell.ring();
        opening->stop.request_stop();
    }
    Q_EMIT accessEnded(secretId);
}

} // namespace coffret
