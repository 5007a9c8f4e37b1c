# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by flatpak/test: makes a Flatpak runtime and an SDK of Debian packages, for machines that cannot reach those
# of GNOME. They are org.gnome.Platform.Debian and org.gnome.Sdk.Debian, in branch $suite.

local_dir=$src/flatpak/local
arch=$(flatpak --default-arch)

names() { # FILE...: the packages that lists name
  sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$@"
}

keyring() {
  local file
  for file in /usr/share/keyrings/debian-archive-keyring.{pgp,gpg}; do
    [ ! -f "$file" ] || { printf '%s\n' "$file" && return; }
  done
  die "Debian's archive keyring is not here: install debian-archive-keyring."
}

# fetch_archives: what archives.txt names into $archives, all or nothing. $work/sources.list is that of a tree.
fetch_archives() {
  local new=$archives.new release package file
  say "fetching the archives of the manifest"
  rm -rf "$archives" "$new"
  mkdir -p "$new/apt/lists/partial" "$new/apt/cache/archives/partial"
  for release in $(sed -n 's/^\([a-z]*\) .*/\1/p' "$local_dir/archives.txt" | sort -u); do
    sed -n "s/^deb \(.*\) $suite main/deb-src \1 $release main/p" "$work/sources.list"
  done >"$new/apt/sources.list"
  local apt=(apt-get -qq -o Dir::Etc::SourceList="$new/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o Dir::State::Lists="$new/apt/lists" -o Dir::Cache="$new/apt/cache" -o Dir::Etc::Trusted="$(keyring)"
    -o APT::Sandbox::User=root -o Acquire::Languages=none)
  "${apt[@]}" update >&2
  while read -r release package file; do
    case $release in '' | '#'*) continue ;; esac
    (cd "$new" && "${apt[@]}" source --download-only --tar-only "$package/$release" >&2)
    [ -z "$file" ] || tar -x -C "$new" -f "$new/$package"_*.orig.tar.* --strip-components=1 --wildcards "*/$file"
  done <"$local_dir/archives.txt"
  rm -rf "$new/apt"
  cp "$local_dir/archives.txt" "$new"
  mv "$new" "$archives"
}

# Flatpak keeps /usr of a tree and finds /etc in it; the rest of a Debian system is left out.
shape_as_runtime() { # TREE
  local tree=$1
  rm -rf "$tree"/etc/{apt,cron.daily,dpkg,init.d,systemd} "$tree"/usr/{etc,lib/systemd,lib/udev,lib/init}
  rm -f "$tree"/etc/{passwd,group,shadow,gshadow,*-,machine-id,resolv.conf,hosts,hostname,localtime,timezone,fstab,mtab,host.conf}
  rm -rf "$tree"/usr/share/{bug,doc-base,gtk-doc,info,lintian}
  mv "$tree/etc" "$tree/usr/etc"
  mkdir -p "$tree/files" "$tree/usr/lib/extensions" "$tree/usr/share/runtime/share"

  # Flatpak calls ldconfig, and /usr/sbin is not in its PATH. It makes the cache itself, with /app/lib in it.
  [ -e "$tree/usr/bin/ldconfig" ] || ln -s ../sbin/ldconfig "$tree/usr/bin/ldconfig"
  rm -f "$tree/usr/etc/ld.so.cache"
  printf '%s\n' 'include /run/flatpak/ld.so.conf.d/app-*.conf' /app/lib 'include /run/flatpak/ld.so.conf.d/runtime-*.conf' \
    "/usr/lib/$(basename "$(echo "$tree"/usr/lib/*-linux-gnu*)")" /usr/lib >"$tree/usr/etc/ld.so.conf"

  # The fonts of this machine are where Flatpak shows them.
  cat >"$tree/usr/etc/fonts/conf.d/50-flatpak.conf" <<'FONTS'
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir><dir>/app/share/fonts</dir>
  <dir>/run/host/fonts</dir><dir>/run/host/local-fonts</dir><dir>/run/host/user-fonts</dir>
  <cachedir>/run/host/fonts-cache</cachedir><cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
FONTS

  # flatpak-builder before 1.3 calls by its old name what Debian has as a command of appstreamcli, and looks for what
  # it wrote under another name.
  [ ! -x "$tree/usr/bin/appstreamcli" ] || install -m 755 "$local_dir/appstream-compose" "$tree/usr/bin/appstream-compose"
}

make_tree() { # ID PACKAGE...: exported into $repository as runtime ID
  local id=$1 tree=$work/tree list
  shift
  say "making $id"
  remove_root "$tree"
  list=$(printf '%s\n' "$@" | paste -sd,)
  local options=(--keyring="$(keyring)" --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"'
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/help/*'
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-include=/usr/share/locale/zh_CN/*'
    --dpkgopt='path-include=/usr/share/locale/locale.alias')
  mmdebstrap --quiet --mode=chrootless --variant=extract --format=dir "${options[@]}" --include="$essential,$list" \
    "$suite" "$tree" >&2
  chmod -R u+rwX "$tree"
  printf '%s\n' "$locales" >"$tree/etc/locale.gen"
  mkdir -p "$tree/usr/lib/locale"
  in_unpacked "$tree" sh -c "$finish_unpacked" >&2
  cp "$tree/etc/apt/sources.list" "$work/sources.list"
  shape_as_runtime "$tree"
  cat >"$tree/metadata" <<METADATA
[Runtime]
name=$id
runtime=org.gnome.Platform.Debian/$arch/$suite
sdk=org.gnome.Sdk.Debian/$arch/$suite

[Environment]
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
METADATA
  flatpak build-export --runtime --disable-fsync --no-update-summary "$repository" "$tree" "$suite" >&2
  remove_root "$tree"
}

# make_runtimes: both, in the installation that FLATPAK_USER_DIR names, all or nothing
make_runtimes() {
  local begin=$SECONDS
  rm -rf "$FLATPAK_USER_DIR" "$repository"
  mkdir -p "$FLATPAK_USER_DIR" "$work"
  ostree init --repo="$repository" --mode=bare-user-only
  make_tree org.gnome.Platform.Debian $(names "$local_dir/platform.txt")
  make_tree org.gnome.Sdk.Debian $(names "$local_dir/platform.txt" "$local_dir/sdk.txt")
  flatpak build-update-repo "$repository" >&2
  # The files are linked, not copied, and Flatpak asks for what it installed from: it stays.
  flatpak --user remote-add --no-gpg-verify debian "$repository"
  flatpak --user install -y --noninteractive debian "org.gnome.Platform.Debian//$suite" "org.gnome.Sdk.Debian//$suite" >&2
  : >"$FLATPAK_USER_DIR/.complete"
  say "the runtime is ready after $((SECONDS - begin)) s: $(du -sh "$FLATPAK_USER_DIR" | cut -f1)"
}
