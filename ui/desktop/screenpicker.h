// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QObject>
#include <QPointer>
#include <QVariantMap>

#include <memory>

class QRasterWindow;

namespace coffret {

class PortalRequest;
enum class PortalOutcome;

/// Asks for a part of the screen: by the desktop's own dialog under Wayland, where no program may look for itself, else
/// by a frame that is drawn over a picture of the screen. Main thread.
class ScreenPicker : public QObject
{
    Q_OBJECT
public:
    explicit ScreenPicker(QObject *parent = nullptr);
    ~ScreenPicker() override;

    /// Whether there is a way at all.
    [[nodiscard]] static bool isAvailable();
    /// Ends with exactly one of the signals, unless it is called again or cancelled before.
    void pick();
    /// Takes the frame away or asks the desktop to; a picture that comes all the same is removed unread.
    void cancel();

Q_SIGNALS:
    void picked(const std::shared_ptr<QImage> &picture); ///< for one receiver, who moves it out and wipes it
    void cancelled();
    void failed();

private:
    void pickByFrame();
    void askPortal();
    void take(quint64 turn, PortalOutcome outcome, const QVariantMap &results);

    std::unique_ptr<QRasterWindow> m_frame;
    QPointer<PortalRequest> m_request; ///< what the portal is asked for; earlier ones are still listened to
    quint64 m_turn = 0;                ///< of the newest
};

} // namespace coffret
