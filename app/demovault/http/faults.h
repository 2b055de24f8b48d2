// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/http/request.h"
#include "app/demovault/http/response.h"

#include <QJsonArray>

#include <optional>
#include <vector>

namespace coffret::demovault {

/// What goes wrong on request. Rules are tried in order; the first whose method and path prefix fit is used.
class Faults
{
public:
    struct Effect
    {
        int latency = 0;             ///< milliseconds before the answer is sent
        std::optional<int> status;   ///< answer with this status instead of asking the service
        QByteArray body;             ///< goes with status
        QByteArray redirect;         ///< answer 302 with this address
        QByteArray retryAfter;       ///< goes with status
        std::optional<int> truncate; ///< bytes of the body that are sent before the connection is closed
        bool gone = false;           ///< the connection ends without an answer, the service is not asked
        bool wrongTypes = false;     ///< strings become numbers and numbers strings
    };

    /// Replaces everything:
    /// {"latency":ms,"rules":[{"path","method","latency","status","body","retry_after","redirect","truncate",
    /// "gone","wrong_types","times"}]}. path is matched as a prefix of mount and path; times counts down, absent means
    /// for ever.
    void configure(const QJsonObject &settings);

    /// What happens to this request; counts down "times".
    [[nodiscard]] Effect take(const Request &request);

private:
    struct Rule
    {
        QString path;
        QByteArray method;
        int times = -1;
        Effect effect;
    };
    static Rule parseRule(const QJsonObject &object);
    int m_latency = 0;
    std::vector<Rule> m_rules;
};

/// The body with every JSON string turned into a number and every number into a string, keys untouched.
[[nodiscard]] QByteArray withWrongTypes(const QByteArray &json);

} // namespace coffret::demovault
