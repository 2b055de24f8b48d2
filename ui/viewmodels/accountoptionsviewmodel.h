// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/choicelistmodel.h"
#include "ui/viewmodels/sessionlist.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace coffret {

class Settings;

/// What can be changed about an account that is there: its name, the apps it shows, what its server is not asked for.
/// What was saved holds for a new session in the place of the old one. Owned by AppViewModel, main thread.
class AccountOptionsViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed) ///< saved; the server is told that the old session ends
    Q_PROPERTY(QString accountName READ accountName NOTIFY changed) ///< as it is so far
    Q_PROPERTY(QString host READ host NOTIFY changed)               ///< the name when none is given
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY changed)
    Q_PROPERTY(bool hasApps READ hasApps NOTIFY changed)
    Q_PROPERTY(QString apps READ apps WRITE setApps NOTIFY changed)
    Q_PROPERTY(QString appsError READ appsError NOTIFY changed)
    Q_PROPERTY(coffret::ChoiceListModel *steps READ steps CONSTANT) ///< none where everything asked for is documented
    Q_PROPERTY(QStringList usedSteps READ usedSteps NOTIFY changed)
    Q_PROPERTY(bool lends READ lends NOTIFY changed)
    Q_PROPERTY(bool givesBack READ givesBack WRITE setGivesBack NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
public:
    /// signOutLimit: how long a server that does not answer keeps the new session waiting.
    AccountOptionsViewModel(SessionList &sessions, Settings &settings,
                            std::chrono::milliseconds signOutLimit = std::chrono::seconds(5),
                            QObject *parent = nullptr);
    ~AccountOptionsViewModel() override;

    void show(const QString &accountId);

    [[nodiscard]] bool isOpen() const { return !m_accountId.isEmpty(); }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] QString accountName() const { return m_account.name; }
    [[nodiscard]] QString host() const { return m_account.server.host(); }
    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString &name);
    [[nodiscard]] bool hasApps() const { return m_account.service == Service::CommandK; }
    [[nodiscard]] QString apps() const { return m_apps; } ///< separated by commas
    void setApps(const QString &apps);
    [[nodiscard]] QString appsError() const { return m_appsError; }
    [[nodiscard]] ChoiceListModel *steps() { return &m_steps; }
    [[nodiscard]] QStringList usedSteps() const;
    [[nodiscard]] bool lends() const;
    [[nodiscard]] bool givesBack() const { return m_givesBack; }
    void setGivesBack(bool givesBack);
    [[nodiscard]] QString errorText() const { return m_errorText; }
    [[nodiscard]] QString errorHint() const { return m_errorHint; }

    Q_INVOKABLE void setUsed(const QString &step, bool used);
    Q_INVOKABLE void save();
    Q_INVOKABLE void cancel(); ///< what was saved is carried out all the same

Q_SIGNALS:
    void changed();
    void saved();
    void renewing();                         ///< the old session ends now
    void renewed(coffret::Session *session); ///< made, but not open

private:
    [[nodiscard]] Account wanted() const;
    [[nodiscard]] Expected<void> keep(const Account &account);
    Task<void> renew(Account account);

    SessionList &m_sessions;
    Settings &m_settings;
    std::chrono::milliseconds m_signOutLimit;
    QString m_accountId;
    Account m_account; ///< as it is so far
    QString m_name;
    QString m_apps;
    QString m_appsError;
    ChoiceListModel m_steps;
    QStringList m_switchedOff;
    bool m_givesBack = true;
    bool m_busy = false;
    QString m_errorText;
    QString m_errorHint;
};

} // namespace coffret
