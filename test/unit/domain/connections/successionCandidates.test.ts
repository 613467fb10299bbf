import { successionCandidates } from '../../../../shared/domain/connections/successionCandidates.ts';
import { aLink, anAccount } from '../../../builders/records.ts';

describe('accounts that may continue one that is gone', () => {
  const gone = anAccount({ id: 'gone', link: aLink(), authorization: { revoked: true } });
  const others = (of = gone) =>
    successionCandidates(of, [
      of,
      anAccount({ id: 'same number', institutionId: 'other' }),
      anAccount({ id: 'linked', link: aLink() }),
      anAccount({ id: 'gone too', authorization: { revoked: true } }),
      anAccount({ id: 'dollars', currency: 'USD' }),
      anAccount({ id: 'other number', reference: 'BE71096123456769' }),
      anAccount({ id: 'card', subtype: 'card', reference: '**** 7777', referenceType: 'MASKEDPAN' }),
    ]).map(({ id }) => id);

  it('have its number and currency, are shared and feed nothing', () => {
    expect(others()).toEqual(['same number']);
  });

  it('are cards of its bank and holder where it is a card', () => {
    expect(others({ ...gone, subtype: 'card', reference: '**** 1111', referenceType: 'MASKEDPAN' })).toEqual(['card']);
  });

  it('are none while it is shared, or where it feeds nothing', () => {
    const { link: _link, ...unlinked } = gone;

    expect([others({ ...gone, authorization: { revoked: false } }), others(unlinked)]).toEqual([[], []]);
  });
});
