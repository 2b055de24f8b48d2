// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace coffret {

/// Builds a session with the right vault for an account. Only the composition root knows the concrete classes.
using SessionFactory = std::function<std::unique_ptr<Session>(const Account &)>;

/// The sessions of all accounts, in the order of the accounts. Owned by the composition root, main thread.
class SessionList : public QObject
{
    Q_OBJECT
public:
    explicit SessionList(SessionFactory factory, QObject *parent = nullptr);
    ~SessionList() override;

    [[nodiscard]] std::unique_ptr<Session> make(const Account &account) const;
    Session *adopt(std::unique_ptr<Session> session); ///< appends
    void remove(const QString &accountId);            ///< and signs out
    /// Puts a session in the place of the one with the same account, which is signed out.
    Session *replace(std::unique_ptr<Session> session);
    /// Closes a session.
    void signOut(Session &session);
    /// Closes a session; the task ends when its server was told or could not be, or when the time is over and telling
    /// goes on.
    Task<void> closeWithin(QString accountId, std::chrono::milliseconds limit);
    /// Closes and destroys a session that is not in the list; null does nothing.
    void retire(std::unique_ptr<Session> session);
    /// True until every server was told of what was closed above, or could not be.
    [[nodiscard]] bool isSigningOut() const { return m_signingOut > 0; }

    [[nodiscard]] const std::vector<std::unique_ptr<Session>> &all() const { return m_sessions; }
    [[nodiscard]] Session *find(const QString &accountId) const; ///< null when absent
    [[nodiscard]] bool isEmpty() const { return m_sessions.empty(); }

Q_SIGNALS:
    void added(coffret::Session *session);
    void aboutToRemove(coffret::Session *session);
    void removed();
    void signedOut();

private:
    void follow(Task<void> signOut);

    SessionFactory m_factory;
    std::vector<std::unique_ptr<Session>> m_sessions;
    int m_signingOut = 0; ///< sessions whose server is being told
};

} // namespace coffret
