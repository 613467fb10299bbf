"""Norma 43 through aeb43, Tryton's parser, which asserts counts, totals, balances and the number of records."""
from aeb43 import AEB43

from telling import day, tell, words

CURRENCIES = {'978': 'EUR'}


def line_of(transaction):
    return {
        'date': day(transaction.transaction_date),
        'valueDate': day(transaction.value_date),
        'amount': str(transaction.amount),
        'words': words(*transaction.items, transaction.reference1, transaction.reference2),
    }


def read(path, _format):
    return [{
        'account': account.iban,
        'currency': CURRENCIES.get(account.currency),
        'from': day(account.start_date),
        'to': day(account.end_date),
        'opening': str(account.initial_balance),
        'closing': str(account.final_balance),
        'lines': [line_of(transaction) for transaction in account.transactions],
    } for account in AEB43(path, encoding='iso-8859-1').accounts]


if __name__ == '__main__':
    tell(read)
