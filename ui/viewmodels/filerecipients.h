// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/models/choicelistmodel.h"
#include "ui/viewmodels/readersviewmodel.h"

#include <QPointer>

namespace coffret {

/// Who can open a file that is about to be encrypted: one of the user's keys, and those of others, each compared
/// before. Owned by whoever writes the file, main thread.
class FileRecipients : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(QString ownKey READ ownKey WRITE setOwnKey NOTIFY changed)
    Q_PROPERTY(coffret::ChoiceListModel *keys READ keys CONSTANT)
    Q_PROPERTY(coffret::ChoiceListModel *others READ others CONSTANT)
    Q_PROPERTY(coffret::ReadersViewModel *readers READ readers CONSTANT)
public:
    explicit FileRecipients(OpenPgp &openPgp, QObject *parent = nullptr);
    ~FileRecipients() override;

    void begin(Session *session); ///< lists the user's keys; the account's own is chosen
    void clear();
    void stop(); ///< what is under way

    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] QString ownKey() const { return m_ownKey; } ///< empty: the user has none
    void setOwnKey(const QString &fingerprint);
    [[nodiscard]] ChoiceListModel *keys() { return &m_keys; }     ///< of the user
    [[nodiscard]] ChoiceListModel *others() { return &m_others; } ///< hint: the fingerprint
    [[nodiscard]] QStringList otherKeys() const;
    [[nodiscard]] QStringList names() const; ///< of all who can open it, the user first; empty without a key
    [[nodiscard]] ReadersViewModel *readers() { return &m_readers; }

    Q_INVOKABLE void add(const QString &pathOrUrl); ///< of a public key
    Q_INVOKABLE void remove(const QString &fingerprint);
    void confirm(); ///< asks whose the others' keys are, unless that is known; then confirmed()

Q_SIGNALS:
    void changed();
    void confirmed();
    void failed(const coffret::Error &error);

private:
    void askForReaders(const std::vector<ReaderKey> &known);
    void fail(const Error &error);
    void finish();

    OpenPgp &m_openPgp;
    QPointer<Session> m_session;
    ChoiceListModel m_keys;
    ChoiceListModel m_others;
    ReadersViewModel m_readers;
    QString m_ownKey;
    bool m_busy = false;
    quint64 m_generation = 0;
    std::stop_source m_stop;
};

} // namespace coffret
