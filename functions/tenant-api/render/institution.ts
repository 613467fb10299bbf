import type { InstitutionBody } from '../../../shared/contracts/http/institutions.ts';
import type { Institution } from '../../../shared/domain/institutions/institution.ts';
import { noticeFor } from '../../../shared/domain/institutions/notice.ts';

export const renderInstitution = (institution: Institution): InstitutionBody => ({
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
  notice: noticeFor(institution),
});
