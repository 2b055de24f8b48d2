// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

class QDBusVariant;
class QVariant;

namespace coffret {

/// What the desktop prefers: dark colours, high contrast, less motion. Asked from the settings portal and followed,
/// because Qt 6.4 cannot tell. Without a portal the answer is no. Main thread.
class DesktopAppearance : public QObject
{
    Q_OBJECT
public:
    explicit DesktopAppearance(QObject *parent = nullptr);
    void start();
    [[nodiscard]] bool isDark() const { return m_dark; }
    [[nodiscard]] bool isHighContrast() const { return m_highContrast; }
    [[nodiscard]] bool isReducedMotion() const { return m_reducedMotion; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);
    void onDisconnected();

private:
    void ask(const QString &group, const QString &key);
    void take(const QString &group, const QString &key, const QVariant &value);

    QElapsedTimer m_sinceStart;
    bool m_dark = false;
    bool m_highContrast = false;
    bool m_reducedMotion = false;
};

} // namespace coffret
