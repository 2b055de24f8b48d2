// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/environmentexportviewmodel.h"

#include "ui/viewmodels/environmentqueries.h"
#include "ui/viewmodels/setupfiles.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>

namespace coffret {

EnvironmentExportViewModel::EnvironmentExportViewModel(OpenPgp &openPgp, QObject *parent)
    : QObject(parent), m_openPgp(openPgp), m_recipients(openPgp)
{
    connect(&m_recipients, &FileRecipients::changed, this, &EnvironmentExportViewModel::changed);
    connect(&m_recipients, &FileRecipients::confirmed, this, &EnvironmentExportViewModel::write);
    connect(&m_recipients, &FileRecipients::failed, this, &EnvironmentExportViewModel::fail);
}

EnvironmentExportViewModel::~EnvironmentExportViewModel()
{
    m_stop.request_stop();
}

void EnvironmentExportViewModel::begin(Session *session, const QString &environmentId)
{
    close();
    m_session = session;
    m_environmentId = environmentId;
    m_recipients.begin(session);
}

void EnvironmentExportViewModel::close()
{
    ++m_generation;
    stopAll(m_stop);
    m_environmentId.clear();
    m_path.clear();
    m_agreedPath.clear();
    m_written.reset();
    m_error.reset();
    m_writing = false;
    m_recipients.clear(); // which says that all of this has changed
}

void EnvironmentExportViewModel::setPath(const QString &path)
{
    m_path = localPath(path);
    Q_EMIT changed();
}

void EnvironmentExportViewModel::choosePath(const QString &pathOrUrl)
{
    m_agreedPath = localPath(pathOrUrl);
    setPath(pathOrUrl);
}

bool EnvironmentExportViewModel::replaces() const
{
    return !isOver() && goHint().isEmpty() && m_path != m_agreedPath && QFileInfo::exists(m_path);
}

void EnvironmentExportViewModel::addRecipient(const QString &pathOrUrl)
{
    m_error.reset();
    m_recipients.add(pathOrUrl);
}

void EnvironmentExportViewModel::go()
{
    if (!isOpen() || isBusy() || isOver() || !goHint().isEmpty() || !m_session)
        return;
    m_error.reset();
    m_recipients.confirm();
}

void EnvironmentExportViewModel::write()
{
    auto wanted = std::make_shared<SealedExport>();
    wanted->environmentId = m_environmentId;
    wanted->ownKey = m_recipients.ownKey();
    wanted->path = m_path;
    wanted->recipients = m_recipients.otherKeys();
    m_writing = true;
    Q_EMIT changed();
    const quint64 generation = m_generation;
    QCoro::connect(exportSealed(m_session, m_openPgp, wanted, m_stop.get_token()), this,
                   [this, generation](Expected<EnvironmentText> written) {
                       if (generation == m_generation)
                           take(std::move(written));
                   });
}

void EnvironmentExportViewModel::take(Expected<EnvironmentText> written)
{
    if (!written)
        return fail(written.error());
    m_writing = false;
    m_written = std::move(*written);
    Q_EMIT changed();
}

void EnvironmentExportViewModel::fail(const Error &error)
{
    stopAll(m_stop); // it may have been used
    m_writing = false;
    if (error.kind != ErrorKind::Cancelled)
        m_error = error;
    Q_EMIT changed();
}

void EnvironmentExportViewModel::stop()
{
    if (m_writing)
        m_stop.request_stop();
    else if (isBusy()) // nothing is lost
        close();
}

QString EnvironmentExportViewModel::heading() const
{
    //: Heading of the sheet that writes an encrypted file. %1 is an environment, for example staging.
    return tr("Export %1 to an encrypted file").arg(collectionName(m_session, m_environmentId));
}

QString EnvironmentExportViewModel::statement() const
{
    const QStringList readers = m_recipients.names();
    if (readers.isEmpty())
        return {};
    //: What a file that is written will be, below "The file is encrypted with OpenPGP". %1 are the people whose keys
    //: open it.
    return tr("It holds every value of this environment, and can be opened with the keys of: %1.")
        .arg(QLocale().createSeparatedList(readers));
}

QString EnvironmentExportViewModel::report() const
{
    if (!m_written)
        return {};
    if (m_written->written == 0)
        //: What became of an export.
        return tr("There was nothing to write: no file was made.");
    //: What became of an export. %n is how many values are in the file, %1 is the file.
    return tr("%n value(s) written, encrypted, to %1.", nullptr, m_written->written).arg(m_path);
}

QString EnvironmentExportViewModel::leftOut() const
{
    if (!m_written)
        return {};
    QStringList sentences;
    if (!m_written->withoutValue.isEmpty())
        //: What is not in an exported file. %1 are names.
        sentences.append(tr("Without a value: %1.").arg(QLocale().createSeparatedList(m_written->withoutValue)));
    if (!m_written->unwritable.isEmpty())
        //: What is not in an exported file, because its format has no way to write it. %1 are names.
        sentences.append(tr("Left out, as a .env file cannot hold it: %1.")
                             .arg(QLocale().createSeparatedList(m_written->unwritable)));
    if (!m_written->unreadable.isEmpty())
        //: What is not in an exported file. %1 are names of secrets whose encrypted values could not be opened.
        sentences.append(tr("Left out, as it could not be decrypted: %1.")
                             .arg(QLocale().createSeparatedList(m_written->unreadable)));
    if (!m_written->unvouched.isEmpty())
        //: What is not in an exported file. %1 are names of secrets whose values nobody known has signed.
        sentences.append(tr("Left out, as nobody vouches for it (open the secret to look at it): %1.")
                             .arg(QLocale().createSeparatedList(m_written->unvouched)));
    return inOneParagraph(sentences);
}

QString EnvironmentExportViewModel::goHint() const
{
    if (ownKey().isEmpty())
        //: Why nothing can be exported: the file has to be encrypted for somebody.
        return isBusy() ? QString() : tr("You have no OpenPGP key to encrypt the file with");
    const QFileInfo file(m_path);
    if (m_path.isEmpty() || file.isDir() || !file.absoluteDir().exists())
        //: Why nothing can be exported yet.
        return tr("Choose a file to write");
    return {};
}

QString EnvironmentExportViewModel::goText() const
{
    //: Buttons: writes an encrypted file, in place of the one that is there; or a new one.
    return replaces() ? tr("Replace the file") : tr("Encrypt and save");
}

QString EnvironmentExportViewModel::errorText() const
{
    return m_error ? readRefusal(*m_error, m_session) : QString();
}

QString EnvironmentExportViewModel::errorHint() const
{
    return m_error ? describe(m_error->kind).hint : QString();
}

QString EnvironmentExportViewModel::errorDetailsText() const
{
    return m_error ? errorDetails(*m_error) : QString();
}

} // namespace coffret
