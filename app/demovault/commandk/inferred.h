// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/http/request.h"

#include <QStringList>

namespace coffret::demovault {

/// What the vendor's pages and public sources leave open and an answer still needs. A program that works with this
/// works with a guess; with --no-inferred the other guess is taken, and it has to work with that too.
class CommandKInferred
{
public:
    explicit CommandKInferred(bool inferred) : m_inferred(inferred) {}

    /// Of a token that is valid but does not cover what was asked for: 403, or 401 like one that is not valid.
    [[nodiscard]] int statusOutOfScope() const { return m_inferred ? 403 : 401; }
    /// A list of names is the parameter repeated; or the parameter means nothing.
    [[nodiscard]] QStringList namesAskedFor(const Request &request) const;
    /// What PreviewOnly has in a value's place: always the same, or its beginning.
    [[nodiscard]] QString maskOf(const QString &value) const;

private:
    bool m_inferred;
};

} // namespace coffret::demovault
