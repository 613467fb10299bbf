/** Saves soon after changes, never twice at a time; a big state, slow to write, is written less often. */
interface Saving {
  /** Something may have changed. */
  readonly soon: () => void;
  /** Resolves when everything up to now is saved. */
  readonly flush: () => Promise<void>;
}

interface SavingOptions {
  readonly revision: () => number;
  readonly save: () => Promise<void>;
  readonly failed: (error: unknown) => void;
  readonly waitMs: number;
}

export const makeSaving = ({ revision, save, failed, waitMs }: SavingOptions): Saving => {
  let saved = revision();
  let timer: NodeJS.Timeout | undefined;
  let lastTookMs = 0;
  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    timer = undefined;
    const now = revision();
    if (now === saved) return;
    const began = performance.now();
    await save();
    lastTookMs = performance.now() - began;
    saved = now;
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    running = running.catch(() => undefined).then(run);
    return running;
  };
  return {
    soon: () => {
      if (timer || revision() === saved) return;
      timer = setTimeout(() => void flush().catch(failed), Math.max(waitMs, 5 * lastTookMs));
      timer.unref();
    },
    flush,
  };
};
