// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/session/vaultexport.h"
#include "ui/items/secretdocument.h"
#include "ui/viewmodels/filerecipients.h"

namespace coffret {

/// Secrets on their way into a file: which, in what format, where to, and who can open it. Owned by BrowseViewModel,
/// main thread.
class ExportViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(bool writing READ isWriting NOTIFY changed)
    Q_PROPERTY(bool over READ isOver NOTIFY changed)
    Q_PROPERTY(QString heading READ heading NOTIFY changed)
    Q_PROPERTY(Format format READ format WRITE setFormat NOTIFY changed)
    Q_PROPERTY(QString sealedHint READ sealedHint NOTIFY changed)
    Q_PROPERTY(QString kdbxHint READ kdbxHint NOTIFY changed)
    Q_PROPERTY(QString csvHint READ csvHint NOTIFY changed)
    Q_PROPERTY(coffret::ChoiceListModel *scopes READ scopes CONSTANT)
    Q_PROPERTY(QString scope READ scope WRITE setScope NOTIFY changed)
    Q_PROPERTY(QString path READ path WRITE setPath NOTIFY changed)
    Q_PROPERTY(bool replaces READ replaces NOTIFY changed)
    Q_PROPERTY(coffret::FileRecipients *recipients READ recipients CONSTANT)
    Q_PROPERTY(coffret::SecretDocument *password READ password CONSTANT)
    Q_PROPERTY(coffret::SecretDocument *repeated READ repeated CONSTANT)
    Q_PROPERTY(QString repeatedError READ repeatedError NOTIFY changed)
    Q_PROPERTY(bool agreed READ isAgreed WRITE setAgreed NOTIFY changed)
    Q_PROPERTY(QString statement READ statement NOTIFY changed)
    Q_PROPERTY(QString goHint READ goHint NOTIFY changed)
    Q_PROPERTY(QString goText READ goText NOTIFY changed)
    Q_PROPERTY(int done READ done NOTIFY progressChanged)
    Q_PROPERTY(int total READ total NOTIFY progressChanged)
    Q_PROPERTY(QString progressText READ progressText NOTIFY progressChanged)
    Q_PROPERTY(QString report READ report NOTIFY changed)
    Q_PROPERTY(QString remarks READ remarks NOTIFY changed)
    Q_PROPERTY(coffret::ChoiceListModel *left READ left CONSTANT)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
    Q_PROPERTY(QString errorDetails READ errorDetailsText NOTIFY changed)
public:
    enum Format { Sealed, Kdbx, Csv };
    Q_ENUM(Format)
    enum class Scope { Account, Folder, Chosen };

    ExportViewModel(OpenPgp &openPgp, const Clock &clock, QObject *parent = nullptr);
    ~ExportViewModel() override;

    /// Why nothing of this account can be exported; empty when something can.
    [[nodiscard]] static QString hintFor(const Session *session);
    /// collectionId and chosenIds: offered besides the whole account where there are any.
    void begin(Session *session, const QString &collectionId, const QStringList &chosenIds, Scope scope);

    [[nodiscard]] bool isOpen() const { return m_session != nullptr; }
    [[nodiscard]] bool isBusy() const { return m_writing || m_recipients.isBusy(); }
    [[nodiscard]] bool isWriting() const { return m_writing; }
    [[nodiscard]] bool isOver() const { return m_report.has_value(); }
    [[nodiscard]] QString heading() const;
    [[nodiscard]] Format format() const { return m_format; }
    void setFormat(Format format);
    // Why a format cannot be chosen; empty when it can.
    [[nodiscard]] QString sealedHint() const { return formatHint(Sealed); }
    [[nodiscard]] QString kdbxHint() const { return formatHint(Kdbx); }
    [[nodiscard]] QString csvHint() const { return formatHint(Csv); }
    [[nodiscard]] ChoiceListModel *scopes() { return &m_scopes; }
    [[nodiscard]] QString scope() const { return m_scope; } ///< "account", "folder" or "chosen"
    void setScope(const QString &scope);
    [[nodiscard]] QString path() const { return m_path; }
    void setPath(const QString &path);   ///< as it is typed
    [[nodiscard]] bool replaces() const; ///< a file that is there, which no dialog has asked about
    [[nodiscard]] FileRecipients *recipients() { return &m_recipients; }
    [[nodiscard]] SecretDocument *password() { return &m_password; }
    [[nodiscard]] SecretDocument *repeated() { return &m_repeated; }
    [[nodiscard]] QString repeatedError() const;
    [[nodiscard]] bool isAgreed() const { return m_agreed; } ///< that everybody can read the table
    void setAgreed(bool agreed);
    [[nodiscard]] QString statement() const; ///< who can open the file
    [[nodiscard]] QString goHint() const;    ///< why nothing can be written; empty when it can
    [[nodiscard]] QString goText() const;
    [[nodiscard]] int done() const { return m_done; }
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] QString progressText() const;
    [[nodiscard]] QString report() const;                     ///< what became of it
    [[nodiscard]] QString remarks() const;                    ///< what else there is to say of the file
    [[nodiscard]] ChoiceListModel *left() { return &m_left; } ///< what is not in the file; hint: why
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;
    [[nodiscard]] QString errorDetailsText() const;

    Q_INVOKABLE void choosePath(const QString &pathOrUrl); ///< in a dialog that asks before it replaces
    Q_INVOKABLE void go();                                 ///< asks first whose the others' keys are
    Q_INVOKABLE void stop();
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();
    void progressChanged();

private:
    [[nodiscard]] QString formatHint(Format format) const;
    [[nodiscard]] QString ownHint() const; ///< what the chosen format still wants
    [[nodiscard]] std::shared_ptr<VaultExport> wanted() const;
    [[nodiscard]] static QString whyLeft(ErrorKind kind);
    void listScopes(Scope scope);
    void write();
    void take(Expected<ExportReport> report);
    void fail(const Error &error);
    void forgetPasswords();

    OpenPgp &m_openPgp;
    const Clock &m_clock;
    QPointer<Session> m_session;
    FileRecipients m_recipients;
    SecretDocument m_password;
    SecretDocument m_repeated;
    ChoiceListModel m_scopes;
    ChoiceListModel m_left;
    QString m_collectionId;
    QStringList m_chosenIds;
    QString m_scope;
    QString m_path;
    QString m_agreedPath; ///< may be replaced
    Format m_format = Sealed;
    bool m_agreed = false;
    bool m_writing = false;
    int m_done = 0;
    int m_total = 0;
    std::optional<ExportReport> m_report;
    std::optional<Error> m_error;
    quint64 m_generation = 0;
    std::stop_source m_stop;
    WorkerPool m_worker{1};
};

} // namespace coffret
