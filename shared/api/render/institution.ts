import type { InstitutionBody } from '../../contracts/http/institutions.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Institution } from '../../domain/institutions/institution.ts';
import type { Language } from '../../domain/mail/language.ts';
import { healthMessages, institutionNotice } from '../../presentation/health.ts';

/** @param outageAt when the bank last had an outage; a list does not ask */
export const renderInstitution = (
  language: Language,
  institution: Institution,
  outageAt?: Instant,
): InstitutionBody => ({
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
  trouble:
    outageAt === undefined ? undefined : { at: outageAt, message: healthMessages.text(language, 'bank_trouble') },
  notice: institutionNotice(language, institution),
});
