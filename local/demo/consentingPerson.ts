const ticked = /name="account" value="([^"]+)" checked/g;
const chosenOrganization = /name="organization" value="([^"]+)"/;

/**
 * Does on the consent page of our sandbox what a person does in a browser: chooses the bank, leaves its accounts ticked,
 * allows, and goes back to where Ponto sends them.
 *
 * @param organization by id or name; the one that the page proposes when missing
 * @returns the page or redirect at the end of the way back
 */
export const giveConsent = async (
  authorizationUrl: string,
  institutionId: string,
  organization?: string,
): Promise<Response> => {
  const page = new URL(authorizationUrl);
  page.searchParams.set('institution', institutionId);
  if (organization !== undefined) page.searchParams.set('organization', organization);
  const html = await (await fetch(page)).text();
  const form = new URLSearchParams(page.searchParams);
  const [, chosen] = chosenOrganization.exec(html) ?? [];
  if (chosen === undefined) throw new Error('the consent page names no organisation');
  form.set('organization', chosen);
  for (const [, account = ''] of html.matchAll(ticked)) form.append('account', account);
  form.set('decision', 'allow');
  const answer = await fetch(new URL('/oauth2/auth', page), { method: 'POST', body: form, redirect: 'manual' });
  const back = answer.headers.get('location');
  if (back === null) throw new Error(`the consent page answered ${answer.status} and sent nobody back`);
  return fetch(back, { redirect: 'manual' });
};
