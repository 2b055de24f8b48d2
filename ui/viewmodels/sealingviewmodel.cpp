// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/sealingviewmodel.h"

#include "core/store/privatefile.h"
#include "ui/viewmodels/sealingjob.h"
#include "ui/viewmodels/setupfiles.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"

#include <algorithm>

namespace coffret {

namespace {
constexpr qint64 MaximumKeyBytes = 64 * 1024;
constexpr std::size_t MostFound = 6;
} // namespace

SealingViewModel::SealingViewModel(OpenPgp &openPgp, OwnKeys &ownKeys, JobViewModel &job, QObject *parent)
    : QObject(parent), m_openPgp(openPgp), m_ownKeys(ownKeys), m_job(job)
{
}

SealingViewModel::~SealingViewModel()
{
    m_stop.request_stop();
}

void SealingViewModel::show(Session *session)
{
    stopAll(m_stop);
    ++m_generation;
    m_busy = 0;
    m_error = {};
    m_searchText.clear();
    m_others.clear();
    m_keys.setKeys({});
    m_people.setReaders({});
    m_found.setChoices({});
    m_session = session && session->sealing() && session->writing() ? session : nullptr;
    if (m_session) {
        loadKeys();
        loadPeople();
    }
    Q_EMIT changed();
}

void SealingViewModel::close()
{
    show(nullptr);
}

VaultSealing *SealingViewModel::sealing() const
{
    return m_session ? m_session->sealing() : nullptr;
}

const Sealing &SealingViewModel::setting() const
{
    static const Sealing none;
    return sealing() ? sealing()->setting() : none;
}

QString SealingViewModel::name() const
{
    return m_session ? m_session->account().name : QString();
}

template <typename T>
void SealingViewModel::await(Task<Expected<T>> task, std::function<void(Expected<T>)> then)
{
    const quint64 generation = m_generation;
    ++m_busy;
    QCoro::connect(std::move(task), this, [this, generation, then](Expected<T> outcome) {
        if (generation != m_generation)
            return;
        --m_busy;
        if (!outcome && outcome.error().kind != ErrorKind::Cancelled)
            m_error = describe(outcome.error().kind);
        then(std::move(outcome));
        Q_EMIT changed();
    });
}

void SealingViewModel::loadKeys()
{
    const std::function<void(Expected<std::vector<KeyInfo>>)> show = [this](Expected<std::vector<KeyInfo>> keys) {
        if (!keys)
            return;
        m_keys.setKeys(*std::move(keys), [](const KeyInfo &key) {
            const bool good = key.canSign && key.canReceive();
            //: Under a key in a list: why it cannot be chosen
            return good ? QString() : tr("Expired, revoked, or not able to encrypt and sign");
        });
    };
    await<std::vector<KeyInfo>>(m_openPgp.secretKeys(), show);
    const std::function<void(Expected<std::vector<KeyInfo>>)> keep = [this](Expected<std::vector<KeyInfo>> keys) {
        if (keys)
            m_others = *std::move(keys);
        search();
    };
    await<std::vector<KeyInfo>>(m_ownKeys.otherKeys(), keep);
}

void SealingViewModel::loadPeople()
{
    const std::function<void(Expected<std::vector<ReaderKey>>)> show = [this](Expected<std::vector<ReaderKey>> people) {
        if (people)
            m_people.setReaders(*std::move(people));
        search();
    };
    await<std::vector<ReaderKey>>(sealing()->people(m_stop.get_token()), show);
}

void SealingViewModel::take(const Expected<void> &done)
{
    m_error = done ? UserMessage() : describe(done.error().kind);
    Q_EMIT changed();
}

void SealingViewModel::changeTo(const Sealing &setting)
{
    take(sealing()->change(setting));
}

QString SealingViewModel::turnOnHint() const
{
    if (isOn() || m_keys.isUsable(ownKey()))
        return {};
    //: Why sealing cannot be turned on.
    return tr("Choose your key first");
}

void SealingViewModel::setOn(bool on)
{
    if (!sealing())
        return;
    Sealing wanted = setting();
    wanted.on = on && turnOnHint().isEmpty();
    changeTo(wanted); // says so too where nothing changes, so that the box shows it
}

void SealingViewModel::chooseKey(const QString &fingerprint)
{
    if (!sealing() || !m_keys.isUsable(fingerprint))
        return;
    Sealing wanted = setting();
    wanted.ownKey = fingerprint;
    wanted.people.removeIf([&](const SealingPerson &person) { return person.fingerprint == fingerprint; });
    changeTo(wanted);
    loadPeople();
}

void SealingViewModel::addFromFile(const QString &pathOrUrl)
{
    const QString path = localPath(pathOrUrl.trimmed());
    if (!sealing() || path.isEmpty())
        return;
    const Expected<QByteArray> contents = readPrivateFile(path, MaximumKeyBytes);
    if (contents)
        return add(*contents);
    //: A key file that was named cannot be read.
    m_error = {tr("This file could not be read."), tr("Choose the file with the person's public key.")};
    Q_EMIT changed();
}

void SealingViewModel::addFound(int row)
{
    const QString fingerprint = m_found.keyAt(row);
    if (!sealing() || fingerprint.isEmpty())
        return;
    const std::function<void(Expected<QByteArray>)> then = [this](Expected<QByteArray> key) {
        if (key)
            add(*key);
    };
    await<QByteArray>(m_ownKeys.publicKey(fingerprint), then);
}

void SealingViewModel::add(const QByteArray &armoredKey)
{
    m_error = {};
    const std::function<void(Expected<void>)> then = [this](Expected<void> added) {
        if (!added) {
            if (added.error().kind == ErrorKind::InvalidInput)
                //: A file or keyring entry that should have been somebody's key.
                m_error = {tr("This is not another person's public key."),
                           tr("It has to be one armored public key, and not your own.")};
            return;
        }
        m_searchText.clear();
        loadPeople();
    };
    await<void>(sealing()->addPerson(armoredKey, m_stop.get_token()), then);
    Q_EMIT changed();
}

void SealingViewModel::remove(int row)
{
    const ReaderKey *const reader = m_people.reader(row);
    if (!sealing() || !reader)
        return;
    take(sealing()->removePerson(reader->person.id));
    loadPeople();
}

void SealingViewModel::confirm(int row)
{
    const ReaderKey *const reader = m_people.reader(row);
    if (!sealing() || !reader || reader->state == ReaderKey::State::Unusable)
        return;
    take(sealing()->acceptKey(reader->person.id, reader->fingerprint));
    loadPeople();
}

void SealingViewModel::setSearchText(const QString &text)
{
    if (m_searchText == text)
        return;
    m_searchText = text;
    search();
    Q_EMIT changed();
}

/// Those of the user's keyring whose name or address has the text, and who are not among the people yet.
void SealingViewModel::search()
{
    std::vector<Choice> choices;
    const QString wanted = m_searchText.trimmed();
    for (const KeyInfo &key : m_others) {
        const auto &people = setting().people;
        const bool present = std::any_of(people.begin(), people.end(), [&key](const SealingPerson &person) {
            return person.fingerprint == key.fingerprint;
        });
        if (wanted.isEmpty() || present || choices.size() == MostFound ||
            !key.userId.contains(wanted, Qt::CaseInsensitive))
            continue;
        choices.push_back({key.fingerprint, key.userId, QStringLiteral("user"), groupedFingerprint(key.fingerprint)});
    }
    m_found.setChoices(std::move(choices));
}

QString SealingViewModel::sealHint() const
{
    if (!isOn())
        //: Why the values of an account cannot be sealed now.
        return tr("Turn sealing on first");
    if (isBlocked(m_people.readers()))
        //: Why the values of an account cannot be sealed now.
        return tr("A key above cannot be used: take that person off the list, or accept the key");
    return {};
}

void SealingViewModel::sealExisting()
{
    if (!m_session || !sealHint().isEmpty())
        return;
    const QPointer<Session> session = m_session;
    close();
    offerSealing(m_job, session, SealingWork::Seal);
}

void SealingViewModel::unseal()
{
    if (!m_session || isOn())
        return;
    const QPointer<Session> session = m_session;
    close();
    offerSealing(m_job, session, SealingWork::Unseal);
}

} // namespace coffret
