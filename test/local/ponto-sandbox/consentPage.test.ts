import { createHash } from 'node:crypto';
import * as z from 'zod';
import {
  accountsOf,
  authorization,
  bearer,
  call,
  clientToken,
  consent,
  exchange,
  institutionId,
  jsonBody,
  linkedUser,
  present,
  startTestSandbox,
  tokens,
  type AccountResource,
} from './harness.ts';

/** Names and values of the fields of a page's forms, as a browser would send them. */
const fieldsOf = (html: string, name: string): readonly { readonly value: string; readonly checked: boolean }[] =>
  [...html.matchAll(/<input[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag.includes(`name="${name}"`))
    .map((tag) => ({ value: /value="([^"]*)"/.exec(tag)?.[1] ?? '', checked: / checked/.test(tag) }));

describe('the consent page', () => {
  let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
  let page: string;

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    page = `${sandbox.url}/oauth2/auth`;
  });
  afterAll(async () => {
    await sandbox.close();
  });

  const show = (changes: Record<string, string> = {}, step = '') =>
    call(`${page}${step}?${new URLSearchParams(authorization(changes))}`);
  /** What Ponto was told before the person came. */
  const announce = async (attributes: object): Promise<string> => {
    const details = { data: { type: 'onboardingDetails', attributes } };
    const headers = bearer(await clientToken(sandbox));
    const created = await call(`${sandbox.url}/ponto-connect/onboarding-details`, jsonBody(details, headers));
    return z.object({ data: z.object({ id: z.string() }) }).parse(created.json).data.id;
  };
  const accountsAfter = async (location: URL): Promise<readonly AccountResource[]> => {
    const issued = tokens.parse((await exchange(sandbox, location.searchParams.get('code') ?? '')).json);
    return accountsOf(sandbox, issued.access_token);
  };

  it('lets the person choose a bank when none is chosen, and search for it', async () => {
    const all = await show();
    const searched = await show({ q: 'argenta' });

    expect(all.status).toBe(200);
    expect(all.text.match(/name="institution"/g)?.length).toBeGreaterThanOrEqual(25);
    expect(searched.text.match(/name="institution"/g)).toHaveLength(2);
    expect(all.text).toContain('No real bank');
  });

  it('closes the button of a bank under maintenance', async () => {
    const reply = await show({ q: 'belfius' });

    expect(reply.text).toMatch(/<button[^>]*name="institution"[^>]*disabled/);
  });

  it('allows nothing but its own style, and forms that end on this machine', async () => {
    const { headers, text } = await show();
    const policy = headers.get('content-security-policy') ?? '';
    const style = /<style>([^]*)<\/style>/.exec(text)?.[1] ?? '';

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(policy).toContain("form-action 'self' http://localhost:*");
    expect(policy).not.toContain('unsafe-inline');
  });

  it('escapes what comes from the address', async () => {
    const reply = await show({ q: '"><script>alert(1)</script>', state: '"><script>alert(2)</script>' });

    expect(reply.text).not.toContain('<script>');
  });

  it('ticks the accounts of the chosen bank, and offers those of others', async () => {
    const kbc = await institutionId(sandbox, 'KBC');

    const reply = await show({ institution: kbc, organization: 'Bakkerij De Korenaar' }, '/accounts');

    const boxes = fieldsOf(reply.text, 'account');
    expect(boxes).toHaveLength(8);
    expect(boxes.filter(({ checked }) => checked)).toHaveLength(2);
  });

  it('knows bank and person from onboarding details that are fresh, and asks for neither', async () => {
    const initialFinancialInstitutionId = await institutionId(sandbox, 'BBVA');
    const person = { email: 'els@bakery.example', firstName: 'Els', lastName: '<Van Hove>' };
    const id = await announce({ initialFinancialInstitutionId, ...person });

    const reply = await show({ onboarding_details_id: id });

    expect(reply.text).toContain('Share your accounts at BBVA?');
    expect(reply.text).toContain('You are Els &lt;Van Hove&gt;, els@bakery.example.');
    expect(fieldsOf(reply.text, 'institution').map(({ value }) => value)).toContain(initialFinancialInstitutionId);
  });

  it('lets the person choose when details are not known, name no bank, or are over', async () => {
    const late = await announce({ initialFinancialInstitutionId: await institutionId(sandbox, 'BBVA') });
    sandbox.wall.at += 5 * 60_000;
    const without = await announce({ email: 'els@bakery.example' });

    const replies = await Promise.all(['made-up', without, late].map((id) => show({ onboarding_details_id: id })));

    for (const { status, text } of replies)
      expect([status, text]).toEqual([200, expect.stringContaining('Choose your bank')]);
  });

  it('takes no bank out of the address that an application made: Ponto does not', async () => {
    const institution = await institutionId(sandbox, 'KBC');

    const reply = await show({ institution });

    expect(reply.text).toContain('Choose your bank');
  });

  it('lets the person choose another bank than the one that Ponto was told', async () => {
    const id = await announce({ initialFinancialInstitutionId: await institutionId(sandbox, 'BBVA') });
    const institution = await institutionId(sandbox, 'KBC');

    const choice = await show({ onboarding_details_id: id }, '/banks');
    const chosen = await show({ onboarding_details_id: id, institution }, '/accounts');
    const location = await consent(sandbox, { onboarding_details_id: id, institution, organization: 'Café Lumière' });

    expect(choice.text).toContain('Choose your bank');
    expect(chosen.text).toContain('Share your accounts at KBC?');
    expect((await accountsAfter(location)).every(({ attributes }) => attributes.reference.startsWith('BE'))).toBe(true);
  });

  it('shares what is ticked, by the page’s own form', async () => {
    const institution = await institutionId(sandbox, 'KBC');
    const { text } = await show({ institution }, '/accounts');
    const [first] = fieldsOf(text, 'account');

    const accounts = await accountsAfter(await consent(sandbox, { institution }, [present(first).value]));

    expect(accounts.map(({ attributes }) => attributes.description)).toEqual(['Zichtrekening']);
  });

  it('keeps ids of accounts shared again and withdraws those no longer ticked', async () => {
    const organization = 'Café Lumière';
    const institution = await institutionId(sandbox, 'Crédit Agricole');
    const before = await accountsAfter(await consent(sandbox, { organization, institution }));
    const boxes = fieldsOf((await show({ organization, institution }, '/accounts')).text, 'account');

    const after = await accountsAfter(await consent(sandbox, { organization, institution }, [present(boxes[1]).value]));

    expect(before).toHaveLength(2);
    expect(after.map(({ id }) => id)).toEqual([present(before[1]).id]);
  });

  it('makes an integration without accounts when nothing is ticked', async () => {
    const location = await consent(sandbox, { organization: 'Café Lumière' }, []);

    expect(await accountsAfter(location)).toEqual([]);
  });

  it('sends access_denied and the state when the person cancels', async () => {
    const location = await consent(sandbox, { decision: 'cancel' });

    expect(location.searchParams.get('error')).toBe('access_denied');
    expect(location.searchParams.get('state')).toBe('state-12345');
    expect(location.searchParams.has('code')).toBe(false);
  });

  it('founds a new organisation with accounts of its own', async () => {
    const institution = await institutionId(sandbox, 'KBC');
    const body = new URLSearchParams({ ...authorization(), institution, name: 'Slagerij <Van Hove>' });
    const created = await call(`${page}/organizations`, { method: 'POST', body });
    const next = new URL(created.headers.get('location') ?? '', sandbox.url);
    const shown = await call(next.href);
    const organization = next.searchParams.get('organization') ?? '';

    const accounts = await accountsAfter(await consent(sandbox, { institution, organization }));

    const korenaar = await accountsOf(sandbox, (await linkedUser(sandbox)).access_token);
    expect(shown.text).toContain('Slagerij &lt;Van Hove&gt;');
    expect(accounts).toHaveLength(2);
    expect(korenaar.map(({ attributes }) => attributes.reference)).not.toContain(
      present(accounts[0]).attributes.reference,
    );
  });

  it('opens an account at any bank of the catalogue', async () => {
    const institution = await institutionId(sandbox, 'Commerzbank');

    const accounts = await accountsAfter(await consent(sandbox, { institution }));

    expect(accounts.some(({ attributes }) => attributes.reference.startsWith('DE'))).toBe(true);
  });
});
