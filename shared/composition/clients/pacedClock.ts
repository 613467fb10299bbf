import { systemClock } from '../../runtime/systemClock.ts';

/** The clock by which a batch that was taken in part is sent again; workers do not come back all together. */
export const pacedClock = { ...systemClock, random: Math.random };
