#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packaging/flatpak/make.sh [--stand-in]: builds the Flatpak below build/flatpak, from build/package and build/appimage/AppDir, which have
# to be there. Needs flatpak-builder and the runtime of the manifest; with --stand-in a bare Debian 13 takes its place, which is good
# for trying the sandbox out and for nothing else, and which needs root and debootstrap.
set -euo pipefail
. packaging/bare-root.sh
out=$PWD/build/flatpak
manifest=packaging/flatpak/org.coffret.Coffret.yml
export FLATPAK_USER_DIR=$out/user
value() { sed -n "s/^$1: *'\?\([^']*\)'\?$/\1/p" "$manifest"; }
branch=$(value runtime-version)
[[ -d build/appimage/AppDir && -d build/package/unpacked ]] || { echo "flatpak: ./dev package and packaging/appimage/make.sh come first" >&2; exit 2; }
rm -rf "$out"
mkdir -p "$out"

if [[ ${1:-} == --stand-in ]]; then
  root_make trixie
  root_run apt-get install -y gpg gpg-agent gpgconf libgl1 libegl1 libgl1-mesa-dri libx11-xcb1 libfontconfig1 fonts-dejavu-core libharfbuzz0b \
    libglib2.0-0t64 libwayland-client0 libwayland-cursor0 libwayland-egl1 ca-certificates >"$out/apt.log" 2>&1
  cp -a "$root/etc" "$root/usr/etc"
  printf '#!/bin/sh\n' >"$root/usr/bin/appstream-compose" # of an SDK; makes what a store shows
  chmod 755 "$root/usr/bin/appstream-compose"
  for name in "$(value runtime)" "$(value sdk)"; do
    mkdir -p "$out/$name/files"
    printf '[Runtime]\nname=%s\nruntime=%s/%s/%s\nsdk=%s/%s/%s\n' "$name" "$(value runtime)" "$(uname -m)" "$branch" "$(value sdk)" "$(uname -m)" "$branch" \
      >"$out/$name/metadata"
    mv "$root/usr" "$out/$name/usr"
    flatpak build-export --runtime "$out/runtimes" "$out/$name" "$branch" >>"$out/stand-in.log" 2>&1
    mv "$out/$name/usr" "$root/usr"
  done
  flatpak --user remote-add --no-gpg-verify stand-in "$out/runtimes"
  flatpak --user install -y --noninteractive stand-in "$(value runtime)//$branch" "$(value sdk)//$branch" >>"$out/stand-in.log" 2>&1
fi

flatpak-builder --user --force-clean --disable-rofiles-fuse --state-dir="$out/state" --repo="$out/repo" "$out/build" "$manifest" >"$out/build.log" 2>&1 ||
  { tail -n 20 "$out/build.log" >&2; exit 1; }
echo "flatpak: $(du -sm "$out/build/files" | cut -f1) MB"

if [[ ${1:-} != --stand-in ]]; then
  flatpak build-bundle "$out/repo" "$out/Coffret.flatpak" org.coffret.Coffret
else
  flatpak --user remote-add --no-gpg-verify built "$out/repo"
  flatpak --user install -y --noninteractive built org.coffret.Coffret >>"$out/stand-in.log" 2>&1
  mkdir -p "$out/pictures"
  flatpak --user run org.coffret.Coffret --version
  dbus-run-session -- tests/support/with-display.sh timeout 900 \
    flatpak --user run --filesystem="$out/pictures" org.coffret.Coffret --demo --screenshots "$out/pictures" >"$out/tour.log" 2>&1 ||
    { tail -n 20 "$out/tour.log" >&2; exit 1; }
  echo "flatpak: $(find "$out/pictures" -name '*.png' | wc -l) pictures in the sandbox"
fi
