import { Resolver } from 'node:dns/promises';

/** Every address of a name, IPv4 first; none when it has none or nobody says. */
export type ResolveName = (hostname: string, givenUp: AbortSignal) => Promise<readonly string[]>;

/** One name server is asked twice, then time is up for the connection as well. */
const askedFor = { timeout: 1_500, tries: 2 };

/**
 * Asks name servers itself. The system's resolver has four threads for the whole process: four names whose servers are slow
 * would make every other receiver wait.
 *
 * @param nameServers with ports; those of the machine when left out
 */
export const makeResolveName =
  (nameServers?: readonly string[]): ResolveName =>
  async (hostname, givenUp) => {
    // It never leaves the machine (RFC 6761, section 6.3).
    if (hostname === 'localhost') return ['127.0.0.1', '::1'];
    const resolver = new Resolver(askedFor);
    if (nameServers) resolver.setServers(nameServers);
    givenUp.addEventListener('abort', () => resolver.cancel());
    const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  };
