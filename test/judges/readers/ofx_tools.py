"""OFX through ofxtools, which checks the order, the lengths and the code lists of the specification."""
from ofxtools.Parser import OFXTree

from telling import day, tell, words


def line_of(transaction):
    return {
        'date': day(transaction.dtposted.date()),
        'amount': str(transaction.trnamt),
        'name': transaction.extdname or transaction.name or '',
        'reference': transaction.refnum,
        'words': words(transaction.memo, transaction.name, transaction.extdname, transaction.refnum),
    }


def read(path, _format):
    tree = OFXTree()
    with open(path, 'rb') as file:
        tree.parse(file)
    statements = []
    known = set()
    for statement in tree.convert().statements:
        for transaction in statement.transactions:
            if transaction.fitid in known:
                raise ValueError(f'FITID {transaction.fitid} stands twice')
            known.add(transaction.fitid)
        statements.append({
            'account': statement.account.acctid,
            'currency': statement.curdef,
            'from': day(statement.transactions.dtstart.date()),
            'to': day(statement.transactions.dtend.date()),
            'closing': str(statement.balance.balamt),
            'lines': [line_of(transaction) for transaction in statement.transactions],
        })
    return statements


if __name__ == '__main__':
    # Most IBANs are longer than the 22 characters of an account; whoever matches by it needs the whole.
    tell(read, counts=lambda warning: 'exceeds max length=22' not in warning)
