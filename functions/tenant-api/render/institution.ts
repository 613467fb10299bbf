import type { InstitutionBody } from '../../../shared/contracts/http/institutions.ts';
import type { Instant } from '../../../shared/domain/calendar/calendarDate.ts';
import { bankTroubleSentence } from '../../../shared/domain/connections/health.ts';
import type { Institution } from '../../../shared/domain/institutions/institution.ts';
import { noticeFor } from '../../../shared/domain/institutions/notice.ts';

/** @param troubleAt when the bank last had trouble; a list does not ask */
export const renderInstitution = (institution: Institution, troubleAt?: Instant): InstitutionBody => ({
  id: institution.id,
  name: institution.name,
  bic: institution.bic,
  country: institution.country,
  logoUrl: institution.logoUrl,
  status: institution.status,
  provider: 'ponto',
  deprecated: institution.deprecated,
  maintenance: institution.maintenance,
  authorizationDays: institution.authorizationDays,
  trouble: troubleAt === undefined ? undefined : { at: troubleAt, message: bankTroubleSentence },
  notice: noticeFor(institution),
});
