// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/editorviewmodel.h"

#include "core/base/displaytext.h"
#include "core/store/settings.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/editorform.h"
#include "ui/viewmodels/environmentqueries.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/toastviewmodel.h"
#include "ui/viewmodels/usermessages.h"

#include <algorithm>

namespace coffret {

EditorViewModel::EditorViewModel(const Settings &settings, ClipboardGuard &clipboard, ToastViewModel &toast,
                                 const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_clipboard(clipboard)
    , m_toast(toast)
    , m_clock(clock)
    , m_certificate(m_fields, clock)
    , m_generator(settings, clipboard, toast)
    , m_codeEntry(clock)
{
    connect(&m_uris, &TextListModel::edited, this, &EditorViewModel::onEdited);
    connect(&m_fields, &EditFieldModel::edited, this, &EditorViewModel::onEdited);
    connect(&m_icon, &IconChoice::changed, this, &EditorViewModel::onEdited);
    connect(&m_fields, &EditFieldModel::copyRequested, this,
            [this](SecretDocument *document) { copySelection(*document); });
    connect(&m_certificate, &CertificateForm::filled, this, [this](const QString &name) {
        if (m_name.isEmpty())
            setName(name);
    });
    connect(&m_certificate, &CertificateForm::fieldWanted, this, &EditorViewModel::addField);
    connect(&m_sshKey, &SshKeyEditor::passphraseFieldWanted, this,
            [this] { addField(fieldKey(FieldKind::Passphrase)); });
    connect(&m_placing, &PlaceViewModel::chosen, this, &EditorViewModel::goTo);
    connect(&m_readers, &ReadersViewModel::confirmed, this,
            [this](const QStringList &fingerprints) { send(m_sent, fingerprints); });
}

EditorViewModel::~EditorViewModel()
{
    m_stop.request_stop();
}

void EditorViewModel::begin(Session *session, const QString &collectionId)
{
    close();
    const VaultWriting *writing = session ? session->writing() : nullptr;
    if (!writing)
        return;
    m_session = session;
    std::vector<Choice> types;
    for (const SecretType type : writing->creatableTypes())
        types.push_back({toString(type), typeLabel(type), toString(type), typeHint(type)});
    m_types.setChoices(std::move(types));
    m_base.collectionId = firstPlace(*writing, *session->catalog(), collectionId);
    showPlace(m_base.collectionId);
    setStage(Choosing);
}

void EditorViewModel::edit(Session *session, const QString &secretId, EarlierValues earlier)
{
    close();
    if (!session || !session->writing())
        return;
    m_earlier = std::move(earlier);
    const QString waiting = session->waitingFor(secretId);
    if (waiting.isEmpty())
        return beginWith(session, secretId);
    editWaiting(session, waiting); // two changes of one secret would be in each other's way
    if (!isActive())               // it is just being sent
        m_earlier = {};
}

void EditorViewModel::duplicate(Session *session, const QString &secretId)
{
    close();
    if (!session || !session->writing())
        return;
    m_duplicating = true;
    beginWith(session, secretId);
}

void EditorViewModel::beginWith(Session *session, const QString &secretId)
{
    m_session = session;
    m_base.id = secretId;
    const Catalog::Row row = session->catalog()->rowOf(secretId);
    if (row != Catalog::NoRow) { // shown while the values are fetched
        const SecretSummary summary = session->catalog()->summary(row);
        m_base.type = summary.type;
        m_name = summary.name;
        showPlace(summary.collectionId);
    }
    open();
}

void EditorViewModel::open()
{
    setError(nullptr);
    setStage(Opening);
    const quint64 generation = m_generation;
    QCoro::connect(m_session->edit(m_base.id, m_stop.get_token()), this,
                   [this, generation](Expected<Session::Edit> edit) {
                       if (generation != m_generation)
                           return;
                       if (edit)
                           return takeEdit(std::move(*edit));
                       const bool isGone = m_session->catalog()->rowOf(m_base.id) == Catalog::NoRow;
                       if (m_waiting && isGone && !m_session->canPostpone(edit.error()))
                           return startWithoutSecret();
                       setError(&edit.error());
                       setStage(Failed);
                   });
}

void EditorViewModel::takeEdit(Session::Edit edit)
{
    m_warning = signingWarning(edit, m_earlier.verdict);
    std::vector<EditField> fields = fieldsOfDraft(edit.draft);
    mixIn(edit.draft, fields);
    putIn(std::exchange(m_earlier.fields, {}), fields);
    if (const VaultWriting *writing = m_session->writing())
        std::erase_if(fields, [&](const EditField &field) { return isLeftToServer(*writing, edit.draft, field); });
    if (!m_duplicating)
        return start(std::move(edit.draft), std::move(fields));
    start(asNew(std::move(edit.draft)), std::move(fields));
    showPlace(m_base.collectionId);
    if (!m_session->environments()) // a name there is the key of a program
        //: The name that a copy of a secret begins with. %1 is the name of that secret.
        setName(tr("Copy of %1").arg(m_base.name));
}

/// Where the other one lies if that can be, and owing nothing to what was read of it.
SecretDraft EditorViewModel::asNew(SecretDraft draft) const
{
    draft.copiedFrom = std::exchange(draft.id, {});
    draft.baseModified = {};
    draft.baseVersion.clear();
    draft.collectionId = firstPlace(*m_session->writing(), *m_session->catalog(), draft.collectionId);
    return draft;
}

/// Before anybody sees the fields: a field that is full at first may be one that must not be shown.
void EditorViewModel::putIn(const std::vector<SecretField> &values, std::vector<EditField> &fields)
{
    for (const SecretField &value : values) {
        auto place = std::find_if(fields.begin(), fields.end(),
                                  [&value](const EditField &field) { return field.key == value.key; });
        if (place == fields.end()) { // the secret has lost it since
            EditField field = emptyField(value.kind);
            field.key = value.key;
            field.label = value.label;
            field.isProtected = value.isProtected;
            field.isAdded = true;
            place = fields.insert(fields.end(), std::move(field));
        }
        place->document->replaceAll(value.value.view());
    }
}

void EditorViewModel::chooseType(const QString &type)
{
    if (m_stage != Choosing || !m_types.contains(type))
        return;
    SecretDraft draft = m_base.clone();
    draft.type = secretTypeFromString(type);
    std::vector<EditField> fields = fieldsOfType(draft.type);
    std::erase_if(fields, [&](const EditField &field) {
        return !field.stays && !hasPlace(*m_session->writing(), draft, field.key, field.kind);
    });
    start(std::move(draft), std::move(fields));
}

void EditorViewModel::chooseLetter(const QString &letter)
{
    if (letter.isEmpty())
        return;
    for (const Choice &choice : m_types.choices()) {
        if (choice.key.startsWith(letter, Qt::CaseInsensitive))
            return chooseType(choice.key);
    }
}

void EditorViewModel::start(SecretDraft draft, std::vector<EditField> fields)
{
    m_base = std::move(draft);
    m_base.fields.clear();
    m_name = m_base.name;
    m_username = m_base.username;
    m_description = m_base.description;
    m_expires = dayText(m_base.expires);
    m_uris.setTexts(m_base.uris.isEmpty() ? QStringList{QString()} : m_base.uris);
    m_fields.setFields(std::move(fields));
    m_certificate.begin(m_base.type, canReveal());
    m_icon.begin(m_base.icon.value_or(SecretIcon()), false);
    askWhatFits();
    offerFields();
    setErrors({});
    if (m_base.type == SecretType::SshKey)
        m_sshKey.begin(hasPlace(*m_session->writing(), m_base, fieldKey(FieldKind::Passphrase), FieldKind::Passphrase));
    Q_EMIT textsChanged();
    setStage(Writing);
    onEdited();
}

void EditorViewModel::askWhatFits()
{
    const VaultWriting &writing = *m_session->writing();
    m_generator.begin(writing.generatorPolicy());
    const bool isNote = m_base.type == SecretType::Note; // a page of text, not a way in somewhere
    m_hasUsername = !m_username.isEmpty() || (!isNote && hasPlace(writing, m_base, QStringLiteral("username")));
    m_hasUris = !m_base.uris.isEmpty() || (!isNote && hasPlace(writing, m_base, QStringLiteral("uris")));
    m_hasDescription = !m_description.isEmpty() || hasPlace(writing, m_base, QStringLiteral("description"));
    m_hasExpiry =
        m_session->capabilities().testFlag(Capability::Expiry) && hasPlace(writing, m_base, QStringLiteral("expires"));
    m_icon.setAvailable(hasPlace(writing, m_base, QStringLiteral("icon")));
}

void EditorViewModel::offerFields()
{
    if (m_session && m_session->writing())
        m_addable.setChoices(addableFields(*m_session->writing(), m_base, m_fields));
}

void EditorViewModel::close()
{
    if (m_stage == Closed)
        return;
    m_stop.request_stop();
    m_stop = std::stop_source();
    ++m_generation;
    m_generator.close();
    m_codeEntry.watch(nullptr, true);
    m_readers.clear();
    m_placing.cancel();
    m_conflict.clear();
    m_theirs.reset();
    m_sent.reset();
    m_attempts = {};
    m_earlier = {};
    if (m_session && !m_waitingId.isEmpty())
        m_session->holdWaiting({});
    m_waitingId.clear();
    m_waiting.reset();
    m_hasWaitingValues = m_hasWaitingIcon = false;
    m_certificate.end();
    m_sshKey.end();
    m_fields.clear();
    m_uris.setTexts({});
    m_icon.begin({}, false);
    m_base = {};
    m_name.clear();
    m_username.clear();
    m_description.clear();
    m_expires.clear();
    m_warning.clear();
    m_letGo = false;
    m_hasTwin = false;
    m_duplicating = false;
    m_session = nullptr;
    setSaving(false);
    setAsking(false);
    setError(nullptr);
    setErrors({});
    setStage(Closed);
    Q_EMIT textsChanged();
    onEdited();
    Q_EMIT closed();
}

void EditorViewModel::leave(std::function<void()> then)
{
    if (m_stage == Closed || !isChanged()) {
        close();
        if (then)
            then();
        return;
    }
    m_then = std::move(then);
    setAsking(true);
}

void EditorViewModel::cancel()
{
    leave({});
}

void EditorViewModel::discard()
{
    const std::function<void()> then = std::exchange(m_then, {});
    close();
    if (then)
        then();
}

void EditorViewModel::keepWriting()
{
    m_then = {};
    setAsking(false);
}

void EditorViewModel::addField(const QString &key)
{
    if (m_stage != Writing || !m_addable.contains(key))
        return;
    EditField field = emptyField(fieldKindOf(key));
    field.isAdded = true;
    if (field.kind == FieldKind::Custom)
        field.customKind = CustomKind::Password;
    m_fields.add(std::move(field));
    offerFields();
    Q_EMIT fieldAdded(m_fields.rowCount() - 1);
}

void EditorViewModel::removeField(int row)
{
    m_fields.remove(row);
    offerFields();
}

void EditorViewModel::setExpiresIn(int days)
{
    setExpires(days > 0 ? QDate::currentDate().addDays(days).toString(Qt::ISODate) : QString());
}

void EditorViewModel::retry()
{
    if (m_stage != Failed)
        return;
    if (m_base.id.isEmpty()) // what waits could not be read
        return editWaiting(m_session, QString(m_waitingId));
    open();
}

QString EditorViewModel::expiryHint() const
{
    if (m_session && !m_session->capabilities().testFlag(Capability::ExpiryChoice))
        //: Why the day a secret expires cannot be chosen.
        return tr("Your administrator sets this");
    return {};
}

QString EditorViewModel::revealHint() const
{
    if (m_letGo)
        //: Why a value that is being changed cannot be shown.
        return tr("Your access to it has ended");
    return isCreating() && !isPresenting() ? QString() : useHint(m_session, Session::Use::Show);
}

void EditorViewModel::hideValues()
{
    m_conflict.setRevealable(canReveal());
    m_generator.setVeiled(isPresenting());
    m_codeEntry.setVeiled(isPresenting());
    Q_EMIT revealHintChanged();
}

void EditorViewModel::copySelection(const SecretDocument &document)
{
    if (const QString hint = useHint(m_session, Session::Use::Copy); !isCreating() && !hint.isEmpty())
        return m_toast.showMessage(hint);
    const QString origin = isCreating() ? QString() : clipboardOrigin(m_session->account().id, m_base.id);
    m_clipboard.copy(document.selected(), std::chrono::seconds(m_settings.preferences().clipboardSeconds), origin);
    //: What was copied, in a message: a part of a value that is being written.
    m_toast.showCopied(tr("Selection"));
}

// ---- State

QString EditorViewModel::type() const
{
    return m_stage == Choosing || m_stage == Closed ? QString() : toString(m_base.type);
}

QString EditorViewModel::typeLabelText() const
{
    return type().isEmpty() ? QString() : typeLabel(m_base.type);
}

bool EditorViewModel::isChanged() const
{
    if (m_stage != Writing && m_stage != Conflicted)
        return false;
    return m_name != m_base.name || m_username != m_base.username || m_description != m_base.description ||
           m_expires.trimmed() != dayText(m_base.expires) || m_uris.filled() != m_base.uris || m_icon.isChanged() ||
           m_fields.isChanged();
}

QString EditorViewModel::saveHint() const
{
    if (m_saving)
        //: Beside the Save button.
        return tr("Saving…");
    if (m_stage == Writing && !isChanged() && m_waitingId.isEmpty())
        //: Beside the Save button, which does nothing yet.
        return isCreating() ? tr("Nothing written yet") : tr("Nothing changed yet");
    return {};
}

QString EditorViewModel::errorOf(const char *key) const
{
    const auto found = m_errors.find(QLatin1String(key));
    return found == m_errors.end() ? QString() : found->second;
}

QString EditorViewModel::errorText() const
{
    if (isTaken() && m_sent)
        //: A new secret cannot be made. %1 is its name.
        return tr("There is a secret “%1” already.").arg(visibleText(m_sent->name));
    if (m_error && m_hasTwin)
        //: A new secret is saved whose earlier saves were not answered.
        return tr("A secret of this name has appeared meanwhile.");
    const QString ofPlace = errorOf("collection");
    if (m_error && m_error->kind == ErrorKind::Forbidden && hasEnvironments(m_session))
        return m_stage == Failed ? readRefusal(*m_error, m_session)
                                 : writeRefusal(*m_error, m_session->environments()->writeScope());
    return !m_error ? QString() : ofPlace.isEmpty() ? describe(m_error->kind).text : ofPlace;
}

QString EditorViewModel::errorHint() const
{
    if (isTaken())
        //: What to do about the sentence above.
        return tr("Set its value to what you have written, open it, or choose another name.");
    if (m_error && m_hasTwin)
        //: What to do about the sentence above.
        return tr("It may be this one: look before you save it again.");
    return m_error && errorOf("collection").isEmpty() ? describe(m_error->kind).hint : QString();
}

QString EditorViewModel::errorDetailsText() const
{
    return m_error ? errorDetails(*m_error) : QString();
}

void EditorViewModel::dismissError()
{
    setError(nullptr);
}

void EditorViewModel::setStage(Stage stage)
{
    m_stage = stage;
    hideValues();
    m_wasChanged = isChanged();
    Q_EMIT stageChanged();
    Q_EMIT formChanged();
    Q_EMIT changedChanged();
    Q_EMIT saveHintChanged();
}

void EditorViewModel::setText(QString &member, const QString &text)
{
    if (member == text)
        return;
    member = text;
    Q_EMIT textsChanged();
    onEdited();
}

void EditorViewModel::onEdited()
{
    const bool changed = isChanged();
    if (changed == m_wasChanged)
        return;
    m_wasChanged = changed;
    Q_EMIT changedChanged();
    Q_EMIT saveHintChanged();
}

void EditorViewModel::setSaving(bool saving)
{
    if (m_saving == saving)
        return;
    m_saving = saving;
    Q_EMIT savingChanged();
    Q_EMIT saveHintChanged();
}

void EditorViewModel::setAsking(bool asking)
{
    if (m_asking == asking)
        return;
    m_asking = asking;
    Q_EMIT askingChanged();
}

void EditorViewModel::setError(const Error *error)
{
    m_error.reset();
    m_takenId.clear();
    if (error && error->kind != ErrorKind::Cancelled)
        m_error = *error;
    Q_EMIT errorsChanged();
}

void EditorViewModel::setErrors(std::map<QString, QString> errors)
{
    m_errors = std::move(errors);
    m_fields.setErrors(m_errors);
    Q_EMIT errorsChanged();
}

} // namespace coffret
