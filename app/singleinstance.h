// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/busname.h"
#include "app/desktopactivation.h"
#include "app/profile.h"
#include "core/control/controlserver.h"

#include <QObject>

#include <optional>

namespace coffret {

/// One program per profile: a second start hands its wish to the first and ends. There are two ways to the first, its
/// name on the session bus and its private socket, and it is reached by both; where there is no bus, or another one,
/// the socket alone decides. Main thread.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const Profile &profile, QObject *parent = nullptr);
    ~SingleInstance() override;

    /// NoAnswer: one runs, but does not answer.
    enum class Outcome { First, HandedOver, NoAnswer };
    /// Becomes the one program of the profile, or hands wish to the one that is. From then on wishes are kept until the
    /// event loop runs. Without a wish whoever runs is not told.
    [[nodiscard]] Outcome begin(const std::optional<Wish> &wish);
    /// Another start is the one program from now on: wishes that still come are turned down.
    void end();

    /// Hands wish to whoever runs, and becomes nothing.
    enum class Told { Done, NobodyThere, NoAnswer };
    [[nodiscard]] Told tell(const Wish &wish) const;

    /// Objects beside ours are registered at its connection before begin().
    [[nodiscard]] BusName &busName() { return m_bus; }

Q_SIGNALS:
    void wished(const coffret::Wish &wish);
    /// Somebody wants secrets: to be answered.
    void called(coffret::ControlConnection *call);

private:
    void take(ControlConnection *call);
    [[nodiscard]] std::optional<Outcome> attempt(const std::optional<Wish> &wish, bool isLast);
    [[nodiscard]] Told tellBySocket(const Wish &wish) const;

    BusName m_bus;
    DesktopActivation m_activation;
    ControlServer m_server;
};

} // namespace coffret
