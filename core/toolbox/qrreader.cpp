// SPDX-License-Identifier: GPL-3.0-or-later
#define ZX_USE_UTF8 1
#include "core/toolbox/qrreader.h"

#include <ZXing/ReadBarcode.h>

#include <exception>

namespace coffret {

namespace {

constexpr int MostCodes = 16;

bool isPicture(const GreyPicture &picture)
{
    const auto inRange = [](int side) { return side > 0 && side <= GreyPicture::LargestSide; };
    return inRange(picture.width) && inRange(picture.height) && picture.stride >= picture.width &&
           picture.pixels.size() >=
               std::size_t(picture.stride) * std::size_t(picture.height - 1) + std::size_t(picture.width);
}

ZXing::DecodeHints hints()
{
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    hints.setTryHarder(true);
    hints.setTryRotate(true);
    hints.setTryDownscale(true);
    hints.setMaxNumberOfSymbols(MostCodes);
    return hints;
}

void read(const unsigned char *pixels, const GreyPicture &picture, int stride, std::vector<SecretBuffer> &texts)
{
    const ZXing::ImageView view(pixels, picture.width, picture.height, ZXing::ImageFormat::Lum, stride);
    for (const ZXing::Result &found : ZXing::ReadBarcodes(view, hints())) {
        if (!found.isValid())
            continue;
        std::string text = found.text();
        if (!text.empty())
            texts.push_back(SecretBuffer::takeFrom({text.data(), text.size()}));
    }
}

/// Light on dark, as pages in dark colours show them.
void readInverted(const GreyPicture &picture, std::vector<SecretBuffer> &texts)
{
    std::vector<unsigned char> pixels;
    pixels.reserve(std::size_t(picture.width) * std::size_t(picture.height));
    for (int y = 0; y < picture.height; ++y) {
        const auto row =
            picture.pixels.subspan(std::size_t(y) * std::size_t(picture.stride), std::size_t(picture.width));
        for (const unsigned char grey : row)
            pixels.push_back(static_cast<unsigned char>(0xff - grey));
    }
    read(pixels.data(), picture, picture.width, texts);
    wipeBytes({reinterpret_cast<char *>(pixels.data()), pixels.size()});
}

} // namespace

Expected<std::vector<SecretBuffer>> readQrCodes(const GreyPicture &picture)
{
    if (!isPicture(picture))
        return failure(ErrorKind::InvalidInput, QStringLiteral("no picture"));
    std::vector<SecretBuffer> texts;
    try {
        read(picture.pixels.data(), picture, picture.stride, texts);
        if (texts.empty())
            readInverted(picture, texts);
    } catch (const std::exception &) { // the library's way to give a picture up
        texts.clear();
    }
    if (texts.empty())
        return failure(ErrorKind::NotFound, QStringLiteral("no QR code"));
    return texts;
}

} // namespace coffret
