import { actions, menu, sendButton } from '../../../../shared/presentation/pages/components/actions.ts';
import { choices } from '../../../../shared/presentation/pages/components/choices.ts';
import { chip, type ChipKind } from '../../../../shared/presentation/pages/components/chip.ts';
import { dataTable } from '../../../../shared/presentation/pages/components/dataTable.ts';
import { empty } from '../../../../shared/presentation/pages/components/empty.ts';
import { errorSummary } from '../../../../shared/presentation/pages/components/errorSummary.ts';
import { field } from '../../../../shared/presentation/pages/components/field.ts';
import { problemBox } from '../../../../shared/presentation/pages/components/problemBox.ts';
import { progress } from '../../../../shared/presentation/pages/components/progress.ts';
import { selectField } from '../../../../shared/presentation/pages/components/selectField.ts';
import type { Html } from '../../../../shared/presentation/pages/layout.ts';

const written = (part: Html): string =>
  String(part)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?(\/?>)/g, '$1');

describe('a chip', () => {
  const kinds = [
    'well',
    'quiet',
    'waiting',
    'soon',
    'needed',
    'differs',
    'ended',
  ] as const satisfies readonly ChipKind[];

  it('says its word, with a shape that nobody has to hear', () => {
    expect(written(chip('soon', 'Ends <soon>'))).toMatch(/aria-hidden="true".*<\/svg>Ends &lt;soon&gt;<\/span>$/);
  });

  it('has another shape for each kind', () => {
    expect(new Set(kinds.map((kind) => /d="([^"]+)"/.exec(written(chip(kind, 'x')))?.[1])).size).toBe(kinds.length);
  });
});

describe('a field', () => {
  const words = { language: 'en', name: 'email', label: 'E-mail address' } as const;

  it('has its label above, and its hint and error told with it', () => {
    const text = written(field({ ...words, hint: 'Who is written to.', error: 'Enter an address.', value: '"x' }));
    expect(text).toContain('<label for="field-email">E-mail address</label>');
    expect(text).toContain('<p class="hint" id="field-email-hint">Who is written to.</p>');
    expect(text).toContain('<p class="error" id="field-email-error">');
    expect(text).toContain('aria-describedby="field-email-hint field-email-error"');
    expect(text).toContain('aria-invalid="true"');
    expect(text).toContain('value="&quot;x"');
  });

  it('gives back what was typed, but no secret', () => {
    expect(written(field({ ...words, value: 'a@b.example' }))).toContain('value="a@b.example"');
    expect(written(field({ ...words, type: 'password', value: 'secret' }))).not.toContain('secret');
  });

  it('says what need not be filled in', () => {
    expect(written(field({ ...words, optional: true }))).toContain('E-mail address <small>(optional)</small>');
  });

  it('of many keeps the one that was chosen', () => {
    const options = [
      { value: 'daily', label: 'Every day' },
      { value: 'weekly', label: 'Every week' },
    ];
    const text = written(selectField({ ...words, options, value: 'weekly' }));
    expect(text).toContain('<option value="weekly" selected>Every week</option>');
    expect(text.match(/selected/g)).toHaveLength(1);
  });

  it('of a few shows all, the first of which the summary of errors leads to', () => {
    const text = written(
      choices({
        ...words,
        name: 'accounts',
        take: 'any',
        choices: [
          { value: '1', label: 'A', checked: true },
          { value: '2', label: 'B' },
        ],
      }),
    );
    expect(text).toContain('<legend>E-mail address</legend>');
    expect(text).toMatch(/type="checkbox" id="field-accounts" name="accounts" value="1" checked/);
    expect(text).toMatch(/type="checkbox" id="field-accounts-2" name="accounts" value="2"(?! checked)/);
  });
});

describe('the summary of errors', () => {
  it('takes the focus and leads to each field', () => {
    const text = written(
      errorSummary('en', [{ name: 'email', message: 'Enter an address.' }, { message: 'Too late.' }]),
    );
    expect(text).toContain('role="alert" tabindex="-1" autofocus');
    expect(text).toContain('<h2>Please check 2 entries</h2>');
    expect(text).toContain('<a href="#field-email">Enter an address.</a>');
    expect(text).toContain('<li>Too late.</li>');
  });

  it('is not there where nothing is wrong', () => {
    expect(written(errorSummary('en', []))).toBe('');
  });
});

describe('a problem', () => {
  it('says its sentence, one next step, and its code', () => {
    const problem = { code: 'ponto_unavailable', detail: 'Ponto could not be reached.' };
    const text = written(
      problemBox({ language: 'en', problem, next: { label: 'Try again', href: '/pages/overview' } }),
    );
    expect(text).toContain('<p class="sentence">Ponto could not be reached.</p>');
    expect(text.match(/<a /g)).toHaveLength(1);
    expect(text).toContain('<p class="code">Code of this message: ponto_unavailable</p>');
  });
});

describe('what stands where nothing is yet', () => {
  it('says what will be here, and one way to it', () => {
    const text = written(
      empty({ sentence: 'No bank yet.', hint: 'Soon.', next: { label: 'Connect', href: '/pages/connect' } }),
    );
    expect(text).toContain('<p class="sentence">No bank yet.</p> <p>Soon.</p>');
    expect(text).toContain('<a class="button" href="/pages/connect">Connect</a>');
  });
});

describe('progress', () => {
  it('is read out as it changes, with numbers, and looked at again for as long as it lasts', () => {
    const text = written(
      progress({ id: 'import', label: 'Importing', text: '12 so far', done: 1, of: 4, refreshSeconds: 3 }),
    );
    expect(text).toContain('id="import" aria-live="polite" data-refresh="3"');
    expect(text).toContain('<progress aria-labelledby="import-label" value="1" max="4"></progress>');
    expect(text).toContain('12 so far');
    expect(written(progress({ id: 'import', label: 'Importing', text: '12' }))).not.toMatch(/data-refresh|value=/);
  });
});

describe('actions', () => {
  const step = { label: 'Renew at KBC', href: '/pages/renew/1' };

  it('are one button, and the rest under a menu that says whose it is', () => {
    const text = written(actions('en', step, [{ label: 'Settings', href: '/pages/accounts/1' }], 'KBC ••2563'));
    expect(text.match(/class="button"/g)).toHaveLength(1);
    expect(text).toContain('More<span class="unseen">: KBC ••2563</span>');
    expect(text).toContain('<li><a href="/pages/accounts/1">Settings</a></li>');
  });

  it('have no menu where there is nothing in it', () => {
    expect(written(menu('en', []))).toBe('');
  });

  it('that send a form say which of them is the one to press', () => {
    expect(written(sendButton('Save'))).toBe('<button type="submit" class="button">Save</button>');
    expect(written(sendButton('Leave it', 'secondary'))).toContain('class="button secondary"');
  });
});

describe('a table', () => {
  const text = written(
    dataTable({
      caption: 'Accounts',
      columns: [
        { head: 'Account' },
        { head: 'Balance (EUR)', kind: 'amount' },
        { head: 'Actions', kind: 'actions', headUnseen: true },
      ],
      rows: [{ cells: ['<KBC>', '7.00', 'x'], id: 'row-1', find: 'kbc "2563"' }],
    }),
  );

  it('stays a table where it is laid out as labelled rows', () => {
    expect(text).toContain('role="table"');
    expect(text).toContain('<th scope="row" role="rowheader" class="for-text">&lt;KBC&gt;</th>');
    expect(text).toContain('<td role="cell" class="for-amount" data-label="Balance (EUR)"><div>7.00</div></td>');
  });

  it('says its caption, and the head that is not shown', () => {
    expect(text).toMatch(/<caption class="unseen"> Accounts <\/caption>/);
    expect(text).toContain('<span class="unseen">Actions</span>');
    expect(text).toContain('<td role="cell" class="for-actions">x</td>');
  });

  it('can be found and filtered row by row', () => {
    expect(text).toContain('id="row-1" data-find="kbc &quot;2563&quot;"');
  });
});
