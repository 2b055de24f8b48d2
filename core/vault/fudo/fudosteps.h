// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/checkout.h"
#include "core/vault/fudo/fudoanswers.h"
#include "core/vault/fudo/fudoapi.h"

namespace coffret {

/// A request for access as the server keeps it.
struct FudoRequestRow
{
    QString id;
    QString secretId;
    QString status; ///< open: pending, granted, rejected, revoked, expired
    QString reason;
    QString answer; ///< of whoever decided
    QDateTime created;
    QDateTime from;
    QDateTime until;
    bool removed = false;
};

/// What a check-out was answered with.
struct FudoLent
{
    bool exclusive = false;
    QDateTime until; ///< by this computer's clock; null: no end
};

/// The steps that no public document shows, or shows only in part: reading a value, checking out and in, asking for
/// access, changing collections. Everything guessed about them is here, and each can be switched off in the account. A
/// server without one is told from its objspec pages, or from a 404. Main thread, shared.
class FudoSteps
{
public:
    /// Asking for access and looking at what was asked are told apart: a server may offer either without the other.
    enum class Step { CheckOut, CheckIn, AccessRequest, AccessRequestList, Collections, Batch };

    /// switchedOff: "check-out", "check-in", "access-requests", "collections", "batch".
    explicit FudoSteps(const QStringList &switchedOff = {});

    /// Switched off, or known to be missing here.
    [[nodiscard]] bool isOff(Step step) const { return m_off.contains(step); }
    void markMissing(Step step) { m_off.insert(step); }
    /// Unsupported; says what a person can do about it on the server's web page.
    [[nodiscard]] tl::unexpected<Error> unsupported(Step step, const QUrl &webPage, int httpStatus = 404) const;

private:
    QSet<Step> m_off;
};

[[nodiscard]] inline size_t qHash(FudoSteps::Step step, size_t seed = 0)
{
    return ::qHash(static_cast<int>(step), seed);
}

// Reading a value
[[nodiscard]] QString fudoValuePath(const QString &secretId);
[[nodiscard]] QStringList fudoValueFields();

// Checking out: the call is documented for 6.1, what it means for reading is not.
[[nodiscard]] Expected<HttpRequest> fudoCheckOutRequest(const FudoApi &api, const QString &secretId);
/// Errors: HeldByAnother with the holder's name as its detail, Forbidden, NotFound, ...
[[nodiscard]] Expected<FudoLent> fudoLent(const FudoApi &api, const Expected<HttpResponse> &response);

// Checking in
[[nodiscard]] Expected<HttpRequest> fudoCheckInRequest(const FudoApi &api, const QString &secretId);

// Asking for access
[[nodiscard]] QByteArray fudoAccessRequestBody(const QString &secretId, const AccessRequest &request);
Task<Expected<QString>> postFudoAccessRequest(std::shared_ptr<FudoApi> api, QByteArray body, StopToken stop);
/// The user's latest request for this secret; nothing when there is none. Its times are by this computer's clock.
Task<Expected<std::optional<FudoRequestRow>>> lastFudoAccessRequest(std::shared_ptr<FudoApi> api, QString secretId,
                                                                    StopToken stop);

} // namespace coffret
