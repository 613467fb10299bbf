import type { Institution, InstitutionStatus } from '../../domain/institutions/institution.ts';
import { instantOf } from './moments.ts';
import type { InstitutionResource } from './schema.ts';
import { given, present } from './present.ts';

/** One institution of Ponto in domain words. */
export const institutionOf = ({ id, attributes: said }: InstitutionResource): Institution => {
  const maintenance = {
    ...present('from', instantOf(said?.maintenanceFrom)),
    ...present('to', instantOf(said?.maintenanceTo)),
    ...present('type', said?.maintenanceType),
  };
  const days = given(said?.expectedAuthorizationLifetime);
  return {
    id,
    name: given(said?.name) ?? id,
    ...present('bic', said?.bic),
    ...present('country', said?.country),
    ...present('logoUrl', said?.logoUrl),
    status: statusOf(said?.status),
    deprecated: said?.deprecated ?? false,
    ...present('brand', said?.sharedBrandReference),
    ...(Object.keys(maintenance).length > 0 && { maintenance }),
    ...(days !== undefined && /^[1-9]\d{0,4}$/.test(days) && { authorizationDays: Number(days) }),
    ...present('timeZone', said?.timeZone),
  };
};

const statusOf = (status: string | null | undefined): InstitutionStatus =>
  status === 'stable' || status === 'beta' ? status : 'experimental';
