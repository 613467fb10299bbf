"""Norma 43 through csb43 in its strict mode; its warnings count as refusals."""
from csb43.aeb43 import read_batch
from csb43.aeb43.record.context import Aeb43Context

from telling import day, tell, words


def line_of(transaction):
    items = [item for pair in transaction.optional_items for item in (pair.item1, pair.item2)]
    return {
        'date': day(transaction.transaction_date),
        'valueDate': day(transaction.value_date),
        'amount': str(transaction.amount),
        'words': words(*items, transaction.reference1, transaction.reference2),
    }


def read(path, _format):
    with open(path, 'rb') as file:
        batch = read_batch(file, Aeb43Context(strict=True, encoding='iso-8859-1'))
    if batch.summary is None:
        raise ValueError('the record at the end of the file is missing')
    statements = []
    for account in batch.accounts:
        summary = account.summary
        if summary is None:
            raise ValueError('the record at the end of an account is missing')
        statements.append({
            # The two control digits are not in the file.
            'account': account.bank_code + account.branch_code + account.account_control_key + account.account_number,
            'currency': account.currency.alpha_3,
            'from': day(account.initial_date),
            'to': day(account.final_date),
            'opening': str(account.initial_balance),
            'closing': str(summary.final_balance),
            'count': summary.income_entries + summary.expense_entries,
            'lines': [line_of(transaction) for transaction in account.transactions],
        })
    return statements


if __name__ == '__main__':
    tell(read, counts=lambda _warning: True)
