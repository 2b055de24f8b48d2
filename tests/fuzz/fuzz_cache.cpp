// SPDX-License-Identifier: GPL-3.0-or-later
// What rests on the disk: rows of a cache, drafts, changes that wait, uses, and the boxes that they are sealed in.
#include "core/search/usagelog.h"
#include "core/secret/sealedbox.h"
#include "core/session/outboxrecord.h"
#include "core/store/cachecodec.h"
#include "core/store/draftcodec.h"
#include "tests/fuzz/fuzz.h"

using namespace coffret;
using namespace coffret::fuzz;

namespace {

/// What was read is written so that it is read and written the same again: the first writing may say it better.
template <typename Encode, typename Decode>
void checkRow(std::string_view bytes, Encode encode, Decode decode)
{
    const auto value = decode(bytes);
    if (!value)
        return;
    const auto written = encode(*value);
    require(written.size() % 64 == 0, "the size says little");
    const auto again = decode(std::string_view(written));
    require(again.has_value(), "what was written can be read");
    require(encode(*again) == written, "and says the same");
}

std::string textOf(const SecretBuffer &buffer)
{
    return std::string(buffer.view());
}

void checkChanges(std::string_view bytes)
{
    const auto decode = [](std::string_view text) {
        auto changes = decodeChanges(SecretBuffer::copyOf(text));
        return changes ? std::optional(*std::move(changes)) : std::nullopt;
    };
    checkRow(
        bytes, [](const std::vector<KeptChange> &all) { return textOf(encodeChanges(all)); }, decode);
}

void checkUses(const QByteArray &bytes)
{
    const QDateTime now = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
    UsageLog log = UsageLog::fromBytes(bytes, now);
    const auto latest = log.latest(UsageLog::MostEntries + 1);
    require(latest.size() <= UsageLog::MostEntries, "no more than are kept");
    for (const UsageLog::Used &used : latest) {
        require(used.at <= now, "nothing was used later than now");
        require(log.weight(used.secretId, now) >= 0, "a use weighs something");
    }
    log.note(QStringLiteral("x"), now);
    log.add(UsageLog::fromBytes(bytes, now), now);
    require(UsageLog::fromBytes(log.toBytes(), now).latest(1).size() == 1, "what was noted is kept");
}

void checkBox(const QByteArray &bytes)
{
    static const SecretBuffer key = SecretBuffer::copyOf(std::string(32, 'k'));
    const QByteArray place("place");
    require(!openBox(key, bytes, place), "nobody makes a box without the key");
    const QByteArray box = sealBox(key, viewOf(bytes), place);
    const auto opened = openBox(key, box, place);
    require(opened && opened->view() == viewOf(bytes), "a box holds what was put in");
    require(!openBox(key, box, place + 'x') && !openBox(key, box.chopped(1), place), "and opens nowhere else");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(data, size);
    const unsigned kind = input.choice(8);
    const std::string_view bytes = input.rest();
    switch (kind) {
    case 0:
        checkRow(
            bytes, [](const CachedSecret &row) { return encodeCache(row); }, decodeCachedSecret);
        break;
    case 1:
        checkRow(
            bytes, [](const Collection &row) { return encodeCache(row); }, decodeCachedCollection);
        break;
    case 2:
        checkRow(
            bytes, [](const CachedPayload &row) { return encodeCache(row); }, decodeCachedPayload);
        break;
    case 3:
        checkRow(
            bytes, [](const CacheState &row) { return encodeCache(row); }, decodeCacheState);
        break;
    case 4:
        checkRow(
            bytes, [](const SecretDraft &draft) { return textOf(encodeDraft(draft)); }, decodeDraft);
        break;
    case 5:
        checkChanges(bytes);
        break;
    case 6:
        checkUses(input.bytes());
        break;
    default:
        checkBox(input.bytes());
        break;
    }
    return 0;
}
