// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"

#include <QDateTime>

#include <vector>

namespace coffret {

/// A comment on a secret. Comments are clear text for the server.
struct Comment
{
    QString id;
    QString parentId; ///< empty: not an answer
    QString author;   ///< name, cleaned
    QString content;
    QDateTime created;
    QDateTime modified;
    bool mine = false;
};

/// One thing somebody did with a secret. verb is the vendor's own word where it is not one of these.
struct Activity
{
    enum class Verb { Created, Read, Updated, Shared, Moved, Deleted, Other };
    Verb verb = Verb::Other;
    QString vendorVerb;
    QString who;
    QDateTime when;
};

/// A version of a secret's values.
struct Revision
{
    /// Whether the system that the value opens has taken it over, where the vault changes it there too.
    enum class State { Kept, Pending, Confirmed, Rejected, Other };
    QString id{};
    QDateTime created{};
    QString who{};
    bool current = false;
    State state = State::Kept;
    QString vendorState{}; ///< the vendor's own word for state
    QDateTime modified{};  ///< when state changed last; null: not told
    bool readable = true;  ///< fetchRevision() can bring its values
};

/// What people say and did about a secret. Unsupported where this server cannot; Capability says so beforehand.
class VaultDiscussion
{
public:
    virtual ~VaultDiscussion() = default;

    /// Parents before their answers, oldest first.
    virtual Task<Expected<std::vector<Comment>>> comments(QString secretId, StopToken stop) = 0;
    /// The new comment's id. parentId may be empty. 1 to 255 characters, else InvalidInput.
    virtual Task<Expected<QString>> addComment(QString secretId, QString parentId, QString content, StopToken stop) = 0;
    virtual Task<Expected<void>> editComment(QString commentId, QString content, StopToken stop) = 0;
    virtual Task<Expected<void>> removeComment(QString commentId, StopToken stop) = 0;

    /// Newest first.
    virtual Task<Expected<std::vector<Activity>>> activity(QString secretId, StopToken stop) = 0;
    /// Current first; only those the user could read at the time.
    virtual Task<Expected<std::vector<Revision>>> revisions(QString secretId, StopToken stop) = 0;
};

} // namespace coffret
