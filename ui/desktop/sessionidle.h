// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <chrono>
#include <functional>
#include <optional>

namespace coffret {

/// For how long nobody has used the computer, whichever program is in front: told by the X display or by GNOME. Owned
/// by AutoLock, main thread.
class SessionIdle : public QObject
{
    Q_OBJECT
public:
    using Time = std::optional<std::chrono::milliseconds>; ///< nothing where nobody tells
    using QObject::QObject;

    /// answer is called now or later, once, and not after this object is gone.
    void ask(std::function<void(Time)> answer);

private:
    [[nodiscard]] static Time ofDisplay();
};

} // namespace coffret
