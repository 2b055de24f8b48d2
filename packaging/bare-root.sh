# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Debian as it is fresh from its installer, in a folder: read by the scripts beside this one. Needs root and debootstrap.
#   root_make SUITE      makes one from the mirror and the settings that this system's own apt uses, and sets $root
#   root_run COMMAND...  runs a command in it as root; root_run_as USER COMMAND... as somebody else
#   root_bind FROM TO    shows a folder of this system in it
#   root_end             takes it away; also when the script ends

# The Debian mirrors that apt uses here: "main" or "security", and the address.
root_mirrors() {
  apt-get indextargets --format '$(LABEL) $(SITE)' 'Created-By: Packages' 'Origin: Debian' |
    sed -n 's/^Debian-Security /security /p; s/^Debian /main /p' | sort -u
}

# What of apt's settings is about how to reach a mirror.
root_apt_settings() {
  apt-config dump | grep -E '^Acquire::(Check-Valid-Until|Check-Date|Retries|https?::(Proxy|Timeout|CaInfo|Verify-[A-Za-z]*)[^ ]*) ' || true
}

root_make() { # suite
  local suite=$1 main security base
  [[ $(id -u) -eq 0 ]] || { echo "bare root: only root can make one" >&2; return 1; }
  main=$(root_mirrors | sed -n 's/^main //p' | head -n 1)
  security=$(root_mirrors | sed -n 's/^security //p' | head -n 1)
  [[ -n $main ]] || { echo "bare root: apt uses no mirror of Debian here" >&2; return 1; }
  base=build/roots/$suite.tar
  if [[ ! -f $base ]]; then
    mkdir -p build/roots
    echo "bare root: making $suite"
    local seed
    seed=$(mktemp -d)
    debootstrap --variant=minbase "$suite" "$seed" "$main" >"build/roots/$suite.log" 2>&1 ||
      { tail -n 20 "build/roots/$suite.log" >&2; rm -rf --one-file-system "$seed"; return 1; }
    tar -C "$seed" --numeric-owner --exclude='./var/cache/apt/archives/*.deb' -cf "$base.part" . && mv "$base.part" "$base"
    rm -rf --one-file-system "$seed"
  fi
  root=$(mktemp -d "${TMPDIR:-/tmp}/bare-$suite.XXXX")
  trap root_end EXIT
  tar -C "$root" --numeric-owner -xf "$base"
  chmod 755 "$root"
  {
    echo "deb $main $suite main"
    echo "deb $main $suite-updates main"
    [[ -z $security ]] || echo "deb $security $suite-security main"
  } >"$root/etc/apt/sources.list"
  root_apt_settings >"$root/etc/apt/apt.conf.d/90mirror"
  echo 'APT::Install-Recommends "false"; Acquire::Languages "none";' >"$root/etc/apt/apt.conf.d/91bare"
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  mount -t proc proc "$root/proc"
  mount -t tmpfs tmpfs "$root/dev"
  local device
  for device in null zero full random urandom; do
    : >"$root/dev/$device" && mount --bind "/dev/$device" "$root/dev/$device"
  done
  ln -s /proc/self/fd "$root/dev/fd"
  mkdir -m 1777 "$root/dev/shm"
  root_run apt-get update -qq
}

root_run() {
  chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive "$@" </dev/null
}

root_run_as() { # user command...
  local user=$1 runtime
  runtime=/run/user/$(root_run id -u "$user")
  shift
  root_run install -d -m 700 -o "$user" -g "$user" "$runtime"
  root_run setpriv --reuid "$user" --regid "$user" --init-groups --reset-env \
    /usr/bin/env LC_ALL=C.UTF-8 HOME="/home/$user" XDG_RUNTIME_DIR="$runtime" "$@"
}

root_bind() { # from to
  mkdir -p "$root/$2"
  mount --bind "$1" "$root/$2"
}

# What still runs in it.
root_processes() {
  local process
  for process in /proc/[0-9]*; do
    [[ $(readlink "$process/root" 2>/dev/null) == "$root" ]] && echo "${process#/proc/} $(tr '\0' ' ' <"$process/cmdline")"
  done
  return 0
}

root_end() {
  [[ -n ${root:-} && -d $root ]] || return 0
  local process place
  root_processes | while read -r process _; do kill -KILL "$process" 2>/dev/null || true; done
  awk -v root="$root/" 'index($2, root) == 1 { print $2 }' /proc/self/mounts | tac | while read -r place; do umount -l "$place"; done
  rm -rf --one-file-system "$root"
  root=
}
