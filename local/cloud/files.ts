import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type * as z from 'zod';

/** What is sealed or secret is readable by its owner only. */
const ownerOnly = 0o600;

/** Reads a JSON file through a schema; undefined when there is none yet. */
export const readJson = <S extends z.ZodType>(path: string, schema: S): z.output<S> | undefined =>
  existsSync(path) ? schema.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;

/** Writes beside and renames: whoever kills the process finds the old file or the new one, never half of one. */
export const writeJson = (path: string, content: unknown): void => {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.new`;
  writeFileSync(beside, `${JSON.stringify(content, undefined, 2)}\n`, { mode: ownerOnly });
  renameSync(beside, path);
};

/** A list that grows on disk, one JSON text a line. */
export interface Journal<T> {
  readonly items: readonly T[];
  readonly append: (items: readonly T[]) => void;
}

/** Opens a journal; a last line that a killed process left half-written is cut off. */
export const openJournal = <S extends z.ZodType>(path: string, schema: S): Journal<z.output<S>> => {
  mkdirSync(dirname(path), { recursive: true });
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
  const items = whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)));
  return {
    items,
    append: (added) => {
      appendFileSync(path, added.map((item) => `${JSON.stringify(item)}\n`).join(''), { mode: ownerOnly });
      items.push(...added);
    },
  };
};
