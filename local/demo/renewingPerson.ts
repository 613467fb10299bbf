/**
 * Renews an account as a person does in a browser: opens our address, which leads on to the page of Ponto, decides there,
 * and goes back to where Ponto sends them, with the cookie that our address has set.
 *
 * @returns the page or redirect at the end of the way back
 */
export const renewAtPonto = async (ourAddress: string, decision = 'allow'): Promise<Response> => {
  const begun = await fetch(ourAddress, { redirect: 'manual' });
  const cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const body = new URLSearchParams({ decision });
  const decided = await fetch(locationOf(begun), { method: 'POST', body, redirect: 'manual' });
  return fetch(locationOf(decided), { headers: { cookie }, redirect: 'manual' });
};

const locationOf = ({ headers, status }: Response): string => {
  const location = headers.get('location');
  if (location === null) throw new Error(`a page answered ${status} and sent nobody on`);
  return location;
};
