// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/usagelogs.h"

#include "core/base/logging.h"
#include "core/store/settings.h"

namespace coffret {

UsageLogs::UsageLogs(SessionList &sessions, const Settings &settings, SealedRecords &records, const Clock &clock,
                     QObject *parent)
    : QObject(parent), m_sessions(sessions), m_settings(settings), m_records(records), m_clock(clock)
{
    for (const auto &session : m_sessions.all())
        watch(session.get());
    connect(&m_sessions, &SessionList::added, this, &UsageLogs::watch);
    connect(&m_sessions, &SessionList::aboutToRemove, this,
            [this](const Session *session) { close(session->account().id); });
}

UsageLogs::~UsageLogs() = default;

void UsageLogs::watch(Session *session)
{
    connect(session, &Session::stateChanged, this, [this, session] { follow(*session); });
    follow(*session);
}

void UsageLogs::follow(const Session &session)
{
    const QString id = session.account().id;
    Kept &kept = m_kept[id];
    const bool isOpen = session.state() == Session::State::Open ||
                        (kept.isOpen && session.state() != Session::State::Closed); // a sync that fails closes nothing
    if (kept.isOpen == isOpen)
        return;
    close(id);
    kept.isOpen = isOpen;
    if (isOpen && m_settings.preferences().keepsRecent)
        read(id);
    Q_EMIT changed();
}

void UsageLogs::close(const QString &accountId)
{
    Kept &kept = m_kept[accountId];
    const quint64 opening = kept.opening + 1;
    kept = Kept();
    kept.opening = opening;
    m_records.lock(accountId);
}

const UsageLog &UsageLogs::of(const QString &accountId) const
{
    static const UsageLog nothing;
    const auto kept = m_kept.find(accountId);
    return kept == m_kept.end() ? nothing : kept->second.log;
}

void UsageLogs::note(const QString &accountId, const QString &secretId)
{
    if (!m_settings.preferences().keepsRecent)
        return;
    Kept &kept = m_kept[accountId];
    kept.log.note(secretId, m_clock.now());
    kept.isDirty = true;
    write(accountId);
    Q_EMIT changed();
}

void UsageLogs::read(const QString &accountId)
{
    Kept &kept = m_kept[accountId];
    kept.isBusy = true;
    QCoro::connect(m_records.read(accountId), this,
                   [this, accountId, opening = kept.opening](const Expected<SecretBuffer> &record) {
                       if (m_kept[accountId].opening == opening)
                           wasRead(accountId, record);
                   });
}

void UsageLogs::wasRead(const QString &accountId, const Expected<SecretBuffer> &record)
{
    Kept &kept = m_kept[accountId];
    kept.isBusy = false;
    const std::string_view bytes = record ? record->view() : std::string_view();
    const QDateTime now = m_clock.now();
    UsageLog log =
        UsageLog::fromBytes(QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())), now);
    log.add(kept.log, now); // noted meanwhile
    kept.log = std::move(log);
    // What is not there or does not open any more is begun anew; where the keyring does not answer it stays as it is.
    const ErrorKind error = record ? ErrorKind::NotFound : record.error().kind;
    kept.mayWrite =
        error == ErrorKind::NotFound || error == ErrorKind::NoCredential || error == ErrorKind::CorruptMessage;
    write(accountId);
    Q_EMIT changed();
}

void UsageLogs::write(const QString &accountId)
{
    Kept &kept = m_kept[accountId];
    if (!kept.mayWrite || !kept.isDirty || kept.isBusy)
        return;
    kept.isBusy = true;
    kept.isDirty = false;
    QByteArray bytes = kept.log.toBytes();
    SecretBuffer record = SecretBuffer::takeFrom({bytes.data(), static_cast<std::size_t>(bytes.size())});
    QCoro::connect(m_records.write(accountId, std::move(record)), this,
                   [this, accountId, opening = kept.opening](const Expected<void> &written) {
                       if (m_kept[accountId].opening == opening)
                           wasWritten(accountId, written.has_value());
                   });
}

void UsageLogs::wasWritten(const QString &accountId, bool done)
{
    Kept &kept = m_kept[accountId];
    kept.isBusy = false;
    kept.mayWrite = done; // or it would be tried, and asked about, at every use
    write(accountId);
}

void UsageLogs::followSettings()
{
    const bool keeps = m_settings.preferences().keepsRecent;
    for (auto &[accountId, kept] : m_kept) {
        if (keeps && kept.isOpen && !kept.mayWrite && !kept.isBusy)
            read(accountId);
        if (keeps)
            continue;
        ++kept.opening; // what is under way comes too late
        kept.log = {};
        kept.mayWrite = kept.isDirty = kept.isBusy = false;
        if (const Expected<void> removed = m_records.remove(accountId); !removed)
            qCWarning(lcStore, "what was kept of an account's use stays: %s", qPrintable(removed.error().detail));
    }
    Q_EMIT changed();
}

} // namespace coffret
