import { chanceOf } from '../../local/ponto-sandbox/core/chance.ts';
import { addDays } from '../../local/ponto-sandbox/core/calendar.ts';
import { bankChanges, changeAtBank } from '../../local/ponto-sandbox/core/control/bankChanges.ts';
import { windowOf, type Feed } from './feed.ts';
import type { Rig } from './startRig.ts';

const daysBetween = (from: string, to: string): readonly string[] => {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};

/** A transfer with nothing superfluous. */
const lineOf = (index: number, day: string) => ({
  amount: ((index * 7919) % 190_000) / 100 - 900,
  currency: 'EUR',
  executionDate: `${day}T00:00:00.000Z`,
  valueDate: `${day}T00:00:00.000Z`,
  remittanceInformation: `Factuur ${100_000 + index}`,
  counterpartName: 'Bakkerij De Korenaar',
  counterpartReference: 'BE71096123456769',
  additionalInformation: '',
});

/** What is known of a line, in JSON: the bytes that any store of it has to keep. */
const lineBytes = (line: object): number => Buffer.byteLength(JSON.stringify(line));

/** Text that repeats itself as little as payments do at the worst, so that nothing is saved by packing it. */
const fillingText = (seed: string, characters: number): string => {
  const chance = chanceOf(seed);
  let text = '';
  while (text.length < characters) text += `${chance.whole(0, 36 ** 7 - 1).toString(36)} `;
  return text.slice(0, characters);
};

/** A line whose known attributes are so many bytes of JSON. */
const lineOfBytes = (index: number, day: string, bytes: number) => {
  const line = lineOf(index, day);
  const filling = bytes - lineBytes(line);
  if (filling < 0) throw new Error(`a line cannot be as small as ${bytes} bytes`);
  return { ...line, additionalInformation: fillingText(`${day}/${index}`, filling) };
};

export interface SizedLines {
  readonly lines: number;
  readonly bytes: number;
  /** Over all days of the window, or today only. */
  readonly on: 'window' | 'today';
}

/** New lines of a size at the bank, which Ponto has fetched. */
export const bookSized = (rig: Rig, { bankAccount }: Feed, { lines, bytes, on }: SizedLines): void => {
  const { from, to } = windowOf(rig);
  const days = daysBetween(on === 'today' ? to : from, to);
  const add = Array.from({ length: lines }, (_, index) =>
    lineOfBytes(index, days[Math.floor((index * days.length) / lines)] ?? to, bytes),
  );
  changeAtBank(rig.bank.world(), bankChanges.parse({ accountId: bankAccount.id, add, synchronize: true }));
};
