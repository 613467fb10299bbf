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

export type NoticeCode = 'institution_deprecated' | 'institution_beta' | 'institution_experimental';

/** What a user should know before connecting this bank, if anything. */
export const noticeFor = ({ status, deprecated }: Institution): NoticeCode | undefined => {
  if (deprecated) return 'institution_deprecated';
  switch (status) {
    case 'beta':
      return 'institution_beta';
    case 'experimental':
      return 'institution_experimental';
    case 'stable':
      return undefined;
  }
};
