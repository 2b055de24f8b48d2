// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

namespace coffret::test {

/// Compares a JSON object with a table of its keys: "id:uuid name:text expired:null|time favorite:*". The kinds are
/// text, uuid, time (ISO 8601, UTC, seconds), armor (an OpenPGP block), number, bool, null, object, array and * for
/// anything. Every key must be there, no other may. Returns what is wrong; empty: it fits.
[[nodiscard]] QString shapeProblem(const QJsonValue &value, const QString &shape);

} // namespace coffret::test
