import * as z from 'zod';
import type { Stack } from './assembly.ts';
import { namePropertyOf, physicalOf, type Physical, type AwsEnvironment } from './physical.ts';

/** Exports of the stacks that stand already, by name. */
export type Exports = Readonly<Record<string, unknown>>;

const members = z.record(z.string(), z.unknown());
const list = z.array(z.unknown());

/** What has no value, as in `{ "Ref": "AWS::NoValue" }`: the property is left out. */
const noValue = Symbol('AWS::NoValue');

type Evaluate = (resolver: StackResolver, argument: unknown) => unknown;

/** The text of something that CloudFormation would put into a text. */
const asText = (value: unknown, where: string): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${where} needs a text`);
};

const asList = (resolver: StackResolver, argument: unknown, where: string): readonly unknown[] => {
  const parsed = list.safeParse(resolver.resolve(argument));
  if (!parsed.success) throw new Error(`${where} needs a list`);
  return parsed.data;
};

const subPattern = /\$\{(!?)([^}]+)\}/g;

const substitute: Evaluate = (resolver, argument) => {
  const [text, given] = Array.isArray(argument) ? [argument[0], argument[1]] : [argument, {}];
  const variables = members.parse(given ?? {});
  return asText(text, 'Fn::Sub').replace(subPattern, (whole, literal: string, name: string) => {
    if (literal === '!') return whole.replace('!', '');
    if (Object.hasOwn(variables, name)) return asText(resolver.resolve(variables[name]), 'Fn::Sub');
    const [logicalId = '', ...attribute] = name.split('.');
    if (attribute.length === 0) return asText(resolver.ref(name), 'Fn::Sub');
    return resolver.attribute(logicalId, attribute.join('.'));
  });
};

const getAttribute: Evaluate = (resolver, argument) => {
  const [logicalId = '', ...attribute] = typeof argument === 'string' ? argument.split('.') : list.parse(argument);
  return resolver.attribute(
    asText(logicalId, 'Fn::GetAtt'),
    attribute.map((part) => asText(part, 'Fn::GetAtt')).join('.'),
  );
};

const select: Evaluate = (resolver, argument) => {
  const [index, items] = list.parse(argument);
  const chosen = asList(resolver, items, 'Fn::Select')[Number(resolver.resolve(index))];
  if (chosen === undefined) throw new Error('Fn::Select finds nothing at its index');
  return chosen;
};

const join: Evaluate = (resolver, argument) => {
  const [separator, items] = list.parse(argument);
  return asList(resolver, items, 'Fn::Join')
    .map((item) => asText(item, 'Fn::Join'))
    .join(asText(separator, 'Fn::Join'));
};

const split: Evaluate = (resolver, argument) => {
  const [separator, text] = list.parse(argument);
  return asText(resolver.resolve(text), 'Fn::Split').split(asText(separator, 'Fn::Split'));
};

const findInMap: Evaluate = (resolver, argument) => {
  const [map, first, second] = asList(resolver, argument, 'Fn::FindInMap').map((key) => asText(key, 'Fn::FindInMap'));
  const value = resolver.stack.template.Mappings[map ?? '']?.[first ?? '']?.[second ?? ''];
  if (value === undefined) throw new Error(`Fn::FindInMap finds nothing under ${map}.${first}.${second}`);
  return value;
};

const choose: Evaluate = (resolver, argument) => {
  const [condition, yes, no] = list.parse(argument);
  return resolver.resolve(resolver.condition(asText(condition, 'Fn::If')) ? yes : no);
};

const truths = (resolver: StackResolver, argument: unknown): readonly boolean[] =>
  list.parse(argument).map((item) => resolver.isTrue(item));

const intrinsics: Readonly<Record<string, Evaluate>> = {
  Ref: (resolver, argument) => resolver.ref(asText(argument, 'Ref')),
  'Fn::GetAtt': getAttribute,
  'Fn::Join': join,
  'Fn::Sub': substitute,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::FindInMap': findInMap,
  'Fn::ImportValue': (resolver, argument) =>
    resolver.importValue(asText(resolver.resolve(argument), 'Fn::ImportValue')),
  'Fn::Base64': (resolver, argument) =>
    Buffer.from(asText(resolver.resolve(argument), 'Fn::Base64')).toString('base64'),
  'Fn::If': choose,
  'Fn::Equals': (resolver, argument) => {
    const [left, right] = asList(resolver, argument, 'Fn::Equals');
    return asText(left, 'Fn::Equals') === asText(right, 'Fn::Equals');
  },
  'Fn::Not': (resolver, argument) => !truths(resolver, argument)[0],
  'Fn::And': (resolver, argument) => truths(resolver, argument).every((truth) => truth),
  'Fn::Or': (resolver, argument) => truths(resolver, argument).some((truth) => truth),
  Condition: (resolver, argument) => resolver.condition(asText(argument, 'Condition')),
};

/**
 * Resolves the intrinsics of one template as CloudFormation would on creation. It resolves what it is asked for and
 * nothing else, so that an attribute nobody here reads needs no local value.
 */
export class StackResolver {
  readonly stack: Stack;
  readonly #environment: AwsEnvironment;
  readonly #exports: Exports;

  constructor(stack: Stack, environment: AwsEnvironment, exports: Exports) {
    this.stack = stack;
    this.#environment = environment;
    this.#exports = exports;
  }

  get accountId(): string {
    return this.#environment.accountId;
  }

  /** The account itself, as policies name it. */
  get accountRoot(): string {
    return `arn:aws:iam::${this.accountId}:root`;
  }

  arn(service: string, rest: string): string {
    return `arn:aws:${service}:${this.#environment.region}:${this.accountId}:${rest}`;
  }

  /** @throws Error naming an intrinsic that the runner does not know */
  resolve(value: unknown): unknown {
    if (typeof value === 'string' && value.includes('{{resolve:')) {
      throw new Error(`${this.stack.name}: dynamic references ({{resolve:...}}) are not run locally`);
    }
    if (Array.isArray(value)) return value.map((item) => this.resolve(item)).filter((item) => item !== noValue);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [name = '', argument] = entries[0] ?? [];
    const isIntrinsic = entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'));
    const evaluate = intrinsics[name];
    if (isIntrinsic && !evaluate) throw new Error(`${this.stack.name}: the intrinsic ${name} is not run locally`);
    if (isIntrinsic && evaluate) return evaluate(this, argument);
    return Object.fromEntries(
      entries.map(([key, item]) => [key, this.resolve(item)]).filter(([, item]) => item !== noValue),
    );
  }

  condition(name: string): boolean {
    const condition = this.stack.template.Conditions[name];
    if (condition === undefined) throw new Error(`${this.stack.name}: there is no condition ${name}`);
    return this.isTrue(condition);
  }

  /** A condition function: there `{ "Condition": name }` names another condition, elsewhere it is a property. */
  isTrue(condition: unknown): boolean {
    const [operator = '', argument] = Object.entries(members.parse(condition))[0] ?? [];
    const evaluate = intrinsics[operator];
    if (!evaluate) throw new Error(`${this.stack.name}: the condition function ${operator} is not run locally`);
    return evaluate(this, argument) === true;
  }

  ref(name: string): unknown {
    const pseudo = this.#pseudoParameter(name);
    if (pseudo !== undefined) return pseudo;
    const parameter = this.stack.template.Parameters[name];
    if (!parameter) return this.physical(name).ref;
    if (parameter.Default === undefined) throw new Error(`${this.stack.name}: the parameter ${name} has no default`);
    return parameter.Default;
  }

  attribute(logicalId: string, attribute: string): string {
    const value = this.physical(logicalId).attributes[attribute];
    if (value !== undefined) return value;
    throw new Error(`${this.stack.name}: the attribute ${logicalId}.${attribute} has no local value`);
  }

  importValue(name: string): unknown {
    if (Object.hasOwn(this.#exports, name)) return this.#exports[name];
    throw new Error(`${this.stack.name}: no stack exports ${name}`);
  }

  physical(logicalId: string): Physical {
    const resource = this.stack.template.Resources[logicalId];
    if (!resource) throw new Error(`${this.stack.name}: there is no resource ${logicalId}`);
    const textOf = (property: string | undefined): string | undefined => {
      const value = property === undefined ? undefined : this.resolve(resource.Properties[property]);
      return typeof value === 'string' ? value : undefined;
    };
    const identity = {
      stackName: this.stack.name,
      logicalId,
      type: resource.Type,
      givenName: textOf(namePropertyOf[resource.Type]),
      target: textOf(resource.Type.startsWith('AWS::Lambda::') ? 'FunctionName' : undefined),
    };
    return physicalOf(identity, this.#environment);
  }

  /** Resources of these types whose condition holds. */
  resourcesOf(...types: readonly string[]): readonly string[] {
    return this.resourcesMatching((type) => types.includes(type));
  }

  resourcesMatching(isWanted: (type: string) => boolean): readonly string[] {
    return Object.entries(this.stack.template.Resources)
      .filter(([, { Type, Condition }]) => isWanted(Type) && (Condition === undefined || this.condition(Condition)))
      .map(([logicalId]) => logicalId);
  }

  /** A resource's properties, resolved and parsed; what the schema does not name is not resolved. */
  properties<S extends z.ZodObject>(
    logicalId: string,
    schema: S,
    given: Readonly<Record<string, unknown>> = {},
  ): z.output<S> {
    const raw = this.stack.template.Resources[logicalId]?.Properties ?? {};
    const wanted = Object.keys(schema.shape).filter((name) => Object.hasOwn(raw, name));
    const resolved = Object.fromEntries(
      wanted.map((name) => [name, this.resolve(raw[name])]).filter(([, value]) => value !== noValue),
    );
    const parsed = schema.safeParse({ ...resolved, ...given });
    if (parsed.success) return parsed.data;
    throw new Error(`${this.stack.name}: ${logicalId} cannot be run locally: ${z.prettifyError(parsed.error)}`);
  }

  /** What the stack exports, by name. */
  exports(): Exports {
    return Object.fromEntries(
      Object.values(this.stack.template.Outputs).flatMap(({ Value, Export }) =>
        Export ? [[asText(this.resolve(Export.Name), 'Export'), this.resolve(Value)]] : [],
      ),
    );
  }

  #pseudoParameter(name: string): unknown {
    const { region, accountId } = this.#environment;
    const pseudo: Readonly<Record<string, unknown>> = {
      'AWS::Region': region,
      'AWS::AccountId': accountId,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': this.stack.name,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${this.stack.name}/local`,
      'AWS::NotificationARNs': [],
      'AWS::NoValue': noValue,
    };
    if (name.startsWith('AWS::') && !Object.hasOwn(pseudo, name)) {
      throw new Error(`${this.stack.name}: the pseudo parameter ${name} is not run locally`);
    }
    return pseudo[name];
  }
}

/** The stacks in their order, each with the exports of those before it. */
export const resolversOf = (stacks: readonly Stack[], environment: AwsEnvironment): readonly StackResolver[] => {
  let exports: Exports = {};
  return stacks.map((stack) => {
    const resolver = new StackResolver(stack, environment, exports);
    exports = { ...exports, ...resolver.exports() };
    return resolver;
  });
};
