// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/qrcode.h"

#include <qrencode.h>

#include <memory>

namespace coffret {

namespace {

constexpr std::size_t LongestSturdy =
    400; ///< bytes; longer ones spend nothing on damage, or cameras cannot resolve them

struct WipedCode
{
    void operator()(QRcode *code) const
    {
        wipeBytes({reinterpret_cast<char *>(code->data), std::size_t(code->width) * std::size_t(code->width)});
        QRcode_free(code);
    }
};

} // namespace

Expected<QrCode> QrCode::of(const SecretBuffer &value)
{
    if (value.isEmpty())
        return failure(ErrorKind::InvalidInput, QStringLiteral("nothing to show as a QR code"));
    if (value.size() > LongestValue)
        return failure(ErrorKind::TooLarge, QStringLiteral("more than a QR code holds"));
    const QRecLevel level = value.size() > LongestSturdy ? QR_ECLEVEL_L : QR_ECLEVEL_M;
    const std::unique_ptr<QRcode, WipedCode> code(
        QRcode_encodeData(int(value.size()), reinterpret_cast<const unsigned char *>(value.view().data()), 0, level));
    if (!code)
        return failure(ErrorKind::TooLarge, QStringLiteral("more than a QR code holds"));
    const auto squares = std::size_t(code->width) * std::size_t(code->width);
    return QrCode(SecretBuffer::copyOf({reinterpret_cast<const char *>(code->data), squares}), code->width);
}

bool QrCode::isDark(int x, int y) const
{
    if (x < 0 || y < 0 || x >= m_side || y >= m_side)
        return false;
    const char square = m_squares.view()[std::size_t(y) * std::size_t(m_side) + std::size_t(x)];
    return (static_cast<unsigned char>(square) & 1U) != 0;
}

} // namespace coffret
