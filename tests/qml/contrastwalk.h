// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>
#include <QStringList>

#include <vector>

class QQuickItem;

namespace coffret::test {

/// Follows the order in which a window is painted, and holds every word and every symbol against what lies behind it:
/// by WCAG 2.2, 4.5 for words, 3 for large ones and for symbols. What is disabled is exempt.
class ContrastWalk
{
public:
    [[nodiscard]] QStringList faultsOf(QQuickItem *root);

private:
    struct Ground
    {
        QRectF place;
        QColor colour; ///< with the opacity it is painted with
    };
    void visit(QQuickItem *item, double opacity, QRectF view);
    void paint(QQuickItem *item, double opacity, const QRectF &view);
    void judge(const QQuickItem *item, const QRectF &drawn, QColor colour, double limit);
    [[nodiscard]] QColor groundAt(const QPointF &point) const;

    std::vector<Ground> m_grounds;
    QStringList m_faults;
};

} // namespace coffret::test
