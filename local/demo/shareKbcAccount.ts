import type * as z from 'zod';
import * as accounts from '../../shared/contracts/http/accounts.ts';
import * as connections from '../../shared/contracts/http/connections.ts';
import * as institutions from '../../shared/contracts/http/institutions.ts';
import type { Api } from './api.ts';
import { allowAtPonto } from './consentingPerson.ts';
import { passOurPage } from './ourConsentPage.ts';
import { reader } from './mailbox.ts';
import type { Narrator } from './narrator.ts';

export type Account = z.output<ReturnType<typeof accounts.account>>;

export interface StoryDeps {
  readonly api: Api;
  readonly local: Api;
  readonly narrator: Narrator;
}

export interface SharedAccount {
  readonly account: Account;
  /** Where the consent was given. */
  readonly pontoUrl: string;
}

/** Connects KBC by consent. @returns the first account that was shared, which feeds nothing yet */
export const shareKbcAccount = async ({ api, narrator }: StoryDeps): Promise<SharedAccount> => {
  const { items } = await api.get('/v1/institutions?search=kbc&country=BE', institutions.institutionPage());
  const [institution] = items;
  if (!institution) throw new Error('the sandbox reaches no KBC');
  const body = { method: 'oauth', institutionId: institution.id, contact: reader };
  const begun = await api.send('POST', '/v1/connections', body, connections.begunConnection());
  const { authorizationUrl = '' } = begun;
  const passed = await passOurPage(authorizationUrl);
  await allowAtPonto(passed);
  narrator.text(`POST /v1/connections -> the consent is given for ${institution.name}; warnings go to ${reader.email}`);
  const shared = await api.get(`/v1/accounts?connectionId=${begun.id}`, accounts.accountPage());
  const [account] = shared.items;
  if (!account) throw new Error('no account was shared');
  return { account, pontoUrl: passed.pontoUrl };
};
