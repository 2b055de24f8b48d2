// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/importviewmodel.h"

#include "core/interchange/kdbxfile.h"
#include "core/session/manysecrets.h"
#include "ui/viewmodels/editorform.h"
#include "ui/viewmodels/importtexts.h"
#include "ui/viewmodels/secretfile.h"
#include "ui/viewmodels/setupfiles.h"
#include "ui/viewmodels/sharejob.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QLocale>

#include <algorithm>

namespace coffret {

namespace {

using Plan = ImportRow::Plan;
using State = ImportRow::State;
using Taken = Expected<std::shared_ptr<VaultImport>>;

Taken takenApart(Expected<SecretBuffer> file)
{
    if (!file)
        return failure(file);
    Expected<ForeignFile> read = readForeignFile(*std::move(file));
    if (!read)
        return failure(read);
    return std::make_shared<VaultImport>(*std::move(read), fieldLabel);
}

bool isOpen(const Session *session)
{
    return session != nullptr && session->state() == Session::State::Open;
}

} // namespace

ImportViewModel::ImportViewModel(OpenPgp &openPgp, QObject *parent) : QObject(parent), m_openPgp(openPgp)
{
    connect(&m_placing, &PlaceViewModel::chosen, this, [this](const QString &collectionId) {
        m_choices.collectionId = collectionId;
        plan();
    });
    connect(&m_readers, &ReadersViewModel::confirmed, this, &ImportViewModel::run);
}

ImportViewModel::~ImportViewModel()
{
    m_stop.request_stop();
}

QString ImportViewModel::hint(const Session *session)
{
    if (!isOpen(session))
        //: Why nothing can be imported.
        return tr("The account is not open");
    if (session->environments() != nullptr)
        //: Why nothing can be imported into an account whose secrets are values in environments.
        return tr("This account takes .env files, into one environment at a time");
    if (session->writing() == nullptr || session->writing()->creatableTypes().empty())
        //: Why nothing can be imported.
        return tr("You cannot make secrets in this account");
    if (!session->capabilities().testFlag(Capability::Import))
        //: Why nothing can be imported.
        return tr("An administrator does not allow imports");
    return {};
}

void ImportViewModel::begin(Session *session, const QString &collectionId)
{
    if (m_stage == Running)
        return; // it says itself what became of it
    close();
    if (!hint(session).isEmpty())
        return;
    m_session = session;
    connect(session, &Session::stateChanged, this, [this] {
        const Session::State state = m_session ? m_session->state() : Session::State::Closed;
        const bool isOver = state == Session::State::Closed || state == Session::State::Failed;
        if (isOver && m_stage != Running) // a job says itself what became of it
            close();
    });
    m_choices.collectionId = firstPlace(*session->writing(), *session->catalog(), collectionId);
    setStage(Choosing);
}

void ImportViewModel::close()
{
    ++m_generation;
    stopAll(m_stop); // after the secret it is at
    if (m_session)
        disconnect(m_session, nullptr, this, nullptr);
    m_session.clear();
    m_rows.setImport(nullptr);
    m_rows.setRemarkableOnly(false);
    m_placing.cancel();
    m_readers.clear();
    m_password.wipe();
    m_import.reset();
    m_choices = {};
    m_path.clear();
    m_keyFile.clear();
    m_error.reset();
    m_hasFolders = m_stopped = false;
    m_isVouched = true;
    setStage(Closed);
}

void ImportViewModel::setStage(Stage stage)
{
    m_stage = stage;
    Q_EMIT changed();
}

void ImportViewModel::fail(const Error &error, Stage stage)
{
    stopAll(m_stop); // it may have been used
    if (error.kind != ErrorKind::Cancelled)
        m_error = error;
    setStage(stage);
}

void ImportViewModel::setKeyFile(const QString &pathOrUrl)
{
    m_keyFile = localPath(pathOrUrl);
    Q_EMIT changed();
}

void ImportViewModel::choose(const QString &pathOrUrl)
{
    const QString path = localPath(pathOrUrl);
    if (m_stage == Closed || m_stage == Reading || m_stage == Running || path.isEmpty())
        return;
    m_path = path;
    m_placing.cancel();
    m_readers.clear();
    m_import.reset();
    m_rows.setImport(nullptr);
    m_password.wipe();
    m_error.reset();
    m_stopped = false;
    m_isVouched = true;
    m_work = Work::Reading;
    Expected<SecretBuffer> file = readSecretFile(path, LargestForeignFile);
    if (!file)
        return fail(file.error(), Choosing);
    switch (beginningOf(file->view())) {
    case FileBeginning::Kdbx:
        return setStage(Locked);
    case FileBeginning::OpenPgp:
        return openMessage(*file);
    case FileBeginning::Readable:
        break;
    }
    const auto bytes = std::make_shared<SecretBuffer>(*std::move(file));
    read([bytes]() -> Expected<SecretBuffer> { return std::move(*bytes); });
}

void ImportViewModel::unlock()
{
    if (m_stage != Locked)
        return;
    m_error.reset();
    m_work = Work::Database;
    const auto password = std::make_shared<const SecretBuffer>(m_password.value().clone());
    read([path = m_path, password, keyFile = m_keyFile, stop = m_stop.get_token()] {
        return openKdbx(path, *password, keyFile, stop);
    });
}

/// Takes apart on a worker what open() gives there.
void ImportViewModel::read(std::function<Expected<SecretBuffer>()> open)
{
    const Stage before = m_stage == Locked ? Locked : Choosing;
    setStage(Reading);
    const quint64 generation = ++m_generation;
    std::function<Taken()> job = [open = std::move(open)] { return takenApart(open()); };
    QCoro::connect(m_reader.run<Taken>(std::move(job)), this, [this, generation, before](const Taken &taken) {
        if (generation != m_generation)
            return;
        if (!taken)
            return fail(taken.error(), before);
        m_password.wipe();
        take(*taken);
    });
}

/// Of our own: a message to the user's key.
void ImportViewModel::openMessage(const SecretBuffer &message)
{
    m_work = Work::Message;
    setStage(Reading);
    const quint64 generation = ++m_generation;
    OpenRequest request(QByteArray(message.view().data(), static_cast<qsizetype>(message.size())),
                        {m_session->account().keyFingerprint});
    request.maximumBytes = LargestForeignFile;
    request.stop = m_stop.get_token();
    QCoro::connect(m_openPgp.open(std::move(request)), this, [this, generation](Expected<OpenedMessage> opened) {
        if (generation != m_generation)
            return;
        if (!opened)
            return fail(opened.error(), Choosing);
        m_isVouched = isVouched(opened->verdict);
        m_work = Work::Reading;
        const auto plaintext = std::make_shared<SecretBuffer>(std::move(opened->plaintext));
        read([plaintext]() -> Expected<SecretBuffer> { return std::move(*plaintext); });
    });
}

void ImportViewModel::take(Opened import)
{
    m_import = std::move(import);
    plan();
}

void ImportViewModel::plan()
{
    if (!m_import || !m_session || m_stage == Running || m_stage == Report)
        return;
    m_error.reset();
    m_work = Work::Account;
    stopAll(m_stop); // the plan before, which fills the same rows
    m_rows.setImport(nullptr);
    setStage(Reading);
    const quint64 generation = ++m_generation;
    QCoro::connect(VaultImport::plan(m_session, m_import, m_choices, m_stop.get_token()), this,
                   [this, generation](const Expected<void> &planned) {
                       if (generation != m_generation)
                           return;
                       if (!planned)
                           return fail(planned.error(), Choosing);
                       m_hasFolders =
                           m_import->hasFolders() && m_session->capabilities().testFlag(Capability::CollectionTree);
                       m_rows.setImport(m_import);
                       setStage(Review);
                   });
}

void ImportViewModel::choosePlace()
{
    if (m_stage != Review || !m_session || m_session->writing() == nullptr)
        return;
    const QPointer<Session> session = m_session;
    //: Heading above the folders that imported secrets can be put in
    m_placing.ask(*m_session, tr("Import into"), [session](const QString &id) {
        return session && session->writing() &&
               canLieIn(*session->writing(), *session->catalog(), SecretType::Login, id);
    });
}

void ImportViewModel::setKeepsFolders(bool keeps)
{
    m_choices.keepsFolders = keeps;
    plan();
}

void ImportViewModel::setTakesTwins(bool takes)
{
    m_choices.takesTwins = takes;
    plan();
}

int ImportViewModel::twins() const
{
    return m_import && m_stage == Review ? m_import->count(Plan::Twin) : 0;
}

QString ImportViewModel::place() const
{
    if (!m_session)
        return {};
    const QString path = m_session->catalog()->collectionPath(m_choices.collectionId);
    //: Where imported secrets go: into no folder.
    return path.isEmpty() ? tr("No folder") : path;
}

bool ImportViewModel::canGo() const
{
    return (m_stage == Review || m_stage == Report) && m_import && m_import->pending() > 0;
}

void ImportViewModel::go()
{
    if (!canGo() || !m_session)
        return;
    m_error.reset();
    m_resting = m_stage;
    m_done = 0;
    m_total = m_import->pending();
    setStage(Running);
    const quint64 generation = ++m_generation;
    QCoro::connect(VaultImport::readers(m_session, m_import, m_stop.get_token()), this,
                   [this, generation](Expected<std::vector<ReaderKey>> readers) {
                       if (generation != m_generation)
                           return;
                       if (!readers)
                           return fail(readers.error(), m_resting);
                       const bool areKnown = std::all_of(readers->begin(), readers->end(), [](const ReaderKey &reader) {
                           return reader.state == ReaderKey::State::Known;
                       });
                       if (areKnown)
                           return run({});
                       setStage(m_resting);
                       ReadersViewModel::Accept accept;
                       if (m_session->sealing() != nullptr)
                           accept = acceptSealingIn(m_session);
                       else if (m_session->sharing() != nullptr)
                           accept = acceptIn(m_session);
                       m_readers.ask(*std::move(readers), std::move(accept));
                   });
}

void ImportViewModel::run(const QStringList &confirmedFingerprints)
{
    if (!m_import || !m_session || (m_stage != Running && m_stage != m_resting))
        return;
    m_stopped = false;
    setStage(Running);
    const quint64 generation = ++m_generation;
    const Progress progress = [self = QPointer<ImportViewModel>(this), generation](int done, int total) {
        if (!self || self->m_generation != generation)
            return;
        self->m_done = done;
        self->m_total = total;
        self->m_rows.refresh();
        Q_EMIT self->changed();
    };
    QCoro::connect(VaultImport::carryOut(m_session, m_import, confirmedFingerprints, progress, m_stop.get_token()),
                   this, [this, generation](const Expected<JobReport> &report) {
                       if (generation == m_generation)
                           takeReport(report);
                   });
}

void ImportViewModel::takeReport(const Expected<JobReport> &report)
{
    stopAll(m_stop); // it may have been used
    m_rows.setImport(m_import);
    m_stopped = report ? report->cancelled : report.error().kind == ErrorKind::Cancelled;
    if (!report && !m_stopped)
        m_error = report.error();
    else if (report && !report->failures.empty() && concernsAll(report->failures.back().error.kind))
        m_error = report->failures.back().error; // which ended it
    setStage(Report);
}

void ImportViewModel::stop()
{
    if (m_stage == Running)
        m_stop.request_stop();
    else if (m_stage == Reading)
        close(); // nothing was written
}

QString ImportViewModel::heading() const
{
    //: Heading of the sheet that imports secrets from another program's file. %1 is the name of an account.
    return m_session ? tr("Import into “%1”").arg(m_session->account().name) : QString();
}

QString ImportViewModel::planSummary() const
{
    QStringList parts;
    if (const int count = m_import->count(Plan::New); count > 0)
        //: What a file comes to. %n is how many of its items are imported.
        parts.append(tr("%n new", nullptr, count));
    if (const int count = m_import->count(Plan::Twin); count > 0)
        //: What a file comes to. %n is how many of its items the account has already.
        parts.append(tr("%n there already", nullptr, count));
    if (const int count = m_import->count(Plan::Refused) + m_import->count(Plan::Double); count > 0)
        //: What a file comes to. %n is how many of its items cannot be imported.
        parts.append(tr("%n left out", nullptr, count));
    const QString format = formatLabel(m_import->format());
    if (parts.isEmpty())
        //: What a file comes to. %1 is what it is, such as "Bitwarden, JSON".
        return tr("%1: there is nothing in this file.").arg(format);
    //: What a file comes to, before anything is written. %1 is what it is, such as "Bitwarden, JSON", %2 a list such as
    //: "12 new and 1 left out".
    const QString plan = tr("%1: %2. Nothing is written yet.").arg(format, QLocale().createSeparatedList(parts));
    //: After what a file of Coffret's own comes to, which the user would have signed.
    return m_isVouched ? plan : inOneParagraph({plan, tr("It is not signed with your key.")});
}

QString ImportViewModel::reportSummary() const
{
    QStringList sentences;
    if (m_stopped)
        //: What became of an import: the user stopped it.
        sentences.append(tr("Stopped."));
    //: What became of an import. %n is how many secrets were made.
    sentences.append(tr("%n secret(s) imported.", nullptr, m_import->count(State::Done)));
    if (const int open = m_import->count(State::MayBeDone); open > 0)
        //: What became of an import. %n is how many secrets were sent without an answer.
        sentences.append(
            tr("%n may be imported: no answer came. Sync, then import the file again: what is there is left "
               "alone.",
               nullptr, open));
    if (const int left = m_import->pending(); left > 0)
        //: What became of an import. %n is how many secrets were not made.
        sentences.append(tr("%n still to be imported.", nullptr, left));
    //: After an import. The file is the one that was imported.
    sentences.append(tr("Delete the file when you need it no more: whoever has it can read it."));
    return inOneParagraph(sentences);
}

QString ImportViewModel::summary() const
{
    if (!m_import)
        return {};
    if (m_stage == Review)
        return planSummary();
    return m_stage == Report ? reportSummary() : QString();
}

QString ImportViewModel::goText() const
{
    if (!canGo())
        return {};
    //: Buttons: imports the secrets of a file; goes on after that was stopped or failed. %n is how many.
    return m_stage == Report ? tr("Go on with %n secret(s)", nullptr, m_import->pending())
                             //: Button: imports the secrets of a file. %n is how many.
                             : tr("Import %n secret(s)", nullptr, m_import->pending());
}

QString ImportViewModel::progressText() const
{
    const QLocale locale;
    //: How far an import is. %1 and %2 are numbers of secrets.
    return m_stage == Running ? tr("%1 of %2").arg(locale.toString(m_done), locale.toString(m_total)) : QString();
}

QString ImportViewModel::errorText() const
{
    if (!m_error)
        return {};
    const bool isOfFile = m_work == Work::Reading || m_work == Work::Database;
    if (!isOfFile)
        return describe(m_error->kind).text;
    switch (m_error->kind) {
    case ErrorKind::WrongPassphrase:
        //: Why a KeePass database was not opened.
        return tr("The database does not open with this password.");
    case ErrorKind::Unsupported:
        if (m_error->detail == QLatin1String(EncryptedByItsProgram))
            //: Why a file cannot be imported.
            return tr("This export is encrypted, and only the program that wrote it can open it. Export it without "
                      "encryption.");
        return m_work == Work::Database
                   //: Why a KeePass database cannot be opened. KeePassXC is the name of a program.
                   ? tr("KeePassXC has to be installed to open its databases.")
                   //: Why a file cannot be imported.
                   : tr("Coffret cannot tell what is in this file.");
    case ErrorKind::Malformed:
        //: Why a file cannot be imported.
        return tr("This file is damaged or not complete.");
    case ErrorKind::TooLarge:
        //: Why a file cannot be imported.
        return tr("This file is larger than any that Coffret imports.");
    case ErrorKind::StorageFault:
        //: Why a file cannot be imported.
        return tr("This file cannot be read.");
    case ErrorKind::TimedOut:
        //: Why a KeePass database was not opened.
        return tr("Opening the database took too long.");
    default:
        return describe(m_error->kind).text;
    }
}

QString ImportViewModel::errorHint() const
{
    if (!m_error)
        return {};
    if (m_work != Work::Reading && m_work != Work::Database)
        return describe(m_error->kind).hint;
    if (m_error->kind == ErrorKind::WrongPassphrase)
        //: Below the message that a database does not open with a password.
        return tr("Check the password and whether there is a key file. A damaged database looks like this, too.");
    const bool isEncrypted = m_error->detail == QLatin1String(EncryptedByItsProgram);
    if (m_error->kind == ErrorKind::Unsupported && m_work == Work::Reading && !isEncrypted)
        //: Below the message that nobody knows what a file is. The words are names of programs and of kinds of files.
        return tr("Coffret reads KeePass databases (KDBX, XML), Bitwarden (JSON, not encrypted), 1Password (1PUX), CSV "
                  "files with a heading, and its own exports.");
    return {};
}

QString ImportViewModel::errorDetailsText() const
{
    return m_error ? errorDetails(*m_error) : QString();
}

} // namespace coffret
