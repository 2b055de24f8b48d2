#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packaging/appimage/make.sh [FOLDER]: a folder with Coffret and the libraries it needs (AppDir), from the Debian packages in FOLDER
# (build/package), and an AppImage of it where what packs one is there. Needs root, debootstrap and patchelf; works below build/appimage.
#   APPIMAGETOOL=/path/to/appimagetool      packs it; or, with mksquashfs,
#   APPIMAGE_RUNTIME=/path/to/runtime       the program that every AppImage begins with. Debian has neither.
# Built on the oldest Debian it is for: what comes from the system (the C library, drivers, X11, fonts, glib) may be newer, not older.
set -euo pipefail
export LC_ALL=C.UTF-8
. packaging/bare-root.sh
packages=$(readlink -f "${1:-build/package}") out=$PWD/build/appimage
suite=bookworm
app=$out/AppDir

# From the system, as the AppImage project's own list of excluded libraries has it; and what finds its modules by absolute paths.
of_system='^(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util|nsl|anl)|libstdc\+\+|libgcc_s|lib(GL|EGL|GLX|GLdispatch|gbm|drm.*|glapi)|libX11.*|libxcb|libxcb-(dri[23]|glx|present|sync|shm)|libXau|libXdmcp|libXext|libfontconfig|libfreetype|libexpat|libz|libuuid|libgpg-error|libp11-kit|libg(lib|object|io|module)-2\.0|libwayland-(client|cursor|egl|server)|libharfbuzz)\.so'
plugins='platforms xcbglintegrations imageformats/libqsvg.so iconengines tls networkinformation platforminputcontexts wayland-shell-integration wayland-decoration-client wayland-graphics-integration-client'

rm -rf "$out"
mkdir -p "$out"
root_make "$suite"
root_bind "$packages" /packages
{
  root_run apt-get install -y "/packages/$(basename "$packages"/coffret_*.deb)" "/packages/$(basename "$packages"/coffret-demo-vault_*.deb)" qt6-wayland
} >"$out/apt.log" 2>&1
libraries=usr/lib/$(root_run dpkg-architecture -q DEB_HOST_MULTIARCH 2>/dev/null || gcc -print-multiarch)

echo "appimage: laying out $app"
mkdir -p "$app/usr/bin" "$app/usr/libexec" "$app/usr/lib/qt6/plugins" "$app/usr/share"
cp "$root"/usr/bin/coffret "$root"/usr/bin/coffret-demo-vault "$app/usr/bin/"
cp -r "$root/usr/libexec/coffret" "$app/usr/libexec/"
cp -r "$root/usr/share/icons" "$root/usr/share/metainfo" "$app/usr/share/" 2>/dev/null
find "$app/usr/share/icons" -type f ! -name 'org.coffret.*' -delete
find "$app/usr/share" -type d -empty -delete
mkdir -p "$app/usr/share/applications"
cp "$root/usr/share/applications/org.coffret.Coffret.desktop" "$app/usr/share/applications/"
cp -r "$root/$libraries/qt6/qml" "$app/usr/lib/qt6/qml"
for plugin in $plugins; do
  [[ -e $root/$libraries/qt6/plugins/$plugin ]] || continue
  mkdir -p "$app/usr/lib/qt6/plugins/$(dirname "$plugin")"
  cp -r "$root/$libraries/qt6/plugins/$plugin" "$app/usr/lib/qt6/plugins/$plugin"
done
printf '[Paths]\nPrefix=..\nPlugins=lib/qt6/plugins\nQmlImports=lib/qt6/qml\nQml2Imports=lib/qt6/qml\n' >"$app/usr/bin/qt.conf"

# The libraries that all of it links, and those that are loaded by their names.
by_name='libsecret-1.so.0 libssl.so.3'
programs() { find "$app/usr" -type f \( -name '*.so*' -o -perm -u+x \) -exec sh -c 'head -c 4 "$1" | grep -q ELF' _ {} \; -print; }
{
  programs | while read -r file; do root_run ldd "/${file#"$app"/}" 2>/dev/null || true; done # by where the system has it
  for library in $by_name; do
    root_run ldd "/$libraries/$library"
    echo "$library => /$libraries/$library (0x0)"
  done
  find "$root/$libraries/qt6/plugins" "$root/$libraries/qt6/qml" -name '*.so' | while read -r file; do
    [[ ! -e $app/usr/lib/${file#"$root/$libraries/"} ]] || root_run ldd "${file#"$root"}" || true
  done
} 2>/dev/null | sed -n 's/^\s*\S* => \(\/\S*\) (.*/\1/p' | sort -u | while read -r library; do
  [[ ${library##*/} =~ $of_system ]] || cp -L "$root$library" "$app/usr/lib/"
done

# They find each other by where they lie, so that no variable of the environment reaches gpg or what opens an address.
programs | while read -r file; do
  up=$(realpath --relative-to="$(dirname "$file")" "$app/usr/lib")
  patchelf --force-rpath --set-rpath "\$ORIGIN/$up" "$file"
done
cp "$app/usr/share/applications/org.coffret.Coffret.desktop" "$app/"
sed -i '/^DBusActivatable/d' "$app/org.coffret.Coffret.desktop" # nothing is installed that a bus could start
cp "$app/usr/share/icons/hicolor/256x256/apps/org.coffret.Coffret.png" "$app/"
ln -s org.coffret.Coffret.png "$app/.DirIcon"
cat >"$app/AppRun" <<'RUN'
#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
exec "$(dirname "$(readlink -f "$0")")/usr/bin/coffret" "$@"
RUN
chmod 755 "$app/AppRun"
echo "appimage: $(du -sm "$app" | cut -f1) MB, $(find "$app/usr/lib" -maxdepth 1 -name '*.so*' | wc -l) libraries"

epoch=$(dpkg-deb --fsys-tarfile "$packages"/coffret_*.deb | tar -t --full-time -v 2>/dev/null | awk '$NF == "./" { print $4 " " $5 }')
SOURCE_DATE_EPOCH=$(date -u -d "$epoch" +%s)
export SOURCE_DATE_EPOCH
image=$out/Coffret-$(dpkg-deb --field "$packages"/coffret_*.deb Version)-$(uname -m).AppImage
if [[ -n ${APPIMAGETOOL:-} ]]; then
  "$APPIMAGETOOL" "$app" "$image"
elif [[ -n ${APPIMAGE_RUNTIME:-} ]]; then
  mksquashfs "$app" "$out/squash" -root-owned -noappend -no-progress >/dev/null
  cat "$APPIMAGE_RUNTIME" "$out/squash" >"$image"
  chmod 755 "$image"
  rm "$out/squash"
else
  echo "appimage: APPIMAGETOOL and APPIMAGE_RUNTIME are not set, so the folder is all"
fi
