// SPDX-License-Identifier: GPL-3.0-or-later
// What is looked at of OpenPGP messages and keys before gpg or librnp see them.
#include "core/openpgp/armor.h"
#include "core/openpgp/displaytext.h"
#include "core/openpgp/encryptedmessage.h"
#include "core/openpgp/keypackets.h"
#include "core/openpgp/keyunwrap.h"
#include "core/openpgp/packets.h"
#include "core/openpgp/sealedmessage.h"
#include "core/openpgp/sessionkey.h"
#include "tests/fuzz/fuzz.h"

#include <QCryptographicHash>

using namespace coffret;
using namespace coffret::fuzz;

namespace {

constexpr qsizetype MostPlaintext = 1024 * 1024;

void checkMessage(const QByteArray &message)
{
    static_cast<void>(looksSealed(viewOf(message)));
    require(messageDigest(message).size() == 16, "a digest of anything");
    static_cast<void>(checkSealed(message));
    const auto parts = encryptedParts(message, MostPlaintext);
    const auto ids = recipientKeyIds(message);
    require(parts || !ids, "recipients of a message alone");
    if (!parts)
        return;
    const std::string_view packets = viewOf(parts->packets);
    require(!parts->sessionKeys.empty() && parts->sessionKeys.size() <= MaximumRecipients, "it is for somebody");
    for (const std::string_view body : parts->sessionKeys)
        require(liesIn(body, packets), "a session key lies in the packets");
    for (const std::string_view part : parts->data)
        require(liesIn(part, packets), "data lies in the packets");
    for (const QString &id : ids.value_or(QStringList()))
        require(id.size() == 16 && id == id.toUpper(), "an id has 16 digits");
    // However it is wrapped, it is the same message.
    const QByteArray wrapped = armored(parts->packets, "MESSAGE");
    require(looksSealed(viewOf(wrapped)), "it looks like what it is");
    require(messageDigest(wrapped) == messageDigest(message), "armor does not change what it is");
    const auto again = encryptedParts(wrapped, MostPlaintext);
    require(again && again->packets == parts->packets, "nor what it holds");
    const std::string key(SessionKeySize, 'k');
    if (const auto data = ProtectedData::decrypt(parts->data, key))
        static_cast<void>(data->packets());
}

void checkArmor(Input &input)
{
    constexpr std::array Blocks{"MESSAGE", "PUBLIC KEY BLOCK", "PRIVATE KEY BLOCK"};
    const char *const block = Blocks[input.choice(Blocks.size())];
    const QByteArray bytes = input.bytes();
    const auto again = dearmor(armored(bytes, block), block);
    require(again && *again == bytes, "what is armored comes out again");
    if (const auto packets = dearmor(bytes, block))
        require(packets->size() <= bytes.size(), "armor is longer than what it holds");
}

void checkPackets(std::string_view bytes)
{
    PacketReader reader(bytes);
    std::size_t size = 0;
    while (const auto packet = reader.next()) {
        require(packet->tag >= 0 && packet->tag < 64 && !packet->parts.empty(), "a packet has a tag and a body");
        require(packet->whole.data() == bytes.data() + size, "packets follow each other");
        size += packet->whole.size();
        for (const std::string_view part : packet->parts)
            require(liesIn(part, packet->whole), "a body lies in its packet");
    }
    require(size <= bytes.size(), "no packet is longer than what is there");
}

void checkSecretKey(std::string_view packets)
{
    PacketReader reader(packets);
    const auto first = reader.next();
    if (const auto parts = splitSecretKey(packets)) {
        require(parts->keys >= 1, "one key at least");
        require(!splitSecretKey(viewOf(parts->publicPackets)), "no secret part is left");
        checkPackets(viewOf(parts->publicPackets));
    }
    if (!first || first->parts.size() != 1)
        return;
    const std::string_view body = first->parts.front();
    const std::size_t publicSize = publicPartSize(body);
    require(publicSize <= body.size(), "a part of the body");
    QByteArray hashed("\x99");
    hashed.append(static_cast<char>(publicSize >> 8)).append(static_cast<char>(publicSize));
    hashed.append(body.data(), static_cast<qsizetype>(publicSize));
    const QByteArray fingerprint = QCryptographicHash::hash(hashed, QCryptographicHash::Sha1);
    if (const auto unwrap = KeyUnwrap::load(packets, viewOf(fingerprint)))
        static_cast<void>(unwrap->sessionKey(packets.substr(first->whole.size())));
}

void checkSessionKey(std::string_view text)
{
    const SecretBuffer key = sessionKeyFromText(text);
    require(key.isEmpty() || key.size() == SessionKeySize, "a key of AES-256");
    if (!key.isEmpty())
        require(sessionKeyFromText(sessionKeyToText(key.view()).view()).equals(key), "it is read as it was written");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(data, size);
    switch (input.choice(6)) {
    case 0:
        checkMessage(input.bytes());
        break;
    case 1:
        checkArmor(input);
        break;
    case 2:
        checkPackets(input.rest());
        break;
    case 3:
        checkSecretKey(input.rest());
        break;
    case 4:
        checkSessionKey(input.rest());
        break;
    default:
        require(ownerOf(input.text()) == ownerOf(input.text()).toLower(), "owners are compared in lower case");
        static_cast<void>(emailOf(input.text()));
        break;
    }
    return 0;
}
