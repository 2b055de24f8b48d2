// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/foreignreader.h"
#include "ui/items/secretdocument.h"
#include "ui/models/importrowmodel.h"
#include "ui/viewmodels/placeviewmodel.h"
#include "ui/viewmodels/readersviewmodel.h"

namespace coffret {

/// A file of another program on its way into an account: which file, with which password it opens, where everything
/// goes, what each item comes to, and how far writing is. Owned by BrowseViewModel, main thread.
class ImportViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(Stage stage READ stage NOTIFY changed)
    Q_PROPERTY(QString heading READ heading NOTIFY changed)
    Q_PROPERTY(QString path READ path NOTIFY changed)
    Q_PROPERTY(QString keyFile READ keyFile WRITE setKeyFile NOTIFY changed)
    Q_PROPERTY(coffret::SecretDocument *password READ password CONSTANT)
    Q_PROPERTY(QString place READ place NOTIFY changed)
    Q_PROPERTY(coffret::PlaceViewModel *placing READ placing CONSTANT)
    Q_PROPERTY(coffret::ReadersViewModel *readers READ readers CONSTANT)
    Q_PROPERTY(bool hasFolders READ hasFolders NOTIFY changed)
    Q_PROPERTY(bool keepsFolders READ keepsFolders WRITE setKeepsFolders NOTIFY changed)
    Q_PROPERTY(int twins READ twins NOTIFY changed)
    Q_PROPERTY(bool takesTwins READ takesTwins WRITE setTakesTwins NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(QString goText READ goText NOTIFY changed)
    Q_PROPERTY(bool canGo READ canGo NOTIFY changed)
    Q_PROPERTY(int done READ done NOTIFY changed)
    Q_PROPERTY(int total READ total NOTIFY changed)
    Q_PROPERTY(QString progressText READ progressText NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY changed)
    Q_PROPERTY(QString errorDetails READ errorDetailsText NOTIFY changed)
    Q_PROPERTY(coffret::ImportRowModel *rows READ rows CONSTANT)
public:
    /// Locked: the file opens with a password. Reading: it is opened, or taken apart, or its items are looked at.
    enum Stage { Closed, Choosing, Locked, Reading, Review, Running, Report };
    Q_ENUM(Stage)

    explicit ImportViewModel(OpenPgp &openPgp, QObject *parent = nullptr);
    ~ImportViewModel() override;

    /// collectionId: where to propose that everything goes.
    void begin(Session *session, const QString &collectionId);
    /// Why nothing can be imported into an account; empty when it can.
    [[nodiscard]] static QString hint(const Session *session);

    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] QString heading() const;
    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QString keyFile() const { return m_keyFile; } ///< of a KeePass database that has one
    void setKeyFile(const QString &pathOrUrl);
    [[nodiscard]] SecretDocument *password() { return &m_password; }
    [[nodiscard]] QString place() const; ///< the path of the folder that everything goes to
    [[nodiscard]] PlaceViewModel *placing() { return &m_placing; }
    [[nodiscard]] ReadersViewModel *readers() { return &m_readers; }
    [[nodiscard]] bool hasFolders() const { return m_hasFolders; } ///< the file does, and the account can
    [[nodiscard]] bool keepsFolders() const { return m_choices.keepsFolders; }
    void setKeepsFolders(bool keeps);
    [[nodiscard]] int twins() const; ///< items that are there already
    [[nodiscard]] bool takesTwins() const { return m_choices.takesTwins; }
    void setTakesTwins(bool takes);
    [[nodiscard]] QString summary() const; ///< what the file is and comes to, or what became of it
    [[nodiscard]] QString goText() const;
    [[nodiscard]] bool canGo() const;
    [[nodiscard]] int done() const { return m_done; }
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] QString progressText() const;
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;
    [[nodiscard]] QString errorDetailsText() const;
    [[nodiscard]] ImportRowModel *rows() { return &m_rows; }

    Q_INVOKABLE void choose(const QString &pathOrUrl);
    Q_INVOKABLE void unlock(); ///< with password and keyFile
    Q_INVOKABLE void choosePlace();
    Q_INVOKABLE void go(); ///< asks first whose the others' keys are; also again, for what is left
    Q_INVOKABLE void stop();
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();

private:
    using Opened = std::shared_ptr<VaultImport>;

    void setStage(Stage stage);
    void fail(const Error &error, Stage stage);
    void read(std::function<Expected<SecretBuffer>()> open);
    void openMessage(const SecretBuffer &message);
    void take(Opened import);
    void plan();
    void run(const QStringList &confirmedFingerprints);
    void takeReport(const Expected<JobReport> &report);
    [[nodiscard]] QString planSummary() const;
    [[nodiscard]] QString reportSummary() const;

    OpenPgp &m_openPgp;
    QPointer<Session> m_session;
    ImportRowModel m_rows;
    PlaceViewModel m_placing;
    ReadersViewModel m_readers;
    SecretDocument m_password;
    VaultImport::Choices m_choices;
    Opened m_import;
    Stage m_stage = Closed;
    Stage m_resting = Review; ///< where it began to write from
    QString m_path;
    QString m_keyFile;
    std::optional<Error> m_error;
    enum class Work : quint8 { Reading, Database, Message, Account };
    Work m_work = Work::Reading; ///< what the error is about
    bool m_isVouched = true;     ///< a file of ours is signed with the user's key
    bool m_hasFolders = false;
    bool m_stopped = false;
    int m_done = 0;
    int m_total = 0;
    quint64 m_generation = 0;
    std::stop_source m_stop;
    WorkerPool m_reader{1};
};

} // namespace coffret
