// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/models/choicelistmodel.h"
#include "ui/models/conflictlistmodel.h"
#include "ui/models/editfieldmodel.h"
#include "ui/models/textlistmodel.h"
#include "ui/viewmodels/certificateform.h"
#include "ui/viewmodels/codeentryviewmodel.h"
#include "ui/viewmodels/generatorviewmodel.h"
#include "ui/viewmodels/iconchoice.h"
#include "ui/viewmodels/placeviewmodel.h"
#include "ui/viewmodels/readersviewmodel.h"
#include "ui/viewmodels/sshkeyeditor.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

namespace coffret {

class ClipboardGuard;
class Settings;
class ToastViewModel;

/// The values of an earlier revision, and what their signature is worth.
struct EarlierValues
{
    std::vector<SecretField> fields;
    std::optional<Verdict> verdict; ///< nothing: there are none
};

/// A secret being written, new or not: what is in the form, what is wrong with it, saving it, and what to do when
/// somebody else was first. Values stay in SecretDocuments until they are saved. Owned by BrowseViewModel, main thread.
class EditorViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool active READ isActive NOTIFY stageChanged)
    Q_PROPERTY(Stage stage READ stage NOTIFY stageChanged)
    Q_PROPERTY(bool creating READ isCreating NOTIFY stageChanged)
    Q_PROPERTY(QString type READ type NOTIFY stageChanged)
    Q_PROPERTY(QString typeLabel READ typeLabelText NOTIFY stageChanged)
    Q_PROPERTY(QString place READ place NOTIFY formChanged)
    Q_PROPERTY(bool placeShared READ isPlaceShared NOTIFY formChanged)
    Q_PROPERTY(bool canChoosePlace READ canChoosePlace NOTIFY formChanged)
    Q_PROPERTY(coffret::PlaceViewModel *placing READ placing CONSTANT)
    Q_PROPERTY(coffret::ChoiceListModel *types READ types CONSTANT)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY textsChanged)
    Q_PROPERTY(QString username READ username WRITE setUsername NOTIFY textsChanged)
    Q_PROPERTY(QString description READ description WRITE setDescription NOTIFY textsChanged)
    Q_PROPERTY(QString expires READ expires WRITE setExpires NOTIFY textsChanged)
    Q_PROPERTY(bool hasUsername READ hasUsername NOTIFY formChanged)
    Q_PROPERTY(bool hasUris READ hasUris NOTIFY formChanged)
    Q_PROPERTY(bool hasDescription READ hasDescription NOTIFY formChanged)
    Q_PROPERTY(bool hasExpiry READ hasExpiry NOTIFY formChanged)
    Q_PROPERTY(QString expiryHint READ expiryHint NOTIFY formChanged)
    Q_PROPERTY(bool canReveal READ canReveal NOTIFY revealHintChanged)
    Q_PROPERTY(QString revealHint READ revealHint NOTIFY revealHintChanged)
    Q_PROPERTY(bool presenting READ isPresenting NOTIFY revealHintChanged)
    Q_PROPERTY(coffret::TextListModel *uris READ uris CONSTANT)
    Q_PROPERTY(coffret::EditFieldModel *fields READ fields CONSTANT)
    Q_PROPERTY(coffret::ChoiceListModel *addable READ addable CONSTANT)
    Q_PROPERTY(coffret::IconChoice *icon READ icon CONSTANT)
    Q_PROPERTY(coffret::CertificateForm *certificate READ certificate CONSTANT)
    Q_PROPERTY(coffret::SshKeyEditor *sshKey READ sshKey CONSTANT)
    Q_PROPERTY(coffret::GeneratorViewModel *generator READ generator CONSTANT)
    Q_PROPERTY(coffret::CodeEntryViewModel *codeEntry READ codeEntry CONSTANT)
    Q_PROPERTY(QString nameError READ nameError NOTIFY errorsChanged)
    Q_PROPERTY(QString placeError READ placeError NOTIFY errorsChanged)
    Q_PROPERTY(QString usernameError READ usernameError NOTIFY errorsChanged)
    Q_PROPERTY(QString urisError READ urisError NOTIFY errorsChanged)
    Q_PROPERTY(QString descriptionError READ descriptionError NOTIFY errorsChanged)
    Q_PROPERTY(QString expiresError READ expiresError NOTIFY errorsChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorsChanged)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY errorsChanged)
    Q_PROPERTY(QString errorDetails READ errorDetailsText NOTIFY errorsChanged)
    Q_PROPERTY(bool taken READ isTaken NOTIFY errorsChanged)
    Q_PROPERTY(bool canOpenTaken READ canOpenTaken NOTIFY errorsChanged)
    Q_PROPERTY(bool canPostpone READ canPostpone NOTIFY errorsChanged)
    Q_PROPERTY(QString warning READ warning NOTIFY stageChanged)
    Q_PROPERTY(bool changed READ isChanged NOTIFY changedChanged)
    Q_PROPERTY(bool saving READ isSaving NOTIFY savingChanged)
    Q_PROPERTY(bool canSave READ canSave NOTIFY saveHintChanged)
    Q_PROPERTY(QString saveHint READ saveHint NOTIFY saveHintChanged)
    Q_PROPERTY(bool asking READ isAsking NOTIFY askingChanged)
    Q_PROPERTY(coffret::ConflictListModel *conflict READ conflict CONSTANT)
    Q_PROPERTY(coffret::ReadersViewModel *readers READ readers CONSTANT)
public:
    enum Stage { Closed, Choosing, Opening, Failed, Writing, Conflicted };
    Q_ENUM(Stage)

    EditorViewModel(const Settings &settings, ClipboardGuard &clipboard, ToastViewModel &toast, const Clock &clock,
                    QObject *parent = nullptr);
    ~EditorViewModel() override;

    /// Starts over with a new secret in a collection (empty: at the root).
    void begin(Session *session, const QString &collectionId);
    /// earlier: put in place of the values the secret has, as if the user had typed them.
    void edit(Session *session, const QString &secretId, EarlierValues earlier = {});
    /// Starts over with a new secret that holds what another one does, under a name of its own.
    void duplicate(Session *session, const QString &secretId);
    /// Goes on with what was written while the server could not be reached.
    void editWaiting(Session *session, const QString &changeId);
    /// Closes without a question; everything written is wiped.
    void close();
    /// Does then at once when nothing would be lost, else asks first; when the user keeps on writing it is forgotten.
    void leave(std::function<void()> then);

    [[nodiscard]] bool isActive() const { return m_stage != Closed; }
    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] bool isCreating() const { return m_base.id.isEmpty(); }
    [[nodiscard]] QString secretId() const { return m_base.id; }
    [[nodiscard]] QString type() const;
    [[nodiscard]] QString typeLabelText() const;
    [[nodiscard]] QString place() const { return m_place; }
    [[nodiscard]] bool isPlaceShared() const { return m_placeShared; }
    [[nodiscard]] bool canChoosePlace() const; ///< of a new secret
    [[nodiscard]] PlaceViewModel *placing() { return &m_placing; }
    [[nodiscard]] ChoiceListModel *types() { return &m_types; }
    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString &name) { setText(m_name, name); }
    [[nodiscard]] QString username() const { return m_username; }
    void setUsername(const QString &username) { setText(m_username, username); }
    [[nodiscard]] QString description() const { return m_description; }
    void setDescription(const QString &description) { setText(m_description, description); }
    [[nodiscard]] QString expires() const { return m_expires; }
    void setExpires(const QString &day) { setText(m_expires, day); }
    [[nodiscard]] bool hasUsername() const { return m_hasUsername; }
    [[nodiscard]] bool hasUris() const { return m_hasUris; }
    [[nodiscard]] bool hasDescription() const { return m_hasDescription; }
    [[nodiscard]] bool hasExpiry() const { return m_hasExpiry; }
    [[nodiscard]] QString expiryHint() const; ///< why the day cannot be chosen; empty when it can
    /// What the secret held before may be shown; what the user writes into an empty field may, too,
    /// unless the screen is presented.
    [[nodiscard]] bool canReveal() const { return revealHint().isEmpty(); }
    [[nodiscard]] QString revealHint() const;
    [[nodiscard]] bool isPresenting() const { return m_session && m_session->isPresenting(); }
    [[nodiscard]] TextListModel *uris() { return &m_uris; }
    [[nodiscard]] EditFieldModel *fields() { return &m_fields; }
    [[nodiscard]] ChoiceListModel *addable() { return &m_addable; }
    [[nodiscard]] IconChoice *icon() { return &m_icon; }
    [[nodiscard]] CertificateForm *certificate() { return &m_certificate; }
    [[nodiscard]] SshKeyEditor *sshKey() { return &m_sshKey; }
    [[nodiscard]] GeneratorViewModel *generator() { return &m_generator; }
    [[nodiscard]] CodeEntryViewModel *codeEntry() { return &m_codeEntry; }
    [[nodiscard]] QString nameError() const { return errorOf("name"); }
    [[nodiscard]] QString placeError() const { return errorOf("collection"); }
    [[nodiscard]] QString usernameError() const { return errorOf("username"); }
    [[nodiscard]] QString urisError() const { return errorOf("uris"); }
    [[nodiscard]] QString descriptionError() const { return errorOf("description"); }
    [[nodiscard]] QString expiresError() const { return errorOf("expires"); }
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] QString errorHint() const;
    [[nodiscard]] QString errorDetailsText() const;
    /// A new secret could not be made where one of the same name can have a value in each environment.
    [[nodiscard]] bool isTaken() const { return !m_takenId.isEmpty(); }
    [[nodiscard]] bool canOpenTaken() const; ///< it is in the list
    [[nodiscard]] bool canPostpone() const;  ///< the server was not reached, and what was written can wait for it
    [[nodiscard]] QString warning() const { return m_warning; }
    [[nodiscard]] bool isChanged() const;
    [[nodiscard]] bool isSaving() const { return m_saving; }
    [[nodiscard]] bool canSave() const { return saveHint().isEmpty(); }
    [[nodiscard]] QString saveHint() const;
    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] ConflictListModel *conflict() { return &m_conflict; }
    [[nodiscard]] ReadersViewModel *readers() { return &m_readers; }

    Q_INVOKABLE void chooseType(const QString &type);
    Q_INVOKABLE void chooseLetter(const QString &letter); ///< the first of a type's key, as its tile shows it
    Q_INVOKABLE void choosePlace();                       ///< asks where a new secret goes
    Q_INVOKABLE void addField(const QString &key);
    Q_INVOKABLE void removeField(int row);
    Q_INVOKABLE void setExpiresIn(int days); ///< from today; 0: never
    Q_INVOKABLE void save();
    Q_INVOKABLE void stopSaving();
    Q_INVOKABLE void retry(); ///< opens the secret again after that failed
    Q_INVOKABLE void dismissError();
    Q_INVOKABLE void cancel(); ///< leaves
    Q_INVOKABLE void discard();
    Q_INVOKABLE void keepWriting();
    Q_INVOKABLE void keepMine();
    Q_INVOKABLE void takeTheirs();
    Q_INVOKABLE void backToWriting();
    Q_INVOKABLE void postpone(); ///< keeps what was written, to be sent when the server can be reached
    Q_INVOKABLE void openTaken();
    Q_INVOKABLE void useTaken(); ///< sets the value of the one that is there instead

    void hideValues(); ///< whether they may be shown has changed
    void closeTaken(); ///< after that was done
    /// Access to its secret has ended (editoraccess.cpp): what the server told is gone and nothing shows any more. What
    /// the user has written stays, and is saved when the secret can be opened again.
    void letGo();

Q_SIGNALS:
    void valueWanted(std::shared_ptr<const SecretDraft> draft); ///< for a secret that is there
    void stageChanged();
    void revealHintChanged();
    void formChanged(); ///< which fields there are, and where the secret lies
    void textsChanged();
    void errorsChanged();
    void changedChanged();
    void savingChanged();
    void saveHintChanged();
    void askingChanged();
    void fieldAdded(int row);
    void problemFound(const QString &key); ///< the first field with an error: "name", ..., or a field's key
    void saved(const QString &secretId);
    void closed();

private:
    using Draft = std::shared_ptr<const SecretDraft>;

    void setStage(Stage stage);
    void setText(QString &member, const QString &text);
    void setSaving(bool saving);
    void setError(const Error *error);
    void setErrors(std::map<QString, QString> errors);
    void setAsking(bool asking);
    void onEdited();
    [[nodiscard]] QString errorOf(const char *key) const;

    void start(SecretDraft draft, std::vector<EditField> fields);
    void beginWith(Session *session, const QString &secretId);
    void goOnWith(SecretDraft draft);
    void mixIn(SecretDraft &draft, std::vector<EditField> &fields);
    void startWithoutSecret();
    void onPostponed();
    void dropWaiting();
    void open();
    void takeEdit(Session::Edit edit);
    [[nodiscard]] SecretDraft asNew(SecretDraft draft) const;
    static void putIn(const std::vector<SecretField> &values, std::vector<EditField> &fields);
    void goTo(const QString &collectionId);
    void showPlace(const QString &collectionId);
    void askWhatFits();
    void offerFields();
    /// What is in the form; problems of its own are added to issues.
    [[nodiscard]] SecretDraft draft(std::vector<DraftIssue> &issues) const;
    void addValues(SecretDraft &draft, std::vector<DraftIssue> &issues) const;
    [[nodiscard]] bool showIssues(const std::vector<DraftIssue> &issues);
    [[nodiscard]] Draft checkedDraft(); ///< null, and said, when something is wrong with it
    void regain();
    void send(Draft draft, const QStringList &confirmedFingerprints);
    void onSaved(const QString &secretId);
    void noteAttempt(const Error &error, const QDateTime &since);
    void onRefused(const Error &error);
    void askForReaders();
    void fetchTheirs();
    void copySelection(const SecretDocument &document);

    const Settings &m_settings;
    ClipboardGuard &m_clipboard;
    ToastViewModel &m_toast;
    const Clock &m_clock;
    QPointer<Session> m_session;
    ChoiceListModel m_types;
    TextListModel m_uris;
    EditFieldModel m_fields;
    SshKeyEditor m_sshKey{m_fields};
    ChoiceListModel m_addable;
    IconChoice m_icon;
    CertificateForm m_certificate;
    GeneratorViewModel m_generator;
    CodeEntryViewModel m_codeEntry;
    PlaceViewModel m_placing;
    ConflictListModel m_conflict;
    ReadersViewModel m_readers;
    Stage m_stage = Closed;
    SecretDraft m_base;                   ///< what the form began with; without values
    EarlierValues m_earlier;              ///< its fields are put in when the secret is open
    QString m_waitingId;                  ///< of the change in the outbox that this goes on with
    std::optional<SecretDraft> m_waiting; ///< what it says, until the secret is open
    bool m_hasWaitingValues = false;      ///< it has values of its own
    bool m_hasWaitingIcon = false;
    Draft m_sent;        ///< being saved, or kept for after a question
    Attempts m_attempts; ///< to save, that were not answered
    std::optional<Session::Edit> m_theirs;
    QString m_name;
    QString m_username;
    QString m_description;
    QString m_expires;
    QString m_place;
    QString m_warning;
    std::map<QString, QString> m_errors; ///< by field
    std::optional<Error> m_error;
    QString m_takenId;            ///< of the secret in the way of a new one
    std::function<void()> m_then; ///< after leaving
    bool m_hasUsername = true;
    bool m_hasUris = true;
    bool m_hasDescription = true;
    bool m_hasExpiry = false;
    bool m_placeShared = false;
    bool m_duplicating = false;
    bool m_letGo = false;   ///< and not opened again since
    bool m_hasTwin = false; ///< the error is that the new secret may have arrived before
    bool m_saving = false;
    bool m_asking = false;
    bool m_wasChanged = false;
    quint64 m_generation = 0; ///< answers to an earlier form are dropped
    std::stop_source m_stop;
};

} // namespace coffret
