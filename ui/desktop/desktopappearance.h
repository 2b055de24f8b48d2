// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDBusVariant;

namespace coffret {

/// Whether the desktop prefers dark colours: asked from the settings portal and followed, because Qt 6.4 cannot tell.
/// Without a portal the answer is light. Main thread.
class DesktopAppearance : public QObject
{
    Q_OBJECT
public:
    explicit DesktopAppearance(QObject *parent = nullptr);
    void start();
    [[nodiscard]] bool isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void setDark(bool dark);
    bool m_dark = false;
};

} // namespace coffret
