// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/screenframe.h"

#include "ui/desktop/qrpictures.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPalette>
#include <QScreen>

namespace coffret {

namespace {
constexpr int SmallestFrame = 16; // less is a slip of the hand
constexpr int HintMargin = 12;
constexpr int HintTop = 48;
constexpr QColor Veil(0, 0, 0, 140);
} // namespace

ScreenFrame::ScreenFrame(QScreen *screen, QImage picture) : m_picture(std::move(picture))
{
    setScreen(screen);
    setGeometry(screen->geometry());
    setFlags(Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint);
    setCursor(Qt::CrossCursor);
    //: Title of the window in which a part of the screen is chosen.
    setTitle(tr("Choose a part of the screen"));
}

ScreenFrame::~ScreenFrame()
{
    wipePicture(std::move(m_picture));
}

void ScreenFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.drawImage(QRect(QPoint(), size()), m_picture);
    painter.fillRect(QRect(QPoint(), size()), Veil);
    if (m_drawing) {
        const QRect seen = frame();
        const double ratio = m_picture.width() / static_cast<double>(qMax(1, width()));
        painter.drawImage(QRectF(seen), m_picture,
                          QRectF(QPointF(seen.topLeft()) * ratio, QSizeF(seen.size()) * ratio));
        painter.setPen(QPen(QGuiApplication::palette().color(QPalette::Highlight), 2));
        painter.drawRect(seen);
    }
    paintHint(painter);
}

void ScreenFrame::paintHint(QPainter &painter) const
{
    //: Over the screen while a part of it is chosen.
    const QString hint = tr("Draw a frame around the QR code. Enter takes the whole screen, Esc cancels.");
    const QRect words =
        painter.fontMetrics().boundingRect(hint).adjusted(-HintMargin, -HintMargin, HintMargin, HintMargin);
    const QRect box(QPoint((width() - words.width()) / 2, HintTop), words.size());
    if (m_drawing && box.intersects(frame()))
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QGuiApplication::palette().color(QPalette::Base));
    painter.drawRoundedRect(box, HintMargin / 2.0, HintMargin / 2.0);
    painter.setPen(QGuiApplication::palette().color(QPalette::Text));
    painter.drawText(box, Qt::AlignCenter, hint);
}

void ScreenFrame::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT cancelled();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT picked(std::make_shared<QImage>(std::move(m_picture)));
}

void ScreenFrame::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return Q_EMIT cancelled();
    m_from = m_to = event->position().toPoint();
    m_drawing = true;
    update();
}

void ScreenFrame::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_drawing)
        return;
    m_to = event->position().toPoint();
    update();
}

void ScreenFrame::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_drawing || event->button() != Qt::LeftButton)
        return;
    m_drawing = false;
    m_to = event->position().toPoint();
    const QRect seen = frame();
    if (seen.width() < SmallestFrame || seen.height() < SmallestFrame)
        return update();
    const double ratio = m_picture.width() / static_cast<double>(qMax(1, width()));
    const QRect part = QRectF(QPointF(seen.topLeft()) * ratio, QSizeF(seen.size()) * ratio).toRect();
    Q_EMIT picked(std::make_shared<QImage>(m_picture.copy(part)));
}

} // namespace coffret
