// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/exportviewmodel.h"

#include "ui/viewmodels/environmentqueries.h"
#include "ui/viewmodels/setupfiles.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace coffret {

namespace {

constexpr QLatin1String AccountScope("account");
constexpr QLatin1String FolderScope("folder");
constexpr QLatin1String ChosenScope("chosen");
constexpr std::size_t MostListed = 100; // of what is not in a file

QString suffixOf(ExportViewModel::Format format)
{
    switch (format) {
    case ExportViewModel::Kdbx:
        return QStringLiteral(".kdbx");
    case ExportViewModel::Csv:
        return QStringLiteral(".csv");
    case ExportViewModel::Sealed:
        break;
    }
    return QStringLiteral(".asc");
}

} // namespace

ExportViewModel::ExportViewModel(OpenPgp &openPgp, const Clock &clock, QObject *parent)
    : QObject(parent), m_openPgp(openPgp), m_clock(clock), m_recipients(openPgp)
{
    connect(&m_recipients, &FileRecipients::changed, this, &ExportViewModel::changed);
    connect(&m_recipients, &FileRecipients::confirmed, this, &ExportViewModel::write);
    connect(&m_recipients, &FileRecipients::failed, this, &ExportViewModel::fail);
    connect(&m_password, &SecretDocument::valueChanged, this, &ExportViewModel::changed);
    connect(&m_repeated, &SecretDocument::valueChanged, this, &ExportViewModel::changed);
}

ExportViewModel::~ExportViewModel()
{
    m_stop.request_stop();
}

QString ExportViewModel::hintFor(const Session *session)
{
    if (!session || session->state() != Session::State::Open)
        //: Why nothing can be exported.
        return tr("The account is not open");
    if (const QString hint = useHint(session, Session::Use::Copy); !hint.isEmpty())
        return hint;
    //: Why nothing can be exported.
    return exportObstacle(*session, ExportFormat::Sealed) ? tr("Your administrator does not allow exports") : QString();
}

QString ExportViewModel::formatHint(Format format) const
{
    const QString hint = hintFor(m_session);
    if (!hint.isEmpty() || !m_session)
        return hint;
    const std::optional<ErrorKind> obstacle = exportObstacle(*m_session, static_cast<ExportFormat>(format));
    if (!obstacle)
        return {};
    if (*obstacle == ErrorKind::Unsupported)
        //: Why no KeePass database can be made. keepassxc-cli is a program that comes with KeePassXC.
        return tr("Install KeePassXC first: its program keepassxc-cli makes the database");
    //: Why no file can be written that is not encrypted.
    return tr("Your administrator does not allow exports that everybody can read");
}

void ExportViewModel::begin(Session *session, const QString &collectionId, const QStringList &chosenIds, Scope scope)
{
    close();
    if (!hintFor(session).isEmpty())
        return;
    m_session = session;
    m_collectionId = collectionId;
    m_chosenIds = chosenIds;
    listScopes(scope);
    connect(session, &Session::stateChanged, this, [this] {
        if (m_session && m_session->state() == Session::State::Closed)
            close();
    });
    m_recipients.begin(session);
}

void ExportViewModel::listScopes(Scope scope)
{
    VaultExport all;
    //: Choice: what is exported. %1 is an account, %n is how many secrets it has.
    std::vector<Choice> scopes{
        {AccountScope,
         tr("Everything in %1: %n secret(s)", nullptr, exportCount(*m_session, all)).arg(m_session->account().name),
         {},
         {}}};
    if (!m_collectionId.isEmpty()) {
        VaultExport below;
        below.collectionId = m_collectionId;
        //: Choice: what is exported. %1 is a folder, %n is how many secrets are in it and in the folders it holds.
        scopes.push_back({FolderScope,
                          tr("“%1” and what is below it: %n secret(s)", nullptr, exportCount(*m_session, below))
                              .arg(collectionName(m_session, m_collectionId)),
                          {},
                          {}});
    }
    if (!m_chosenIds.isEmpty())
        //: Choice: what is exported. %n is how many secrets are chosen in the list.
        scopes.push_back({ChosenScope,
                          tr("What is chosen in the list: %n secret(s)", nullptr, static_cast<int>(m_chosenIds.size())),
                          {},
                          {}});
    m_scopes.setChoices(std::move(scopes));
    const QString wish = scope == Scope::Account ? AccountScope : scope == Scope::Folder ? FolderScope : ChosenScope;
    m_scope = m_scopes.contains(wish) ? wish : QString(AccountScope);
}

void ExportViewModel::close()
{
    ++m_generation;
    stopAll(m_stop);
    if (m_session)
        disconnect(m_session, nullptr, this, nullptr);
    m_session.clear();
    forgetPasswords();
    m_scopes.setChoices({});
    m_left.setChoices({});
    m_collectionId.clear();
    m_chosenIds.clear();
    m_scope.clear();
    m_path.clear();
    m_agreedPath.clear();
    m_format = Sealed;
    m_agreed = m_writing = false;
    m_done = m_total = 0;
    m_report.reset();
    m_error.reset();
    m_recipients.clear(); // which says that all of this has changed
    Q_EMIT progressChanged();
}

void ExportViewModel::forgetPasswords()
{
    m_password.wipe();
    m_repeated.wipe();
}

void ExportViewModel::setFormat(Format format)
{
    if (m_format == format || m_writing || isOver() || !formatHint(format).isEmpty())
        return;
    if (m_path.endsWith(suffixOf(m_format)))
        m_path = m_path.chopped(suffixOf(m_format).size()) + suffixOf(format);
    m_format = format;
    m_agreed = false;
    forgetPasswords();
    m_error.reset();
    Q_EMIT changed();
}

void ExportViewModel::setScope(const QString &scope)
{
    if (!m_scopes.contains(scope))
        return;
    m_scope = scope;
    Q_EMIT changed();
}

void ExportViewModel::setPath(const QString &path)
{
    m_path = localPath(path);
    Q_EMIT changed();
}

void ExportViewModel::choosePath(const QString &pathOrUrl)
{
    m_agreedPath = localPath(pathOrUrl);
    setPath(pathOrUrl);
}

void ExportViewModel::setAgreed(bool agreed)
{
    m_agreed = agreed;
    Q_EMIT changed();
}

bool ExportViewModel::replaces() const
{
    return isOpen() && !isOver() && goHint().isEmpty() && m_path != m_agreedPath && QFileInfo::exists(m_path);
}

std::shared_ptr<VaultExport> ExportViewModel::wanted() const
{
    auto wanted = std::make_shared<VaultExport>();
    wanted->format = static_cast<ExportFormat>(m_format);
    if (m_scope == FolderScope)
        wanted->collectionId = m_collectionId;
    if (m_scope == ChosenScope)
        wanted->secretIds = m_chosenIds;
    return wanted;
}

void ExportViewModel::go()
{
    if (!isOpen() || isBusy() || isOver() || !goHint().isEmpty())
        return;
    m_error.reset();
    if (m_format == Sealed)
        m_recipients.confirm();
    else
        write();
}

void ExportViewModel::write()
{
    if (!isOpen() || m_writing)
        return;
    const auto wish = wanted();
    wish->path = m_path;
    wish->mayReplace = QFileInfo::exists(m_path); // which was said, or asked in the dialog
    wish->name = m_session->account().name;
    if (m_format == Sealed) {
        wish->ownKey = m_recipients.ownKey();
        wish->recipients = m_recipients.otherKeys();
    } else if (m_format == Kdbx) {
        wish->password = m_password.value().clone();
    }
    m_writing = true;
    m_done = 0;
    m_total = exportCount(*m_session, *wish);
    Q_EMIT changed();
    Q_EMIT progressChanged();
    const quint64 generation = m_generation;
    const QPointer<ExportViewModel> self(this);
    Progress progress = [self, generation](int done, int) {
        if (!self || generation != self->m_generation)
            return;
        self->m_done = done;
        Q_EMIT self->progressChanged();
    };
    QCoro::connect(
        exportSecrets(m_session, m_openPgp, m_worker, m_clock, wish, std::move(progress), m_stop.get_token()), this,
        [this, generation](Expected<ExportReport> report) {
            if (generation == m_generation)
                take(std::move(report));
        });
}

QString ExportViewModel::whyLeft(ErrorKind kind)
{
    if (kind == ErrorKind::NotVouched)
        //: Why a secret is not in an exported file: nobody known has signed its value.
        return tr("Nobody vouches for its value: open the secret to look at it.");
    if (kind == ErrorKind::Unsupported)
        //: Why a secret is not in an exported file.
        return tr("It is of a type that Coffret does not know.");
    return describe(kind).text;
}

void ExportViewModel::take(Expected<ExportReport> report)
{
    if (!report)
        return fail(report.error());
    m_writing = false;
    m_report = *std::move(report);
    forgetPasswords();
    std::vector<Choice> left;
    const auto list = [&left](const QString &id, const QString &name, const QString &why) {
        if (left.size() < MostListed)
            left.push_back({id, name, QStringLiteral("warning"), why});
    };
    for (const JobReport::Failure &one : m_report->left)
        list(one.id, one.name, whyLeft(one.error.kind));
    //: Why a secret is not whole in an exported file.
    const QString incomplete = tr("It is in the file without a value that this format has no way to write.");
    for (const QString &name : m_report->incomplete)
        list({}, name, incomplete);
    m_left.setChoices(std::move(left));
    Q_EMIT changed();
}

void ExportViewModel::fail(const Error &error)
{
    stopAll(m_stop); // it may have been used
    m_writing = false;
    if (error.kind != ErrorKind::Cancelled)
        m_error = error;
    Q_EMIT changed();
}

void ExportViewModel::stop()
{
    if (m_writing)
        m_stop.request_stop();
    else
        m_recipients.stop();
}

QString ExportViewModel::heading() const
{
    //: Heading of the sheet that writes secrets of an account into a file. %1 is the account.
    return m_session ? tr("Export secrets of %1").arg(m_session->account().name) : QString();
}

QString ExportViewModel::repeatedError() const
{
    if (m_repeated.isEmpty() || m_password.value().equals(m_repeated.value()))
        return {};
    //: Below the field where a password is entered for the second time.
    return tr("This is not the same password.");
}

QString ExportViewModel::statement() const
{
    const QStringList readers = m_recipients.names();
    if (m_format != Sealed || readers.isEmpty() || isOver())
        return {};
    //: Who can open an encrypted file. %1 are the people whose keys open it.
    return tr("It can be opened with the keys of: %1. You sign it.").arg(QLocale().createSeparatedList(readers));
}

QString ExportViewModel::ownHint() const
{
    switch (m_format) {
    case Sealed:
        if (m_recipients.ownKey().isEmpty())
            //: Why nothing can be exported: the file has to be encrypted for somebody.
            return m_recipients.isBusy() ? QString() : tr("You have no OpenPGP key to encrypt the file with");
        return {};
    case Kdbx:
        if (m_password.isEmpty())
            //: Why nothing can be exported yet.
            return tr("Enter a password for the database");
        //: Why nothing can be exported yet.
        return m_password.value().equals(m_repeated.value()) ? QString() : tr("Enter the password a second time");
    case Csv:
        //: Why nothing can be exported yet: a box has to be ticked.
        return m_agreed ? QString() : tr("Confirm that the file may be read by everybody who gets it");
    }
    return {};
}

QString ExportViewModel::goHint() const
{
    if (const QString hint = formatHint(m_format); !hint.isEmpty())
        return hint;
    if (exportCount(*m_session, *wanted()) == 0)
        //: Why nothing can be exported.
        return tr("There is no secret here");
    if (const QString hint = ownHint(); !hint.isEmpty())
        return hint;
    const QFileInfo file(m_path);
    if (m_path.isEmpty() || file.isDir() || !file.absoluteDir().exists())
        //: Why nothing can be exported yet.
        return tr("Choose a file to write");
    return {};
}

QString ExportViewModel::goText() const
{
    if (replaces())
        //: Button: writes a file in place of the one that is there.
        return tr("Replace the file");
    //: Buttons: writes a file that is encrypted; or one that is not.
    return m_format == Csv ? tr("Save unencrypted") : tr("Encrypt and save");
}

QString ExportViewModel::progressText() const
{
    if (m_done < m_total)
        //: How far an export is. %1 of %2 secrets were opened.
        return tr("%L1 of %L2 opened").arg(m_done).arg(m_total);
    //: How far an export is: all secrets were opened.
    return tr("Writing the file…");
}

QString ExportViewModel::report() const
{
    if (!m_report)
        return {};
    if (m_report->written == 0)
        //: What became of an export.
        return tr("There was nothing to write: no file was made.");
    //: What became of an export. %n is how many secrets are in the file, %1 is the file.
    return tr("%n secret(s) written to %1.", nullptr, m_report->written).arg(m_path);
}

QString ExportViewModel::remarks() const
{
    if (!m_report)
        return {};
    QStringList sentences;
    if (const auto count = static_cast<int>(m_report->left.size()); count > 0)
        //: What became of an export.
        sentences.append(tr("%n secret(s) left out.", nullptr, count));
    if (const auto count = static_cast<int>(m_report->incomplete.size()); count > 0)
        //: What became of an export: of some secrets a value is not in the file.
        sentences.append(tr("%n secret(s) without all their values.", nullptr, count));
    if (m_report->guardedCells > 0)
        //: What became of an exported table. %n is how many of its cells were changed.
        sentences.append(tr("In %n cell(s) an apostrophe stands before what a spreadsheet would take for a formula. "
                            "Whoever imports the table has to take it out again.",
                            nullptr, m_report->guardedCells));
    const std::size_t all = m_report->left.size() + static_cast<std::size_t>(m_report->incomplete.size());
    if (all > MostListed)
        //: About a list of secrets that is cut short. %L1 is how many of them are in it.
        sentences.append(tr("The first %L1 of them:").arg(MostListed));
    return inOneParagraph(sentences);
}

QString ExportViewModel::errorText() const
{
    if (!m_error)
        return {};
    if (m_error->kind == ErrorKind::TooLarge)
        //: Why an export failed.
        return tr("This is more than one file can hold.");
    return readRefusal(*m_error, m_session);
}

QString ExportViewModel::errorHint() const
{
    if (!m_error)
        return {};
    if (m_error->kind == ErrorKind::TooLarge)
        //: What to do when an export failed because it is too large.
        return tr("No file was made. Export its folders one by one.");
    return describe(m_error->kind).hint;
}

QString ExportViewModel::errorDetailsText() const
{
    return m_error ? errorDetails(*m_error) : QString();
}

} // namespace coffret
