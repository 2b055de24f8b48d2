// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/openpgp/ownkeys.h"
#include "ui/models/keylistmodel.h"
#include "ui/viewmodels/setuppart.h"

#include <QtQml/qqmlregistration.h>

#include <optional>

namespace coffret {

/// What the server wants of the user's key.
struct KeyDemand
{
    bool isNew = false;  ///< it does not know the key yet, and has rules for it
    QString fingerprint; ///< it knows the user by this one; empty: not told
    QString name;        ///< whom a new key would be for
    QString email;
    qint64 clockSkew = 0; ///< how far its clock is ahead, in seconds
};

/// Which key of the user's signs in: one of the keyring or a smart card, one from a file, or a new one. Puts something
/// into the user's keyring only when told to. Owned by FirstRunViewModel, main thread.
class OwnKeysViewModel : public coffret::SetupPart // in full, or qmllint does not find it
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(coffret::KeyListModel *keys READ keys CONSTANT)
    Q_PROPERTY(QString selected READ selected WRITE setSelected NOTIFY changed)
    Q_PROPERTY(QString demanded READ demanded NOTIFY changed) ///< the fingerprint it must have, in groups
    Q_PROPERTY(bool canCreate READ canCreate NOTIFY changed)
    Q_PROPERTY(QString newOwner READ newOwner NOTIFY changed)
    // The key of a file that was looked at and is not imported yet
    Q_PROPERTY(bool hasFile READ hasFile NOTIFY changed)
    Q_PROPERTY(QString fileOwner READ fileOwner NOTIFY changed)
    Q_PROPERTY(QString fileFingerprint READ fileFingerprint NOTIFY changed)
    Q_PROPERTY(QString fileNote READ fileNote NOTIFY changed)
    Q_PROPERTY(bool filePresent READ isFilePresent NOTIFY changed) ///< the keyring has that key already
    // A key that was made here
    Q_PROPERTY(bool needsBackup READ needsBackup NOTIFY changed)
    Q_PROPERTY(QString backupFile READ backupFile NOTIFY changed) ///< where it was saved; empty before
    Q_PROPERTY(QString suggestedBackup READ suggestedBackup NOTIFY changed)
public:
    OwnKeysViewModel(OpenPgp &openPgp, OwnKeys &ownKeys, const Clock &clock, QObject *parent = nullptr);

    void reset();
    /// Reads the keyring and chooses a key that would do, unless one is chosen.
    void load(const KeyDemand &demand);
    /// Whether the chosen key will do. failed() says why not.
    [[nodiscard]] bool accept();

    [[nodiscard]] KeyListModel *keys() { return &m_keys; }
    [[nodiscard]] QString selected() const { return m_selected; }
    void setSelected(const QString &fingerprint);
    [[nodiscard]] QString demanded() const;
    [[nodiscard]] bool canCreate() const { return m_demand.isNew; }
    [[nodiscard]] QString newOwner() const;
    [[nodiscard]] bool hasFile() const { return m_file.has_value(); }
    [[nodiscard]] QString fileOwner() const { return m_file ? m_file->info.userId : QString(); }
    [[nodiscard]] QString fileFingerprint() const;
    [[nodiscard]] QString fileNote() const;
    [[nodiscard]] bool isFilePresent() const { return m_file && m_file->present; }
    [[nodiscard]] bool needsBackup() const { return !m_created.isEmpty() && m_created == m_selected; }
    [[nodiscard]] QString backupFile() const { return m_backupFile; }
    [[nodiscard]] QString suggestedBackup() const;

    Q_INVOKABLE void openFile(const QString &file);
    Q_INVOKABLE void importFile();
    Q_INVOKABLE void forgetFile();
    Q_INVOKABLE void create();
    Q_INVOKABLE void saveBackup(const QString &file);
    void stop(); ///< ends what waits for gpg, and drops its answer

private:
    void reload();
    void show(std::vector<KeyInfo> keys);
    [[nodiscard]] QString reasonAgainst(const KeyInfo &key) const;
    [[nodiscard]] QDateTime serverNow() const;

    OpenPgp &m_openPgp;
    OwnKeys &m_ownKeys;
    const Clock &m_clock;
    KeyListModel m_keys;
    KeyDemand m_demand;
    QString m_selected;
    std::optional<KeyFile> m_file;
    QString m_created;
    QString m_backupFile;
    std::stop_source m_stop;
};

} // namespace coffret
