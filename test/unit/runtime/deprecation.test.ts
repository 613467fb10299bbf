import { withDeprecation } from '../../../shared/runtime/http/deprecation.ts';
import { json } from '../../../shared/runtime/http/answer.ts';
import { operations, type Operation } from '../../../shared/contracts/http/operations.ts';
import { operationObject } from '../../../shared/runtime/openApi/operationObject.ts';

const listJournals: Operation = operations.listJournals;
const listNotes: Operation = {
  ...listJournals,
  path: '/v1/notes',
  deprecated: { since: '2027-01-01', sunset: '2028-01-01', tells: 'https://sync.example/docs' },
};

describe('a call that is to go', () => {
  it('says in its answers since when, until when, and where it says more (RFC 9745, RFC 8594)', () => {
    const { headers } = withDeprecation(listNotes, json(200, {}));

    expect(headers).toEqual({
      deprecation: '@1798761600',
      sunset: 'Sat, 01 Jan 2028 00:00:00 GMT',
      link: '<https://sync.example/docs>; rel="deprecation"; type="text/html"',
    });
  });

  it('is marked in the description, with these headers', () => {
    expect(operationObject('listNotes', listNotes)).toMatchObject({
      deprecated: true,
      responses: { 200: { headers: { Deprecation: {}, Sunset: {}, Link: {} } } },
    });
  });

  it('leaves every other call as it is', () => {
    expect(withDeprecation(listJournals, json(200, {})).headers).toBeUndefined();
    expect(operationObject('listJournals', operations.listJournals)).not.toHaveProperty('deprecated');
  });

  it('goes a year after its deprecation at the earliest, as the policy says', () => {
    const tooSoon = Object.values<Operation>(operations).filter(
      ({ deprecated }) => deprecated && Date.parse(deprecated.sunset) - Date.parse(deprecated.since) < 365 * 86_400_000,
    );

    expect(tooSoon).toEqual([]);
  });
});
