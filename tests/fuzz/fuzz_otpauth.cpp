// SPDX-License-Identifier: GPL-3.0-or-later
// What makes one-time codes, as people paste it and as a QR code says it.
#include "core/toolbox/onetimecode.h"
#include "core/toolbox/otpauth.h"
#include "core/toolbox/qrcode.h"
#include "core/toolbox/qrreader.h"
#include "tests/fuzz/fuzz.h"

using namespace coffret;
using namespace coffret::fuzz;

namespace {

void checkCode(const SecretBuffer &text, int digits)
{
    const auto code = OneTimeCode::from(text);
    if (!code)
        return;
    const QDateTime time = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
    const auto now = code->at(time);
    require(now && now->size() == static_cast<std::size_t>(digits), "a code has its digits");
    require(code->turnAfter(time) > time, "a code ends after it began");
}

void checkKeyUri(const SecretBuffer &text)
{
    const auto auth = OtpAuth::fromText(text);
    if (!auth) {
        require(auth.error().kind == ErrorKind::Malformed, "Malformed when it makes no code");
        require(!OneTimeCode::from(text), "what makes no code makes none");
        return;
    }
    require(auth->isUsable(), "what was read is usable");
    require(cleanSeed(auth->seed.view()).equals(auth->seed), "a seed is clean");
    checkCode(text, auth->digits);
    const auto again = OtpAuth::fromText(auth->toUri(auth->account));
    require(again && again->seed.equals(auth->seed) && again->algorithm == auth->algorithm &&
                again->digits == auth->digits && again->period == auth->period,
            "a URI is read as it was written");
}

/// Grey squares, four points each.
std::vector<unsigned char> pictureOf(const QrCode &code, int &width)
{
    constexpr int Points = 4;
    const int side = code.side() + 2 * QrCode::QuietZone;
    width = side * Points;
    std::vector<unsigned char> pixels;
    for (int y = 0; y < width; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool dark = code.isDark(x / Points - QrCode::QuietZone, y / Points - QrCode::QuietZone);
            pixels.push_back(dark ? 0 : 0xff);
        }
    }
    return pixels;
}

/// What is written as a QR code is read from its picture. Only for text that the reader does not have to guess about.
void checkQrCode(const SecretBuffer &value)
{
    constexpr std::size_t Small = 200;
    const auto isPlain = [](char c) { return c >= ' ' && c < 0x7f; };
    const auto code = QrCode::of(value);
    require(code.has_value() != value.isEmpty() || value.size() > 1000, "a code for what fits into one");
    if (!code || value.size() > Small || !std::all_of(value.bytes().begin(), value.bytes().end(), isPlain))
        return;
    int width = 0;
    const std::vector<unsigned char> pixels = pictureOf(*code, width);
    const auto read = readQrCodes({pixels, width, width, width});
    require(read && read->size() == 1 && read->front().equals(value), "a QR code says what was written");
}

/// Any bytes as a picture, as wide as the second octet says.
void checkPicture(Input &input)
{
    const int width = static_cast<int>(input.choice(64)) + 1;
    const QByteArray bytes = input.bytes();
    const std::span<const unsigned char> pixels(reinterpret_cast<const unsigned char *>(bytes.constData()),
                                                static_cast<std::size_t>(bytes.size()));
    const auto read = readQrCodes({pixels, width, static_cast<int>(bytes.size()) / width, width});
    require(!read || !read->empty(), "NotFound where there is none");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(data, size);
    switch (input.choice(3)) {
    case 0:
        checkKeyUri(input.secret());
        break;
    case 1:
        checkQrCode(input.secret());
        break;
    default:
        checkPicture(input);
        break;
    }
    return 0;
}
