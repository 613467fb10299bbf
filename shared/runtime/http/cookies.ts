import { headerOf, type ApiEvent } from './apiEvent.ts';

/** What may stand around a pair (RFC 6265, section 4.2.1). Any other blank belongs to the name, and makes it another one. */
const around = /^[ \t]+|[ \t]+$/g;

/**
 * The cookies of a browser, by their exact names: a host beside ours may set one whose name begins with a blank of another
 * writing, in spite of the prefix `__Host-`. A gateway gives them in a list of their own, or leaves them in their header.
 */
export const cookiesIn = (
  event: Pick<ApiEvent, 'cookies' | 'headers'>,
): readonly { readonly name: string; readonly value: string }[] =>
  (event.cookies ?? headerOf(event, 'cookie')?.split(';') ?? []).map((cookie) => {
    const [name = '', value = ''] = cookie.replaceAll(around, '').split('=', 2);
    return { name, value };
  });
