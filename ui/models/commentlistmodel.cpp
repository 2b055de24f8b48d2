// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/commentlistmodel.h"

#include "core/base/displaytext.h"
#include "ui/viewmodels/peopletexts.h"
#include "ui/viewmodels/texts.h"

#include <algorithm>

namespace coffret {

CommentListModel::CommentListModel(const Clock &clock, QObject *parent) : QAbstractListModel(parent), m_clock(clock) {}

void CommentListModel::setComments(std::vector<Comment> comments)
{
    beginResetModel();
    m_comments = std::move(comments);
    endResetModel();
    Q_EMIT countChanged();
}

const Comment *CommentListModel::comment(const QString &id) const
{
    const auto found =
        std::find_if(m_comments.begin(), m_comments.end(), [&id](const Comment &comment) { return comment.id == id; });
    return found == m_comments.end() ? nullptr : &*found;
}

int CommentListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_comments.size());
}

QVariant CommentListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Comment &comment = m_comments[static_cast<std::size_t>(index.row())];
    switch (role) {
    case CommentIdRole:
        return comment.id;
    case IsAnswerRole:
        return !comment.parentId.isEmpty();
    case AuthorRole:
        return visibleText(comment.author);
    case InitialsRole:
        return initialsOf(comment.author);
    case BadgeRole:
        return badgeOf(comment.author);
    case ContentRole:
    case Qt::DisplayRole:
        return visibleText(comment.content, LineEnds::Kept);
    case WhenTextRole: {
        const QString when = relativeTime(comment.created, m_clock.now());
        //: When a comment was written, and that it was changed since. %1 is a moment.
        return comment.modified > comment.created ? tr("%1, changed").arg(when) : when;
    }
    case MineRole:
        return comment.mine;
    default:
        return {};
    }
}

QHash<int, QByteArray> CommentListModel::roleNames() const
{
    return {
        {CommentIdRole, QByteArrayLiteral("commentId")}, {IsAnswerRole, QByteArrayLiteral("isAnswer")},
        {AuthorRole, QByteArrayLiteral("author")},       {InitialsRole, QByteArrayLiteral("initials")},
        {BadgeRole, QByteArrayLiteral("badge")},         {ContentRole, QByteArrayLiteral("content")},
        {WhenTextRole, QByteArrayLiteral("whenText")},   {MineRole, QByteArrayLiteral("mine")},
    };
}

} // namespace coffret
