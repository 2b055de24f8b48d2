// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <map>
#include <memory>
#include <optional>
#include <vector>

struct xcb_connection_t;
struct xkb_context;
struct xkb_keymap;
struct xkb_state;

namespace coffret {

/// The keyboard of an X display as it is at present: which key types what. A symbol that no key has is lent one that
/// has none, and Caps Lock is let go of, until giveBack(). Owned by X11Typist, main thread.
class X11Keyboard
{
public:
    /// A key and those to be held with it.
    struct Chord
    {
        quint8 key = 0;
        std::vector<quint8> held = {};
    };

    explicit X11Keyboard(xcb_connection_t *display);
    ~X11Keyboard(); ///< gives back what is lent
    X11Keyboard(const X11Keyboard &) = delete;
    X11Keyboard &operator=(const X11Keyboard &) = delete;

    /// Reads the layout, and which of them and which locks are on. False where the display does not tell.
    [[nodiscard]] bool read();
    /// What types a symbol now; nothing: no key does.
    [[nodiscard]] std::optional<Chord> chordOf(quint32 symbol) const;
    /// Lends it a key. False: there is no free one left.
    [[nodiscard]] bool lend(quint32 symbol);
    [[nodiscard]] bool hasLent() const { return !m_lent.empty(); } ///< a key
    void giveBack();
    /// Whether layout and locks are still what was read. Events of the display are not waited for.
    [[nodiscard]] bool isAsRead() const;
    [[nodiscard]] bool isAnyKeyDown() const;
    void press(const Chord &chord) const; ///< and lets go

private:
    struct State
    {
        quint8 group = 0;
        quint8 locks = 0;
        friend bool operator==(const State &, const State &) = default;
    };
    [[nodiscard]] std::optional<State> present() const;
    void setCapsLock(bool on) const;
    void learnKeys();
    void learnWith(const std::vector<quint8> &held);
    [[nodiscard]] std::optional<quint8> keyOf(quint32 symbol) const;
    [[nodiscard]] std::optional<quint8> freeKey() const;
    void assign(quint8 key, quint32 symbol) const;
    [[nodiscard]] quint32 firstSymbolOf(quint8 key) const; ///< as the display has it

    xcb_connection_t *m_display;
    std::unique_ptr<xkb_context, void (*)(xkb_context *)> m_context;
    std::unique_ptr<xkb_keymap, void (*)(xkb_keymap *)> m_keymap;
    State m_state;
    bool m_capsLock = false;           ///< it was on
    std::map<quint32, Chord> m_chords; ///< by symbol
    std::map<quint8, quint32> m_lent;  ///< what a key that had nothing types meanwhile
};

} // namespace coffret
