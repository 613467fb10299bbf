import * as z from 'zod';
import { onFirstUse } from '../../language/onFirstUse.ts';

/**
 * Ponto's JSON as it comes (Ponto reference, section 4): every attribute but an id may be null or missing, keys that are
 * not known are passed over, values of lists that are not known do not stop a read. Numbers are exact text here.
 */
const text = z.string().nullish();
/** Not worth a refusal: a value that does not read counts as missing. */
const softText = z.string().nullish().catch(undefined);
const softFlag = z.boolean().nullish().catch(undefined);
const id = z.string().min(1);
const identifier = onFirstUse(() => z.object({ data: z.object({ id }) }));

/** Links are texts, or objects with `href` beside `meta` (Ponto reference, section 3.1). */
const link = onFirstUse(() =>
  z.union([z.string(), z.object({ href: z.string() }).transform(({ href }) => href)]).nullish(),
);

export const singleDocument = onFirstUse(() => z.object({ data: z.unknown() }));

export const identified = onFirstUse(() => z.object({ id }));

export const identifiedDocument = onFirstUse(() => z.object({ data: identified() }));

export const lineResource = onFirstUse(() =>
  z.object({
    id,
    attributes: z
      .object({
        amount: text,
        currency: text,
        executionDate: text,
        valueDate: text,
        description: text,
        remittanceInformation: text,
        remittanceInformationType: text,
        counterpartName: text,
        counterpartReference: text,
        bankTransactionCode: text,
        proprietaryBankTransactionCode: text,
        endToEndId: text,
        purposeCode: text,
        mandateId: text,
        creditorId: text,
        additionalInformation: text,
        fee: text,
        cardReference: text,
        cardReferenceType: softText,
        internalReference: softText,
        digest: softText,
        createdAt: softText,
        updatedAt: softText,
      })
      .nullish(),
  }),
);

/** What tells which line it is, of one that reads no further. */
export const lineFacts = onFirstUse(() =>
  z.object({
    attributes: z.object({ amount: softText, currency: softText, executionDate: softText, valueDate: softText }),
  }),
);

export type LineAttributes = NonNullable<z.output<ReturnType<typeof lineResource>>['attributes']>;

export const synchronizationResource = onFirstUse(() =>
  z.object({
    id,
    attributes: z
      .object({
        subtype: softText,
        status: softText,
        errors: z
          .array(z.object({ code: softText }).catch({ code: undefined }))
          .nullish()
          .catch(undefined),
        createdAt: softText,
        updatedAt: softText,
      })
      .nullish(),
  }),
);

export type SynchronizationResource = z.output<ReturnType<typeof synchronizationResource>>;

/** A list; that of transactions names the synchronization that its lines are of. */
export const listDocument = onFirstUse(() =>
  z.object({
    data: z.array(z.unknown()),
    links: z.object({ next: link(), prev: link() }).nullish(),
    meta: z
      .object({ synchronizedAt: softText, latestSynchronization: synchronizationResource().nullish().catch(undefined) })
      .nullish()
      .catch(undefined),
  }),
);

export const accountResource = onFirstUse(() =>
  z.object({
    id,
    attributes: z
      .object({
        subtype: softText,
        reference: softText,
        referenceType: softText,
        internalReference: softText,
        currency: softText,
        description: softText,
        product: softText,
        holderName: softText,
        currentBalance: softText,
        currentBalanceChangedAt: softText,
        currentBalanceReferenceDate: softText,
        currentBalanceVariationObservedAt: softText,
        availableBalance: softText,
        availableBalanceChangedAt: softText,
        availableBalanceReferenceDate: softText,
        availableBalanceVariationObservedAt: softText,
        authorizedAt: softText,
        authorizationExpirationExpectedAt: softText,
        deprecated: softFlag,
      })
      .nullish(),
    relationships: z
      .object({ financialInstitution: identifier().nullish().catch(undefined) })
      .nullish()
      .catch(undefined),
    meta: z
      .object({
        availability: softText,
        synchronizedAt: softText,
        latestSynchronization: synchronizationResource().nullish().catch(undefined),
      })
      .nullish()
      .catch(undefined),
  }),
);

export type AccountResource = z.output<ReturnType<typeof accountResource>>;

/** Where the account holder goes to authorise an account anew (Ponto reference, section 4.6). */
export const reauthorizationResource = onFirstUse(() => z.object({ links: z.object({ redirect: link() }) }));

export const institutionResource = onFirstUse(() =>
  z.object({
    id,
    attributes: z
      .object({
        name: softText,
        bic: softText,
        country: softText,
        logoUrl: softText,
        status: softText,
        deprecated: softFlag,
        sharedBrandReference: softText,
        maintenanceFrom: softText,
        maintenanceTo: softText,
        maintenanceType: softText,
        expectedAuthorizationLifetime: softText,
        timeZone: softText,
      })
      .nullish(),
  }),
);

export type InstitutionResource = z.output<ReturnType<typeof institutionResource>>;

/** Numbers are exact text here (Ponto reference, section 4.8). */
export const usageResource = onFirstUse(() =>
  z.object({
    attributes: z.object({
      accountCount: softText,
      paymentCount: softText,
      bulkPaymentCount: softText,
      totalAccounts: softText,
    }),
  }),
);

export const userInfo = onFirstUse(() => z.object({ sub: id, name: softText, onboardingComplete: softFlag }));
