import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionHistory } from '../../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoConsentStore } from '../../../../shared/adapters/dynamodb/consentStore.ts';
import { DynamoDueIndex, DynamoOrganizationIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import { DynamoSyncStore } from '../../../../shared/adapters/dynamodb/syncStore.ts';
import { digest } from '../../../../shared/composition/fingerprint.ts';
import type { Table } from '../../../../shared/adapters/dynamodb/table.ts';
import { DynamoTokenVault } from '../../../../shared/adapters/dynamodb/tokenVault.ts';
import { makeAccessTokens } from '../../../../shared/adapters/ponto/tokens.ts';
import type { BankFeed, BankFeeds } from '../../../../shared/ports/bankFeed.ts';
import type { PublishedEvent } from '../../../../shared/ports/events.ts';
import type { SyncJob } from '../../../../shared/ports/syncs.ts';
import { makeAnnounceActive } from '../../../../shared/usecases/connections/announceActive.ts';
import { makeBeginConsent } from '../../../../shared/usecases/connections/beginConsent.ts';
import { makeConsentPage } from '../../../../shared/usecases/connections/consentPage.ts';
import { makeEnterCredentials } from '../../../../shared/usecases/connections/enterCredentials.ts';
import { makeFillGap } from '../../../../shared/usecases/connections/fillGap.ts';
import { makeFinishConsent, type ConsentAnswer } from '../../../../shared/usecases/connections/finishConsent.ts';
import { makeRenewConsent } from '../../../../shared/usecases/connections/renewConsent.ts';
import { makeReplaceCredentials } from '../../../../shared/usecases/connections/replaceCredentials.ts';
import { makeVerifyNewAccess } from '../../../../shared/usecases/connections/verifyNewAccess.ts';
import { makeStoreAccounts } from '../../../../shared/usecases/connections/storeAccounts.ts';
import { makeStartSync } from '../../../../shared/usecases/syncs/startSync.ts';
import { uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import { plainSealer } from '../../../builders/plainSealer.ts';
import { aClock, anInstitution, countedIds } from '../../../builders/records.ts';
import { memorySecrets } from './aCredentialsWorld.ts';
import { aLife, type Life } from './aLife.ts';
import { aPonto } from './aPonto.ts';

export const newCredentials = { clientId: 'client-2', clientSecret: 'secret-2' };

/** What outlives a process of ours: the table, the secrets, the bus, the queue, and Ponto. */
export const aReconnectWorld = (tenantId: string) => {
  const clock = aClock('2026-03-10T09:00:00.000Z');
  const ponto = aPonto(clock);
  const { held, secrets } = memorySecrets();
  const events: PublishedEvent[] = [];
  const jobs: SyncJob[] = [];
  const ref = { tenantId, connectionId: uuid(1) };
  const person = { tenantId, userId: 'user-1' };
  const browser = 'the-secret-of-a-browser';
  let processes = 0;

  /** A process of ours, wired as the functions are; everything outside is reached through its life. */
  const aProcess = (table: Table, life: Life = aLife()) => {
    processes += 1;
    const counted = countedIds(1000 * processes);
    const ids = { next: counted.next, secret: () => `${tenantId} ${counted.secret()}` };
    const vault = new DynamoTokenVault(table, plainSealer);
    const connections = new DynamoConnectionStore(table);
    const history = new DynamoConnectionHistory(table);
    const consents = new DynamoConsentStore(table);
    const authorizationServer = life.outside('ponto', ponto.authorizationServer);
    const tenantSecrets = life.outside('secrets', secrets);
    const feeds: BankFeeds = {
      of: ({ id, method }) => {
        const tokens = makeAccessTokens({ vault, tenantSecrets, authorizationServer, clock })(
          { tenantId, connectionId: id },
          method,
        );
        const asking = async <T>(answer: T): Promise<T> => {
          ponto.mustKnow((await tokens.current()).tokens, method);
          return answer;
        };
        const feed = inert<BankFeed>('feed', {
          organization: () => asking({ id: ponto.behind.organizationId }),
          accounts: () => asking(ponto.behind.accounts),
        });
        return life.outside('ponto', feed);
      },
    };
    const shared = {
      vault,
      connections,
      history,
      authorizationServer,
      verifyNewAccess: makeVerifyNewAccess({ vault, feeds, ids }),
      storeAccounts: makeStoreAccounts({
        history,
        accounts: new DynamoAccountStore(table),
        connections,
        catalogue: { get: async () => anInstitution() },
        due: new DynamoDueIndex(table),
        ids,
      }),
      fillGap: makeFillGap({
        startSync: makeStartSync({
          syncs: new DynamoSyncStore(table),
          jobs: life.outside('queue', { put: async (given: readonly SyncJob[]) => void jobs.push(...given) }),
          ids,
          clock,
        }),
      }),
      announceActive: makeAnnounceActive({
        events: life.outside('bus', { publish: async (told: readonly PublishedEvent[]) => void events.push(...told) }),
        ids,
      }),
      clock,
    };
    const renewConsent = makeRenewConsent({
      connections,
      beginConsent: makeBeginConsent({
        consents,
        history,
        warnOfWithdrawal: async () => undefined,
        ids,
        clock,
        pageUrl: 'https://sync.example/oauth/consent',
        returnUrlAllowList: [],
      }),
    });
    const consentPage = makeConsentPage({
      consents,
      connections,
      catalogue: { get: async () => anInstitution() },
      authorizationServer,
      ids,
      clock,
      redirectUri: 'https://sync.example/oauth/callback',
    });
    const finishConsent = makeFinishConsent({
      digest,
      ...shared,
      lookAtNeighbours: async () => 0,
      ids,
      mustBeConfirmed: false,
      consents,
      organizations: new DynamoOrganizationIndex(table),
    });
    const replaceCredentials = makeReplaceCredentials({
      connections,
      clock,
      enterCredentials: makeEnterCredentials({ ...shared, tenantSecrets }),
    });

    /** The person passes our page and is sent to Ponto; the state is what comes back with them. */
    const sendToPonto = async (): Promise<string> => {
      const renewed = await renewConsent(person, ref.connectionId, undefined);
      if (renewed.kind !== 'begun') throw new Error(renewed.kind);
      const token = new URL(renewed.authorizationUrl).searchParams.get('begun') ?? '';
      const passed = await consentPage.pass(token, browser);
      if (passed.kind !== 'passed') throw new Error(passed.kind);
      return new URL(passed.url).searchParams.get('state') ?? '';
    };
    const comeBack = async (answer: ConsentAnswer): Promise<string> => {
      const finished = await finishConsent({ browser, ...answer });
      return finished.kind === 'failed' ? finished.code : finished.kind;
    };
    return {
      sendToPonto,
      comeBack,
      reconnect: async () => comeBack({ state: await sendToPonto(), code: ponto.agree() }),
      enterCredentials: async () => (await replaceCredentials(person, ref.connectionId, newCredentials)).kind,
      /** Whether a run of the connection can read at Ponto, with tokens that have to be refreshed first. */
      canRead: async (method: 'oauth' | 'client_credentials'): Promise<boolean> => {
        clock.pass(3_600_000);
        return feeds
          .of({ tenantId, id: ref.connectionId, method })
          .accounts()
          .then(
            () => true,
            () => false,
          );
      },
    };
  };

  return { ref, clock, ponto, secrets, held, events, jobs, aProcess };
};
