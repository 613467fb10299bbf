import { consentPaths } from '../../shared/contracts/consentPaths.ts';

const hidden = /<input type="hidden" name="([^"]+)" value="([^"]*)"/g;
const ourForm = new RegExp(`<form method="post" action="[^"]*${consentPaths.page}">.*?</form>`, 's');

/** A browser that has passed our page: where it is led, and the cookie by which it is known when it comes back. */
export interface PassedPage {
  readonly pontoUrl: string;
  readonly cookie: string;
}

/**
 * Does on our own page of a consent what a person does in a browser: reads who will read the accounts, keeps the cookie,
 * presses the button, and is led on to Ponto.
 */
export const passOurPage = async (authorizationUrl: string): Promise<PassedPage> => {
  const shown = await fetch(authorizationUrl, { redirect: 'manual' });
  const cookie = (shown.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const [form = ''] = ourForm.exec(await shown.text()) ?? [];
  const body = new URLSearchParams();
  for (const [, name = '', value = ''] of form.matchAll(hidden)) body.set(name, value);
  const page = new URL(authorizationUrl);
  const answer = await fetch(new URL(consentPaths.page, page), {
    method: 'POST',
    body,
    headers: { cookie, origin: page.origin },
    redirect: 'manual',
  });
  const pontoUrl = answer.headers.get('location');
  if (pontoUrl === null) throw new Error(`our page of the consent answered ${answer.status} and led nobody on`);
  return { pontoUrl, cookie };
};
