// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/layoutwalk.h"

#include <QQuickItem>

namespace coffret::test {

namespace {

constexpr double Slack = 1.5; // px: glyphs and their boxes are rounded

bool isText(const QQuickItem *item)
{
    return item->inherits("QQuickText") || item->inherits("coffret::MarkedLine");
}

/// Words of ours, which a translation makes longer: the pseudo languages mark them.
bool isOurs(const QString &text)
{
    return text.startsWith(QLatin1Char('[')) || text.contains(QChar(0x202e));
}

/// What a button says is a short command, and nowhere else to be had.
bool isOnButton(const QQuickItem *text)
{
    for (const QQuickItem *up = text->parentItem(); up; up = up->parentItem()) {
        if (up->inherits("QQuickButton"))
            return true;
    }
    return false;
}

/// Where the glyphs are, in the window.
QRectF inkOf(const QQuickItem *text)
{
    const QSizeF size(text->property("contentWidth").toReal(), text->property("contentHeight").toReal());
    const bool standsRight = text->property("alignRight").toBool(); // a MarkedLine
    const int across = standsRight ? Qt::AlignRight : text->property("effectiveHorizontalAlignment").toInt();
    const int down = text->property("verticalAlignment").toInt();
    const double x = across == Qt::AlignRight     ? text->width() - size.width()
                     : across == Qt::AlignHCenter ? (text->width() - size.width()) / 2
                                                  : 0;
    const double y = down == Qt::AlignBottom    ? text->height() - size.height()
                     : down == Qt::AlignVCenter ? (text->height() - size.height()) / 2
                                                : 0;
    return text->mapRectToScene(QRectF(QPointF(x, y), size));
}

QRectF placeOf(const QQuickItem *item)
{
    return item->mapRectToScene(QRectF(0, 0, item->width(), item->height()));
}

bool stands(const QQuickItem *item)
{
    if (item->inherits("QQuickImage"))
        return item->property("status").toInt() == 1 && !item->property("source").toUrl().isEmpty();
    if (item->inherits("QQuickTextInput") || item->inherits("QQuickTextEdit"))
        return !item->property("text").toString().isEmpty();
    return item->inherits("QQuickAbstractButton") || item->inherits("coffret::SecretText");
}

bool isAbove(const QQuickItem *item, const QQuickItem *other)
{
    for (const QQuickItem *up = other; up; up = up->parentItem()) {
        if (up == item)
            return true;
    }
    return false;
}

} // namespace

QStringList LayoutWalk::faultsOf(QQuickItem *root)
{
    m_faults.clear();
    m_pieces.clear();
    m_textsSeen = 0;
    visit(root, root, placeOf(root));
    compareAll();
    return m_faults;
}

void LayoutWalk::visit(QQuickItem *item, QQuickItem *layer, const QRectF &view)
{
    if (!item->isVisible() || item->opacity() <= 0 || m_exceptions.contains(item->objectName()))
        return;
    if (item->inherits("QQuickPopupItem"))
        layer = item;
    const QRectF drawn = isText(item) ? inkOf(item) : placeOf(item);
    const QRectF seen = drawn & view;
    if (seen.width() > Slack && seen.height() > Slack) {
        if (isText(item) && !item->property("text").toString().isEmpty()) {
            lookAtText(item, drawn, layer);
            m_pieces.push_back({item, layer, seen});
        } else if (stands(item)) {
            m_pieces.push_back({item, layer, seen});
        }
    }
    const QRectF inner = item->clip() ? view & placeOf(item) : view;
    const QList<QQuickItem *> children = item->childItems();
    for (QQuickItem *child : children)
        visit(child, layer, inner);
}

void LayoutWalk::lookAtText(QQuickItem *text, const QRectF &drawn, QQuickItem *layer)
{
    ++m_textsSeen;
    const QString words = text->property("text").toString();
    if ((isOurs(words) || isOnButton(text)) && text->property("truncated").toBool())
        report(QStringLiteral("cut short"), text);
    if (drawn.width() > text->width() + Slack)
        report(QStringLiteral("wider than its place"), text);
    if (text->height() > 0 && drawn.height() > text->height() + Slack)
        report(QStringLiteral("higher than its place"), text);
    lookAtPlace(text, drawn, layer);
}

void LayoutWalk::lookAtPlace(QQuickItem *text, const QRectF &drawn, QQuickItem *layer)
{
    for (const QQuickItem *up = text->parentItem(); up; up = up->parentItem()) {
        const QQuickItem *holder = up->parentItem();
        const bool scrolls = holder && holder->inherits("QQuickFlickable"); // up is what moves in it
        const QRectF place = placeOf(scrolls ? holder : up);
        if (place.width() > 0 && drawn.left() < place.left() - Slack && !scrolls)
            return report(QStringLiteral("sticks out at the left of ") + describe(up), text);
        if (place.width() > 0 && drawn.right() > place.right() + Slack && !scrolls)
            return report(QStringLiteral("sticks out at the right of ") + describe(up), text);
        if (place.height() > 0 && !scrolls &&
            (drawn.top() < place.top() - Slack || drawn.bottom() > place.bottom() + Slack))
            return report(QStringLiteral("sticks out above or below ") + describe(up), text);
        if (scrolls || up == layer)
            return;
    }
}

void LayoutWalk::compareAll()
{
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        for (std::size_t j = i + 1; j < m_pieces.size(); ++j) {
            const Piece &one = m_pieces[i];
            const Piece &other = m_pieces[j];
            const QRectF both = one.drawn & other.drawn;
            if (one.layer != other.layer || both.width() <= Slack || both.height() <= Slack ||
                isAbove(one.item, other.item) || isAbove(other.item, one.item))
                continue;
            if (isText(one.item) || isText(other.item))
                report(QStringLiteral("overlaps ") + describe(isText(one.item) ? other.item : one.item),
                       isText(one.item) ? one.item : other.item);
        }
    }
}

QString LayoutWalk::describe(const QQuickItem *item)
{
    QString name = QString::fromLatin1(item->metaObject()->className()).section(QLatin1String("_QML"), 0, 0);
    if (!item->objectName().isEmpty())
        name += QLatin1Char('#') + item->objectName();
    if (isText(item))
        name += QStringLiteral(" “%1”").arg(item->property("text").toString().left(60));
    return name;
}

void LayoutWalk::report(const QString &what, const QQuickItem *item)
{
    QStringList way;
    for (const QQuickItem *up = item->parentItem(); up && way.size() < 6; up = up->parentItem())
        way.prepend(describe(up));
    m_faults.append(describe(item) + QStringLiteral(" ") + what + QStringLiteral(" in ") + way.join(QLatin1Char('>')));
}

} // namespace coffret::test
