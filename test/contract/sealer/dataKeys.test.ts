import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { KMSClient } from '@aws-sdk/client-kms';
import { DataKey } from '../../../shared/adapters/kms/dataKey.ts';
import { DataKeys, type OpenKey } from '../../../shared/adapters/kms/dataKeys.ts';
import { EnvelopeSealer } from '../../../shared/adapters/kms/envelopeSealer.ts';
import { startAwsJson, type AwsAnswer } from '../../setup/awsJson.ts';

const owner = { tenantId: 'tenant-1', connectionId: 'connection-1' };
const begin = '2026-03-10T08:00:00.000Z';

/** A KMS that wraps a key by writing it backwards, and fails as a test says. */
const aKms = async () => {
  const failing: AwsAnswer[] = [];
  const service = await startAwsJson(({ operation, body }) => {
    const failure = failing.shift();
    if (failure) return failure;
    if (operation === 'Decrypt') {
      const wrapped = Buffer.from(String(body['CiphertextBlob']), 'base64');
      return { body: { Plaintext: wrapped.reverse().toString('base64') } };
    }
    const key = randomBytes(32);
    return { body: { Plaintext: key.toString('base64'), CiphertextBlob: key.reverse().toString('base64') } };
  });
  const client = new KMSClient(service.client);
  let now = begin;
  const aProcess = () => {
    const keys = new DataKeys(client, { keyId: 'key-1', purpose: 'tokens' }, { now: () => now });
    return { keys, sealer: new EnvelopeSealer(keys, 'tokens') };
  };
  return {
    aProcess,
    failNext: (status: number, name: string) => failing.push({ status, body: { __type: name } }),
    pass: (seconds: number) => {
      now = new Date(Date.parse(now) + seconds * 1000).toISOString();
    },
    calls: () => service.calls.splice(0).map(({ operation }) => operation),
    bodies: () => service.calls.map(({ body }) => body),
    stop: async () => {
      client.destroy();
      await service.close();
    },
  };
};

let kms: Awaited<ReturnType<typeof aKms>>;
beforeEach(async () => {
  kms = await aKms();
});
afterEach(() => kms.stop());

const isGone = ({ key }: OpenKey): boolean => {
  try {
    return key.withDerived(Buffer.alloc(32), 'info', () => false);
  } catch {
    return true;
  }
};

describe('data keys', () => {
  it('are made once for many who ask at the same time, and opened once', async () => {
    const { sealer } = kms.aProcess();
    const sealed = await Promise.all(['a', 'b', 'c'].map((text) => sealer.seal(text, owner)));
    const sealing = kms.calls();

    const other = kms.aProcess();
    const opened = await Promise.all(sealed.map((text) => other.sealer.unseal(text, owner)));

    expect(sealing).toEqual(['GenerateDataKey']);
    expect(opened).toEqual(['a', 'b', 'c']);
    expect(kms.calls()).toEqual(['Decrypt']);
  });

  it('are asked for under key and purpose, and nothing else', async () => {
    const sealed = await kms.aProcess().sealer.seal('a', owner);
    await kms.aProcess().sealer.unseal(sealed, owner);

    const context = { KeyId: 'key-1', EncryptionContext: { purpose: 'tokens' } };
    expect(kms.bodies()).toEqual([
      { ...context, KeySpec: 'AES_256' },
      { ...context, CiphertextBlob: expect.any(String) },
    ]);
  });

  it('are not asked for again by the process that made them', async () => {
    const { sealer } = kms.aProcess();

    const opened = await sealer.unseal(await sealer.seal('a', owner), owner);

    expect(opened).toBe('a');
    expect(kms.calls()).toEqual(['GenerateDataKey']);
  });

  it('are kept for a quarter of an hour, and then made and opened anew', async () => {
    const { sealer } = kms.aProcess();
    const sealed = await sealer.seal('a', owner);
    kms.pass(899);
    await sealer.unseal(sealed, owner);
    await sealer.seal('b', owner);
    const within = kms.calls();
    kms.pass(1);

    await sealer.unseal(sealed, owner);
    await sealer.seal('c', owner);

    expect(within).toEqual(['GenerateDataKey']);
    expect(kms.calls()).toEqual(['Decrypt', 'GenerateDataKey']);
  });

  it('seal a thousand texts each, and go on opening them', async () => {
    const { sealer } = kms.aProcess();
    const sealed: string[] = [];
    for (let text = 0; text < 1_000; text += 1) sealed.push(await sealer.seal(String(text), owner));
    const ofThousand = kms.calls();

    await sealer.seal('one more', owner);

    expect(ofThousand).toEqual(['GenerateDataKey']);
    expect(await sealer.unseal(sealed[0] ?? '', owner)).toBe('0');
    expect(kms.calls()).toEqual(['GenerateDataKey']);
  });

  it('are open at most five hundred at once; the one that was used least lately goes', async () => {
    const sealed: string[] = [];
    for (let process = 0; process < 501; process += 1) sealed.push(await kms.aProcess().sealer.seal('a', owner));
    const { sealer } = kms.aProcess();
    for (const text of sealed.slice(0, 500)) await sealer.unseal(text, owner);
    await sealer.unseal(sealed[0] ?? '', owner);
    kms.calls();

    await sealer.unseal(sealed[500] ?? '', owner);
    await sealer.unseal(sealed[0] ?? '', owner);
    await sealer.unseal(sealed[1] ?? '', owner);

    expect(kms.calls()).toEqual(['Decrypt', 'Decrypt']);
  });

  it('are zeroed when they go, and not while a text is at work with them', async () => {
    const { keys } = kms.aProcess();
    const made: OpenKey[] = [];
    await keys.toSeal((open) => made.push(open));
    const [open] = made;
    if (!open) throw new Error('no key was made');
    const before = isGone(open);
    const working = keys.toSeal((used) => isGone(used));
    kms.pass(900);
    await keys.toSeal((next) => made.push(next));

    expect(before).toBe(false);
    expect(await working).toBe(false);
    expect(made.map(isGone)).toEqual([true, false]);
  });

  it('that KMS could not give are asked for again by the next one, and every one who waited is told', async () => {
    const { sealer } = kms.aProcess();
    kms.failNext(400, 'ThrottlingException');

    const outcomes = await Promise.allSettled([sealer.seal('a', owner), sealer.seal('b', owner)]);
    const sealed = await sealer.seal('c', owner);
    const other = kms.aProcess().sealer;
    kms.failNext(400, 'KMSInternalException');

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(other.unseal(sealed, owner)).rejects.toMatchObject({ name: 'KMSInternalException' });
    expect(await other.unseal(sealed, owner)).toBe('c');
    expect(kms.calls()).toEqual(['GenerateDataKey', 'GenerateDataKey', 'Decrypt', 'Decrypt']);
  });

  it('that were prepared seal for a minute without a call, though KMS is down', async () => {
    const { sealer } = kms.aProcess();
    await sealer.seal('long ago', owner);
    kms.pass(850);
    await sealer.prepare();
    kms.pass(59);
    kms.failNext(500, 'KMSInternalException');

    expect(await sealer.seal('a', owner)).toMatch(/^e1:/);
    expect(kms.calls()).toEqual(['GenerateDataKey', 'GenerateDataKey']);
  });

  it('that were prepared seal what was begun with them, though the next one prepares another that KMS does not give', async () => {
    const { sealer } = kms.aProcess();
    await sealer.prepare();
    kms.pass(839);
    await sealer.prepare();
    kms.pass(2);
    kms.failNext(400, 'ThrottlingException');

    const [next, sealed, after] = await Promise.allSettled([
      sealer.prepare(),
      sealer.seal('begun before', owner),
      sealer.seal('and this', owner),
    ]);

    expect([next.status, sealed.status, after.status]).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(await sealer.seal('later', owner)).toMatch(/^e1:/);
    expect(kms.calls()).toEqual(['GenerateDataKey', 'GenerateDataKey']);
  });

  it('that were prepared do not go for others that are opened meanwhile, however many', async () => {
    const sealed: string[] = [];
    for (let process = 0; process < 501; process += 1) sealed.push(await kms.aProcess().sealer.seal('a', owner));
    const { sealer } = kms.aProcess();
    await sealer.prepare();
    for (const text of sealed) await sealer.unseal(text, owner);
    kms.calls();
    kms.failNext(400, 'ThrottlingException');

    expect(await sealer.seal('a', owner)).toMatch(/^e1:/);
    expect(kms.calls()).toEqual([]);
  });
});

describe('a data key', () => {
  it('takes over the bytes that it is made of, and shows them to nobody', () => {
    const material = Buffer.alloc(32, 7);

    const key = new DataKey(material);

    expect(material.equals(Buffer.alloc(32))).toBe(true);
    expect(`${inspect(key, { depth: 9, showHidden: true })}${JSON.stringify(key)}`).not.toMatch(/7|BwcH/);
  });

  it('gives each text a key of its own, which is gone after its use', () => {
    const key = new DataKey(Buffer.alloc(32, 7));
    const kept: Buffer[] = [];
    const use = (salt: number) =>
      key.withDerived(Buffer.alloc(32, salt), 'info', (derived) => {
        kept.push(derived);
        return derived.toString('hex');
      });

    const [one, again, other] = [use(1), use(1), use(2)];

    expect(one).toBe(again);
    expect(one).not.toBe(other);
    expect(kept.every((derived) => derived.equals(Buffer.alloc(32)))).toBe(true);
  });

  it('that was destroyed seals nothing: zeros are a key that everybody knows', () => {
    const key = new DataKey(Buffer.alloc(32, 7));

    key.destroy();

    expect(() => key.withDerived(Buffer.alloc(32), 'info', () => 'sealed')).toThrow('destroyed');
  });

  it.each([0, 16, 33])('is not made of %i bytes', (size) => {
    expect(() => new DataKey(Buffer.alloc(size))).toThrow('32 bytes');
  });
});
