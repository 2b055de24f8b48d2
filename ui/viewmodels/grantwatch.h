// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewmodels/sessionlist.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <utility>

namespace coffret {

/// Waits for the answer to what the user asked for in this run of the program: asks the server once a minute, for as
/// long as nobody has decided. Owned by Bulletin, main thread.
class GrantWatch : public QObject
{
    Q_OBJECT
public:
    explicit GrantWatch(SessionList &sessions, QObject *parent = nullptr);

    void setInterval(std::chrono::milliseconds interval) { m_timer.setInterval(interval); }
    [[nodiscard]] bool isWaiting() const { return m_timer.isActive(); }
    void add(const QString &accountId, const QString &secretId);

Q_SIGNALS:
    void granted(const QString &accountId, const QString &secretId);

private:
    using Asked = std::pair<QString, QString>; ///< account and secret
    void look();
    void stopWhenDone();
    void take(const Asked &asked, const Expected<CheckOut> &answer);

    SessionList &m_sessions;
    QTimer m_timer;
    QSet<Asked> m_asked;
};

} // namespace coffret
