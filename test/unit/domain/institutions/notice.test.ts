import { noticeFor } from '../../../../shared/domain/institutions/notice.ts';
import { anInstitution } from '../../../builders/records.ts';

describe('"errors with my beta institution: contact Ponto"', () => {
  it('is said before somebody connects such a bank, and of no stable one', () => {
    expect(noticeFor(anInstitution({ status: 'beta' }))).toMatch(/Ponto/);
    expect(noticeFor(anInstitution({ status: 'stable' }))).toBeUndefined();
  });
});
