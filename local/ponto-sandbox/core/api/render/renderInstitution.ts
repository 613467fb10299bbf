import type { Institution } from '../../institutions/catalogue.ts';
import { maintenanceOf } from '../../maintenance.ts';
import type { ApiCall } from '../call.ts';
import { orNull } from './parts.ts';

/** A bank, every documented attribute told. */
export const renderInstitution = ({ world, baseUrl }: ApiCall, institution: Institution): object => {
  const maintenance = maintenanceOf(world, institution);
  const payments = institution.status === 'stable';
  return {
    type: 'financialInstitution',
    id: institution.id,
    attributes: {
      name: institution.name,
      status: institution.status,
      deprecated: institution.deprecated,
      country: institution.country,
      bic: institution.bic,
      logoUrl: `${world.publicUrl}/logos/${institution.id}.svg`,
      primaryColor: institution.color,
      secondaryColor: '#ffffff',
      sharedBrandName: institution.brand,
      sharedBrandReference:
        institution.brand === null ? null : `${institution.country}-${institution.brand.toLowerCase()}`,
      maintenanceFrom: orNull(maintenance?.from),
      maintenanceTo: orNull(maintenance?.to),
      maintenanceType: maintenance?.type ?? null,
      timeZone: institution.timeZone,
      pendingTransactionsAvailable: institution.pendingAvailable,
      expectedAuthorizationLifetime: institution.authorizationDays,
      paymentsEnabled: payments,
      bulkPaymentsEnabled: payments,
      periodicPaymentsEnabled: false,
      futureDatedPaymentsAllowed: payments,
      paymentsProductTypes: payments ? ['sepa-credit-transfer'] : [],
      bulkPaymentsProductTypes: payments ? ['sepa-credit-transfer'] : [],
      periodicPaymentsProductTypes: [],
      bulkPaymentInstructionsLimit: null,
      paymentDebtorAccountReferenceRequired: false,
      bulkPaymentDebtorAccountReferenceRequired: false,
    },
    links: { self: `${baseUrl}/financial-institutions/${institution.id}` },
  };
};
