// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/store/credentialstore.h"
#include "ui/viewmodels/sessionlist.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <chrono>

namespace coffret {

class OfflineCopies;
class PinStore;
class SealedRecords;
class Settings;
class ToastViewModel;
class TrustLedger;

/// Where an account leaves something on this computer.
struct AccountTraces
{
    Settings &settings;
    CredentialStore &credentials;
    PinStore &pins;
    TrustLedger &ledger;
    SealedRecords &records;
    OfflineCopies *copies = nullptr;  ///< null: nothing is kept for offline use
    SealedRecords *waiting = nullptr; ///< changes that were not sent; null: none can be
};

/// Takes an account off this computer, after a question: signs out, and forgets what was kept about it. Nothing at the
/// server changes. Owned by AppViewModel, main thread.
class AccountRemovalViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(QString accountName READ accountName NOTIFY changed)
    Q_PROPERTY(QString waitingText READ waitingText NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
public:
    /// signOutLimit: how long a server that does not answer keeps the rest waiting.
    AccountRemovalViewModel(SessionList &sessions, AccountTraces traces, WorkerPool &workers, ToastViewModel &toast,
                            std::chrono::milliseconds signOutLimit = std::chrono::seconds(5),
                            QObject *parent = nullptr);
    ~AccountRemovalViewModel() override;

    [[nodiscard]] bool isAsking() const { return !m_accountId.isEmpty(); }
    [[nodiscard]] QString accountName() const;
    [[nodiscard]] QString waitingText() const; ///< what was not sent and would be lost; empty: nothing
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] QString errorText() const { return m_errorText; }
    [[nodiscard]] QString errorHint() const { return m_errorHint; }

    void ask(const QString &accountId);
    Q_INVOKABLE void cancel(); ///< does nothing once it has begun
    Q_INVOKABLE void confirm();

Q_SIGNALS:
    void changed();
    void removed(const QString &accountId);

private:
    Task<void> carryOut(QString accountId);
    /// The first thing that could not be taken out, if any.
    Task<Expected<void>> forgetCredentials(QString accountId);
    Task<Expected<void>> forgetSights(QString accountId);
    void finish(const QString &accountId, const Expected<void> &forgotten);

    SessionList &m_sessions;
    AccountTraces m_traces;
    WorkerPool &m_workers;
    ToastViewModel &m_toast;
    std::chrono::milliseconds m_signOutLimit;
    QString m_accountId; ///< that is asked about; empty: none
    QString m_errorText;
    QString m_errorHint;
    bool m_busy = false;
};

} // namespace coffret
