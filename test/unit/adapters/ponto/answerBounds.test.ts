import { makePontoClient } from '../../../../shared/adapters/ponto/client.ts';
import { defaultLimits } from '../../../../shared/adapters/ponto/http.ts';
import { isBounded, parseJson } from '../../../../shared/adapters/ponto/json.ts';

const outcomeOf = async (body: string, status = 200): Promise<unknown> => {
  const client = makePontoClient({
    baseUrl: 'https://ponto.example',
    send: async () => ({ status, header: () => 'request-1', body }),
    whenRefused: 'internal_error',
  });
  try {
    return await client.get(['accounts']);
  } catch (error) {
    return error;
  }
};
const tooLarge = { name: 'Fault', code: 'ponto_answer_too_large', requestId: 'request-1' };
const nested = (depth: number, open = '[', close = ']'): string => open.repeat(depth) + '1' + close.repeat(depth);

describe('the bounds of an answer of Ponto', () => {
  it.each([
    ['lists in lists', nested(33)],
    ['objects in objects', nested(33, '{"a":', '}')],
    ['lists in lists, far down', `{"data":["${'x'.repeat(1_000)}",{"a":${nested(31)}}]}`],
    ['a deep answer that never ends', '['.repeat(1_000_000)],
    ['more values than any page has', `[${Array(100_001).fill('1').join(',')}]`],
    ['more empty lists than any page has', `[${Array(60_000).fill('[]').join(',')}]`],
  ])('refuse %s under a code of their own', async (_what, body) => {
    expect(await outcomeOf(body)).toMatchObject(tooLarge);
    expect(parseJson(body)).toBeUndefined();
  });

  it('take what is as deep as they allow, and as many values', async () => {
    expect(await outcomeOf(nested(32))).toMatchObject({ kind: 'answered' });
    expect(await outcomeOf(`[${Array(90_000).fill('1').join(',')}]`)).toMatchObject({ kind: 'answered' });
  });

  it.each(['['.repeat(50), '"'.repeat(3), '\\"[[', '\\', ','.repeat(200_000), '\\\\"{'])(
    'do not count what stands in a text: %.20j',
    (text) => {
      expect(parseJson(JSON.stringify({ a: text, b: [text] }))).toEqual({ a: text, b: [text] });
    },
  );

  it('take a page of as many lines as Ponto gives, each as long as one may be', () => {
    const line = { id: 'x', attributes: { amount: 1, remittanceInformation: 'x'.repeat(32 * 1024) } };
    const body = JSON.stringify({ data: Array(100).fill(line) });

    expect(isBounded(body)).toBe(true);
    expect(Buffer.byteLength(body)).toBeLessThan(defaultLimits.maxAnswerBytes);
  });

  it('are 4 MB at most, which a worker of 512 MB has been measured to read', () => {
    expect(defaultLimits.maxAnswerBytes).toBeLessThanOrEqual(4 * 1024 * 1024);
  });

  it('take a refusal that is beyond them for one that says nothing', async () => {
    expect(await outcomeOf(`{"errors":${nested(40)}}`, 404)).toMatchObject({
      kind: 'refused',
      refusal: { codes: [], understood: false },
    });
  });
});
