// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/search/usagelog.h"
#include "core/store/sealedrecords.h"
#include "ui/viewmodels/sessionlist.h"

#include <QObject>

#include <map>

namespace coffret {

class Settings;

/// How often and how lately the secrets of each open account were used. Kept sealed from one run to the next; in memory
/// only while the account is open; where it cannot be kept, for as long. A preference turns it off, and what was kept
/// is removed. Main thread.
class UsageLogs : public QObject
{
    Q_OBJECT
public:
    UsageLogs(SessionList &sessions, const Settings &settings, SealedRecords &records, const Clock &clock,
              QObject *parent = nullptr);
    ~UsageLogs() override;

    void note(const QString &accountId, const QString &secretId); ///< it was used
    /// Empty where nothing is known.
    [[nodiscard]] const UsageLog &of(const QString &accountId) const;
    void followSettings(); ///< whether anything is kept may have changed

Q_SIGNALS:
    void changed();

private:
    struct Kept
    {
        UsageLog log;
        bool isOpen = false;   ///< the account is, and what was kept of it is asked for
        bool mayWrite = false; ///< what was kept is in the log, so that it may be written over
        bool isDirty = false;  ///< noted since it was last written
        bool isBusy = false;   ///< being read or written
        quint64 opening = 0;   ///< counts; whoever comes back to another one came too late
    };

    void watch(Session *session);
    void follow(const Session &session);
    void close(const QString &accountId); ///< nothing of it stays in memory
    void read(const QString &accountId);
    void wasRead(const QString &accountId, const Expected<SecretBuffer> &record);
    void write(const QString &accountId);
    void wasWritten(const QString &accountId, bool done);

    SessionList &m_sessions;
    const Settings &m_settings;
    SealedRecords &m_records;
    const Clock &m_clock;
    std::map<QString, Kept> m_kept; ///< by account
};

} // namespace coffret
