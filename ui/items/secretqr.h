// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/toolbox/qrcode.h"
#include "ui/items/revealedsecret.h"

#include <QColor>
#include <QPointer>
#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <optional>

namespace coffret {

class SecretQrCanvas;

/// Draws a revealed value as a QR code, straight from its buffer. The picture is given back when the value goes. Tells
/// assistive technology that a code is shown, not what it says.
class SecretQr : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(coffret::RevealedSecret *secret READ secret WRITE setSecret NOTIFY secretChanged)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY appearanceChanged)
    Q_PROPERTY(QColor ground READ ground WRITE setGround NOTIFY appearanceChanged)
    Q_PROPERTY(bool tooLong READ isTooLong NOTIFY codeChanged)
public:
    explicit SecretQr(QQuickItem *parent = nullptr);
    ~SecretQr() override;

    [[nodiscard]] RevealedSecret *secret() const { return m_secret; }
    void setSecret(RevealedSecret *secret);
    [[nodiscard]] QColor color() const { return m_color; }
    void setColor(const QColor &color);
    [[nodiscard]] QColor ground() const { return m_ground; }
    void setGround(const QColor &ground);
    [[nodiscard]] bool isTooLong() const { return m_tooLong; } ///< for any QR code

    void paint(QPainter &painter) const; ///< called by the canvas

Q_SIGNALS:
    void secretChanged();
    void appearanceChanged();
    void codeChanged();

protected:
    void componentComplete() override;
    void geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry) override;

private:
    void encode();
    void redraw();

    std::unique_ptr<SecretQrCanvas> m_canvas; ///< only while there is something to draw
    QPointer<RevealedSecret> m_secret;
    std::optional<QrCode> m_code;
    QColor m_color;
    QColor m_ground;
    bool m_tooLong = false;
};

} // namespace coffret
