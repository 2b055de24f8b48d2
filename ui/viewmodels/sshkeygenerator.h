// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sshkey/sshkeygeneration.h"
#include "ui/items/secretdocument.h"
#include "ui/models/choicelistmodel.h"

#include <memory>

namespace coffret {

class WorkerPool;

/// A new key, as it goes into a form.
struct GeneratedSshKey
{
    SecretBuffer text; ///< in OpenSSH's format, under the passphrase if there is one
    SecretBuffer passphrase;
};

/// The question what kind of SSH key to make, and making it in a worker. Owned by SshKeyEditor, main thread.
class SshKeyGenerator : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(bool replaces READ replaces NOTIFY changed)
    Q_PROPERTY(coffret::ChoiceListModel *kinds READ kinds CONSTANT)
    Q_PROPERTY(QString kind READ kind WRITE setKind NOTIFY changed)
    Q_PROPERTY(QString comment READ comment WRITE setComment NOTIFY changed)
    Q_PROPERTY(bool takesPassphrase READ takesPassphrase NOTIFY changed)
    Q_PROPERTY(coffret::SecretDocument *passphrase READ passphrase CONSTANT)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
public:
    explicit SshKeyGenerator(WorkerPool &workers, QObject *parent = nullptr);
    ~SshKeyGenerator() override;

    /// replaces: there is a private key in the form. takesPassphrase: the form has a place for one.
    void ask(const QString &comment, bool replaces, bool takesPassphrase);

    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] bool replaces() const { return m_replaces; }
    [[nodiscard]] ChoiceListModel *kinds() { return &m_kinds; }
    [[nodiscard]] QString kind() const { return m_kind; } ///< a key of kinds()
    void setKind(const QString &kind);
    [[nodiscard]] QString comment() const { return m_comment; }
    void setComment(const QString &comment);
    [[nodiscard]] bool takesPassphrase() const { return m_takesPassphrase; }
    [[nodiscard]] SecretDocument *passphrase() { return &m_passphrase; }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] QString errorText() const { return m_errorText; }

    Q_INVOKABLE void generate();
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();
    void generated(const std::shared_ptr<const coffret::GeneratedSshKey> &key);

private:
    WorkerPool &m_workers;
    ChoiceListModel m_kinds;
    SecretDocument m_passphrase;
    QString m_kind;
    QString m_comment;
    QString m_errorText;
    bool m_asking = false;
    bool m_replaces = false;
    bool m_takesPassphrase = false;
    bool m_busy = false;
    quint64 m_generation = 0; ///< a key that nobody waits for any more is dropped
};

} // namespace coffret
