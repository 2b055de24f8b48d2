#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# with-session.sh COMMAND...: runs COMMAND on a session bus of its own, in a home of its own that is gone afterwards.
# COFFRET_UMASK is for the command alone. COFFRET_SESSION names that folder; its path is short because sockets of gpg-agent live below it.
set -euo pipefail
umask 077
COFFRET_SESSION=$(mktemp -d /tmp/cfXXXXXX)
export COFFRET_SESSION
trap 'rm -rf "$COFFRET_SESSION"' EXIT
export HOME=$COFFRET_SESSION/home TMPDIR=$COFFRET_SESSION/tmp XDG_RUNTIME_DIR=$COFFRET_SESSION/run
export XDG_CONFIG_HOME=$HOME/.config XDG_DATA_HOME=$HOME/.local/share XDG_CACHE_HOME=$HOME/.cache XDG_STATE_HOME=$HOME/.local/state
mkdir -p "$TMPDIR" "$XDG_RUNTIME_DIR" "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
unset GNUPGHOME GPG_AGENT_INFO SSH_AUTH_SOCK DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS XDG_SESSION_ID XDG_CURRENT_DESKTOP
# The desktop's portal, which may be installed here, is not started by chance: the bus looks here first. with-portal.sh starts one.
mkdir -p "$XDG_RUNTIME_DIR/dbus-1/services"
for name in org.freedesktop.portal.Desktop org.freedesktop.portal.Documents; do
  printf '[D-BUS Service]\nName=%s\nExec=/bin/false\n' "$name" >"$XDG_RUNTIME_DIR/dbus-1/services/$name.service"
done
umask "${COFFRET_UMASK:-077}" # of the command; the folders above are private whatever it is
code=0
dbus-run-session -- "$@" || code=$?
exit "$code"
