import type { Instant } from '../calendar/calendarDate.ts';

export type InstitutionStatus = 'stable' | 'beta' | 'experimental';

/** A bank that Ponto reaches. */
export interface Institution {
  readonly id: string;
  readonly name: string;
  readonly bic?: string;
  readonly country?: string;
  readonly logoUrl?: string;
  /** As Ponto says it; a status that we do not know counts as experimental. */
  readonly status: InstitutionStatus;
  readonly deprecated: boolean;
  /** Groups the institutions of one brand in a country, so that a replacement is recognised. */
  readonly brand?: string;
  readonly maintenance?: { readonly from?: Instant; readonly to?: Instant; readonly type?: string };
  /** Days until the customer must authorise again. */
  readonly authorizationDays?: number;
  readonly timeZone?: string;
}
