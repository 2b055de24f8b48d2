#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# with-wayland.sh COMMAND...: runs COMMAND on a headless Wayland compositor (sway) with a virtual keyboard, and ends both afterwards.
# COMMAND is expected to bring a session bus and a home of its own: with-session.sh COMMAND; it configures the compositor by swaymsg.
# Sway refuses to run as root: root becomes another user, in a namespace of its own where there may be one.
set -euo pipefail
if [[ $(id -u) -eq 0 ]]; then
  if unshare --user --map-user=1000 --map-group=1000 true 2>/dev/null; then
    exec unshare --user --map-user=1000 --map-group=1000 "$0" "$@"
  fi
  exec setpriv --reuid nobody --regid nogroup --clear-groups "$0" "$@"
fi
umask 077
work=$(mktemp -d /tmp/cwXXXXXX)
export XDG_RUNTIME_DIR=$work/run
mkdir "$XDG_RUNTIME_DIR"
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
cat >"$work/config" <<CONFIG
xwayland disable
output * resolution ${COFFRET_SCREEN:-1600x900}
default_border none
exec echo "\$WAYLAND_DISPLAY" >"$work/socket.part" && mv "$work/socket.part" "$work/socket"
CONFIG
SWAYSOCK=$work/sway-ipc
export SWAYSOCK
WLR_BACKENDS=headless WLR_LIBINPUT_NO_DEVICES=1 WLR_RENDERER=pixman sway -c "$work/config" >"$work/sway.log" 2>&1 &
compositor=$!
finish() {
  kill "$compositor" 2>/dev/null || true
  wait "$compositor" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
until [[ -s $work/socket ]]; do
  kill -0 "$compositor" 2>/dev/null || { cat "$work/sway.log" >&2; exit 1; }
  sleep 0.05
done
WAYLAND_DISPLAY=$XDG_RUNTIME_DIR/$(<"$work/socket") # a full path: COMMAND has a runtime folder of its own
export WAYLAND_DISPLAY
code=0
"$@" || code=$?
exit "$code"
