import { createHash } from 'node:crypto';
import type { Fingerprint } from '../domain/ledger/monthView.ts';
import type { Digest } from '../ports/ambient.ts';

/** 72 bits: two contents of one line that must be told apart are a handful, and space is paid for with every line. */
const characters = 12;

/** Tells two contents of a line apart. */
export const fingerprint: Fingerprint = (text) =>
  createHash('sha256').update(text).digest('base64url').slice(0, characters);

/** As people compare digests, and as `sha256sum` writes them. */
export const sha256Hex: Digest = (text) => createHash('sha256').update(text).digest('hex');

/** Tells two texts apart whose writers may want them taken for one. */
export const digest: Digest = (text) => createHash('sha256').update(text).digest('base64url');
