import ctypes, os, struct, sys
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long)
FAILED = ctypes.c_void_p(-1).value
def syscall(number, *arguments):
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
    if result < 0:
        raise OSError(ctypes.get_errno(), 'system call %d' % number)
    return result
def mapped(length, protection, flags, descriptor=-1):
    address = libc.mmap(None, length, protection, flags, descriptor, 0)
    if address in (None, FAILED):
        raise OSError(ctypes.get_errno(), 'mmap')
    return address
def need(result):
    if result is None or result < 0:
        raise OSError(ctypes.get_errno(), 'refused')
    return result or 'ok'
