"""What a MongoDB server does with commands, on mongomock: enough of it for the document store, and strict where real servers are."""
import re

import bson
import mongomock
from bson import SON

# Servers have taken dots in nested names since 3.6; what they refuse is checked below.
mongomock.collection.BSON = None
MAX_DEPTH = 100
MISSING = object()


class ServerError(Exception):
    def __init__(self, code, name, message, labels=()):
        super().__init__(message)
        self.reply = SON(ok=0.0, errmsg=message, code=code, codeName=name)
        if labels:
            self.reply['errorLabels'] = list(labels)


class Engine:
    def __init__(self):
        self.client = mongomock.MongoClient()
        self.indexes = {}
        self.cursors = {}
        self.next_cursor = 1000
        self.undo = None  # Inside a transaction: (collection, id, document before), newest last.

    def run(self, database, command):
        name = next(iter(command))
        handler = getattr(self, 'do_' + name.lower(), None)
        if handler is None:
            raise ServerError(59, 'CommandNotFound', f"no such command: '{name}'")
        return handler(self.client[database], command)

    def begin(self):
        self.undo = []

    def commit(self):
        self.undo = None

    def abort(self):
        for collection, key, before in reversed(self.undo or []):
            collection.delete_one({'_id': key})
            if before is not None:
                collection.insert_one(before)
        self.undo = None

    # Writes

    def do_insert(self, db, command):
        return self.statements(command['documents'], command, lambda d: self.put(db[command['insert']], None, d) or 1)

    def do_update(self, db, command):
        upserted = []

        def update(statement):
            collection = db[command['update']]
            before = collection.find_one(statement['q'])
            if before is None:
                if not statement.get('upsert'):
                    return 0
                before = {k: v for k, v in statement['q'].items() if not isinstance(v, dict)}
                after = self.apply(before, statement['u'])
                self.put(collection, None, after)
                upserted.append(SON(index=0, _id=after['_id']))
                return 1
            self.put(collection, before, self.apply(before, statement['u']))
            return 1

        reply = self.statements(command['updates'], command, update)
        reply['nModified'] = reply['n']
        if upserted:
            reply['upserted'] = upserted
        return reply

    def do_delete(self, db, command):
        def delete(statement):
            collection = db[command['delete']]
            before = collection.find_one(statement['q'])
            if before is None:
                return 0
            self.remember(collection, before['_id'], before)
            collection.delete_one({'_id': before['_id']})
            return 1

        return self.statements(command['deletes'], command, delete)

    def do_findandmodify(self, db, command):
        collection = db[command.get('findAndModify') or command.get('findandmodify')]
        before = collection.find_one(command['query'])
        after = self.apply(before or dict(command['query']), command['update'])
        self.put(collection, before, after)
        return SON(value=after if command.get('new') else before, lastErrorObject=SON(n=1, updatedExisting=before is not None), ok=1.0)

    def statements(self, statements, command, run):
        count, errors = 0, []
        for i, statement in enumerate(statements):
            try:
                count += run(statement)
            except ServerError as error:
                errors.append(SON(error.reply, index=i))
                if command.get('ordered', True):
                    break
        reply = SON(n=count, ok=1.0)
        if errors:
            reply['writeErrors'] = errors
        return reply

    def put(self, collection, before, after):
        check(after, 1)
        self.check_unique(collection, after)
        self.remember(collection, after['_id'], before)
        if before is None:
            collection.insert_one(after)
        else:
            collection.replace_one({'_id': before['_id']}, after)

    def remember(self, collection, key, before):
        if before is None and collection.find_one({'_id': key}) is not None:
            raise duplicate(collection, '_id', '_id_', key)
        if self.undo is not None:
            self.undo.append((collection, key, before))

    def check_unique(self, collection, document):
        for name, path in self.indexes.get(collection.full_name, {}).items():
            value = lookup(document, path)
            # An empty array counts as one value, like null.
            for item in value if isinstance(value, list) and value else [value]:
                if item is not MISSING and collection.find_one({path: item, '_id': {'$ne': document['_id']}}) is not None:
                    raise duplicate(collection, path, name, item)

    @staticmethod
    def apply(before, update):
        if not any(key.startswith('$') for key in update):
            return SON([('_id', before['_id'])] + [(k, v) for k, v in update.items() if k != '_id'])
        after = SON(before)
        for operator, fields in update.items():
            for field, value in fields.items():
                *parents, last = field.split('.')
                place = after
                for parent in parents:
                    place[parent] = SON(place.get(parent, {}))
                    place = place[parent]
                if operator == '$set':
                    place[last] = value
                elif operator == '$unset':
                    place.pop(last, None)
                elif operator == '$inc':
                    place[last] = type(value)(place.get(last, 0) + value)
                else:
                    raise ServerError(9, 'FailedToParse', f'Unknown modifier: {operator}')
        return after

    # Reads

    def do_find(self, db, command):
        cursor = db[command['find']].find(command.get('filter') or {}, dict(command.get('projection') or {}) or None)
        if command.get('sort'):
            cursor = cursor.sort(list(command['sort'].items()))
        if command.get('limit'):
            cursor = cursor.limit(abs(command['limit']))
        return self.batch(f"{db.name}.{command['find']}", list(cursor), command.get('batchSize') or 101, 'firstBatch')

    def do_getmore(self, db, command):
        if command['getMore'] not in self.cursors:
            raise ServerError(43, 'CursorNotFound', 'cursor not found')
        namespace, rest = self.cursors.pop(command['getMore'])
        return self.batch(namespace, rest, command.get('batchSize') or 101, 'nextBatch')

    def do_killcursors(self, db, command):
        for cursor in command['cursors']:
            self.cursors.pop(cursor, None)
        return SON(ok=1.0)

    def batch(self, namespace, documents, size, field):
        cursor = 0
        if len(documents) > size:
            self.next_cursor += 1
            cursor = self.next_cursor
            self.cursors[cursor] = (namespace, documents[size:])
        return SON(cursor=SON([(field, documents[:size]), ('id', bson.Int64(cursor)), ('ns', namespace)]), ok=1.0)

    # Collections

    def do_create(self, db, command):
        if command['create'] in db.list_collection_names():
            raise ServerError(48, 'NamespaceExists', 'collection already exists')
        db.create_collection(command['create'])
        return SON(ok=1.0)

    def do_createindexes(self, db, command):
        collection = db[command['createIndexes']]
        for index in command['indexes']:
            if index.get('unique'):
                path = next(iter(index['key']))
                values = [v for v in (lookup(d, path) for d in collection.find()) if v is not MISSING]
                if len(values) != len(set(map(repr, values))):
                    raise duplicate(collection, path, index['name'], values)
                self.indexes.setdefault(collection.full_name, {})[index['name']] = path
        return SON(ok=1.0)

    def do_dropindexes(self, db, command):
        self.indexes.get(db[command['dropIndexes']].full_name, {}).pop(command['index'], None)
        return SON(ok=1.0)

    def do_dropdatabase(self, db, command):
        self.client.drop_database(db.name)
        return SON(ok=1.0)

    def do_ping(self, db, command):
        return SON(ok=1.0)

    do_endsessions = do_ping


def lookup(document, path):
    for part in path.split('.'):
        if not isinstance(document, dict) or part not in document:
            return MISSING
        document = document[part]
    return document


def duplicate(collection, path, name, value):
    error = ServerError(11000, 'DuplicateKey', f'E11000 duplicate key error collection: {collection.full_name} index: {name} dup key: {{ {path}: {value!r} }}')
    error.reply['keyPattern'] = SON([(path, 1)])
    return error


def check(value, depth):
    if depth > MAX_DEPTH:
        raise ServerError(15, 'Overflow', f'cannot nest deeper than {MAX_DEPTH} levels')
    if isinstance(value, dict):
        for key, item in value.items():
            if re.match(r'\$', key):
                raise ServerError(52, 'DollarPrefixedFieldName', f"The dollar ($) prefixed field '{key}' is not valid for storage.")
            check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            check(item, depth + 1)
