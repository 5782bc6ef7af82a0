"""moto that forgets nothing when it dies: items of its tables and objects of its buckets are also kept in one file of SQLite.

Invariant: what a caller was told is written was in the file before. A table or bucket that is made under a name that was kept
comes back with what it held. Queues are not kept: whoever sent a message knows from the table that it is due.

The file is written without waiting for the disk at each step (WAL): processes may be killed at any time; if the machine itself
loses its power, the last moments may be missing, and the file is whole all the same.
"""

import fcntl
import json
import sqlite3
import sys
import time
from threading import RLock, local

from moto.dynamodb.models import DynamoDBBackend
from moto.s3.models import S3Backend

LOCK_SECONDS_MAX = 3
EXIT_LOCKED = 3
WRITES = {"PutItem", "UpdateItem", "DeleteItem"}
# Nothing of the hub calls them. Whoever begins to must keep them here, too.
UNKEPT_WRITES = {"BatchWriteItem", "TransactWriteItems", "ExecuteStatement"}


class KeptState:
    def __init__(self, file):
        self.lock_file = open(f"{file}.lock", "w")
        take_lock(self.lock_file, file)
        self.lock = RLock()
        self.touched = local()
        self.database = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = NORMAL")
        self.database.execute("CREATE TABLE IF NOT EXISTS items (place TEXT, name TEXT, item TEXT, PRIMARY KEY (place, name))")
        self.database.execute(
            "CREATE TABLE IF NOT EXISTS objects"
            " (place TEXT, name TEXT, body BLOB, metadata TEXT, tags TEXT, PRIMARY KEY (place, name))"
        )
        self.follow_tables()
        self.follow_buckets()

    def write(self, statement, values):
        with self.lock:
            self.database.execute(statement, values)

    def read(self, statement, values):
        with self.lock:
            return self.database.execute(statement, values).fetchall()

    # Tables

    def follow_tables(self):
        make = DynamoDBBackend.create_table

        def create_table(backend, *args, **kwargs):
            table = make(backend, *args, **kwargs)
            for (item,) in self.read("SELECT item FROM items WHERE place = ?", (table.name,)):
                table.put_item(json.loads(item), overwrite=True)
            self.tables = backend
            return table

        DynamoDBBackend.create_table = create_table

    def keep_item(self, action, body):
        """After a call that was answered with success. The caller sees to it that no other call comes between."""
        if action in UNKEPT_WRITES:
            raise NotImplementedError(f"{action} is not kept by test/moto/kept_state.py")
        if action not in WRITES:
            return
        asked = json.loads(body)
        table = self.tables.get_table(asked["TableName"])
        keys = asked.get("Key") or {table.hash_key_attr: asked["Item"][table.hash_key_attr]}
        item = self.tables.get_item(table.name, keys)
        name = json.dumps(keys, sort_keys=True)
        if item is None:
            self.write("DELETE FROM items WHERE place = ? AND name = ?", (table.name, name))
        else:
            text = json.dumps(item.to_json()["Attributes"])
            self.write("REPLACE INTO items VALUES (?, ?, ?)", (table.name, name, text))

    # Buckets

    def follow_buckets(self):
        make, put, delete = S3Backend.create_bucket, S3Backend.put_object, S3Backend.delete_object

        def create_bucket(backend, *args, **kwargs):
            bucket = make(backend, *args, **kwargs)
            rows = self.read("SELECT name, body, metadata, tags FROM objects WHERE place = ?", (bucket.name,))
            for key_name, body, metadata, tags in rows:
                key = put(backend, bucket.name, key_name, body, disable_notification=True)
                key.set_metadata(json.loads(metadata))
                backend.put_object_tagging(key, json.loads(tags))
            return bucket

        def put_object(backend, bucket_name, key_name, *args, **kwargs):
            self.note(backend, bucket_name, key_name)
            return put(backend, bucket_name, key_name, *args, **kwargs)

        def delete_object(backend, bucket_name, key_name, *args, **kwargs):
            self.note(backend, bucket_name, key_name)
            return delete(backend, bucket_name, key_name, *args, **kwargs)

        S3Backend.create_bucket, S3Backend.put_object, S3Backend.delete_object = create_bucket, put_object, delete_object

    def note(self, *place):
        """Media type and tags come after the object, so it is kept when its request is over; a request has a thread of its own."""
        self.touched.places = [*getattr(self.touched, "places", []), place]

    def keep_objects(self):
        places, self.touched.places = getattr(self.touched, "places", []), []
        for backend, bucket_name, key_name in places:
            key = backend.get_object(bucket_name, key_name)
            if key is None:
                self.write("DELETE FROM objects WHERE place = ? AND name = ?", (bucket_name, key_name))
                continue
            tags = backend.tagger.get_tag_dict_for_resource(key.arn)
            values = (bucket_name, key_name, key.value, json.dumps(dict(key.metadata)), json.dumps(tags))
            self.write("REPLACE INTO objects VALUES (?, ?, ?, ?, ?)", values)


def take_lock(lock_file, file):
    """One that ends when this process does, however it does. Who held it may be dying just now, so it is asked for a while."""
    for _ in range(LOCK_SECONDS_MAX * 10):
        try:
            fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            time.sleep(0.1)
    print(f"{file} is in use", file=sys.stderr)
    sys.exit(EXIT_LOCKED)
