// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"
#include "ui/viewmodels/usermessages.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// What the parts of setup have in common: each waits for one answer at a time, and says in words what went wrong.
/// Owned by FirstRunViewModel, main thread.
class SetupPart : public QObject
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(bool busy READ isBusy NOTIFY busyChanged)
public:
    using QObject::QObject;

    [[nodiscard]] bool isBusy() const { return m_busy; }
    void abandon(); ///< the answer that is waited for is dropped

Q_SIGNALS:
    void changed();
    void busyChanged();
    void failed(const coffret::UserMessage &message);

protected:
    /// Calls then with the outcome, unless something else was begun or abandoned meanwhile.
    template <typename T, typename Then>
    void await(Task<Expected<T>> &&task, Then then)
    {
        const quint64 generation = ++m_generation;
        setBusy(true);
        QCoro::connect(std::move(task), this, [this, generation, then](Expected<T> outcome) {
            if (generation != m_generation)
                return;
            then(std::move(outcome));
            if (generation == m_generation) // then did not begin anything else
                setBusy(false);
        });
    }
    void fail(const QString &text, const QString &hint) { Q_EMIT failed({text, hint}); }

private:
    void setBusy(bool busy);

    bool m_busy = false;
    quint64 m_generation = 0;
};

} // namespace coffret
