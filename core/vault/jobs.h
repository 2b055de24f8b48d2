// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QStringList>

#include <functional>
#include <vector>

namespace coffret {

/// done of total; called on the main thread.
using Progress = std::function<void(int done, int total)>;

/// How a job over many items ended. What failed is named, the rest is done.
struct JobReport
{
    struct Failure
    {
        QString id;
        QString name;
        Error error;
        bool mayBeDone = false; ///< the request went out, and no answer came
    };
    int done = 0;
    std::vector<Failure> failures;
    QStringList unverified; ///< ids of secrets passed on without the user's signature, as nobody vouched for them
    bool cancelled = false;
};

} // namespace coffret
