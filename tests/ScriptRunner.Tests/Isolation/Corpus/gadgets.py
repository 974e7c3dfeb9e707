### self_of_a_builtin
escaped = print.__self__.open(canary).read()
### subclasses_walk_to_a_loader
loader = [c for c in ().__class__.__base__.__subclasses__() if c.__name__ == 'FileLoader'][0]
escaped = loader('x', canary).get_data(canary).decode()
### subclasses_walk_to_globals
hits = [c.__init__.__globals__ for c in object.__subclasses__() if hasattr(c.__init__, '__globals__')]
os_ = [g['sys'].modules['posix'] for g in hits if 'sys' in g][0]
escaped = os_.read(os_.open(canary, 0), 99).decode()
### generator_frame
def g():
    yield frame.f_back.f_back or frame.f_back
made = g(); frame = made.gi_frame
f = next(made); found = {}
while f is not None: found.update(f.f_globals); f = f.f_back
secret = {k for k, v in found.items() if isinstance(v, str) and 'canary-' in v}
if not secret: raise OSError('clean')
escaped = str(secret)
### coroutine_frame
async def c(): pass
made = c(); scope = made.cr_frame.f_builtins; made.close()
escaped = scope['open'](canary).read()
### async_generator_frame
async def c(): yield
escaped = c().ag_frame.f_builtins['open'](canary).read()
### traceback_frames
try: 1 / 0
except ZeroDivisionError as error: f = error.__traceback__.tb_frame
while f.f_back: f = f.f_back
escaped = f.f_builtins['open'](canary).read()
### frames_of_the_runner
import sys
f = sys._getframe()
while f and 'channel' not in f.f_locals: f = f.f_back
f.f_locals['header']['result_bytes'] = 1 << 60
escaped = None
big = 'x' * (9 << 20)
### decorators_as_calls
@open
@lambda _: canary
def escaped(): pass
escaped = escaped.read()
### class_getitem
class A: __class_getitem__ = open
escaped = A[canary].read()
### dunder_operators
class A: __add__ = lambda self, other: open(other).read()
escaped = A() + canary
### nfkc_identifiers
escaped = ｏｐｅｎ(canary).read()
### coding_cookie
# coding: utf_7
escaped = None
if '+AG8-' != 'o': raise OSError('the cookie means nothing')
escaped = open(canary).read()
### format_walks
import logging
text = '{0.__class__.__init__.__globals__}'.format(logging.Formatter())
if 'canary-' not in text: raise OSError('clean')
escaped = text
### string_formatter
import string
field, _ = string.Formatter().get_field('0.__globals__[sys].modules[os].environ', (string.Template.substitute,), {})
found = [k for k in field if k not in ('LANG', 'TZ', 'LC_CTYPE')]
if not found: raise OSError('clean')
escaped = found
### bytecode_out_of_range
code = (lambda: 0).__code__
wild = code.replace(co_code=bytes([151, 0, 124, 255, 83, 0]), co_nlocals=0, co_varnames=(), co_stacksize=1)
import types
escaped = str(types.FunctionType(wild, {})()) and None
### bytecode_wild_constant
code = (lambda: 0).__code__
import types
escaped = str(types.FunctionType(code.replace(co_code=bytes([151, 0, 144, 255, 144, 255, 100, 255, 83, 0])), {})()) and None
### marshal_garbage
import marshal
for i in range(256):
    try: marshal.loads(bytes([i]) + b'\xff' * 40)
    except (ValueError, EOFError, TypeError, MemoryError): pass
raise OSError('nothing')
### audit_hook_avoided
import _posixsubprocess
a, b = 3, 3
escaped = _posixsubprocess.fork_exec([b'/bin/true'], [b'/bin/true'], True, (), None, None, -1, -1, -1, -1, -1, -1, a, b, False, False, 0, None, None, None, -1, None, False)
### signal_frames
import signal
def handler(number, frame):
    globals()['seen'] = frame
signal.signal(signal.SIGSEGV, handler)
os.kill(os.getpid(), signal.SIGSEGV); escaped = 'signalled'
### breakpoint_and_pdb
breakpoint()
escaped = None
### help_and_license
for name in ('help', 'license', 'credits', 'copyright', 'exit'):
    try: eval(name)()
    except (NameError, EOFError, OSError, RuntimeError, SystemExit): pass
raise OSError('nothing')
### input_reads_nothing
escaped = input() or None
### type_getattribute
escaped = type.__getattribute__(type(sys), '__base__').__subclasses__()[0] and open(canary).read()
### module_globals_of_allowed_modules
import random, re, json, warnings, logging
for os_ in (random._os, logging.os, sys.modules['os'], json.codecs.__spec__.loader):
    if hasattr(os_, 'open'): escaped = os_.read(os_.open(canary, 0), 99).decode()
### warnings_import
import warnings
escaped = warnings._getaction and warnings.sys.modules['builtins'].open(canary).read()
### pickle_reduce
import pickle
class A: __reduce__ = lambda self: (os.open, (canary, 0))
escaped = os.read(pickle.loads(pickle.dumps(A())), 99).decode()
### pickle_system
import pickle
class A: __reduce__ = lambda self: (os.system, ('echo x > /tmp/flux-escape',))
code = pickle.loads(pickle.dumps(A()))
if code != 0: raise OSError(code)
escaped = 'ran'
### importlib_loader_of_a_file
import importlib.util
spec = importlib.util.spec_from_file_location('x', canary, loader=importlib.machinery.SourceFileLoader('x', canary))
escaped = importlib.util.module_from_spec(spec) and spec.loader.get_source('x')
### path_of_imports
sys.path.insert(0, os.path.dirname(canary)); sys.path_importer_cache.clear()
import canary as module
escaped = module.__file__
### zipimport
import zipimport
escaped = zipimport.zipimporter(canary).archive
### runpy
import runpy
escaped = str(runpy.run_path(canary))
### pkgutil_data
import pkgutil
escaped = pkgutil.get_data('json', '../../../..' + canary).decode()
### resources_traversal
import importlib.resources
escaped = importlib.resources.files('json').joinpath('../../../..' + canary).read_text()
### zoneinfo_traversal
import zoneinfo
zoneinfo.reset_tzpath(['/'])
escaped = str(zoneinfo.ZoneInfo(canary.lstrip('/')))
### locale_and_gettext
import gettext
escaped = gettext.GNUTranslations(open(canary, 'rb'))
### configparser_include
import configparser
read = configparser.ConfigParser().read(['/etc/ssl/openssl.cnf', canary])
if not read: raise OSError('nothing')
escaped = read
### xml_external_entity
import xml.sax, xml.sax.handler, io
class H(xml.sax.handler.ContentHandler):
    text = ''
    def characters(self, data): self.text += data
h, p = H(), xml.sax.make_parser()
p.setFeature(xml.sax.handler.feature_external_ges, True); p.setContentHandler(h)
p.parse(io.StringIO('<!DOCTYPE x [<!ENTITY c SYSTEM "file://%s">]><x>&c;</x>' % canary))
if 'canary-' not in h.text: raise OSError('nothing')
escaped = h.text
### xml_billion_laughs
import xml.etree.ElementTree as e
entities = ''.join('<!ENTITY a%d "%s">' % (i, ('&a%d;' % (i - 1)) * 10) for i in range(1, 12))
escaped = len(e.fromstring('<!DOCTYPE x [<!ENTITY a0 "xxxxxxxxxx">%s]><x>&a11;</x>' % entities).text) > 1 << 28
### audit_hook_that_raises
sys.addaudithook(lambda *a: (_ for _ in ()).throw(KeyboardInterrupt()))
escaped = None
### setdlopenflags
sys.setdlopenflags(0x102)
import _ctypes
escaped = _ctypes.dlopen('/lib/x86_64-linux-gnu/libcrypt.so.1', 0x102)
### password_database
import pwd
escaped = pwd.getpwuid(0).pw_dir
### spwd
import spwd
escaped = ' '.join(s.sp_namp for s in spwd.getspall()) or None
### netrc_home
import netrc
escaped = str(netrc.netrc('/root/.netrc'))
### webbrowser
import webbrowser
escaped = webbrowser.open('http://127.0.0.1:%d/' % tcp_port) or None
### logging_handlers
import logging.handlers
h = logging.handlers.SysLogHandler(unix_path); h.createSocket() if hasattr(h, 'createSocket') else h._connect_unixsocket(unix_path)
h.socket.send(b'x'); escaped = 'sent'
### logging_file
import logging
escaped = logging.FileHandler('/tmp/flux-escape.log').baseFilename
### dbm_and_shelve
import shelve
escaped = shelve.open('/tmp/flux-escape.db') and 'opened'
### sqlite_file
import sqlite3
escaped = sqlite3.connect('/tmp/flux-escape.db') and 'opened'
### py_compile_writes
import py_compile
escaped = py_compile.compile('/usr/lib/python3.11/this.py', cfile='/tmp/flux-escape.pyc')
### tracemalloc_and_profile
import cProfile
p = cProfile.Profile(); p.enable(); p.disable(); p.dump_stats('/tmp/flux-escape.prof'); escaped = 'written'
### faulthandler_file
import faulthandler
faulthandler.enable(open('/tmp/flux-escape', 'w')); escaped = 'written'
### venv
import venv
venv.create('/tmp/flux-escape-venv'); escaped = 'made'
### site_packages_with_side_effects
sys.path.append('/usr/lib/python3/dist-packages'); import site
site.main(); site.addsitedir('/usr/local/lib/python3.11/dist-packages'); raise OSError('nothing to load')
### antigravity
import antigravity
raise OSError('imported')
### asyncio_loop
import asyncio
escaped = asyncio.run(asyncio.sleep(0, 'ran'))
### queue_manager
import multiprocessing.shared_memory as m
escaped = m.SharedMemory(create=True, size=10).name
### semaphores
import multiprocessing
escaped = str(multiprocessing.Semaphore(1))
### readline_history
import readline
readline.write_history_file('/tmp/flux-escape'); escaped = 'written'
### curses
import curses
curses.setupterm('xterm'); escaped = 'read the terminal database'
