#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command with a real gnome-keyring of its own: private home, private run-time folder, private session bus.
#   with-keyring.sh unlocked|locked|refused|absent COMMAND...
# unlocked: a keyring that answers. locked: a keyring with one entry (server coffret, user stored), and its password prompt is
# never answered. refused: the same, and the prompt is turned down at once. absent: no session bus at all.
# COFFRET_KEYRING tells the command which.
set -eu
mode=$1
shift
for tool in dbus-run-session gnome-keyring-daemon secret-tool; do
    if ! command -v "$tool" >/dev/null; then
        echo "SKIP ENTIRE TEST: $tool is missing"
        exit 0
    fi
done

root=$(mktemp -d /tmp/keyring.XXXXXX)
trap 'rm -rf "$root"' EXIT
mkdir -m 0700 "$root/home" "$root/run"
export HOME="$root/home" XDG_RUNTIME_DIR="$root/run" COFFRET_KEYRING="$mode"
export XDG_DATA_HOME="$HOME/.local/share" XDG_CONFIG_HOME="$HOME/.config" XDG_CACHE_HOME="$HOME/.cache"
unset DISPLAY WAYLAND_DISPLAY XDG_CURRENT_DESKTOP DBUS_SESSION_BUS_ADDRESS

unlock='printf %s "a keyring password" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1'
case $mode in
unlocked)
    dbus-run-session -- sh -c "$unlock"'; "$@"' with-keyring "$@"
    ;;
locked | refused)
    # The bus looks here first for whom to start as the prompter. dbus-monitor takes no name and leaves with the bus.
    prompter=/bin/false
    if [ "$mode" = locked ]; then
        prompter="$(command -v dbus-monitor) --session interface=no.such"
    fi
    mkdir -p "$XDG_RUNTIME_DIR/dbus-1/services"
    printf '[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\nExec=%s\n' "$prompter" \
        >"$XDG_RUNTIME_DIR/dbus-1/services/org.gnome.keyring.SystemPrompter.service"
    dbus-run-session -- sh -c "$unlock"'; printf x | secret-tool store --label=stored server coffret user stored \
        xdg:schema org.qt.keychain type plaintext'
    # The command begins once the keyring has its name, or the bus would start another one that waits for this one.
    dbus-run-session -- sh -c 'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1
        tries=0
        until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
            string:org.freedesktop.secrets | grep -q "boolean true" || [ $((tries += 1)) -gt 200 ]; do
            sleep 0.05
        done
        "$@"' with-keyring "$@"
    ;;
absent)
    # An address that leads nowhere: with none at all, libdbus may start a bus of its own.
    DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent "$@"
    ;;
*)
    echo "unknown mode $mode" >&2
    exit 2
    ;;
esac
