import { createServer } from 'node:http';
import { codeOf } from '../cloud/serviceFault.ts';
import { serveOnLoopback } from '../cloud/loopback.ts';

/**
 * Looks before the long work whether a port is to be had.
 *
 * @throws Error that names the variable that chooses another
 */
export const ensureFree = async (port: number, variable: string): Promise<void> => {
  try {
    await (await serveOnLoopback(createServer(), port)).close();
  } catch (error) {
    throw portTrouble(error, port, variable);
  }
};

/** The trouble in words for the person at the keyboard. */
const portTrouble = (error: unknown, port: number, variable: string): Error => {
  if (codeOf(error) === 'EADDRINUSE') {
    return new Error(`port ${port} is in use: stop what listens there, or choose another with ${variable}=<port>`);
  }
  if (codeOf(error) === 'EACCES') {
    return new Error(`port ${port} needs special rights: choose another with ${variable}=<port>`);
  }
  return new Error(`port ${port} cannot be used: choose another with ${variable}=<port>`, { cause: error });
};
