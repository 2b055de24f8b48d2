// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/markedline.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace coffret {

namespace {

constexpr qreal Endless = 1 << 20; // px
const QChar Ellipsis(0x2026);

/// Whatever would begin another line is a space in this one.
QString inOneLine(QString text)
{
    for (const char16_t end : {u'\n', u'\r', u'\x2028', u'\x2029'})
        text.replace(QChar(end), QLatin1Char(' '));
    return text;
}

} // namespace

MarkedLine::MarkedLine(QQuickItem *parent) : QQuickPaintedItem(parent) {}

void MarkedLine::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    relayout();
    Q_EMIT textChanged();
}

void MarkedLine::setMarks(const QList<int> &marks)
{
    if (m_marks == marks)
        return;
    m_marks = marks;
    relayout();
    Q_EMIT marksChanged();
}

void MarkedLine::setFont(const QFont &font)
{
    if (m_font == font)
        return;
    m_font = font;
    relayout();
    Q_EMIT fontChanged();
}

void MarkedLine::setColor(const QColor &color)
{
    if (m_color == color)
        return;
    m_color = color;
    update();
    Q_EMIT appearanceChanged();
}

void MarkedLine::setMarkColor(const QColor &color)
{
    if (m_markColor == color)
        return;
    m_markColor = color;
    relayout();
    Q_EMIT appearanceChanged();
}

void MarkedLine::setAlignRight(bool alignRight)
{
    if (m_alignRight == alignRight)
        return;
    m_alignRight = alignRight;
    update();
    Q_EMIT appearanceChanged();
}

void MarkedLine::componentComplete()
{
    QQuickPaintedItem::componentComplete();
    relayout();
}

void MarkedLine::geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry)
{
    QQuickPaintedItem::geometryChange(newGeometry, oldGeometry);
    if (newGeometry.width() != oldGeometry.width())
        fit();
}

/// The whole of it says how much room it wants.
void MarkedLine::relayout()
{
    if (!isComponentComplete())
        return;
    lay(inOneLine(m_text));
    setImplicitSize(std::ceil(m_content.width()), std::ceil(m_content.height()));
    fit();
}

void MarkedLine::fit()
{
    if (!isComponentComplete())
        return;
    m_truncated = !m_text.isEmpty() && width() < implicitWidth();
    QString line = inOneLine(m_text);
    if (m_truncated)
        line = QFontMetricsF(m_font).elidedText(line, Qt::ElideRight, width());
    if (line != m_layout.text())
        lay(line);
    while (m_truncated && m_content.width() > width() && line.size() > 1) { // what stands out is wider than measured
        line = line.left(line.size() - 2) + Ellipsis;
        lay(line);
    }
    update();
    Q_EMIT fitted();
}

void MarkedLine::lay(const QString &line)
{
    QTextOption option(Qt::AlignLeft | Qt::AlignAbsolute);
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(Qt::LayoutDirectionAuto);
    m_layout.setText(line);
    m_layout.setFont(m_font);
    m_layout.setTextOption(option);
    m_layout.setFormats(formats(line.size()));
    m_layout.beginLayout();
    QTextLine only = m_layout.createLine();
    if (only.isValid()) {
        only.setLineWidth(Endless);
        only.setPosition({});
    }
    m_layout.endLayout();
    m_content = {only.isValid() ? only.naturalTextWidth() : 0,
                 only.isValid() ? only.height() : QFontMetricsF(m_font).height()};
}

/// An ellipsis in the place of what stands out does not stand out.
QList<QTextLayout::FormatRange> MarkedLine::formats(qsizetype length) const
{
    QTextCharFormat marked;
    marked.setForeground(m_markColor);
    marked.setFontUnderline(true);
    marked.setFontWeight(QFont::Bold);
    const qsizetype end = length < m_text.size() ? length - 1 : length;
    QList<QTextLayout::FormatRange> ranges;
    for (qsizetype i = 0; i + 1 < m_marks.size(); i += 2) {
        const qsizetype begin = std::clamp<qsizetype>(m_marks[i], 0, end);
        const qsizetype size = std::clamp<qsizetype>(m_marks[i + 1], 0, end - begin);
        if (size > 0)
            ranges.append({static_cast<int>(begin), static_cast<int>(size), marked});
    }
    return ranges;
}

void MarkedLine::paint(QPainter *painter)
{
    painter->setPen(m_color);
    const qreal x = m_alignRight ? width() - m_content.width() : 0;
    m_layout.draw(painter, {x, (height() - m_content.height()) / 2});
}

} // namespace coffret
