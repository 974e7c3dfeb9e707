#!/bin/sh
# One lab device. Runs as the first process of its own pid, mount and uts namespaces: when it ends, the kernel ends
# every process of the device, logged-in sessions included. It ends when its standard input closes.
# Usage: device.sh DIRECTORY HOSTNAME frr|zebra|bgpd|linux ADDRESS PORT (of the daemon's terminal: zebra or bgpd)
set -eu
dir=$1 name=$2 kind=$3 address=$4 port=$5
hostname "$name"

# A user database of its own: the machine's accounts stay as they are, and two labs never meet. Laid over the whole folder where the
# kernel can: the kernel drops a mount on a single file as soon as somebody (useradd, an installation) replaces that file on the machine.
mount -t overlay -o "lowerdir=$dir/etc:/etc" overlay /etc 2>/dev/null ||
    for file in passwd shadow group; do mount --bind "$dir/etc/$file" "/etc/$file"; done
chown -R 64100 "$dir/home"
mkdir -p /run/sshd

case $kind in
frr | zebra | bgpd)
    # A network of its own too, so that the router's configuration cannot touch the machine's interfaces.
    mkdir -p /run/frr
    mount --bind "$dir/run" /run/frr
    mount --bind "$dir/frr" /etc/frr
    chown -R frr:frrvty /run/frr /etc/frr
    chmod 770 /run/frr
    chmod 775 /etc/frr
    unshare --net sh -ec '
        ip link set lo up
        ip link add eth0 type veth peer name peer0
        ip link set eth0 up
        /usr/lib/frr/zebra -d -A 127.0.0.1
        case $1 in
        zebra) exec socat UNIX-LISTEN:/run/frr/terminal,fork TCP:127.0.0.1:2601 ;;
        bgpd) /usr/lib/frr/bgpd -d -A 127.0.0.1; exec socat UNIX-LISTEN:/run/frr/terminal,fork TCP:127.0.0.1:2605 ;;
        esac' sh "$kind" >&2 </dev/null &
    if [ "$kind" = frr ]; then
        wait $!
    else
        # Out of that network by a socket in the file system.
        socat "TCP-LISTEN:$port,bind=$address,fork" UNIX-CONNECT:/run/frr/terminal,retry=100,interval=0.1 >&2 </dev/null &
        socat -u OPEN:/dev/null "TCP:$address:$port,retry=100,interval=0.05" >&2
    fi
    ;;
esac

{ /usr/sbin/sshd -D -e -f "$dir/sshd_config" </dev/null; echo "sshd ended with code $?" >&2; } &

# Waiting, and not just reading, also buries the processes that sessions leave behind.
exec 3<&0
while read -r _; do :; done <&3 &
wait $!
