import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { authorizationOf, authorizationTransitions } from '../../../../shared/domain/connections/authorization.ts';
import { connectionTransitions } from '../../../../shared/domain/connections/connection.ts';
import { anAccount } from '../../../builders/records.ts';

type Machine = Readonly<Record<string, { readonly from: readonly string[]; readonly to: string }>>;

const arrowsOf = (machine: Machine): readonly string[] =>
  Object.entries(machine).flatMap(([name, { from, to }]) => from.map((origin) => `${origin} --> ${to}: ${name}`));

const drawings = [
  ...readFileSync(join(import.meta.dirname, '../../../../docs/connections.md'), 'utf8').matchAll(
    /```mermaid\n([^`]*)```/g,
  ),
].map(([, drawing = '']) =>
  drawing
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.includes('-->')),
);

describe('the drawings of docs/connections.md', () => {
  it.each<[string, Machine, number]>([
    ['a connection', connectionTransitions, 0],
    ['the authorisation of an account', authorizationTransitions, 1],
  ])('show exactly the moves of %s', (_, machine, index) => {
    expect(drawings[index]).toEqual(arrowsOf(machine));
  });
});

describe('the authorisation of an account', () => {
  it('goes through no move that is not listed, day by day, whether it is renewed, lost or left to end', () => {
    const moves = new Set(arrowsOf(authorizationTransitions).map((arrow) => arrow.replace(/:.*/, '')));
    const day = (number: number): string =>
      new Date(Date.parse('2026-01-01T12:00:00.000Z') + number * 86_400_000).toISOString();
    const states: string[] = [];
    for (let now = 0; now < 1_000; now += 1) {
      // Given on day 0, left to end on 180, renewed on 200, renewed early on 360, lost on 600, back on 650.
      const given = [0, 200, 360, 650].findLast((start) => start <= now) ?? 0;
      const revoked = now >= 600 && now < 650;
      const account = anAccount({ authorization: { authorizedAt: day(given), expiresAt: day(given + 180), revoked } });
      states.push(authorizationOf(account, day(now)).state);
    }

    const changes = states.slice(1).map((state, index) => `${states[index]} --> ${state}`);
    const unlisted = changes.filter((change) => !moves.has(change) && new Set(change.split(' --> ')).size > 1);

    expect(unlisted).toEqual([]);
    expect(new Set(states)).toEqual(new Set(['valid', 'expiring', 'expired', 'revoked']));
  });
});
