// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// Whether Ctrl and Alt are held, for a moment and without another key: those of a shortcut do not count. Made by QML,
/// main thread.
class HeldKeys : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool enabled READ isEnabled WRITE setEnabled NOTIFY enabledChanged)
    Q_PROPERTY(bool held READ isHeld NOTIFY heldChanged)
public:
    explicit HeldKeys(QObject *parent = nullptr);

    [[nodiscard]] bool isEnabled() const { return m_enabled; }
    void setEnabled(bool enabled);
    [[nodiscard]] bool isHeld() const { return m_held; }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void enabledChanged();
    void heldChanged();

private:
    void setHeld(bool held);

    QTimer m_patience; ///< between pressing and holding
    bool m_enabled = false;
    bool m_held = false;
};

} // namespace coffret
