// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/credentialstore.h"
#include "ui/models/keylistmodel.h"
#include "ui/viewmodels/sessionlist.h"

#include <QObject>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

#include <map>

namespace coffret {

class Settings;

/// What a server shows before anything is sent to it.
struct ServerCertificate
{
    QByteArray sha256;
    QString subject;
    bool trusted = false; ///< by the system's or the given authorities, and valid for this host
};

/// Questions to a server that has no account yet. authorities: PEM, may be empty.
struct SetupProbes
{
    std::function<Task<Expected<ServerCertificate>>(QUrl server, QByteArray authorities)> certificate;
    /// The fingerprint of the server's OpenPGP key (Passbolt).
    std::function<Task<Expected<QString>>(QUrl server, QByteArray authorities, QByteArray pinned)> serverKey;
};

/// Adding an account, one screen at a time. Nothing is saved before the first sign-in has succeeded.
/// Owned by the composition root, main thread.
class FirstRunViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(Step step READ step NOTIFY stepChanged)
    Q_PROPERTY(QString service READ service NOTIFY stepChanged)
    Q_PROPERTY(QString serverUrl READ serverUrl WRITE setServerUrl NOTIFY inputChanged)
    Q_PROPERTY(QString accountName READ accountName WRITE setAccountName NOTIFY inputChanged)
    Q_PROPERTY(QString authorityFile READ authorityFile WRITE setAuthorityFile NOTIFY inputChanged)
    Q_PROPERTY(coffret::KeyListModel *keys READ keys CONSTANT)
    Q_PROPERTY(QString selectedKey READ selectedKey WRITE setSelectedKey NOTIFY inputChanged)
    Q_PROPERTY(QString serverFingerprint READ serverFingerprint NOTIFY probed)
    Q_PROPERTY(QString certificateFingerprint READ certificateFingerprint NOTIFY probed)
    Q_PROPERTY(QString certificateSubject READ certificateSubject NOTIFY probed)
    Q_PROPERTY(bool certificateTrusted READ isCertificateTrusted NOTIFY probed)
    Q_PROPERTY(QString expectedFingerprint READ expectedFingerprint WRITE setExpectedFingerprint NOTIFY inputChanged)
    Q_PROPERTY(QString appIds READ appIds WRITE setAppIds NOTIFY inputChanged)
    Q_PROPERTY(bool busy READ isBusy NOTIFY busyChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorChanged)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY errorChanged)
    Q_PROPERTY(bool canGoBack READ canGoBack NOTIFY stepChanged)
public:
    enum Step { ChooseService, ServerStep, TrustStep, KeyStep, TokenStep, AppsStep, FinishStep };
    Q_ENUM(Step)

    FirstRunViewModel(SessionList &sessions, Settings &settings, CredentialStore &credentials, OpenPgp &openPgp,
                      SetupProbes probes, QObject *parent = nullptr);
    ~FirstRunViewModel() override;

    void showDemoFailure(); ///< the demonstration asked for could not be started
    void restart();         ///< back to the first screen, everything typed is forgotten

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] QString service() const;
    [[nodiscard]] QString serverUrl() const { return m_serverUrl; }
    void setServerUrl(const QString &url);
    [[nodiscard]] QString accountName() const { return m_accountName; }
    void setAccountName(const QString &name);
    [[nodiscard]] QString authorityFile() const { return m_authorityFile; }
    void setAuthorityFile(const QString &file);
    [[nodiscard]] KeyListModel *keys() { return &m_keys; }
    [[nodiscard]] QString selectedKey() const { return m_account.keyFingerprint; }
    void setSelectedKey(const QString &fingerprint);
    [[nodiscard]] QString serverFingerprint() const;
    [[nodiscard]] QString certificateFingerprint() const;
    [[nodiscard]] QString certificateSubject() const { return m_certificate.subject; }
    [[nodiscard]] bool isCertificateTrusted() const { return m_certificate.trusted; }
    /// SHA-256 of the certificate as somebody else told it: what pins a certificate no authority vouches for.
    [[nodiscard]] QString expectedFingerprint() const { return m_expectedFingerprint; }
    void setExpectedFingerprint(const QString &fingerprint);
    [[nodiscard]] QString appIds() const { return m_appIds; }
    void setAppIds(const QString &ids);
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] QString errorText() const { return m_errorText; }
    [[nodiscard]] QString errorHint() const { return m_errorHint; }
    [[nodiscard]] bool canGoBack() const { return m_step != ChooseService; }

    Q_INVOKABLE void chooseService(const QString &service);
    Q_INVOKABLE void next();
    Q_INVOKABLE void back();
    Q_INVOKABLE void trust();
    /// which: "token", "read-token" or "write-token". The caller clears its field right after.
    Q_INVOKABLE void setToken(const QString &which, const QString &value);
    Q_INVOKABLE void startDemo();
    Q_INVOKABLE void finish();

Q_SIGNALS:
    void stepChanged();
    void inputChanged();
    void probed();
    void busyChanged();
    void errorChanged();
    void finished(const QString &accountId);
    void demoRequested();

private:
    [[nodiscard]] std::vector<Step> path() const; ///< the screens of the chosen service, in order
    void go(Step step);
    void advance();
    [[nodiscard]] bool takeServer();
    [[nodiscard]] bool takeTokens();
    [[nodiscard]] bool takeApps();
    void probe();
    void probeServerKey();
    [[nodiscard]] bool takePin();
    void loadKeys();
    void abandon();
    /// Stores the tokens and signs in once; saves the account when that worked.
    Task<Expected<void>> signIn();
    void giveUp(const Error &error);
    void setBusy(bool busy);
    void setError(const QString &text, const QString &hint);
    void setError(const Error &error);
    void clearError() { setError({}, {}); }

    SessionList &m_sessions;
    Settings &m_settings;
    CredentialStore &m_credentials;
    OpenPgp &m_openPgp;
    SetupProbes m_probes;
    KeyListModel m_keys;
    Step m_step = ChooseService;
    Account m_account;
    QString m_serverUrl;
    QString m_accountName;
    QString m_authorityFile;
    QString m_expectedFingerprint;
    QString m_appIds;
    ServerCertificate m_certificate;
    std::map<QString, SecretBuffer> m_tokens;
    std::unique_ptr<Session> m_candidate; ///< until the first sign-in has succeeded
    QString m_errorText;
    QString m_errorHint;
    bool m_busy = false;
    quint64 m_generation = 0; ///< answers that belong to an earlier screen are dropped
};

} // namespace coffret
