// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

namespace coffret {

class PortalRequest;

/// Whether the desktop starts this program when its user signs in. What holds is what the desktop would do: its own
/// file is read each time (https://specifications.freedesktop.org/autostart-spec/latest/). Inside a sandbox the portal
/// writes that file, which cannot be read from there; a copy inside says what the portal answered last. Main thread.
class Autostart : public QObject
{
    Q_OBJECT
public:
    struct Place
    {
        QString configFolder; ///< that autostart/ is in
        bool sandboxed = false;
        QString name = QStringLiteral("org.coffret.Coffret"); ///< of the file: each profile has its own
        [[nodiscard]] static Place ofUser(const QString &name);
    };
    /// command: the program and what it is started with.
    explicit Autostart(QStringList command, Place place, QObject *parent = nullptr);
    ~Autostart() override;

    [[nodiscard]] bool isOn() const;
    /// A file that somebody changed keeps what it says but for being on or off.
    void set(bool on);

    /// As the Exec line of a desktop file has it.
    [[nodiscard]] static QByteArray execLine(const QStringList &command);

Q_SIGNALS:
    void changed();
    void refused(); ///< by the desktop or its user
    void failed(coffret::ErrorKind kind);

private:
    [[nodiscard]] QString path() const;
    [[nodiscard]] QByteArray ownText() const;
    [[nodiscard]] Expected<QByteArray> read() const; ///< empty where there is no file
    [[nodiscard]] Expected<void> write(bool on) const;
    void askPortal(bool on);
    void finish(bool on);

    QStringList m_command;
    Place m_place;
    QPointer<PortalRequest> m_request; ///< under way
};

} // namespace coffret
