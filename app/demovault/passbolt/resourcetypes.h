// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QString>

namespace coffret::demovault {

/// Passbolt's own names of its resource types.
namespace slug {
inline const QString passwordString = QStringLiteral("password-string");
inline const QString passwordAndDescription = QStringLiteral("password-and-description");
inline const QString totp = QStringLiteral("totp");
inline const QString passwordDescriptionTotp = QStringLiteral("password-description-totp");
inline const QString v5PasswordString = QStringLiteral("v5-password-string");
inline const QString v5Default = QStringLiteral("v5-default");
inline const QString v5Totp = QStringLiteral("v5-totp-standalone");
inline const QString v5DefaultWithTotp = QStringLiteral("v5-default-with-totp");
inline const QString v5CustomFields = QStringLiteral("v5-custom-fields");
inline const QString v5Note = QStringLiteral("v5-note");
inline const QString v5Pin = QStringLiteral("v5-pin-code");
} // namespace slug

/// The fixed id of a type: a UUID of version 5 in the vendor's name space.
[[nodiscard]] QString resourceTypeId(const QString &typeSlug);
/// Empty for an id that is none of the eleven.
[[nodiscard]] QString resourceTypeSlug(const QString &id);
/// All eleven as /resource-types.json lists them, with their JSON schemas.
[[nodiscard]] const QJsonArray &resourceTypes();

} // namespace coffret::demovault
