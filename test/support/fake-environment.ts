import type { Environment, FileStatus } from "../../src/config/environment.ts";
import { ManualClock } from "./manual-clock.ts";

/** Variables and files of a machine that exists only in a test. Files are private unless said otherwise. */
export class FakeEnvironment implements Environment {
  readonly variables: Record<string, string | undefined>;
  readonly clock = new ManualClock();
  readonly files = {
    read: (path: string) => this.#entry(path).content,
    stat: (path: string) => this.#entry(path).status,
  };
  readonly #entries = new Map<string, { content: Buffer; status: FileStatus }>();
  #written = 0;

  constructor(
    files: Readonly<Record<string, string | Buffer>> = {},
    variables: Readonly<Record<string, string>> = {},
  ) {
    this.variables = variables;
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  write(path: string, content: string | Buffer, mode = 0o600): void {
    this.#written += 1;
    const bytes = Buffer.from(content);
    const status = { mtimeMs: this.#written, size: bytes.length, ino: 1, mode };
    this.#entries.set(path, { content: bytes, status });
  }

  remove(path: string): void {
    this.#entries.delete(path);
  }

  #entry(path: string): { content: Buffer; status: FileStatus } {
    const entry = this.#entries.get(path);
    if (entry === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
    return entry;
  }
}
