// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/palettes.h"

#include <QGuiApplication>
#include <QPalette>

namespace coffret {

namespace {

struct Tones
{
    QRgb window, base, raised, text, faint, light, mid, dark, accent, accentText;
};

constexpr Tones LightTones{0xfff6f7f8, 0xffffffff, 0xffeceef0, 0xff1b1f23, 0xff646c75,
                           0xffffffff, 0xffd3d8dd, 0xffa4abb3, 0xff0b6e6e, 0xffffffff};
constexpr Tones DarkTones{0xff16191c, 0xff1d2125, 0xff262b30, 0xffe8ebee, 0xff98a1aa,
                          0xff3a4148, 0xff31373d, 0xff0f1214, 0xff4fb8b3, 0xff07201f};

QPalette paletteOf(const Tones &tones)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, QRgb tone) { palette.setColor(role, QColor::fromRgb(tone)); };
    set(QPalette::Window, tones.window);
    set(QPalette::WindowText, tones.text);
    set(QPalette::Base, tones.base);
    set(QPalette::AlternateBase, tones.raised);
    set(QPalette::Text, tones.text);
    set(QPalette::PlaceholderText, tones.faint);
    set(QPalette::Button, tones.raised);
    set(QPalette::ButtonText, tones.text);
    set(QPalette::BrightText, tones.text);
    set(QPalette::ToolTipBase, tones.raised);
    set(QPalette::ToolTipText, tones.text);
    set(QPalette::Light, tones.light);
    set(QPalette::Midlight, tones.mid);
    set(QPalette::Mid, tones.mid);
    set(QPalette::Dark, tones.dark);
    set(QPalette::Shadow, tones.dark);
    set(QPalette::Highlight, tones.accent);
    set(QPalette::HighlightedText, tones.accentText);
    set(QPalette::Link, tones.accent);
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor::fromRgb(tones.faint)); // headings in menus, too
    return palette;
}

} // namespace

void applyPalette(bool dark)
{
    QGuiApplication::setPalette(paletteOf(dark ? DarkTones : LightTones));
}

} // namespace coffret
