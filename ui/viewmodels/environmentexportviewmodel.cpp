// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/environmentexportviewmodel.h"

#include "core/openpgp/displaytext.h"
#include "core/session/askinsession.h"
#include "ui/viewmodels/environmentqueries.h"
#include "ui/viewmodels/setupfiles.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace coffret {

EnvironmentExportViewModel::EnvironmentExportViewModel(OpenPgp &openPgp, QObject *parent)
    : QObject(parent), m_openPgp(openPgp)
{
    connect(&m_readers, &ReadersViewModel::confirmed, this, &EnvironmentExportViewModel::write);
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
    listKeys();
}

void EnvironmentExportViewModel::close()
{
    ++m_generation;
    stopAll(m_stop);
    m_keys.setChoices({});
    m_recipients.setChoices({});
    m_environmentId.clear();
    m_readers.clear();
    m_path.clear();
    m_agreedPath.clear();
    m_ownKey.clear();
    m_written.reset();
    m_error.reset();
    m_busy = m_writing = false;
    Q_EMIT changed();
}

void EnvironmentExportViewModel::listKeys()
{
    m_busy = true;
    Q_EMIT changed();
    const quint64 generation = m_generation;
    QCoro::connect(m_openPgp.secretKeys(), this, [this, generation](const Expected<std::vector<KeyInfo>> &keys) {
        if (generation != m_generation)
            return;
        if (!keys)
            return fail(keys.error());
        std::vector<Choice> choices;
        for (const KeyInfo &key : *keys) {
            if (key.canSign && key.canReceive())
                choices.push_back({key.fingerprint, key.userId, {}, groupedFingerprint(key.fingerprint)});
        }
        stopAll(m_stop); // it may have been used
        m_keys.setChoices(std::move(choices));
        const QString usual = m_session ? m_session->account().keyFingerprint : QString();
        m_ownKey = m_keys.contains(usual) ? usual : m_keys.keyAt(0);
        m_busy = false;
        Q_EMIT changed();
    });
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

void EnvironmentExportViewModel::setOwnKey(const QString &fingerprint)
{
    if (!m_keys.contains(fingerprint))
        return;
    m_ownKey = fingerprint;
    Q_EMIT changed();
}

void EnvironmentExportViewModel::addRecipient(const QString &pathOrUrl)
{
    constexpr qint64 LargestKey = 64 * 1024;
    const QString path = localPath(pathOrUrl);
    QFile file(path);
    if (m_busy || !isOpen() || path.isEmpty())
        return;
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error{ErrorKind::StorageFault, path, 0});
    m_busy = true;
    m_error.reset();
    Q_EMIT changed();
    const quint64 generation = m_generation;
    QCoro::connect(m_openPgp.importPublicKey(file.read(LargestKey + 1)), this,
                   [this, generation](const Expected<KeyInfo> &key) {
                       if (generation != m_generation)
                           return;
                       if (!key)
                           return fail(key.error());
                       if (!key->canReceive())
                           return fail(Error{ErrorKind::KeyUnusable, key->fingerprint, 0});
                       std::vector<Choice> all = m_recipients.choices();
                       if (!m_recipients.contains(key->fingerprint))
                           all.push_back({key->fingerprint, key->userId, {}, groupedFingerprint(key->fingerprint)});
                       m_recipients.setChoices(std::move(all));
                       stopAll(m_stop);
                       m_busy = false;
                       Q_EMIT changed();
                   });
}

void EnvironmentExportViewModel::removeRecipient(const QString &fingerprint)
{
    std::vector<Choice> left = m_recipients.choices();
    std::erase_if(left, [&fingerprint](const Choice &one) { return one.key == fingerprint; });
    m_recipients.setChoices(std::move(left));
    Q_EMIT changed();
}

void EnvironmentExportViewModel::go()
{
    if (!isOpen() || m_busy || isOver() || !goHint().isEmpty() || !m_session)
        return;
    m_error.reset();
    VaultSealing *const sealing = m_session->sealing();
    if (m_recipients.rowCount() == 0 || !sealing)
        return m_recipients.rowCount() == 0 ? write() : askForReaders({});
    m_busy = true;
    Q_EMIT changed();
    const quint64 generation = m_generation;
    std::function<Task<Expected<std::vector<ReaderKey>>>(StopToken)> call = [sealing](StopToken stop) {
        return sealing->people(stop);
    };
    QCoro::connect(askInSession(m_session, std::move(call), m_stop.get_token()), this,
                   [this, generation](const Expected<std::vector<ReaderKey>> &known) {
                       if (generation != m_generation)
                           return;
                       if (!known)
                           return fail(known.error());
                       m_busy = false;
                       Q_EMIT changed();
                       askForReaders(*known);
                   });
}

/// Keys of people values are sealed for were compared before; whoever shows another one now is not let in here.
void EnvironmentExportViewModel::askForReaders(const std::vector<ReaderKey> &known)
{
    std::vector<ReaderKey> readers;
    for (const Choice &recipient : m_recipients.choices()) {
        ReaderKey reader;
        reader.person = {Grantee::Kind::Person, ownerOf(recipient.label), recipient.label, emailOf(recipient.label), 0};
        reader.fingerprint = recipient.key;
        reader.state = ReaderKey::State::FirstSeen;
        const auto same = [&reader](const ReaderKey &other) { return other.fingerprint == reader.fingerprint; };
        const auto sameOwner = [&reader](const ReaderKey &other) { return other.person.id == reader.person.id; };
        auto before = std::find_if(known.begin(), known.end(), same);
        if (before == known.end())
            before = std::find_if(known.begin(), known.end(), sameOwner);
        if (before != known.end() && same(*before))
            reader.state = before->state;
        else if (before != known.end() && before->state != ReaderKey::State::FirstSeen)
            reader.state = ReaderKey::State::Changed;
        if (reader.state == ReaderKey::State::Changed)
            reader.pinnedFingerprint =
                before->pinnedFingerprint.isEmpty() ? before->fingerprint : before->pinnedFingerprint;
        readers.push_back(std::move(reader));
    }
    const bool areKnown = std::all_of(readers.begin(), readers.end(),
                                      [](const ReaderKey &reader) { return reader.state == ReaderKey::State::Known; });
    areKnown ? write() : m_readers.ask(std::move(readers), {});
}

void EnvironmentExportViewModel::write()
{
    auto wanted = std::make_shared<SealedExport>();
    wanted->environmentId = m_environmentId;
    wanted->ownKey = m_ownKey;
    wanted->path = m_path;
    for (const Choice &recipient : m_recipients.choices())
        wanted->recipients.append(recipient.key);
    m_busy = m_writing = true;
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
    m_busy = m_writing = false;
    m_written = std::move(*written);
    Q_EMIT changed();
}

void EnvironmentExportViewModel::fail(const Error &error)
{
    stopAll(m_stop); // it may have been used
    m_busy = m_writing = false;
    if (error.kind != ErrorKind::Cancelled)
        m_error = error;
    Q_EMIT changed();
}

void EnvironmentExportViewModel::stop()
{
    if (m_busy && m_writing)
        m_stop.request_stop();
    else if (m_busy) // nothing is lost
        close();
}

QString EnvironmentExportViewModel::nameOf(const QString &fingerprint) const
{
    const auto &all = m_keys.choices();
    const auto found =
        std::find_if(all.begin(), all.end(), [&fingerprint](const Choice &one) { return one.key == fingerprint; });
    return found == all.end() ? QString() : found->label;
}

QString EnvironmentExportViewModel::heading() const
{
    //: Heading of the sheet that writes an encrypted file. %1 is an environment, for example staging.
    return tr("Export %1 to an encrypted file").arg(collectionName(m_session, m_environmentId));
}

QString EnvironmentExportViewModel::statement() const
{
    if (m_ownKey.isEmpty())
        return {};
    QStringList readers{nameOf(m_ownKey)};
    for (const Choice &recipient : m_recipients.choices())
        readers.append(recipient.label);
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
    if (m_ownKey.isEmpty())
        //: Why nothing can be exported: the file has to be encrypted for somebody.
        return m_busy ? QString() : tr("You have no OpenPGP key to encrypt the file with");
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
