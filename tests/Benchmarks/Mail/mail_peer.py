"""What a Python program does for the same mails: render, build, send; one connection, nothing stored. Usage: mail_peer.py smtplib|django PORT COUNT TEMPLATE."""

import json
import resource
import sys
import time

from django.conf import settings

settings.configure(DEFAULT_CHARSET="utf-8", USE_TZ=True, EMAIL_HOST="127.0.0.1", EMAIL_PORT=int(sys.argv[2]), EMAIL_USE_LOCALTIME=False)

import django

django.setup()

import smtplib
from email.message import EmailMessage
from email.utils import make_msgid

from django.core.mail import EmailMultiAlternatives, get_connection
from django.template import Context, Engine

order = json.load(sys.stdin)
engine = Engine()
count = int(sys.argv[3])


def with_smtplib():
    template = engine.from_string(order["template"])
    with smtplib.SMTP("127.0.0.1", int(sys.argv[2])) as server:
        for number in range(count):
            html = template.render(Context(order["context"]))
            mail = EmailMessage()
            mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = "flux@example.org", "p%d@example.org" % number, "report", make_msgid()
            mail.set_content("report")
            mail.add_alternative(html, subtype="html")
            server.send_message(mail)


def with_django():
    template = engine.from_string(order["template"])
    mails = []
    for number in range(count):
        mail = EmailMultiAlternatives("report", "report", "flux@example.org", ["p%d@example.org" % number])
        mail.attach_alternative(template.render(Context(order["context"])), "text/html")
        mails.append(mail)
    get_connection("django.core.mail.backends.smtp.EmailBackend").send_messages(mails)


start = time.monotonic()
{"smtplib": with_smtplib, "django": with_django}[sys.argv[1]]()
usage = resource.getrusage(resource.RUSAGE_SELF)
print(time.monotonic() - start, usage.ru_utime + usage.ru_stime)
