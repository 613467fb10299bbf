import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import type { CognitoUserSession, IAuthenticationCallback } from 'amazon-cognito-identity-js';
import { defined } from '../../../shared/language/defined.ts';
import { SignInRefused } from './signInRefused.ts';
import { Interrupted, type Terminal } from './terminal.ts';

export interface SignInProps {
  readonly poolId: string;
  readonly clientId: string;
  readonly user: string;
  /**
   * Where Cognito answers.
   *
   * @default AWS, in the region of the pool
   */
  readonly endpoint?: string | undefined;
}

/** What Cognito asks for next. */
type Step =
  | { readonly kind: 'signed_in'; readonly session: CognitoUserSession }
  | { readonly kind: 'new_password' | 'second_factor' | 'code' }
  | { readonly kind: 'unknown'; readonly challenge: string };

/** A first sign-in has three: password, second factor, and the code of it. */
const maxSteps = 6;
/** Whoever mistypes is asked again so often. */
const maxTries = 3;

const stepOf = (begin: (callbacks: IAuthenticationCallback) => void): Promise<Step> =>
  new Promise((resolve, reject) => {
    const unknown = (challenge: string) => () => resolve({ kind: 'unknown', challenge });
    begin({
      onSuccess: (session) => resolve({ kind: 'signed_in', session }),
      onFailure: (error: unknown) => reject(error),
      newPasswordRequired: () => resolve({ kind: 'new_password' }),
      mfaSetup: () => resolve({ kind: 'second_factor' }),
      totpRequired: () => resolve({ kind: 'code' }),
      mfaRequired: unknown('SMS_MFA'),
      selectMFAType: unknown('SELECT_MFA_TYPE'),
      customChallenge: unknown('CUSTOM_CHALLENGE'),
    });
  });

/**
 * Signs a person in, from the first password on: by SRP, so that the password does not leave the terminal, a new password
 * where the first was given by the operator, and a second factor, which is set up where there is none.
 *
 * @returns the ID token, in which the tenant is
 * @throws SignInRefused
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow.html
 */
export const signIn = async ({ poolId, clientId, user, endpoint }: SignInProps, terminal: Terminal) => {
  const pool = new CognitoUserPool({ UserPoolId: poolId, ClientId: clientId, ...defined({ endpoint }) });
  const person = new CognitoUser({ Username: user, Pool: pool });

  const password = async (): Promise<Step> => {
    const Password = await terminal.askSecret(`Password of ${user}: `);
    return stepOf((callbacks) =>
      person.authenticateUser(new AuthenticationDetails({ Username: user, Password }), callbacks),
    );
  };

  const newPassword = async (): Promise<Step> => {
    terminal.tell('The first password is good for once. A new one: 12 characters, small and capital, digit and sign.');
    const typed = await terminal.askSecret('New password: ');
    if ((await terminal.askSecret('Once more: ')) !== typed) throw new SignInRefused('passwords_differ');
    return stepOf((callbacks) => person.completeNewPasswordChallenge(typed, {}, callbacks));
  };

  const secondFactor = async (): Promise<Step> => {
    const secret = await new Promise<string>((resolve, reject) =>
      person.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject }),
    );
    terminal.tell('Enter this in an authenticator app, by hand or as a link. It is shown once:');
    terminal.tell(`  ${secret}`);
    terminal.tell(`  otpauth://totp/Ponto%20Bank%20Sync:${encodeURIComponent(user)}?secret=${secret}`);
    return inTries(async () => {
      const code = await terminal.ask('Code that the app shows now: ');
      return stepOf(({ onSuccess, onFailure }) =>
        person.verifySoftwareToken(code, 'authenticator', { onSuccess, onFailure }),
      );
    }, terminal);
  };

  const code = async (): Promise<Step> => {
    const typed = await terminal.ask('Code of the authenticator app: ');
    return stepOf((callbacks) => person.sendMFACode(typed, callbacks, 'SOFTWARE_TOKEN_MFA'));
  };

  let step = await inTries(password, terminal);
  for (let steps = 0; steps < maxSteps; steps += 1) {
    switch (step.kind) {
      case 'signed_in':
        return step.session.getIdToken().getJwtToken();
      case 'new_password':
        step = await inTries(newPassword, terminal);
        break;
      case 'second_factor':
        step = await secondFactor();
        break;
      case 'code':
        step = await inTries(code, terminal);
        break;
      case 'unknown':
        throw new SignInRefused('unknown_challenge', step.challenge);
    }
  }
  throw new SignInRefused('too_many_steps');
};

/** Asks again for what was mistyped; the attempt at Cognito goes on. */
const inTries = async (attempt: () => Promise<Step>, terminal: Terminal): Promise<Step> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      const refused = SignInRefused.from(error);
      if (!refused.isMistyped || tries === maxTries) throw refused;
      terminal.tell(refused.message);
    }
  }
};
