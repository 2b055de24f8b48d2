// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/markedline.h"

#include "core/base/displaytext.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

namespace coffret {

namespace {

constexpr qreal Endless = 1 << 20;      // px
constexpr qsizetype LongestLine = 1000; // code units: more than any window shows, of names that other people choose
const QChar Ellipsis(0x2026);

} // namespace

MarkedLine::MarkedLine(QQuickItem *parent) : QQuickPaintedItem(parent)
{
    m_layout.setCacheEnabled(true); // it is drawn more often than it changes
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
    m_line = visibleText(m_text.left(LongestLine)); // one line, and the marks stay where they are
    lay(m_line, m_line.size());
    m_wanted = m_content.width();
    setImplicitSize(std::ceil(m_wanted), std::ceil(m_content.height()));
    fit();
}

void MarkedLine::fit()
{
    if (!isComponentComplete())
        return;
    m_truncated = m_wanted > width() || m_line.size() < m_text.size();
    if (m_truncated)
        cut();
    else if (m_layout.text() != m_line)
        lay(m_line, m_line.size());
    update();
    Q_EMIT fitted();
}

/// As many whole characters as there is room for before an ellipsis.
void MarkedLine::cut()
{
    std::vector<qsizetype> ends{0};
    QTextBoundaryFinder characters(QTextBoundaryFinder::Grapheme, m_line);
    while (characters.toNextBoundary() > 0)
        ends.push_back(characters.position());
    const auto fits = [this](qsizetype end) {
        lay(m_line.left(end) + Ellipsis, end);
        return m_content.width() <= width();
    };
    const auto tooLong = std::partition_point(ends.begin(), ends.end(), fits);
    fits(tooLong == ends.begin() ? 0 : *std::prev(tooLong));
}

/// marked: so much of the line may stand out.
void MarkedLine::lay(const QString &line, qsizetype marked)
{
    QTextOption option(Qt::AlignLeft | Qt::AlignAbsolute);
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(Qt::LayoutDirectionAuto);
    option.setUseDesignMetrics(true); // as Text does
    m_layout.setText(line);
    m_layout.setFont(m_font);
    m_layout.setTextOption(option);
    m_layout.setFormats(formats(marked));
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

QList<QTextLayout::FormatRange> MarkedLine::formats(qsizetype end) const
{
    QTextCharFormat marked;
    marked.setForeground(m_markColor);
    marked.setFontUnderline(true);
    marked.setFontWeight(QFont::Bold);
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
