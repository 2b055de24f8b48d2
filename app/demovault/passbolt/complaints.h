// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/api.h"

namespace coffret::demovault {

/// What is wrong with the fields of a request, put together as the server puts it: {"field":{"rule":"message"}}.
class Complaints
{
public:
    void add(const QString &field, const QString &rule, const QString &message);
    /// Complaints about the rows of a list: {"field":{"1":{…}}}, an array when the rows complained about are the first.
    void addRow(const QString &field, int row, const Complaints &complaints);
    [[nodiscard]] bool isEmpty() const { return m_fields.isEmpty() && m_rows.isEmpty(); }
    [[nodiscard]] QJsonObject toJson() const;
    /// The 400 answer, or nothing when there is nothing to complain about.
    [[nodiscard]] std::optional<Reply> refusal(const QString &message) const;

private:
    QJsonObject m_fields;
    QMap<QString, QMap<int, QJsonObject>> m_rows;
};

/// The rules for a field that has to hold an armored OpenPGP message.
void checkMessage(const QJsonObject &row, const QString &field, Complaints &complaints);
/// The rules for a field that has to hold a UUID; what names the thing in the message ("user").
void checkUuid(const QJsonObject &row, const QString &field, const QString &what, Complaints &complaints);

/// 400, for a path whose identifier is none.
[[nodiscard]] Reply badIdentifier(const QString &message);

} // namespace coffret::demovault
