// SPDX-License-Identifier: GPL-3.0-or-later
// Times a program's start from outside, as a person sees it: windowtimer [--quiet MS] COMMAND...
// Prints one JSON object: milliseconds from exec to the first painted frame and to the last large repaint before a
// quiet spell, and the memory the process holds then. Needs an X display with the DAMAGE extension and a window
// manager.
#include <xcb/damage.h>
#include <xcb/xcb.h>

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Free
{
    void operator()(void *memory) const { std::free(memory); }
};
template <typename T>
using Reply = std::unique_ptr<T, Free>;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

pid_t start(char **command)
{
    const pid_t child = fork();
    if (child == 0) {
        execvp(command[0], command);
        _exit(127);
    }
    return child;
}

/// Kilobytes of a field of /proc/PID/smaps_rollup, summed over the given names.
long memoryKb(pid_t process, const std::vector<std::string_view> &fields)
{
    std::ifstream file("/proc/" + std::to_string(process) + "/smaps_rollup");
    long total = 0;
    for (std::string line; std::getline(file, line);) {
        for (const std::string_view field : fields) {
            if (line.starts_with(field))
                total += std::strtol(line.c_str() + field.size() + 1, nullptr, 10);
        }
    }
    return total;
}

/// Watches mapped top-level windows and what is drawn into them.
class Watcher
{
public:
    explicit Watcher(xcb_connection_t *connection)
        : m_connection(connection), m_screen(xcb_setup_roots_iterator(xcb_get_setup(connection)).data)
    {
        const uint32_t mask = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;
        xcb_change_window_attributes(m_connection, m_screen->root, XCB_CW_EVENT_MASK, &mask);
        const xcb_query_extension_reply_t *damage = xcb_get_extension_data(m_connection, &xcb_damage_id);
        m_damageEvent = static_cast<uint8_t>(damage->first_event + XCB_DAMAGE_NOTIFY);
        Reply<xcb_damage_query_version_reply_t> version(
            xcb_damage_query_version_reply(m_connection, xcb_damage_query_version(m_connection, 1, 1), nullptr));
        xcb_flush(m_connection);
    }

    /// True when event was a repaint of at least a tenth of a window of ordinary size.
    bool isLargeRepaint(const xcb_generic_event_t *event)
    {
        const uint8_t type = event->response_type & 0x7F;
        if (type == XCB_MAP_NOTIFY) {
            watch(reinterpret_cast<const xcb_map_notify_event_t *>(event)->window);
            return false;
        }
        if (type != m_damageEvent)
            return false;
        const auto *damage = reinterpret_cast<const xcb_damage_notify_event_t *>(event);
        xcb_damage_subtract(m_connection, damage->damage, XCB_NONE, XCB_NONE);
        xcb_flush(m_connection);
        const long whole = long{damage->geometry.width} * damage->geometry.height;
        const long part = long{damage->area.width} * damage->area.height;
        return whole > 100 * 100 && part * 10 >= whole && hasContent(damage->drawable, damage->geometry);
    }

private:
    /// A fresh window is one flat colour until its program has drawn: three colours or more are content.
    bool hasContent(xcb_drawable_t window, const xcb_rectangle_t &area)
    {
        Reply<xcb_get_image_reply_t> image(xcb_get_image_reply(
            m_connection,
            xcb_get_image(m_connection, XCB_IMAGE_FORMAT_Z_PIXMAP, window, 0, 0, area.width, area.height, ~0U),
            nullptr));
        if (!image)
            return false;
        const auto *pixels = reinterpret_cast<const uint32_t *>(xcb_get_image_data(image.get()));
        const std::size_t count = static_cast<std::size_t>(xcb_get_image_data_length(image.get())) / 4;
        std::set<uint32_t> colours;
        for (std::size_t i = 0; i < count && colours.size() < 3; ++i)
            colours.insert(pixels[i] & 0xFFFFFF);
        return colours.size() >= 3;
    }

    void watch(xcb_window_t window)
    {
        if (m_damages.contains(window))
            return;
        const xcb_damage_damage_t damage = xcb_generate_id(m_connection);
        xcb_damage_create(m_connection, damage, window, XCB_DAMAGE_REPORT_LEVEL_RAW_RECTANGLES);
        m_damages[window] = damage;
        xcb_flush(m_connection);
    }

    xcb_connection_t *m_connection;
    xcb_screen_t *m_screen;
    uint8_t m_damageEvent = 0;
    std::map<xcb_window_t, xcb_damage_damage_t> m_damages;
};

} // namespace

int main(int argc, char **argv)
{
    int first = 1;
    double quiet = 700;
    if (argc > 2 && std::strcmp(argv[1], "--quiet") == 0) {
        quiet = std::atof(argv[2]);
        first = 3;
    }
    if (first >= argc) {
        std::fputs("usage: windowtimer [--quiet MS] COMMAND...\n", stderr);
        return 2;
    }
    xcb_connection_t *connection = xcb_connect(nullptr, nullptr);
    if (xcb_connection_has_error(connection) != 0) {
        std::fputs("windowtimer: no display\n", stderr);
        return 1;
    }
    Watcher watcher(connection);
    const Clock::time_point begin = Clock::now();
    const pid_t child = start(argv + first);
    double painted = -1;
    double ready = -1;
    pollfd descriptor{xcb_get_file_descriptor(connection), POLLIN, 0};
    const double limit = 60'000;
    while (millisecondsSince(begin) < limit && (painted < 0 || millisecondsSince(begin) - ready < quiet)) {
        poll(&descriptor, 1, 20);
        while (Reply<xcb_generic_event_t> event{xcb_poll_for_event(connection)}) {
            if (!watcher.isLargeRepaint(event.get()))
                continue;
            ready = millisecondsSince(begin);
            if (painted < 0)
                painted = ready;
        }
    }
    std::printf("{\"painted_ms\": %.1f, \"ready_ms\": %.1f, \"rss_kb\": %ld, \"uss_kb\": %ld}\n", painted, ready,
                memoryKb(child, {"Rss:"}), memoryKb(child, {"Private_Clean:", "Private_Dirty:"}));
    kill(child, SIGTERM);
    waitpid(child, nullptr, 0);
    xcb_disconnect(connection);
    return painted < 0 ? 1 : 0;
}
