#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# with-display.sh COMMAND...: runs COMMAND on a virtual X display of its own with a window manager, and ends both afterwards.
# Needs no free display number: the X server picks one.
set -euo pipefail
work=$(mktemp -d)
mkfifo "$work/number"
Xvfb -displayfd 3 -screen 0 "${COFFRET_SCREEN:-1400x900x24}" -dpi 96 -nolisten tcp -noreset 3>"$work/number" 2>"$work/xvfb.log" &
server=$!
read -r number <"$work/number"
export DISPLAY=:$number
unset WAYLAND_DISPLAY
# openbox takes its place on the root window before COMMAND starts
openbox --sm-disable >"$work/openbox.log" 2>&1 &
manager=$!
finish() {
  kill "$manager" "$server" 2>/dev/null || true
  wait "$manager" "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
until xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id'; do
  kill -0 "$manager" 2>/dev/null || { cat "$work/openbox.log" >&2; exit 1; }
  sleep 0.05
done
code=0
"$@" || code=$?
exit "$code"
