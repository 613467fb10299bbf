import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { deployedStage, runMark } from './deployedStage.ts';
import { clientOfEngine, startDynamo, type Dynamo } from './dynamo.ts';

/** A command on its way to the table. */
export interface Command {
  readonly name: string;
  /** What is sent, as text: enough to recognise an item by its key. */
  readonly text: string;
}

export interface Hooks {
  /** Runs before the command is sent; what it does at the table comes first, what it throws is the answer. */
  readonly before?: (command: Command) => Promise<void> | void;
  /** Runs when the command took effect; what it throws is the answer. */
  readonly after?: (command: Command, unitsSoFar: number) => Promise<void> | void;
}

/** Counted over all suites of a file: a deployed stage is one table for all of them. */
let tenants = 0;

/** The connections table over the wire, once for a suite: that of a deployed stage, or a table of an own engine. */
export const connectionsTableSuite = () => {
  let dynamo: Dynamo;
  const clients: DynamoDBClient[] = [];
  const name = deployedStage?.connectionsTable ?? 'connections';

  beforeAll(async () => {
    dynamo = await startDynamo(deployedStage);
    if (!deployedStage) await dynamo.createTable(name);
  });
  afterAll(async () => {
    for (const client of clients) client.destroy();
    await dynamo.close();
  });

  return {
    table: (): Table => new Table(dynamo.client, name),
    /** A tenant that no other test has. */
    aTenant: (): string => {
      tenants += 1;
      return `tenant/${runMark}${tenants}#`;
    },
    /** A table with a listener on its line, to make another write come first or a worker crash. */
    hookedTable: (hooks: Hooks): Table => {
      const client = clientOfEngine(dynamo.endpoint, { maxAttempts: 1 });
      clients.push(client);
      let units = 0;
      client.middlewareStack.add(
        (next, context) => async (args) => {
          const command = { name: String(context.commandName), text: JSON.stringify(args.input) };
          await hooks.before?.(command);
          Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
          const answer = await next(args);
          units += consumedBy(answer.output);
          await hooks.after?.(command, units);
          return answer;
        },
        { step: 'initialize' },
      );
      return new Table(client, name);
    },
  };
};

const consumedBy = (output: object): number => {
  const capacity = 'ConsumedCapacity' in output ? output.ConsumedCapacity : undefined;
  return typeof capacity === 'object' && capacity !== null && 'CapacityUnits' in capacity
    ? Number(capacity.CapacityUnits)
    : 0;
};
