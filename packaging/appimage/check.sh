#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packaging/appimage/check.sh [SUITE]: starts build/appimage/AppDir in a bare root that has what every desktop has, and no Qt. Needs root.
set -euo pipefail
. packaging/bare-root.sh
suite=${1:-trixie}
root_make "$suite"
glib=libglib2.0-0
[[ $suite == bookworm ]] || glib=libglib2.0-0t64
root_run apt-get install -y gpg gpg-agent gpgconf libgl1 libegl1 libgl1-mesa-dri libx11-xcb1 libfontconfig1 fonts-dejavu-core libharfbuzz0b "$glib" \
  libwayland-client0 libwayland-cursor0 libwayland-egl1 >build/appimage/"$suite".log 2>&1
root_bind build/appimage/AppDir /opt/coffret
mkdir -p "$root/tmp/.X11-unix" /tmp/.X11-unix
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
root_run useradd --create-home person
root_run_as person /opt/coffret/AppRun --version
tests/support/with-display.sh bash -c '
  set -euo pipefail
  . packaging/bare-root.sh
  root=$1
  root_run_as person /usr/bin/env DISPLAY="$DISPLAY" timeout 900 /opt/coffret/AppRun --demo --screenshots /home/person/pictures' _ "$root" \
  >>build/appimage/"$suite".log 2>&1
root_run_as person bash -c 'ls /home/person/pictures/*.png | wc -l'
