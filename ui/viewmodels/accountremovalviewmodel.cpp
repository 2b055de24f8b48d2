// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/accountremovalviewmodel.h"

#include "core/session/offlinecopies.h"
#include "core/store/pinstore.h"
#include "core/store/sealedrecords.h"
#include "core/store/settings.h"
#include "core/store/trustledger.h"
#include "ui/viewmodels/toastviewmodel.h"
#include "ui/viewmodels/usermessages.h"

#include <QPointer>

namespace coffret {

AccountRemovalViewModel::AccountRemovalViewModel(SessionList &sessions, AccountTraces traces, WorkerPool &workers,
                                                 ToastViewModel &toast, std::chrono::milliseconds signOutLimit,
                                                 QObject *parent)
    : QObject(parent)
    , m_sessions(sessions)
    , m_traces(traces)
    , m_workers(workers)
    , m_toast(toast)
    , m_signOutLimit(signOutLimit)
{
}

AccountRemovalViewModel::~AccountRemovalViewModel() = default;

QString AccountRemovalViewModel::accountName() const
{
    const Session *session = m_sessions.find(m_accountId);
    return session ? session->account().name : QString();
}

QString AccountRemovalViewModel::waitingText() const
{
    const Session *const session = m_sessions.find(m_accountId);
    const bool isKept = session && m_traces.waiting && m_traces.waiting->has(m_accountId);
    if (isKept && session->waiting().empty()) // locked, or the keyring does not answer
        //: Above the buttons that remove an account
        return tr("Changes that were not sent, and cannot be read now, are lost.");
    const auto count = session ? static_cast<int>(session->waiting().size()) : 0;
    //: Above the buttons that remove an account: changes that were made without the server
    return count > 0 ? tr("%n change(s) not sent yet will be lost.", nullptr, count) : QString();
}

void AccountRemovalViewModel::ask(const QString &accountId)
{
    if (m_busy || !m_sessions.find(accountId))
        return;
    m_accountId = accountId;
    connect(m_sessions.find(accountId), &Session::waitingChanged, this, &AccountRemovalViewModel::changed,
            Qt::UniqueConnection);
    m_errorText.clear();
    m_errorHint.clear();
    Q_EMIT changed();
}

void AccountRemovalViewModel::cancel()
{
    if (m_busy)
        return;
    m_accountId.clear();
    Q_EMIT changed();
}

void AccountRemovalViewModel::confirm()
{
    Session *session = m_sessions.find(m_accountId);
    if (!session || m_busy)
        return;
    const Expected<void> removed = m_traces.settings.removeAccount(m_accountId);
    if (!removed && removed.error().kind != ErrorKind::NotFound) { // a demonstration's account was never kept
        const UserMessage message = describe(removed.error().kind);
        m_errorText = message.text;
        m_errorHint = message.hint;
        Q_EMIT changed();
        return;
    }
    m_busy = true;
    Q_EMIT changed();
    m_sessions.signOut(*session);
    carryOut(m_accountId);
}

Task<void> AccountRemovalViewModel::carryOut(QString accountId)
{
    const QPointer<AccountRemovalViewModel> self(this);
    const Expected<void> credentials = co_await forgetCredentials(accountId);
    if (!self)
        co_return;
    co_await m_sessions.closeWithin(accountId, m_signOutLimit);
    if (!self)
        co_return;
    m_sessions.remove(accountId);
    const Expected<void> sights = co_await forgetSights(accountId); // nobody notes any more by now
    if (self)
        finish(accountId, credentials ? sights : credentials);
}

Task<Expected<void>> AccountRemovalViewModel::forgetCredentials(QString accountId)
{
    const QPointer<AccountRemovalViewModel> self(this);
    const QStringList keys = credentialKeys(accountId);
    Expected<void> all;
    for (const QString &key : keys) {
        const Expected<void> removed = co_await m_traces.credentials.remove(key);
        if (!self)
            co_return failure(ErrorKind::Cancelled);
        if (!removed && removed.error().kind != ErrorKind::NoKeyring && all) // without one, nothing is in it
            all = removed;
    }
    co_return all;
}

Task<Expected<void>> AccountRemovalViewModel::forgetSights(QString accountId)
{
    const Expected<void> pins = m_traces.pins.forgetAccount(accountId);
    std::function<Expected<void>()> job = [&ledger = m_traces.ledger, accountId] {
        return ledger.forgetAccount(accountId);
    };
    Expected<void> records = m_traces.records.remove(accountId);
    if (records && m_traces.waiting != nullptr)
        records = m_traces.waiting->remove(accountId);
    OfflineCopies *const copies = m_traces.copies;
    const Expected<void> sights = co_await m_workers.run(std::move(job));
    Expected<void> offline;
    if (copies != nullptr)
        offline = co_await copies->remove(accountId);
    co_return !pins ? pins : !records ? records : !sights ? sights : offline;
}

void AccountRemovalViewModel::finish(const QString &accountId, const Expected<void> &forgotten)
{
    m_busy = false;
    m_accountId.clear();
    Q_EMIT changed();
    Q_EMIT removed(accountId);
    if (!forgotten)
        //: Message after an account was removed. %1 is an error, a whole sentence.
        m_toast.showMessage(
            tr("The account is gone, but not all that was kept of it. %1").arg(describe(forgotten.error().kind).text));
}

} // namespace coffret
