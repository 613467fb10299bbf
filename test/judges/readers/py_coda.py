"""CODA through pycoda, which Odoo's community reads it with. It adds nothing up."""
from decimal import Decimal

from coda.parser import CodaParserException, Parser

from telling import tell, words


def signed(sign, amount):
    return str((-1 if sign == '1' else 1) * Decimal(str(amount)).quantize(Decimal('0.001')))


def line_of(statement, movement):
    told = [i.communication for i in statement.informations if i.ref_move == movement.ref_move]
    # A structured communication of any kind comes out as +++123/4567/89012+++.
    is_reference = movement.communication_is_structured and movement.communication_type == '101'
    return {
        'date': movement.entry_date,
        'valueDate': movement.transaction_date,
        'amount': signed(movement.transaction_amount_sign, movement.transaction_amount),
        'name': movement.counterparty_name or '',
        'account': movement.counterparty_number or '',
        'reference': movement.communication if is_reference else None,
        'words': words(movement.communication, movement.payment_reference, *told),
    }


def read(path, _format):
    try:
        found = Parser().parse_file(path)
    except CodaParserException as error:
        raise ValueError(f'{error.code.strip()} {error.msg}') from error
    return [{
        'account': s.acc_number,
        'currency': s.currency,
        'number': s.paper_seq_number,
        'to': s.new_balance_date,
        'opening': signed(s.old_balance_amount_sign, s.old_balance),
        'closing': signed(s.new_balance_amount_sign, s.new_balance),
        'lines': [line_of(s, movement) for movement in s.movements],
    } for s in found]


if __name__ == '__main__':
    tell(read)
