import { decodeJwt } from 'jose';
import * as z from 'zod';
import { makeSoftware } from '../../../infra/ops/software/software.ts';
import { signIn } from '../../../infra/ops/token/signIn.ts';
import type { Terminal } from '../../../infra/ops/token/terminal.ts';
import { findPeopleClient, findUserPool } from '../../../infra/ops/token/userPool.ts';
import { DynamoSoftwareClients } from '../../../shared/adapters/dynamodb/softwareClients.ts';
import { Table } from '../../../shared/adapters/dynamodb/table.ts';
import { systemClock } from '../../../shared/runtime/systemClock.ts';
import { aPoolOnTheEmulator, codeAt, poolStage } from './aPoolOnTheEmulator.ts';

const user = 'els@bakery.example';
const answer = z.object({ access_token: z.string() });

describe('The first token on the deployed stage', () => {
  let pool: Awaited<ReturnType<typeof aPoolOnTheEmulator>>;
  beforeAll(async () => {
    pool = await aPoolOnTheEmulator();
  }, 60_000);
  afterAll(() => pool.close());

  /** Els, who types these passwords and has an authenticator app. */
  const els = (...passwords: readonly string[]) => {
    const left = [...passwords];
    const codes: string[] = [];
    const app = { secret: '' };
    const terminal: Terminal = {
      askSecret: async () => left.shift() ?? '',
      ask: async () => {
        // A code is good once: the one of the next half minute is good already.
        const code = codeAt(app.secret, Date.now() / 1000 + 30 * codes.length);
        codes.push(code);
        return code;
      },
      tell: (line) => {
        app.secret = /^ {2}([A-Z2-7]{16,})$/.exec(line)?.[1] ?? app.secret;
      },
    };
    return { terminal, app };
  };

  let secret = '';
  const signedIn = (terminal: Terminal) =>
    signIn({ poolId: pool.poolId, clientId: pool.clientId, user, endpoint: pool.emulatorUrl }, terminal);

  it('finds pool and client by their names', async () => {
    expect(await findUserPool(pool.cognito, poolStage)).toBe(pool.poolId);
    expect(await findPeopleClient(pool.cognito, pool.poolId)).toBe(pool.clientId);
  });

  it('comes to a person from an empty pool: first password, their own, second factor', async () => {
    await pool.enter(user, 'bakery', 'First-password-1');
    const { terminal, app } = els('First-password-1', 'Second-password-2', 'Second-password-2');

    const claims = decodeJwt(await signedIn(terminal));
    secret = app.secret;

    expect(claims).toMatchObject({ token_use: 'id', aud: pool.clientId, 'custom:tenantId': 'bakery' });
    expect(claims).not.toHaveProperty('tenantId');
  });

  it('comes again for the password and a code, and not for a wrong password', async () => {
    const { terminal, app } = els('Second-password-2');
    app.secret = secret;

    expect(decodeJwt(await signedIn(terminal))).toMatchObject({ 'custom:tenantId': 'bakery' });
    await expect(signedIn(els('First-password-1').terminal)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });

  it('comes to software with the tenant that it was given to, whatever it says itself', async () => {
    const register = new DynamoSoftwareClients(new Table(pool.dynamo, pool.table));
    const software = makeSoftware({
      cognito: pool.cognito,
      poolId: async () => pool.poolId,
      register,
      clock: systemClock,
    });
    const added = await software.add('bakery');
    if (added.kind !== 'added') throw new Error('not added');
    const { clientId, clientSecret, scope, tokenUrl } = added.access;
    const ask = async (id: string, password: string) =>
      fetch(`${pool.emulatorUrl}${new URL(tokenUrl).pathname}`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}` },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          scope,
          aws_client_metadata: JSON.stringify({ tenantId: 'butcher' }),
        }),
      });

    const { access_token: token } = answer.parse(await (await ask(clientId, clientSecret)).json());
    const forged = await ask(clientId, 'another secret');
    await software.remove(clientId);
    const removed = await ask(clientId, clientSecret);

    expect(decodeJwt(token)).toMatchObject({ token_use: 'access', client_id: clientId, scope, tenantId: 'bakery' });
    expect(decodeJwt(token)).not.toHaveProperty('aud');
    expect([forged.ok, removed.ok]).toEqual([false, false]);
  });
});
