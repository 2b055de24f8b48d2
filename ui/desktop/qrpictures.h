// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <QImage>

#include <vector>

namespace coffret {

/// A picture from a file, decoded in memory. NotFound, TooLarge, or Malformed for what is no picture.
[[nodiscard]] Expected<QImage> pictureFromFile(const QString &path);
/// Only what nobody else holds: writing to shared pixels would copy them first.
void wipePicture(QImage picture);
/// What the QR codes in a picture say, as readQrCodes(). The picture's own pixels, if nobody else has them, and every
/// copy made on the way are wiped.
[[nodiscard]] Expected<std::vector<SecretBuffer>> qrCodesIn(QImage picture);

} // namespace coffret
