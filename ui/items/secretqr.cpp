// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/secretqr.h"

#include <QPainter>
#include <QQmlContext>
#include <QQmlProperty>
#include <QQuickPaintedItem>

#include <algorithm>

namespace coffret {

/// Holds the picture. A child of its own, because only deleting an item makes the scene graph give its picture back.
class SecretQrCanvas : public QQuickPaintedItem
{
public:
    explicit SecretQrCanvas(SecretQr &code) : QQuickPaintedItem(&code), m_code(code) { setSize(code.size()); }
    void paint(QPainter *painter) override { m_code.paint(*painter); }

private:
    const SecretQr &m_code;
};

SecretQr::SecretQr(QQuickItem *parent) : QQuickItem(parent) {}

SecretQr::~SecretQr() = default;

void SecretQr::setSecret(RevealedSecret *secret)
{
    if (m_secret == secret)
        return;
    if (m_secret)
        disconnect(m_secret, nullptr, this, nullptr);
    m_secret = secret;
    if (m_secret)
        connect(m_secret, &RevealedSecret::wiped, this, &SecretQr::encode);
    encode();
    Q_EMIT secretChanged();
}

void SecretQr::encode()
{
    m_code.reset();
    m_tooLong = false;
    if (m_secret && !m_secret->buffer().isEmpty()) {
        if (Expected<QrCode> code = QrCode::of(m_secret->buffer()))
            m_code = std::move(*code);
        else
            m_tooLong = code.error().kind == ErrorKind::TooLarge;
    }
    if (!m_code)
        m_canvas.reset();
    else if (!m_canvas)
        m_canvas = std::make_unique<SecretQrCanvas>(*this);
    redraw();
    Q_EMIT codeChanged();
}

void SecretQr::setColor(const QColor &color)
{
    m_color = color;
    redraw();
    Q_EMIT appearanceChanged();
}

void SecretQr::setGround(const QColor &ground)
{
    m_ground = ground;
    redraw();
    Q_EMIT appearanceChanged();
}

void SecretQr::redraw()
{
    if (m_canvas)
        m_canvas->update();
}

void SecretQr::geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry)
{
    QQuickItem::geometryChange(newGeometry, oldGeometry);
    if (m_canvas)
        m_canvas->setSize(newGeometry.size());
}

void SecretQr::componentComplete()
{
    QQuickItem::componentComplete();
    QQmlContext *context = qmlContext(this); // as in SecretText
    QQmlProperty(this, QStringLiteral("Accessible.role"), context).write(QStringLiteral("Graphic"));
    //: For screen readers, in place of a QR code that holds a value.
    QQmlProperty(this, QStringLiteral("Accessible.name"), context).write(tr("QR code shown on screen"));
}

/// Whole pixels for every square, in the middle: scanners want sharp edges.
void SecretQr::paint(QPainter &painter) const
{
    if (!m_code)
        return;
    const int squares = m_code->side() + 2 * QrCode::QuietZone;
    const int size = std::max(1, static_cast<int>(std::min(width(), height())) / squares);
    const int left = (static_cast<int>(width()) - squares * size) / 2;
    const int top = (static_cast<int>(height()) - squares * size) / 2;
    painter.fillRect(QRect(left, top, squares * size, squares * size), m_ground);
    for (int y = 0; y < m_code->side(); ++y) {
        for (int x = 0; x < m_code->side(); ++x) {
            if (m_code->isDark(x, y))
                painter.fillRect(
                    QRect(left + (x + QrCode::QuietZone) * size, top + (y + QrCode::QuietZone) * size, size, size),
                    m_color);
        }
    }
}

} // namespace coffret
