// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRasterWindow>

#include <memory>

namespace coffret {

/// A picture of a screen over that screen, in which a frame is drawn with the mouse. Enter takes everything, Escape
/// nothing. Owned by ScreenPicker, main thread.
class ScreenFrame : public QRasterWindow
{
    Q_OBJECT
public:
    ScreenFrame(QScreen *screen, QImage picture);
    ~ScreenFrame() override; ///< wipes the picture

Q_SIGNALS:
    void picked(const std::shared_ptr<QImage> &picture); ///< for one receiver, who moves it out and wipes it
    void cancelled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QRect frame() const { return QRect(m_from, m_to).normalized(); }
    void paintHint(QPainter &painter) const;

    QImage m_picture;
    QPoint m_from;
    QPoint m_to;
    bool m_drawing = false;
};

} // namespace coffret
