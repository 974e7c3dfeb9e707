# Runs a TextFSM template with Debian's library; the service sends this text as a script of kind model.
import io
import sys

_PACKAGES = '/usr/lib/python3/dist-packages'
if _PACKAGES not in sys.path:
    sys.path.append(_PACKAGES)
try:
    import textfsm
except ImportError as error:
    raise RuntimeError('TextFSM is not installed on the script runner; install the Debian package python3-textfsm (%s)' % error) from None
try:
    _table = textfsm.TextFSM(io.StringIO(model['template']))
except textfsm.TextFSMTemplateError as error:
    raise ValueError('the template is wrong: %s' % error) from None
try:
    _rows = _table.ParseText(data)
except textfsm.TextFSMError as error:
    raise ValueError('the template refused the text: %s' % error) from None
output = {'rows': [dict(zip(_table.header, row)) for row in _rows]}
