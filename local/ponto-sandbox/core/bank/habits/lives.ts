import { fees, interest, putAside } from './atTheBank.ts';
import type { Habit } from './habit.ts';
import { cash, corrections, customers, foreign, lateBookings, refunds, takings } from './receiving.ts';
import { cards, debits, drawings, rent, salaries, suppliers, twins } from './spending.ts';

/** Lives that an account can lead. */
export const lives: Readonly<Record<string, readonly Habit[]>> = {
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
