import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

/**
 * The part of DynamoDB that the ledger uses, in memory, for the simulation: thousands of runs, a fault at any write.
 * It knows the ledger's few expressions by their text and refuses every other. The ledger's contract suite runs on it
 * and on a real engine over the wire, so that the two cannot drift apart.
 */
export class MemoryTable {
  readonly items = new Map<string, Item>();
  /** Called around every command; throw to inject a fault before or after it took effect. */
  onCommand: (moment: 'before' | 'after', command: string) => void | Promise<void> = () => undefined;
  commands = 0;

  /** A client that sends its commands here. */
  client(): DynamoDBClient {
    const client = new DynamoDBClient({
      region: 'eu-central-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    });
    client.send = (async (command: { constructor: { name: string } }) => {
      await Promise.resolve();
      this.commands += 1;
      await this.onCommand('before', command.constructor.name);
      const answer = this.#execute(command);
      await this.onCommand('after', command.constructor.name);
      return answer;
    }) as DynamoDBClient['send'];
    return client;
  }

  #execute(command: unknown): object {
    if (command instanceof GetItemCommand) return { Item: this.items.get(idOf(command.input.Key)) };
    if (command instanceof PutItemCommand) {
      const { Item = {}, ConditionExpression, ExpressionAttributeValues } = command.input;
      this.#check(Item, ConditionExpression, ExpressionAttributeValues);
      this.items.set(idOf(Item), Item);
      return {};
    }
    if (command instanceof DeleteItemCommand) {
      const { Key = {}, ConditionExpression, ExpressionAttributeValues } = command.input;
      this.#check(Key, ConditionExpression, ExpressionAttributeValues);
      this.items.delete(idOf(Key));
      return {};
    }
    if (command instanceof UpdateItemCommand) return this.#update(command);
    if (command instanceof QueryCommand) return this.#query(command);
    if (command instanceof BatchWriteItemCommand) {
      for (const request of Object.values(command.input.RequestItems ?? {}).flat()) {
        const item = request.PutRequest?.Item;
        if (!item) throw new Error('only puts are known');
        this.items.set(idOf(item), item);
      }
      return {};
    }
    throw new Error('unknown command');
  }

  #update(command: UpdateItemCommand): object {
    const { Key = {}, UpdateExpression, ConditionExpression, ExpressionAttributeValues: values = {} } = command.input;
    this.#check(Key, ConditionExpression, values);
    const item = { ...(this.items.get(idOf(Key)) ?? Key) };
    switch (UpdateExpression) {
      case 'SET leaseUntilMs = :until ADD fence :one':
        item['leaseUntilMs'] = values[':until']!;
        item['fence'] = { N: String(numberIn(item['fence']) + 1) };
        break;
      case 'SET #sequence = :next, #state = :state, leaseUntilMs = :until':
        item['leaseUntilMs'] = values[':until']!;
        item['sequence'] = values[':next']!;
        item['state'] = values[':state']!;
        break;
      case 'REMOVE leaseUntilMs':
        delete item['leaseUntilMs'];
        break;
      default:
        throw new Error(`unknown update: ${UpdateExpression}`);
    }
    this.items.set(idOf(Key), item);
    return { Attributes: item };
  }

  #query(command: QueryCommand): object {
    const { ExpressionAttributeValues: values = {}, ScanIndexForward = true, Limit, ExclusiveStartKey } = command.input;
    const partition = values[':pk']?.S;
    const low = values[':low']?.S ?? '';
    const high = values[':high']?.S ?? '';
    if (low > high) throw new Error('DynamoDB refuses a range that ends before it begins');
    const start = ExclusiveStartKey?.['sk']?.S;
    const matching = [...this.items.values()]
      .filter(({ pk, sk }) => pk?.S === partition && sk?.S !== undefined && sk.S >= low && sk.S <= high)
      .sort((a, b) => ((a['sk']?.S ?? '') < (b['sk']?.S ?? '') ? -1 : 1) * (ScanIndexForward ? 1 : -1))
      .filter(({ sk }) => start === undefined || (ScanIndexForward ? (sk?.S ?? '') > start : (sk?.S ?? '') < start));
    const page = Limit === undefined ? matching : matching.slice(0, Limit);
    const last = page.at(-1);
    return { Items: page, ...(last && page.length < matching.length ? { LastEvaluatedKey: last } : {}) };
  }

  #check(key: Item, condition: string | undefined, values: Item | undefined): void {
    const item = this.items.get(idOf(key));
    const holds = (() => {
      switch (condition) {
        case undefined:
          return true;
        case 'attribute_not_exists(leaseUntilMs) OR leaseUntilMs <= :now':
          return item?.['leaseUntilMs'] === undefined || numberIn(item['leaseUntilMs']) <= numberIn(values?.[':now']);
        case 'attribute_not_exists(pk) OR fence <= :fence':
          return item === undefined || numberIn(item['fence']) <= numberIn(values?.[':fence']);
        case 'fence = :fence':
          return item !== undefined && numberIn(item['fence']) === numberIn(values?.[':fence']);
        case 'fence = :fence AND (attribute_not_exists(#sequence) OR #sequence = :current)':
          return (
            item !== undefined &&
            numberIn(item['fence']) === numberIn(values?.[':fence']) &&
            (item['sequence'] === undefined || numberIn(item['sequence']) === numberIn(values?.[':current']))
          );
        default:
          throw new Error(`unknown condition: ${condition}`);
      }
    })();
    if (!holds) throw new ConditionalCheckFailedException({ message: 'refused', $metadata: {} });
  }
}

const idOf = (key: Item | undefined): string => `${key?.['pk']?.S}|${key?.['sk']?.S}`;
const numberIn = (value: AttributeValue | undefined): number => Number(value?.N ?? 0);
