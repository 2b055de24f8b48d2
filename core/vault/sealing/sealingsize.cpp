// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/sealing/sealingsize.h"

namespace coffret {

namespace {

constexpr qsizetype LargestUsualRsa = 4096;
constexpr qsizetype OfCurve25519 = 90;
constexpr qsizetype OfOtherCurve = 200; ///< a point of at most 521 bits, with what is wrapped by it

/// Headers, the one-pass signature, the literal packet around the text, the random prefix and the integrity code.
constexpr qsizetype AroundText = 96;
/// Of a session key packet: version, key id, algorithm. Of a signature: that and its hashed and other subpackets.
constexpr qsizetype AroundSessionKey = 20;
constexpr qsizetype AroundSignature = 96;

/// Octets of what a key makes, be it an encrypted session key or a signature.
qsizetype numbersOf(const KeyInfo &key)
{
    if (key.algorithm == QLatin1String("ed25519") || key.algorithm == QLatin1String("cv25519"))
        return OfCurve25519;
    if (!key.algorithm.startsWith(QLatin1String("rsa")))
        return key.algorithm.isEmpty() ? LargestUsualRsa / 8 : OfOtherCurve;
    bool ok = false;
    const qsizetype bits = key.algorithm.mid(3).toLongLong(&ok);
    return (ok ? bits : LargestUsualRsa) / 8;
}

} // namespace

SealingSize::SealingSize(const std::vector<KeyInfo> &readers, const KeyInfo &signer)
    : m_overhead(AroundText + AroundSignature + numbersOf(signer))
{
    for (const KeyInfo &reader : readers)
        m_overhead += AroundSessionKey + numbersOf(reader);
}

/// RFC 4880 section 6.2: lines of 64 characters, the checksum, and what stands around them.
qsizetype SealingSize::armored(qsizetype plaintext) const
{
    constexpr qsizetype Around = 28 + 6 + 26;    // first line with the empty one, checksum, last line
    const qsizetype streamed = plaintext / 2048; // gpg tells the length of a long text part by part
    const qsizetype base64 = (m_overhead + plaintext + streamed + 2) / 3 * 4;
    return Around + base64 + (base64 + 63) / 64;
}

qsizetype SealingSize::plaintextWithin(qsizetype armoredSize) const
{
    qsizetype most = armoredSize; // a message is always longer than its text
    qsizetype least = -1;
    while (least < most) {
        const qsizetype middle = least + (most - least + 1) / 2;
        if (armored(middle) <= armoredSize)
            least = middle;
        else
            most = middle - 1;
    }
    return least;
}

} // namespace coffret
