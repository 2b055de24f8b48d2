// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/wish.h"

#include <QDBusContext>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

namespace coffret {

/// org.freedesktop.Application (Desktop Entry Specification, "D-Bus Activation"): how a desktop shows the program and
/// has its actions done. Registered on the bus by its owner, main thread.
class DesktopActivation : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Application")
public:
    explicit DesktopActivation(QObject *parent = nullptr) : QObject(parent) {}

    /// The method and arguments that stand for a wish.
    [[nodiscard]] static QString methodFor(const Wish &wish);
    [[nodiscard]] static QVariantList argumentsFor(const Wish &wish);

    /// From now on calls are answered as if nobody were there.
    void end() { m_ended = true; }

public Q_SLOTS:
    void Activate(const QVariantMap &platformData);
    void Open(const QStringList &uris, const QVariantMap &platformData); ///< the program opens none: shows itself
    void ActivateAction(const QString &name, const QVariantList &parameter, const QVariantMap &platformData);

Q_SIGNALS:
    void wished(const coffret::Wish &wish);

private:
    void wish(const Wish &wish);

    bool m_ended = false;
};

} // namespace coffret
