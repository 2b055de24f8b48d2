// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/environmentqueries.h"

#include "core/session/askinsession.h"
#include "ui/viewmodels/usermessages.h"

#include <QCoreApplication>

#include <algorithm>

namespace coffret {

namespace {

using List = std::vector<Environment>;

struct Queries
{
    Q_DECLARE_TR_FUNCTIONS(EnvironmentQueries)
};

} // namespace

bool hasEnvironments(const Session *session)
{
    return session && session->environments() && session->capabilities().testFlag(Capability::Environments);
}

QString environmentWriteHint(const Session *session)
{
    if (hasEnvironments(session) && session->capabilities().testFlag(Capability::Write))
        return {};
    //: Why no value can be set: the account was set up without what allows writing.
    return Queries::tr("This account can only be read: it has no token that may write");
}

QString readRefusal(const Error &error, const Session *session)
{
    const QString scope = hasEnvironments(session) ? session->environments()->readScope() : QString();
    if (error.kind != ErrorKind::Forbidden || scope.isEmpty())
        return describe(error.kind).text;
    //: Why something could not be read. %1 is what the service calls the right to read, for example "Read".
    return Queries::tr("This token may not read secrets here: it lacks the scope %1.").arg(scope);
}

QString writeRefusal(const Error &error, const QString &scope)
{
    if (error.kind == ErrorKind::Unsupported && error.httpStatus == 0) // not by the server
        //: Why a value was not set.
        return Queries::tr("The value there is of a kind that Coffret does not know. It stays as it is.");
    if (error.kind != ErrorKind::Forbidden || scope.isEmpty())
        return describe(error.kind).text;
    //: Why something could not be written. %1 is what the service calls the right to write, for example "Write".
    return Queries::tr("This token may not write secrets here: it lacks the scope %1.").arg(scope);
}

bool isEnvironment(const Session *session, const QString &collectionId)
{
    if (!hasEnvironments(session) || collectionId.isEmpty())
        return false;
    const QString application = session->environments()->applicationOf(collectionId);
    return !application.isEmpty() && application != collectionId;
}

QString collectionName(const Session *session, const QString &collectionId)
{
    if (!session)
        return {};
    const auto catalog = session->catalog();
    const Collection *const found = catalog->collection(collectionId);
    return found ? found->name : QString();
}

Task<Expected<List>> allEnvironments(QPointer<Session> session, QString applicationId, StopToken stop)
{
    if (!hasEnvironments(session))
        co_return failure(ErrorKind::Unsupported);
    std::function<Task<Expected<List>>(StopToken)> call = [session, applicationId](StopToken token) {
        return session->environments()->environments(applicationId, std::move(token));
    };
    Task<Expected<List>> asking = askInSession<List>(session, std::move(call), std::move(stop));
    const Expected<List> readable = co_await asking;
    if (!readable && readable.error().kind != ErrorKind::Forbidden)
        co_return failure(readable);
    if (!session)
        co_return failure(ErrorKind::Cancelled);
    List all = readable ? *readable : List();
    const auto catalog = session->catalog();
    for (const Collection &collection : catalog->collections()) {
        const auto isIt = [&collection](const Environment &known) { return known.id == collection.id; };
        if (collection.parentId == applicationId && std::none_of(all.begin(), all.end(), isIt))
            all.push_back({collection.id, collection.name});
    }
    if (!readable && all.empty())
        co_return failure(readable);
    co_return std::move(all);
}

} // namespace coffret
