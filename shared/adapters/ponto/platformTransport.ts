import type { PontoApplication } from '../../contracts/pontoApplication.ts';
import type { Clock } from '../../ports/ambient.ts';
import { makeTransport, type Transport, type TransportLimits } from './http.ts';
import { makeSignRequest, type SignRequest } from './signature.ts';

/** Where the platform's application at Ponto is kept. */
export interface PontoApplicationSource {
  /** The application as last read; the same object as long as it did not change. */
  current(): Promise<PontoApplication>;
  /** Reads it anew, after Ponto refused what it held. */
  reread(): Promise<PontoApplication>;
}

interface Deps {
  readonly application: Pick<PontoApplicationSource, 'current'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly limits?: TransportLimits | undefined;
  readonly proxyUrl?: string | undefined;
}

interface Equipped {
  readonly application: PontoApplication;
  readonly transport: Transport;
  readonly signRequest: SignRequest | undefined;
}

/**
 * The transport of the platform's own application: every request with its client certificate and its signature, where
 * it has them. A rotated application gets connections of its own.
 */
export const makePlatformTransport = ({ application: source, clock, limits, proxyUrl }: Deps): Transport => {
  let equipped: Equipped | undefined;
  const equip = (application: PontoApplication): Equipped => {
    if (equipped?.application === application) return equipped;
    equipped = {
      application,
      transport: makeTransport(application.tls, limits, proxyUrl),
      signRequest: application.signature && makeSignRequest(application.signature),
    };
    return equipped;
  };
  return async (request) => {
    const { transport, signRequest } = equip(await source.current());
    const created = Math.floor(Date.parse(clock.now()) / 1000);
    const signature = signRequest?.(request, created) ?? {};
    return transport({ ...request, headers: { ...request.headers, ...signature } });
  };
};
