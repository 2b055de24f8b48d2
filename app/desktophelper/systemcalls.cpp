// SPDX-License-Identifier: GPL-3.0-or-later
#include "systemcalls.h"

#include <seccomp.h>

#include <algorithm>
#include <memory>

namespace coffret::desktop {

namespace {

/// poll(), recv(), send() and the end of the program, on every machine.
constexpr int Allowed[] = {
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(recvfrom),
    SCMP_SYS(sendto),
    SCMP_SYS(restart_syscall), // a poll() that was stopped and goes on
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(exit_group),
};

} // namespace

bool allowCarryingAlone()
{
    const std::unique_ptr<void, void (*)(scmp_filter_ctx)> filter(seccomp_init(SCMP_ACT_KILL_PROCESS), seccomp_release);
    if (!filter || seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) != 0)
        return false;
    const auto allow = [&filter](int call) { return seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) == 0; };
    return std::all_of(std::begin(Allowed), std::end(Allowed), allow) && seccomp_load(filter.get()) == 0;
}

} // namespace coffret::desktop
