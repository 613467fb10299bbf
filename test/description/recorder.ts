import { bodies, components } from '../../shared/contracts/http/components.ts';
import { operations, type Operation } from '../../shared/contracts/http/operations.ts';
import { matchPath } from '../../shared/runtime/http/router.ts';

const namesOf = (schemas: Readonly<Record<string, unknown>>): ReadonlyMap<unknown, string> =>
  new Map(Object.entries(schemas).map(([name, schema]) => [schema, name]));
const answerNames = namesOf(components);
const bodyNames = namesOf(bodies);
const calls: readonly Operation[] = Object.values(operations);

/** An example has one item of each list: enough to see what an item is. No secret is kept. */
const shortened = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.slice(0, 1).map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, name === 'secret' ? 'whsec_…' : shortened(member)]),
  );
};

/**
 * Keeps what goes through `fetch` to the calls of the API, by the names of the schemas: of several bodies the first, of several
 * answers the one that says most.
 */
export class Recorder {
  readonly #examples = new Map<string, unknown>();

  /** A `fetch` that records what is sent and answered. */
  readonly recording =
    (send: typeof fetch): typeof fetch =>
    async (input, init) => {
      const response = await send(input, init);
      const address = new URL(input instanceof Request ? input.url : input);
      const operation = calls.find(
        ({ method, path }) => method === (init?.method ?? 'GET') && matchPath(path, address.pathname) !== undefined,
      );
      if (!operation || !response.ok) return response;
      const body = bodyNames.get(operation.body);
      if (typeof init?.body === 'string' && body !== undefined && !this.#examples.has(body)) {
        this.#keep(body, JSON.parse(init.body));
      }
      const name = answerNames.get(operation.answers[response.status]);
      if (name !== undefined) this.#keep(name, await response.clone().json());
      return response;
    };

  #keep(name: string | undefined, value: unknown): void {
    if (name === undefined) return;
    const short = shortened(value);
    const known = this.#examples.get(name);
    if (known === undefined || lengthOf(short) > lengthOf(known)) this.#examples.set(name, short);
  }

  /** By name, in the order of the alphabet. */
  examples(): Readonly<Record<string, unknown>> {
    return Object.fromEntries([...this.#examples].toSorted(([a], [b]) => a.localeCompare(b, 'en')));
  }
}

const lengthOf = (value: unknown): number => JSON.stringify(value).length;
