import { chapters } from '../../../shared/contracts/http/descriptions/chapters.ts';
import { bodies, components } from '../../../shared/contracts/http/components.ts';
import { operations, type Operation } from '../../../shared/contracts/http/operations.ts';
import { openApiDocument } from '../../../shared/runtime/openApi/document.ts';
import { isSchema, type JsonSchema } from '../../../shared/runtime/openApi/jsonSchema.ts';
import { silentMembers, silentParts } from './silentParts.ts';

/** What still has a part without a sentence. Nothing new gets in here: it only gets shorter. */
const stillSilent: readonly string[] = [
  'getHealth',
  'getOpenApi',
  'listInstitutions',
  'getInstitution',
  'createConnection',
  'listConnections',
  'getConnection',
  'changeConnection',
  'disconnectConnection',
  'listConnectionHistory',
  'replaceCredentials',
  'fetchAccounts',
  'reconnectConnection',
  'confirmConnection',
  'listAccounts',
  'getAccount',
  'endAccount',
  'succeedAccount',
  'takeBackSuccession',
  'previewLink',
  'setKnownBalance',
  'takeBackKnownBalance',
  'reauthorizeAccount',
  'requestSync',
  'listSyncs',
  'getSync',
  'listTransactions',
  'explainPayment',
  'getTransaction',
  'listChanges',
  'listStatements',
  'getStatement',
  'listStatementLines',
  'listExportFormats',
  'getStatementFile',
  'getStatementsFile',
  'getCompleteness',
  'createCertificate',
  'listCertificates',
  'getCertificate',
  'createPageSession',
  'getUsage',
  'eraseTenant',
  'getErasure',
  'Account',
  'AccountPage',
  'Action',
  'AuthorizationUrl',
  'BookedTransaction',
  'BegunConnection',
  'Certificate',
  'CertificatePage',
  'CertificateSummary',
  'CertifiedAccount',
  'Change',
  'ChangePage',
  'CheckReport',
  'Completeness',
  'Connection',
  'ConnectionPage',
  'Disconnected',
  'EndedAccount',
  'Erasure',
  'FetchAccountsAnswer',
  'FetchedAccounts',
  'Finding',
  'GatewayMessage',
  'HistoryEntry',
  'HistoryPage',
  'Institution',
  'InstitutionPage',
  'PageSession',
  'LinkPreview',
  'PaymentExplanation',
  'Problem',
  'Redirect',
  'Statement',
  'StatementLine',
  'StatementLinesPage',
  'StatementPage',
  'ExportFormatList',
  'StatementWithLines',
  'Sync',
  'SyncPage',
  'SyncWithReport',
  'Transaction',
  'TransactionPage',
  'TransactionWithVersions',
  'Usage',
  'Confirmation',
  'ConnectionChange',
  'ConsentRequest',
  'Credentials',
  'ErasureRequest',
  'KnownBalanceRequest',
  'LinkPreviewRequest',
  'NewCertificate',
  'NewConnection',
  'NewPageSession',
  'ReauthorizationRequest',
  'SuccessionRequest',
  'SyncRequest',
];

const document: JsonSchema = JSON.parse(JSON.stringify(openApiDocument('https://sync.example')));
const nameOf = (part: string): string => part.split('.')[0] ?? '';

describe('the words of the OpenAPI document', () => {
  it('say of every call, parameter, answer, schema and member what it is', () => {
    const silent = silentParts(document).filter((part) => !stillSilent.includes(nameOf(part)));

    expect(silent).toEqual([]);
  });

  it('leave nothing on the list of what is still without them that has them', () => {
    const silent = new Set(silentParts(document).map(nameOf));

    expect(stillSilent.filter((name) => !silent.has(name))).toEqual([]);
  });

  it.each(chapters)('speak in $name of nothing that is not there', ({ calls, schemas }) => {
    const named = [...Object.keys(components), ...Object.keys(bodies)];
    const callParts = Object.entries(calls).flatMap(([call, words]) =>
      Object.keys(words ?? {}).filter((part) => !partsOf(call).includes(part)),
    );

    expect(Object.keys(schemas).filter((name) => !named.includes(name))).toEqual([]);
    expect(callParts).toEqual([]);
    for (const [name, words] of Object.entries(schemas)) {
      expect(Object.keys(words).filter((path) => !hasMember(name, path))).toEqual([]);
    }
  });

  it('miss no member below a list, a union or an object without a name', () => {
    const member = { type: 'string' };
    const nested = { description: 'x', type: 'object', properties: { inner: member } };
    const schema = {
      description: 'x',
      properties: {
        list: { description: 'x', type: 'array', items: { type: 'object', properties: { inList: member } } },
        union: { description: 'x', anyOf: [{ properties: { inUnion: member } }] },
        nested,
        known: { description: 'x', $ref: '#/components/schemas/Known' },
      },
    };

    expect(silentMembers('It', schema)).toEqual(['It.list.inList', 'It.union.inUnion', 'It.nested.inner']);
    expect(silentMembers('It', {})).toEqual(['It']);
  });
});

const partsOf = (call: string): readonly string[] => {
  const operation = Object.entries<Operation>(operations).find(([name]) => name === call)?.[1];
  return operation === undefined
    ? []
    : ['', 'id', ...Object.keys(operation.query().shape), ...Object.keys(operation.answers)];
};

const schemaOf = (name: string): unknown => {
  const { components: known } = document;
  return isSchema(known) && isSchema(known['schemas']) ? known['schemas'][name] : undefined;
};

const hasMember = (name: string, path: string): boolean => {
  if (path === '') return true;
  const found = path
    .split('.')
    .reduce<readonly unknown[]>(
      (schemas, member) => schemas.flatMap((schema) => membersOf(schema, member)),
      [schemaOf(name)],
    );
  return found.length > 0;
};

const membersOf = (schema: unknown, member: string): readonly unknown[] => {
  if (!isSchema(schema)) return [];
  const { properties, items, anyOf, oneOf } = schema;
  return [
    ...(isSchema(properties) && member in properties ? [properties[member]] : []),
    ...[items, ...[anyOf, oneOf].flatMap((union) => (Array.isArray(union) ? union : []))].flatMap((part) =>
      membersOf(part, member),
    ),
  ];
};
