// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace coffret {

/// What the user chose for new passwords last, kept from one run to the next. Says nothing about any password.
struct GeneratorChoices
{
    bool usesWords = false;
    int length = 20;
    QString characters; ///< of all sets that were on
    bool excludesLookAlikes = false;
    int words = 6;
    QString separator{QLatin1Char(' ')};
    QString wordCase = QStringLiteral("lower"); ///< or "upper", "capitalized"
    bool hasDigit = false;
};

[[nodiscard]] QJsonObject generatorChoicesToJson(const GeneratorChoices &choices);
/// Nothing for what is no object; a member without sense is as at first.
[[nodiscard]] std::optional<GeneratorChoices> generatorChoicesFromJson(const QJsonValue &json);

} // namespace coffret
