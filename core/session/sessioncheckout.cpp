// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sessionparts.h"

#include <utility>

namespace coffret {

VaultCheckOut *Session::checkOut() const
{
    return m_vault->checkOut();
}

/// The list shows at once what a request to the server would.
void Session::takeCheckOut(const CheckOut &checkOut)
{
    using Lent = CheckOut::State;
    const QString secretId = checkOut.secretId;
    const Catalog::Row row = m_catalog->rowOf(secretId);
    if (row != Catalog::NoRow) {
        const Markers before = m_catalog->markers(row);
        Markers after = before;
        const bool isOut = checkOut.state == Lent::CheckedOut;
        const bool isOpen = isOut || checkOut.state == Lent::Approved || checkOut.state == Lent::NotNeeded;
        after.setFlag(Marker::CheckedOutByMe, isOut);
        if (isOpen)
            after.setFlag(Marker::NeedsApproval, false);
        else if (checkOut.needsRequest && checkOut.state != Lent::HeldByAnother) // an approval outlasts a holder
            after.setFlag(Marker::NeedsApproval);
        if (after != before) {
            CatalogPatch change; // the sync that told may have found the secret gone: then it stays gone
            change.markings.push_back({secretId, after & ~before, before & ~after});
            patch(std::move(change)); // goes on by itself
        }
    }
    Q_EMIT checkOutChanged(secretId);
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
