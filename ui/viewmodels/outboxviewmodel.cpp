// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/outboxviewmodel.h"

#include "core/base/displaytext.h"
#include "ui/viewmodels/toastviewmodel.h"
#include "ui/viewmodels/usermessages.h"

#include <QLocale>

#include <algorithm>

namespace coffret {

OutboxViewModel::OutboxViewModel(SessionList &sessions, ToastViewModel &toast, QObject *parent)
    : QAbstractListModel(parent), m_sessions(sessions), m_toast(toast)
{
    connect(&m_sessions, &SessionList::added, this, &OutboxViewModel::watch);
    connect(&m_sessions, &SessionList::removed, this, &OutboxViewModel::update);
    for (const auto &session : m_sessions.all())
        watch(session.get());
}

void OutboxViewModel::watch(Session *session)
{
    connect(session, &Session::waitingChanged, this, &OutboxViewModel::update);
    update();
}

/// Rows that stay keep their place in the view: most of what happens changes how it stands with one.
void OutboxViewModel::update()
{
    std::vector<Row> rows;
    for (const auto &session : m_sessions.all()) {
        for (WaitingChange &change : session->waiting()) {
            const bool isSending = session->sendingId() == change.id;
            const bool isHeld = session->heldWaiting() == change.id;
            const std::optional<ErrorKind> obstacle = session->whyWaiting(change.id);
            rows.push_back(
                {session->account().id, session->account().name, std::move(change), isSending, isHeld, obstacle});
        }
    }
    const auto sameId = [](const Row &a, const Row &b) { return a.change.id == b.change.id; };
    const bool isSame = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(), sameId);
    if (!isSame)
        beginResetModel();
    m_rows = std::move(rows);
    if (!isSame)
        endResetModel();
    else if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(count() - 1));
    if ((!m_asked.isEmpty() && !find(m_asked)) || (m_givingUp && !unreadable()))
        keep();
    Q_EMIT changed();
    if (m_open && m_rows.empty() && !unreadable())
        close();
}

int OutboxViewModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant OutboxViewModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= count())
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const WaitingChange &change = row.change;
    switch (role) {
    case ChangeIdRole:
        return change.id;
    case Qt::DisplayRole:
    case NameRole:
        return visibleText(change.name);
    case TypeRole:
        return toString(change.type);
    case PlaceRole:
        return placeText(row);
    case StateTextRole:
        return stateText(row);
    case RefusedRole:
        return change.state == WaitingChange::State::Refused;
    case BusyRole:
        return row.isSending || row.isHeld;
    default:
        return {};
    }
}

QHash<int, QByteArray> OutboxViewModel::roleNames() const
{
    return {{ChangeIdRole, "changeId"},   {NameRole, "name"},       {TypeRole, "type"}, {PlaceRole, "place"},
            {StateTextRole, "stateText"}, {RefusedRole, "refused"}, {BusyRole, "busy"}};
}

QString OutboxViewModel::placeText(const Row &row) const
{
    const QString when = QLocale().toString(row.change.attempts.first.toLocalTime(), QLocale::ShortFormat);
    if (row.change.isNew())
        //: Where and since when a new secret waits. %1 is an account, %2 a date with a time
        return tr("New in %1, written %2").arg(row.accountName, when);
    //: Where and since when a change waits. %1 is an account, %2 a date with a time
    return tr("Changed in %1, %2").arg(row.accountName, when);
}

QString OutboxViewModel::stateText(const Row &row) const
{
    const WaitingChange &change = row.change;
    if (row.isSending)
        //: How it stands with a change that waits
        return tr("Being sent…");
    if (row.isHeld)
        //: How it stands with a change that waits
        return tr("Open in the form");
    const bool needsKey = row.obstacle == ErrorKind::NoPinentry || row.obstacle == ErrorKind::WrongPassphrase;
    if (change.state == WaitingChange::State::Waiting && needsKey)
        //: How it stands with a change that waits: nobody was asked for the passphrase
        return tr("Needs the passphrase of your key: send it by hand");
    if (change.state == WaitingChange::State::Waiting)
        //: How it stands with a change that waits
        return tr("Is sent when the server can be reached");
    if (change.refusal == ErrorKind::Conflict && change.isNew())
        //: Why a new secret was not sent by itself
        return tr("A secret of this name has appeared meanwhile. It may be this one: look before you send it again.");
    if (change.refusal == ErrorKind::Conflict)
        //: Why a change was not sent by itself
        return tr("Somebody else changed this secret meanwhile. Edit it to compare.");
    if (change.refusal == ErrorKind::ReadersUnconfirmed)
        //: Why a change was not sent by itself
        return tr("Somebody can read this secret whose key you have not confirmed. Edit it to do so.");
    if (change.refusal == ErrorKind::InvalidInput && change.isToSeal)
        //: Why a change was not sent by itself
        return tr("It was to be sealed, and this account does not seal any more. Edit it to decide.");
    return describe(change.refusal).inOneLine();
}

QString OutboxViewModel::summary() const
{
    if (m_rows.empty())
        //: At the foot of the sidebar
        return unreadable() ? tr("Waiting changes cannot be read") : QString();
    //: At the foot of the sidebar: so many changes that were made without the server
    return tr("%n change(s) not sent yet", nullptr, count());
}

bool OutboxViewModel::needsPerson() const
{
    const auto isRefused = [](const Row &row) { return row.change.state == WaitingChange::State::Refused; };
    return unreadable() || std::any_of(m_rows.begin(), m_rows.end(), isRefused);
}

Session *OutboxViewModel::unreadable() const
{
    for (const auto &session : m_sessions.all()) {
        if (session->waitingTrouble())
            return session.get();
    }
    return nullptr;
}

QString OutboxViewModel::troubleText() const
{
    const Session *const session = unreadable();
    //: %1 is the name of an account
    return session ? tr("What waits to be sent to %1 cannot be read.").arg(session->account().name) : QString();
}

QString OutboxViewModel::troubleHint() const
{
    const Session *const session = unreadable();
    return session ? describe(session->waitingTrouble()->kind).inOneLine() : QString();
}

QString OutboxViewModel::errorText() const
{
    return m_error ? describe(m_error->kind).text : QString();
}

QString OutboxViewModel::errorHint() const
{
    return m_error ? describe(m_error->kind).hint : QString();
}

void OutboxViewModel::setOpen(bool open)
{
    if (m_open == open)
        return;
    m_open = open;
    setError({});
    Q_EMIT openChanged();
}

void OutboxViewModel::show()
{
    if (count() > 0 || unreadable())
        setOpen(true);
}

void OutboxViewModel::close()
{
    keep();
    setOpen(false);
}

void OutboxViewModel::setError(const Expected<void> &done)
{
    m_error.reset();
    if (!done && done.error().kind != ErrorKind::Cancelled)
        m_error = done.error();
    Q_EMIT errorChanged();
}

const OutboxViewModel::Row *OutboxViewModel::find(const QString &changeId) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&changeId](const Row &row) { return row.change.id == changeId; });
    return found == m_rows.end() ? nullptr : &*found;
}

void OutboxViewModel::send(const QString &changeId)
{
    const Row *const row = find(changeId);
    Session *const session = row ? m_sessions.find(row->accountId) : nullptr;
    if (!session || !session->sendingId().isEmpty())
        return;
    setError({});
    const QString name = row->change.name;
    QCoro::connect(session->sendWaiting(changeId), this, [this, name, changeId](const Expected<void> &sent) {
        const Row *const left = find(changeId);
        const bool isSaidThere = left && left->change.state == WaitingChange::State::Refused;
        setError(isSaidThere ? Expected<void>() : sent);
        if (sent)
            //: Short message at the foot of the window. %1 is the name of a secret
            m_toast.showMessage(tr("“%1” sent").arg(visibleText(name)));
    });
}

void OutboxViewModel::edit(const QString &changeId)
{
    const Row *const row = find(changeId);
    if (!row || row->isSending)
        return;
    const QString account = row->accountId;
    close();
    Q_EMIT editWanted(account, changeId);
}

void OutboxViewModel::askToDrop(const QString &changeId)
{
    const Row *const row = find(changeId);
    if (!row || row->isSending || row->isHeld)
        return;
    m_asked = changeId;
    m_givingUp = false;
    Q_EMIT askedChanged();
}

void OutboxViewModel::keep()
{
    if (m_asked.isEmpty() && !m_givingUp)
        return;
    m_asked.clear();
    m_givingUp = false;
    Q_EMIT askedChanged();
}

void OutboxViewModel::drop()
{
    const Row *const row = find(m_asked);
    Session *const session = row ? m_sessions.find(row->accountId) : nullptr;
    if (session)
        QCoro::connect(session->dropWaiting(row->change.id), this,
                       [this](const Expected<void> &dropped) { setError(dropped); });
    keep();
}

void OutboxViewModel::readAgain()
{
    Session *const session = unreadable();
    if (session)
        session->openWaiting(); // goes on by itself, and tells
}

void OutboxViewModel::askToDropUnreadable()
{
    m_asked.clear();
    m_givingUp = unreadable() != nullptr;
    Q_EMIT askedChanged();
}

void OutboxViewModel::dropUnreadable()
{
    Session *const session = m_givingUp ? unreadable() : nullptr;
    keep();
    if (session)
        QCoro::connect(session->dropAllWaiting(), this, [this](const Expected<void> &dropped) { setError(dropped); });
}

bool OutboxViewModel::holds(const QString &accountId, const QString &secretId) const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [&](const Row &row) {
        return !secretId.isEmpty() && row.accountId == accountId && row.change.secretId == secretId;
    });
}

} // namespace coffret
