#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# with-portal.sh COMMAND...: runs COMMAND in a session of its own (with-session.sh) with the real xdg-desktop-portal, behind which
# tests/support/portal/backend.py plays the desktop. The portal refuses whoever does not let itself be looked into; root looks into
# everybody, so root gives up that one power first.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
if [[ -z ${COFFRET_PORTAL_BACKEND:-} ]]; then
  export COFFRET_PORTAL_BACKEND=org.freedesktop.impl.portal.desktop.coffrettest
  less=()
  [[ $(id -u) -eq 0 ]] && less=(setpriv --bounding-set=-sys_ptrace --inh-caps=-sys_ptrace)
  exec "${less[@]}" "$here/with-session.sh" "$0" "$@"
fi
portal=
for place in /usr/libexec /usr/lib/xdg-desktop-portal /usr/lib; do
  [[ -x $place/xdg-desktop-portal ]] && portal=$place/xdg-desktop-portal && break
done
[[ -n $portal ]] || { echo "xdg-desktop-portal is missing" >&2; exit 1; }
export XDG_DESKTOP_PORTAL_DIR=$COFFRET_SESSION/portals XDG_CURRENT_DESKTOP=coffrettest
mkdir "$XDG_DESKTOP_PORTAL_DIR"
interfaces=
for one in GlobalShortcuts RemoteDesktop Background Settings Access; do
  interfaces+="org.freedesktop.impl.portal.$one;"
done
printf '[portal]\nDBusName=%s\nInterfaces=%s\nUseIn=coffrettest\n' "$COFFRET_PORTAL_BACKEND" "$interfaces" \
  >"$XDG_DESKTOP_PORTAL_DIR/coffrettest.portal"
has() {
  dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner "string:$1" | grep -q 'boolean true'
}
wait_for() { # NAME PID: a name on the bus
  until has "$1"; do
    kill -0 "$2" 2>/dev/null || { echo "$1 did not come" >&2; exit 1; }
    sleep 0.05
  done
}
/usr/bin/python3 -B "$here/portal/backend.py" "$COFFRET_PORTAL_BACKEND" &
backend=$!
frontend=
trap 'kill $frontend $backend 2>/dev/null || true; wait $frontend $backend 2>/dev/null || true' EXIT
wait_for "$COFFRET_PORTAL_BACKEND" "$backend"
"$portal" >"$COFFRET_SESSION/portal.log" 2>&1 &
frontend=$!
wait_for org.freedesktop.portal.Desktop "$frontend"
code=0
"$@" || code=$?
exit "$code"
