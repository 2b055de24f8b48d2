// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/secretglyphs.h"

#include "ui/items/secretcells.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace coffret {

SecretGlyphs::SecretGlyphs()
{
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(15);
    setFont(fixed);
}

void SecretGlyphs::setFont(const QFont &font)
{
    m_font = font;
    m_font.setFixedPitch(true);
    m_font.setStyleHint(QFont::Monospace);
    m_rawFont = QRawFont::fromFont(m_font);
    const QFontMetricsF metrics(m_font);
    m_cellWidth = std::max(metrics.horizontalAdvance(QLatin1Char('0')), 1.0);
    m_lineHeight = std::ceil(metrics.height() * 1.25);
}

void SecretGlyphs::draw(QPainter &painter, const SecretCell &cell, const Colours &colours, int firstLine) const
{
    const double ascent = m_rawFont.ascent() + (m_lineHeight - m_rawFont.ascent() - m_rawFont.descent()) / 2;
    painter.setFont(m_font);
    painter.setPen(cell.kind == CellKind::Digit    ? colours.digit
                   : cell.kind == CellKind::Symbol ? colours.symbol
                                                   : colours.letter);
    drawAt(painter, cell, QPointF(cell.column * m_cellWidth, (cell.line - firstLine) * m_lineHeight + ascent));
}

void SecretGlyphs::drawAt(QPainter &painter, const SecretCell &cell, const QPointF &baseline) const
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
