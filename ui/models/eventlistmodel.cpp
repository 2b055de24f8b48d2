// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/eventlistmodel.h"

#include <algorithm>

namespace coffret {

EventListModel::EventListModel(QObject *parent) : QAbstractListModel(parent) {}

void EventListModel::setEvents(std::vector<Event> events)
{
    if (m_events == events)
        return;
    beginResetModel();
    m_events = std::move(events);
    endResetModel();
    Q_EMIT countChanged();
}

const Event *EventListModel::find(const QString &id) const
{
    const auto found =
        std::find_if(m_events.begin(), m_events.end(), [&id](const Event &event) { return event.id == id; });
    return found == m_events.end() ? nullptr : &*found;
}

int EventListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

QVariant EventListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Event &event = m_events[static_cast<std::size_t>(index.row())];
    switch (role) {
    case EventIdRole:
        return event.id;
    case TextRole:
    case Qt::DisplayRole:
        return event.text;
    case WhoRole:
        return event.who;
    case WhenTextRole:
        return event.whenText;
    case SymbolRole:
        return event.symbol;
    case CurrentRole:
        return event.current;
    case RemarkRole:
        return event.remark;
    case OpensRole:
        return event.opens;
    default:
        return {};
    }
}

QHash<int, QByteArray> EventListModel::roleNames() const
{
    return {
        {EventIdRole, QByteArrayLiteral("eventId")}, {TextRole, QByteArrayLiteral("text")},
        {WhoRole, QByteArrayLiteral("who")},         {WhenTextRole, QByteArrayLiteral("whenText")},
        {SymbolRole, QByteArrayLiteral("symbol")},   {CurrentRole, QByteArrayLiteral("current")},
        {RemarkRole, QByteArrayLiteral("remark")},   {OpensRole, QByteArrayLiteral("opens")},
    };
}

} // namespace coffret
