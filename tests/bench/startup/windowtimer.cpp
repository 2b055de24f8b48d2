// SPDX-License-Identifier: GPL-3.0-or-later
// Times a program's start from outside, as a person sees it:
//   windowtimer [--quiet MS] [--keys "CHORD CHORD..."] [--rest S] COMMAND...
// Prints one JSON object: milliseconds from exec to the first painted frame and to the last large repaint before a
// quiet spell, and the memory the process holds then (0 where it may not be read). Afterwards each chord is pressed,
// such as "g" or "Control+Alt+space", and milliseconds from its press are told to the last repaint that it caused and
// to the first large one of a window that came up with it, -1 where there was none. --rest: waits for at most so long
// until the program uses no more processor time, before its memory is read. Needs an X display with the DAMAGE and
// XTEST extensions and a window manager.
#include <xcb/damage.h>
#include <xcb/xcb.h>
#include <xcb/xtest.h>

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
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
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr double LargeShare = 0.1; // of a window: more than a title bar

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
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(STDERR_FILENO, STDOUT_FILENO); // what it says is no answer of ours
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

/// Ticks of processor time a process has used so far.
long ticksOf(pid_t process)
{
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string text;
    std::getline(file, text);
    std::istringstream fields(text.substr(text.rfind(')') + 1));
    std::string skipped;
    for (int i = 0; i < 11; ++i)
        fields >> skipped;
    long user = 0;
    long system = 0;
    fields >> user >> system;
    return user + system;
}

void waitForRest(pid_t process, double limitSeconds)
{
    constexpr double Still = 1'500; // ms
    const Clock::time_point begin = Clock::now();
    Clock::time_point since = begin;
    long before = ticksOf(process);
    while (millisecondsSince(begin) < limitSeconds * 1'000 && millisecondsSince(since) < Still) {
        usleep(100'000);
        const long now = ticksOf(process);
        if (now - before > 1) { // a caret blinks
            before = now;
            since = Clock::now();
        }
    }
}

void end(pid_t process)
{
    kill(process, SIGTERM);
    for (int i = 0; i < 100; ++i) {
        if (waitpid(process, nullptr, WNOHANG) != 0)
            return;
        usleep(100'000);
    }
    kill(process, SIGKILL);
    waitpid(process, nullptr, 0);
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

    /// True when event was a repaint of at least that part of a window of ordinary size.
    bool isRepaint(const xcb_generic_event_t *event, double share)
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
        const double whole = 1.0 * damage->geometry.width * damage->geometry.height;
        const double part = 1.0 * damage->area.width * damage->area.height;
        if (whole <= 100 * 100 || part < whole * share)
            return false;
        if (!m_withContent.contains(damage->drawable) && hasContent(damage->drawable, damage->geometry))
            m_withContent.insert(damage->drawable);
        m_isNew = m_mapped.contains(damage->drawable) && part >= whole * LargeShare;
        return m_withContent.contains(damage->drawable);
    }

    /// Whether the last repaint was a large one of a window that came up since forgetNew().
    [[nodiscard]] bool isNew() const { return m_isNew; }
    void forgetNew() { m_mapped.clear(); }

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
        m_mapped.insert(window);
        m_withContent.erase(window);
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
    std::set<xcb_drawable_t> m_withContent;
    std::set<xcb_drawable_t> m_mapped; ///< since forgetNew()
    bool m_isNew = false;
};

/// Presses keys as a person does.
class Keyboard
{
public:
    explicit Keyboard(xcb_connection_t *connection) : m_connection(connection)
    {
        const xcb_setup_t *setup = xcb_get_setup(connection);
        const auto count = static_cast<uint8_t>(setup->max_keycode - setup->min_keycode + 1);
        Reply<xcb_get_keyboard_mapping_reply_t> mapping(xcb_get_keyboard_mapping_reply(
            connection, xcb_get_keyboard_mapping(connection, setup->min_keycode, count), nullptr));
        const xcb_keysym_t *symbols = xcb_get_keyboard_mapping_keysyms(mapping.get());
        for (int i = 0; i < count; ++i)
            m_keys.try_emplace(symbols[i * mapping->keysyms_per_keycode],
                               static_cast<xcb_keycode_t>(setup->min_keycode + i));
    }

    void press(const std::string &chord)
    {
        std::vector<xcb_keycode_t> codes;
        std::istringstream parts(chord);
        for (std::string part; std::getline(parts, part, '+');)
            codes.push_back(m_keys.at(symbolOf(part)));
        for (const xcb_keycode_t code : codes)
            xcb_test_fake_input(m_connection, XCB_KEY_PRESS, code, XCB_CURRENT_TIME, XCB_NONE, 0, 0, 0);
        for (auto code = codes.rbegin(); code != codes.rend(); ++code)
            xcb_test_fake_input(m_connection, XCB_KEY_RELEASE, *code, XCB_CURRENT_TIME, XCB_NONE, 0, 0, 0);
        xcb_flush(m_connection);
    }

private:
    static xcb_keysym_t symbolOf(const std::string &name)
    {
        static const std::map<std::string, xcb_keysym_t> Named{
            {"Control", 0xFFE3}, {"Alt", 0xFFE9}, {"Shift", 0xFFE1}, {"space", 0x20}, {"Escape", 0xFF1B}};
        const auto named = Named.find(name);
        return named == Named.end() ? static_cast<xcb_keysym_t>(name.at(0)) : named->second; // Latin-1 is its own
    }

    xcb_connection_t *m_connection;
    std::map<xcb_keysym_t, xcb_keycode_t> m_keys;
};

struct Repaints
{
    double first = -1; ///< milliseconds since it began
    double last = -1;
    double opened = -1; ///< the first large one of a window that came up meanwhile
};

/// Waits for repaints of at least that share of a window, until there has been none for so many milliseconds.
Repaints repaintsSince(Clock::time_point begin, xcb_connection_t *connection, Watcher &watcher, double share,
                       double quiet, double limit)
{
    Repaints seen;
    pollfd descriptor{xcb_get_file_descriptor(connection), POLLIN, 0};
    while (millisecondsSince(begin) < limit && (seen.first < 0 || millisecondsSince(begin) - seen.last < quiet)) {
        poll(&descriptor, 1, 20);
        while (Reply<xcb_generic_event_t> event{xcb_poll_for_event(connection)}) {
            if (!watcher.isRepaint(event.get(), share))
                continue;
            seen.last = millisecondsSince(begin);
            if (seen.first < 0)
                seen.first = seen.last;
            if (seen.opened < 0 && watcher.isNew())
                seen.opened = seen.last;
        }
    }
    return seen;
}

struct Options
{
    double quiet = 700;
    double rest = 0; // s
    std::string keys;
    char **command = nullptr;
};

Options optionsOf(int argc, char **argv)
{
    Options options;
    int i = 1;
    for (; i + 1 < argc && std::strncmp(argv[i], "--", 2) == 0; i += 2) {
        const std::string_view name = argv[i];
        if (name == "--quiet")
            options.quiet = std::atof(argv[i + 1]);
        else if (name == "--rest")
            options.rest = std::atof(argv[i + 1]);
        else if (name == "--keys")
            options.keys = argv[i + 1];
        else
            return options;
    }
    if (i < argc)
        options.command = argv + i;
    return options;
}

} // namespace

int main(int argc, char **argv)
{
    constexpr double KeyShare = 0.01;  // more than a caret
    constexpr double KeyQuiet = 2'500; // some programs search a while after the key
    constexpr double KeyLimit = 8'000;
    const Options options = optionsOf(argc, argv);
    if (!options.command) {
        std::fputs("usage: windowtimer [--quiet MS] [--keys CHORDS] [--rest S] COMMAND...\n", stderr);
        return 2;
    }
    xcb_connection_t *connection = xcb_connect(nullptr, nullptr);
    if (xcb_connection_has_error(connection) != 0) {
        std::fputs("windowtimer: no display\n", stderr);
        return 1;
    }
    Watcher watcher(connection);
    const Clock::time_point begin = Clock::now();
    const pid_t child = start(options.command);
    const Repaints start = repaintsSince(begin, connection, watcher, LargeShare, options.quiet, 60'000);
    if (options.rest > 0)
        waitForRest(child, options.rest);
    std::printf("{\"painted_ms\": %.1f, \"ready_ms\": %.1f, \"rss_kb\": %ld, \"uss_kb\": %ld, \"keys\": [", start.first,
                start.last, memoryKb(child, {"Rss:"}), memoryKb(child, {"Private_Clean:", "Private_Dirty:"}));
    Keyboard keyboard(connection);
    std::istringstream chords(options.keys);
    const char *separator = "";
    for (std::string chord; chords >> chord; separator = ", ") {
        while (Reply<xcb_generic_event_t> old{xcb_poll_for_event(connection)})
            watcher.isRepaint(old.get(), KeyShare); // of what came by itself
        watcher.forgetNew();
        const Clock::time_point pressed = Clock::now();
        keyboard.press(chord);
        const Repaints seen = repaintsSince(pressed, connection, watcher, KeyShare, KeyQuiet, KeyLimit);
        std::printf("%s{\"last_ms\": %.1f, \"opened_ms\": %.1f}", separator, seen.last, seen.opened);
    }
    std::puts("]}");
    end(child);
    xcb_disconnect(connection);
    return start.first < 0 ? 1 : 0;
}
