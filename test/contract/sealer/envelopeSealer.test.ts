import * as fc from 'fast-check';
import type { TokenSealing } from '../../../shared/contracts/sealOwners.ts';
import { ChosenSealer } from '../../../shared/adapters/kms/chosenSealer.ts';
import { DataKeys } from '../../../shared/adapters/kms/dataKeys.ts';
import { EnvelopeSealer } from '../../../shared/adapters/kms/envelopeSealer.ts';
import { KmsSealer } from '../../../shared/adapters/kms/kmsSealer.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { anEngine } from './anEngine.ts';

const owner = { tenantId: 'tenant-1', connectionId: 'connection-1' };
const clock = { now: () => '2026-03-10T08:00:00.000Z' };
const refused = { name: 'SealedTextRefused' };

describe(`EnvelopeSealer on ${engineName}`, () => {
  let engine: Awaited<ReturnType<typeof anEngine>>;
  beforeAll(async () => {
    engine = await anEngine();
  });
  afterAll(async () => {
    engine.client.destroy();
    await engine.stop();
  });
  const aSealer = (purpose: 'tokens' | 'answers' = 'tokens') =>
    new EnvelopeSealer(new DataKeys(engine.client, { keyId: engine.key, purpose }, clock), purpose);
  const aChosenSealer = (chosen: TokenSealing) =>
    new ChosenSealer({ kms: new KmsSealer(engine.client, engine.key), envelope: aSealer() }, chosen);

  it.each([
    ['nothing', ''],
    ['a token', 'access-token'],
    ['more than KMS takes', 'a'.repeat(20_000)],
    ['letters of several bytes', 'é€😀'.repeat(1500)],
  ])('opens what another process sealed: %s', async (_, secret) => {
    const sealed = await aSealer().seal(secret, owner);

    expect(await aSealer().unseal(sealed, owner)).toBe(secret);
    if (secret !== '') expect(Buffer.from(sealed.slice(3), 'base64').includes(secret)).toBe(false);
  });

  it('never seals the same text twice in the same way', async () => {
    const sealer = aSealer();

    const [one, other] = [await sealer.seal('token', owner), await sealer.seal('token', owner)];

    expect(one).not.toBe(other);
  });

  it('opens nothing that was sealed for another owner, whatever their ids', async () => {
    const sealer = aSealer();
    const id = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('a', '","', 'a","b', '["', '\\'));
    const anOwner = fc.record({ tenantId: id, connectionId: id });
    // The same letters, divided elsewhere.
    const cutAt = (letters: string, cut: number) => ({
      tenantId: letters.slice(0, cut),
      connectionId: letters.slice(cut),
    });
    const divided = fc
      .tuple(fc.string({ maxLength: 6 }), fc.nat(6), fc.nat(6))
      .map(([letters, one, other]) => [cutAt(letters, one), cutAt(letters, other)] as const);

    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.tuple(anOwner, anOwner), divided), fc.string(), async ([one, other], text) => {
        const sealed = await sealer.seal(text, one);
        const isSame = one.tenantId === other.tenantId && one.connectionId === other.connectionId;
        const opened = await sealer.unseal(sealed, other).catch((error: Error) => error.name);
        expect(opened).toBe(isSame ? text : 'SealedTextRefused');
      }),
      { numRuns: 300 },
    );
  });

  it('opens for the purpose that it was sealed for only: KMS refuses its key under another', async () => {
    const sealed = await aSealer('answers').seal('an answer', owner);

    await expect(aSealer('tokens').unseal(sealed, owner)).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
  });

  it('does not open when any one bit of it has changed', async () => {
    const sealer = aSealer();
    const bytes = Buffer.from((await sealer.seal('token', owner)).slice(3), 'base64');
    const opened: number[] = [];

    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const altered = Buffer.from(bytes);
      const [at, mask] = [Math.floor(bit / 8), 1 << (bit % 8)];
      altered.writeUInt8(altered.readUInt8(at) ^ mask, at);
      const text = `e1:${altered.toString('base64')}`;
      await sealer.unseal(text, owner).then(
        () => opened.push(bit),
        () => undefined,
      );
    }

    expect(opened).toEqual([]);
  });

  it('does not open when any one character of it has changed, not even into another text of the same bytes', async () => {
    const sealer = aSealer();
    // Two of the three lengths end in characters that hold bits of no byte.
    for (const secret of ['token', 'token.', 'token..']) {
      const sealed = await sealer.seal(secret, owner);
      const altered = [
        `${sealed}=`,
        `${sealed} `,
        `${sealed}\n`,
        sealed.replace('e1:', 'e2:'),
        sealed.slice(0, -1),
        sealed.slice(0, -4),
        `${sealed.slice(0, 20)}\n${sealed.slice(20)}`,
        ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/='].flatMap((sign) =>
          [1, 2, 3].map((back) => sealed.slice(0, -back) + sign + sealed.slice(sealed.length - back + 1)),
        ),
      ].filter((text) => text !== sealed);

      for (const text of altered) await expect(sealer.unseal(text, owner)).rejects.toMatchObject(refused);
    }
  });

  it.each(['', 'e1:', 'e1:AA==', 'e1:AAA=', 'e1:AAEA', `e1:${Buffer.alloc(62, 1).toString('base64')}`])(
    'refuses what is no sealed text, without a call: %s',
    async (text) => {
      await expect(aSealer().unseal(text, owner)).rejects.toMatchObject(refused);
    },
  );

  it.each(['kms', 'envelope'] as const)('opens both ways of sealing while %s is set', async (chosen) => {
    const secrets = ['a'.repeat(5000), 'token'];
    const sealed: string[] = [];
    for (const secret of secrets) {
      sealed.push(await new KmsSealer(engine.client, engine.key).seal(secret, owner));
      sealed.push(await aSealer().seal(secret, owner));
    }

    const opened = [];
    for (const text of sealed) opened.push(await aChosenSealer(chosen).unseal(text, owner));

    expect(opened).toEqual([secrets[0], secrets[0], secrets[1], secrets[1]]);
  });

  it('writes what the release before opens as long as kms is set, and by a data key where envelope is', async () => {
    const [old, young] = [
      await aChosenSealer('kms').seal('token', owner),
      await aChosenSealer('envelope').seal('token', owner),
    ];

    expect(await new KmsSealer(engine.client, engine.key).unseal(old, owner)).toBe('token');
    expect(young).toMatch(/^e1:/);
  });
});
