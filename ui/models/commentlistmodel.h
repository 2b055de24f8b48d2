// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/vault/discussion.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace coffret {

/// What was said about a secret, answers below what they answer. Owned by DiscussionViewModel, main thread.
class CommentListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Role {
        CommentIdRole = Qt::UserRole + 1,
        IsAnswerRole,
        AuthorRole,
        InitialsRole,
        BadgeRole,
        ContentRole,
        WhenTextRole, ///< and that it was changed
        MineRole,
    };
    Q_ENUM(Role)

    explicit CommentListModel(const Clock &clock, QObject *parent = nullptr);

    void setComments(std::vector<Comment> comments);
    [[nodiscard]] const Comment *comment(const QString &id) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    const Clock &m_clock;
    std::vector<Comment> m_comments;
};

} // namespace coffret
