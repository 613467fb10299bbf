import type { Institution } from './institution.ts';

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
