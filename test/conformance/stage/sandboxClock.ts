import * as z from 'zod';

const clock = z.looseObject({ now: z.iso.datetime() });

/** Moves the clock of a sandbox that lives by its own forward; one that is later already stays. */
export const catchUpWith = async (sandboxUrl: string, at: Date): Promise<void> => {
  const url = `${sandboxUrl}/sandbox-control/clock`;
  const { now } = clock.parse(await (await fetch(url)).json());
  if (at.getTime() <= Date.parse(now)) return;
  const moved = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now: at.toISOString() }),
  });
  if (!moved.ok) throw new Error(`the clock of the sandbox could not be moved (status ${moved.status})`);
};
