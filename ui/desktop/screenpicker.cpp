// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/screenpicker.h"

#include "ui/desktop/portalbus.h"
#include "ui/desktop/portalrequest.h"
#include "ui/desktop/qrpictures.h"
#include "ui/desktop/screenframe.h"

#include <QFile>
#include <QGuiApplication>
#include <QScreen>
#include <QUrl>
#include <QWindow>

namespace coffret {

namespace {

bool isX11()
{
    return QGuiApplication::platformName() == QLatin1String("xcb");
}

} // namespace

ScreenPicker::ScreenPicker(QObject *parent) : QObject(parent) {}

ScreenPicker::~ScreenPicker() = default;

bool ScreenPicker::isAvailable()
{
    return isX11() || QDBusConnection::sessionBus().isConnected();
}

void ScreenPicker::pick()
{
    cancel();
    if (isX11())
        pickByFrame();
    else
        askPortal();
}

void ScreenPicker::cancel()
{
    m_frame.reset();
    if (PortalRequest *const request = std::exchange(m_request, nullptr))
        request->close();
}

void ScreenPicker::pickByFrame()
{
    const QWindow *const own = QGuiApplication::focusWindow();
    QScreen *const screen = own ? own->screen() : QGuiApplication::primaryScreen();
    QImage picture = screen ? screen->grabWindow(0).toImage() : QImage();
    if (picture.isNull())
        return Q_EMIT failed();
    auto frame = std::make_unique<ScreenFrame>(screen, std::move(picture));
    const ScreenFrame *const speaking = frame.get();
    // Queued: the frame that speaks is taken away.
    connect(
        frame.get(), &ScreenFrame::picked, this,
        [this, speaking](const std::shared_ptr<QImage> &part) {
            if (m_frame.get() != speaking)
                return wipePicture(std::move(*part)); // cancelled meanwhile
            m_frame.reset();
            Q_EMIT picked(part);
        },
        Qt::QueuedConnection);
    connect(
        frame.get(), &ScreenFrame::cancelled, this,
        [this, speaking] {
            if (m_frame.get() != speaking)
                return;
            m_frame.reset();
            Q_EMIT cancelled();
        },
        Qt::QueuedConnection);
    frame->showFullScreen();
    frame->requestActivate();
    m_frame = std::move(frame);
}

// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Screenshot.html
void ScreenPicker::askPortal()
{
    const QDBusConnection bus = portalBus();
    if (!bus.isConnected())
        return Q_EMIT failed();
    const quint64 turn = ++m_turn;
    m_request = PortalRequest::ask(
        bus, {"Screenshot", "Screenshot", {QString()}, {{QStringLiteral("interactive"), true}}}, this,
        [this, turn](PortalOutcome outcome, const QVariantMap &results) { take(turn, outcome, results); });
}

/// The portal hands over a file. It is removed as soon as it is read: nobody asked for one.
void ScreenPicker::take(quint64 turn, PortalOutcome outcome, const QVariantMap &results)
{
    const QString file = QUrl(results.value(QStringLiteral("uri")).toString()).toLocalFile();
    if (!m_request || turn != m_turn) { // nobody waits for it any more
        if (outcome == PortalOutcome::Granted)
            QFile::remove(file);
        return;
    }
    m_request = nullptr;
    if (outcome != PortalOutcome::Granted)
        return outcome == PortalOutcome::Declined ? Q_EMIT cancelled() : Q_EMIT failed();
    Expected<QImage> picture = pictureFromFile(file);
    QFile::remove(file);
    if (!picture)
        return Q_EMIT failed();
    Q_EMIT picked(std::make_shared<QImage>(*std::move(picture)));
}

} // namespace coffret
