// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/filerecipients.h"

#include "core/openpgp/displaytext.h"
#include "core/session/askinsession.h"
#include "ui/viewmodels/setupfiles.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"

#include <QFile>

#include <algorithm>

namespace coffret {

FileRecipients::FileRecipients(OpenPgp &openPgp, QObject *parent) : QObject(parent), m_openPgp(openPgp)
{
    connect(&m_readers, &ReadersViewModel::confirmed, this, &FileRecipients::confirmed);
}

FileRecipients::~FileRecipients()
{
    m_stop.request_stop();
}

void FileRecipients::begin(Session *session)
{
    clear();
    m_session = session;
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
        m_keys.setChoices(std::move(choices));
        const QString usual = m_session ? m_session->account().keyFingerprint : QString();
        m_ownKey = m_keys.contains(usual) ? usual : m_keys.keyAt(0);
        finish();
    });
}

void FileRecipients::clear()
{
    ++m_generation;
    stopAll(m_stop);
    m_session.clear();
    m_keys.setChoices({});
    m_others.setChoices({});
    m_readers.clear();
    m_ownKey.clear();
    m_busy = false;
    Q_EMIT changed();
}

void FileRecipients::stop()
{
    if (!m_busy)
        return;
    ++m_generation;
    stopAll(m_stop);
    finish();
}

void FileRecipients::finish()
{
    m_busy = false;
    Q_EMIT changed();
}

void FileRecipients::fail(const Error &error)
{
    finish();
    Q_EMIT failed(error);
}

void FileRecipients::setOwnKey(const QString &fingerprint)
{
    if (!m_keys.contains(fingerprint))
        return;
    m_ownKey = fingerprint;
    Q_EMIT changed();
}

QStringList FileRecipients::otherKeys() const
{
    QStringList keys;
    for (const Choice &one : m_others.choices())
        keys.append(one.key);
    return keys;
}

QStringList FileRecipients::names() const
{
    QStringList names;
    for (const Choice &one : m_keys.choices()) {
        if (one.key == m_ownKey)
            names.append(one.label);
    }
    for (const Choice &one : m_others.choices())
        names.append(one.label);
    return m_ownKey.isEmpty() ? QStringList() : names;
}

void FileRecipients::add(const QString &pathOrUrl)
{
    constexpr qint64 LargestKey = 64 * 1024;
    const QString path = localPath(pathOrUrl);
    QFile file(path);
    if (m_busy || !m_session || path.isEmpty())
        return;
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error{ErrorKind::StorageFault, path, 0});
    m_busy = true;
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
                       std::vector<Choice> all = m_others.choices();
                       if (!m_others.contains(key->fingerprint))
                           all.push_back({key->fingerprint, key->userId, {}, groupedFingerprint(key->fingerprint)});
                       m_others.setChoices(std::move(all));
                       finish();
                   });
}

void FileRecipients::remove(const QString &fingerprint)
{
    std::vector<Choice> left = m_others.choices();
    std::erase_if(left, [&fingerprint](const Choice &one) { return one.key == fingerprint; });
    m_others.setChoices(std::move(left));
    Q_EMIT changed();
}

void FileRecipients::confirm()
{
    if (m_busy || !m_session)
        return;
    VaultSealing *const sealing = m_session->sealing();
    if (m_others.rowCount() == 0) {
        Q_EMIT confirmed();
        return;
    }
    if (!sealing)
        return askForReaders({});
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
                       finish();
                       askForReaders(*known);
                   });
}

/// Keys of people values are sealed for were compared before; whoever shows another one now is not let in here.
void FileRecipients::askForReaders(const std::vector<ReaderKey> &known)
{
    std::vector<ReaderKey> readers;
    for (const Choice &recipient : m_others.choices()) {
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
    if (areKnown)
        Q_EMIT confirmed();
    else
        m_readers.ask(std::move(readers), {});
}

} // namespace coffret
