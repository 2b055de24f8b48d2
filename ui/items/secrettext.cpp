// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/secrettext.h"

#include "ui/items/secretcells.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QGlyphRun>
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

SecretText::SecretText(QQuickItem *parent) : QQuickItem(parent)
{
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(15);
    setFont(fixed);
}

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
    QFont font = m_font;
    font.setFamily(family);
    setFont(font);
}

void SecretText::setPixelSize(int pixels)
{
    QFont font = m_font;
    font.setPixelSize(std::max(pixels, 1));
    setFont(font);
}

void SecretText::setFont(const QFont &font)
{
    if (m_font == font)
        return;
    m_font = font;
    m_font.setFixedPitch(true);
    m_font.setStyleHint(QFont::Monospace);
    m_rawFont = QRawFont::fromFont(m_font);
    const QFontMetricsF metrics(m_font);
    m_cellWidth = std::max(metrics.horizontalAdvance(QLatin1Char('0')), 1.0);
    m_lineHeight = std::ceil(metrics.height() * 1.25);
    relayout();
    Q_EMIT appearanceChanged();
}

int SecretText::columns() const
{
    return std::max(static_cast<int>(width() / m_cellWidth), 1);
}

void SecretText::relayout()
{
    const bool empty = !m_secret || m_secret->buffer().isEmpty();
    const int lines = empty ? 0 : layOutSecret(m_secret->buffer().view(), columns(), MaximumLines, {});
    setImplicitHeight(std::min(lines, MaximumLines) * m_lineHeight);
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
    const double ascent = m_rawFont.ascent() + (m_lineHeight - m_rawFont.ascent() - m_rawFont.descent()) / 2;
    painter.setFont(m_font);
    const auto draw = [&](const SecretCell &cell) {
        painter.setPen(cell.kind == CellKind::Digit    ? m_digitColor
                       : cell.kind == CellKind::Symbol ? m_symbolColor
                                                       : m_color);
        drawCell(painter, cell, QPointF(cell.column * m_cellWidth, cell.line * m_lineHeight + ascent));
    };
    layOutSecret(m_secret->buffer().view(), columns(), MaximumLines, draw);
}

void SecretText::drawCell(QPainter &painter, const SecretCell &cell, const QPointF &baseline) const
{
    // QChar is layout-compatible with char16_t; the glyph lookup takes it without building a string.
    const auto *characters = reinterpret_cast<const QChar *>(cell.text.data());
    const int length = static_cast<int>(cell.text.size());
    QList<quint32> glyphs(length);
    int count = length;
    const bool single = length == 1 || (length == 2 && characters[0].isHighSurrogate());
    if (single && m_rawFont.glyphIndexesForChars(characters, length, glyphs.data(), &count) && count == 1 &&
        glyphs.front() != 0) {
        glyphs.resize(1);
        QGlyphRun run;
        run.setRawFont(m_rawFont);
        run.setGlyphIndexes(glyphs);
        run.setPositions({QPointF(0, 0)});
        painter.drawGlyphRun(baseline, run);
        return;
    }
    // A mark on a letter, or a character from another font: one cell's worth of string, gone after this line.
    painter.drawText(baseline, QString(characters, length));
}

} // namespace coffret
