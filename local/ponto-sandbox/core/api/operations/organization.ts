import * as z from 'zod';
import { defined } from '../../../../../shared/language/defined.ts';
import { isoAt, minuteMs } from '../../calendar.ts';
import { institutionById } from '../../institutions/catalogue.ts';
import { integrationAccountId, integrationOf, revokeIntegration } from '../../ponto/sharing.ts';
import { listingOf } from '../../orderedStore.ts';
import { changed, newId } from '../../world.ts';
import { invalidAttribute, invalidParameter, notFound } from '../apiFailure.ts';
import { anyType, bodyOf } from '../body.ts';
import { param, requireClient, userOf, type Operation } from '../call.ts';
import { collection } from '../paging.ts';

/** Flat JSON; the name only with its scope (reference, section 4.7). */
export const getUserInfo: Operation = (call) => {
  const { integration, scope } = userOf(call);
  const organization = call.world.state.organizations[integration.organizationId];
  const named = scope.split(' ').includes('name');
  return {
    body: {
      sub: integration.organizationId,
      ...(named && organization ? { name: organization.name } : {}),
      onboardingComplete: true,
      paymentsActivated: false,
      paymentsActivationRequested: false,
      paymentRequestsActivated: false,
      paymentRequestsActivationRequested: false,
      representativeOrganizationId: null,
      representativeOrganizationName: null,
    },
  };
};

export const listIntegrationAccounts: Operation = (call) => {
  requireClient(call);
  const { state, platform } = call.world;
  const list = Object.values(state.integrations)
    .filter(({ clientId }) => clientId === platform.clientId)
    .flatMap((integration) =>
      Object.entries(integration.accounts).map(([accountId, shared]) => ({
        id: integrationAccountId(integration, accountId),
        accountId,
        organizationId: integration.organizationId,
        ...shared,
      })),
    );
  const related = (type: string, id: string): object => ({ data: { type, id } });
  return {
    body: collection(
      call,
      listingOf(list),
      'integrationAccount',
      ({ id, accountId, organizationId, createdAt, lastAccessedAt }) => ({
        type: 'integrationAccount',
        id,
        attributes: {
          createdAt: isoAt(createdAt).replace('Z', '000Z'),
          lastAccessedAt: lastAccessedAt === undefined ? null : isoAt(lastAccessedAt).replace('Z', '000Z'),
        },
        relationships: {
          account: related('account', accountId),
          financialInstitution: related('financialInstitution', state.accounts[accountId]?.institutionId ?? ''),
          organization: related('organization', organizationId),
        },
      }),
    ),
  };
};

const text = z.string().nullish();
const flag = z.boolean().nullish();
const onboardingBody = z.looseObject({
  data: z.looseObject({
    type: anyType,
    attributes: z.looseObject({
      email: text,
      firstName: text,
      lastName: text,
      phoneNumber: text,
      organizationName: text,
      organizationType: z.enum(['business', 'personal']).nullish(),
      enterpriseNumber: text,
      vatNumber: text,
      addressStreetAddress: text,
      addressPostalCode: text,
      addressCity: text,
      addressCountry: text,
      initialFinancialInstitutionId: text,
      partnerReference: text,
      preferredOtpMethod: text,
      requestedOrganisationId: text,
      automaticSubmissionOnCompletedForms: flag,
      skipFinancialInstitutionSelection: flag,
    }),
  }),
});

/** Usable for five minutes (reference, section 4.11). The sandbox takes the bank from it. */
export const createOnboardingDetails: Operation = (call) => {
  requireClient(call);
  const { attributes } = bodyOf(call, onboardingBody).data;
  const wanted = attributes.initialFinancialInstitutionId ?? undefined;
  if (wanted !== undefined && !institutionById(wanted)) {
    throw invalidAttribute('initialFinancialInstitutionId', 'No such financial institution.');
  }
  const { world } = call;
  const id = newId(world);
  world.state.onboardings[id] = {
    attributes,
    expiresAt: world.state.now + 5 * minuteMs,
    ...defined({ institutionId: wanted }),
  };
  changed(world);
  return { status: 201, body: { data: { type: 'onboardingDetails', id, attributes } } };
};

/** Counts the accounts shared now; the sandbox keeps no history of use. */
export const getUsage: Operation = (call) => {
  requireClient(call);
  const { state, platform } = call.world;
  const id = param(call, 'organizationId');
  const month = param(call, 'month');
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw invalidParameter('month', 'A month, YYYY-MM.');
  if (!state.organizations[id]) throw notFound('organization');
  const integration = integrationOf(call.world, platform.clientId, id);
  const accounts = Object.keys(integration?.accounts ?? {}).length;
  return {
    body: {
      data: {
        type: 'usage',
        id: month,
        attributes: {
          accountCount: accounts,
          paymentCount: 0,
          bulkPaymentCount: 0,
          paymentAccountCount: 0,
          bulkPaymentBundleCount: 0,
          totalAccounts: accounts,
        },
        relationships: { organization: { data: { type: 'organization', id } } },
      },
    },
  };
};

export const deleteIntegration: Operation = (call) => {
  requireClient(call);
  const organizationId = param(call, 'organizationId');
  const integration = integrationOf(call.world, call.world.platform.clientId, organizationId);
  if (!integration) throw notFound('integration');
  revokeIntegration(call.world, integration);
  return {
    body: {
      data: {
        type: 'integration',
        id: integration.id,
        relationships: { organization: { data: { type: 'organization', id: organizationId } } },
      },
    },
  };
};
