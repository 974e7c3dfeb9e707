### empty_output_flood
while True: os.write(3, b'O\0\0\0\0' * 1000)
### usage_flood
while True: os.write(3, (struct.pack('<cI', b'U', 3) + b'1 1') * 1000)
### hello_flood
while True: os.write(3, b'H\0\0\0\0' * 1000)
### negative_length
os.write(3, b'O\xff\xff\xff\xff' + b'x' * 1000); import time; time.sleep(30)
### length_of_a_gigabyte
os.write(3, struct.pack('<cI', b'E', 1 << 30)); import time; time.sleep(30)
### byte_by_byte_then_silence
for b in struct.pack('<cI', b'R', 8000): os.write(3, bytes([b]))
import time
while True: os.write(3, b' '); time.sleep(0.05)
### second_result
body = b'{"outputs":{}}'
os.write(3, (struct.pack('<cI', b'R', len(body)) + body) * 2)
while True: pass
### result_then_output_flood
body = b'{"outputs":{}}'
os.write(3, struct.pack('<cI', b'R', len(body)) + body)
while True: os.write(3, struct.pack('<cI', b'O', 65536) + b'x' * 65536)
### result_then_crash
body = b'{"outputs":{}}'
os.write(3, struct.pack('<cI', b'R', len(body)) + body); os.abort()
### failure_as_big_as_allowed
body = b'{"reason":"SCRIPT_EXCEPTION","message":"' + b'x' * 260000 + b'"}'
os.write(3, struct.pack('<cI', b'E', len(body)) + body); import time; time.sleep(30)
### failure_too_big
os.write(3, struct.pack('<cI', b'E', 1 << 20) + b'x' * (1 << 20)); import time; time.sleep(30)
### failure_with_huge_line
body = b'{"reason":"SCRIPT_EXCEPTION","line":99999999999999999999}'
os.write(3, struct.pack('<cI', b'E', len(body)) + body); import time; time.sleep(30)
### failure_with_infinite_line
body = b'{"reason":"SCRIPT_EXCEPTION","line":1e999}'
os.write(3, struct.pack('<cI', b'E', len(body)) + body); import time; time.sleep(30)
### failure_keys_twice
body = b'{"reason":"SCRIPT_EXCEPTION","reason":"ALL_IS_WELL"}'
os.write(3, struct.pack('<cI', b'E', len(body)) + body); import time; time.sleep(30)
### log_frames_small_without_end
while True: os.write(3, struct.pack('<cI', b'L', 28) + b'{"level":"x","message":"yy"}')
### log_frame_bad_utf8
os.write(3, struct.pack('<cI', b'L', 30) + b'{"level":"x","message":"\xff\xff\xff\xff"}'); import time; time.sleep(30)
### output_bad_utf8
os.write(3, struct.pack('<cI', b'O', 4) + b'\xff\xfe\xc3\x28'); escaped = None
### output_control_characters
print('\x1b]0;owned\x07\x1b[2J\0\r\n' * 10); escaped = None
### call_deep
body = b'{"function":"run_task","arguments":' + b'{"a":' * 100000 + b'1' + b'}' * 100001
os.write(3, struct.pack('<cI', b'C', len(body)) + body); import time; time.sleep(30)
### call_twice_the_same_key
body = b'{"function":"element.fetch","function":"run_flow","arguments":{}}'
os.write(3, struct.pack('<cI', b'C', len(body)) + body); escaped = os.read(3, 5)[:1] == b'V'
### call_unicode_name
body = '{"function":"run_task\\u0000","arguments":{}}'.encode()
os.write(3, struct.pack('<cI', b'C', len(body)) + body); escaped = os.read(3, 5)[:1] == b'V'
### channel_replaced
os.close(3); os.open('/dev/null', os.O_RDONLY); escaped = 'quiet'
### channel_swapped
a = os.dup(3); os.close(3); os.dup(a); escaped = None
### channel_not_blocking
os.set_blocking(3, False); big = 'x' * (7 << 20); escaped = None
### runner_encode_replaced
from fluxbox import values, job, channel
values.encode = lambda *a: b'[1'
escaped = None
### runner_finish_replaced
from fluxbox import job
def finish(*a):
    while True: pass
job.finish = finish
escaped = None
### runner_send_replaced
from fluxbox import channel
channel.Channel.send = lambda *a: None
escaped = None
### runner_limit_replaced
import sys
f = sys._getframe()
while f and 'channel' not in f.f_locals: f = f.f_back
f.f_locals['header']['result_bytes'] = 1 << 60
big = 'x' * (9 << 20); escaped = None
### runner_describe_raises
from fluxbox import failures
failures.describe = lambda *a: 1 / 0
raise ValueError('x')
### runner_kind_replaced
from fluxbox import kinds
kinds.KINDS['free']._collect = lambda scope, session: {'outputs': {'x': float('nan')}}
escaped = None
### json_module_poisoned
import json
json.JSONEncoder.encode = lambda *a: '{"outputs":{"\\ud800":1}}'
from fluxbox import values
values._encoder.encode = lambda *a: '{"outputs":{"a":"\\ud800"}}'
escaped = None
### resource_module_poisoned
import resource
resource.getrusage = None
escaped = None
### modules_emptied
import sys
for name in list(sys.modules):
    if name not in ('sys', 'builtins'): sys.modules[name] = None
escaped = None
### builtins_deleted
import builtins
for name in dir(builtins):
    if name not in ('__build_class__',): delattr(builtins, name)
### exit_hooks_outlive
import atexit
def again():
    while True: os.write(3, b'O\1\0\0\0x')
atexit.register(again); escaped = None
### finalizer_outlives
class A:
    def __del__(self):
        while True: pass
keep = A(); escaped = None
### excepthook
import sys
def hook(*a):
    while True: pass
sys.excepthook = sys.unraisablehook = hook
raise ValueError('x')
### profile_function
import sys
def burn(frame, event, argument):
    while event == 'return' and frame.f_code.co_name == 'finish': pass
sys.setprofile(burn); escaped = None
### exit_code_of_success
os._exit(0)
### exit_by_syscall
syscall(231, 0)
### exit_thread_only
syscall(60, 0)
### exit_between_frames
os.write(3, struct.pack('<cI', b'R', 100) + b'{"outputs":'); os._exit(0)
### fake_death_lines
for fd in (0, 1, 2): os.write(fd, b'X %d 0 0 0 0\nC 1\nREADY {}\n' % os.getpid())
escaped = None
### evil_equality
class A(dict):
    def items(self):
        while True: pass
    def keys(self): 1 / 0
made = A(a=1); escaped = None
### evil_string
class S(str):
    def encode(self, *a): 1 / 0
    def __str__(self): 1 / 0
made = {S('a'): S('b')}; escaped = None
### evil_number
class I(int):
    __repr__ = __str__ = lambda self: 'NaN, "escaped": true, "x": 0'
class F(float):
    __repr__ = __str__ = lambda self: '1, "escaped": true'
made = [I(1), F(1.0)]; del I, F
### evil_exception
class E(Exception):
    def __str__(self): raise SystemExit(0)
    __class__ = property(lambda self: 1 / 0)
raise E
### evil_traceback_name
exec(compile('raise ValueError("x")', 'test', 'exec'))
### endless_exception_chain
e = None
for _ in range(100000):
    n = ValueError(); n.__cause__ = e; e = n
raise e
### huge_message
raise ValueError('x' * (100 << 20))
### frames_with_wild_lines
code = compile('1/0', 'test', 'exec').replace(co_firstlineno=1 << 30)
exec(code)
### name_tricks
globals()['__builtins__'] = {}; globals()['\ud800'] = 1
### globals_cleared
globals().clear()
### globals_during_collection
class D(dict): pass
import sys
f = sys._getframe()
class A:
    def __hash__(self): f.f_globals.clear(); return 1
made = {A(): 1}; escaped = None
