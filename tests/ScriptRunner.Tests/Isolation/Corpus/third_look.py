### path_descriptor_duplicated
import fcntl
d = os.open(canary, os.O_PATH); escaped = os.read(fcntl.fcntl(d, fcntl.F_DUPFD, 8), 9)
### path_descriptor_mapped
d = os.open(canary, os.O_PATH); escaped = ctypes.string_at(mapped(4096, 1, 2, d), 9)
### path_descriptor_reopened_by_proc
d = os.open(canary, os.O_PATH); escaped = open('/proc/self/fd/%d' % d).read()
### link_read_by_its_own_descriptor
d = os.open(link, os.O_PATH | os.O_NOFOLLOW); b = ctypes.create_string_buffer(256)
escaped = need(syscall(267, d, b'', b, 256))
### namespace_of_the_service
escaped = os.open('/proc/%d/ns/net' % service_pid, 0)
### namespace_opened_and_asked
d = os.open('/proc/self/ns/user', 0)
escaped = need(syscall(16, d, 0xb701, 0))
### time_zone_path_moved
import zoneinfo
zoneinfo.reset_tzpath(['/etc']); escaped = str(zoneinfo.ZoneInfo('hostname'))
### sqlite_attach
import sqlite3
c = sqlite3.connect(':memory:'); c.execute('attach ? as x', ('/tmp/flux_escape.db',)); c.execute('create table x.t(a)'); escaped = 'made'
### url_of_a_file
import urllib.request
escaped = urllib.request.urlopen('file://' + canary).read()
### statx_canary
escaped = need(syscall(332, -100, canary.encode(), 0, 0xfff, ctypes.create_string_buffer(256)))
### shared_memory_by_name
import _posixshmem
escaped = _posixshmem.shm_open('/flux_escape', os.O_RDWR | os.O_CREAT, mode=0o600)
### limits_with_high_half_of_the_pid
escaped = need(syscall(302, 1 << 32, 6, (ctypes.c_ulong * 2)(9, 9), None)) or 'set'
### bytecode_at_random
import random
def f(a=1): return [x for x in range(a)]
c = f.__code__
for i in range(40):
    b = bytearray(c.co_code)
    for _ in range(4): b[random.randrange(len(b))] = random.randrange(256)
    try: f.__code__ = c.replace(co_code=bytes(b)); f()
    except Exception: pass
### data_called
b = ctypes.create_string_buffer(b'\xc3' * 64); ctypes.CFUNCTYPE(None)(ctypes.addressof(b))(); escaped = 'executed'
### null_called
ctypes.CFUNCTYPE(None)(0)()
### type_rewritten
import gc
d = gc.get_referents(dict.__dict__)[0]; d['get'] = lambda *a: 'poison'; ctypes.pythonapi.PyType_Modified(ctypes.py_object(dict))
### collector_keeps_everything
import gc
gc.unfreeze(); gc.set_debug(gc.DEBUG_SAVEALL); gc.collect(); gc.garbage.append(gc.get_objects())
### codecs_replaced
import codecs
codecs.register_error('backslashreplace', lambda e: 1 / 0); codecs.register_error('strict', lambda e: ('x', e.end)); print('\ud800'); made = '\ud800'
### recursion_limit_lowered
sys.setrecursionlimit(30); raise ValueError('x')
### syntax_error_of_its_own_making
e = SyntaxError(); e.filename, e.msg, e.lineno, e.offset = sys._getframe().f_code.co_filename, 5, 'x', []
made = {}
exec(compile('class D(dict):\n  def items(self): raise e\n', 'other', 'exec'), globals()); made = D(a=1)
### text_whose_encoding_exits
class S(str):
    def encode(self, *a): raise SystemExit(5)
class E(Exception):
    def __str__(self): return S('x')
raise E()
### exit_with_a_code_that_fails
class R:
    def __repr__(self): raise ValueError('r')
raise SystemExit(R())
### exit_with_a_huge_text
raise SystemExit('x' * (50 << 20))
### group_of_exceptions
raise BaseExceptionGroup('g' * 100000, [ValueError(i) for i in range(10000)])
### traceback_with_wild_numbers
import types
raise ValueError('x').with_traceback(types.TracebackType(None, sys._getframe(), -5, -7))
### memory_in_small_pieces_then_failure
kept = []
for make in (lambda: bytearray(1 << 16), object, list):
    try:
        while True: kept.append(make())
    except MemoryError: pass
1 / 0
### all_descriptors_closed
os.closerange(0, 100)
### channel_duplicated_and_closed
d = os.dup(3); os.close(3); os.write(d, b'R\2\0\0\0{}'); import time; time.sleep(30)
### result_announced_and_exit
os.write(3, struct.pack('<cI', b'R', 8 << 20)); os._exit(3)
### result_with_two_texts
body = b'{"outputs":{}} {}'
os.write(3, struct.pack('<cI', b'R', len(body)) + body); import time; time.sleep(30)
### result_with_a_mark
body = b'\xef\xbb\xbf{"outputs":{}}'
os.write(3, struct.pack('<cI', b'R', len(body)) + body); import time; time.sleep(30)
### log_surrogate
body = b'{"level":"info","message":"\\ud800"}'
os.write(3, struct.pack('<cI', b'L', len(body)) + body); import time; time.sleep(30)
### log_of_somebody_else
body = b'{"level":"info","message":"m","element_id":5,"run":"other","level":"error"}'
os.write(3, struct.pack('<cI', b'L', len(body)) + body); escaped = None
### log_too_long
os.write(3, struct.pack('<cI', b'L', 1 << 20)); import time; time.sleep(30)
### usage_not_ascii
os.write(3, struct.pack('<cI', b'U', 8) + b'\xff\xff x \x00\x00'); os._exit(0)
### random_bytes_sent
os.write(3, os.urandom(100000)); import time; time.sleep(30)
### runner_served_again
from fluxbox import channel, job
job.serve(channel.Channel())
### zygote_started_again
from fluxbox import zygote
zygote.main({})
### warnings_without_end
import warnings
warnings.simplefilter('always')
while True: warnings.warn('x' * 1000)
### scrypt_of_gigabytes
import hashlib
escaped = hashlib.scrypt(b'x', salt=b'y', n=1 << 20, r=8, p=1, maxmem=(1 << 31) - 1)
### json_indented
import json
escaped = json.dumps([[]] * 1000, indent=10 ** 9)[:1]
### deep_list_freed
x = None
for i in range(1000000): x = [x]
del x
### clock_of_the_service
import time
escaped = time.clock_gettime(~service_pid << 3 | 2)
### clock_of_the_zygote
import time
escaped = time.clock_gettime(~os.getppid() << 3 | 2)
### clock_of_the_zygote_slept_on
escaped = need(syscall(230, ~os.getppid() << 3 | 2, 0, (ctypes.c_long * 2)(0, 1), None)) or 'slept'
### processes_counted_by_their_clocks
found = [pid for pid in range(1, 5000) if libc.syscall(ctypes.c_long(229), ctypes.c_long(~pid << 3 | 2), None) == 0]
escaped = found or None
### processes_counted_by_their_affinity
mask = ctypes.create_string_buffer(128)
found = [pid for pid in range(1, 5000) if libc.syscall(ctypes.c_long(204), ctypes.c_long(pid), ctypes.c_long(128), mask) > 0]
escaped = found or None
### priorities_lent
w = (ctypes.c_int * 2)()
escaped = need(syscall(202, w, 0x86, 0, None, None, 0)) or 'locked'
