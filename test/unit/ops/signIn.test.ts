import { decodeJwt } from 'jose';
import { signIn } from '../../../infra/ops/token/signIn.ts';
import type { Terminal } from '../../../infra/ops/token/terminal.ts';
import { aUserPool, poolId } from '../../builders/aUserPool.ts';

const user = 'els@bakery.example';

/** Somebody who types these answers, one after the other. */
const whoTypes = (...answers: readonly string[]) => {
  const left = [...answers];
  const shown: string[] = [];
  const secretly: string[] = [];
  const type = (): string => {
    const answer = left.shift();
    if (answer === undefined) throw new Error('nobody answers any more');
    return answer;
  };
  const terminal: Terminal = {
    ask: async (question) => (shown.push(question), type()),
    askSecret: async (question) => (secretly.push(question), type()),
    tell: (line) => void shown.push(line),
  };
  return { terminal, shown, secretly };
};

describe('signing a person of the user pool in', () => {
  let pool: Awaited<ReturnType<typeof aUserPool>>;
  afterEach(() => pool.close());

  const begin = async (person: Parameters<typeof aUserPool>[0], ...answers: readonly string[]) => {
    pool = await aUserPool(person);
    const typed = whoTypes(...answers);
    const token = signIn({ poolId, clientId: 'people', user, endpoint: pool.endpoint }, typed.terminal);
    return { ...typed, token };
  };

  it('for the first time leads over a password of their own and a second factor to the ID token', async () => {
    const { token, secretly, shown } = await begin(
      { password: 'First-password-1' },
      'First-password-1',
      'Second-password-2',
      'Second-password-2',
      'right',
    );

    expect(decodeJwt(await token)).toMatchObject({ token_use: 'id', 'custom:tenantId': 'bakery' });
    expect(pool.state).toEqual({ password: 'Second-password-2', isNew: false, hasSecondFactor: true });
    expect(secretly).toEqual([`Password of ${user}: `, 'New password: ', 'Once more: ']);
    expect(shown.join('\n')).toContain(
      'otpauth://totp/Ponto%20Bank%20Sync:els%40bakery.example?secret=JBSWY3DPEHPK3PXP',
    );
  });

  it('later asks for the password and a code, and sends no password', async () => {
    const { token } = await begin(
      { password: 'Second-password-2', isNew: false, hasSecondFactor: true },
      'Second-password-2',
      'right',
    );

    expect(decodeJwt(await token)).toMatchObject({ 'custom:tenantId': 'bakery' });
    expect(pool.asked).toEqual(['InitiateAuth', 'PASSWORD_VERIFIER', 'SOFTWARE_TOKEN_MFA']);
  });

  it('asks again for what was mistyped, and goes on with the same attempt', async () => {
    const { token, shown } = await begin(
      { password: 'First-password-1' },
      'First-password-1',
      ...['Second-password-2', 'Second-passwort-2'],
      ...['short', 'short'],
      ...['Second-password-2', 'Second-password-2'],
      'wrong',
      'right',
    );

    await token;

    expect(pool.asked.filter((name) => name === 'InitiateAuth')).toHaveLength(1);
    expect(shown.filter((line) => /passwords_differ|InvalidPassword|EnableSoftwareToken/.test(line))).toHaveLength(3);
  });

  it('gives up after three wrong codes, with the next step and without what was typed', async () => {
    const { token } = await begin(
      { password: 'Second-password-2', isNew: false, hasSecondFactor: true },
      'Second-password-2',
      ...['111111', '222222', '333333'],
    );

    await expect(token).rejects.toMatchObject({
      name: 'SignInRefused',
      code: 'CodeMismatchException',
      message: expect.stringMatching(/^This code is not right\. (?!.*(333333|hunter2))/),
    });
  });

  it('refuses a wrong password with a sentence, and asks for nothing more', async () => {
    const { token, shown } = await begin({ password: 'First-password-1' }, 'Other-password-1');

    await expect(token).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    await expect(token).rejects.not.toThrow(/hunter2|Other-password/);
    expect(shown).toEqual([]);
  });
});
