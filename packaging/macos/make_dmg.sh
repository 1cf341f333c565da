#!/bin/sh
# make_dmg.sh APP DMG: a disk image with the application and a link to the folder Applications. Needs macOS (hdiutil).
# Called by packaging/dist.py. Not yet tried. The application is signed for this machine only ("ad hoc"): without a
# developer's certificate macOS asks before the first start.
set -eu
app=$1
image=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder/"
codesign --force --deep --sign - "$folder/$(basename "$app")"
ln -s /Applications "$folder/Applications"
hdiutil create -volname TrunkTimer -srcfolder "$folder" -fs HFS+ -format UDZO -ov "$image"
