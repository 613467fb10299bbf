"""Reads a whole tenant with the client that was generated from our description, as software in Python does.

Standard input: {"url", "token", "limit"}. Standard output: for each list its items, as the models of the client write them down
again, so that whatever a model does not know is missing.
"""

import json
import sys

from bank_sync import AuthenticatedClient
from bank_sync.api.accounts import get_account, list_accounts
from bank_sync.api.connections import list_connections
from bank_sync.api.feed import list_all_changes
from bank_sync.api.statements import list_statement_lines, list_statements
from bank_sync.api.transactions import list_changes, list_transactions
from bank_sync.models import ListTransactionsStatus, Problem

asked = json.load(sys.stdin)
limit = asked['limit']


def read(call, *ids, **query):
    body = call.sync(*ids, client=client, limit=limit, **query)
    if body is None or isinstance(body, Problem):
        raise SystemExit(f'{call.__name__} was refused: {body}')
    return body


def all_of(call, *ids, **query):
    page = read(call, *ids, **query)
    yield from page.items
    while page.next_cursor:
        page = read(call, *ids, cursor=page.next_cursor, **query)
        yield from page.items


def followed(call, *ids):
    """A feed always has a cursor, and says itself whether there is more."""
    page = read(call, *ids)
    yield from page.items
    while page.has_more:
        page = read(call, *ids, after=page.next_cursor)
        yield from page.items


def tenant():
    accounts = list(all_of(list_accounts))
    statements = [statement for account in accounts for statement in all_of(list_statements, account.id)]
    booked = {'status': ListTransactionsStatus.BOOKED}
    yield 'connections', all_of(list_connections)
    yield 'accounts', accounts
    yield 'statements', statements
    yield 'lines', [line for account in accounts for line in all_of(list_transactions, account.id, **booked)]
    yield 'lines of statements', [line for one in statements for line in all_of(list_statement_lines, one.id)]
    yield 'changes', [change for account in accounts for change in followed(list_changes, account.id)]
    yield 'items of the feed', followed(list_all_changes)
    yield 'problems', [get_account.sync('11111111-2222-4333-8444-555555555555', client=client)]


with AuthenticatedClient(base_url=asked['url'], token=asked['token'], raise_on_unexpected_status=True) as client:
    json.dump({what: [item.to_dict() for item in items] for what, items in tenant()}, sys.stdout)
