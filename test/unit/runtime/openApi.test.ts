import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { operations, type Operation } from '../../../shared/contracts/http/operations.ts';
import { version } from '../../../shared/contracts/version.ts';
import { openApiDocument } from '../../../shared/runtime/openApi/document.ts';

const schemaObject = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.object({ schema: schemaObject }));
const operationObject = z.object({
  operationId: z.string(),
  summary: z.string(),
  security: z.array(schemaObject).optional(),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean(), schema: schemaObject })),
  requestBody: z.object({ required: z.boolean(), content }).optional(),
  responses: z.record(
    z.string(),
    z.object({ description: z.string().min(1), headers: schemaObject.optional(), content: content.optional() }),
  ),
});
const documentShape = z.object({
  openapi: z.literal('3.1.1'),
  info: z.object({ title: z.string(), version: z.string() }),
  security: z.array(schemaObject),
  paths: z.record(z.string(), z.record(z.string(), operationObject)),
  components: z.object({ schemas: z.record(z.string(), schemaObject), securitySchemes: schemaObject }),
});

const document = documentShape.parse(JSON.parse(JSON.stringify(openApiDocument('https://sync.example'))));

const objectOf = ({ path, method }: Operation) => {
  const found = document.paths[path]?.[method.toLowerCase()];
  if (!found) throw new Error(`not in the document: ${method} ${path}`);
  return found;
};

const all = Object.entries<Operation>(operations);

/** What a validator only warns of, such as a format that nobody knows, other readers stumble over. */
const refuse = (...words: readonly unknown[]): never => {
  throw new Error(words.join(' '));
};

/** A validator that knows the components under the references that the document uses. */
const validator = () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: { log: refuse, warn: refuse, error: refuse } });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'https://sync.example/openapi.json', components: document.components });
  return ajv;
};
/** References are resolved within the document, wherever the schema stands in it. */
const placed = (schema: unknown): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"https://sync.example/openapi.json#/'));

describe('the OpenAPI document', () => {
  it.each(all)('describes %s', (name, operation) => {
    const described = objectOf(operation);

    expect(described.operationId).toBe(name);
    expect(Object.keys(described.responses)).toEqual(expect.arrayContaining(Object.keys(operation.answers)));
    for (const code of operation.problems) {
      expect(JSON.stringify(described.responses)).toContain(`\`${code}\`:`);
    }
  });

  it.each(all)(
    'lists who else answers %s: 401 and 403 where a token is asked for, 429, 500 and 503 everywhere',
    (_, operation) => {
      const { responses } = objectOf(operation);
      const typesOf = (status: string) => Object.keys(responses[status]?.content ?? {});
      const codesOf = (status: string) => responses[status]?.description;

      expect(typesOf('401')).toEqual(operation.public ? [] : ['application/json']);
      expect(typesOf('403')).toEqual(operation.public ? [] : ['application/problem+json']);
      if (!operation.public) expect(codesOf('403')).toMatch(/tenant_missing.*user_missing/);
      expect(typesOf('429')).toEqual([...(operation.public ? [] : ['application/problem+json']), 'application/json']);
      expect(typesOf('503')).toContain('application/json');
      expect(typesOf('500')).toEqual(['application/problem+json', 'application/json']);
      if (operation.path.includes('{id}')) expect(codesOf('404')).toContain('not_found');
    },
  );

  it('describes the answers of the gateway as they are', () => {
    const schema = objectOf(operations.listJournals).responses['401']?.content?.['application/json']?.schema;
    const validate = validator().compile(placed(schema));

    expect(validate({ message: 'Unauthorized' })).toBe(true);
    expect(validate({ type: 'about:blank', code: 'not_found' })).toBe(false);
    expect(objectOf(operations.linkAccount).responses['413']?.content).toHaveProperty('application/json');
  });

  it('describes nothing else', () => {
    const described = Object.values(document.paths).flatMap((path) => Object.keys(path));

    expect(described).toHaveLength(all.length);
  });

  it('has only schemas that compile, with references that lead somewhere', () => {
    const ajv = validator();
    const described = Object.values(document.paths).flatMap((path) => Object.values(path));
    const schemas = [
      ...Object.values(document.components.schemas),
      ...described.flatMap(({ parameters }) => parameters.map(({ schema }) => schema)),
      ...described.flatMap(({ requestBody, responses }) =>
        [requestBody?.content, ...Object.values(responses).map((response) => response.content)].flatMap((known) =>
          Object.values(known ?? {}).map(({ schema }) => schema),
        ),
      ),
    ];

    const compiled = schemas.map((schema) => ajv.compile(placed(schema)));

    expect(compiled.length).toBeGreaterThan(200);
    expect(JSON.stringify(document)).not.toContain('$schema');
  });

  it('accepts what the product accepts, and refuses what it refuses', () => {
    const schema = objectOf(operations.linkAccount).requestBody?.content['application/json']?.schema;
    const validate = validator().compile(placed(schema));

    expect(
      validate({ action: 'create_journal', journal: { code: 'KBC', name: 'KBC' }, importFrom: '2026-01-01' }),
    ).toBe(true);
    expect(validate({})).toBe(true);
    expect(validate({ action: 'create_jurnal' })).toBe(false);
    expect(validate({ unknown: 1 })).toBe(false);
  });

  const contact = { email: 'els@bakkerij.example' };
  const bodies: readonly (readonly [boolean, keyof typeof operations, unknown])[] = [
    [true, 'changeConnection', { name: 'Café Nul, Ελένη' }],
    [true, 'changeConnection', { name: ' 木村\n' }],
    [true, 'changeConnection', { name: 'a\u200db' }],
    [false, 'changeConnection', { name: 'a\u0000b' }],
    [false, 'changeConnection', { name: 'a\nb' }],
    [false, 'changeConnection', { name: 'a\u202eb' }],
    [false, 'changeConnection', { name: ' \u200d ' }],
    [false, 'changeConnection', { name: ' ' }],
    [true, 'changeConnection', { name: `${'a'.repeat(99)} ` }],
    [false, 'changeConnection', { name: `${'a'.repeat(100)} ` }],
    [false, 'changeConnection', {}],
    [false, 'changeJournal', {}],
    [true, 'changeJournal', { name: 'Bank' }],
    [false, 'createJournal', { code: 'KBC', name: '\u0085' }],
    [false, 'linkAccount', { journal: { code: 'KBC', name: 'a\u2028b' } }],
    [
      true,
      'createConnection',
      { method: 'legacy_token', name: 'Old', accounts: ['BE1', { reference: 'BE2' }], contact },
    ],
    [
      false,
      'createConnection',
      { method: 'legacy_token', name: 'Old', accounts: [{ reference: 'BE\u00132' }], contact },
    ],
    [true, 'replaceCredentials', { clientId: ' a ', clientSecret: 'b' }],
    [false, 'replaceCredentials', { clientId: 'a', clientSecret: ' \t' }],
    [true, 'changeConnection', { accountant: `${'a'.repeat(64)}@kantoor.example` }],
    [false, 'changeConnection', { accountant: `${'a'.repeat(65)}@kantoor.example` }],
    [false, 'changeConnection', { notify: [`${'a'.repeat(65)}@kantoor.example`] }],
    [false, 'setKnownBalance', { date: '2026-10-31', amount: `0.${'0'.repeat(40)}` }],
    [true, 'setKnownBalance', { date: '2026-10-31', amount: ' -12,50 ' }],
  ];

  it.each(bodies)('says %s where the call does: %s %j', (isTaken, name, body) => {
    const schema = objectOf(operations[name]).requestBody?.content['application/json']?.schema;

    expect(operations[name].body().safeParse(body).success).toBe(isTaken);
    expect(validator().compile(placed(schema))(body)).toBe(isTaken);
  });

  it('describes what is answered as it is answered', () => {
    const schema = objectOf(operations.listJournals).responses['200']?.content?.['application/json']?.schema;
    const validate = validator().compile(placed(schema));

    expect(validate({ items: [{ id: 'j', code: 'BNK1', name: 'Bank', currency: 'EUR' }] })).toBe(true);
    expect(validate({ items: [{ id: 'j' }] })).toBe(false);
  });

  it('wants a bearer token for all calls but the public ones', () => {
    const open = all.filter(([, operation]) => objectOf(operation).security?.length === 0).map(([name]) => name);

    expect(document.security).toEqual([{ bearer: [] }]);
    expect(document.components.securitySchemes).toMatchObject({ bearer: { type: 'http', scheme: 'bearer' } });
    expect(open).toEqual(['getHealth', 'getOpenApi']);
  });

  it('names the Idempotency-Key where one is taken', () => {
    const takes = all.filter(([, operation]) =>
      objectOf(operation).parameters.some(({ name }) => name === 'Idempotency-Key'),
    );

    expect(takes.map(([, { method }]) => method)).toEqual(takes.map(() => 'POST'));
    expect(takes).toHaveLength(all.filter(([, { method }]) => method === 'POST').length);
  });

  it('says which parameters and bodies may be left out', () => {
    const { parameters } = objectOf(operations.listTransactions);

    expect(parameters.map(({ name, in: place, required }) => [name, place, required])).toEqual([
      ['id', 'path', true],
      ['from', 'query', false],
      ['to', 'query', false],
      ['status', 'query', false],
      ['limit', 'query', false],
      ['cursor', 'query', false],
    ]);
    expect(objectOf(operations.createConnection).requestBody?.required).toBe(true);
    expect(objectOf(operations.reconnectConnection).requestBody?.required).toBe(false);
    expect(objectOf(operations.getAccount).requestBody).toBeUndefined();
  });

  it('tells of the headers by which a tenant knows how it stands, wherever a token is asked for', () => {
    const { responses } = objectOf(operations.getAccount);

    expect(Object.keys(responses['200']?.headers ?? {})).toEqual([
      'ETag',
      'X-Request-Id',
      'RateLimit-Policy',
      'RateLimit',
    ]);
    expect(Object.keys(responses['429']?.headers ?? {})).toEqual([
      'X-Request-Id',
      'Retry-After',
      'RateLimit-Policy',
      'RateLimit',
    ]);
    expect(Object.keys(objectOf(operations.getHealth).responses['200']?.headers ?? {})).toEqual(['X-Request-Id']);
  });

  it('tells of a file its media types and what its headers say', () => {
    const { responses } = objectOf(operations.getStatementsFile);

    expect(Object.keys(responses['200']?.content ?? {})).toContain('text/csv');
    expect(responses['200']?.content).not.toHaveProperty('application/json');
    expect(Object.keys(responses['200']?.headers ?? {})).toEqual([
      'Content-Disposition',
      'Statement-Proof',
      'X-Request-Id',
      'RateLimit-Policy',
      'RateLimit',
    ]);
  });

  it('gives every answer of an object a name', () => {
    const inline = all
      .filter(([, operation]) =>
        Object.values(objectOf(operation).responses).some(
          ({ content: known }) => known?.['application/json'] && !('$ref' in known['application/json'].schema),
        ),
      )
      .map(([name]) => name);

    expect(inline).toEqual(['getOpenApi']);
  });

  it('tells the version of the package', () => {
    const { version: packaged } = JSON.parse(readFileSync('package.json', 'utf8'));

    expect(version).toBe(packaged);
    expect(document.info.version).toBe(packaged);
  });
});

/** Where lists without an end stand in a schema. */
const endless = (schema: unknown, at: string): readonly string[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  const isEndless = 'type' in schema && schema.type === 'array' && !('maxItems' in schema);
  return [
    ...(isEndless ? [at] : []),
    ...Object.entries(schema).flatMap(([name, member]) => endless(member, `${at}.${name}`)),
  ];
};

describe('an answer', () => {
  it('has an end in each of its lists, because Lambda hands over 6 MB at most', () => {
    const lists = all.flatMap(([name, { answers }]) =>
      Object.values(answers).flatMap((answer) =>
        answer === null ? [] : endless(z.toJSONSchema(answer(), { io: 'output' }), name),
      ),
    );

    expect(lists).toEqual([]);
    expect(endless(z.toJSONSchema(z.strictObject({ items: z.array(z.string()) })), 'x')).toEqual([
      'x.properties.items',
    ]);
  });
});
