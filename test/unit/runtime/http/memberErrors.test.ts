import * as z from 'zod';
import { linkBody } from '../../../../shared/contracts/http/accounts.ts';
import { connectionChange, newConnection } from '../../../../shared/contracts/http/connections.ts';
import { journalChange, newJournal } from '../../../../shared/contracts/http/journals.ts';
import {
  statementQuery,
  transactionQuery,
  transactionSearch,
  transactionTotalsFilter,
} from '../../../../shared/contracts/http/ledger.ts';
import { operations, type Operation } from '../../../../shared/contracts/http/operations.ts';
import { replayBody, webhookEndpointChange } from '../../../../shared/contracts/http/webhookEndpoints.ts';
import { rules } from '../../../../shared/contracts/http/rules.ts';
import { languages } from '../../../../shared/domain/mail/language.ts';
import { ruleText } from '../../../../shared/presentation/rules.ts';
import { memberErrors } from '../../../../shared/runtime/http/memberErrors.ts';

const errorsOf = (schema: z.ZodType, given: unknown) =>
  memberErrors(schema.safeParse(given).error?.issues ?? [], given);
const told = (schema: z.ZodType, given: unknown) =>
  errorsOf(schema, given).map(({ path, rule, values }) => `${path} ${ruleText('en', rule, values)}`);

describe('what is wrong with a member of a request', () => {
  it.each<readonly [z.ZodType, unknown, readonly string[]]>([
    [newJournal(), {}, ['code is required', 'name is required']],
    [
      newJournal(),
      { code: 'a b', name: 7, jornal: 1 },
      [
        'code must be 1 to 16 letters, digits, dots, dashes or underscores',
        'name must be a text',
        'jornal is not known here',
      ],
    ],
    [newJournal(), { code: 'A', name: 'x'.repeat(101) }, ['name must have at most 100 characters']],
    [
      newJournal(),
      { code: 'A', name: 'A', currency: 'euro' },
      ['currency must be a currency that payments are made in, by its code of ISO 4217, such as EUR'],
    ],
    [
      linkBody(),
      { frequency: 'yearly' },
      ['frequency must be one of: every_6_hours, every_12_hours, daily, weekly, monthly, manual'],
    ],
    [linkBody(), { importFrom: '2026-02-30' }, ['importFrom must be a day such as 2026-03-31']],
    [
      linkBody(),
      { knownBalance: { date: '2026-02-28', amount: '1e3' } },
      ['knownBalance.amount must look like -12.50 or -12,50; thousands are written together: 1450.00'],
    ],
    [
      transactionSearch(),
      { minAmount: '1.450,00' },
      ['minAmount must look like -12.50 or -12,50; thousands are written together: 1450.00'],
    ],
    ...['9'.repeat(35), '-1234567890123456', '0,12345678901'].map(
      (minAmount) =>
        [
          transactionSearch(),
          { minAmount },
          ['minAmount is too long: at most 15 digits before the decimal point and 10 after it'],
        ] as const,
    ),
    [linkBody(), { knownBalance: 'none' }, ['knownBalance must be an object']],
    [newConnection(), { method: 'magic' }, ['method must be one of: oauth, client_credentials, legacy_token']],
    [newConnection(), {}, ['method is required']],
    [
      newConnection(),
      { method: 'oauth', contact: { email: 'els' }, notify: 'els@b.example', returnUrl: 'back' },
      [
        'institutionId is required',
        'returnUrl must be a web address such as https://example.org/back',
        'contact.email must be an email address',
        'notify must be a list',
      ],
    ],
    [transactionQuery(), { limit: 'ten' }, ['limit must be a number']],
    [transactionQuery(), { limit: '1.5' }, ['limit must be a whole number']],
    [transactionQuery(), { limit: '0' }, ['limit must be 1 or more']],
    [transactionQuery(), { limit: '201' }, ['limit must be 200 or less']],
    [transactionQuery(), { from: '2026-03-02', to: '2026-03-01' }, ['to must not be before from']],
    [statementQuery(), { from: '2026-03-02', to: '2026-03-01' }, ['to must not be before from']],
    [transactionSearch(), { text: 'loyer', from: '2026-03-02', to: '2026-03-01' }, ['to must not be before from']],
    [transactionTotalsFilter(), { from: '2026-03-02', to: '2026-03-01' }, ['to must not be before from']],
    [
      transactionSearch(),
      { from: '2026-03-01' },
      [' must have at least one of: text, counterparty, reference, amount, minAmount, maxAmount'],
    ],
    [webhookEndpointChange(), {}, [' must have at least one of: url, events, description, contact, state']],
    [connectionChange(), {}, [' must have at least one of: contact, notify, accountant, name']],
    [journalChange(), {}, [' must have at least one of: code, name']],
    [replayBody(), { deliveryId: 'yesterday' }, ['deliveryId must be the id of a delivery']],
    [replayBody(), {}, [' must have either deliveryId or since']],
    [
      replayBody(),
      { deliveryId: '20260310080000-abcdefghijklmnopqrstuvwx', since: '2026-03-10T08:00:00Z' },
      [' must have either deliveryId or since'],
    ],
    [transactionSearch(), { text: ' ' }, ['text must not be empty']],
    [z.array(z.string()).min(1), [], [' must have at least 1 entry']],
    [z.array(z.string()).max(1), ['a', 'b'], [' must have at most 1 entry']],
    [z.string().min(2), 'a', [' must have at least 2 characters']],
    [z.boolean(), 'yes', [' must be true or false']],
  ])('is told by a rule: %#', (schema, given, sentences) => {
    expect(told(schema, given)).toEqual(sentences);
  });

  const members = Object.entries<Operation>(operations).flatMap(([name, { query, body }]) =>
    [query(), body()].flatMap((schema) => {
      if (schema instanceof z.ZodUndefined) return [];
      const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
      return Object.keys(properties).map((member) => [`${name}.${member}`, schema, member] as const);
    }),
  );
  it('is told by a rule of its own wherever a call takes something, and never in the words of the validator', () => {
    const wild = [null, 7, true, '', 'x'.repeat(5_000), [], ['x'], {}, { x: 1 }];

    const unsaid = members.flatMap(([name, schema, member]) =>
      wild.flatMap((value) =>
        errorsOf(schema, { [member]: value }).flatMap(({ path, rule }) =>
          rule === 'fitting' ? `${name}: ${path}` : [],
        ),
      ),
    );

    expect(members.length).toBeGreaterThan(60);
    expect([...new Set(unsaid)]).toEqual([]);
  });

  it.each(languages)('has words for each rule in %s', (language) => {
    expect(rules.filter((rule) => ruleText(language, rule).length < 5)).toEqual([]);
  });
});
