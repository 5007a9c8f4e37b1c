# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the commands beside it: where to build and run, and how to get in there.
#
# Where gtk4 and libadwaita are new enough, or apt can install them, that is this machine as it is ("native"). Elsewhere it
# is a Debian 13 root in the user's cache, keyed by a hash of its package list, made once and entered with bubblewrap or,
# in a container that forbids it, proot. It has its own /usr, /etc and /var; every other folder is this machine's, at the
# same path, so that files can be named as they are outside.
#
# TB_MODE=native|root and TB_ENTER=bwrap|proot choose by hand.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
src=$(dirname "$here")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/towerbranch-dev
application=io.github.towerbranch.TowerBranch
needed=('gtk4 >= 4.18' 'libadwaita-1 >= 1.7')
suite=trixie
recipe=1 # raise when root.sh makes another root of the same list

say() { printf '==> %s\n' "$*" >&2; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

packages() { # [LIST...]: what packages.txt and they name
  cat "$here/packages.txt" "$@" | sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d'
}
root_of() { # [LIST...]: the root made of them
  printf '%s/%s-%s\n' "$cache" "$suite" "$({ echo "$recipe $(uname -m)"; packages "$@"; } | sha256sum | cut -c1-12)"
}

# ---- packages of this machine

may_install() { have apt-get && { [ "$(id -u)" = 0 ] || { have sudo && { [ -t 0 ] || sudo -n true 2>/dev/null; }; }; }; }
apt_get() {
  local command=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 --no-install-recommends "$@")
  if [ "$(id -u)" = 0 ]; then "${command[@]}" >&2; else sudo "${command[@]}" >&2; fi
}
apt_install() { # PACKAGE...: what is missing of them
  local missing
  missing=$(printf '%s\n' "$@" | LC_ALL=C sort | LC_ALL=C comm -23 - <(
    dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null | sed -n 's/ installed$//p' | LC_ALL=C sort -u))
  [ -n "$missing" ] || return 0
  may_install || return 1
  say "installing:" $missing
  apt_get install $missing 2>/dev/null || { apt_get update && apt_get install $missing; }
}
apt_offers() { # PACKAGE VERSION: whether apt has it that new
  local version
  version=$(apt-cache policy "$1" 2>/dev/null | sed -n 's/ *Candidate: //p')
  [ -n "$version" ] || return 2 # no package lists yet, as in a fresh container
  [ "$version" != '(none)' ] && dpkg --compare-versions "$version" ge "$2"
}

# ---- native or root

native_is_new_enough() { have pkg-config && pkg-config --exists "${needed[@]}"; }
apt_is_new_enough() {
  may_install || return 1
  local status=0
  apt_offers libadwaita-1-dev 1.7 || status=$?
  [ $status = 2 ] || return $status
  apt_get update && apt_offers libadwaita-1-dev 1.7
}

choose_mode() {
  mode=${TB_MODE-}
  [ -n "$mode" ] || { native_is_new_enough && mode=native; } || { [ -e "$root/.complete" ] && mode=root; } ||
    { apt_is_new_enough && mode=native; } || mode=root
}

enter_flags=()
bwrap_works() {
  have bwrap || return 1
  # Root without CAP_SYS_ADMIN must be told to make a user namespace.
  for enter_flags in '' --unshare-user; do
    bwrap --ro-bind / / --dev /dev --bind /proc /proc $enter_flags true 2>/dev/null && return
  done
  return 1
}
choose_enter() {
  enter=${TB_ENTER-}
  [ -z "$enter" ] || { [ "$enter" != bwrap ] || bwrap_works; return; }
  bwrap_works || { ! have bwrap && may_install && apt_install bubblewrap && bwrap_works; } && { enter=bwrap; return; }
  have proot || { may_install && apt_install proot; } ||
    die "A Debian root cannot be entered here: install bubblewrap (with user namespaces) or proot, or use Debian 13."
  enter=proot
}

# prepare [LIST...]: everything up to a place where commands can be run with enter
prepare() {
  root=$(root_of "$@")
  mkdir -p "$cache/home"
  choose_mode
  if [ "$mode" = native ]; then
    build=$src/_build-native
    ! have dpkg-query || apt_install $(packages "$@") || say "Not every package could be installed; going on without."
    native_is_new_enough || die "gtk4 >= 4.18 and libadwaita >= 1.7 are not here; TB_MODE=root builds them a Debian root."
  else
    build=$src/_build-$suite
    choose_enter
    if [ ! -e "$root/.complete" ]; then
      (
        flock 9
        [ -e "$root/.complete" ] || { . "$here/root.sh" && make_root "$@"; }
      ) 9>"$cache/lock"
      [ -e "$root/.complete" ] || die "The Debian root could not be made; the reason is above."
    fi
    touch "$root/.complete" # when it was last used; see root.sh
  fi
  mkdir -p "$build"
  prefix=$build/install
  provide_locales
}

# Only C.UTF-8 comes with the C library. The root has the others; elsewhere they are made in the build folder.
provide_locales() {
  [ "$mode" = native ] && ! locale -a 2>/dev/null | grep -qix 'zh_CN\.utf-\?8' || return 0
  export LOCPATH=$build/locale
  local name
  for name in zh_CN en_US; do
    [ -d "$LOCPATH/$name.UTF-8" ] || { mkdir -p "$LOCPATH" && localedef -i $name -f UTF-8 "$LOCPATH/$name.UTF-8"; }
  done
}

# ---- inside

# The program's home is in the cache, its settings a file there: nothing of the developer's is read or written.
environment() {
  local language=${LANG:-C.UTF-8} name
  [ "$mode" = native ] || case $language in zh_CN.* | en_US.* | C.*) ;; zh*) language=zh_CN.UTF-8 ;; *) language=en_US.UTF-8 ;; esac
  env_list=(HOME="$cache/home" USER="$(id -un)" TERM="${TERM:-dumb}" LANG="$language"
    PATH="$prefix/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" XDG_DATA_DIRS="$prefix/share:/usr/local/share:/usr/share"
    GSETTINGS_BACKEND=keyfile)
  for name in DISPLAY XAUTHORITY WAYLAND_DISPLAY XDG_RUNTIME_DIR XDG_CURRENT_DESKTOP DBUS_SESSION_BUS_ADDRESS \
    LANGUAGE LC_ALL LOCPATH TZ CI G_MESSAGES_DEBUG G_DEBUG GTK_DEBUG GDK_BACKEND GSK_RENDERER GTK_THEME \
    ADW_DEBUG_COLOR_SCHEME CC CFLAGS LDFLAGS TB_TEST_COUCHDB NODE_EXTRA_CA_CERTS SSL_CERT_FILE SSL_CERT_DIR \
    http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY ${!npm_config_@}; do
    [ -z "${!name-}" ] || env_list+=("$name=${!name}")
  done
}

# Folders of this machine that the root shows at their own paths.
outside_folders() {
  local folder
  for folder in /*; do
    case ${folder#/} in usr | etc | var | bin | sbin | lib | lib32 | lib64 | libx32 | proc | dev | sys | run | boot | lost+found) ;;
      *) [ ! -d "$folder" ] || printf '%s\n' "$folder" ;; esac
  done
  for folder in /var/home /var/tmp /run/media "${XDG_RUNTIME_DIR-}"; do
    [ ! -d "$folder" ] || printf '%s\n' "$folder"
  done
}

# enter COMMAND...: runs it natively or in the root, in the present folder
enter() {
  environment
  [ "$mode" = root ] || { env -i "${env_list[@]}" "$@"; return; }
  local file folder arguments
  if [ "$enter" = bwrap ]; then
    # /proc is this machine's: with a process namespace of its own, an Xvfb would take the lock files that others
    # have in /tmp for left-overs.
    arguments=(--die-with-parent $enter_flags --ro-bind "$root/usr" /usr --ro-bind "$root/etc" /etc
      --ro-bind "$root/var" /var --symlink usr/bin /bin --symlink usr/sbin /sbin --symlink usr/lib /lib
      --symlink usr/lib64 /lib64 --dev /dev --bind-try /dev/shm /dev/shm --dev-bind-try /dev/dri /dev/dri
      --bind /proc /proc --ro-bind-try /sys /sys --ro-bind-try /usr/share/fonts /run/host/fonts)
    # The certificates too: what is reached on this machine is reached in the root.
    for file in resolv.conf hosts localtime machine-id passwd group ssl/certs/ca-certificates.crt; do
      arguments+=(--ro-bind-try "/etc/$file" "/etc/$file")
    done
    while read -r folder; do
      if [ -L "$folder" ]; then arguments+=(--symlink "$(readlink "$folder")" "$folder")
      else arguments+=(--bind "$folder" "$folder"); fi
    done < <(outside_folders)
    env -i "${env_list[@]}" bwrap "${arguments[@]}" --chdir "$PWD" "$@"
  else
    arguments=(-r "$root" -b /dev -b /proc -b /sys -b /etc/resolv.conf -b /etc/hosts -b /etc/passwd -b /etc/group)
    file=/etc/ssl/certs/ca-certificates.crt
    [ ! -f $file ] || arguments+=(-b $file)
    while read -r folder; do arguments+=(-b "$folder"); done < <(outside_folders)
    env -i "${env_list[@]}" proot "${arguments[@]}" -w "$PWD" "$@"
  fi
}

# in_session [NAME=VALUE...] [--x11 WIDTHxHEIGHT] [--picture FILE] COMMAND...: see build-aux/session
in_session() { enter "$here/session" "$@"; }
in_own_session() { (unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR; in_session "$@"); }

has_display() { [ -n "${DISPLAY-}" ] || [ -S "${XDG_RUNTIME_DIR:-/nowhere}/${WAYLAND_DISPLAY:-none}" ]; }

# ---- building

# copy_sources FOLDER: as git knows them, with what is changed, new and removed, for what builds beside its sources
copy_sources() {
  rm -rf "$1"
  mkdir -p "$1"
  (cd "$src" && LC_ALL=C comm -z -23 <(git ls-files --cached --others --exclude-standard -z | LC_ALL=C sort -z) \
    <(git ls-files --deleted -z | LC_ALL=C sort -z) | tar -c --null --files-from=-) | tar -x -C "$1"
}

# compile FOLDER [MESON SETUP OPTION...]
compile() {
  local folder=$1
  shift
  (
    flock 9
    [ -e "$folder/build.ninja" ] || enter meson setup --prefix="$prefix" "$@" "$folder" "$src" >&2
    enter ninja -C "$folder" --quiet >&2
  ) 9>"$build/lock"
}

# build_and_install FOLDER [MESON SETUP OPTION...]: the program with its schemas, icons and translations in $prefix
build_and_install() {
  local folder=$1
  compile "$@"
  (
    flock 9
    if [ ! -e "$prefix/.installed" ] || [ "$folder/.ninja_log" -nt "$prefix/.installed" ]; then
      mkdir -p "$prefix"
      enter meson install -C "$folder" --no-rebuild --quiet >&2
      touch -r "$folder/.ninja_log" "$prefix/.installed"
    fi
  ) 9>"$build/lock"
}
