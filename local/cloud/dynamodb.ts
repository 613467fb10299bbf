import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { guardDynamo } from './iam/guardDynamo.ts';
import { ownerKeyId, type Rights } from './iam/rights.ts';
import { serveProgramsOnLoopback, type Endpoint } from './loopback.ts';
import { untilActive } from './untilActive.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

/** What the template says of a table and the engine needs. */
export const tableProperties = z.object({
  TableName: z.string(),
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .optional(),
});
export type TableProperties = z.output<typeof tableProperties>;

const sameKeys = (wanted: z.output<typeof keySchema>, existing: readonly { AttributeName?: string | undefined }[]) =>
  wanted.length === existing.length &&
  wanted.every((key, index) => key.AttributeName === existing[index]?.AttributeName);

/** A table that is there keeps its lines; one whose keys the template has changed is refused rather than misread. */
const ensureTable = async (client: DynamoDBClient, table: TableProperties): Promise<void> => {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table.TableName }));
    if (sameKeys(table.KeySchema, Table?.KeySchema ?? [])) return;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    await client.send(new CreateTableCommand({ ...table, BillingMode: 'PAY_PER_REQUEST' }));
    await untilActive(client, table.TableName);
    return;
  }
  throw new Error(`the table ${table.TableName} on disk has other keys than the template; remove the data directory`);
};

/**
 * DynamoDB by dynalite, on disk. What it lacks is in local/README.md (transactions, streams, expiry by TTL).
 *
 * @throws Error naming a table whose keys on disk differ from the template's
 */
export const startDynamo = async (options: {
  readonly dataDir: string;
  readonly region: string;
  readonly tables: readonly TableProperties[];
  /**
   * Who may do what.
   *
   * @default everybody may do everything
   */
  readonly rights?: Rights;
}): Promise<Endpoint> => {
  const path = join(options.dataDir, 'dynamodb');
  mkdirSync(path, { recursive: true });
  const engine = dynalite({ createTableMs: 0, path });
  const endpoint = await serveProgramsOnLoopback(options.rights ? guardDynamo(engine, options.rights) : engine);
  const client = new DynamoDBClient({
    endpoint: endpoint.url,
    region: options.region,
    credentials: { accessKeyId: ownerKeyId, secretAccessKey: 'local' },
  });
  try {
    for (const table of options.tables) await ensureTable(client, table);
  } catch (error) {
    await endpoint.close();
    throw error;
  } finally {
    client.destroy();
  }
  return endpoint;
};
