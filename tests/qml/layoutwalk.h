// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QStringList>

#include <vector>

class QQuickItem;

namespace coffret::test {

/// Looks at everything that is drawn in a window, and finds words that cannot be read: cut short, outside of what holds
/// them, or on top of something else. Popups are looked at by themselves.
class LayoutWalk
{
public:
    /// exceptions: objectNames of items that are left out with all below them.
    explicit LayoutWalk(QStringList exceptions) : m_exceptions(std::move(exceptions)) {}
    /// One line for each fault: what, the text, and the way to it.
    [[nodiscard]] QStringList faultsOf(QQuickItem *root);
    [[nodiscard]] int textsSeen() const { return m_textsSeen; }

private:
    /// What stands somewhere: words, a picture or a control.
    struct Piece
    {
        QQuickItem *item = nullptr;
        QQuickItem *layer = nullptr; ///< the popup it belongs to, or the root
        QRectF drawn;                ///< in the window, as far as it is not scrolled away
    };
    void visit(QQuickItem *item, QQuickItem *layer, const QRectF &view);
    void lookAtText(QQuickItem *text, const QRectF &drawn, QQuickItem *layer);
    void lookAtPlace(QQuickItem *text, const QRectF &drawn, QQuickItem *layer);
    void compareAll();
    void report(const QString &what, const QQuickItem *item);
    [[nodiscard]] static QString describe(const QQuickItem *item);

    QStringList m_exceptions;
    QStringList m_faults;
    std::vector<Piece> m_pieces;
    int m_textsSeen = 0;
};

} // namespace coffret::test
