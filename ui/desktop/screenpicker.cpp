// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/screenpicker.h"

#include "ui/desktop/qrpictures.h"
#include "ui/desktop/screenframe.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFile>
#include <QGuiApplication>
#include <QScreen>
#include <QUrl>
#include <QUuid>
#include <QWindow>

namespace coffret {

namespace {

// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Screenshot.html
constexpr QLatin1String Service("org.freedesktop.portal.Desktop");
constexpr QLatin1String Path("/org/freedesktop/portal/desktop");
constexpr QLatin1String Interface("org.freedesktop.portal.Screenshot");
constexpr QLatin1String Request("org.freedesktop.portal.Request");
constexpr uint Granted = 0;
constexpr uint Declined = 1;

bool isX11()
{
    return QGuiApplication::platformName() == QLatin1String("xcb");
}

/// Where the portal will answer: it is told before it begins, so that no answer is missed.
QString requestPath(const QDBusConnection &bus, const QString &token)
{
    QString sender = bus.baseService().mid(1);
    sender.replace(QLatin1Char('.'), QLatin1Char('_'));
    return QStringLiteral("/org/freedesktop/portal/desktop/request/%1/%2").arg(sender, token);
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
    if (const QString request = std::exchange(m_request, {}); !request.isEmpty())
        QDBusConnection::sessionBus().send(
            QDBusMessage::createMethodCall(Service, request, Request, QStringLiteral("Close")));
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

void ScreenPicker::askPortal()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return Q_EMIT failed();
    const QString token = QStringLiteral("coffret_") + QUuid::createUuid().toString(QUuid::Id128);
    const QString request = requestPath(bus, token);
    bus.connect(Service, request, Request, QStringLiteral("Response"), this,
                SLOT(onPortalResponse(uint, QVariantMap, QDBusMessage)));
    m_request = request;
    QDBusMessage question = QDBusMessage::createMethodCall(Service, Path, Interface, QStringLiteral("Screenshot"));
    question << QString()
             << QVariantMap{{QStringLiteral("handle_token"), token}, {QStringLiteral("interactive"), true}};
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, request] {
        watcher->deleteLater();
        if (!watcher->isError() || request != m_request)
            return;
        m_request.clear();
        Q_EMIT failed();
    });
}

/// The portal hands over a file. It is removed as soon as it is read: nobody asked for one.
void ScreenPicker::onPortalResponse(uint response, const QVariantMap &results, const QDBusMessage &answer)
{
    QDBusConnection::sessionBus().disconnect(Service, answer.path(), Request, QStringLiteral("Response"), this,
                                             SLOT(onPortalResponse(uint, QVariantMap, QDBusMessage)));
    const QString file = QUrl(results.value(QStringLiteral("uri")).toString()).toLocalFile();
    if (answer.path() != m_request) { // nobody waits for it any more
        if (response == Granted)
            QFile::remove(file);
        return;
    }
    m_request.clear();
    if (response != Granted)
        return response == Declined ? Q_EMIT cancelled() : Q_EMIT failed();
    Expected<QImage> picture = pictureFromFile(file);
    QFile::remove(file);
    if (!picture)
        return Q_EMIT failed();
    Q_EMIT picked(std::make_shared<QImage>(*std::move(picture)));
}

} // namespace coffret
