// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/seed/seed.h"

#include <span>

namespace coffret::demovault {

/// The hand-written part of the seed, all text in UTF-8.
struct CompanyCollection
{
    const char *name;
    int parent;
    bool personal = false;
};
struct CompanySecret
{
    SecretKind kind;
    int collection;
    const char *name;
    const char *username = "";
    const char *uri = "";
    const char *description = "";
    Author author = Author::Ada;
    Condition condition = Condition::Sound;
    bool favourite = false;
    const char *habit = "";
    int validDays = 365;
};

[[nodiscard]] std::span<const CompanyCollection> companyCollections();
[[nodiscard]] std::span<const CompanySecret> companySecrets();

} // namespace coffret::demovault
