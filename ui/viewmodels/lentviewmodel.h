// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewmodels/sessionlist.h"

#include "core/base/clock.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace coffret {

class ClipboardGuard;
class ToastViewModel;

/// What the user has checked out in all accounts: how much, until when, a reminder before an end, and giving everything
/// back. Takes a value off the clipboard when access to it ends. Owned by BrowseViewModel, main thread.
class LentViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
public:
    static constexpr std::chrono::minutes ReminderTime{5};

    LentViewModel(SessionList &sessions, ClipboardGuard &clipboard, ToastViewModel &toast, const Clock &clock,
                  QObject *parent = nullptr);
    ~LentViewModel() override;

    [[nodiscard]] int count() const { return static_cast<int>(m_seen.size()); }
    [[nodiscard]] QString summary() const; ///< names neither secrets nor accounts

    Q_INVOKABLE void returnAll();

Q_SIGNALS:
    void changed();
    void endsSoon(const QString &text, const QStringList &names); ///< once for each end; text names nothing
    void nothingEndsSoon(); ///< what was reminded of is given back, prolonged or over
    void leftBehind();      ///< something could not be given back

private:
    void watch(Session *session);
    void update();
    void plan();
    void remind();
    [[nodiscard]] QString nameOf(const QString &held) const; ///< by account and secret; empty when it is gone
    void onReturned(bool done);

    SessionList &m_sessions;
    ClipboardGuard &m_clipboard;
    ToastViewModel &m_toast;
    const Clock &m_clock;
    QTimer m_reminder;
    QHash<QString, QDateTime> m_waiting; ///< ends that were not reminded of yet, by account and secret
    QSet<QString> m_reminded;            ///< and still checked out
    QHash<QString, QDateTime> m_seen;    ///< what is checked out, and its end
    QDateTime m_soonest;
    int m_returning = 0;
    int m_returned = 0;
    int m_failed = 0;
};

} // namespace coffret
