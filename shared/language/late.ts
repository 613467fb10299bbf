import { onFirstUse } from './onFirstUse.ts';

/** A function whose code is loaded with its first call: a function of AWS that starts loads what every call of it needs. */
export const late = <A extends readonly unknown[], R>(
  load: () => Promise<(...args: A) => R | Promise<R>>,
): ((...args: A) => Promise<R>) => {
  const loaded = onFirstUse(load);
  return async (...args) => (await loaded())(...args);
};
