#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the Debian package and looks it over. ./dev package calls it from the root of the source tree.
#   package.sh                   for this system, into build/package
#   package.sh --twice           once more, elsewhere and without a compiler's cache, and compares the bytes
#   package.sh --suite SUITE     for that suite of Debian, in a bare root with nothing but what debian/control asks for (needs root);
#                                into build/package-SUITE
# COFFRET_WEB says where the source tree can be read on the web; DEB_BUILD_OPTIONS is Debian's own (parallel=1).
set -euo pipefail
umask 022
export LC_ALL=C.UTF-8
. packaging/bare-root.sh

say() { printf '\033[1m== %s\033[0m\n' "$*"; }
die() { printf 'package: %s\n' "$*" >&2; exit 1; }

# Puts what is under version control into a folder, with debian/ where dpkg wants it. A tree with changes that are in no release
# gets a version of its own.
lay_out() { # folder
  local to=$1 version commit day
  rm -rf "$to"
  mkdir -p "$to"
  if git rev-parse --git-dir >/dev/null 2>&1; then
    git ls-files -z | xargs -0 cp --parents --no-dereference --preserve=mode,timestamps -t "$to"
  else
    tar -c --exclude=./build . | tar -x -C "$to"
  fi
  cp -r packaging/debian "$to/debian"
  if grep -q '^## Unreleased' CHANGELOG.md; then
    version=$(dpkg-parsechangelog -l packaging/debian/changelog -S Version)
    commit=$(git log -1 --format=%h --abbrev=8 2>/dev/null || echo tree)
    day=$(git log -1 --format=%cd --date=format-local:%Y%m%d 2>/dev/null || date -u +%Y%m%d)
    {
      printf 'coffret (%s+git%s.%s) unstable; urgency=medium\n\n  * What CHANGELOG.md lists as unreleased.\n\n -- %s  %s\n\n' \
        "$version" "$day" "$commit" "$(sed -n 's/^Maintainer: //p' packaging/debian/control)" "$(date -u -R -d "$day")"
      cat packaging/debian/changelog
    } >"$to/debian/changelog"
  fi
}

# What dpkg does, with Debian's own tools whatever else is in the PATH.
build_in() { # folder [NAME=VALUE...]
  local where=$1
  shift
  (cd "$where" && env -u MAKEFLAGS -u CFLAGS -u CXXFLAGS -u LDFLAGS PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS:-parallel=$(nproc)}" "$@" dpkg-buildpackage --no-sign --build=full)
}

# A compiler's cache, where there is one. debhelper takes HOME away, so it is told its place.
cached() { # folder
  command -v ccache >/dev/null || return 0
  echo "CMAKE_CXX_COMPILER_LAUNCHER=ccache" "CCACHE_DIR=$(ccache --get-config cache_dir)" "CCACHE_BASEDIR=$1" CCACHE_NOHASHDIR=1
}

debs_of() { # folder
  find "$1" -maxdepth 1 -name '*.deb' ! -name '*-dbgsym_*' | sort
}

# What lintian and the validators say, and the bill of materials.
look_over() { # folder
  local out=$1 code=0 changes deb epoch
  changes=$(find "$out" -maxdepth 1 -name '*.changes')
  say "lintian"
  lintian --fail-on error,warning --display-info --show-overrides --tag-display-limit 0 "$changes" >"$out/lintian.log" 2>&1 || code=1
  cat "$out/lintian.log"
  say "Desktop entry and metainfo"
  rm -rf "$out/unpacked" "$out"/*.spdx.json
  for deb in $(debs_of "$out"); do dpkg-deb --extract "$deb" "$out/unpacked"; done
  desktop-file-validate "$out"/unpacked/usr/share/applications/*.desktop || code=1
  appstreamcli validate --no-net "$out"/unpacked/usr/share/metainfo/*.xml || code=1
  say "Bill of materials"
  epoch=$(dpkg-parsechangelog -l "$out/source/debian/changelog" -S Timestamp)
  # shellcheck disable=SC2046
  SOURCE_DATE_EPOCH=$epoch packaging/sbom.py write "${changes%.changes}.spdx.json" --buildinfo "${changes%.changes}.buildinfo" \
    --substvars "$out/source/debian" $(debs_of "$out") && packaging/sbom.py check "${changes%.changes}.spdx.json" || code=1
  say "Packages"
  for deb in $(debs_of "$out"); do
    printf '%s: %s kB packed, %s kB installed\n' "${deb##*/}" "$(($(stat -c %s "$deb") / 1000))" "$(dpkg-deb --field "$deb" Installed-Size)"
  done
  (cd "$out" && sha256sum ./*.deb)
  return "$code"
}

package_here() {
  local out=$PWD/build/package
  rm -rf "$out"
  lay_out "$out/source"
  say "Building the package"
  # shellcheck disable=SC2046
  build_in "$out/source" $(cached "$out/source") >"$out/build.log" 2>&1 || { tail -n 40 "$out/build.log" >&2; die "the build failed; its log is $out/build.log"; }
  look_over "$out"
}

package_again() {
  local first=$PWD/build/package elsewhere code=0 deb
  elsewhere=$(mktemp -d "${TMPDIR:-/tmp}/coffret-again.XXXX")
  say "Building it again, in $elsewhere"
  lay_out "$elsewhere/another/depth/source"
  (umask 002 && build_in "$elsewhere/another/depth/source" CCACHE_DISABLE=1 TZ=Asia/Kathmandu LC_ALL=C HOME=/nonexistent) \
    >"$first/again.log" 2>&1 || { tail -n 40 "$first/again.log" >&2; die "the second build failed; its log is $first/again.log"; }
  for deb in "$first"/*.deb; do
    if cmp "$deb" "$elsewhere/another/depth/${deb##*/}"; then
      echo "the same bytes: ${deb##*/}"
    else
      code=1
      command -v diffoscope >/dev/null && diffoscope --text "$first/${deb##*/}.differences" "$deb" "$elsewhere/another/depth/${deb##*/}" || true
    fi
  done
  if [[ $code -eq 0 ]]; then rm -rf "$elsewhere"; else echo "what differs is left in $elsewhere" >&2; fi
  return "$code"
}

package_in_root() { # suite
  local suite=$1 out=$PWD/build/package-$1 cache=$PWD/build/package-ccache-$1
  rm -rf "$out"
  lay_out "$out/source"
  mkdir -p "$cache"
  root_make "$suite"
  root_bind "$out" /build
  root_bind "$cache" /ccache
  root_bind "$PWD/packaging" /packaging
  say "Installing what debian/control asks for, in a bare $suite"
  {
    root_run apt-get install -y build-essential ccache lintian desktop-file-utils appstream python3
    root_run apt-get build-dep -y /build/source
  } >"$out/apt.log" 2>&1 || { tail -n 20 "$out/apt.log" >&2; die "apt-get failed; its log is $out/apt.log"; }
  root_run dpkg-query -W -f '${Package} ${Version}\n' >"$out/installed"
  say "Building the package in it"
  root_run /usr/bin/env DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS:-parallel=$(nproc)}" COFFRET_WEB="${COFFRET_WEB:-}" CCACHE_DIR=/ccache \
    /packaging/package.sh --inside >"$out/build.log" 2>&1 || { tail -n 40 "$out/build.log" >&2; die "the log is $out/build.log"; }
  sed -n '/== lintian/,$p' "$out/build.log"
}

case ${1:-} in
  '') package_here ;;
  --twice)
    package_here
    package_again
    ;;
  --again) package_again ;; # only the second build of --twice
  --suite) package_in_root "$2" ;;
  --inside) # a bare root, by package_in_root
    cd /
    # shellcheck disable=SC2046
    build_in /build/source $(cached /build/source)
    look_over /build
    ;;
  *) die "unknown word $1" ;;
esac
