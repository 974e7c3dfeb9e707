### forged_huge_header
os.write(3, struct.pack('<cI', b'R', 0x7fffffff)); escaped = None
while True: os.write(3, b'x' * 65536)
### forged_unknown_kind
os.write(3, b'Z\0\0\0\0'); import time; time.sleep(30)
### forged_hello
os.write(3, b'H\0\0\0\0'); import time; time.sleep(30)
### forged_job_kind
os.write(3, b'J\0\0\0\0'); import time; time.sleep(30)
### forged_result_not_json
os.write(3, struct.pack('<cI', b'R', 3) + b'{,}'); import time; time.sleep(30)
### forged_result_list
os.write(3, struct.pack('<cI', b'R', 2) + b'[]'); import time; time.sleep(30)
### forged_result_surrogate
body = b'{"a":"\\ud800"}'
os.write(3, struct.pack('<cI', b'R', len(body)) + body); import time; time.sleep(30)
### forged_result_bad_utf8
os.write(3, struct.pack('<cI', b'R', 7) + b'{"a":\xff}'); import time; time.sleep(30)
### forged_result_deep
body = b'{"a":' + b'[' * 100000 + b']' * 100000 + b'}'
os.write(3, struct.pack('<cI', b'R', len(body)) + body); import time; time.sleep(30)
### forged_failure_garbage
os.write(3, struct.pack('<cI', b'E', 2) + b'{}'); import time; time.sleep(30)
### forged_failure_types
body = b'{"reason":"SCRIPT_EXCEPTION","line":"x"}'
os.write(3, struct.pack('<cI', b'E', len(body)) + body); import time; time.sleep(30)
### forged_failure_reason
body = b'{"reason":"ALL_IS_WELL"}'
os.write(3, struct.pack('<cI', b'E', len(body)) + body); import time; time.sleep(30)
### forged_call_not_allowed
body = b'{"function":"run_task","arguments":{}}'
os.write(3, struct.pack('<cI', b'C', len(body)) + body); escaped = os.read(3, 5)[:1] == b'V'
### forged_call_pause_in_free
body = b'{"function":"pause","arguments":{"sleep":0}}'
os.write(3, struct.pack('<cI', b'C', len(body)) + body); escaped = os.read(3, 5)[:1] == b'V'
### forged_call_garbage
os.write(3, struct.pack('<cI', b'C', 2) + b'[]'); import time; time.sleep(30)
### forged_usage
os.write(3, struct.pack('<cI', b'U', 20) + b'-1 99999999999999999'); os._exit(1)
### forged_log_garbage
os.write(3, struct.pack('<cI', b'L', 2) + b'{}'); import time; time.sleep(30)
### output_flood_raw
body = struct.pack('<cI', b'O', 65536) + b'x' * 65536
while True: os.write(3, body)
### truncated_frame_then_silence
os.write(3, b'R\x10'); import time; time.sleep(30)
### channel_closed_then_burn
os.close(3)
while True: pass
### stdout_flood
while True: print('x' * 10000)
### stderr_flood
import sys
while True: sys.stderr.write('y' * 10000)
### lines_flood
while True: print()
### read_next_job
os.set_blocking(3, False)
escaped = os.read(3, 10)
