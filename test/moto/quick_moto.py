"""moto's answers in less time. It protects one invariant: no answer is another than moto 5.2.5 gives without this.

moto counts a queue's messages anew for each attribute of each call, and asks the clock twice for each message: with 3,000
messages in a queue a submit took half a second. It also lists its own folder for every request, and writes a line of it into
a log that nobody reads. By py-spy, 2026-11-28: 94 % of a loaded server's time was the first, 9 % each the others.
"""

from time import time

from moto import backends
from moto.moto_server.werkzeug_app import MotoRequestHandler
from moto.sqs import models

_given_unix_time_millis = models.unix_time_millis


def _unix_time_millis(dt=None):
    return time() * 1000.0 if dt is None else _given_unix_time_millis(dt)


def _visible_messages(queue):
    now = _unix_time_millis()
    return [message for message in queue._messages if message.visible_at < now and message.delayed_until <= now]


def _invisible_count(queue):
    now = _unix_time_millis()
    return sum(message.visible_at >= now for message in queue._messages)


def _delayed_count(queue):
    now = _unix_time_millis()
    return sum(message.delayed_until > now for message in queue._messages)


def make_quick():
    models.unix_time_millis = _unix_time_millis
    models.Queue.messages = property(_visible_messages)
    models.Queue.approximate_number_of_messages_not_visible = property(_invisible_count)
    models.Queue.approximate_number_of_messages_delayed = property(_delayed_count)
    modules = tuple(backends.list_of_moto_modules())
    backends.list_of_moto_modules = lambda: modules
    MotoRequestHandler.log_request = lambda *_: None
