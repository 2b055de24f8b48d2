// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/accountlistmodel.h"

#include "ui/viewmodels/sessionlist.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <algorithm>

namespace coffret {

namespace {
constexpr int BadgeColours = 8;
}

AccountListModel::AccountListModel(const SessionList &sessions, QObject *parent)
    : QAbstractListModel(parent), m_sessions(sessions)
{
    for (const auto &session : sessions.all())
        insert(session.get());
    connect(&sessions, &SessionList::added, this, &AccountListModel::insert);
    connect(&sessions, &SessionList::aboutToRemove, this, &AccountListModel::drop);
}

void AccountListModel::insert(Session *session)
{
    const auto &all = m_sessions.all();
    const auto place = std::find_if(all.begin(), all.end(), [&](const auto &other) { return other.get() == session; });
    const int row = qMin(static_cast<int>(place - all.begin()), rowCount());
    beginInsertRows({}, row, row);
    m_rows.insert(m_rows.begin() + row, session);
    endInsertRows();
    connect(session, &Session::stateChanged, this, [this, session] { touch(session); });
    connect(session, &Session::contactChanged, this, [this, session] { touch(session); }); // the error with it
}

void AccountListModel::drop(const Session *session)
{
    const auto place = std::find(m_rows.begin(), m_rows.end(), session);
    if (place == m_rows.end())
        return;
    const int row = static_cast<int>(place - m_rows.begin());
    beginRemoveRows({}, row, row);
    m_rows.erase(place);
    endRemoveRows();
    disconnect(session, nullptr, this, nullptr);
}

void AccountListModel::touch(const Session *session)
{
    const auto place = std::find(m_rows.begin(), m_rows.end(), session);
    if (place == m_rows.end())
        return;
    const QModelIndex changed = index(static_cast<int>(place - m_rows.begin()));
    Q_EMIT dataChanged(changed, changed, {StateRole, StateTextRole, ErrorTextRole});
}

void AccountListModel::setCurrent(const QString &accountId)
{
    if (m_currentId == accountId)
        return;
    m_currentId = accountId;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {CurrentRole});
}

int AccountListModel::currentRow() const
{
    const auto place = std::find_if(m_rows.begin(), m_rows.end(),
                                    [this](const Session *session) { return session->account().id == m_currentId; });
    return place == m_rows.end() ? -1 : static_cast<int>(place - m_rows.begin());
}

int AccountListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant AccountListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Session &session = *m_rows[static_cast<std::size_t>(index.row())];
    const Account &account = session.account();
    switch (role) {
    case AccountIdRole:
        return account.id;
    case NameRole:
    case Qt::DisplayRole:
        return account.name;
    case InitialsRole:
        return initialsOf(account.name);
    case BadgeRole:
        return index.row() % BadgeColours;
    case ServiceNameRole:
        return serviceLabel(account.service);
    case StateRole:
        return static_cast<int>(session.state());
    case StateTextRole:
        return stateLabel(session.state());
    case ErrorTextRole: {
        const std::optional<Error> error = session.lastError();
        return error ? describe(error->kind).text : QString();
    }
    case CurrentRole:
        return account.id == m_currentId;
    default:
        return {};
    }
}

QHash<int, QByteArray> AccountListModel::roleNames() const
{
    return {
        {AccountIdRole, QByteArrayLiteral("accountId")},     {NameRole, QByteArrayLiteral("name")},
        {InitialsRole, QByteArrayLiteral("initials")},       {BadgeRole, QByteArrayLiteral("badge")},
        {ServiceNameRole, QByteArrayLiteral("serviceName")}, {StateRole, QByteArrayLiteral("state")},
        {StateTextRole, QByteArrayLiteral("stateText")},     {ErrorTextRole, QByteArrayLiteral("errorText")},
        {CurrentRole, QByteArrayLiteral("current")},
    };
}

int AccountListModel::badgeOf(const SessionList &sessions, const QString &accountId)
{
    const auto &all = sessions.all();
    const auto place =
        std::find_if(all.begin(), all.end(), [&](const auto &session) { return session->account().id == accountId; });
    return place == all.end() ? 0 : static_cast<int>(place - all.begin()) % BadgeColours;
}

} // namespace coffret
