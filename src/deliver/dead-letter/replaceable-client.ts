import type { Remedy } from "./aws-trouble.ts";

/** A client that makes way for another one where its credentials were refused or the bucket is in another region. */
export class ReplaceableClient<Client> {
  readonly #create: (region: string | undefined) => Client;
  #region: string | undefined;
  #current: Client;

  constructor(create: (region: string | undefined) => Client) {
    this.#create = create;
    this.#current = create(undefined);
  }

  get current(): Client {
    return this.#current;
  }

  /** The refused one is not destroyed: calls may be on their way through it. S3 closes its idle connections. */
  replace(refused: Client, remedy: Remedy): void {
    if (refused !== this.#current) return;
    if (remedy.kind === "region") this.#region = remedy.region;
    this.#current = this.#create(this.#region);
  }
}
