import type { Clock } from "../../../runtime/clock.ts";

/** Keys of AWS, as the providers of its SDK give them. */
export interface AwsIdentity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Throws where it finds none. It may ask a server each time. */
export type AwsIdentityProvider = () => Promise<AwsIdentity>;

/** Before it expires, so that no request arrives with keys that have just become worthless. */
const renewBeforeMs = 5 * 60_000;

/**
 * Asks a provider once for many requests, and again shortly before its answer expires. While that fails, the identity
 * it has serves to its end.
 */
export class RememberedIdentity {
  readonly #provider: AwsIdentityProvider;
  readonly #clock: Clock;
  #known: AwsIdentity | undefined;
  #asking: Promise<AwsIdentity> | undefined;

  constructor(provider: AwsIdentityProvider, clock: Clock) {
    this.#provider = provider;
    this.#clock = clock;
  }

  async get(): Promise<AwsIdentity> {
    if (this.#known !== undefined && this.#lasts(this.#known, renewBeforeMs)) return this.#known;
    try {
      return await (this.#asking ??= this.#ask());
    } catch (error) {
      if (this.#known !== undefined && this.#lasts(this.#known, 0)) return this.#known;
      throw error;
    }
  }

  /** The next one who needs it asks anew: what is known is worth nothing, or the provider does not answer. */
  forget(): void {
    this.#known = undefined;
    this.#asking = undefined;
  }

  async #ask(): Promise<AwsIdentity> {
    try {
      this.#known = await this.#provider();
      return this.#known;
    } finally {
      this.#asking = undefined;
    }
  }

  #lasts({ expiration }: AwsIdentity, ms: number): boolean {
    return expiration === undefined || expiration.getTime() - this.#clock.now() > ms;
  }
}
