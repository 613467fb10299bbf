"""MT940 through mt940, Tryton's parser, with its reading of the details by bank. It adds nothing up."""
import re

import mt940

from telling import day, tell, words


def by_ing(description):
    told = mt940.ing_description(description)
    party = told.get('cntp') or {}
    return {'name': party.get('name') or None, 'account': party.get('account_number') or None}


def by_abn(description):
    told = mt940.abn_amro_description(description)
    return {'name': told.get('name'), 'account': told.get('iban')}


def by_rabo(description):
    return {'name': mt940.rabo_description(description).get('name')}


DETAILS = {'mt940': by_ing, 'mt940-abn': by_abn, 'mt940-rabo': by_rabo}


def entry_day(transaction):
    """The file has no year for it, and mt940 takes that of the value date, also around the turn of a year."""
    is_near = transaction.booking and abs((transaction.booking - transaction.date).days) < 180
    return day(transaction.booking) if is_near else None


def line_of(transaction, kind):
    told = ''.join(transaction.description.splitlines())
    if kind == 'mt940-de':
        # It does not know the German fields; without their marks the text is whole again.
        told = re.sub(r'\?\d\d', '', told)
    return {
        'date': entry_day(transaction),
        'valueDate': day(transaction.date),
        'amount': str(transaction.amount),
        'words': words(told, transaction.reference, transaction.institution_reference, transaction.additional_data),
        **DETAILS.get(kind, lambda _: {})(transaction.description),
    }


def read(path, kind):
    return [{
        'account': statement.account.split(' ')[0] if kind == 'mt940-rabo' else statement.account,
        'currency': statement.start_balance.currency,
        'number': statement.information,
        'to': day(statement.end_balance.date),
        'opening': str(statement.start_balance.amount),
        'closing': str(statement.end_balance.amount),
        'lines': [line_of(transaction, kind) for transaction in statement.transactions],
    } for statement in mt940.MT940(path, encoding='ascii').statements]


if __name__ == '__main__':
    tell(read)
