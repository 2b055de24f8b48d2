// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktopactivation.h"

#include <QDBusError>

namespace coffret {

namespace {

const QString ActivationToken = QStringLiteral("activation-token"); // Wayland
const QString StartupId = QStringLiteral("desktop-startup-id");     // X11

QString tokenOf(const QVariantMap &platformData)
{
    const QString token = platformData.value(ActivationToken).toString();
    return token.isEmpty() ? platformData.value(StartupId).toString() : token;
}

QString actionOf(Wish::Kind kind)
{
    switch (kind) {
    case Wish::Kind::Show:
        break;
    case Wish::Kind::Quick:
        return QStringLiteral("quick");
    case Wish::Kind::Lock:
        return QStringLiteral("lock");
    }
    return QStringLiteral("show");
}

} // namespace

QString DesktopActivation::methodFor(const Wish &wish)
{
    return wish.kind == Wish::Kind::Show ? QStringLiteral("Activate") : QStringLiteral("ActivateAction");
}

QVariantList DesktopActivation::argumentsFor(const Wish &wish)
{
    QVariantMap platformData;
    if (!wish.token.isEmpty())
        platformData = {{ActivationToken, wish.token}, {StartupId, wish.token}};
    if (wish.kind == Wish::Kind::Show)
        return {platformData};
    return {actionOf(wish.kind), QVariant(QVariantList()), platformData};
}

void DesktopActivation::Activate(const QVariantMap &platformData)
{
    wish({Wish::Kind::Show, tokenOf(platformData)});
}

void DesktopActivation::Open(const QStringList &uris, const QVariantMap &platformData)
{
    Q_UNUSED(uris)
    Activate(platformData);
}

void DesktopActivation::ActivateAction(const QString &name, const QVariantList &parameter,
                                       const QVariantMap &platformData)
{
    Q_UNUSED(parameter)
    for (const Wish::Kind kind : {Wish::Kind::Show, Wish::Kind::Quick, Wish::Kind::Lock}) {
        if (name == actionOf(kind))
            return wish({kind, tokenOf(platformData)});
    }
    if (calledFromDBus())
        sendErrorReply(QDBusError::InvalidArgs, QStringLiteral("no such action"));
}

/// A call may have been on its way already when the name was let go of.
void DesktopActivation::wish(const Wish &wish)
{
    if (!m_ended)
        Q_EMIT wished(wish);
    else if (calledFromDBus())
        sendErrorReply(QDBusError::ServiceUnknown, QStringLiteral("it is ending"));
}

} // namespace coffret
