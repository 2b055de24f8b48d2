// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/items/revealedsecret.h"
#include "ui/items/secretglyphs.h"

#include <QColor>
#include <QPointer>
#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace coffret {

class SecretCanvas;
struct SecretCell;

/// Draws a revealed value straight from its buffer, in fixed cells that wrap by character. The value never becomes a
/// string, and its picture is given back when it goes, even while the item is invisible. Tells assistive technology
/// that a value is shown, not which.
class SecretText : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(coffret::RevealedSecret *secret READ secret WRITE setSecret NOTIFY secretChanged)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY appearanceChanged)
    Q_PROPERTY(QColor digitColor READ digitColor WRITE setDigitColor NOTIFY appearanceChanged)
    Q_PROPERTY(QColor symbolColor READ symbolColor WRITE setSymbolColor NOTIFY appearanceChanged)
    Q_PROPERTY(QString fontFamily READ fontFamily WRITE setFontFamily NOTIFY appearanceChanged)
    Q_PROPERTY(int pixelSize READ pixelSize WRITE setPixelSize NOTIFY appearanceChanged)
    /// Every character with its number below it, for reading a value out or typing it elsewhere.
    Q_PROPERTY(bool numbered READ isNumbered WRITE setNumbered NOTIFY appearanceChanged)
    Q_PROPERTY(QColor numberColor READ numberColor WRITE setNumberColor NOTIFY appearanceChanged)
    /// True when the value has more lines than are drawn; the rest can be copied.
    Q_PROPERTY(bool truncated READ isTruncated NOTIFY truncatedChanged)
public:
    static constexpr int MaximumLines = 1000; // keeps the picture of a 1 MiB note below some 25 MB

    explicit SecretText(QQuickItem *parent = nullptr);
    ~SecretText() override;

    [[nodiscard]] RevealedSecret *secret() const { return m_secret; }
    void setSecret(RevealedSecret *secret);
    [[nodiscard]] QColor color() const { return m_color; }
    void setColor(const QColor &color);
    [[nodiscard]] QColor digitColor() const { return m_digitColor; }
    void setDigitColor(const QColor &color);
    [[nodiscard]] QColor symbolColor() const { return m_symbolColor; }
    void setSymbolColor(const QColor &color);
    [[nodiscard]] QString fontFamily() const { return m_glyphs.font().family(); }
    void setFontFamily(const QString &family);
    [[nodiscard]] int pixelSize() const { return m_glyphs.font().pixelSize(); }
    void setPixelSize(int pixels);
    [[nodiscard]] bool isNumbered() const { return m_numbered; }
    void setNumbered(bool numbered);
    [[nodiscard]] QColor numberColor() const { return m_numberColor; }
    void setNumberColor(const QColor &color) { setOneColour(m_numberColor, color); }
    [[nodiscard]] bool isTruncated() const { return m_truncated; }

    void paint(QPainter &painter) const; ///< called by the canvas

Q_SIGNALS:
    void secretChanged();
    void appearanceChanged();
    void truncatedChanged();

protected:
    void componentComplete() override;
    void geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry) override;

private:
    void setFont(const QFont &font);
    void setOneColour(QColor &member, const QColor &color);
    void relayout();
    void redraw();
    [[nodiscard]] int columns() const;
    [[nodiscard]] QFont numberFont() const;
    [[nodiscard]] double numberHeight() const; ///< 0 without numbers
    void paintNumber(QPainter &painter, const SecretCell &cell, int number) const;

    std::unique_ptr<SecretCanvas> m_canvas; ///< only while there is something to draw
    QPointer<RevealedSecret> m_secret;
    QColor m_color;
    QColor m_digitColor;
    QColor m_symbolColor;
    QColor m_numberColor;
    SecretGlyphs m_glyphs;
    bool m_numbered = false;
    bool m_truncated = false;
};

} // namespace coffret
