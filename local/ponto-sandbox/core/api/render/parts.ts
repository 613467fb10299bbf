import { isoAt } from '../../calendar.ts';

export const orNull = (at: number | undefined): string | null => (at === undefined ? null : isoAt(at));

/** A relationship to one resource, and to many (reference, section 3.1). */
export const toOne = (type: string, id: string, related: string): object => ({
  data: { type, id },
  links: { related },
});
export const toMany = (type: string, related: string): object => ({ links: { related, meta: { type } } });
