// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/secrettext.h"

#include "ui/items/secretcells.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QQmlContext>
#include <QQmlProperty>
#include <QQuickPaintedItem>

#include <algorithm>
#include <cmath>

namespace coffret {

/// Holds the picture. A child of its own, because only deleting an item makes the scene graph give its picture back.
class SecretCanvas : public QQuickPaintedItem
{
public:
    explicit SecretCanvas(SecretText &text) : QQuickPaintedItem(&text), m_text(text) { setSize(text.size()); }
    void paint(QPainter *painter) override { m_text.paint(*painter); }

private:
    const SecretText &m_text;
};

SecretText::SecretText(QQuickItem *parent) : QQuickItem(parent) {}

SecretText::~SecretText() = default;

void SecretText::setSecret(RevealedSecret *secret)
{
    if (m_secret == secret)
        return;
    if (m_secret)
        disconnect(m_secret, nullptr, this, nullptr);
    m_secret = secret;
    if (m_secret)
        connect(m_secret, &RevealedSecret::wiped, this, &SecretText::relayout);
    relayout();
    Q_EMIT secretChanged();
}

void SecretText::setOneColour(QColor &member, const QColor &color)
{
    if (member == color)
        return;
    member = color;
    redraw();
    Q_EMIT appearanceChanged();
}

void SecretText::setColor(const QColor &color)
{
    setOneColour(m_color, color);
}

void SecretText::setDigitColor(const QColor &color)
{
    setOneColour(m_digitColor, color);
}

void SecretText::setSymbolColor(const QColor &color)
{
    setOneColour(m_symbolColor, color);
}

void SecretText::setFontFamily(const QString &family)
{
    QFont font = m_glyphs.font();
    font.setFamily(family);
    setFont(font);
}

void SecretText::setPixelSize(int pixels)
{
    QFont font = m_glyphs.font();
    font.setPixelSize(std::max(pixels, 1));
    setFont(font);
}

void SecretText::setFont(const QFont &font)
{
    if (m_glyphs.font() == font)
        return;
    m_glyphs.setFont(font);
    relayout();
    Q_EMIT appearanceChanged();
}

void SecretText::setNumbered(bool numbered)
{
    if (m_numbered == numbered)
        return;
    m_numbered = numbered;
    relayout();
    Q_EMIT appearanceChanged();
}

/// Three digits fit below one character.
QFont SecretText::numberFont() const
{
    QFont font = m_glyphs.font();
    font.setPixelSize(std::max(font.pixelSize() / 3, 1));
    return font;
}

double SecretText::numberHeight() const
{
    return m_numbered ? std::ceil(QFontMetricsF(numberFont()).height() * 1.5) : 0;
}

void SecretText::paintNumber(QPainter &painter, const SecretCell &cell, int number) const
{
    const QRectF below(cell.column * m_glyphs.cellWidth(), (cell.line + 1) * m_glyphs.lineHeight(),
                       cell.width * m_glyphs.cellWidth(), numberHeight());
    painter.setFont(numberFont());
    painter.setPen(m_numberColor);
    painter.drawText(below, Qt::AlignHCenter | Qt::AlignTop, QString::number(number));
}

int SecretText::columns() const
{
    return std::max(static_cast<int>(width() / m_glyphs.cellWidth()), 1);
}

void SecretText::relayout()
{
    const bool empty = !m_secret || m_secret->buffer().isEmpty();
    const int lines = empty ? 0 : layOutSecret(m_secret->buffer().view(), columns(), MaximumLines, {});
    setImplicitHeight(std::min(lines, MaximumLines) * (m_glyphs.lineHeight() + numberHeight()));
    const bool truncated = lines > MaximumLines;
    if (m_truncated != truncated) {
        m_truncated = truncated;
        Q_EMIT truncatedChanged();
    }
    if (empty) {
        m_canvas.reset();
    } else {
        if (!m_canvas)
            m_canvas = std::make_unique<SecretCanvas>(*this);
        redraw();
    }
}

void SecretText::redraw()
{
    if (m_canvas)
        m_canvas->update();
}

void SecretText::geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry)
{
    QQuickItem::geometryChange(newGeometry, oldGeometry);
    if (m_canvas)
        m_canvas->setSize(newGeometry.size());
    if (newGeometry.width() != oldGeometry.width())
        relayout();
}

void SecretText::componentComplete()
{
    QQuickItem::componentComplete();
    // Qt has no public C++ way to the attached type; the name says that something is shown, never what.
    QQmlContext *context = qmlContext(this);
    QQmlProperty(this, QStringLiteral("Accessible.role"), context).write(QStringLiteral("StaticText"));
    //: For screen readers, in place of a revealed password: the value itself is not read out.
    QQmlProperty(this, QStringLiteral("Accessible.name"), context).write(tr("Value shown on screen"));
}

void SecretText::paint(QPainter &painter) const
{
    if (!m_secret || m_secret->buffer().isEmpty())
        return;
    int number = 0;
    const auto draw = [&](const SecretCell &cell) {
        painter.save();
        painter.translate(0, cell.line * numberHeight());
        m_glyphs.draw(painter, cell, {m_color, m_digitColor, m_symbolColor});
        if (m_numbered)
            paintNumber(painter, cell, ++number);
        painter.restore();
    };
    layOutSecret(m_secret->buffer().view(), columns(), MaximumLines, draw);
}

} // namespace coffret
