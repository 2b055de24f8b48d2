// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/support/jsonvalues.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace coffret {

/// Chosen members of the objects of one list. Asking a dom::object for a member walks over those before it, so each
/// object is walked once instead; and because the objects of a list have their members in the same order, a member's
/// place tells nearly always which one it is. Must not outlive the document.
template <std::size_t Count>
class JsonRow
{
public:
    explicit JsonRow(const std::array<std::string_view, Count> &keys) : m_keys(keys) {}

    void read(simdjson::dom::object object)
    {
        m_members.fill(JsonMember(simdjson::NO_SUCH_FIELD));
        std::size_t place = 0;
        for (const simdjson::dom::key_value_pair &member : object) {
            if (place == m_places.size())
                m_places.emplace_back();
            Place &here = m_places[place++];
            if (here.key != member.key)
                here = {member.key, numberOf(member.key)};
            if (here.number < Count &&
                m_members[here.number].error() != simdjson::SUCCESS) // the first of a name counts
                m_members[here.number] = JsonMember(simdjson::dom::element(member.value));
        }
    }

    /// The member with the key of this number, as dom::object::at_key() would give it.
    [[nodiscard]] const JsonMember &operator[](std::size_t number) const { return m_members[number]; }

private:
    struct Place
    {
        std::string_view key;
        std::size_t number = Count; ///< of the key; Count: not asked for
    };
    [[nodiscard]] std::size_t numberOf(std::string_view key) const
    {
        return static_cast<std::size_t>(std::find(m_keys.begin(), m_keys.end(), key) - m_keys.begin());
    }

    std::array<std::string_view, Count> m_keys;
    std::array<JsonMember, Count> m_members;
    std::vector<Place> m_places; ///< by the order in the object before
};

} // namespace coffret
