#!/bin/sh
# A lab device without root: sshd as the calling user. Ends when its standard input closes; in a process namespace of
# its own the sessions end with it.
# Usage: plain-sshd.sh DIRECTORY
/usr/sbin/sshd -D -e -f "$1/sshd_config" </dev/null &
server=$!
while read -r _; do :; done
kill "$server"
