// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/qrpictures.h"

#include "core/toolbox/qrreader.h"

#include <QFile>
#include <QImageReader>

namespace coffret {

namespace {

constexpr qint64 LargestFile = 32 * 1024 * 1024;
constexpr int LargestSide = 4096; // finer ones only cost time

/// On white, where it can be seen through.
QImage inGrey(const QImage &picture)
{
    if (!picture.hasAlphaChannel())
        return picture.convertToFormat(QImage::Format_Grayscale8);
    QImage opaque = picture.convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < opaque.height(); ++y) {
        auto *const row = reinterpret_cast<QRgb *>(opaque.scanLine(y));
        for (int x = 0; x < opaque.width(); ++x) {
            const int alpha = qAlpha(row[x]);
            const int grey = (qGray(row[x]) * alpha + 255 * (255 - alpha)) / 255;
            row[x] = qRgb(grey, grey, grey);
        }
    }
    QImage grey = opaque.convertToFormat(QImage::Format_Grayscale8);
    wipePicture(std::move(opaque));
    return grey;
}

} // namespace

void wipePicture(QImage picture)
{
    if (!picture.isNull() && picture.isDetached())
        wipeBytes({reinterpret_cast<char *>(picture.bits()), static_cast<std::size_t>(picture.sizeInBytes())});
}

Expected<QImage> pictureFromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::NotFound, path);
    if (file.size() > LargestFile)
        return failure(ErrorKind::TooLarge, path);
    QImageReader reader(&file);
    reader.setAutoTransform(true);
    static const QList<QByteArray> Rasters{"bmp", "gif", "jpeg", "jpg", "png", "ppm", "pgm", "pbm", "tiff", "webp"};
    if (!Rasters.contains(reader.format())) // what draws itself may draw for ever
        return failure(ErrorKind::Malformed, path);
    if (const QSize size = reader.size(); size.width() > LargestSide || size.height() > LargestSide)
        reader.setScaledSize(size.scaled(LargestSide, LargestSide, Qt::KeepAspectRatio));
    QImage picture = reader.read();
    if (picture.isNull())
        return failure(ErrorKind::Malformed, path);
    return picture;
}

Expected<std::vector<SecretBuffer>> qrCodesIn(QImage picture)
{
    if (picture.width() > LargestSide || picture.height() > LargestSide) {
        QImage smaller = picture.scaled(LargestSide, LargestSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        wipePicture(std::move(picture));
        picture = std::move(smaller);
    }
    QImage grey = inGrey(picture);
    const std::span<const unsigned char> pixels(grey.constBits(), static_cast<std::size_t>(grey.sizeInBytes()));
    auto texts = readQrCodes({pixels, grey.width(), grey.height(), static_cast<int>(grey.bytesPerLine())});
    wipePicture(std::move(grey));
    wipePicture(std::move(picture));
    return texts;
}

} // namespace coffret
