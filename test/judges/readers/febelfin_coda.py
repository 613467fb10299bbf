"""CODA through febelfin-coda, which asserts the sums, the totals and the number of records."""
from coda import CODA

from telling import day, tell, words

# Structured communications that are a reference and nothing else.
REFERENCES = ('100', '101', '102')


def line_of(statement, move):
    told = statement.informations.get(move.bank_reference, [])
    free = [information._communication for information in told if information.sequence == move.sequence]
    is_reference = move.communication_type in REFERENCES
    return {
        'date': day(move.entry_date),
        'valueDate': day(move.value_date),
        'amount': str(move.amount),
        'name': move.counterparty_name or '',
        'account': (move.counterparty_account or '').strip(),
        'reference': move.communication.strip() if is_reference else None,
        'words': words(move._communication, move.customer_reference, *free),
    }


def read(path, _format):
    statements = []
    for statement in CODA(path).statements:
        if statement.old_sequence != statement.new_sequence or statement.old_sequence != statement.coda_sequence:
            raise ValueError('the balances and the header carry different numbers')
        statements.append({
            'account': statement.account,
            'currency': statement.account_currency,
            'number': statement.new_sequence,
            'to': day(statement.new_balance_date),
            'opening': str(statement.old_balance),
            'closing': str(statement.new_balance),
            'lines': [line_of(statement, move) for move in statement.moves],
        })
    return statements


if __name__ == '__main__':
    tell(read)
