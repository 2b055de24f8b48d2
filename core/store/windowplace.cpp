// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/windowplace.h"

#include <algorithm>

namespace coffret {

namespace {
constexpr int Farthest = 100'000; // px: of no desktop, and far from overflowing
} // namespace

QJsonObject windowPlaceToJson(const WindowPlace &place)
{
    return {{QStringLiteral("x"), place.frame.x()},         {QStringLiteral("y"), place.frame.y()},
            {QStringLiteral("width"), place.frame.width()}, {QStringLiteral("height"), place.frame.height()},
            {QStringLiteral("maximized"), place.maximized}, {QStringLiteral("sidebar"), place.sidebarWidth},
            {QStringLiteral("list"), place.listWidth}};
}

std::optional<WindowPlace> windowPlaceFromJson(const QJsonValue &json)
{
    const auto within = [&json](const char *key) {
        return std::clamp(json[QLatin1String(key)].toInt(), -Farthest, Farthest);
    };
    WindowPlace place;
    place.frame = QRect(within("x"), within("y"), within("width"), within("height"));
    place.maximized = json[QLatin1String("maximized")].toBool();
    place.sidebarWidth = std::max(within("sidebar"), 0);
    place.listWidth = std::max(within("list"), 0);
    return place.frame.isEmpty() ? std::nullopt : std::optional(place);
}

} // namespace coffret
