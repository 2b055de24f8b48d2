// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/sessionidle.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>

#include <xcb/screensaver.h>

#include <cstdlib>
#include <memory>

namespace coffret {

namespace {

// logind's IdleHint is not asked: it is false, too, where no desktop ever sets it, and nobody would be locked out.
constexpr QLatin1String IdleMonitor("org.gnome.Mutter.IdleMonitor");
constexpr QLatin1String IdleMonitorPath("/org/gnome/Mutter/IdleMonitor/Core");

} // namespace

SessionIdle::Time SessionIdle::ofDisplay()
{
    const auto *const x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    xcb_connection_t *const display = x11 ? x11->connection() : nullptr;
    if (!display || !xcb_get_extension_data(display, &xcb_screensaver_id)->present)
        return std::nullopt;
    const xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(display)).data->root;
    xcb_generic_error_t *error = nullptr;
    const std::unique_ptr<xcb_screensaver_query_info_reply_t, void (*)(void *)> reply(
        xcb_screensaver_query_info_reply(display, xcb_screensaver_query_info(display, root), &error), std::free);
    std::free(error);
    return reply ? Time(std::chrono::milliseconds(reply->ms_since_user_input)) : std::nullopt;
}

void SessionIdle::ask(std::function<void(Time)> answer)
{
    if (const Time time = ofDisplay())
        return answer(time);
    if (!QDBusConnection::sessionBus().isConnected()) // then a call never ends
        return answer(std::nullopt);
    QDBusMessage question =
        QDBusMessage::createMethodCall(IdleMonitor, IdleMonitorPath, IdleMonitor, QStringLiteral("GetIdletime"));
    question.setAutoStartService(false);
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [watcher, answer = std::move(answer)] {
        watcher->deleteLater();
        const QDBusPendingReply<quint64> reply = *watcher;
        answer(reply.isValid() ? Time(std::chrono::milliseconds(reply.value())) : std::nullopt);
    });
}

} // namespace coffret
