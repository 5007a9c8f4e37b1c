# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by common.sh when the Debian root must be made.

locales=$'en_US.UTF-8 UTF-8\nzh_CN.UTF-8 UTF-8'

# What the packages' own scripts would have done, where they could only be unpacked. Runs inside the new root.
finish_unpacked='
set -u
lib=$(echo /usr/lib/*-linux-gnu*)
ldconfig
for link in cc:gcc c99:gcc c++:g++ awk:mawk; do
  [ -e /usr/bin/${link%:*} ] || [ ! -e /usr/bin/${link#*:} ] || ln -s ${link#*:} /usr/bin/${link%:*}
done
[ ! -x $lib/gdk-pixbuf-2.0/gdk-pixbuf-query-loaders ] || $lib/gdk-pixbuf-2.0/gdk-pixbuf-query-loaders --update-cache
$lib/glib-2.0/gio-querymodules $lib/gio/modules
$lib/glib-2.0/glib-compile-schemas /usr/share/glib-2.0/schemas
update-mime-database /usr/share/mime
for theme in /usr/share/icons/*/index.theme; do gtk-update-icon-cache -q -f ${theme%/*}; done
ls /usr/share/ca-certificates/mozilla | sed s,^,mozilla/, >/etc/ca-certificates.conf
update-ca-certificates >/dev/null
while read -r name charset; do localedef -i ${name%%.*} -f $charset -A /usr/share/locale/locale.alias $name; done </etc/locale.gen
fc-cache -s
cp -f /usr/share/base-passwd/passwd.master /etc/passwd
cp -f /usr/share/base-passwd/group.master /etc/group
'
essential=base-files,base-passwd,bash,coreutils,dash,debianutils,diffutils,findutils,grep,gzip,hostname,libc-bin,mawk
essential+=,ncurses-bin,perl-base,procps,sed,tar,util-linux

in_unpacked() { # ROOT COMMAND...
  local new=$1
  shift
  local run=(env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LANG=C.UTF-8)
  if [ "$enter" = bwrap ]; then
    "${run[@]}" bwrap --unshare-user --uid 0 --gid 0 --bind "$new" / --dev /dev --bind /proc /proc --tmpfs /tmp "$@"
  else "${run[@]}" proot -0 -r "$new" -b /dev -b /proc -w / "$@"; fi
}

# remove_root FOLDER: an interrupted mmdebstrap leaves /dev, /proc and /sys of this machine mounted in it
remove_root() {
  local mounted
  [ -d "$1" ] || return 0
  awk -v under="$1/" 'index($2, under) == 1 { print $2 }' /proc/self/mounts | sort -r | while read -r mounted; do
    umount "$mounted" || die "$mounted is still mounted; unmount it, then remove $1."
  done || exit 1
  rm -rf --one-file-system "$1"
}

# make_root [LIST...]: makes $root, all or nothing
make_root() {
  have mmdebstrap || apt_install mmdebstrap debian-archive-keyring ||
    die "mmdebstrap is needed once to make a Debian root: install it, with Debian's archive keyring."
  [ "$(id -u)" = 0 ] || have newuidmap || apt_install uidmap || true

  # Installing needs root or subordinate ids; unpacking and finishing by hand needs neither.
  local how=unpack
  if [ "$(id -u)" = 0 ] && chroot / true 2>/dev/null; then how=root
  elif have newuidmap && grep -q "^$(id -un):" /etc/subuid 2>/dev/null && unshare -r true 2>/dev/null; then how=unshare; fi
  say "making a Debian root in $root, once: 300 MB to download, 1.3 GB on disk ($how)"

  local begin=$SECONDS new=$root.new list key
  remove_root "$new"
  list=$(packages "$@" | paste -sd,)
  local options=(--aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"'
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*'
    --dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='force-unsafe-io')
  for key in /usr/share/keyrings/debian-archive-keyring.{pgp,gpg}; do
    [ ! -f "$key" ] || { options+=(--keyring="$key") && break; }
  done
  local whole=(--variant=apt --include="$list"
    --essential-hook='printf "%s\n" "'"$locales"'" >"$1/etc/locale.gen"')
  case $how in
    root) mmdebstrap --mode=root --format=dir "${whole[@]}" "${options[@]}" "$suite" "$new" >&2 ;;
    unshare)
      # Unpacked from a stream as files of our own, so that rm removes them.
      mkdir -p "$new"
      TMPDIR=/var/tmp mmdebstrap --mode=unshare --format=tar "${whole[@]}" "${options[@]}" "$suite" - |
        tar -x -C "$new" --no-same-owner --exclude='./dev/*' --delay-directory-restore
      chmod -R u+rwX "$new"
      ;;
    unpack)
      mmdebstrap --mode=chrootless --variant=extract --format=dir "${options[@]}" --include="$essential,$list" "$suite" "$new" >&2
      chmod -R u+rwX "$new"
      printf '%s\n' "$locales" >"$new/etc/locale.gen"
      mkdir -p "$new/usr/lib/locale"
      in_unpacked "$new" sh -c "$finish_unpacked" >&2
      ;;
  esac

  # A file or folder can only be mounted over one that is there.
  local file
  mkdir -p "$new/var/home" "$new/var/tmp" "$new/var/lib/dbus" "$new/etc/fonts/conf.d"
  for file in resolv.conf hosts localtime machine-id passwd group; do
    [ ! -L "$new/etc/$file" ] || rm "$new/etc/$file"
    [ -e "$new/etc/$file" ] || : >"$new/etc/$file"
  done
  # dbus and fontconfig: a machine id, and the fonts of this machine
  ln -sf /etc/machine-id "$new/var/lib/dbus/machine-id"
  [ -s /etc/machine-id ] || tr -d - </proc/sys/kernel/random/uuid >"$new/etc/machine-id"
  printf '%s\n' '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">' \
    '<fontconfig><dir>/run/host/fonts</dir></fontconfig>' >"$new/etc/fonts/conf.d/05-outside.conf"

  : >"$new/.complete"
  mv "$new" "$root"
  # Roots of older lists that nobody has entered for a month
  find "$cache" -maxdepth 2 -path "$cache/*-*/.complete" -mtime +30 -printf '%h\n' | while read -r file; do remove_root "$file"; done
  say "the root is ready after $((SECONDS - begin)) s"
}
