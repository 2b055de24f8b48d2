// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/secretbase64.h"

#include "core/secret/opensslhandles.h"

#include <sodium.h>

#include <algorithm>

namespace coffret {

namespace {

constexpr std::size_t ReadStep = 1024; // characters, whole groups of four
constexpr std::size_t WriteStep = 768; // bytes, whole groups of three
constexpr std::size_t TextStep = WriteStep / 3 * 4 + 1;

SecretBuffer withoutSpaces(std::string_view text)
{
    constexpr std::string_view Spaces = " \t\r\n";
    SecretBuffer packed(text.size());
    while (!text.empty()) {
        const std::size_t start = std::min(text.find_first_not_of(Spaces), text.size());
        text.remove_prefix(start);
        const std::size_t size = std::min(text.find_first_of(Spaces), text.size());
        packed.append(text.substr(0, size));
        text.remove_prefix(size);
    }
    return packed;
}

} // namespace

std::optional<SecretBuffer> secretFromBase64(std::string_view text)
{
    const SecretBuffer packed = withoutSpaces(text);
    SecretBuffer bytes(packed.size() / 4 * 3);
    Scratch<ReadStep> part;
    bool ended = false; // padding ends it
    for (std::string_view rest = packed.view(); !rest.empty();) {
        const std::string_view step = rest.substr(0, std::min(rest.size(), ReadStep));
        std::size_t size = 0;
        if (ended || sodium_base642bin(part.data(), ReadStep, step.data(), step.size(), nullptr, &size, nullptr,
                                       sodium_base64_VARIANT_ORIGINAL) != 0)
            return std::nullopt;
        bytes.append(part.first(size));
        ended = step.ends_with('=');
        rest.remove_prefix(step.size());
    }
    return bytes;
}

SecretBuffer secretToBase64Lines(std::string_view bytes, std::size_t lineSize)
{
    SecretBuffer line(bytes.size() / 3 * 4 + 8);
    Scratch<TextStep> part;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), WriteStep))) {
        const std::size_t size = std::min(bytes.size(), WriteStep);
        sodium_bin2base64(reinterpret_cast<char *>(part.data()), TextStep, octets(bytes), size,
                          sodium_base64_VARIANT_ORIGINAL);
        line.append(part.first((size + 2) / 3 * 4));
    }
    SecretBuffer lines(line.size() + line.size() / lineSize + 1);
    for (std::string_view rest = line.view(); !rest.empty(); rest.remove_prefix(std::min(rest.size(), lineSize))) {
        lines.append(rest.substr(0, lineSize));
        lines.append("\n");
    }
    return lines;
}

} // namespace coffret
