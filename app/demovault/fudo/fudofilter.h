// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace coffret::demovault {

/// filter=attr.op(value,…)[,attr.op(value,…)]: all conditions must hold, several values in one are alternatives.
class FudoFilter
{
public:
    /// nullopt: cannot be understood (unknown operator, missing bracket).
    [[nodiscard]] static std::optional<FudoFilter> parse(const QString &text);
    [[nodiscard]] bool accepts(const QJsonObject &row) const;

private:
    struct Condition
    {
        QString attribute;
        QString operation;
        QStringList values;
        [[nodiscard]] bool accepts(const QJsonValue &value) const;
    };
    QList<Condition> m_conditions;
};

} // namespace coffret::demovault
