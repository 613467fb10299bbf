import { defined } from '../../language/defined.ts';
import type { Newcomer } from '../../ports/tokens.ts';
import { makePontoClient } from './client.ts';
import { given, givenName } from './json.ts';
import type { Send } from './retry.ts';
import { identifiedDocument } from './schema.ts';
import type { AccessTokens } from './tokens.ts';

interface Deps {
  readonly baseUrl: string;
  readonly send: Send;
  readonly platformTokens: AccessTokens;
  /** A person waits: what takes longer is left to them. */
  readonly waitMs: number;
}

/** @returns the id for the address of the consent, good for five minutes; undefined where Ponto has not taken it */
export type AnnounceNewcomer = (newcomer: Newcomer) => Promise<string | undefined>;

/** Tells Ponto who comes, and from which bank, so that nobody enters it twice (Ponto reference, section 4.11). */
export const makeAnnounceNewcomer = ({ baseUrl, send, platformTokens, waitMs }: Deps): AnnounceNewcomer => {
  const client = makePontoClient({ baseUrl, send, tokens: platformTokens, whenRefused: 'internal_error' });

  const announced = async (attributes: object): Promise<string | undefined> => {
    try {
      // Told twice, the first one is forgotten after five minutes: no idempotency key.
      const outcome = await client.post(['onboarding-details'], { data: { type: 'onboardingDetails', attributes } });
      const document = outcome.kind === 'answered' ? identifiedDocument().safeParse(outcome.json) : undefined;
      return document?.data?.data.id;
    } catch {
      // Whatever it was, it is no reason not to let a person go to consent; requests that failed are counted.
      return undefined;
    }
  };

  return async ({ institutionId, email, name }) => {
    const attributes = defined({ initialFinancialInstitutionId: institutionId, email, ...namesIn(name) });
    return Object.keys(attributes).length === 0 ? undefined : within(waitMs, announced(attributes));
  };
};

/** A form with a wrong split is corrected in a second; an empty one is typed. */
const namesIn = (name: string | undefined) => {
  const [firstName, ...others] = givenName(name)?.split(/\s+/) ?? [];
  return { firstName, lastName: given(others.join(' ')) };
};

const within = async <T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
};
