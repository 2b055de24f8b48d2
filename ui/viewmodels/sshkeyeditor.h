// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/sshkey/sshkeylook.h"
#include "ui/viewmodels/sshkeygenerator.h"
#include "ui/viewmodels/usermessages.h"

#include <QPointer>
#include <QTimer>

namespace coffret {

class EditFieldModel;

/// The private key in the form of an SSH key: says what it is and what is wrong with it as soon as it is there, fills
/// in its public half, converts it from PuTTY's format, and puts another one in its place. Keys stay in guarded memory
/// and are read by a worker. Owned by EditorViewModel, main thread.
class SshKeyEditor : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(State state READ state NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString comment READ comment NOTIFY changed)
    Q_PROPERTY(QString fingerprint READ fingerprint NOTIFY changed)
    Q_PROPERTY(QString protection READ protection NOTIFY changed)
    Q_PROPERTY(QString problemText READ problemText NOTIFY changed)
    Q_PROPERTY(QString problemHint READ problemHint NOTIFY changed)
    Q_PROPERTY(bool lacksPassphraseField READ lacksPassphraseField NOTIFY changed)
    Q_PROPERTY(bool otherPublicKey READ hasOtherPublicKey NOTIFY changed)
    Q_PROPERTY(bool replacing READ isReplacing NOTIFY changed)
    Q_PROPERTY(QString fileError READ fileError NOTIFY changed)
    Q_PROPERTY(QString fileHint READ fileHint NOTIFY changed)
    Q_PROPERTY(coffret::SshKeyGenerator *generator READ generator CONSTANT)
public:
    /// Locked: it is a key, but its passphrase is missing or wrong.
    enum State { Empty, Looking, Known, Locked, Unusable };
    Q_ENUM(State)

    explicit SshKeyEditor(EditFieldModel &fields, QObject *parent = nullptr);
    ~SshKeyEditor() override;

    /// A form begins. takesPassphrase: its secret can have one.
    void begin(bool takesPassphrase);
    void end();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString text() const; ///< "Ed25519, 256 bits"
    [[nodiscard]] QString comment() const;
    [[nodiscard]] QString fingerprint() const;
    [[nodiscard]] QString protection() const; ///< whether it is encrypted, and whether it was converted
    [[nodiscard]] QString problemText() const { return m_problem.text; }
    [[nodiscard]] QString problemHint() const { return m_problem.hint; }
    [[nodiscard]] bool lacksPassphraseField() const; ///< which would help
    [[nodiscard]] bool hasOtherPublicKey() const { return m_otherPublicKey; }
    [[nodiscard]] bool isReplacing() const { return m_waiting != nullptr; } ///< asks whether to
    [[nodiscard]] QString fileError() const { return m_fileProblem.text; }
    [[nodiscard]] QString fileHint() const { return m_fileProblem.hint; }
    [[nodiscard]] SshKeyGenerator *generator() { return &m_generator; }

    Q_INVOKABLE void openFile(const QString &pathOrUrl);
    Q_INVOKABLE void replace(); ///< what is there, by the key of the file
    Q_INVOKABLE void keep();
    Q_INVOKABLE void askToGenerate(const QString &comment);
    Q_INVOKABLE void addPassphraseField();
    Q_INVOKABLE void usePublicKey(); ///< in place of the one that belongs to another key

Q_SIGNALS:
    void changed();
    void passphraseFieldWanted();

private:
    using Look = std::shared_ptr<const SshKeyLook>;
    void follow();
    void lookSoon(std::chrono::milliseconds delay);
    void look();
    void take(const Look &look);
    void takeConverted(const SshKeyLook &look);
    void showProblem();
    void fillIn(const QString &key, const QByteArray &value, QByteArray &filled);
    void fillPublicKey();
    void putIn(const GeneratedSshKey &key);
    void reset();
    [[nodiscard]] SecretBuffer passphraseForFile() const;
    [[nodiscard]] bool hasKey() const;

    EditFieldModel &m_fields;
    WorkerPool m_workers{1};
    SshKeyGenerator m_generator{m_workers};
    QPointer<SecretDocument> m_key;
    QPointer<SecretDocument> m_passphrase;
    QTimer m_soon;
    State m_state = Empty;
    std::optional<SshPublicKey> m_public;
    QString m_comment;
    UserMessage m_problem;
    UserMessage m_fileProblem;
    std::shared_ptr<const GeneratedSshKey> m_waiting; ///< for an answer
    QByteArray m_filledPublicKey;                     ///< by this, so that another key may change it
    QByteArray m_filledFingerprint;
    SecretBuffer m_convertedFrom; ///< which may have been taken back by undoing
    bool m_takesPassphrase = false;
    bool m_active = false;
    bool m_encrypted = false;
    bool m_converted = false;
    bool m_needsPassphrase = false;
    bool m_otherPublicKey = false;
    bool m_writing = false; ///< into the form: not the user
    bool m_looking = false;
    quint64 m_generation = 0; ///< answers about an earlier text are dropped
};

} // namespace coffret
