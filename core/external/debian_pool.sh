#!/usr/bin/env bash
# Downloads one file from the pool of Debian's mirrors: no root, nothing installed. For source
# packages: a suite's index names only the newest version, while its pool still holds the one that
# is pinned. apt downloads, so it is this machine's mirror, proxy and certificates.
#
#   debian_pool.sh FILE PATH SHA256
#
# PATH is as in a mirror, "pool/main/e/expat/expat_2.8.3.orig.tar.gz". FILE appears only when its
# hash is right, for which a signature is not needed.
set -euo pipefail

file=$1
path=$2
hash=$3

stop() { echo "Debian's pool: $*" >&2; exit 1; }
helper=/usr/lib/apt/apt-helper
command -v apt-get >/dev/null && [[ -x $helper ]] || stop "this machine has no apt, so it is not a Debian"

# The mirrors this machine uses for its own packages; third-party repositories have another layout.
mirrors=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null |
  grep -E '^https?://.*/debian/?$' | sort -u || true)
[[ -n $mirrors ]] || stop "apt's sources name no Debian mirror"

part=$file.part.$$
trap 'rm -f "$part" "$part".*' EXIT
for mirror in $mirrors; do
  if "$helper" -qq -o APT::Sandbox::User=root -o Acquire::Retries=3 -o Acquire::http::Timeout=30 \
    -o Acquire::https::Timeout=30 download-file "${mirror%/}/$path" "$part" "SHA256:$hash" >&2; then
    mv "$part" "$file"
    exit
  fi
done
stop "no mirror of $(echo $mirrors) has $path"
