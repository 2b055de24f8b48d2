// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QString>
#include <QVariantList>

namespace coffret {

/// The program's well-known name on the session bus. The bus lets nobody but this user in. Whatever is registered at
/// connection() is reachable under the name, each object at a path of its own; whoever has one (a search provider, say)
/// registers it before claim(), so that a call that starts the program finds it. Main thread.
class BusName
{
public:
    /// name: for example org.coffret.Coffret. Without a session bus nothing below does anything.
    explicit BusName(QString name);
    ~BusName();
    BusName(const BusName &) = delete;
    BusName &operator=(const BusName &) = delete;

    [[nodiscard]] QDBusConnection connection() const { return m_connection; }
    [[nodiscard]] QString name() const { return m_name; }
    /// Where org.freedesktop.Application is expected: the name with slashes.
    [[nodiscard]] QString path() const;

    enum class Claim { Ours, Taken, NoBus };
    [[nodiscard]] Claim claim();
    void release();

    /// Calls a method of org.freedesktop.Application where the name is somebody else's. Starts nobody.
    enum class Outcome { Done, NobodyThere, NoAnswer };
    [[nodiscard]] Outcome callOwner(const QString &method, const QVariantList &arguments) const;

private:
    QDBusConnection m_connection;
    QString m_name;
    bool m_isOurs = false;
};

} // namespace coffret
