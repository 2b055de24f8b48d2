# SPDX-License-Identifier: GPL-3.0-or-later
"""One secret: masked, shown for a while, copied for a while."""
import time

from coffret_e2e import case, clipboard, fields, screen
from coffret_e2e.coffret import DemoCase
from coffret_e2e.truth import one_time_code
from coffret_e2e.waiting import holds_for, wait_until

NAME = "PostgreSQL primary"
SECONDS = 3


class Reveal(DemoCase):
    arguments = ("--reveal-seconds", str(SECONDS))

    def setUp(self):
        self.desktop.open_secret(NAME)
        if self.desktop.find("push-button", "Password, shown on screen"):
            self.desktop.hide("Password")
        self.value = self.vault.value("v5", NAME).decode()

    def picture(self):
        """The card without its buttons, which come and go with the pointer."""
        x, y, width, height = self.desktop.bus.extents(self.desktop.card("Password"))
        return screen.pixels(x + 4, y + 4, width // 2, height - 8)

    def still_picture(self):
        """The picture once the card stands still: hearing that a value is shown comes a frame before seeing it."""
        pictures = [self.picture(), self.picture()]

        def stands_still():
            pictures.append(self.picture())
            return pictures[-3] == pictures[-2] == pictures[-1]

        wait_until(stands_still, "the card stands still", every=0.1)
        return pictures[-1]

    def test_masked_it_says_hidden_and_shows_the_same_dots_for_every_length(self):
        masked = self.picture()
        other = "MariaDB web shop"
        self.assertNotEqual(len(self.vault.value("v5", other)), len(self.value))
        self.desktop.open_secret(other)
        wait_until(lambda: screen.mean_difference(self.picture(), masked) < 0.2, "the same twelve dots")
        card = self.desktop.card("Password")
        self.assertEqual([node.name for node in card.walk() if node.shown and node.role == "label"], ["Hidden"])

    def test_shown_it_can_be_seen_but_not_heard(self):
        masked = self.picture()
        self.assertNotIn(self.value, self.desktop.everything_said())
        self.desktop.show("Password")
        wait_until(lambda: screen.mean_difference(self.picture(), masked) > 1.0, "other pixels than the dots")
        said = self.desktop.everything_said()
        self.assertNotIn(self.value, said)
        self.assertNotIn(self.value[4:], said)

    def test_two_values_look_different(self):
        self.desktop.show("Password")
        self.desktop.press_button("Keep showing")
        first = self.still_picture()
        self.desktop.open_secret("MariaDB web shop")
        self.desktop.show("Password")
        self.desktop.press_button("Keep showing")
        self.assertGreater(screen.mean_difference(self.still_picture(), first), 1.0, "other letters")
        self.desktop.hide("Password")

    def test_it_hides_by_itself(self):
        masked = self.picture()
        self.desktop.show("Password")
        self.desktop.wait_for("push-button", "Password, hidden", seconds=SECONDS + 20)
        wait_until(lambda: screen.mean_difference(self.picture(), masked) < 0.2, "the dots again")

    def test_it_stays_when_asked_to(self):
        self.desktop.show("Password")
        self.desktop.press_button("Keep showing")
        holds_for(lambda: self.desktop.find("push-button", "Password, shown on screen"), SECONDS + 1, "shown on screen")
        self.desktop.hide("Password")

    def test_the_other_secret_is_masked_again_after_a_change(self):
        self.desktop.show("Password")
        for name in ("MariaDB web shop", NAME):
            self.desktop.open_secret(name)
            self.assertIsNone(self.desktop.find("push-button", "Password, shown on screen"))
            self.assertTrue(self.desktop.find("push-button", "Password, hidden"))


class CopyCase(DemoCase):
    def setUp(self):
        self.desktop.open_secret(NAME)
        self.value = self.vault.value("v5", NAME)

    def own(self, text, selection="clipboard"):
        owner = clipboard.Owner(text, selection)
        self.addCleanup(owner.end)
        return owner


class Copy(CopyCase):
    arguments = ("--clipboard-seconds", "600")  # what goes does not go by itself

    def setUp(self):
        super().setUp()
        if self.desktop.find("push-button", "Clear now"):
            self.clear_now()

    def clear_now(self):
        self.desktop.press_button("Clear now")
        wait_until(lambda: clipboard.read() == b"", "the clipboard is empty")
        self.desktop.wait_gone("push-button", "Clear now")

    def test_copy_is_marked_as_a_secret(self):
        self.desktop.copy("Password")
        self.assertIn(clipboard.HINT, clipboard.targets())
        self.assertEqual(clipboard.read(target=clipboard.HINT), b"secret")

    def test_copy_leaves_the_primary_selection_alone(self):
        self.own(b"selected elsewhere", "primary")
        self.desktop.copy("Password")
        self.assertEqual(clipboard.read("primary"), b"selected elsewhere")

    def test_the_user_name_has_a_key_of_its_own(self):
        screen.press("ctrl+b")
        self.desktop.wait_copied("User name")
        self.assertEqual(clipboard.read(), b"halden_app")

    def test_ctrl_c_copies_the_main_value(self):
        screen.press("F2")
        self.desktop.wait_focus("list", "Secrets")
        screen.press("ctrl+c")
        self.desktop.wait_copied("Password")
        self.assertEqual(clipboard.read(), self.value)

    def test_ctrl_t_copies_the_one_time_code(self):
        name = "Source hosting organisation"
        self.desktop.open_secret(name)
        before = time.time()
        screen.press("ctrl+t")
        self.desktop.wait_copied("One-time code")
        key = self.vault.value("v5", name, "totp")
        self.assertIn(clipboard.read().decode(), (one_time_code(key, before), one_time_code(key, time.time())))

    def test_clear_now_clears_now(self):
        self.assertEqual(self.desktop.copy("Password"), self.value)
        self.clear_now()


    def pasted_into(self, field):
        self.addCleanup(lambda: screen.activate(self.desktop.window()))
        self.addCleanup(field.end)
        self.desktop.press_button("Copy Password")
        wait_until(lambda: clipboard.HINT in clipboard.targets(), "a secret is on the clipboard")
        return field

    def test_a_person_pastes_it_at_once_into_a_field_made_with_gtk(self):
        field = self.pasted_into(fields.gtk())
        field.paste()
        wait_until(lambda: field.text() == self.value, "the value is in the field")

    def test_a_person_pastes_it_at_once_into_a_field_made_with_qt(self):
        field = self.pasted_into(fields.qt())
        field.paste()
        wait_until(lambda: field.text() == self.value, "the value is in the field")

    def test_a_person_pastes_it_into_a_terminal_and_into_what_runs_there(self):
        terminal = self.pasted_into(fields.Terminal())
        terminal.activate()
        self.assertEqual(terminal.what_is_pasted(), self.value)
        self.assertEqual(terminal.output_of("xclip -selection clipboard -o"), self.value)
        self.assertEqual(terminal.output_of("xsel --clipboard --output"), self.value)

    def test_who_asks_again_and_again_gets_nothing(self):
        watcher = clipboard.Watcher()
        self.addCleanup(watcher.end)
        self.assertEqual(self.desktop.copy("Password"), self.value, "a person may read it by now")
        looks = watcher.looks()
        wait_until(lambda: watcher.looks() > looks + 5, "it goes on looking")
        self.assertEqual(watcher.seen(), {b""})
        self.own(b"a text of my own")
        wait_until(lambda: b"a text of my own" in watcher.seen(), "what is no secret is read")


class CopyForAWhile(CopyCase):
    arguments = ("--clipboard-seconds", str(SECONDS))

    def press_copy(self):
        """Does not wait to be told that it was copied: on a busy machine that may be over by then."""
        self.desktop.press_button("Copy Password")
        wait_until(lambda: clipboard.read() == self.value, "exactly the value is on the clipboard")

    def test_copy_takes_it_away_again(self):
        self.press_copy()
        wait_until(lambda: clipboard.read() == b"", "the clipboard is empty", seconds=SECONDS + 20)
        self.desktop.wait_gone(name="Password copied")

    def test_what_somebody_else_copied_meanwhile_is_not_cleared(self):
        self.press_copy()
        self.own(b"a text of my own")
        holds_for(lambda: clipboard.read() == b"a text of my own", SECONDS + 2, "somebody else's text is on the clipboard")


if __name__ == "__main__":
    case.main()
