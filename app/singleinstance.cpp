// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/singleinstance.h"

#include "core/control/controlclient.h"

#include <QDeadlineTimer>
#include <QThread>

namespace coffret {

namespace {

constexpr std::chrono::seconds AnswerTime{30}; // a program that starts is slow to answer
constexpr std::chrono::seconds HandingTime{2}; // between one program's end and the next one's beginning
constexpr unsigned long Pause = 20;            // ms

ControlRequest requestFor(const Wish &wish)
{
    ControlRequest request;
    request.token = wish.token.left(ControlRequest::LongestText);
    request.kind = wish.kind == Wish::Kind::Quick  ? ControlRequest::Kind::Quick
                   : wish.kind == Wish::Kind::Lock ? ControlRequest::Kind::Lock
                                                   : ControlRequest::Kind::Show;
    return request;
}

std::optional<Wish> wishOf(const ControlRequest &request)
{
    switch (request.kind) {
    case ControlRequest::Kind::Show:
        return Wish{Wish::Kind::Show, request.token};
    case ControlRequest::Kind::Quick:
        return Wish{Wish::Kind::Quick, request.token};
    case ControlRequest::Kind::Lock:
        return Wish{Wish::Kind::Lock, request.token};
    default:
        return std::nullopt;
    }
}

} // namespace

SingleInstance::SingleInstance(const Profile &profile, QObject *parent)
    : QObject(parent), m_bus(profile.busName()), m_server(profile.socketPath())
{
    connect(&m_activation, &DesktopActivation::wished, this, &SingleInstance::wished);
    connect(&m_server, &ControlServer::called, this, &SingleInstance::take);
}

SingleInstance::~SingleInstance() = default;

SingleInstance::Outcome SingleInstance::begin(const std::optional<Wish> &wish)
{
    m_bus.connection().registerObject(m_bus.path(), &m_activation, QDBusConnection::ExportAllSlots);
    const QDeadlineTimer limit(HandingTime);
    std::optional<Outcome> outcome = attempt(wish, false);
    while (!outcome) {
        QThread::msleep(Pause);
        outcome = attempt(wish, limit.hasExpired());
    }
    return *outcome;
}

/// Nothing: whoever runs is only just beginning or ending, so that this is to be tried again.
std::optional<SingleInstance::Outcome> SingleInstance::attempt(const std::optional<Wish> &wish, bool isLast)
{
    const auto outcomeOf = [isLast](Told told) -> std::optional<Outcome> {
        if (told == Told::Done)
            return Outcome::HandedOver;
        return isLast || told == Told::NoAnswer ? std::optional(Outcome::NoAnswer) : std::nullopt;
    };
    if (m_bus.claim() == BusName::Claim::Taken) {
        const Told told = wish ? tell(*wish) : Told::Done;
        if (told == Told::Done || m_bus.claim() == BusName::Claim::Taken)
            return outcomeOf(told);
    }
    const Expected<void> started = m_server.start();
    if (started || started.error().kind != ErrorKind::Conflict)
        return Outcome::First; // without a folder for the socket the bus has to do
    m_bus.release();           // it runs without this bus
    return outcomeOf(wish ? tellBySocket(*wish) : Told::Done);
}

void SingleInstance::end()
{
    m_activation.end();
    m_bus.release();
    m_server.stop();
}

SingleInstance::Told SingleInstance::tell(const Wish &wish) const
{
    const BusName::Outcome onBus =
        m_bus.callOwner(DesktopActivation::methodFor(wish), DesktopActivation::argumentsFor(wish));
    if (onBus == BusName::Outcome::Done)
        return Told::Done;
    const Told bySocket = tellBySocket(wish); // it may be on another bus, or on none
    return bySocket == Told::NobodyThere && onBus == BusName::Outcome::NoAnswer ? Told::NoAnswer : bySocket;
}

SingleInstance::Told SingleInstance::tellBySocket(const Wish &wish) const
{
    const Expected<ControlReply> reply = askRunningProgram(m_server.socketPath(), requestFor(wish), AnswerTime);
    if (reply)
        return reply->status == ControlStatus::Ok ? Told::Done : Told::NoAnswer;
    const bool hungUp = reply.error().kind == ErrorKind::Malformed; // in the middle of its end
    return hungUp || reply.error().kind == ErrorKind::NotFound ? Told::NobodyThere : Told::NoAnswer;
}

void SingleInstance::take(ControlConnection *call)
{
    const std::optional<Wish> wish = wishOf(call->request());
    if (!wish)
        return Q_EMIT called(call);
    Q_EMIT wished(*wish);
    call->answer({ControlStatus::Ok, {}, {}, {}});
}

} // namespace coffret
