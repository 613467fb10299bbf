import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { pontoApplicationFor, type PontoApplication } from '../../contracts/pontoApplication.ts';
import type { Clock } from '../../ports/ambient.ts';
import { parseSecret } from './parseSecret.ts';

/** A rotated secret is in use everywhere after this long, without a deployment. */
const keptMs = 5 * 60_000;

interface Kept {
  readonly application: PontoApplication;
  readonly text: string;
  readonly readAtMs: number;
}

export interface PontoApplicationOptions {
  readonly secretId: string;
  /** The address of Ponto that it must be let in at. */
  readonly pontoUrl: string;
  /**
   * Hears of each reading, and when it was.
   *
   * @default nobody
   */
  readonly onRead?: (application: PontoApplication, now: string) => void;
}

/** The platform's Ponto application, read when it is first needed and again when it is old or was refused. */
export class SecretsManagerPontoApplication {
  readonly #client: SecretsManagerClient;
  readonly #secretId: string;
  readonly #onRead: PontoApplicationOptions['onRead'];
  readonly #schema: ReturnType<typeof pontoApplicationFor>;
  readonly #clock: Pick<Clock, 'now'>;
  #kept: Kept | undefined;
  #reading: Promise<PontoApplication> | undefined;

  constructor(
    client: SecretsManagerClient,
    { secretId, pontoUrl, onRead }: PontoApplicationOptions,
    clock: Pick<Clock, 'now'>,
  ) {
    this.#onRead = onRead;
    this.#client = client;
    this.#secretId = secretId;
    this.#schema = pontoApplicationFor(pontoUrl);
    this.#clock = clock;
  }

  /**
   * The application as last read; the same object as long as the secret stays the same.
   *
   * @throws Misconfigured that names members missing in the secret, never a value
   */
  async current(): Promise<PontoApplication> {
    const kept = this.#kept;
    if (kept && Date.parse(this.#clock.now()) - kept.readAtMs < keptMs) return kept.application;
    return this.reread();
  }

  /** Reads the secret anew, after Ponto refused what it held: it may have been rotated. */
  async reread(): Promise<PontoApplication> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<PontoApplication> {
    const { SecretString: text } = await this.#client.send(new GetSecretValueCommand({ SecretId: this.#secretId }));
    const readAt = this.#clock.now();
    const readAtMs = Date.parse(readAt);
    // The same object keeps the connections that were opened with its certificate.
    const application =
      this.#kept !== undefined && this.#kept.text === text
        ? this.#kept.application
        : parseSecret(this.#schema, text, 'the Ponto application');
    this.#kept = { application, text: text ?? '', readAtMs };
    this.#onRead?.(application, readAt);
    return application;
  }
}
