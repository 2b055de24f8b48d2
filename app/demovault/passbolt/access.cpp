// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/access.h"

#include "app/demovault/passbolt/payloads.h"

namespace coffret::demovault {
namespace {

constexpr qint64 expiredBefore = 2; // seconds; so that it has expired in every clock's eyes

} // namespace

void loseAccess(PassboltContext &context, Resource &resource, const QString &userId)
{
    resource.secrets.remove(userId);
    for (Revision &revision : resource.revisions)
        revision.secrets.remove(userId);
    resource.favourites.remove(userId);
    resource.setParent(userId, {});
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const bool isExpired = resource.expired.isValid() && resource.expired <= now;
    if (resource.openedBy.remove(userId) && !isExpired &&
        context.policies.allows("password-expiry", "automatic_expiry"))
        resource.expired = now.addSecs(-expiredBefore);
}

void keepRevision(PassboltContext &context, Resource &resource)
{
    const int older = context.policies.number("secret-revisions", "max_revisions") - 1;
    if (older > 0) {
        Revision revision = currentRevision(context, resource);
        revision.deleted = QDateTime::currentDateTimeUtc();
        for (const QString &userId : context.store.usersWithAccess(resource))
            revision.secrets.insert(userId, secretOf(context, resource, userId));
        resource.revisions.insert(resource.revisions.begin(), std::move(revision));
    }
    resource.revisions.resize(qMin(resource.revisions.size(), static_cast<std::size_t>(qMax(older, 0))));
}

} // namespace coffret::demovault
