import type { PontoApplication } from '../../../../shared/contracts/pontoApplication.ts';
import type {
  ClientCredentials,
  RefreshTurn,
  StoredTokens,
  StoreTokensOptions,
  TokenSet,
  TokenVault,
} from '../../../../shared/ports/tokens.ts';
import type { ConnectionRef } from '../../../../shared/ports/refsAndPages.ts';

/** A clock that stands still unless somebody sleeps or the test passes time. */
export const aClock = (start = '2026-11-24T08:00:00.000Z') => {
  let nowMs = Date.parse(start);
  const slept: number[] = [];
  return {
    slept,
    now: (): string => new Date(nowMs).toISOString(),
    pass: (milliseconds: number): void => {
      nowMs += milliseconds;
    },
    sleep: async (milliseconds: number): Promise<void> => {
      slept.push(milliseconds);
      nowMs += milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
};

/** The vault's rules in memory; the real one is tried over the wire in `tokens.test.ts`. */
export class MemoryVault implements TokenVault {
  readonly items = new Map<string, { stored?: StoredTokens; leaseUntil?: string }>();
  reads = 0;
  turnsAsked = 0;
  /** Thrown by the next stores, one each. */
  failures: Error[] = [];

  async read(ref: ConnectionRef): Promise<StoredTokens | undefined> {
    this.reads += 1;
    return this.items.get(JSON.stringify(ref))?.stored;
  }

  async takeRefreshTurn(
    ref: ConnectionRef,
    fromVersion: number | undefined,
    now: string,
    leaseMs: number,
  ): Promise<RefreshTurn> {
    this.turnsAsked += 1;
    const item = this.items.get(JSON.stringify(ref)) ?? {};
    if (item.stored?.version !== fromVersion) return { kind: 'taken' };
    if (item.leaseUntil !== undefined && item.leaseUntil > now) return { kind: 'taken' };
    item.leaseUntil = new Date(Date.parse(now) + leaseMs).toISOString();
    this.items.set(JSON.stringify(ref), item);
    return { kind: 'granted', stored: item.stored, leaseUntil: item.leaseUntil };
  }

  async store(ref: ConnectionRef, tokens: TokenSet, { fromVersion }: StoreTokensOptions = {}): Promise<void> {
    const failure = this.failures.shift();
    if (failure) throw failure;
    const version = this.items.get(JSON.stringify(ref))?.stored?.version;
    if (fromVersion !== undefined && version !== fromVersion) return;
    this.items.set(JSON.stringify(ref), { stored: { tokens, version: (version ?? 0) + 1 } });
  }

  async giveTurnBack(ref: ConnectionRef, leaseUntil: string): Promise<void> {
    const item = this.items.get(JSON.stringify(ref));
    if (item?.leaseUntil === leaseUntil) delete item.leaseUntil;
  }

  async remove(ref: ConnectionRef): Promise<void> {
    this.items.delete(JSON.stringify(ref));
  }
}

export const platform: PontoApplication = { clientId: 'platform-client', clientSecret: 'platform-secret' };

/** A source of the platform's application that a test can rotate. */
export const anApplicationSource = (first: PontoApplication = platform) => {
  let held = first;
  let next: PontoApplication | undefined;
  return {
    rotate: (application: PontoApplication): void => {
      next = application;
    },
    current: async () => held,
    reread: async () => {
      held = next ?? held;
      return held;
    },
  };
};

export const noTenantSecrets = { readCredentials: async (): Promise<ClientCredentials | undefined> => undefined };
