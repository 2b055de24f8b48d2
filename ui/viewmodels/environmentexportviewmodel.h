// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/environmenttext.h"
#include "ui/viewmodels/filerecipients.h"

namespace coffret {

/// The values of one environment on their way into an encrypted file: where to, and who can open it. Owned by
/// EnvironmentsViewModel, main thread.
class EnvironmentExportViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(bool over READ isOver NOTIFY changed)
    Q_PROPERTY(QString heading READ heading NOTIFY changed)
    Q_PROPERTY(QString path READ path WRITE setPath NOTIFY changed)
    Q_PROPERTY(QString ownKey READ ownKey WRITE setOwnKey NOTIFY changed)
    Q_PROPERTY(coffret::ChoiceListModel *keys READ keys CONSTANT)
    Q_PROPERTY(coffret::ChoiceListModel *recipients READ recipients CONSTANT)
    Q_PROPERTY(QString statement READ statement NOTIFY changed)
    Q_PROPERTY(QString report READ report NOTIFY changed)
    Q_PROPERTY(QString leftOut READ leftOut NOTIFY changed)
    Q_PROPERTY(QString goHint READ goHint NOTIFY changed)
    Q_PROPERTY(QString goText READ goText NOTIFY changed)
    Q_PROPERTY(bool replaces READ replaces NOTIFY changed)
    Q_PROPERTY(coffret::ReadersViewModel *readers READ readers CONSTANT)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
    Q_PROPERTY(QString errorDetails READ errorDetailsText NOTIFY changed)
public:
    explicit EnvironmentExportViewModel(OpenPgp &openPgp, QObject *parent = nullptr);
    ~EnvironmentExportViewModel() override;

    void begin(Session *session, const QString &environmentId);

    [[nodiscard]] bool isOpen() const { return !m_environmentId.isEmpty(); }
    [[nodiscard]] bool isBusy() const { return m_writing || m_recipients.isBusy(); }
    [[nodiscard]] bool isOver() const { return m_written.has_value(); }
    [[nodiscard]] QString heading() const;
    [[nodiscard]] QString path() const { return m_path; }
    void setPath(const QString &path); ///< as it is typed
    [[nodiscard]] QString ownKey() const { return m_recipients.ownKey(); }
    void setOwnKey(const QString &fingerprint) { m_recipients.setOwnKey(fingerprint); }
    [[nodiscard]] ChoiceListModel *keys() { return m_recipients.keys(); }         ///< of the user
    [[nodiscard]] ChoiceListModel *recipients() { return m_recipients.others(); } ///< others; hint: the fingerprint
    [[nodiscard]] QString statement() const; ///< what is in the encrypted file, and for whom
    [[nodiscard]] QString report() const;    ///< what became of it
    [[nodiscard]] QString leftOut() const;   ///< what is not in the file, and why
    [[nodiscard]] QString goHint() const;    ///< why nothing can be written; empty when it can
    [[nodiscard]] QString goText() const;
    [[nodiscard]] bool replaces() const; ///< a file that is there, which no dialog has asked about
    [[nodiscard]] ReadersViewModel *readers() { return m_recipients.readers(); }
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;
    [[nodiscard]] QString errorDetailsText() const;

    Q_INVOKABLE void choosePath(const QString &pathOrUrl);   ///< in a dialog that asks before it replaces
    Q_INVOKABLE void addRecipient(const QString &pathOrUrl); ///< of a public key
    Q_INVOKABLE void removeRecipient(const QString &fingerprint) { m_recipients.remove(fingerprint); }
    Q_INVOKABLE void go(); ///< asks first whose the others' keys are
    Q_INVOKABLE void stop();
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();

private:
    void write();
    void take(Expected<EnvironmentText> written);
    void fail(const Error &error);

    OpenPgp &m_openPgp;
    QPointer<Session> m_session;
    FileRecipients m_recipients;
    QString m_environmentId;
    QString m_path;
    QString m_agreedPath; ///< may be replaced
    std::optional<EnvironmentText> m_written;
    std::optional<Error> m_error;
    bool m_writing = false; ///< the file
    quint64 m_generation = 0;
    std::stop_source m_stop;
};

} // namespace coffret
