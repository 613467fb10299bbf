import * as z from 'zod';
import { makeApi } from './api.ts';

const closing = z.object({ date: z.iso.date(), amount: z.string() });
const changes = z.object({ added: z.array(z.string()) });

/** What a customer of the sandbox's banks holds in hand, and what only those banks can do. */
export interface Bank {
  /** The closing balance of a day by the bank's own statement. */
  closingBalance(pontoId: string, date: string): Promise<z.output<typeof closing>>;
  /** Books a line that is in the bank's balance and does not reach Ponto. @returns its id at the bank */
  bookWithheld(pontoId: string, line: WithheldLine): Promise<string>;
  deliver(pontoId: string, lineId: string): Promise<void>;
}

export interface WithheldLine {
  readonly amount: number;
  readonly counterpartName: string;
  readonly executionDate: string;
}

/** @param pontoUrl an address of the sandbox */
export const bankOf = (pontoUrl: string): Bank => {
  const control = makeApi(new URL('/sandbox-control', pontoUrl).href, undefined);
  return {
    closingBalance: (pontoId, date) => control.get(`/accounts/${pontoId}/closing-balance?date=${date}`, closing),
    bookWithheld: async (pontoId, line) => {
      const add = [{ ...line, executionDate: `${line.executionDate}T12:00:00.000Z`, withheld: true }];
      const { added } = await control.send('POST', '/transactions', { accountId: pontoId, add }, changes);
      return added[0] ?? '';
    },
    deliver: async (pontoId, lineId) => {
      await control.send('POST', '/transactions', { accountId: pontoId, deliver: [lineId] }, changes);
    },
  };
};
