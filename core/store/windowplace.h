// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QRect>

#include <optional>

namespace coffret {

/// Where the main window was and how it was divided, kept from one run to the next.
struct WindowPlace
{
    QRect frame; ///< of what is not maximized, in the desktop's coordinates
    bool maximized = false;
    int sidebarWidth = 0; ///< 0: as usual
    int listWidth = 0;    ///< 0: as usual

    friend bool operator==(const WindowPlace &, const WindowPlace &) = default;
};

[[nodiscard]] QJsonObject windowPlaceToJson(const WindowPlace &place);
/// Nothing for what is no place. The screens may be others than then.
[[nodiscard]] std::optional<WindowPlace> windowPlaceFromJson(const QJsonValue &json);

} // namespace coffret
