// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace coffret {

/// One thing that happened to a secret, or one earlier state of it.
struct Event
{
    QString id; ///< of a revision; empty for an activity
    QString text;
    QString who;
    QString whenText;
    QString symbol;
    bool current = false; ///< the revision that is shown otherwise
    QString remark = {};  ///< what became of it; empty: nothing to say
    bool opens = true;    ///< there is something to look at

    friend bool operator==(const Event &, const Event &) = default;
};

/// What happened to a secret, newest first. Owned by DiscussionViewModel, main thread.
class EventListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Role {
        EventIdRole = Qt::UserRole + 1,
        TextRole,
        WhoRole,
        WhenTextRole,
        SymbolRole,
        CurrentRole,
        RemarkRole,
        OpensRole
    };
    Q_ENUM(Role)

    explicit EventListModel(QObject *parent = nullptr);

    void setEvents(std::vector<Event> events);
    [[nodiscard]] const Event *find(const QString &id) const; ///< null when absent

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    std::vector<Event> m_events;
};

} // namespace coffret
