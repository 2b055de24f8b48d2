#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# check-install.sh SUITE FOLDER: the packages in FOLDER on a Debian as fresh from its installer. Installs them with apt, starts the
# program as somebody who is not root, takes it round the demo vault on a virtual display, upgrades to a higher version, removes and
# purges. Nothing may be left. Needs root; ./dev installs calls it. The logs and a summary are in build/installs/SUITE.
set -euo pipefail
suite=$1 packages=$(readlink -f "$2") out=$PWD/build/installs/$1
. packaging/bare-root.sh

say() { printf '\033[1m== %s: %s\033[0m\n' "$suite" "$*"; }
failures=0
fail() { printf 'NOT: %s\n' "$*" | tee -a "$out/summary"; failures=$((failures + 1)); }
note() { printf '%s\n' "$*" | tee -a "$out/summary"; }
apt() { # log words...
  local log=$out/$1.log
  shift
  root_run apt-get -y "$@" >"$log" 2>&1 || { tail -n 20 "$log" >&2; fail "apt-get $*"; return 1; }
}

# What apt would fetch and fill the disk with, by its own words, on this root as it is.
would_take() { # packages...
  root_run apt-get --assume-no "$@" 2>&1 | sed -n 's/^Need to get \(.*\) of archives.*/fetches \1/p; s/^After this operation, \(.*\) of additional.*/fills \1/p;
    s/^[0-9]* upgraded, \([0-9]*\) newly.*/\1 packages/p' | paste -sd ';' | sed 's/;/; /g'
}

# Everything that is there, but for what apt and dpkg write down of each step.
everything() {
  (cd "$root" && find . \( -path ./proc -o -path ./dev -o -path ./packages -o -path ./display -o -path ./sys \) -prune -o -print | LC_ALL=C sort |
    grep -Ev '^\./var/(log/(apt|dpkg\.log|alternatives\.log|fontconfig\.log)|cache/(apt|debconf|ldconfig)|lib/(apt|dpkg/(.*-old|lock.*|triggers/.*)|systemd))')
}

# As a person would, and without what this script has in its environment.
as_person() {
  root_run_as person "$@"
}

# The display is outside, so that nothing which is installed for it stands in for what the package forgot.
on_display() { # log command...
  local log=$out/$1.log
  shift
  tests/support/with-display.sh bash -c '
    set -euo pipefail
    . packaging/bare-root.sh
    root=$1
    shift
    root_run_as person /usr/bin/env DISPLAY="$DISPLAY" timeout 900 "$@"' _ "$root" "$@" >"$log" 2>&1
}

pictures_in() { find "$root$1" -name '*.png' 2>/dev/null | wc -l; }

nothing_runs() {
  local left
  for _ in {1..50}; do
    left=$(root_processes)
    [[ -n $left ]] || return 0
    sleep 0.1
  done
  fail "still running after $1: $left"
}

# The same package under a higher version, as the next one will come.
higher() { # deb folder
  local tree version
  tree=$(mktemp -d)
  version=$(dpkg-deb --field "$1" Version)+next
  dpkg-deb --raw-extract "$1" "$tree"
  sed -i "s/^Version: .*/Version: $version/; s/(= ${version%+next})/(= $version)/" "$tree/DEBIAN/control"
  dpkg-deb --root-owner-group --build "$tree" "$2" >/dev/null
  rm -rf "$tree"
}

rm -rf "$out"
mkdir -p "$out/next"
for deb in "$packages"/coffret_*.deb "$packages"/coffret-demo-vault_*.deb; do
  [[ -f $deb ]] || { echo "check-install: no package in $packages; ./dev package makes it" >&2; exit 2; }
  higher "$deb" "$out/next"
done
root_make "$suite"
root_bind "$packages" /packages
root_bind "$out/next" /next
mkdir -p "$root/tmp/.X11-unix" /tmp/.X11-unix
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
root_run useradd --create-home person
deb=/packages/$(basename "$packages"/coffret_*.deb) vault=/packages/$(basename "$packages"/coffret-demo-vault_*.deb)
version=$(dpkg-deb --field "$packages/${deb#/packages/}" Version)
note "Coffret $version in Debian $(cat "$root/etc/debian_version") ($suite)"

say "What it takes"
note "coffret: $(would_take install "$deb")"
note "coffret with what it recommends: $(would_take -o APT::Install-Recommends=true install "$deb")"
note "coffret and coffret-demo-vault: $(would_take install "$deb" "$vault")"
note "keepassxc: $(would_take install keepassxc)"
note "keepassxc with what it recommends: $(would_take -o APT::Install-Recommends=true install keepassxc)"
note "coffret alone: $(dpkg-deb --field "$packages/${deb#/packages/}" Installed-Size) kB installed, $(($(stat -c %s "$packages/${deb#/packages/}") / 1024)) kB packed;" \
  "keepassxc alone: $(root_run apt-cache show keepassxc | awk '/^Installed-Size:/ { i = $2 } /^Size:/ { print i " kB installed, " int($2 / 1024) " kB packed"; exit }')"

everything >"$out/before"
root_run dpkg-query -W -f '${Package}\n' >"$out/packages-before"

say "Installing"
apt install install "$deb"
[[ $(as_person coffret --version 2>&1) == "coffret ${version%%+*}" ]] || fail "coffret --version says: $(as_person coffret --version 2>&1)"
for program in usr/bin/coffret usr/libexec/coffret/coffret-desktop usr/libexec/coffret/coffret-clipboard-watch; do
  ! root_run ldd "/$program" | grep 'not found' || fail "$program lacks libraries"
done
nothing_runs "coffret --version"

say "First start, without the demo vault, and its message"
on_display alone coffret --demo --screenshots /home/person/none && fail "coffret --demo works without its vault" || true
grep -q 'coffret-demo-vault is not installed' "$out/alone.log" || fail "coffret --demo does not say what is missing: $(tail -n 3 "$out/alone.log")"

say "Touring the demo vault"
apt install-vault install "$vault"
on_display tour coffret --demo --screenshots /home/person/pictures || fail "the tour ended with an error; see tour.log"
pictures=$(pictures_in /home/person/pictures)
[[ $pictures -ge 20 ]] || fail "the tour left $pictures pictures"
grep -E 'is not installed|cannot be loaded|Cannot load|Could not load|Unsupported image format' "$out/tour.log" && fail "the tour misses something" || true
note "tour: $pictures pictures"
note "what QML said on it: $(grep 'qrc:/' "$out/tour.log" | sort | uniq -c | paste -sd ';')"
mkdir -p "$out/pictures"
cp "$root"/home/person/pictures/*.png "$out/pictures/" 2>/dev/null || true
nothing_runs "the tour"
left=$(cd "$root" && find home/person tmp run/user -mindepth 1 ! -path 'home/person/pictures*' ! -path 'home/person/none*' ! -path 'tmp/.X11-unix*' ! -name '.bash*' ! -name .profile -type f)
[[ -z $left ]] && note "the tour left no file of its own" || note "the tour left: $(tr '\n' ' ' <<<"$left")"

say "Upgrading"
apt upgrade install "/next/$(basename "$out"/next/coffret_*.deb)" "/next/$(basename "$out"/next/coffret-demo-vault_*.deb)"
[[ $(root_run dpkg-query -W -f '${Version}' coffret) == "$version+next" ]] || fail "the higher version is not installed"
as_person coffret --version >/dev/null || fail "the higher version does not start"

say "Removing, and purging"
gone() { ! find "$root/etc" "$root/usr" "$root/var/lib/dpkg/info" -iname '*coffret*' | grep . || fail "left after apt-get $1"; }
apt remove remove coffret coffret-demo-vault
gone remove
[[ -z $(root_run dpkg-query -W -f '${Status}' coffret 2>/dev/null) ]] || fail "dpkg still knows it after removing: it has settings below /etc"
apt install-again install "/next/$(basename "$out"/next/coffret_*.deb)"
apt purge purge coffret
gone purge
apt autoremove autoremove --purge
rm -rf "$root/home/person/pictures" "$root/home/person/none" "$root/run/user"
root_run dpkg-query -W -f '${Package}\n' >"$out/packages-after"
diff "$out/packages-before" "$out/packages-after" >"$out/packages-left" || fail "packages are left: $(grep '^>' "$out/packages-left" | tr '\n' ' ')"
everything >"$out/after"
comm -13 "$out/before" "$out/after" >"$out/left"
if [[ -s $out/left ]]; then
  if grep -i coffret "$out/left"; then fail "files of Coffret are left"; fi
  note "left by other packages: $(tr '\n' ' ' <"$out/left")"
else
  note "nothing is left"
fi
comm -23 "$out/before" "$out/after" >"$out/lost"
[[ ! -s $out/lost ]] || note "gone: $(tr '\n' ' ' <"$out/lost")"
note "$suite: $([[ $failures -eq 0 ]] && echo "installed, started, upgraded, removed and purged" || echo "$failures failures")"
[[ $failures -eq 0 ]]
