// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/contrastwalk.h"

#include <QFont>
#include <QQuickItem>
#include <QQuickWindow>

#include <algorithm>
#include <cmath>

namespace coffret::test {

namespace {

constexpr double Words = 4.5;
constexpr double Large = 3;         // and symbols
constexpr int LargePixels = 24;     // 18 pt
constexpr int LargeBoldPixels = 18; // 14 pt

bool isText(const QQuickItem *item)
{
    return item->inherits("QQuickText") || item->inherits("coffret::MarkedLine");
}

double channel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
    return (light + 0.05) / (dark + 0.05);
}

QColor over(const QColor &front, const QColor &back)
{
    const auto mix = [&](float a, float b) { return a * front.alphaF() + b * (1 - front.alphaF()); };
    return QColor::fromRgbF(mix(front.redF(), back.redF()), mix(front.greenF(), back.greenF()),
                            mix(front.blueF(), back.blueF()));
}

QColor faded(QColor colour, double opacity)
{
    colour.setAlphaF(static_cast<float>(colour.alphaF() * opacity));
    return colour;
}

QRectF placeOf(const QQuickItem *item)
{
    return item->mapRectToScene(QRectF(0, 0, item->width(), item->height()));
}

double limitFor(const QFont &font)
{
    const bool large =
        font.pixelSize() >= LargePixels || (font.weight() >= QFont::DemiBold && font.pixelSize() >= LargeBoldPixels);
    return large ? Large : Words;
}

} // namespace

QStringList ContrastWalk::faultsOf(QQuickItem *root)
{
    m_faults.clear();
    m_grounds = {{placeOf(root), root->window()->color()}};
    visit(root, 1, placeOf(root));
    return m_faults;
}

void ContrastWalk::visit(QQuickItem *item, double opacity, QRectF view)
{
    opacity *= item->opacity();
    if (!item->isVisible() || opacity <= 0)
        return;
    if (item->clip())
        view &= placeOf(item);
    QList<QQuickItem *> children = item->childItems();
    std::stable_sort(children.begin(), children.end(),
                     [](const QQuickItem *one, const QQuickItem *other) { return one->z() < other->z(); });
    const auto above =
        std::find_if(children.begin(), children.end(), [](const QQuickItem *child) { return child->z() >= 0; });
    std::for_each(children.begin(), above, [&](QQuickItem *child) { visit(child, opacity, view); });
    paint(item, opacity, view);
    std::for_each(above, children.end(), [&](QQuickItem *child) { visit(child, opacity, view); });
}

void ContrastWalk::paint(QQuickItem *item, double opacity, const QRectF &view)
{
    const QColor colour = item->property("color").value<QColor>();
    if (item->inherits("QQuickRectangle")) {
        if (colour.alpha() > 0)
            m_grounds.push_back({placeOf(item), faded(colour, opacity)});
    } else if (!item->isEnabled() || !view.contains(placeOf(item).center())) {
        return;
    } else if (isText(item) && !item->property("text").toString().isEmpty()) {
        const double limit = limitFor(item->property("font").value<QFont>());
        judge(item, placeOf(item), faded(colour, opacity), limit);
        if (!item->property("marks").value<QList<int>>().isEmpty())
            judge(item, placeOf(item), faded(item->property("markColor").value<QColor>(), opacity), limit);
    } else if (item->inherits("QQuickIconImage") && !item->property("source").toUrl().isEmpty()) {
        judge(item, placeOf(item), faded(colour, opacity), Large);
    }
}

void ContrastWalk::judge(const QQuickItem *item, const QRectF &drawn, QColor colour, double limit)
{
    const QColor ground = groundAt(drawn.center());
    const double seen = contrast(over(colour, ground), ground);
    if (seen >= limit || drawn.isEmpty())
        return;
    const QVariant text = item->property(isText(item) ? "text" : "source");
    m_faults.append(QStringLiteral("%1: %2 on %3 is %4, needs %5")
                        .arg(text.toString(), colour.name(QColor::HexArgb), ground.name())
                        .arg(seen, 0, 'f', 2)
                        .arg(limit));
}

QColor ContrastWalk::groundAt(const QPointF &point) const
{
    QColor seen = Qt::white;
    for (const Ground &ground : m_grounds) {
        if (ground.place.contains(point))
            seen = over(ground.colour, seen);
    }
    return seen;
}

} // namespace coffret::test
