// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QRawFont>

class QPainter;
class QPointF;

namespace coffret {

struct SecretCell;

/// A fixed font in cells of one size, and how one cell is drawn without building a string of the value.
class SecretGlyphs
{
public:
    SecretGlyphs(); ///< the system's fixed font

    void setFont(const QFont &font);
    [[nodiscard]] const QFont &font() const { return m_font; }
    [[nodiscard]] double cellWidth() const { return m_cellWidth; }
    [[nodiscard]] double lineHeight() const { return m_lineHeight; }

    struct Colours
    {
        QColor letter;
        QColor digit;
        QColor symbol;
    };
    /// Draws the cell where its line and column say, less the lines above firstLine.
    void draw(QPainter &painter, const SecretCell &cell, const Colours &colours, int firstLine = 0) const;

private:
    void drawAt(QPainter &painter, const SecretCell &cell, const QPointF &baseline) const;

    QFont m_font;
    QRawFont m_rawFont;
    double m_cellWidth = 1;
    double m_lineHeight = 1;
};

} // namespace coffret
