### rwx
escaped = mapped(4096, 7, 0x22)
### write_then_execute
address = mapped(4096, 3, 0x22)
libc.mprotect.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
escaped = need(libc.mprotect(address, 4096, 5))
### pkey_mprotect
escaped = syscall(329, 0, 0, 5, -1) + 1
### load_library
escaped = ctypes.CDLL('libm.so.6')._handle and ctypes.CDLL('libsqlite3.so.0')._handle
### load_extension
import _sqlite3
escaped = 'loaded'
### shared_anonymous
escaped = mapped(1 << 30, 3, 0x21)
### shared_validate
escaped = mapped(1 << 20, 3, 0x23)
### huge_pages
escaped = mapped(1 << 30, 3, 0x40022)
### page_tables
escaped = mapped(1 << 40, 1, 0x4022)
### mlock
escaped = need(libc.mlock(mapped(1 << 20, 3, 0x22), 1 << 20))
### mlockall
escaped = need(libc.mlockall(3))
### bytearray_bomb
x = bytearray(1 << 33); escaped = len(x)
### string_doubling
s = 'x'
while len(s) < 1 << 32: s += s
escaped = len(s)
### list_bomb
x = []
while len(x) < 1 << 29: x.extend([0] * (1 << 20))
escaped = len(x)
### dict_bomb
x = {}
for i in range(1 << 26): x[i] = str(i) * 100
escaped = len(x)
### integer_bomb
x = 1 << (1 << 34); escaped = 'big'
### nested_tuples
x = ()
for i in range(1 << 28): x = (x, [0] * 100)
escaped = 'big'
### mremap_growth
libc.mremap.restype = ctypes.c_void_p
libc.mremap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int)
address = libc.mremap(mapped(4096, 3, 0x22), 4096, 1 << 31, 1)
if address in (None, FAILED): raise MemoryError
escaped = address
### brk_growth
libc.sbrk.restype = ctypes.c_void_p
address = libc.sbrk(ctypes.c_long(1 << 30))
if address in (None, FAILED): raise MemoryError
escaped = address
### malloc_many
libc.malloc.restype = ctypes.c_void_p
total = 0
while total < 1 << 30:
    p = libc.malloc(ctypes.c_size_t(1 << 20))
    if not p: raise MemoryError
    ctypes.memset(p, 1, 1 << 20)
    total += 1 << 20
escaped = total
### stack_in_c
import re
escaped = re.compile('(' * 5000 + ')' * 5000)
### json_nesting
import json
escaped = json.loads('[' * 1000000)
### compile_nesting
escaped = compile('-' * 1000000 + '1', 'x', 'eval')
### zip_bomb
import zlib
data = zlib.compress(bytes(1 << 22)) ; d = zlib.decompressobj()
x = [zlib.decompress(data) for _ in range(1000)]
escaped = 'big'
### raise_limits
import resource
resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY,) * 2); escaped = 'raised'
### raise_limits_prlimit
import resource
resource.prlimit(0, resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2); escaped = 'raised'
### limits_of_service
import resource
resource.prlimit(service_pid, resource.RLIMIT_NOFILE); escaped = 'read'
### limits_of_zygote
import resource
resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (1, 1)); escaped = 'set'
