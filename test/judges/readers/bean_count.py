"""A journal through beancount, whose own checks (balances, accounts) are its refusals."""
from beancount import loader
from beancount.core import data

from telling import tell, words


def line_of(entry, posting):
    meta = {key: value for key, value in entry.meta.items() if not key.startswith('__') and key not in ('filename', 'lineno')}
    return {
        'date': str(meta.get('bank-date', entry.date)),
        'amount': str(posting.units.number),
        'name': entry.payee or '',
        'words': words(entry.payee, entry.narration, *meta.values(), *entry.tags, *entry.links),
    }


def read(path, _format):
    entries, errors, _options = loader.load_file(path)
    if errors:
        raise ValueError('; '.join(error.message for error in errors)[:300])
    balances = [entry for entry in entries if isinstance(entry, data.Balance)]
    if not balances:
        raise ValueError('no balance is asserted')
    own = balances[0].account
    # The statements of a file stand one after another: they are read as one.
    lines = [line_of(entry, posting) for entry in entries if isinstance(entry, data.Transaction)
             for posting in entry.postings if posting.account == own and (entry.payee or entry.narration or '') != '']
    return [{
        'currency': balances[0].amount.currency,
        'opening': str(balances[0].amount.number),
        'closing': str(balances[-1].amount.number),
        'lines': lines,
    }]


if __name__ == '__main__':
    tell(read)
