// SPDX-License-Identifier: GPL-3.0-or-later
// What other processes write into the control socket, and what comes back from it.
#include "core/control/controlmessage.h"
#include "tests/fuzz/fuzz.h"

#include <QJsonDocument>

using namespace coffret;
using namespace coffret::fuzz;

namespace {

void checkFrame(const QByteArray &bytes)
{
    const auto length = frameLength(viewOf(bytes).substr(0, FrameStart), LongestRequest);
    if (!length)
        return;
    require(*length <= LongestRequest, "no frame is too long");
    if (static_cast<std::size_t>(bytes.size()) < FrameStart + *length)
        return;
    const QByteArray json = bytes.mid(FrameStart, static_cast<qsizetype>(*length));
    const auto header = frameHeader(json);
    if (!header)
        return;
    const QByteArray again = controlFrame(*header);
    const auto size = frameLength(viewOf(again).substr(0, FrameStart), LongestReply);
    require(size && *size + FrameStart == static_cast<std::size_t>(again.size()), "a frame tells its length");
    require(frameHeader(again.mid(FrameStart)) == *header, "a header is read as it was written");
}

void checkRequest(const QJsonObject &json)
{
    const auto request = ControlRequest::fromJson(json);
    if (!request)
        return;
    require(request->wanted.size() <= ControlRequest::MostWanted, "no more is wanted than can be");
    for (const ControlRequest::Wanted &wanted : request->wanted)
        require(wanted.path.size() <= ControlRequest::LongestText && wanted.field.size() <= ControlRequest::LongestText,
                "no text is too long");
    const auto again = ControlRequest::fromJson(request->toJson());
    require(again && again->toJson() == request->toJson(), "a request is read as it was written");
}

void checkReply(const QJsonObject &json)
{
    auto header = ControlReply::fromJson(json);
    if (!header)
        return;
    require(header->sizes.size() <= ControlRequest::MostWanted, "no more values than can be wanted");
    for (const std::size_t size : header->sizes)
        require(size <= ControlReply::LargestValue, "no value is too large");
    const QJsonObject written = header->reply.toJson();
    const auto again = ControlReply::fromJson(written);
    require(again && again->reply.toJson() == written, "a reply is read as it was written");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(data, size);
    const unsigned part = input.choice(3);
    if (part == 0) {
        checkFrame(input.bytes());
        return 0;
    }
    const auto json = frameHeader(input.bytes());
    if (json && part == 1)
        checkRequest(*json);
    else if (json)
        checkReply(*json);
    return 0;
}
