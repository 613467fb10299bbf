import { makeTransport } from '../../../../shared/adapters/ponto/http.ts';
import { makeSend, type Repetition } from '../../../../shared/adapters/ponto/retry.ts';
import { aClock } from './doubles.ts';
import { aServer, cutOff, html, refusal, silence, type Answer, type LoopbackServer } from './loopback.ts';

let server: LoopbackServer;
let clock: ReturnType<typeof aClock>;

beforeEach(async () => {
  server = await aServer(() => ({}));
  clock = aClock();
});

afterEach(async () => {
  await server.close();
});

const answering = (...answers: readonly Answer[]): void => {
  const next = [...answers];
  server.answer(() => next.shift() ?? { body: 'ok' });
};

const sending = (repetition: Repetition = 'repeatable') => {
  const transport = makeTransport(undefined, { timeoutMs: 1_000, tokenTimeoutMs: 1_000, maxAnswerBytes: 1_000 });
  const send = makeSend(transport, { clock, jitter: () => 0.5 });
  return send({ method: 'GET', url: new URL(server.origin), headers: {}, freshConnection: true }, repetition);
};
const failing = (repetition?: Repetition): Promise<unknown> => sending(repetition).catch((error: unknown) => error);

describe('sending with retries', () => {
  it.each([
    ['408', html(408)],
    ['429', refusal(429, 'tooManyRequests')],
    ['500', html(500)],
    ['503', html(503)],
    ['an answer that is cut off', cutOff],
    ['an answer that does not come', silence],
  ])('tries again after %s', async (_what, bad) => {
    answering(bad);

    expect((await sending()).body).toBe('ok');
    expect(clock.slept).toEqual([225]);
  });

  it.each([200, 302, 400, 401, 403, 404, 409, 422])('hands on %i at once', async (status) => {
    answering({ status });

    expect((await sending()).status).toBe(status);
    expect(clock.slept).toEqual([]);
  });

  it('gives up after three tries, with growing pauses', async () => {
    answering(html(502), html(502), html(502));

    expect(await failing()).toMatchObject({ name: 'Fault', code: 'ponto_unavailable' });
    expect(server.seen).toHaveLength(3);
    expect(clock.slept).toEqual([225, 450]);
  });

  it('says that Ponto throttles when the last answer was 429', async () => {
    const throttled = {
      ...refusal(429, 'tooManyRequests'),
      headers: { 'retry-after': '1', 'ibanity-request-id': 'r-1' },
    };
    answering(throttled, throttled, throttled);

    expect(await failing()).toMatchObject({ code: 'ponto_throttled', retryAfterSeconds: 1, requestId: 'r-1' });
  });

  it.each([
    ['seconds', '2'],
    ['an HTTP date', 'Tue, 24 Nov 2026 08:00:02 GMT'],
  ])('waits as long as Retry-After says in %s', async (_what, value) => {
    answering({ ...html(503), headers: { 'retry-after': value } });

    expect((await sending()).body).toBe('ok');
    expect(clock.slept).toEqual([2_000]);
  });

  it.each([
    ['seconds', '120'],
    ['an HTTP date', 'Tue, 24 Nov 2026 08:02:00 GMT'],
  ])('does not wait for minutes: Retry-After in %s is handed on', async (_what, value) => {
    answering({ ...refusal(429, 'tooManyRequests'), headers: { 'retry-after': value } });

    expect(await failing()).toMatchObject({ code: 'ponto_throttled', retryAfterSeconds: 120 });
    expect(server.seen).toHaveLength(1);
    expect(clock.slept).toEqual([]);
  });

  it.each(['-5', 'soon', 'Tue, 24 Nov 2020 08:00:00 GMT', '1.5'])(
    'passes over an unusable Retry-After: %s',
    async (value) => {
      answering({ ...html(503), headers: { 'retry-after': value } });

      await sending();

      expect(clock.slept).toEqual([225]);
    },
  );

  it('hands on no Retry-After that is over already', async () => {
    const over = { ...refusal(429, 'tooManyRequests'), headers: { 'retry-after': 'Tue, 24 Nov 2020 08:00:00 GMT' } };
    answering(over, over, over);

    expect(await failing()).toMatchObject({ code: 'ponto_throttled', retryAfterSeconds: undefined });
  });

  it('begins no further try when the caller has waited long already', async () => {
    server.answer(() => {
      clock.pass(10_001);
      return html(502);
    });

    expect(await failing()).toMatchObject({ code: 'ponto_unavailable' });
    expect(server.seen).toHaveLength(1);
  });

  it('does not try again what is too large', async () => {
    answering({ body: 'x'.repeat(5_000) });

    expect(await failing()).toMatchObject({ code: 'ponto_answer_too_large' });
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    ['408', html(408)],
    ['429', refusal(429, 'tooManyRequests')],
    ['500', html(500)],
    ['an answer that is cut off', cutOff],
    ['an answer that does not come', silence],
  ])('never sends twice what must be sent once: %s', async (_what, bad) => {
    answering(bad);

    expect(await failing('once')).toMatchObject({ name: 'Fault' });
    expect(server.seen).toHaveLength(1);
  });

  it('sends again what certainly did not arrive', async () => {
    await server.close();

    expect(await failing('once')).toMatchObject({ code: 'ponto_unavailable' });
    expect(clock.slept).toEqual([225, 450]);
  });
});
