// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/ownkeys.h"
#include "core/session/session.h"
#include "ui/models/choicelistmodel.h"
#include "ui/models/keylistmodel.h"
#include "ui/models/readerlistmodel.h"
#include "ui/viewmodels/jobviewmodel.h"
#include "ui/viewmodels/usermessages.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// How the values of an account that does not encrypt from end to end are sealed: whether, with which key of the
/// user's, and for whom. What the values there come to is a job's. Owned by BrowseViewModel, main thread.
class SealingViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed) ///< of the account
    Q_PROPERTY(bool on READ isOn NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(coffret::KeyListModel *keys READ keys CONSTANT)
    Q_PROPERTY(QString ownKey READ ownKey NOTIFY changed)
    Q_PROPERTY(coffret::ReaderListModel *people READ people CONSTANT)
    Q_PROPERTY(QString searchText READ searchText WRITE setSearchText NOTIFY changed)
    Q_PROPERTY(coffret::ChoiceListModel *found READ found CONSTANT)
    Q_PROPERTY(QString turnOnHint READ turnOnHint NOTIFY changed)
    Q_PROPERTY(QString sealHint READ sealHint NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
public:
    SealingViewModel(OpenPgp &openPgp, OwnKeys &ownKeys, JobViewModel &job, QObject *parent = nullptr);
    ~SealingViewModel() override;

    /// Reads the user's keyring, and what is known of the people's keys. Nothing for an account that cannot seal.
    void show(Session *session);

    [[nodiscard]] bool isOpen() const { return m_session != nullptr; }
    [[nodiscard]] QString name() const;
    [[nodiscard]] bool isOn() const { return setting().on; }
    [[nodiscard]] bool isBusy() const { return m_busy > 0; }
    [[nodiscard]] KeyListModel *keys() { return &m_keys; } ///< of the user
    [[nodiscard]] QString ownKey() const { return setting().ownKey; }
    [[nodiscard]] ReaderListModel *people() { return &m_people; }
    [[nodiscard]] QString searchText() const { return m_searchText; }
    void setSearchText(const QString &text);
    [[nodiscard]] ChoiceListModel *found() { return &m_found; } ///< in the user's keyring; key: fingerprint
    [[nodiscard]] QString turnOnHint() const;                   ///< why sealing cannot be turned on; empty when it can
    [[nodiscard]] QString sealHint() const; ///< why the values there cannot be sealed now; empty when they can
    [[nodiscard]] QString errorText() const { return m_error.text; }
    [[nodiscard]] QString errorHint() const { return m_error.hint; }

    Q_INVOKABLE void setOn(bool on);
    Q_INVOKABLE void chooseKey(const QString &fingerprint);
    Q_INVOKABLE void addFromFile(const QString &pathOrUrl);
    Q_INVOKABLE void addFound(int row);
    Q_INVOKABLE void remove(int row);
    Q_INVOKABLE void confirm(int row); ///< the user compared the fingerprint: of a new or of a changed key
    Q_INVOKABLE void sealExisting();   ///< says what it comes to first
    Q_INVOKABLE void unseal();
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] VaultSealing *sealing() const;
    [[nodiscard]] const Sealing &setting() const;
    void changeTo(const Sealing &setting);
    void loadKeys();
    void loadPeople();
    void add(const QByteArray &armoredKey);
    void search();
    void take(const Expected<void> &done);
    /// Waits for task, and hands on what it says while this account is still shown.
    template <typename T>
    void await(Task<Expected<T>> task, std::function<void(Expected<T>)> then);

    OpenPgp &m_openPgp;
    OwnKeys &m_ownKeys;
    JobViewModel &m_job;
    QPointer<Session> m_session;
    KeyListModel m_keys;
    ReaderListModel m_people;
    ChoiceListModel m_found;
    std::vector<KeyInfo> m_others; ///< keys of others in the user's keyring
    QString m_searchText;
    UserMessage m_error;
    int m_busy = 0;
    quint64 m_generation = 0;
    std::stop_source m_stop;
};

} // namespace coffret
