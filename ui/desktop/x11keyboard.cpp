// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/x11keyboard.h"

#include <xcb/xcb.h>
#include <xcb/xtest.h>
#define explicit explicitly // xkb.h has a member of that name
#include <xcb/xkb.h>
#undef explicit
#include <xkbcommon/xkbcommon-x11.h>
#include <xkbcommon/xkbcommon.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace coffret {

namespace {

template <typename T>
using Reply = std::unique_ptr<T, void (*)(void *)>;

/// A symbol of its own and that of the character it stands for are one: 0x1000439 and Cyrillic_che.
quint32 usualSymbol(quint32 symbol)
{
    const quint32 character = xkb_keysym_to_utf32(symbol);
    return character > 0x20 ? xkb_utf32_to_keysym(character) : symbol;
}

} // namespace

X11Keyboard::X11Keyboard(xcb_connection_t *display)
    : m_display(display)
    , m_context(xkb_context_new(XKB_CONTEXT_NO_FLAGS), xkb_context_unref)
    , m_keymap(nullptr, xkb_keymap_unref)
{
    xkb_x11_setup_xkb_extension(m_display, XKB_X11_MIN_MAJOR_XKB_VERSION, XKB_X11_MIN_MINOR_XKB_VERSION,
                                XKB_X11_SETUP_XKB_EXTENSION_NO_FLAGS, nullptr, nullptr, nullptr, nullptr);
}

X11Keyboard::~X11Keyboard()
{
    giveBack();
}

bool X11Keyboard::read()
{
    const qint32 device = xkb_x11_get_core_keyboard_device_id(m_display);
    std::optional<State> state = present();
    if (state && (state->locks & XCB_MOD_MASK_LOCK) != 0) { // some letters could not be had with it
        m_capsLock = true;
        setCapsLock(false);
        state = present();
    }
    if (device < 0 || !state || !m_context)
        return false;
    m_keymap.reset(xkb_x11_keymap_new_from_device(m_context.get(), m_display, device, XKB_KEYMAP_COMPILE_NO_FLAGS));
    if (!m_keymap)
        return false;
    m_state = *state;
    learnKeys();
    return true;
}

void X11Keyboard::setCapsLock(bool on) const
{
    xcb_xkb_latch_lock_state(m_display, XCB_XKB_ID_USE_CORE_KBD, XCB_MOD_MASK_LOCK, on ? XCB_MOD_MASK_LOCK : 0, 0, 0, 0,
                             0, 0);
}

std::optional<X11Keyboard::State> X11Keyboard::present() const
{
    const Reply<xcb_xkb_get_state_reply_t> reply(
        xcb_xkb_get_state_reply(m_display, xcb_xkb_get_state(m_display, XCB_XKB_ID_USE_CORE_KBD), nullptr), std::free);
    if (!reply)
        return std::nullopt;
    return State{reply->group, reply->lockedMods};
}

/// By trying every key with nothing, Shift, the third level, and both, with the locks as they are.
void X11Keyboard::learnKeys()
{
    m_chords.clear();
    std::vector<std::vector<quint8>> combinations{{}};
    const std::optional<quint8> shift = keyOf(XKB_KEY_Shift_L);
    const std::optional<quint8> third = keyOf(XKB_KEY_ISO_Level3_Shift);
    if (shift)
        combinations.push_back({*shift});
    if (third)
        combinations.push_back({*third});
    if (shift && third)
        combinations.push_back({*shift, *third});
    for (const std::vector<quint8> &held : combinations)
        learnWith(held);
}

void X11Keyboard::learnWith(const std::vector<quint8> &held)
{
    const std::unique_ptr<xkb_state, void (*)(xkb_state *)> state(xkb_state_new(m_keymap.get()), xkb_state_unref);
    xkb_state_update_mask(state.get(), 0, 0, m_state.locks, 0, 0, m_state.group);
    for (const quint8 key : held)
        xkb_state_update_key(state.get(), key, XKB_KEY_DOWN);
    for (xkb_keycode_t key = xkb_keymap_min_keycode(m_keymap.get()); key <= xkb_keymap_max_keycode(m_keymap.get());
         ++key) {
        const xkb_keysym_t symbol = xkb_state_key_get_one_sym(state.get(), key);
        if (symbol != XKB_KEY_NoSymbol)
            m_chords.try_emplace(usualSymbol(symbol), Chord{static_cast<quint8>(key), held});
    }
}

std::optional<quint8> X11Keyboard::keyOf(quint32 symbol) const
{
    const std::unique_ptr<xkb_state, void (*)(xkb_state *)> state(xkb_state_new(m_keymap.get()), xkb_state_unref);
    xkb_state_update_mask(state.get(), 0, 0, 0, 0, 0, m_state.group);
    for (xkb_keycode_t key = xkb_keymap_min_keycode(m_keymap.get()); key <= xkb_keymap_max_keycode(m_keymap.get());
         ++key) {
        if (xkb_state_key_get_one_sym(state.get(), key) == symbol)
            return static_cast<quint8>(key);
    }
    return std::nullopt;
}

std::optional<X11Keyboard::Chord> X11Keyboard::chordOf(quint32 symbol) const
{
    const auto found = m_chords.find(usualSymbol(symbol));
    return found == m_chords.end() ? std::nullopt : std::optional(found->second);
}

/// From the far end, where no real keyboard has keys.
std::optional<quint8> X11Keyboard::freeKey() const
{
    for (xkb_keycode_t key = xkb_keymap_max_keycode(m_keymap.get()); key > xkb_keymap_min_keycode(m_keymap.get());
         --key) {
        const auto number = static_cast<quint8>(key);
        if (key <= 0xff && m_lent.count(number) == 0 && xkb_keymap_num_layouts_for_key(m_keymap.get(), key) == 0)
            return number;
    }
    return std::nullopt;
}

bool X11Keyboard::lend(quint32 symbol)
{
    const std::optional<quint8> key = freeKey();
    if (!key)
        return false;
    assign(*key, symbol);
    m_lent.emplace(*key, symbol);
    const State before = m_state;
    return read() && m_state == before;
}

/// The display makes a key of one letter a small and a capital one.
void X11Keyboard::assign(quint8 key, quint32 symbol) const
{
    xcb_change_keyboard_mapping(m_display, 1, key, 1, &symbol);
}

quint32 X11Keyboard::firstSymbolOf(quint8 key) const
{
    const Reply<xcb_get_keyboard_mapping_reply_t> reply(
        xcb_get_keyboard_mapping_reply(m_display, xcb_get_keyboard_mapping(m_display, key, 1), nullptr), std::free);
    if (!reply || xcb_get_keyboard_mapping_keysyms_length(reply.get()) == 0)
        return XKB_KEY_NoSymbol;
    const xcb_keysym_t *const symbols = xcb_get_keyboard_mapping_keysyms(reply.get());
    // A capital letter is the second of its key.
    return symbols[0] != XKB_KEY_NoSymbol ? symbols[0] : symbols[1];
}

/// Unless somebody gave the key another meaning meanwhile.
void X11Keyboard::giveBack()
{
    for (const auto &[key, symbol] : std::exchange(m_lent, {})) {
        const quint32 now = firstSymbolOf(key);
        if (now == symbol || now == xkb_keysym_to_lower(symbol))
            assign(key, XKB_KEY_NoSymbol);
    }
    if (std::exchange(m_capsLock, false))
        setCapsLock(true);
    xcb_flush(m_display);
}

bool X11Keyboard::isAsRead() const
{
    return present() == m_state;
}

bool X11Keyboard::isAnyKeyDown() const
{
    const Reply<xcb_query_keymap_reply_t> reply(xcb_query_keymap_reply(m_display, xcb_query_keymap(m_display), nullptr),
                                                std::free);
    return !reply || std::any_of(std::begin(reply->keys), std::end(reply->keys), [](quint8 keys) { return keys != 0; });
}

void X11Keyboard::press(const Chord &chord) const
{
    const auto fake = [this](quint8 type, quint8 key) {
        xcb_test_fake_input(m_display, type, key, 0, XCB_NONE, 0, 0, 0);
    };
    for (const quint8 key : chord.held)
        fake(XCB_KEY_PRESS, key);
    fake(XCB_KEY_PRESS, chord.key);
    fake(XCB_KEY_RELEASE, chord.key);
    for (auto key = chord.held.rbegin(); key != chord.held.rend(); ++key)
        fake(XCB_KEY_RELEASE, *key);
}

} // namespace coffret
