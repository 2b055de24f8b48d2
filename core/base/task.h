// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QCoroTask>

#include <stop_token>

namespace coffret {

/// A coroutine of the main thread. House rules: parameters by value, no temporary lambda or aggregate inside a
/// co_await expression (g++ 12 destroys it twice), and a QPointer check after each co_await in a member function.
template <typename T>
using Task = QCoro::Task<T>;

/// How callers cancel: keep the std::stop_source, hand the token down, get ErrorKind::Cancelled.
using StopToken = std::stop_token;

} // namespace coffret
