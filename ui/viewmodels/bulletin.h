// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/desktop/notifications.h"
#include "ui/viewmodels/grantwatch.h"

#include <QObject>

namespace coffret {

class BrowseViewModel;
class Settings;

/// What is worth saying while nobody looks: that access ends soon, that it was granted, that an account could not be
/// synced. The same trouble is said once, and taken back when it is over. Names are in it only where the user wants
/// that; values never. Owned by the composition root, main thread.
class Bulletin : public QObject
{
    Q_OBJECT
public:
    Bulletin(SessionList &sessions, const Settings &settings, BrowseViewModel &browse, QObject *parent = nullptr);

    void setLocked(bool locked); ///< whatever was said is taken back
    void open(const QString &topic);
    void openLatest() { open(m_latest); }
    [[nodiscard]] bool hasTrouble() const { return !m_troubles.isEmpty(); } ///< an account needs somebody to look
    [[nodiscard]] GrantWatch &grants() { return m_grants; }

Q_SIGNALS:
    void said(const QString &topic, const coffret::Notice &notice);
    void takenBack(const QString &topic);
    void allTakenBack();
    void troubleChanged();
    void checkedOutWanted(); ///< to be seen in the main window
    void accountWanted(const QString &accountId);
    void secretWanted(const QString &accountId, const QString &secretId);

private:
    void watch(Session *session);
    void followTrouble(const Session &session);
    void forgetAbsent();
    void onEndsSoon(const QString &text, const QStringList &names);
    void onGranted(const QString &accountId, const QString &secretId);
    void noteRequest();
    void say(const QString &topic, const Notice &notice);

    SessionList &m_sessions;
    const Settings &m_settings;
    BrowseViewModel &m_browse;
    GrantWatch m_grants;
    QHash<QString, ErrorKind> m_troubles; ///< by account
    QString m_latest;
    bool m_locked = false;
};

} // namespace coffret
