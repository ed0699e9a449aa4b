import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Certified {
  readonly cert: string;
  readonly key: string;
  readonly certFile: string;
  readonly keyFile: string;
}

export interface Naming {
  /** In `subjectAltName`. */
  readonly names?: string;
  /** From now; 0 has expired at once. */
  readonly days?: number;
}

/** Makes authorities and certificates of servers in a directory, by `openssl`. */
export class CertificateMaker {
  readonly #directory: string;
  #made = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** All are called the same. */
  authority(): Promise<Certified> {
    return this.#make(["-x509", "-subj", "/CN=Authority EXAMPLE", "-days", "2"]);
  }

  async signedBy(authority: Certified, { names, days = 2 }: Naming = {}): Promise<Certified> {
    const files = await this.#make(["-subj", "/CN=es.example"]);
    const extensions = `${files.certFile}.ext`;
    await writeFile(extensions, `subjectAltName=${names ?? "IP:127.0.0.1"}\n`);
    const issuer = ["-CA", authority.certFile, "-CAkey", authority.keyFile, "-CAcreateserial"];
    const request = ["-req", "-in", files.certFile, "-out", files.certFile];
    const options = ["-days", String(days), "-extfile", extensions];
    await run("openssl", ["x509", ...request, ...issuer, ...options]);
    return { ...files, cert: await readFile(files.certFile, "utf8") };
  }

  async #make(parameters: readonly string[]): Promise<Certified> {
    this.#made += 1;
    const certFile = join(this.#directory, `${this.#made}.pem`);
    const keyFile = join(this.#directory, `${this.#made}.key`);
    const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"];
    const files = ["-keyout", keyFile, "-out", certFile];
    await run("openssl", ["req", ...newKey, ...parameters, ...files]);
    const [cert, key] = await Promise.all([readFile(certFile, "utf8"), readFile(keyFile, "utf8")]);
    return { cert, key, certFile, keyFile };
  }
}

export async function hasOpenssl(): Promise<boolean> {
  try {
    await run("openssl", ["version"]);
    return true;
  } catch {
    return false;
  }
}

/** As a configuration has it once it is read. */
export function fingerprintOf({ cert }: Pick<Certified, "cert">): string {
  return new X509Certificate(cert).fingerprint256.replaceAll(":", "").toLowerCase();
}
