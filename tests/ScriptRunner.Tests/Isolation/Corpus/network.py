### tcp_connect
import socket
s = socket.create_connection(('127.0.0.1', tcp_port), 2); escaped = 'connected'
### tcp_connect_refused_port
import socket
s = socket.socket(); s.connect_ex(('127.0.0.1', 1)); escaped = 'a socket'
### udp_send
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.sendto(b'leak', ('127.0.0.1', udp_port)); escaped = 'sent'
### ipv6
import socket
s = socket.socket(socket.AF_INET6); escaped = 'a socket'
### raw
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_RAW, 1); escaped = 'a socket'
### packet
import socket
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0); escaped = 'a socket'
### netlink
import socket
s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0); escaped = 'a socket'
### vsock
import socket
s = socket.socket(40, socket.SOCK_STREAM); escaped = 'a socket'
### alg
import socket
s = socket.socket(38, socket.SOCK_SEQPACKET); escaped = 'a socket'
### unix_path
import socket
s = socket.socket(socket.AF_UNIX); s.connect(os.path.dirname(canary) + '/light-1.sock'); escaped = 'connected'
### unix_abstract
import socket
s = socket.socket(socket.AF_UNIX); s.connect('\0flux'); escaped = 'connected'
### socketpair
import socket
a, b = socket.socketpair(); escaped = 'a pair'
### socket_call
escaped = syscall(41, 2, 1, 0)
### connect_on_channel
escaped = syscall(42, 3, ctypes.create_string_buffer(16), 16)
### bind_on_channel
escaped = syscall(49, 3, ctypes.create_string_buffer(16), 16)
### listen_on_channel
escaped = syscall(50, 3, 1) + 1
### accept_on_channel
escaped = syscall(43, 3, 0, 0)
### sendmsg_on_channel
escaped = syscall(46, 3, ctypes.create_string_buffer(64), 0)
### recvmsg_on_channel
escaped = syscall(47, 3, ctypes.create_string_buffer(64), 0)
### sendto_on_channel
escaped = syscall(44, 3, ctypes.create_string_buffer(1), 1, 0, 0, 0)
### getsockopt_peer
value, length = ctypes.create_string_buffer(12), ctypes.c_int(12)
escaped = syscall(55, 3, 1, 17, value, ctypes.byref(length)) + 1
### setsockopt_channel
escaped = syscall(54, 3, 1, 2, ctypes.create_string_buffer(4), 4) + 1
### shutdown_channel
escaped = syscall(48, 3, 2) + 1
### getpeername
escaped = syscall(52, 3, ctypes.create_string_buffer(128), ctypes.byref(ctypes.c_int(128))) + 1
### dns
import socket
escaped = socket.getaddrinfo('example.org', 80)
### http
import urllib.request
escaped = urllib.request.urlopen('http://127.0.0.1:%d/' % tcp_port, timeout=2).status
### ioctl_interface
import fcntl
escaped = fcntl.ioctl(3, 0x8912, bytes(64))
### io_uring
escaped = syscall(425, 8, ctypes.create_string_buffer(120))
### epoll
import select
escaped = select.epoll().fileno()
### eventfd
escaped = syscall(290, 0, 0)
### gethostname_is_known_but_sethostname_is_not
escaped = need(libc.sethostname(b'x', 1))
