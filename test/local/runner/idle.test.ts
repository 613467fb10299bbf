import type { Delayed } from '../../../local/cloud/sqs.ts';
import { makeIdle } from '../../../local/runner/idle.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
const held = (inSeconds: number): Delayed => ({ dueAt: undefined, inSeconds });
const due = (minutes: number): Delayed => ({ dueAt: now + minutes * 60_000, inSeconds: 300 });

/** Shows what is delayed, look by look, and notes at which look it was brought forward. */
const watch = (...looks: readonly (readonly Delayed[])[]) => {
  const broughtAt: number[] = [];
  let look = 0;
  const sqs = {
    depth: () => ({ visible: 0, inFlight: 0, delayed: 0 }),
    delayed: () => looks[look++] ?? [],
    bringForward: () => void broughtAt.push(look),
  };
  const idle = makeIdle({ deployment: { eventSources: [{ queueName: 'work' }] }, sqs }, new Map(), () => now);
  return { idle: () => idle(new AbortController().signal), broughtAt, looked: () => look };
};

describe('waiting for idle', () => {
  it('brings forward what waits behind another run or out a fault, when that alone is left', async () => {
    const { idle, broughtAt } = watch([held(20), held(600)]);

    await idle();

    expect(broughtAt).toEqual([1]);
  });

  it('waits for what looks again shortly before it brings the rest forward', async () => {
    const { idle, broughtAt } = watch([held(10), held(20)], [held(10), held(20)], [held(20)]);

    await idle();

    expect(broughtAt).toEqual([3]);
  });

  it('brings forward what is due by the clock, and does not wait for what is due later', async () => {
    const { idle, broughtAt, looked } = watch([due(0), due(1)], [due(1)]);

    await idle();

    expect(broughtAt).toEqual([1]);
    expect(looked()).toBe(2);
  });

  it('has an event of Ponto sent again without its pause, once what it met is over', async () => {
    let left = 2;
    const ponto = { isTelling: () => left > 0, bringForward: () => void left-- };
    const sqs = { depth: () => ({ visible: 0, inFlight: 0, delayed: 0 }), delayed: () => [], bringForward: () => 0 };

    await makeIdle(
      { deployment: { eventSources: [] }, sqs },
      new Map(),
      () => now,
      ponto,
    )(new AbortController().signal);

    expect(left).toBe(0);
  });
});
