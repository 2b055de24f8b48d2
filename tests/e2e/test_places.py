# SPDX-License-Identifier: GPL-3.0-or-later
"""Where windows come up: on which of several screens, how large where a point is more than a pixel, and when a screen is gone."""
import json

from coffret_e2e import case, screen
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import Coffret
from coffret_e2e.program import SESSION
from coffret_e2e.waiting import wait_until

WIDTH, HEIGHT = 1200, 1000  # of each of two screens, side by side
PALETTE = 640 + 32  # points: with room for its shadow


class PlaceCase(DesktopCase):
    def setUp(self):
        """Two screens on one display."""
        self.set_screens("left", "right")
        self.addCleanup(self.set_screens)

    @staticmethod
    def set_screens(*names):
        for known in screen.run("xrandr", "--listmonitors").decode().splitlines()[1:]:
            name = known.split()[1].lstrip("+*")
            if name in ("left", "right"):
                screen.run("xrandr", "--delmonitor", name)
        for number, name in enumerate(("left", "right")):
            if name in names:
                output = "screen" if number == 0 else "none"
                screen.run("xrandr", "--setmonitor", name, f"{WIDTH}/300x{HEIGHT}/250+{number * WIDTH}+0", output)

    def start(self, *arguments, **environment):
        type(self).desktop = Coffret(*arguments, environment=environment)
        self.addCleanup(self.desktop.end)
        return self.desktop

    def place_of(self, title):
        window = wait_until(lambda: screen.windows_named(title), f"the window {title}")[0]
        return window, lambda: screen.place(window)

    def assert_palette_on(self, number, scale=1.0):
        """In the middle of a screen, its upper edge in the upper third, 640 points and the shadow wide."""
        self.desktop.wait_focus("text", "Quick lookup")
        _, place = self.place_of("Quick lookup")

        def is_there():
            x, y, width, _ = place()
            return (abs(width - PALETTE * scale) <= 2 and abs(x + width / 2 - (number + 0.5) * WIDTH) <= 3
                    and abs(y - HEIGHT / 6) <= 3)
        wait_until(is_there, f"the palette on screen {number}; it is at {place()}")


class Lookup(PlaceCase):
    def leave(self):
        """Without a tray the main window is then left behind, minimised: that, and not the palette on its way out."""
        screen.press("Escape")
        self.desktop.wait_gone("text", "Quick lookup")
        wait_until(lambda: "Coffret" in screen.managed_titles(self.desktop.program.pid), "the window is left behind")

    def test_comes_up_where_the_pointer_is(self):
        screen.run("xdotool", "mousemove", str(WIDTH + 300), "700")
        desktop = self.start("--profile", str(SESSION / "lookup"), "--quick")
        desktop.wait_focus("text", "Quick lookup")
        self.leave()
        for number in (1, 0, 1):
            screen.run("xdotool", "mousemove", str(number * WIDTH + 300), "700")
            screen.press("ctrl+alt+space")
            self.assert_palette_on(number)
            screen.press("Escape")
            desktop.wait_gone("text", "Quick lookup")

    def test_is_as_large_as_its_points(self):
        for scale in (1.25, 1.5):
            with self.subTest(scale=scale):
                desktop = self.start("--profile", str(SESSION / f"scale{scale}"), "--quick", QT_SCALE_FACTOR=str(scale))
                desktop.wait_focus("text", "Quick lookup")
                self.leave()
                screen.run("xdotool", "mousemove", str(WIDTH + 300), "700")
                screen.press("ctrl+alt+space")
                self.assert_palette_on(1, scale)
                desktop.end()


class MainWindow(PlaceCase):
    def start_where_it_was(self, name, x):
        profile = SESSION / name
        profile.mkdir()
        place = {"x": x, "y": 150, "width": 1000, "height": 700, "maximized": False}
        (profile / "settings.json").write_text(json.dumps({"version": 1, "preferences": {"window": place}}))
        desktop = self.start("--profile", str(profile))
        desktop.wait_for("heading", "Where are your secrets?")
        return self.place_of("Coffret")[1]

    def test_comes_up_where_it_was(self):
        place = self.start_where_it_was("there", WIDTH + 100)
        wait_until(lambda: abs(place()[0] - WIDTH - 100) <= 30 and place()[2:] == (1000, 700), f"on the second screen, not at {place()}")

    def test_comes_up_on_a_screen_that_is_there(self):
        self.set_screens("left")
        place = self.start_where_it_was("gone", WIDTH + 100)

        def is_on_the_first():
            x, y, width, height = place()
            return x >= 0 and y >= 0 and x + width <= WIDTH and y + height <= HEIGHT and (width, height) == (1000, 700)
        wait_until(is_on_the_first, f"on the screen that is left, not at {place()}")


if __name__ == "__main__":
    case.main()
