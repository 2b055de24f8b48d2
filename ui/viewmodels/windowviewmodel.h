// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/windowplace.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QVariantMap>
#include <QWindow>
#include <QtQml/qqmlregistration.h>

namespace coffret {

class Settings;

/// Where the main window is and how wide its panes are, from one run to the next. Kept when the program ends, once
/// there is an account. Owned by AppViewModel, main thread.
class WindowViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int sidebarWidth READ sidebarWidth NOTIFY panesChanged) ///< 0: as usual
    Q_PROPERTY(int listWidth READ listWidth NOTIFY panesChanged)       ///< 0: as usual
public:
    explicit WindowViewModel(Settings &settings, QObject *parent = nullptr);
    ~WindowViewModel() override;

    [[nodiscard]] int sidebarWidth() const { return m_place.sidebarWidth; }
    [[nodiscard]] int listWidth() const { return m_place.listWidth; }
    [[nodiscard]] bool isMaximized() const { return m_place.maximized; }
    /// What a window is to begin with (x, y, width, height) on these screens; empty where nothing is kept.
    [[nodiscard]] QVariantMap beginning(const QList<QRect> &screens) const;
    void follow(QWindow *window);
    void keep(); ///< a place that cannot be written is none worth a message

    Q_INVOKABLE void setPanes(int sidebarWidth, int listWidth); ///< 0: stays

    /// As much of a window as fits, on the screen that it was mostly on; on the first, in the middle, where that is
    /// gone.
    [[nodiscard]] static QRect fitting(const QRect &frame, const QList<QRect> &screens);

Q_SIGNALS:
    void panesChanged();

private:
    void look();

    Settings &m_settings;
    WindowPlace m_place;
    QPointer<QWindow> m_window;
    QTimer m_settled; ///< maximizing changes the size before the state
};

} // namespace coffret
