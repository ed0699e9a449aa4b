/** How a format writes a message: a head, the severity, and pairs between delimiters. */
export interface Syntax {
  readonly head: (header: Header) => string;
  /** Up to the first pair. */
  readonly severity: (severity: number) => string;
  readonly delimiter: string;
  /** Escapes a text by escaping each of its characters. */
  readonly escape: (text: string) => string;
}

/** What differs from record to record. The format limits and escapes it. */
export interface Header {
  readonly version: string;
  readonly action: string;
  readonly name: string;
}
