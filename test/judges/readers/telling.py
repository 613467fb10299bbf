"""What the readers share: many files in one process, and what was read of each as a line of JSON.

    <reader>.py JOBS ANSWERS     JOBS: [{"file", "format"}], ANSWERS: one line a job, {"statements": [...], "errors": [...]}

A statement: account, currency, number, from, to, opening, closing, count, lines. A line: date, valueDate, amount, name,
account, reference, words (all that it says). What a format or a reader does not tell is left out.
"""
import json
import sys
import warnings


def answer_of(read, job, counts=lambda _warning: False):
    """What `read` makes of a file; its own refusals are errors, and so are warnings that count."""
    try:
        with warnings.catch_warnings(record=True) as noted:
            warnings.simplefilter('always')
            statements = read(job['file'], job['format'])
        errors = [f'warns: {str(warning.message)[:300]}' for warning in noted if counts(str(warning.message))]
    except Exception as error:
        return {'statements': [], 'errors': [f'{type(error).__name__}: {str(error)[:300]}']}
    return {'statements': statements, 'errors': errors}


def tell(read, counts=lambda _warning: False):
    with open(sys.argv[1], encoding='utf-8') as file:
        jobs = json.load(file)
    with open(sys.argv[2], 'w', encoding='utf-8') as answers:
        for job in jobs:
            answers.write(json.dumps(answer_of(read, job, counts)) + '\n')


def words(*parts):
    return ' '.join(str(part) for part in parts if part)


def day(date):
    return None if date is None else date.isoformat()
