// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/http/delivery.h"
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
        QByteArray redirect;         ///< answer with this address; "again": with the one that was asked for
        int redirectStatus = 302;    ///< goes with redirect
        QByteArray retryAfter;       ///< goes with status
        std::optional<int> truncate; ///< bytes of the body that are sent before the connection is closed
        bool gone = false;           ///< the connection ends without an answer, the service is not asked
        bool wrongTypes = false;     ///< strings become numbers and numbers strings
        std::optional<int> member;   ///< this member of the body is said otherwise, see withMember()
        QByteArray with;             ///< goes with member
        QByteArray garble;           ///< see garbled()
        QByteArray contentType;      ///< instead of the service's
        int lengthOff = 0;           ///< how much longer the head calls the body than it is; longer ends the connection
        bool gzip = false;           ///< the answer is packed, padding and all
        Delivery::Manner manner;     ///< how it is sent
    };

    /// Replaces everything:
    /// {"latency":ms,"rules":[{"path","exact","method","times", "latency","status","body","retry_after","redirect",
    /// "redirect_status","truncate","gone","wrong_types","member","with","garble","content_type","length_off","gzip",
    /// "padding","drip","drip_bytes"}]}. path is matched as a prefix of mount and path, or, where exact is true, as
    /// all of it with "*" for any segment; times counts down, absent means for ever. with holds one byte in each
    /// character.
    void configure(const QJsonObject &settings);

    /// What happens to this request; counts down "times".
    [[nodiscard]] Effect take(const Request &request);

private:
    struct Rule
    {
        QString path;
        bool exact = false;
        QByteArray method;
        int times = -1;
        Effect effect;
    };
    static Rule parseRule(const QJsonObject &object);
    int m_latency = 0;
    std::vector<Rule> m_rules;
};

/// The answer as a fault has it; true where it is another one. What happens on its way is the effect's manner.
[[nodiscard]] bool distort(Response &response, const Faults::Effect &effect);

} // namespace coffret::demovault
