const ticked = /name="account" value="([^"]+)" checked/g;
const chosenOrganization = /name="organization" value="([^"]+)"/;

/**
 * Does on the consent page of our sandbox what a person does in a browser: chooses the bank, leaves its accounts ticked,
 * allows, and goes back to where Ponto sends them.
 *
 * @returns the page or redirect at the end of the way back
 */
export const giveConsent = async (authorizationUrl: string, institutionId: string): Promise<Response> => {
  const page = new URL(authorizationUrl);
  page.searchParams.set('institution', institutionId);
  const html = await (await fetch(page)).text();
  const form = new URLSearchParams(page.searchParams);
  const [, organization] = chosenOrganization.exec(html) ?? [];
  if (organization === undefined) throw new Error('the consent page names no organisation');
  form.set('organization', organization);
  for (const [, account = ''] of html.matchAll(ticked)) form.append('account', account);
  form.set('decision', 'allow');
  const answer = await fetch(new URL('/oauth2/auth', page), { method: 'POST', body: form, redirect: 'manual' });
  const back = answer.headers.get('location');
  if (back === null) throw new Error(`the consent page answered ${answer.status} and sent nobody back`);
  return fetch(back, { redirect: 'manual' });
};
