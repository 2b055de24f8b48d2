// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/windowviewmodel.h"

#include "core/store/settings.h"

#include <QCoreApplication>

#include <algorithm>

namespace coffret {

namespace {

constexpr int SettlingMs = 100;
constexpr int LeastInView = 64; // px: of a title bar that can be caught

qint64 sharedArea(const QRect &one, const QRect &other)
{
    const QRect both = one & other;
    return both.width() < LeastInView || both.height() < LeastInView ? 0 : qint64(both.width()) * both.height();
}

} // namespace

WindowViewModel::WindowViewModel(Settings &settings, QObject *parent)
    : QObject(parent), m_settings(settings), m_place(settings.preferences().window.value_or(WindowPlace()))
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(SettlingMs);
    connect(&m_settled, &QTimer::timeout, this, &WindowViewModel::look);
    connect(qApp, &QCoreApplication::aboutToQuit, this, &WindowViewModel::keep);
}

WindowViewModel::~WindowViewModel()
{
    keep();
}

QRect WindowViewModel::fitting(const QRect &frame, const QList<QRect> &screens)
{
    if (screens.isEmpty())
        return frame;
    const auto best = std::max_element(screens.begin(), screens.end(), [&frame](const QRect &one, const QRect &other) {
        return sharedArea(frame, one) < sharedArea(frame, other);
    });
    const QSize size = frame.size().boundedTo(best->size());
    QRect fitted(frame.topLeft(), size);
    if (sharedArea(frame, *best) == 0)
        fitted.moveCenter(best->center());
    fitted.moveLeft(std::clamp(fitted.left(), best->left(), best->right() - size.width() + 1));
    fitted.moveTop(std::clamp(fitted.top(), best->top(), best->bottom() - size.height() + 1));
    return fitted;
}

QVariantMap WindowViewModel::beginning(const QList<QRect> &screens) const
{
    if (m_place.frame.isEmpty())
        return {};
    const QRect frame = fitting(m_place.frame, screens);
    return {{QStringLiteral("x"), frame.x()},
            {QStringLiteral("y"), frame.y()},
            {QStringLiteral("width"), frame.width()},
            {QStringLiteral("height"), frame.height()}};
}

void WindowViewModel::follow(QWindow *window)
{
    m_window = window;
    for (const auto moved : {&QWindow::xChanged, &QWindow::yChanged, &QWindow::widthChanged, &QWindow::heightChanged})
        connect(window, moved, &m_settled, qOverload<>(&QTimer::start));
    connect(window, &QWindow::visibilityChanged, &m_settled, qOverload<>(&QTimer::start));
    m_settled.start(); // it may be shown already
}

/// A window that is hidden or covers the screen says nothing about where it is otherwise.
void WindowViewModel::look()
{
    if (!m_window)
        return;
    if (m_window->visibility() == QWindow::Maximized)
        m_place.maximized = true;
    else if (m_window->visibility() == QWindow::Windowed) {
        m_place.maximized = false;
        m_place.frame = m_window->geometry();
    }
}

void WindowViewModel::setPanes(int sidebarWidth, int listWidth)
{
    m_place.sidebarWidth = sidebarWidth > 0 ? sidebarWidth : m_place.sidebarWidth;
    m_place.listWidth = listWidth > 0 ? listWidth : m_place.listWidth;
    Q_EMIT panesChanged();
}

void WindowViewModel::keep()
{
    Preferences preferences = m_settings.preferences();
    if (m_settings.accounts().isEmpty() || m_place.frame.isEmpty() || preferences.window == m_place)
        return;
    preferences.window = m_place;
    [[maybe_unused]] const Expected<void> kept = m_settings.savePreferences(preferences);
}

} // namespace coffret
