// SPDX-License-Identifier: GPL-3.0-or-later
/// coffret-clipboard-watch PLATFORM: empties the clipboard when Coffret has ended without doing so itself.
/// Coffret starts it and writes lines to its standard input: "guard SALT DIGEST" when a value was copied, "forget" when
/// it is gone from the clipboard, "clear" when somebody else may have it there. The end of that input is the end of
/// Coffret.
#include "trace.h"
#include "waylandclipboard.h"
#include "x11clipboard.h"

#include <sodium.h>

#include <csignal>
#include <iostream>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace {

using coffret::watch::Trace;

constexpr std::string_view Wayland = "wayland"; // and "wayland-egl": Qt's names
constexpr std::string_view X11 = "xcb";

void harden()
{
    const rlimit almostNone{1, 1}; // see forbidCoreDumps() in app/hardening.cpp
    setrlimit(RLIMIT_CORE, &almostNone);
    prctl(PR_SET_DUMPABLE, 0);
    std::signal(SIGHUP, SIG_IGN); // Coffret's terminal is closed; what that does to Coffret is what counts
    std::signal(SIGPIPE, SIG_IGN);
}

void follow(std::string_view line, std::string_view platform, Trace &trace)
{
    constexpr std::string_view Guard = "guard ";
    if (line == "clear" && platform.starts_with(Wayland))
        coffret::watch::emptyWaylandClipboard(trace, true);
    if (!line.starts_with(Guard)) {
        trace.forget();
        return;
    }
    line.remove_prefix(Guard.size());
    const std::size_t space = line.find(' ');
    trace.read(line.substr(0, space), space == std::string_view::npos ? std::string_view() : line.substr(space + 1));
}

} // namespace

int main(int argc, char *argv[])
{
    harden();
    if (argc != 2 || sodium_init() < 0) {
        std::cerr << "coffret-clipboard-watch is started by coffret\n";
        return 2;
    }
    Trace trace;
    const std::string_view platform = argv[1];
    for (std::string line; std::getline(std::cin, line);)
        follow(line, platform, trace);
    if (platform.starts_with(Wayland))
        coffret::watch::emptyWaylandClipboard(trace, false);
    else if (platform == X11)
        coffret::watch::emptyX11Clipboard(trace);
    trace.forget();
    return 0;
}
