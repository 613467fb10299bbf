import type { Instant } from '../calendar/calendarDate.ts';
import type { Account } from './connection.ts';

/** A person has said that the account does not go on under that id: by itself it does no more. */
export const isDenied = ({ notContinuedAs = [] }: Account, { pontoId }: Pick<Account, 'pontoId'>): boolean =>
  notContinuedAs.some((denied) => denied.pontoId === pontoId);

/** The word that a successor has noted was taken back since; said again later, it counts. */
export const isWordTakenBack = ({ notContinuedAs = [] }: Account, { pontoId, continuedAs }: Account): boolean =>
  notContinuedAs.some((denied) => denied.pontoId === pontoId && denied.at >= (continuedAs?.at ?? ''));

/** A word that is said again comes behind the one that was taken back, whatever the clocks of two workers say. */
export const behindDenials = (now: Instant, { notContinuedAs = [] }: Account): Instant =>
  notContinuedAs.reduce((latest, { at }) => (at >= latest ? new Date(Date.parse(at) + 1).toISOString() : latest), now);
