// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/desktop/x11traywatch.h"

#include <QObject>

#include <memory>

class QDBusServiceWatcher;

namespace coffret {

/// Which trays the desktop has, now and later. Asks the bus and the display and not QSystemTrayIcon, whose first answer
/// would bind Qt to one kind for ever. Owned by TrayController, main thread.
class TrayPresence : public QObject
{
    Q_OBJECT
public:
    enum class Kind {
        None,
        Notifier, ///< StatusNotifier: icon and menu are read over the session bus
        Embedded, ///< XEmbed: they are windows of this program
    };

    explicit TrayPresence(QObject *parent = nullptr);
    ~TrayPresence() override;

    void start();
    [[nodiscard]] bool has(Kind kind) const;
    [[nodiscard]] Kind best() const; ///< that Qt would take

Q_SIGNALS:
    void changed(); ///< and once when it is known at first

private Q_SLOTS:
    void askHost();

private:
    void setHost(bool there);

    std::unique_ptr<QDBusServiceWatcher> m_watcher;
    std::unique_ptr<X11TrayWatch> m_display;
    quint64 m_asked = 0; ///< answers to what was asked before are void
    bool m_hasHost = false;
};

} // namespace coffret
