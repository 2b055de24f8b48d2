// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/busname.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>

namespace coffret {

namespace {
constexpr int AnswerTime = 30'000; // ms; a program that starts is slow to answer
}

BusName::BusName(QString name) : m_connection(QDBusConnection::sessionBus()), m_name(std::move(name)) {}

BusName::~BusName()
{
    release();
}

QString BusName::path() const
{
    return QLatin1Char('/') + QString(m_name).replace(QLatin1Char('.'), QLatin1Char('/'));
}

BusName::Claim BusName::claim()
{
    QDBusConnectionInterface *const bus = m_connection.isConnected() ? m_connection.interface() : nullptr;
    if (!bus)
        return Claim::NoBus;
    const QDBusReply<QDBusConnectionInterface::RegisterServiceReply> reply = bus->registerService(m_name);
    if (!reply.isValid())
        return Claim::NoBus;
    m_isOurs = reply.value() == QDBusConnectionInterface::ServiceRegistered;
    return m_isOurs ? Claim::Ours : Claim::Taken;
}

void BusName::release()
{
    if (std::exchange(m_isOurs, false) && m_connection.interface())
        m_connection.interface()->unregisterService(m_name);
}

BusName::Outcome BusName::callOwner(const QString &method, const QVariantList &arguments) const
{
    if (!m_connection.isConnected())
        return Outcome::NobodyThere;
    QDBusMessage call =
        QDBusMessage::createMethodCall(m_name, path(), QStringLiteral("org.freedesktop.Application"), method);
    call.setAutoStartService(false);
    call.setArguments(arguments);
    const QDBusMessage reply = m_connection.call(call, QDBus::Block, AnswerTime);
    if (reply.type() == QDBusMessage::ReplyMessage)
        return Outcome::Done;
    // The bus says either, and Qt 6.4 knows one of them only.
    const bool isNobody = reply.errorName() == QLatin1String("org.freedesktop.DBus.Error.ServiceUnknown") ||
                          reply.errorName() == QLatin1String("org.freedesktop.DBus.Error.NameHasNoOwner");
    return isNobody ? Outcome::NobodyThere : Outcome::NoAnswer;
}

} // namespace coffret
