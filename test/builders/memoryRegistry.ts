import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { makeExpressions, type Item } from './expressions.ts';

interface Hooks {
  readonly before?: (command: string) => Promise<void> | void;
  readonly after?: (command: string, key: string) => Promise<void> | void;
}

/**
 * The part of DynamoDB that the registry uses, in memory, where a test needs thousands of commands. It is no proof of
 * what DynamoDB does: whoever uses it shows once that a real engine over the wire gives the same.
 */
export const memoryRegistry = () => {
  const items = new Map<string, Item>();

  const execute = (command: unknown): object => {
    if (command instanceof GetItemCommand) return { Item: items.get(idOf(command.input.Key)) };
    if (command instanceof QueryCommand) return { Items: queried(command) };
    if (command instanceof PutItemCommand) {
      const { Item: item = {} } = command.input;
      mustHold(command, item);
      items.set(idOf(item), structuredClone(item));
      return {};
    }
    if (command instanceof DeleteItemCommand) {
      const { Key: key } = command.input;
      mustHold(command, key);
      const was = items.get(idOf(key));
      items.delete(idOf(key));
      return { Attributes: was };
    }
    if (command instanceof UpdateItemCommand) {
      const { Key: key = {}, UpdateExpression = '' } = command.input;
      mustHold(command, key);
      const item = structuredClone(items.get(idOf(key)) ?? key);
      makeExpressions(command.input).update(UpdateExpression, item);
      items.set(idOf(key), item);
      return { Attributes: structuredClone(item) };
    }
    throw new Error('unknown command');
  };

  const mustHold = ({ input }: PutItemCommand | DeleteItemCommand | UpdateItemCommand, key: Item | undefined): void => {
    if (input.ConditionExpression === undefined) return;
    if (makeExpressions(input).holds(input.ConditionExpression, items.get(idOf(key)) ?? {})) return;
    throw new ConditionalCheckFailedException({ message: 'refused', $metadata: {} });
  };

  /** In one page: whoever asks for a limit has to have fewer. */
  const queried = ({ input }: QueryCommand): readonly Item[] => {
    const { KeyConditionExpression = '', FilterExpression, Limit, ExclusiveStartKey } = input;
    if (ExclusiveStartKey) throw new Error('this table has one page');
    const { holds } = makeExpressions(input);
    const found = [...items.values()]
      .filter((item) => holds(KeyConditionExpression, item))
      .sort((a, b) => ((a['sk']?.S ?? '') < (b['sk']?.S ?? '') ? -1 : 1));
    if (Limit !== undefined && found.length > Limit) throw new Error('this table has one page');
    if (input.ScanIndexForward === false) found.reverse();
    const kept = FilterExpression === undefined ? found : found.filter((item) => holds(FilterExpression, item));
    return structuredClone(kept);
  };

  return {
    table: ({ before, after }: Hooks = {}): Table => {
      const client = new DynamoDBClient({
        region: 'eu-central-1',
        credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      });
      const send = async (command: { readonly constructor: { readonly name: string }; readonly input: object }) => {
        const { name } = command.constructor;
        await before?.(name);
        const answer = execute(command);
        await after?.(name, keyIn(command.input));
        return answer;
      };
      Object.assign(client, { send });
      return new Table(client, 'connections');
    },
  };
};

const idOf = (key: Item | undefined): string => `${key?.['pk']?.S}|${key?.['sk']?.S}`;

const keyIn = (input: {
  readonly Key?: Record<string, AttributeValue>;
  readonly Item?: Record<string, AttributeValue>;
}) => (input.Key ?? input.Item)?.['sk']?.S ?? '';
