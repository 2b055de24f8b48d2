// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/outboxrecord.h"

#include "core/store/octets.h"

#include <algorithm>

namespace coffret {

namespace {

constexpr quint8 Format = 2;

using Writer = BasicOctetWriter<SecretBuffer>;

void write(Writer &out, const KeptChange &kept)
{
    const WaitingChange &change = kept.change;
    for (const QString *text : {&change.id, &change.secretId, &change.collectionId, &change.name, &kept.sealedBy})
        out.text(*text);
    out.number(change.type);
    out.time(change.attempts.first);
    out.list(change.attempts.names);
    out.number(static_cast<quint8>(change.isToSeal));
    out.number(change.state);
    out.number(change.refusal);
    out.bytes(kept.draft->view());
}

KeptChange read(OctetReader &in)
{
    KeptChange kept;
    WaitingChange &change = kept.change;
    for (QString *text : {&change.id, &change.secretId, &change.collectionId, &change.name, &kept.sealedBy})
        *text = in.text();
    change.type = in.number(SecretType::Unknown);
    change.attempts.first = in.time();
    change.attempts.names = in.list();
    change.isToSeal = in.number<quint8>() != 0;
    change.state = in.number(WaitingChange::State::Refused);
    change.refusal = in.number(ErrorKind::Internal);
    kept.draft = std::make_shared<const SecretBuffer>(SecretBuffer::copyOf(in.view()));
    return kept;
}

} // namespace

Expected<std::vector<KeptChange>> decodeChanges(const SecretBuffer &record)
{
    OctetReader in(record.view(), Format);
    std::vector<KeptChange> all;
    const auto count = in.number<quint32>();
    for (quint32 i = 0; i < std::min(count, MostKeptChanges); ++i)
        all.push_back(read(in));
    if (count > MostKeptChanges || !in.isDone())
        return failure(ErrorKind::CorruptMessage, QStringLiteral("what waits makes no sense"));
    return all;
}

SecretBuffer encodeChanges(const std::vector<KeptChange> &all)
{
    Writer out(Format);
    out.number(static_cast<quint32>(all.size()));
    for (const KeptChange &one : all)
        write(out, one);
    return std::move(out).take();
}

} // namespace coffret
