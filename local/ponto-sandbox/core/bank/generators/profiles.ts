import { fees, interest, putAside } from './atTheBank.ts';
import type { LineGenerator } from './generator.ts';
import { cash, corrections, customers, foreign, lateBookings, refunds, takings } from './receiving.ts';
import { cards, debits, drawings, rent, salaries, suppliers, twins } from './spending.ts';

/** Which lines an account of a kind gets. */
export const profiles: Readonly<Record<string, readonly LineGenerator[]>> = {
  business: [
    takings,
    customers,
    suppliers,
    cards,
    twins,
    debits,
    salaries,
    rent,
    fees,
    cash,
    lateBookings,
    corrections,
    refunds,
    drawings,
  ],
  small: [customers, cards, debits, fees, lateBookings, corrections],
  savings: [putAside, interest],
  foreign: [foreign, fees],
};
