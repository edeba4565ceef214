#!/usr/bin/env bash
# Unpacks packages of Debian trixie into a private folder: no root, nothing installed, whatever
# Debian this machine runs. apt downloads from the machine's own mirror and checks the signatures.
#
#   trixie.sh [--provides LIST] [--without PATTERN]... FOLDER PACKAGE=VERSION...
#
# --provides  what the packages depend on and need not be downloaded (a Debian Provides: field)
# --without   paths to leave out, as for tar --exclude
# FOLDER      must not exist yet; it appears only when every package is in it
set -euo pipefail

suite=trixie   # Debian 13. A stable suite keeps its versions, so what we pin stays there.
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
provides=none
exclude=()
while [[ ${1-} == --* ]]; do
  case $1 in
    --provides) provides=$2 ;;
    --without) exclude+=("--exclude=$2") ;;
    *) echo "trixie.sh: $1 is not an option" >&2; exit 2 ;;
  esac
  shift 2
done
folder=$1
shift

stop() { echo "Debian $suite: $*" >&2; exit 1; }
for tool in apt-get apt-config dpkg dpkg-deb; do
  command -v $tool >/dev/null || stop "this machine has no $tool, so it is not a Debian"
done
[[ -r $keyring ]] || stop "$keyring is missing; install the package debian-archive-keyring"

# The mirrors this machine uses for its own packages; third-party repositories have another layout.
mirrors=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null |
  grep -E '^https?://.*/debian/?$' | sort -u || true)
[[ -n $mirrors ]] || stop "apt's sources name no Debian mirror"

work=$folder.unpacking.$$
trap 'rm -rf "$work"' EXIT
apt=$work/apt
mkdir -p "$apt"/{lists,archives}/partial "$work/root"
cat > "$apt/status" <<END
Package: provided-by-the-host
Status: install ok installed
Architecture: all
Multi-Arch: allowed
Maintainer: none
Version: 1
Description: stands for what need not be downloaded
Provides: $provides
END
while read -r mirror; do
  echo "deb [signed-by=$keyring] $mirror $suite main"
done <<< "$mirrors" > "$apt/sources.list"
{
  apt-config dump | grep '^Acquire::' || true   # the machine's proxy and certificates
  cat <<END
Dir::State "$apt"; Dir::State::status "$apt/status"; Dir::State::lists "$apt/lists";
Dir::Cache "$apt"; Dir::Cache::archives "$apt/archives";
Dir::Etc "$apt"; Dir::Etc::sourcelist "$apt/sources.list"; Dir::Etc::sourceparts "/dev/null";
Dir::Etc::parts "/dev/null"; Dir::Etc::preferencesparts "/dev/null";
APT::Architecture "$(dpkg --print-architecture)";
APT::Install-Recommends "false"; APT::Sandbox::User "root";
Acquire::Languages "none"; Acquire::Retries "3"; Acquire::http::Timeout "30"; Acquire::https::Timeout "30";
END
} > "$apt/conf"
export APT_CONFIG=$apt/conf

apt-get -qq update >&2 || stop "no mirror of $(echo $mirrors) answers"
apt-get -qq -y --download-only install "$@" >&2 || stop "has no $*"
debs=("$apt"/archives/*.deb)
for i in "${!debs[@]}"; do
  [[ ${#debs[@]} -lt 10 || $((i % 10)) -ne 0 ]] || echo "  unpacking package $((i + 1)) of ${#debs[@]}" >&2
  dpkg-deb --fsys-tarfile "${debs[i]}" | tar -x -C "$work/root" ${exclude[@]+"${exclude[@]}"}
done
mv "$work/root" "$folder"
