/**
 * A value that must never be printed. It may change while the process runs (a mounted file that is rotated),
 * so it is revealed at each use and never kept. `toJSON` and `toString` of an implementation give `***`.
 */
export interface Secret {
  reveal(): string;
}
