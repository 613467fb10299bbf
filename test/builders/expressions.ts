import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;

interface Input {
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Item | undefined;
}

const tokens = /#\w+(?:\.#\w+)*|:\w+|\w+|<=|>=|<>|[=<>(),+]/g;
const clauses = ['SET', 'REMOVE', 'ADD', 'DELETE'];

const orderOf = (value: AttributeValue | undefined): string | number | undefined =>
  value?.N === undefined ? value?.S : Number(value.N);
const same = (a: AttributeValue | undefined, b: AttributeValue | undefined): boolean =>
  a !== undefined && JSON.stringify(a) === JSON.stringify(b);

/** DynamoDB's expressions, as far as the registry writes them; every other one is refused. */
export const makeExpressions = ({ ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Input) => {
  const reader = (text: string) => {
    const left: string[] = text.match(tokens) ?? [];
    const take = (): string => left.shift() ?? '';
    const takeIf = (token: string): boolean => left[0] === token && take() !== '';
    const must = (token: string): void => {
      if (!takeIf(token)) throw new Error(`${token} was expected in ${text}`);
    };
    return { left, take, takeIf, must };
  };

  const namesOf = (path: string): string[] => path.split('.').map((part) => ExpressionAttributeNames[part] ?? part);

  /** The map that holds the last part of a path. */
  const holderOf = (path: string, item: Item): [Item | undefined, string] => {
    const names = namesOf(path);
    const last = names.pop() ?? '';
    return [names.reduce<Item | undefined>((map, name) => map?.[name]?.M, item), last];
  };
  const valueOf = (operand: string, item: Item): AttributeValue | undefined => {
    if (operand.startsWith(':')) return ExpressionAttributeValues[operand];
    const [holder, name] = holderOf(operand, item);
    return holder?.[name];
  };

  const holds = (text: string, item: Item): boolean => {
    const { left, take, takeIf, must } = reader(text);

    const called = (): string[] => {
      must('(');
      const given = [take()];
      while (takeIf(',')) given.push(take());
      must(')');
      return given;
    };
    const term = (): boolean => {
      if (takeIf('(')) {
        const held = either();
        must(')');
        return held;
      }
      const first = take();
      if (first === 'attribute_exists') return valueOf(called()[0] ?? '', item) !== undefined;
      if (first === 'attribute_not_exists') return valueOf(called()[0] ?? '', item) === undefined;
      if (first === 'begins_with') {
        const [path = '', prefix = ''] = called();
        return valueOf(path, item)?.S?.startsWith(valueOf(prefix, item)?.S ?? '') === true;
      }
      const value = valueOf(first, item);
      const operator = take();
      if (operator === 'IN') return called().some((other) => same(value, valueOf(other, item)));
      const other = valueOf(take(), item);
      if (operator === '=') return same(value, other);
      const [a, b] = [orderOf(value), orderOf(other)];
      const comparable = a !== undefined && b !== undefined;
      if (operator === '<=') return comparable && a <= b;
      if (operator === '>') return comparable && a > b;
      throw new Error(`unknown condition: ${text}`);
    };
    // Both sides are read, whatever the first one says.
    const both = (): boolean => {
      let held = term();
      while (takeIf('AND')) held = term() && held;
      return held;
    };
    const either = (): boolean => {
      let held = both();
      while (takeIf('OR')) held = both() || held;
      return held;
    };

    const held = either();
    if (left.length > 0) throw new Error(`unknown condition: ${text}`);
    return held;
  };

  const update = (text: string, item: Item): void => {
    const { left, take, takeIf, must } = reader(text);
    const before = structuredClone(item);
    const write = (path: string, value: AttributeValue | undefined): void => {
      const [holder, name] = holderOf(path, item);
      if (!holder) throw new Error(`no map for ${path}`);
      if (value) holder[name] = value;
      else delete holder[name];
    };
    const operand = (): AttributeValue | undefined => {
      if (!takeIf('if_not_exists')) return valueOf(take(), before);
      must('(');
      const known = valueOf(take(), before);
      must(',');
      const otherwise = valueOf(take(), before);
      must(')');
      return known ?? otherwise;
    };
    const set = (path: string): void => {
      must('=');
      const value = operand();
      write(path, takeIf('+') ? { N: String(Number(value?.N) + Number(operand()?.N)) } : value);
    };
    const members = (path: string, change: (known: Set<string>, given: readonly string[]) => void): void => {
      const given = valueOf(take(), before)?.SS;
      if (!given) throw new Error(`unknown update: ${text}`);
      const known = new Set(valueOf(path, before)?.SS);
      change(known, given);
      write(path, known.size > 0 ? { SS: [...known] } : undefined);
    };

    while (left.length > 0) {
      const clause = take();
      if (!clauses.includes(clause)) throw new Error(`unknown update: ${text}`);
      do {
        const path = take();
        if (clause === 'SET') set(path);
        if (clause === 'REMOVE') write(path, undefined);
        if (clause === 'ADD') members(path, (known, given) => given.forEach((member) => known.add(member)));
        if (clause === 'DELETE') members(path, (known, given) => given.forEach((member) => known.delete(member)));
      } while (takeIf(','));
    }
  };

  return { holds, update };
};
