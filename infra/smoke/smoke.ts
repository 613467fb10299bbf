import type { Ask } from './ask.ts';
import { checksOf, SmokeFailure } from './checks.ts';
import type { SmokeOptions } from './options.ts';

/** Prints a line for each check, and stops at the first that fails. @returns whether all hold */
export const smoke = async (options: SmokeOptions, ask: Ask, log: (line: string) => void): Promise<boolean> => {
  for (const { name, look } of checksOf(options)) {
    try {
      log(`ok      ${name.padEnd(12)}  ${await look(ask)}`);
    } catch (error) {
      if (!(error instanceof SmokeFailure)) throw error;
      log(`FAILED  ${name.padEnd(12)}  ${error.code}: ${error.message}`);
      log(`Next: ${error.next}`);
      return false;
    }
  }
  return true;
};
