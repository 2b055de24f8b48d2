// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/sshagent.h"

#include "core/secret/opensslhandles.h"
#include "core/sshkey/agentchannel.h"
#include "core/sshkey/sshbytes.h"
#include "core/sshkey/sshwire.h"

#include <QFileInfo>

#include <sodium.h>

#include <algorithm>
#include <limits>

namespace coffret {

namespace {

// Numbers of draft-miller-ssh-agent, section 6.
constexpr std::uint8_t Failed = 5;
constexpr std::uint8_t Succeeded = 6;
constexpr std::uint8_t RequestIdentities = 11;
constexpr std::uint8_t IdentitiesAnswer = 12;
constexpr std::uint8_t RemoveIdentity = 18;
constexpr std::uint8_t AddConstrained = 25;
constexpr std::uint8_t Extension = 27;
constexpr std::uint8_t ConstrainLifetime = 1;
constexpr std::uint8_t ConstrainConfirm = 2;

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

tl::unexpected<Error> strangeAnswer()
{
    return failure(ErrorKind::Malformed, QStringLiteral("not an answer of an SSH agent"));
}

Expected<std::vector<SshAgentIdentity>> identitiesIn(const QByteArray &answer)
{
    SshReader reader(viewOf(answer));
    if (reader.byte() != IdentitiesAnswer)
        return strangeAnswer();
    std::vector<SshAgentIdentity> found;
    for (std::uint32_t left = reader.number(); left > 0 && !reader.failed(); --left) {
        const std::string_view blob = reader.text();
        const std::string_view comment = reader.text();
        const std::string_view typeName = SshReader(blob).text();
        found.push_back({bytesOf(blob), bytesOf(typeName), plainSshComment(QString::fromUtf8(bytesOf(comment)))});
    }
    if (reader.failed())
        return strangeAnswer();
    return found;
}

/// Binds the connection to a host key made for this moment (PROTOCOL.agent in OpenSSH): it changes nothing, and an
/// unlocked agent of OpenSSH 8.9 or later grants it.
SecretBuffer harmlessRequest()
{
    Scratch<crypto_sign_PUBLICKEYBYTES> publicKey;
    Scratch<crypto_sign_SECRETKEYBYTES> secretKey;
    Scratch<crypto_sign_BYTES> signature;
    constexpr std::string_view Session = "coffret";
    constexpr std::string_view Algorithm = "ssh-ed25519";
    crypto_sign_keypair(publicKey.data(), secretKey.data());
    crypto_sign_detached(signature.data(), nullptr, octets(Session), Session.size(), secretKey.data());
    SshWriter host;
    host.text(Algorithm);
    host.text(publicKey.first(crypto_sign_PUBLICKEYBYTES));
    SshWriter signedSession;
    signedSession.text(Algorithm);
    signedSession.text(signature.first(crypto_sign_BYTES));
    SshWriter request;
    request.byte(Extension);
    request.text("session-bind@openssh.com");
    request.text(host.view());
    request.text(Session);
    request.text(signedSession.view());
    request.byte(0); // not for forwarding
    return std::move(request).take();
}

/// By the name of its socket, whatever leads there.
bool isSocketOfGpgAgent(const QString &path)
{
    const QLatin1String name("/S.gpg-agent.ssh");
    return path.endsWith(name) || QFileInfo(path).canonicalFilePath().endsWith(name);
}

tl::unexpected<Error> isGpgAgent()
{
    return failure(ErrorKind::Unsupported, QStringLiteral("gpg-agent keeps the keys it is given on disk"));
}

} // namespace

SshAgent::SshAgent(QString socketPath, std::chrono::milliseconds patience)
    : m_socketPath(std::move(socketPath)), m_patience(patience)
{
}

Expected<SshAgent> SshAgent::fromEnvironment()
{
    const QString path = qEnvironmentVariable("SSH_AUTH_SOCK");
    if (path.isEmpty())
        return failure(ErrorKind::NoSshAgent, QStringLiteral("SSH_AUTH_SOCK is not set"));
    return SshAgent(path);
}

Expected<std::vector<SshAgentIdentity>> SshAgent::identities() const
{
    SshWriter request(1);
    request.byte(RequestIdentities);
    Expected<AgentChannel> channel = AgentChannel::open(m_socketPath, m_patience);
    const Expected<QByteArray> answer =
        channel ? channel->exchange(request.view()) : Expected<QByteArray>(failure(channel));
    if (!answer)
        return failure(answer);
    if (answer->front() == Failed)
        return failure(ErrorKind::SshAgentRefused);
    return identitiesIn(*answer);
}

/// givesKey: not to gpg-agent, which may listen under any name.
Expected<void> SshAgent::carryOut(const SecretBuffer &request, bool givesKey) const
{
    Expected<AgentChannel> channel = AgentChannel::open(m_socketPath, m_patience);
    if (!channel)
        return failure(channel);
    if (givesKey && channel->program() == "gpg-agent")
        return isGpgAgent();
    const Expected<QByteArray> answer = channel->exchange(request.view());
    if (!answer)
        return failure(answer);
    if (answer->size() != 1 || (answer->front() != Succeeded && answer->front() != Failed))
        return strangeAnswer();
    if (answer->front() == Failed)
        return failure(ErrorKind::SshAgentRefused);
    return {};
}

/// The protocol has no word for it: a locked agent of OpenSSH shows no keys and fails at everything else.
Expected<bool> SshAgent::isLocked(const std::vector<SshAgentIdentity> &held) const
{
    if (!held.empty())
        return false;
    const Expected<void> granted = carryOut(harmlessRequest());
    if (!granted && granted.error().kind != ErrorKind::SshAgentRefused)
        return failure(granted);
    return !granted;
}

Expected<bool> SshAgent::holds(const SshPublicKey &key) const
{
    const auto held = identities();
    if (!held)
        return failure(held);
    const Expected<bool> locked = isLocked(*held);
    if (!locked)
        return failure(locked);
    if (*locked)
        return failure(ErrorKind::SshAgentLocked);
    return std::any_of(held->begin(), held->end(), [&](const auto &one) { return one.blob == key.blob(); });
}

Expected<void> SshAgent::add(const SshPrivateKey &key, const SshAgentLimits &limits) const
{
    const auto seconds = limits.lifetime.count();
    if (seconds < 1 || seconds > std::numeric_limits<std::uint32_t>::max())
        return failure(ErrorKind::InvalidInput, QStringLiteral("a lifetime of %1 seconds").arg(seconds));
    if (isSocketOfGpgAgent(m_socketPath))
        return isGpgAgent();
    SshWriter request(key.fields().size() + 2048);
    request.byte(AddConstrained);
    request.raw(key.fields().view());
    request.text(viewOf(key.comment().toUtf8()));
    request.byte(ConstrainLifetime);
    request.number(static_cast<std::uint32_t>(seconds));
    if (limits.confirm)
        request.byte(ConstrainConfirm);
    Expected<void> added = carryOut(std::move(request).take(), true);
    if (added || added.error().kind != ErrorKind::SshAgentRefused)
        return added;
    const auto held = identities();
    const Expected<bool> locked = held ? isLocked(*held) : Expected<bool>(failure(held));
    if (locked && *locked)
        return failure(ErrorKind::SshAgentLocked);
    return added;
}

Expected<void> SshAgent::remove(const SshPublicKey &key) const
{
    SshWriter request;
    request.byte(RemoveIdentity);
    request.text(viewOf(key.blob()));
    Expected<void> removed = carryOut(std::move(request).take());
    if (removed || removed.error().kind != ErrorKind::SshAgentRefused)
        return removed;
    const auto held = identities();
    const Expected<bool> locked = held ? isLocked(*held) : Expected<bool>(failure(held));
    if (!locked)
        return removed;
    if (*locked)
        return failure(ErrorKind::SshAgentLocked);
    const bool stillThere =
        std::any_of(held->begin(), held->end(), [&](const auto &one) { return one.blob == key.blob(); });
    if (stillThere)
        return removed;
    return failure(ErrorKind::NotFound, QStringLiteral("the agent does not hold this key"));
}

} // namespace coffret
