import * as z from 'zod';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type {
  RefreshTurn,
  StoredTokens,
  StoreTokensOptions,
  TokenSet,
  TokenVault,
  Sealer,
} from '../../ports/tokens.ts';
import { tokensKey } from './keys.ts';
import { epochSecondsOf, parseRecord } from './records.ts';
import { absent, all, any, asSeen, atMost, equals, setting, type Attributes } from './expressions.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const tokenSet = onFirstUse((): z.ZodType<TokenSet> =>
  z.object({
    accessToken: z.string(),
    accessTokenExpiresAt: z.string(),
    refreshToken: z.string().exactOptional(),
  }),
);

/** Connections of one batch of the worker. */
const maxRemembered = 5;

/** `sealed` and `version` are missing while the first set is being fetched. */
const tokensRecord = onFirstUse(() => z.object({ sealed: z.string().optional(), version: z.number().optional() }));

/**
 * Rotating tokens of a connection in one item: sealed, with a version, and with the lease of the one worker that may
 * refresh. The turn is a conditional write:
 *
 *     A reads version 4 -- takes the turn (version = 4, no lease) -- refreshes at Ponto -- stores version 5, no lease
 *     B reads version 4 -- refused (lease) ......................................... reads version 5, uses it
 */
export class DynamoTokenVault implements TokenVault {
  readonly #table: Table;
  readonly #sealer: Sealer;
  /**
   * What was opened or sealed last, for the few connections whose jobs go side by side: a refresh meets the same text three
   * times, and each opening is paid for.
   */
  readonly #last = new Map<string, { readonly sealed: string; readonly text: string }>();

  constructor(table: Table, sealer: Sealer) {
    this.#table = table;
    this.#sealer = sealer;
  }

  async read(ref: ConnectionRef): Promise<StoredTokens | undefined> {
    const item = await this.#table.get(tokensKey(ref));
    return item && this.#open(ref, item);
  }

  async takeRefreshTurn(
    ref: ConnectionRef,
    fromVersion: number | undefined,
    now: string,
    leaseMs: number,
  ): Promise<RefreshTurn> {
    // Ponto takes the old token for its answer: what could keep the new one from being stored must fail before that.
    await this.#sealer.prepare?.();
    const until = new Date(Date.parse(now) + leaseMs).toISOString();
    const outcome = await this.#table.update(
      tokensKey(ref),
      setting({ leaseUntil: until }),
      all(asSeen('version', fromVersion), any(absent('leaseUntil'), atMost('leaseUntil', now))),
    );
    if (outcome.kind === 'refused') return { kind: 'taken' };
    return { kind: 'granted', stored: await this.#open(ref, outcome.item), leaseUntil: until };
  }

  async store(ref: ConnectionRef, tokens: TokenSet, options: StoreTokensOptions = {}): Promise<void> {
    const text = JSON.stringify(tokens);
    const sealed = await this.#sealer.seal(text, ref);
    this.#remember(ref, { sealed, text });
    const { keepUntil, fromVersion } = options;
    await this.#table.update(
      tokensKey(ref),
      {
        ...setting({
          sealed,
          ...(keepUntil !== undefined && { expiresAtEpochSeconds: epochSecondsOf(keepUntil) }),
          leaseUntil: undefined,
        }),
        add: { version: 1 },
      },
      fromVersion === undefined ? undefined : equals('version', fromVersion),
    );
  }

  async giveTurnBack(ref: ConnectionRef, leaseUntil: string): Promise<void> {
    await this.#table.update(tokensKey(ref), { remove: ['leaseUntil'] }, equals('leaseUntil', leaseUntil));
  }

  async remove(ref: ConnectionRef): Promise<void> {
    await this.#table.delete(tokensKey(ref));
  }

  async #open(ref: ConnectionRef, item: Attributes): Promise<StoredTokens | undefined> {
    const { sealed, version } = parseRecord(tokensRecord(), item, 'token set');
    if (sealed === undefined || version === undefined) return undefined;
    const opened: unknown = JSON.parse(await this.#unseal(ref, sealed));
    return { tokens: parseRecord(tokenSet(), z.record(z.string(), z.unknown()).parse(opened), 'token set'), version };
  }

  async #unseal(ref: ConnectionRef, sealed: string): Promise<string> {
    const last = this.#last.get(ownerOf(ref));
    if (last?.sealed === sealed) return last.text;
    const text = await this.#sealer.unseal(sealed, ref);
    this.#remember(ref, { sealed, text });
    return text;
  }

  #remember(ref: ConnectionRef, last: { readonly sealed: string; readonly text: string }): void {
    const owner = ownerOf(ref);
    this.#last.delete(owner);
    this.#last.set(owner, last);
    const [oldest] = this.#last.keys();
    if (this.#last.size > maxRemembered && oldest !== undefined) this.#last.delete(oldest);
  }
}

const ownerOf = (ref: ConnectionRef): string => tokensKey(ref).pk + tokensKey(ref).sk;
