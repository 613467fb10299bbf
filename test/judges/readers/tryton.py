"""Statements imported into Tryton, a real ERP, on SQLite in memory: a company, its bank account, a journal whose statements are
validated by their balance. Every line that the import makes is booked, and the statement validated and posted, so that Tryton's
own sums decide.

    tryton.py --warm             keeps the empty database in the folder that DB_CACHE names
    tryton.py JOBS ANSWERS       as the other readers; a job names its accounts, currency and years too

The files of a currency follow each other in one database. With `again` a job imports its file a second time, and its answer tells
apart what that brought.
"""
import datetime as dt
import json
import os
import re
import sys
import warnings
from decimal import Decimal

from telling import answer_of, words

warnings.simplefilter('ignore')

MOST_TRIES = 5
KINDS = ('coda', 'sepa', 'aeb43', 'mt940', 'ofx')
FILE_FORMATS = {'coda': 'coda', 'camt053.001.02': 'camt_053_001', 'camt053.001.08': 'camt_053_001', 'ofx': 'ofx', 'norma43': 'aeb43'}
BANKS = {'mt940': 'ing', 'mt940-abn': 'abn_amro', 'mt940-rabo': 'rabo'}
CURRENCIES = {'EUR': ('978', 2), 'USD': ('840', 2), 'GBP': ('826', 2), 'JPY': ('392', 0), 'XPF': ('953', 0), 'BHD': ('048', 3), 'TND': ('788', 3)}


def activate():
    from trytond.tests.tools import activate_modules
    activate_modules([f'account_statement_{kind}' for kind in KINDS])


def company(code, years):
    """A company with a chart of accounts and open years; gives the accounts by their kind."""
    from proteus import Model
    from trytond.modules.account.tests.tools import create_chart, create_fiscalyear, get_accounts
    from trytond.modules.account_invoice.tests.tools import set_fiscalyear_invoice_sequences
    from trytond.modules.company.tests.tools import create_company, get_company
    number, digits = CURRENCIES[code]
    currency = Model.get('currency.currency')(name=code, code=code, numeric_code=number, symbol=code, digits=digits)
    currency.rounding = Decimal(10) ** -digits
    currency.save()
    create_company(currency=currency)
    for year in years:
        made = create_fiscalyear(get_company(), (dt.date(year, 1, 1), dt.date(year, 12, 31)))
        set_fiscalyear_invoice_sequences(made).click('create_period')
    create_chart(get_company())
    return currency, get_accounts(get_company())


def bank_account(number, currency, accounts):
    """A bank account of the company, and the journal of its statements, under the account's own number."""
    from proteus import Model
    from stdnum import iban
    from trytond.modules.company.tests.tools import get_company
    party = Model.get('party.party')(name='Bank')
    party.save()
    bank = Model.get('bank')(party=party)
    bank.save()
    account = Model.get('bank.account')(bank=bank, currency=currency)
    account.owners.append(Model.get('party.party')(get_company().party.id))
    told = account.numbers.new()
    told.type = 'iban' if iban.is_valid(number) else 'other'
    told.number = number
    account.save()
    journal, = Model.get('account.journal').find([('type', '=', 'statement')], limit=1)
    Model.get('account.statement.journal')(
        name=number, journal=journal, account=accounts['cash'], validation='balance', currency=currency, bank_account=account).save()


def imported(path, kind):
    from proteus import Wizard
    wizard = Wizard('account.statement.import')
    wizard.form.file_format = FILE_FORMATS.get(kind, 'mt940')
    with open(path, 'rb') as file:
        wizard.form.file_ = file.read()
    if kind in BANKS:
        wizard.form.mt940_bank = BANKS[kind]
    wizard.execute('import_')


def on_server(work):
    """Past Tryton's client, which takes a call for every member of every line."""
    from proteus.config import get_config
    from trytond.pool import Pool
    from trytond.transaction import Transaction, TransactionError
    config = get_config()
    wishes = {}
    # A lock that is needed on the way is taken from the start, in another try.
    for _ in range(MOST_TRIES):
        with Transaction().start(config.database_name, config.user, context=config.context, **wishes) as transaction:
            try:
                result = work(Pool(config.database_name))
                transaction.commit()
                return result
            except TransactionError as error:
                transaction.rollback()
                error.fix(wishes)
    raise ValueError('Tryton does not come to an end')


def booked(ids, accounts):
    """Books every line that came in, as a bookkeeper would, validates and posts."""
    def work(pool):
        Statement, Line = pool.get('account.statement'), pool.get('account.statement.line')
        statements = Statement.browse(ids)
        Line.create([{
            'statement': statement.id, 'origin': origin.id, 'date': origin.date, 'amount': origin.amount,
            'account': accounts['expense' if origin.amount < 0 else 'revenue'].id,
        } for statement in statements for origin in statement.origins if origin.amount])
        Statement.validate_statement(Statement.browse(ids))
        Statement.post(Statement.browse(ids))
        for statement in Statement.browse(ids):
            if statement.state != 'posted':
                raise ValueError(f'statement {statement.name} stays {statement.state}')
    on_server(work)


def line_of(origin, kind):
    description = origin.description or ''
    if kind == 'mt940-de':
        # It does not know the German fields; without their marks the text is whole again.
        description = re.sub(r'\?\d\d', '', description)
    told = {'amount': str(origin.amount), 'words': words(description, *(origin.information or {}).values())}
    # MT940's value date is the date of the line for Tryton.
    told['valueDate' if kind.startswith('mt940') else 'date'] = origin.date.isoformat()
    return told


def text(amount):
    return None if amount is None else str(amount)


def statement_of(statement, kind):
    told = {
        'account': statement.journal.name, 'currency': statement.journal.currency.code,
        'opening': text(statement.start_balance), 'closing': text(statement.end_balance),
        'lines': [line_of(origin, kind) for origin in statement.origins],
    }
    number = (statement.name or '').split(' ')[0]
    # Norma 43 has no number, and OFX none for statements that nobody asked for one by one.
    if kind != 'norma43' and (kind != 'ofx' or number != '0'):
        told['number'] = number
    if kind == 'coda' or kind.startswith('camt'):
        told['count'] = statement.number_of_lines
    return told


def reader_of(accounts, done):
    """Imports and books a file; what stood there before is not told again."""
    def read(path, kind):
        from proteus import Model
        statements = Model.get('account.statement')
        imported(path, kind)
        found = [one.id for one in statements.find([('id', '>', max(done, default=0))], order=[('id', 'ASC')])]
        done.update(found)
        booked(found, accounts)
        return on_server(lambda pool: [statement_of(one, kind) for one in pool.get('account.statement').browse(found)])
    return read


def in_child(work):
    """Whatever happens to the database in there, this one stays empty."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException as error:
            print(f'{type(error).__name__}: {error}', file=sys.stderr, flush=True)
            os._exit(1)
    os.waitpid(child, 0)


def judge_all(jobs, code, folder):
    years = {year for _, job in jobs for year in job['years']}
    currency, accounts = company(code, range(min(years), max(years) + 1))
    known, done = set(), set()
    for at, job in jobs:
        for number in job['accounts']:
            if number not in known:
                bank_account(number, currency, accounts)
                known.add(number)
        told = answer_of(reader_of(accounts, done), job)
        if job.get('again'):
            told['again'] = answer_of(reader_of(accounts, done), job)
        with open(f'{folder}.{at}', 'w', encoding='utf-8') as file:
            json.dump(told, file)


def main():
    activate()
    if sys.argv[1] == '--warm':
        return
    with open(sys.argv[1], encoding='utf-8') as file:
        jobs = list(enumerate(json.load(file)))
    for code in sorted({job['currency'] for _, job in jobs}):
        in_child(lambda code=code: judge_all([(at, job) for at, job in jobs if job['currency'] == code], code, sys.argv[2]))
    with open(sys.argv[2], 'w', encoding='utf-8') as answers:
        for at, _ in jobs:
            told = f'{sys.argv[2]}.{at}'
            if os.path.exists(told):
                with open(told, encoding='utf-8') as file:
                    answers.write(file.read() + '\n')
                os.unlink(told)
            else:
                answers.write('{"statements": [], "errors": ["Tryton gave no answer"]}\n')


if __name__ == '__main__':
    main()
