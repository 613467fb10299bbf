"""Statements imported into Tryton, a real ERP, on SQLite in memory: a company, its bank account, a journal whose statements are
validated by their balance. Every line that the import makes is booked, and the statement validated and posted, so that Tryton's
own sums decide.

    tryton.py --warm             keeps the empty database in the folder that DB_CACHE names
    tryton.py JOBS ANSWERS       as the other readers; a job names its accounts, currency and years too

A job reads its file in a child process, which has a copy of the database of its own. With `again` it imports the file a second
time into the same one, and its answer tells apart what that brought.
"""
import datetime as dt
import json
import os
import sys
import warnings
from decimal import Decimal

from telling import answer_of, words

warnings.simplefilter('ignore')

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


def booked(statement, accounts):
    """Books what came in, on the server's side: its client takes a call for each line."""
    from proteus.config import get_config
    from trytond.pool import Pool
    from trytond.transaction import Transaction
    config = get_config()
    lines = [{
        'statement': statement.id, 'origin': origin.id, 'date': origin.date, 'amount': origin.amount,
        'account': accounts['expense' if origin.amount < 0 else 'revenue'].id,
    } for origin in statement.origins if origin.amount]
    with Transaction().start(config.database_name, config.user, context=config.context) as transaction:
        Pool(config.database_name).get('account.statement.line').create(lines)
        transaction.commit()
    statement.reload()
    statement.click('validate_statement')
    statement.click('post')
    if statement.state != 'posted':
        raise ValueError(f'statement {statement.name} stays {statement.state}')


def line_of(origin, kind):
    told = {'amount': str(origin.amount), 'words': words(origin.description, *(origin.information or {}).values())}
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
    # Norma 43 has no number.
    if kind != 'norma43':
        told['number'] = (statement.name or '').split(' ')[0]
    if kind == 'coda' or kind.startswith('camt'):
        told['count'] = statement.number_of_lines
    return told


def reader_of(job, accounts, done):
    """Imports and books a file; what stood there before is not told again."""
    def read(path, kind):
        from proteus import Model
        statements = Model.get('account.statement')
        imported(path, kind)
        found = statements.find([('id', 'not in', sorted(done))], order=[('id', 'ASC')])
        for statement in found:
            booked(statement, accounts)
            done.add(statement.id)
        return [statement_of(statement, kind) for statement in found]
    return read


def in_child(work):
    """Whatever happens to a database in there, this one stays as it is."""
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


def judge(job, setting, path):
    currency, accounts = setting
    for number in job['accounts']:
        bank_account(number, currency, accounts)
    done = set()
    told = answer_of(reader_of(job, accounts, done), job)
    if job.get('again'):
        told['again'] = answer_of(reader_of(job, accounts, done), job)
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(told, file)


def judge_all(jobs, code, folder):
    years = {year for _, job in jobs for year in job['years']}
    setting = company(code, range(min(years), max(years) + 1))
    for at, job in jobs:
        in_child(lambda job=job, at=at: judge(job, setting, f'{folder}.{at}'))


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
