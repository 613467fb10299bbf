import type { Institution } from './institution.ts';

/** What a user should know before connecting this bank, if anything. */
export const noticeFor = ({ status, deprecated }: Institution): string | undefined => {
  if (deprecated) return 'Ponto is replacing this connection. Choose the newer one of the same bank if it is listed.';
  switch (status) {
    case 'beta':
      return 'This bank is in beta at Ponto. If something goes wrong with it, report it to Ponto.';
    case 'experimental':
      return 'This bank is experimental at Ponto and may fail at times. If something goes wrong, report it to Ponto.';
    case 'stable':
      return undefined;
  }
};
