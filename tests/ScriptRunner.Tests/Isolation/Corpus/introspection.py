### environ_of_process
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, 'environ')
names, i = [], 0
while environ[i]: names.append(environ[i]); i += 1
secret = [n for n in names if b'CANARY' in n or b'PATH' in n or b'HOME' in n]
if not secret: raise OSError('clean')
escaped = secret
### environ_python
found = [k for k in os.environ if k not in ('LANG', 'TZ', 'LC_CTYPE')]
if not found: raise OSError('clean')
escaped = found
### argv
import sys
if any('/tmp' in a or 'canary' in a for a in sys.argv + sys.orig_argv): escaped = sys.orig_argv
else: raise OSError('clean')
### objects_of_other_runs
import gc
found = [o for o in gc.get_objects() if isinstance(o, dict) and o.get('secret_of_sibling')]
if not found: raise OSError('clean')
escaped = str(found)
### memory_of_other_runs
import gc
needle = 'sibling-' + 'canary-' + '5f3a'
for o in gc.get_objects():
    for r in gc.get_referents(o):
        if isinstance(r, (str, bytes)) and len(r) < 5000 and needle in (r if isinstance(r, str) else r.decode('latin-1')) and r is not needle:
            escaped = r
if 'escaped' not in globals(): raise OSError('clean')
### frames
import sys
f = sys._getframe()
while f.f_back: f = f.f_back
found = {k: str(v)[:50] for k, v in f.f_globals.items() if 'secret' in k.lower() or 'token' in k.lower()}
if not found: raise OSError('clean')
escaped = found
### subclasses_to_popen
for c in object.__subclasses__():
    if c.__name__ == 'Popen': escaped = c(['id']).pid
if 'escaped' not in globals():
    import subprocess
    escaped = subprocess.Popen(['id']).pid
### loader_of_zygote
import fluxbox.zygote
fluxbox.zygote.answer('C %d' % os.getpid())
os.write(1, b'X 1 0 0 0 0\n'); raise OSError('went to /dev/null')
### confinement_again
import fluxbox.kernel
c = fluxbox.kernel.landlock_abi()
fluxbox.kernel._limit('DATA', 1 << 40); escaped = 'raised'
### settings_of_zygote
import gc
found = [o for o in gc.get_objects() if isinstance(o, dict) and 'read_paths' in o and o.get('uid') == 0]
if not found: raise OSError('clean')
escaped = 'root zygote'
### open_descriptors
found = []
for n in range(4, 4096):
    try: os.fstat(n); found.append(n)
    except OSError: pass
if not found: raise OSError('clean')
escaped = found
### descriptor_zero_to_two
for n in (0, 1, 2):
    if not os.path.sameopenfile(n, 0): escaped = n
if os.read(0, 10): escaped = 'stdin'
if 'escaped' not in globals(): raise OSError('clean')
### poison_json
import json
json.dumps = json.loads = None
raise OSError('poisoned')
### poison_builtins
import builtins
builtins.__import__ = builtins.open = builtins.len = None
raise BaseException
### poison_modules
import sys
sys.modules.clear()
raise OSError('poisoned')
### atexit_and_finalizers
import atexit, weakref
class E:
    def __del__(self): os.write(3, struct.pack('<cI', b'Z', 0))
keep = E(); atexit.register(lambda: os.write(3, b'Z'))
raise OSError('armed')
### audit_hook
import sys
sys.addaudithook(lambda *a: None)
raise OSError('hooked')
### trace_function
import sys
sys.settrace(lambda *a: 1 / 0)
raise OSError('traced')
### signal_handlers
import signal
for s in range(1, 65):
    try: signal.signal(s, signal.SIG_IGN)
    except (OSError, ValueError): pass
raise OSError('ignored')
### faulthandler
import faulthandler
faulthandler.dump_traceback_later(1); escaped = 'a thread'
### segfault
ctypes.string_at(0)
### segfault_write
ctypes.memset(0, 0, 1)
### abort
os.abort()
### exit_now
os._exit(0)
### exit_huge
os._exit(255)
### c_recursion
import sys
sys.setrecursionlimit(1 << 30)
def f(): f()
f()
### repr_recursion
x = []
for _ in range(1000000): x = [x]
repr(x); raise OSError
### del_recursion
x = None
for _ in range(3000000): x = (x,)
del x; raise OSError
### regex_backtracking
import re
re.match(r'(a+)+$', 'a' * 40 + 'b')
### huge_power
x = 9 ** (9 ** 9)
### sleep_long
import time
time.sleep(3600)
### busy_loop
while True: pass
### swallow_everything
while True:
    try:
        while True: pass
    except BaseException: pass
### generator_loop
sum(1 for _ in iter(int, 1))
### read_channel_for_ever
while True: os.read(3, 1)
### poll_for_ever
import select
p = select.poll(); p.register(3); 
while True: p.poll()
