// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/vault/fudo/fudostage.h"

namespace coffret::test {

/// The answer to a check-out.
inline QByteArray lent(const QDateTime &until = {})
{
    const QByteArray end = until.isValid() ? '"' + until.toUTC().toString(Qt::ISODateWithMs).toLatin1() + '"' : "null";
    return json("{'secret_access_id':'1','checkout_type':'exclusive','expires_at':END,'result':'success'}")
        .replace("END", end);
}

/// Secret 7 in the list of grants.
inline QByteArray shared(const QByteArray &until)
{
    return json("{'result':'success','secret_shared':[{'id':'7','name':'Router','valid_until':'END'}]}")
        .replace("END", until);
}

/// A request for secret 7 in the list of requests.
inline QByteArray asked(const QByteArray &status)
{
    return json("{'result':'success','access_request':[{'id':'4','secret_id':'7','status':'STATUS','reason':'outage',"
                "'created_at':'2026-04-17 06:34:37-07','revoke_reason':'not now'}]}")
        .replace("STATUS", status);
}

/// A FudoStage on which secret 7 is lent, and what the vault tells of it.
class LendingStage : public FudoStage
{
public:
    [[nodiscard]] VaultCheckOut &life() { return *vault->checkOut(); }
    void openLending(const QStringList &switchedOff = {})
    {
        open(switchedOff);
        life().onChanged([this](const CheckOut &checkOut) { told.append(checkOut.state); });
        life().onEnded([this](const CheckOut &checkOut) { ended.append(checkOut.state); });
    }
    /// After signing out.
    void openAgain()
    {
        if (!QCoro::waitFor(vault->signIn({})) || !readIndex())
            qFatal("not open again");
    }
    [[nodiscard]] Expected<CheckOut> state() { return QCoro::waitFor(life().state(id, {})); }
    [[nodiscard]] Expected<CheckOut> checkOut() { return QCoro::waitFor(life().checkOut(id, {})); }
    [[nodiscard]] Expected<CheckOut> checkIn() { return QCoro::waitFor(life().checkIn(id, {})); }
    [[nodiscard]] Expected<CheckOut> request()
    {
        const AccessRequest wanted(QStringLiteral("outage"), 4);
        return QCoro::waitFor(life().request(id, wanted, {}));
    }
    [[nodiscard]] Expected<FetchedPayload> reveal()
    {
        return QCoro::waitFor(vault->fetchPayload(secrets.value(id), {}));
    }
    void servePolicy(const QByteArray &newPolicy, const QByteArray &newCheckoutId = {})
    {
        policy = newPolicy;
        checkoutId = newCheckoutId;
        serveRow();
    }
    [[nodiscard]] int checkIns() const { return routes.count("POST /api/v2/secret/7/checkin"); }

    const QString id = QStringLiteral("7");
    QList<CheckOut::State> told;
    QList<CheckOut::State> ended;
};

} // namespace coffret::test
