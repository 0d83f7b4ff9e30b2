# Shared by the scripts of this folder: `. .make/lib.sh` from the repository's root.
# shellcheck shell=bash

# One line for the person at the terminal.
say() { printf '%s\n' "· $*" >&2; }

# One clear sentence, and the end.
fail() {
  printf '%s\n' "✗ $*" >&2
  exit 1
}

# The version of a crate in Cargo.lock.
locked_version() {
  grep -A1 "^name = \"$1\"\$" Cargo.lock | sed -n 's/^version = "\(.*\)"$/\1/p'
}

# A hash of file contents and words, for "has this been done already?".
fingerprint() { sha256sum | cut -c1-32; }

need_node() { # need_node MAJOR PURPOSE
  type node npm >/dev/null 2>&1 ||
    fail "Node.js $1 or newer with npm is needed $2, and it is not installed."
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge "$1" ] || fail "Node.js $1 or newer is needed $2, and this is $(node --version)."
}

# Debian or Ubuntu packages: only the missing ones, with sudo when not root.
apt_install() {
  local missing=() package
  for package in "$@"; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null ||
    fail "These Debian packages are needed and apt-get is not here to install them: ${missing[*]}."
  local root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null ||
      fail "Please run as root: apt-get install --no-install-recommends ${missing[*]}"
    root=(sudo)
  fi
  say "Installing Debian packages: ${missing[*]}"
  local log=.cache/apt.log
  mkdir -p .cache
  { "${root[@]}" apt-get update && "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 ||
    fail "apt-get could not install ${missing[*]}; its output is in $log."
}

# The exact packages of a package-lock.json, unless they are there already.
npm_install() { # npm_install FOLDER WHAT
  local stamp="$1/node_modules/.lock-fingerprint" print
  print=$(fingerprint <"$1/package-lock.json")
  [ "$(cat "$stamp" 2>/dev/null)" = "$print" ] && return 0
  say "Installing $2 from npm (as locked in $1/package-lock.json)"
  local log=.cache/npm.log
  mkdir -p .cache
  npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund >"$log" 2>&1 ||
    fail "npm could not install $2; its output is in $log."
  printf '%s\n' "$print" >"$stamp"
}
