// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/sealedmessage.h"

#include "core/openpgp/encryptedmessage.h"
#include "core/openpgp/packets.h"

#include <limits>

namespace coffret {

namespace {

constexpr int IntegrityProtected = 18;
constexpr char Version = 1;

} // namespace

Expected<void> checkSealed(const QByteArray &message)
{
    const auto packets = encryptedPackets(message, std::numeric_limits<qsizetype>::max() / 2);
    if (!packets)
        return failure(ErrorKind::Internal,
                       QStringLiteral("gpg did not make a message: %1").arg(packets.error().detail));
    PacketReader reader(std::string_view(packets->constData(), static_cast<std::size_t>(packets->size())));
    Packet last;
    while (const auto packet = reader.next())
        last = *packet;
    if (last.tag != IntegrityProtected || last.parts.empty() || !last.parts.front().starts_with(Version))
        return failure(ErrorKind::Internal, QStringLiteral("gpg made a message that not every client can read"));
    return {};
}

} // namespace coffret
