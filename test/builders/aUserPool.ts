import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';

/** The group of RFC 3526 with 3072 bits, which Cognito takes. */
const prime = BigInt(
  '0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
);

const power = (base: bigint, exponent: bigint): bigint => {
  let [result, square, rest] = [1n, base % prime, exponent];
  while (rest > 0n) {
    if (rest & 1n) result = (result * square) % prime;
    square = (square * square) % prime;
    rest >>= 1n;
  }
  return result;
};
/** Two's complement of a positive number, as Java writes it. */
const bytesOf = (value: bigint): Buffer => {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
};
const sha256 = (...parts: readonly (Buffer | string)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const numberOf = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);

const texts = z.record(z.string(), z.string()).default({});
const request = z.looseObject({ AuthParameters: texts, ChallengeResponses: texts, UserCode: z.string().optional() });

export const poolId = 'eu-central-1_AbCdEf123';
const userId = '3f6a1c1e-0000-4000-8000-000000000001';
const unsigned = (claims: object): string =>
  [{ alg: 'none' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') + '.x';

/**
 * The other side of a sign-in, written from the protocol: one person of a pool of ours, who has a first password and no
 * second factor yet. Its codes are the words `right` and anything else.
 */
export const aUserPool = async (person: { password: string; isNew?: boolean; hasSecondFactor?: boolean }) => {
  const state = { isNew: true, hasSecondFactor: false, ...person };
  const asked: string[] = [];
  const salt = numberOf(randomBytes(16));
  const b = numberOf(randomBytes(32));
  const x = () => numberOf(sha256(bytesOf(salt), sha256(`${poolId.split('_')[1]}${userId}:${state.password}`)));
  const verifier = () => power(2n, x());
  const publicB = () => (numberOf(sha256(bytesOf(prime), bytesOf(2n))) * verifier() + power(2n, b)) % prime;
  let publicA = 0n;
  const secretBlock = randomBytes(32).toString('base64');

  const proofFor = (timestamp: string): string => {
    const u = numberOf(sha256(bytesOf(publicA), bytesOf(publicB())));
    const secret = power(publicA * power(verifier(), u), b);
    const key = Buffer.from(hkdfSync('sha256', bytesOf(secret), bytesOf(u), 'Caldera Derived Key', 16));
    return createHmac('sha256', key)
      .update(`${poolId.split('_')[1]}${userId}`)
      .update(Buffer.from(secretBlock, 'base64'))
      .update(timestamp)
      .digest('base64');
  };
  const next = () => {
    if (state.isNew) {
      return {
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        ChallengeParameters: { userAttributes: '{}', requiredAttributes: '[]' },
      };
    }
    if (!state.hasSecondFactor) return { ChallengeName: 'MFA_SETUP', ChallengeParameters: {} };
    return { ChallengeName: 'SOFTWARE_TOKEN_MFA', ChallengeParameters: {} };
  };
  const signedIn = () => {
    const claims = { iat: 1, exp: 4_000_000_000, 'custom:tenantId': 'bakery' };
    const token = unsigned({ ...claims, token_use: 'id' });
    return {
      AuthenticationResult: { IdToken: token, AccessToken: unsigned(claims), RefreshToken: 'refresh', ExpiresIn: 3600 },
    };
  };
  const failure = (__type: string) => ({ __type, message: 'Cognito says something with what was typed: hunter2' });

  const answers: Readonly<Record<string, (body: z.output<typeof request>) => object>> = {
    InitiateAuth: ({ AuthParameters }) => {
      publicA = BigInt(`0x${AuthParameters['SRP_A']}`);
      return {
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeParameters: {
          SALT: salt.toString(16),
          SRP_B: publicB().toString(16),
          SECRET_BLOCK: secretBlock,
          USER_ID_FOR_SRP: userId,
        },
      };
    },
    PASSWORD_VERIFIER: ({ ChallengeResponses: { PASSWORD_CLAIM_SIGNATURE, TIMESTAMP = '' } }) =>
      PASSWORD_CLAIM_SIGNATURE === proofFor(TIMESTAMP) ? next() : failure('NotAuthorizedException'),
    NEW_PASSWORD_REQUIRED: ({ ChallengeResponses: { NEW_PASSWORD = '' } }) => {
      if (NEW_PASSWORD.length < 12) return failure('InvalidPasswordException');
      Object.assign(state, { isNew: false, password: NEW_PASSWORD });
      return next();
    },
    AssociateSoftwareToken: () => ({ SecretCode: 'JBSWY3DPEHPK3PXP', Session: 'session' }),
    VerifySoftwareToken: ({ UserCode }) =>
      UserCode === 'right' ? { Status: 'SUCCESS', Session: 'session' } : failure('EnableSoftwareTokenMFAException'),
    MFA_SETUP: () => {
      state.hasSecondFactor = true;
      return signedIn();
    },
    SOFTWARE_TOKEN_MFA: ({ ChallengeResponses: { SOFTWARE_TOKEN_MFA_CODE } }) =>
      SOFTWARE_TOKEN_MFA_CODE === 'right' ? signedIn() : failure('CodeMismatchException'),
  };

  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = request.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      const action = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
      const name = action === 'RespondToAuthChallenge' ? String(body['ChallengeName']) : action;
      asked.push(name);
      const said = { Session: 'session', ...answers[name]?.(body) };
      outgoing.writeHead('__type' in said ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
      outgoing.end(JSON.stringify(said));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    asked,
    state,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
};
