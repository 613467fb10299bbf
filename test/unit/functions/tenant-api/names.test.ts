import * as z from 'zod';
import { operations, type Operation } from '../../../../shared/contracts/http/operations.ts';
import { uuid } from '../../../builders/bank.ts';
import { anApi } from './anApi.ts';

const contact = { email: 'els@bakery.example' };
const link = `/v1/accounts/${uuid(101)}/link`;

const doors: readonly [string, string, string, (name: string) => object][] = [
  [
    'the contact of a consent',
    'POST',
    '/v1/connections',
    (name) => ({ method: 'oauth', institutionId: uuid(5), contact: { ...contact, name } }),
  ],
  [
    'the name of a consent',
    'POST',
    '/v1/connections',
    (name) => ({ method: 'oauth', institutionId: uuid(5), contact, name }),
  ],
  [
    'the contact behind credentials',
    'POST',
    '/v1/connections',
    (name) => ({ method: 'client_credentials', clientId: 'c', clientSecret: 's', contact: { ...contact, name } }),
  ],
  ['the name of a legacy connection', 'POST', '/v1/connections', (name) => ({ method: 'legacy_token', name })],
  [
    'an account number of a legacy connection',
    'POST',
    '/v1/connections',
    (name) => ({ method: 'legacy_token', name: 'Old', accounts: [name] }),
  ],
  [
    'an account number with a currency',
    'POST',
    '/v1/connections',
    (reference) => ({ method: 'legacy_token', name: 'Old', accounts: [{ reference, currency: 'EUR' }] }),
  ],
  ['a changed contact', 'PATCH', `/v1/connections/${uuid(1)}`, (name) => ({ contact: { ...contact, name } })],
  ['a changed connection', 'PATCH', `/v1/connections/${uuid(1)}`, (name) => ({ name })],
  ['a journal', 'POST', '/v1/journals', (name) => ({ code: 'BNK2', name })],
  ['a changed journal', 'PATCH', `/v1/journals/${uuid(201)}`, (name) => ({ name })],
  ['the journal of a link', 'PUT', link, (name) => ({ action: 'create_journal', journal: { code: 'BNK2', name } })],
];

const hostile: readonly [string, string][] = [
  ['two lines', 'Els\nVisit evil.example'],
  ['a carriage return', 'Els\rBcc: x'],
  ['a tab', 'Els\tJan'],
  ['NUL', 'Els\u0000'],
  ['an escape sequence', 'Els\u001b[31m'],
  ['a control of Latin-1', 'Els\u0085Jan'],
  ['a line separator', 'Els\u2028Jan'],
  ['a paragraph separator', 'Els\u2029Jan'],
  ['an override of direction', 'Els\u202egpj.exe'],
  ['an isolate of direction', 'Els\u2066Jan\u2069'],
  ['a mark of direction', 'Els\u200fJan'],
  ['a letter mark of Arabic', 'Els\u061cJan'],
  ['a space without width', 'evil\u200b.example'],
  ['a byte order mark', 'Els\ufeffJan'],
  ['nothing that can be seen', '\u200d\u200c'],
];

const good = [
  'Els',
  "Zoë D'Hondt-Łukasz (jr.)",
  'Bakkerij Els & Co. #2',
  'שרה לוי',
  'محمد',
  'می\u200cخواهم',
  '陳大文',
  'Els 👩\u200d🍳',
  'BE68 5390 0754 7034',
];

describe('a name that comes from outside', () => {
  describe.each(doors)('as %s', (_what, method, path, bodyWith) => {
    it.each(hostile)('is refused with %s', async (_why, name) => {
      const { statusCode, body } = await anApi().ask({ method, path, body: bodyWith(name) });

      expect([statusCode, JSON.parse(body)]).toMatchObject([400, { code: 'invalid_request' }]);
      expect(body).not.toContain('Els');
    });
  });

  it.each(good)('is taken in the writing of any language: %s', (name) => {
    const { body } = operations.changeConnection;

    expect(body().parse({ name, contact: { ...contact, name } })).toEqual({ name, contact: { ...contact, name } });
  });

  it('is no half of a character, wherever it may come in', () => {
    expect(operations.changeConnection.body().safeParse({ name: 'Els\ud83d' }).success).toBe(false);
  });

  it('may have blanks around it, which are left out', () => {
    expect(operations.changeConnection.body().parse({ name: ' Els \n' })).toEqual({ name: 'Els' });
  });

  it('is described as one wherever a request has one', () => {
    const found = Object.entries<Operation>(operations).flatMap(([operation, { body }]) =>
      body() instanceof z.ZodUndefined ? [] : namesIn(operation, z.toJSONSchema(body(), { io: 'input' })),
    );

    expect(new Set(found.map(({ operation }) => operation))).toEqual(
      new Set([
        'createConnection',
        'changeConnection',
        'createWebhookEndpoint',
        'changeWebhookEndpoint',
        'createPageSession',
        'linkAccount',
        'linkAccounts',
        'createJournal',
        'changeJournal',
      ]),
    );
    for (const { schema } of found) {
      expect(schema).toMatchObject({ maxLength: 100, description: expect.stringMatching(/^One line of text/) });
    }
  });
});

/** Every member called `name`, however deep. */
const namesIn = (operation: string, schema: unknown): readonly { operation: string; schema: unknown }[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  const properties = 'properties' in schema ? z.record(z.string(), z.unknown()).parse(schema.properties) : {};
  return [
    ...('name' in properties ? [{ operation, schema: properties['name'] }] : []),
    ...Object.values(schema).flatMap((inner: unknown) => namesIn(operation, inner)),
  ];
};
