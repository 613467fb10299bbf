"""A journal through beancount, whose own checks (balances, accounts) are its refusals."""
from beancount import loader
from beancount.core import data

from telling import tell, words


def line_of(entry, posting):
    meta = {key: value for key, value in entry.meta.items() if not key.startswith('__') and key not in ('filename', 'lineno')}
    value_date = meta.get('value-date')
    return {
        # A line of an earlier day counts on the first day of its statement, and keeps its own beside it.
        'date': str(meta.get('bank-date', entry.date)),
        'valueDate': str(value_date) if value_date else None,
        'amount': str(posting.units.number),
        'name': entry.payee or '',
        'words': words(entry.payee, entry.narration, *meta.values(), *entry.tags, *entry.links),
    }


def read(path, _format):
    """The entries in the order of the file: a balance, what counts up to the next one, that balance, and so on."""
    entries, errors, _options = loader.load_file(path)
    if errors:
        raise ValueError('; '.join(error.message for error in errors)[:300])
    statements, opening, lines = [], None, []
    for entry in sorted(entries, key=lambda one: one.meta['lineno']):
        if isinstance(entry, data.Balance) and opening is None:
            opening, lines = entry, []
        elif isinstance(entry, data.Balance):
            statements.append({
                'account': entry.account.rpartition(':')[2],
                'currency': entry.amount.currency,
                'number': entry.meta.get('statement'),
                'opening': str(opening.amount.number),
                'closing': str(entry.amount.number),
                'lines': lines,
            })
            opening = None
        elif isinstance(entry, data.Transaction) and opening is not None:
            lines += [line_of(entry, posting) for posting in entry.postings if posting.account == opening.account]
    return statements


if __name__ == '__main__':
    tell(read)
