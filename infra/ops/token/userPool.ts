import {
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { StageName } from '../../config/stages.ts';
import { namePrefix } from '../../config/names.ts';

/** The stage takes the tokens of an issuer of its own, or is not deployed here. */
export class NoUserPool extends Error {
  constructor(stage: StageName) {
    super(
      `There is no user pool ${userPoolName(stage)} in this account and region. ` +
        'A stage with jwtIssuer has none: its own issuer gives the tokens. Else look at AWS_PROFILE and AWS_REGION.',
    );
    this.name = 'NoUserPool';
  }
}

/** The name that the data stack gives; a test compares it with the template. */
export const userPoolName = (stage: StageName): string => `${namePrefix({ stage })}-tenants`;

/** CloudFormation names the client of people after its logical id, and begins so. */
export const peopleClientPrefix = 'TenantsPoolClient';

const pageSize = 60;
const maxPages = 50;

/** Looks through pages, up to a bound. */
const findIn = async <T>(
  page: (token: string | undefined) => Promise<{ readonly items: readonly T[]; readonly next: string | undefined }>,
  isWanted: (item: T) => boolean,
): Promise<T | undefined> => {
  let token: string | undefined;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const { items, next } = await page(token);
    const found = items.find(isWanted);
    if (found !== undefined || next === undefined) return found;
    token = next;
  }
  return undefined;
};

/** @throws NoUserPool */
export const findUserPool = async (cognito: CognitoIdentityProviderClient, stage: StageName): Promise<string> => {
  const pool = await findIn(
    async (NextToken) => {
      const listed = await cognito.send(new ListUserPoolsCommand({ MaxResults: pageSize, NextToken }));
      return { items: listed.UserPools ?? [], next: listed.NextToken };
    },
    ({ Name }) => Name === userPoolName(stage),
  );
  if (pool?.Id === undefined) throw new NoUserPool(stage);
  return pool.Id;
};

/** The app client that people sign in through. */
export const findPeopleClient = async (
  cognito: CognitoIdentityProviderClient,
  UserPoolId: string,
): Promise<string | undefined> => {
  const client = await findIn(
    async (NextToken) => {
      const listed = await cognito.send(
        new ListUserPoolClientsCommand({ UserPoolId, MaxResults: pageSize, NextToken }),
      );
      return { items: listed.UserPoolClients ?? [], next: listed.NextToken };
    },
    ({ ClientName }) => ClientName?.startsWith(peopleClientPrefix) === true,
  );
  return client?.ClientId;
};
