// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"
#include "core/x509/certificatefile.h"
#include "ui/items/secretdocument.h"
#include "ui/viewmodels/certificatecard.h"
#include "ui/viewmodels/usermessages.h"

#include <QTimer>

namespace coffret {

class EditFieldModel;
struct EditField;

/// Helps with the certificate of a form: says what was written, puts its chain in order, and fills the form's fields
/// from a file. Owned by EditorViewModel, main thread.
class CertificateForm : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(coffret::CertificateCard *card READ card CONSTANT)
    Q_PROPERTY(QString anchor READ anchor NOTIFY changed)
    Q_PROPERTY(bool outOfOrder READ isOutOfOrder NOTIFY changed)
    Q_PROPERTY(QString expiryDay READ expiryDay NOTIFY changed)
    Q_PROPERTY(bool wantsPassword READ wantsPassword NOTIFY changed)
    Q_PROPERTY(QString fileName READ fileName NOTIFY changed)
    Q_PROPERTY(QString fileText READ fileText NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(coffret::SecretDocument *password READ password CONSTANT)
public:
    CertificateForm(EditFieldModel &fields, const Clock &clock, QObject *parent = nullptr);
    ~CertificateForm() override;

    /// For the fields that are there now. revealable: what was in them before may be shown.
    void begin(SecretType type, bool revealable);
    void end(); ///< wipes

    [[nodiscard]] CertificateCard *card() { return &m_card; }
    /// The key of the field it helps with, which is the private key's where both are in one; empty: none.
    [[nodiscard]] QString anchor() const { return m_anchor; }
    [[nodiscard]] bool isOutOfOrder() const;
    [[nodiscard]] QString expiryDay() const; ///< on which the certificate ends, as dayText(); empty when there is none
    [[nodiscard]] bool wantsPassword() const { return m_file != nullptr; }
    [[nodiscard]] QString fileName() const { return m_fileName; }
    [[nodiscard]] QString fileText() const { return m_fileText; } ///< what was read
    [[nodiscard]] QString errorText() const { return m_error.text; }
    [[nodiscard]] QString errorHint() const { return m_error.hint; }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] SecretDocument *password() { return &m_password; }

    Q_INVOKABLE void chooseFile(const QString &pathOrUrl);
    Q_INVOKABLE void openFile();   ///< with the password
    Q_INVOKABLE void forgetFile(); ///< instead of giving its password
    Q_INVOKABLE void putInOrder(); ///< as soon as what is there by now was looked at

Q_SIGNALS:
    void changed();
    void fieldWanted(const QString &key); ///< for a part of a file; whoever adds it does so at once
    void filled(const QString &name);     ///< from a file; the name of its certificate, empty for a key alone

private:
    using Answer = X509Result<CertificateFile>;
    void findAnchor();
    void inspect();
    void readFile(std::shared_ptr<const SecretBuffer> file, SecretBuffer password);
    void take(const std::shared_ptr<const SecretBuffer> &file, Answer answer);
    void fill(const CertificateFile &file);
    [[nodiscard]] bool fillFields(const CertificateFile &file);
    [[nodiscard]] static SecretBuffer inOneField(const CertificateFile &file, const SecretBuffer &before);
    [[nodiscard]] SecretDocument *wantedDocument(FieldKind kind, const SecretBuffer &value);
    void fail(UserMessage message);
    [[nodiscard]] SecretDocument *document(FieldKind kind) const;

    EditFieldModel &m_fields;
    CertificateCard m_card;
    WorkerPool m_workers{1};
    QTimer m_pause; ///< in typing
    SecretDocument m_password;
    std::shared_ptr<const SecretBuffer> m_file; ///< while its password is asked for
    QString m_anchor;
    QString m_fileName;
    QString m_fileText;
    UserMessage m_error;
    SecretType m_type = SecretType::Unknown;
    bool m_active = false;
    bool m_sealed = false; ///< what was there must not be shown
    bool m_busy = false;
    bool m_ordering = false;  ///< the chain is to be put in order once it was looked at
    quint64 m_generation = 0; ///< answers about an earlier file are dropped
};

} // namespace coffret
