### grows_down
# The kernel does not count stacks as data, so such mappings would pass the memory limit.
escaped = mapped(200 << 20, 3, 0x122)
### huge_page_mapping
escaped = mapped(2 << 20, 3, 0x40022)
### locked_mapping
escaped = mapped(1 << 20, 3, 0x2022)
### populate_far_more
escaped = mapped(1 << 30, 3, 0x8022)
### many_mappings
for _ in range(70000): mapped(4096, 3 if _ % 2 else 1, 0x22)
escaped = None
### many_small_holes
base = mapped(256 << 20, 1, 0x4022)
libc.munmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t)
for i in range(0, 256 << 20, 8192): libc.munmap(base + i, 4096)
escaped = None
### file_mapping_made_private
import mmap
m = mmap.mmap(os.open('/usr/lib/python3.11/os.py', os.O_RDONLY), 0, flags=mmap.MAP_SHARED, prot=mmap.PROT_READ); escaped = 'shared'
### library_page_rewritten
# Makes code writable, writes it, and would make it executable again.
page = ctypes.cast(libc.getppid, ctypes.c_void_p).value & ~0xfff
libc.mprotect.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
need(libc.mprotect(page, 4096, 3)); escaped = need(libc.mprotect(page, 4096, 5))
### mapped_over_code
# A private page in place of code, then executable.
page = ctypes.cast(libc.getppid, ctypes.c_void_p).value & ~0xfff
libc.mprotect.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
libc.mmap(page, 4096, 3, 0x32, -1, 0); escaped = need(libc.mprotect(page, 4096, 5))
### executable_by_mremap
libc.mremap.restype = ctypes.c_void_p
libc.mremap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int, ctypes.c_void_p)
page = ctypes.cast(libc.getppid, ctypes.c_void_p).value & ~0xfff
target = mapped(8192, 3, 0x22)
moved = libc.mremap(page, 4096, 4096, 3, target)
libc.mprotect.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
need(libc.mprotect(target, 4096, 7)); escaped = 'writable code'
### callback_trampoline
# ctypes makes code at run time for callbacks; there must be no page that is both written and executed.
f = ctypes.CFUNCTYPE(ctypes.c_int)(lambda: 7)
page = ctypes.cast(f, ctypes.c_void_p).value
ctypes.memset(page, 0xc3, 1); escaped = 'wrote code'
### mergeable_pages
libc.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
escaped = need(libc.madvise(mapped(1 << 20, 3, 0x22), 1 << 20, 12))
### poisoned_page
libc.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
escaped = need(libc.madvise(mapped(4096, 3, 0x22), 4096, 100))
### mincore
escaped = syscall(27, mapped(4096, 3, 0x22), 4096, ctypes.create_string_buffer(1)) + 1
### remap_file_pages
escaped = syscall(216, mapped(4096, 3, 0x22), 4096, 0, 0, 0) + 1
### shadow_stack
escaped = syscall(453, 0, 4096, 1)
### seal_memory
escaped = syscall(462, mapped(4096, 3, 0x22), 4096, 0) + 1
### deep_stack_in_c
import sys
sys.setrecursionlimit(1 << 30)
class A:
    def __getattr__(self, name): return getattr(self, name + 'x')
A().y
### recursive_json
x = []
for _ in range(200000): x = [x]
import json
json.dumps(x); escaped = None
### shared_structure_expands
x = 'x' * 100
for _ in range(60): x = [x, x]
escaped = None
### million_keys
made = {str(i): i for i in range(1000000)}
escaped = None
### colliding_integers
made = {i * ((1 << 61) - 1): i for i in range(20000)}
escaped = None
### digits_without_end
import sys
sys.set_int_max_str_digits(0)
number = 10 ** 3000000
escaped = None
### digits_to_text
import sys
sys.set_int_max_str_digits(0)
text = str(3 ** 30000000); escaped = None
### format_width
text = '%*d' % (1 << 31 - 1, 1); escaped = len(text) > 1 << 29
### format_width_new
text = '{:>{w}}'.format('x', w=1 << 33); escaped = len(text) > 1 << 30
### translate_table
text = 'x' * (1 << 20)
for _ in range(20): text = text.translate({120: 'xx'})
escaped = len(text) > 1 << 30
### list_times
made = [0] * (1 << 40); escaped = 'made'
### product_of_iterators
import itertools
made = list(itertools.product(range(1000), repeat=4)); escaped = len(made)
### decimal_precision
import decimal
decimal.getcontext().prec = decimal.MAX_PREC; decimal.getcontext().Emax = decimal.MAX_EMAX
made = decimal.Decimal(1) / decimal.Decimal(3); escaped = 'made'
### lzma_bomb
import lzma
d = lzma.LZMADecompressor(); made = [lzma.compress(bytes(1 << 24)) for _ in range(50)]; escaped = None
made = [lzma.decompress(m) for m in made]; escaped = 'big'
### sre_nested_groups
import re
escaped = re.match('(?:(?:(?:a*)*)*)*b', 'a' * 60) and None
### regex_many_alternatives
import re
escaped = re.compile('|'.join('(?P<g%d>x{%d})' % (i, i) for i in range(1, 60000))) and None
### garbage_cycles
import gc
gc.disable()
while True:
    x = [0] * 1000; x.append(x)
### garbage_in_finalizers
class A:
    def __del__(self): A()
A(); escaped = None
### keyboard_interrupts_for_ever
def f():
    while True:
        try: yield
        except BaseException: pass
g = f(); next(g)
while True:
    try: g.throw(KeyboardInterrupt)
    except BaseException: pass
### xcpu_ignored_and_burning
import signal
signal.signal(signal.SIGXCPU, signal.SIG_IGN); signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True: pass
### yield_for_ever
while True: os.sched_yield()
### sleep_in_small_steps
import time
while True: time.sleep(0.001)
### select_without_end
import select
while True: select.select([3], [], [])
### futex_wait
word = ctypes.c_int(0)
syscall(202, ctypes.addressof(word), 128, 0, 0, 0, 0)
### ppoll_nothing
libc.ppoll(None, 0, None, None)
### stat_storm
while True:
    try: os.stat('/proc/1')
    except OSError: pass
### directory_storm
while True: os.listdir('/usr/lib/python3.11')
### descriptor_storm
while True:
    try: os.open('/dev/null', os.O_RDONLY)
    except OSError: break
escaped = None
### import_everything
import pkgutil
for m in pkgutil.iter_modules(['/usr/lib/python3.11']):
    if m.name in ('antigravity', 'this', 'idlelib', 'lib2to3', 'turtle', '__main__'): continue
    try: __import__(m.name)
    except BaseException: pass
escaped = None
