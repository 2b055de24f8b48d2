// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/credentialstore.h"
#include "ui/viewmodels/enrolmentviewmodel.h"
#include "ui/viewmodels/ownkeysviewmodel.h"
#include "ui/viewmodels/sessionlist.h"
#include "ui/viewmodels/setupserverviewmodel.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <map>

namespace coffret {

class Settings;

/// Adding an account, one screen at a time: knows the order of the screens and signs in at the end. What is asked on
/// them is the business of its parts. Nothing is saved before the first sign-in has succeeded.
/// Owned by the composition root, main thread.
class FirstRunViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(Step step READ step NOTIFY stepChanged)
    Q_PROPERTY(int stepNumber READ stepNumber NOTIFY stepChanged) ///< counted from 0
    Q_PROPERTY(int stepCount READ stepCount NOTIFY stepChanged)
    Q_PROPERTY(QString service READ service NOTIFY stepChanged)
    Q_PROPERTY(bool wantsLink READ wantsLink NOTIFY stepChanged)
    Q_PROPERTY(coffret::SetupServerViewModel *server READ server CONSTANT)
    Q_PROPERTY(coffret::OwnKeysViewModel *ownKeys READ ownKeys CONSTANT)
    Q_PROPERTY(coffret::EnrolmentViewModel *enrolment READ enrolment CONSTANT)
    Q_PROPERTY(QString accountName READ accountName WRITE setAccountName NOTIFY inputChanged)
    Q_PROPERTY(bool byPassword READ isByPassword WRITE setByPassword NOTIFY inputChanged)
    Q_PROPERTY(QString portalUser READ portalUser WRITE setPortalUser NOTIFY inputChanged)
    Q_PROPERTY(QString appIds READ appIds WRITE setAppIds NOTIFY inputChanged)
    Q_PROPERTY(bool busy READ isBusy NOTIFY busyChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorChanged)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY errorChanged)
    Q_PROPERTY(bool canGoBack READ canGoBack NOTIFY stepChanged)
public:
    enum Step { ChooseService, ServerStep, KitStep, TrustStep, KeyStep, TokenStep, FinishStep, DoneStep };
    Q_ENUM(Step)

    FirstRunViewModel(SessionList &sessions, Settings &settings, CredentialStore &credentials, OpenPgp &openPgp,
                      OwnKeys &ownKeys, const Clock &clock, SetupProbes probes, QObject *parent = nullptr);
    ~FirstRunViewModel() override;

    void showDemoFailure(); ///< the demonstration asked for could not be started
    void restart();         ///< back to the first screen, everything typed is forgotten

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] int stepNumber() const;
    [[nodiscard]] int stepCount() const { return static_cast<int>(path().size()); }
    [[nodiscard]] QString service() const;
    [[nodiscard]] bool wantsLink() const { return m_way == Way::Link; }
    [[nodiscard]] SetupServerViewModel *server() { return &m_server; }
    [[nodiscard]] OwnKeysViewModel *ownKeys() { return &m_keys; }
    [[nodiscard]] EnrolmentViewModel *enrolment() { return &m_enrolment; }
    [[nodiscard]] QString accountName() const { return m_accountName; }
    void setAccountName(const QString &name);
    /// Fudo: signs in as a user of the portal, with a password, instead of with a token.
    [[nodiscard]] bool isByPassword() const { return m_byPassword; }
    void setByPassword(bool byPassword);
    [[nodiscard]] QString portalUser() const { return m_portalUser; }
    void setPortalUser(const QString &user);
    [[nodiscard]] QString appIds() const { return m_appIds; }
    void setAppIds(const QString &ids);
    [[nodiscard]] bool isBusy() const;
    [[nodiscard]] QString errorText() const { return m_error.text; }
    [[nodiscard]] QString errorHint() const { return m_error.hint; }
    [[nodiscard]] bool canGoBack() const { return m_step != ChooseService && m_step != DoneStep; }
    [[nodiscard]] Session *candidate() const { return m_candidate.get(); } ///< while it signs in; else null

    Q_INVOKABLE void chooseService(const QString &service);
    Q_INVOKABLE void chooseKit();  ///< Passbolt, by an account kit
    Q_INVOKABLE void chooseLink(); ///< Passbolt, by a link from an e-mail
    /// A file that was chosen or dropped: an account kit on any screen, and what else the screen has a use for.
    Q_INVOKABLE void openFile(const QString &file);
    /// What was typed or pasted as the server's address. A link from an e-mail is taken for what it is.
    Q_INVOKABLE void setAddress(const QString &text);
    Q_INVOKABLE void forgetLink();
    Q_INVOKABLE void next();
    Q_INVOKABLE void back();
    /// which: "token", "read-token", "write-token" or "password". The caller clears its field right after.
    Q_INVOKABLE void setToken(const QString &which, const QString &value);
    Q_INVOKABLE void startDemo();

Q_SIGNALS:
    void stepChanged();
    void inputChanged();
    void busyChanged();
    void errorChanged();
    void candidateMade(coffret::Session *session); ///< it may ask for a second factor
    void finished(const QString &accountId);
    void demoRequested();

private:
    enum class Way { Address, Kit, Link };

    void wire(SetupPart &part);
    [[nodiscard]] std::vector<Step> path() const; ///< the screens of the chosen way, in order
    void begin(Service service, Way way, Step step);
    void go(Step step);
    void advance();
    void abandon();
    void takeKit();
    void lookAtServer();
    void onServerAnswered();
    void showTrust();
    void trust();
    [[nodiscard]] KeyDemand demand() const;
    [[nodiscard]] bool takeTokens();
    [[nodiscard]] bool usesPortal() const;
    [[nodiscard]] bool takeApps();
    void finish();
    [[nodiscard]] Account newAccount() const;
    void openSession();
    /// Stores the tokens and signs in once; saves the account when that worked.
    Task<Expected<void>> signIn();
    void welcome();
    void leave();
    void giveUp(const UserMessage &message);
    void setBusy(bool busy);
    void setError(const UserMessage &message);
    void clearError() { setError({}); }

    SessionList &m_sessions;
    Settings &m_settings;
    CredentialStore &m_credentials;
    SetupProbes m_probes;
    SetupServerViewModel m_server;
    OwnKeysViewModel m_keys;
    EnrolmentViewModel m_enrolment;
    Step m_step = ChooseService;
    Service m_service = Service::Passbolt;
    Way m_way = Way::Address;
    QString m_accountName;
    QString m_appIds;
    bool m_byPassword = false;
    QString m_portalUser;
    std::map<QString, SecretBuffer> m_tokens;
    Account m_account;                    ///< of the sign-in under way, or done
    std::unique_ptr<Session> m_candidate; ///< until the first sign-in has succeeded
    UserMessage m_error;
    bool m_busy = false;
    quint64 m_generation = 0; ///< answers that belong to an earlier screen are dropped
};

} // namespace coffret
