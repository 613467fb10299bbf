import * as z from 'zod';

const clock = z.looseObject({ now: z.iso.datetime() });

/**
 * Moves the clock of our sandbox forward over its own control calls. A clock that is later already stays: time never
 * goes back.
 *
 * @throws Error when the sandbox does not answer as it should
 */
export const makeCatchUpWith = (sandboxUrl: string) => {
  const url = `${sandboxUrl}/sandbox-control/clock`;
  return async (at: Date): Promise<void> => {
    const { now } = clock.parse(await (await fetch(url)).json());
    if (at.getTime() <= Date.parse(now)) return;
    const moved = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ now: at.toISOString() }),
    });
    if (!moved.ok) throw new Error(`the clock of the sandbox could not be moved (status ${moved.status})`);
  };
};
