import * as z from 'zod';
import type { KeptEvent } from '../cloud/eventBridge.ts';
import type { KeptMail } from '../cloud/ses.ts';

/** What is told of a run while it happens, one readable line each. */
export interface News {
  readonly fired: (schedule: string, at: Date) => void;
  readonly mail: (mail: KeptMail) => void;
  readonly event: (event: KeptEvent) => void;
  readonly problem: (text: string) => void;
}

/** Of no use to a reader of the line: the same for all, or said at its beginning. */
const unsaid = new Set(['version', 'id', 'occurredAt', 'tenantId']);
const detail = z.record(z.string(), z.unknown());

const facts = (event: KeptEvent): string => {
  const { tenantId, ...rest } = detail.parse(event.detail);
  const said = Object.entries(rest).flatMap(([name, value]) => (unsaid.has(name) ? [] : [`${name}=${String(value)}`]));
  return [`tenant=${String(tenantId)}`, ...said].join(' ');
};

/** A mail or an error may hold anything; a line is one line. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/**
 * @param say gets a line
 * @param now the clock of the product, which may be ahead of the wall
 */
export const makeNews = (say: (line: string) => void, now: () => number): News => {
  const tell = (what: string, text: string): void =>
    say(`${new Date(now()).toISOString().slice(0, 19)}Z  ${what.padEnd(8)} ${oneLine(text)}`);
  return {
    fired: (schedule, at) => tell('schedule', `${schedule}, due at ${at.toISOString()}`),
    mail: ({ to, subject }) => tell('mail', `to ${to}: ${subject}`),
    event: (event) => tell('event', `${event.detailType}, ${facts(event)}`),
    problem: (text) => tell('problem', text),
  };
};
