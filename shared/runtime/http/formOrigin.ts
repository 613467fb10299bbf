import { headerOf, type ApiEvent } from './apiEvent.ts';

/** Browsers say where a form comes from; software need not. Our page passes on no referrer, which makes an origin `null`. */
export const isFromElsewhere = (event: Pick<ApiEvent, 'headers'>, ownOrigin: string): boolean => {
  const site = headerOf(event, 'sec-fetch-site');
  const origin = headerOf(event, 'origin');
  return (
    (site !== undefined && site !== 'same-origin') || (origin !== undefined && !['null', ownOrigin].includes(origin))
  );
};
