/** What came back for a request, whatever it says. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** What its `Retry-After` header asks for. */
  readonly retryAfterMs?: number;
  /** Its `Set-Cookie` headers, as they came. */
  readonly cookies?: readonly string[];
}
