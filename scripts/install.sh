# Sourced by the other scripts: installs what packages.txt lists under the
# headings given and this machine lacks. Calls neither apt-get nor sudo when all
# is there.
install_packages() {
  local wanted missing
  wanted=$(awk -v headings=" $* " '
    /^\[/ { gsub(/[][]/, ""); wanted = index(headings, " " $0 " "); next }
    wanted && !/^#/' "$root/scripts/packages.txt")
  missing=
  for package in $wanted; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
      grep -q ' installed$' || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  echo "Installing:$missing" >&2
  local as_root=
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "Run as root, or install sudo, or install these yourself." >&2
      return 1
    fi
    as_root=sudo
  fi
  # A mirror may be in the middle of a change.
  local try
  for try in 1 2 3; do
    [ "$try" = 1 ] || sleep 20
    # shellcheck disable=SC2086 # a list of names
    $as_root apt-get update -qq >&2 &&
      $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing >&2 &&
      return 0
  done
  return 1
}

# build PRESET [TARGET]: configures when needed and builds; quiet unless it
# fails.
build() {
  local log="$root/build/$1.log"
  mkdir -p "$root/build"
  echo "Building ($1)..." >&2
  if ! { cmake --preset "$1" -S "$root" &&
         cmake --build "$root/build/$1" --target "${2:-all}"; } \
       >"$log" 2>&1; then
    cat "$log" >&2
    return 1
  fi
}
