import { passOurPage, type PassedPage } from './ourConsentPage.ts';

const ticked = /name="account" value="([^"]+)" checked/g;
const hidden = /<input type="hidden" name="([^"]+)" value="([^"]*)"/g;
const decision = /<form method="post" action="\/oauth2\/auth">.*?<\/form>/s;

interface Choices {
  /** By id or name; the one that the page proposes when missing. */
  readonly organization?: string | undefined;
  /** Id; the one that the page proposes when missing. */
  readonly bank?: string | undefined;
  /** Ids of the bank's; all that the page ticks when missing. */
  readonly only?: readonly string[];
}

/**
 * Does what a person does in a browser: passes our page, and allows at Ponto.
 *
 * @returns the page or redirect at the end of the way back
 */
export const giveConsent = async (authorizationUrl: string, choices?: Choices): Promise<Response> =>
  allowAtPonto(await passOurPage(authorizationUrl), choices);

/**
 * On the consent page of our sandbox: finds the bank chosen already, leaves its accounts ticked, allows, and goes back to
 * where Ponto sends them.
 *
 * @returns the page or redirect at the end of the way back
 */
export const allowAtPonto = async (
  { pontoUrl, cookie }: PassedPage,
  { organization, bank, only }: Choices = {},
): Promise<Response> => {
  const page = new URL(pontoUrl);
  if (organization !== undefined) page.searchParams.set('organization', organization);
  if (bank !== undefined) {
    page.pathname = '/oauth2/auth/accounts';
    page.searchParams.set('institution', bank);
  }
  const [form = ''] = decision.exec(await (await fetch(page)).text()) ?? [];
  const accounts = [...form.matchAll(ticked)];
  if (accounts.length === 0) throw new Error('the consent page proposes no accounts to share');
  const body = new URLSearchParams({ decision: 'allow' });
  for (const [, name = '', value = ''] of form.matchAll(hidden)) body.set(name, unescaped(value));
  for (const account of only ?? accounts.map(([, id = '']) => id)) body.append('account', account);
  const answer = await fetch(new URL('/oauth2/auth', page), { method: 'POST', body, redirect: 'manual' });
  const back = answer.headers.get('location');
  if (back === null) throw new Error(`the consent page answered ${answer.status} and sent nobody back`);
  return fetch(back, { headers: { cookie }, redirect: 'manual' });
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => entities[name] ?? whole);
